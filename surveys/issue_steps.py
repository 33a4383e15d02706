"""論点の履歴: every act on issues with what they were before and after, so that it can be undone.

The line only grows: taking a step back is itself a step, which can be taken back.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column, undefer

from surveys.base import Base
from surveys.errors import N_, SurveyError
from surveys.issue_snapshots import PLACE, STANDING, Snapshot, changed, put_back, snapshot
from surveys.issues import PolicyIssue
from surveys.plans import Plan

KINDS = {
    "adopted": N_("論点案を採用した"),
    "joined": N_("論点案を加えた"),
    "created": N_("論点を加えた"),
    "written": N_("文章を書き直した"),
    "merged": N_("論点をまとめた"),
    "parted": N_("論点を分けた"),
    "moved": N_("順番を変えた"),
    "voices": N_("声を選び直した"),
    "evidence": N_("根拠を新しくした"),
    "weighed": N_("優先度の重みを変えた"),
    "dropped": N_("論点を外した"),
    "returned": N_("外した論点を戻した"),
    "answered": N_("照会の回答を取り入れた"),
    "undone": N_("操作を取り消した"),
}


class ChangedSince(SurveyError):
    message = N_(
        "この操作のあとに同じ論点が変わっているため、取り消せません。新しい操作から順に取り消してください"
    )


class IssueStep(Base):
    """論点の操作. `before` and `after` are {issue id: how it stood}; None: it was not there.

    `about` says in keys and numbers what was done (never the words), with `place` where only the
    order was changed; `of` is the step that an `undone` step took back.
    """

    __tablename__ = "issue_step"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    about: Mapped[dict[str, Any]]
    before: Mapped[dict[str, Any]] = mapped_column(JSON, deferred=True)
    after: Mapped[dict[str, Any]] = mapped_column(JSON, deferred=True)
    of: Mapped[int | None] = mapped_column(ForeignKey("issue_step.id"))
    who: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    made_at: Mapped[datetime]

    def changes(self) -> dict[int, list[str]]:
        """{issue id: the names of what it changed}."""
        return {
            int(name): changed(self.before[name], after, _compared(self))
            for name, after in self.after.items()
        }


class StepIssue(Base):
    """Which issues a step was about."""

    __tablename__ = "issue_step_issue"

    step_id: Mapped[int] = mapped_column(
        ForeignKey("issue_step.id", ondelete="CASCADE"), primary_key=True
    )
    issue_id: Mapped[int] = mapped_column(
        ForeignKey("policy_issue.id", ondelete="CASCADE"), primary_key=True, index=True
    )


def hold(session: Session, plan: Plan) -> None:
    """Let whoever else decides about this plan's issues wait until this transaction ends."""
    session.refresh(plan, with_for_update=True)


def seen(session: Session, listed: Iterable[PolicyIssue]) -> dict[str, Snapshot]:
    """How issues stand, to be handed to `keep` after something was done to them."""
    return {str(issue.id): snapshot(session, issue) for issue in listed}


def keep(
    session: Session,
    step: IssueStep,
    before: Mapping[str, Snapshot],
    touched: Sequence[PolicyIssue],
) -> IssueStep | None:
    """Add a step that was just taken; `touched` are its issues, new ones too. None: no change."""
    session.flush()
    after = seen(session, touched)
    named = sorted(n for n in after if changed(before.get(n), after[n], _compared(step)))
    if not named:
        return None
    step.before = {name: before.get(name) for name in named}
    step.after = {name: after[name] for name in named}
    session.add(step)
    session.flush()
    session.add_all(StepIssue(step_id=step.id, issue_id=int(name)) for name in named)
    session.flush()
    return step


def history(session: Session, issue: PolicyIssue) -> list[IssueStep]:
    """Every step of an issue, the newest first."""
    mine = (
        select(IssueStep)
        .join(StepIssue, StepIssue.step_id == IssueStep.id)
        .where(StepIssue.issue_id == issue.id)
        .options(undefer(IssueStep.before), undefer(IssueStep.after))
    )
    return list(session.scalars(mine.order_by(IssueStep.id.desc())))


def at_revision(session: Session, issue: PolicyIssue, revision: int) -> Snapshot | None:
    """How an issue stood when it had this revision; None where no step remembers."""
    for step in history(session, issue):
        for kept in (step.after[str(issue.id)], step.before[str(issue.id)]):
            if kept is not None and kept["revision"] == revision:
                found: Snapshot = kept
                return found
    return None


def of_plan(session: Session, plan: Plan, most: int) -> list[IssueStep]:
    """A plan's newest steps, the newest first."""
    mine = select(IssueStep).where(IssueStep.plan_id == plan.id)
    mine = mine.options(undefer(IssueStep.before), undefer(IssueStep.after))
    return list(session.scalars(mine.order_by(IssueStep.id.desc()).limit(most)))


def taken_back(session: Session, plan: Plan) -> set[int]:
    """Ids of the steps that stand taken back: an undoing that was itself undone does not count."""
    mine = select(IssueStep.id, IssueStep.of).where(
        IssueStep.plan_id == plan.id, IssueStep.of.is_not(None)
    )
    undoing = dict(sorted((int(step), int(of or 0)) for step, of in session.execute(mine)))
    gone: set[int] = set()
    for step in sorted(undoing, reverse=True):
        if step not in gone:
            gone.add(undoing[step])
    return gone


def is_free(step: IssueStep, now: Mapping[str, Snapshot]) -> bool:
    """Whether what a step changed still stands as it left it; `now` is how its issues stand."""
    return all(
        now[str(issue_id)][name] == step.after[str(issue_id)][name]
        for issue_id, names in step.changes().items()
        for name in names
    )


def undo(session: Session, step: IssueStep, undoing: IssueStep) -> IssueStep:
    """Put back what a step changed, and nothing else; `undoing` is the new step that says so.

    Raises:
        ChangedSince: the same was changed after it.
    """
    session.flush()
    listed = [session.get_one(PolicyIssue, int(name)) for name in step.after]
    for issue in listed:
        session.refresh(issue)
    now = seen(session, listed)
    if not is_free(step, now):
        raise ChangedSince
    for issue in listed:
        put_back(session, issue, step.before[str(issue.id)], step.changes()[issue.id])
    undoing.of, undoing.about = step.id, dict(step.about)
    keep(session, undoing, now, listed)
    return undoing


def _compared(step: IssueStep) -> tuple[str, ...]:
    return PLACE if "place" in step.about else STANDING
