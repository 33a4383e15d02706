"""系譜: in which issue another one lives on after they were merged."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from surveys import issue_steps
from surveys.issue_steps import IssueStep
from surveys.plans import Plan


def merged(session: Session, plan: Plan) -> dict[int, int]:
    """{issue that was merged: the issue of today it lives on in}, whatever was merged after it."""
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
    return {issue: last(into, issue) for issue in into}


def last(into: Mapping[int, int], issue: int) -> int:
    """Follow an issue to the one it lives on in; itself where it was never merged."""
    met = {issue}
    while issue in into and into[issue] not in met:
        issue = into[issue]
        met.add(issue)
    return issue


def held(into: Mapping[int, int], issue: int) -> list[int]:
    """The issues that live on in this one."""
    return sorted(other for other, here in into.items() if here == issue)


def _joined(step: IssueStep) -> dict[int, int]:
    """What one step merged: those that were gone after it, into the one that was not."""
    (stayed,) = [int(name) for name, after in step.after.items() if not after["gone"]] or [0]
    return {
        int(name): stayed
        for name, after in step.after.items()
        if stayed and after["gone"] and not (step.before.get(name) or {"gone": True})["gone"]
    }
