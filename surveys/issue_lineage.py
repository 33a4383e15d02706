"""系譜: in which issue another one lives on after they were merged."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from surveys import issue_steps
from surveys.issue_steps import IssueStep
from surveys.plans import Plan


def merged(session: Session, plan: Plan) -> dict[int, int]:
    """{issue that was merged: the one it went into, which may itself have been merged since}."""
    mine = select(IssueStep).where(IssueStep.plan_id == plan.id, IssueStep.kind == "merged")
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
    """What one step merged: as `about` names them, which spares reading how all of them stood."""
    if "others" in step.about:
        return dict.fromkeys(step.about["others"], step.about["into"])
    gone = [int(name) for name, after in step.after.items() if after["gone"]]
    stayed = [int(name) for name in step.after if int(name) not in gone]
    return dict.fromkeys(gone, stayed[0]) if stayed else {}
