"""系譜: in which issue another one lives on after they were merged."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from surveys import issue_steps
from surveys.issue_steps import IssueStep
from surveys.plans import Plan


def merged(session: Session, plan: Plan) -> dict[int, int]:
    """{issue that was merged: the one it went into, which may itself have been merged since}."""
    mine = (
        select(IssueStep)
        .where(IssueStep.plan_id == plan.id, IssueStep.kind == "merged")
        .options(undefer(IssueStep.before), undefer(IssueStep.after))
    )
    undone = issue_steps.taken_back(session, plan)
    into: dict[int, int] = {}
    for step in session.scalars(mine.order_by(IssueStep.id)):
        if step.id not in undone:
            into |= _joined(step)
    return into


def way(into: Mapping[int, int], issue: int) -> list[int]:
    """An issue, the one it was merged into, the one that was merged into, and so on."""
    met = [issue]
    while met[-1] in into and into[met[-1]] not in met:
        met.append(into[met[-1]])
    return met


def _joined(step: IssueStep) -> dict[int, int]:
    """What one step merged: those that were gone after it, into the one that it names or kept.

    An issue that took in nothing it had not already is no part of the step, so `about` names it.
    """
    stayed = [int(name) for name, after in step.after.items() if not after["gone"]]
    into = step.about.get("into") or next(iter(stayed), None)
    taken = [int(name) for name, after in step.after.items() if after["gone"]]
    return dict.fromkeys(taken, int(into)) if into is not None else {}
