"""論点の履歴: every act on issues with what they were before and after, so that it can be undone.

The line only grows: taking a step back is itself a step, which can be taken back.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys import issue_drafts, issues
from surveys.base import Base
from surveys.errors import N_, SurveyError
from surveys.issues import WRITTEN, Evidence, IssueVoice, PolicyIssue
from surveys.plans import Plan

KINDS = {
    "adopted": N_("論点案を採用した"),
    "created": N_("論点を加えた"),
    "written": N_("文章を書き直した"),
    "merged": N_("論点をまとめた"),
    "parted": N_("論点を分けた"),
    "moved": N_("順番を変えた"),
    "voices": N_("声を選び直した"),
    "evidence": N_("根拠を新しくした"),
    "dropped": N_("論点を外した"),
    "answered": N_("照会の回答を取り入れた"),
    "undone": N_("操作を取り消した"),
}
# What says how an issue stands; `revision` and `position` follow and are not compared.
_OWN = (*WRITTEN, "topic", "draft_field", "priority", "parts", "gone")
_FOLLOWING = ("revision", "position")
_EVIDENCE = ("kind", "statement", "strength", "n", "source")

Snapshot = dict[str, Any]


class ChangedSince(SurveyError):
    message = N_(
        "この操作のあとに同じ論点が変わっているため、取り消せません。新しい操作から順に取り消してください"
    )


class IssueStep(Base):
    """論点の操作. `before` and `after` are {issue id: how it stood}; None: it was not there.

    `about` says in keys and numbers what was done (never the words); `of` is the step that an
    `undone` step took back.
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
    changed = {name for name in after if not _same(before.get(name), after[name])}
    if not changed:
        return None
    step.before = {name: before.get(name) for name in sorted(changed)}
    step.after = {name: after[name] for name in sorted(changed)}
    session.add(step)
    session.flush()
    session.add_all(StepIssue(step_id=step.id, issue_id=int(name)) for name in sorted(changed))
    session.flush()
    return step


def history(session: Session, issue: PolicyIssue) -> list[IssueStep]:
    """Every step of an issue, the newest first."""
    mine = (
        select(IssueStep)
        .join(StepIssue, StepIssue.step_id == IssueStep.id)
        .where(StepIssue.issue_id == issue.id)
    )
    return list(session.scalars(mine.order_by(IssueStep.id.desc())))


def of_plan(session: Session, plan: Plan, most: int) -> list[IssueStep]:
    """A plan's newest steps, the newest first."""
    mine = select(IssueStep).where(IssueStep.plan_id == plan.id)
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


def undo(session: Session, step: IssueStep, undoing: IssueStep) -> IssueStep:
    """Put back what a step changed; `undoing` is the new step that says so.

    Raises:
        ChangedSince: one of its issues was changed after it.
    """
    listed = [session.get_one(PolicyIssue, int(name)) for name in step.after]
    now = seen(session, listed)
    if any(not _same(step.after[name], now[name]) for name in step.after):
        raise ChangedSince
    for issue in listed:
        _put_back(session, issue, step.before[str(issue.id)])
    undoing.of = step.id
    keep(session, undoing, now, listed)
    return undoing


def snapshot(session: Session, issue: PolicyIssue) -> Snapshot:
    """How an issue stands, in plain words and numbers."""
    voiced = select(IssueVoice.voice_id).where(IssueVoice.issue_id == issue.id)
    evidence = issues.evidence(session, issue)
    return {
        **{name: getattr(issue, name) for name in (*_OWN, *_FOLLOWING)},
        "parts": dict(issue.parts or {}),
        "drafts": issue_drafts.keys_of(session, issue),
        "evidence": [{name: getattr(e, name) for name in _EVIDENCE} for e in evidence],
        "voices": list(session.scalars(voiced.order_by(IssueVoice.position))),
    }


def _same(one: Snapshot | None, other: Snapshot | None) -> bool:
    if one is None or other is None:
        return one is other
    return all(one[name] == other[name] for name in one if name not in _FOLLOWING)


def _put_back(session: Session, issue: PolicyIssue, before: Snapshot | None) -> None:
    """Let an issue stand as it did; one that was not there is gone again."""
    if before is None:
        issue.gone = True
        session.flush()
        return
    for name in _OWN:
        setattr(issue, name, before[name])
    issue_drafts.give(session, issue, before["drafts"])
    issues.set_evidence(session, issue, [Evidence(**each) for each in before["evidence"]])
    session.execute(delete(IssueVoice).where(IssueVoice.issue_id == issue.id))
    for position, voice_id in enumerate(before["voices"], 1):
        session.add(IssueVoice(issue_id=issue.id, voice_id=voice_id, position=position))
    session.flush()
    plan = session.get_one(Plan, issue.plan_id)
    if issue.position != before["position"]:
        issues.place(session, plan, issue, before["position"])
