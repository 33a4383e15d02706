"""How what is done to issues gets into their history."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from app.access import the_member, the_plan
from app.clock import now
from app.extensions import db
from surveys import issue_steps
from surveys.issue_steps import IssueStep
from surveys.issues import PolicyIssue


@contextmanager
def kept(
    kind: str, listed: Sequence[PolicyIssue] = (), **about: object
) -> Iterator[list[PolicyIssue]]:
    """Do something to issues as one step of their history; new ones are added to what is given.

    Whoever else decides about the plan's issues waits from here to the commit.
    """
    session, plan = db.session(), the_plan()
    issue_steps.hold(session, plan)
    session.flush()
    for issue in listed:  # somebody may have written while this waited
        session.refresh(issue)
    before, touched = issue_steps.seen(session, listed), list(listed)
    yield touched
    step = IssueStep(plan_id=plan.id, kind=kind, about=about, who=the_member().id, made_at=now())
    issue_steps.keep(session, step, before, touched)
