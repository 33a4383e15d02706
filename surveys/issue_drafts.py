"""論点案 and the issues made of them: what was taken up, and what was set aside."""

from collections.abc import Iterable

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys import issues
from surveys.base import Base
from surveys.errors import N_, SurveyError
from surveys.issues import PolicyIssue
from surveys.plans import Plan


class AlreadyAdopted(SurveyError):
    message = N_("この論点案はすでに論点として採用されています")


class TakenDraft(Base):
    """採用: a draft that speaks in an issue, so that new data find it.

    An issue that was merged has the drafts of both; after a split both parts have the draft.
    """

    __tablename__ = "taken_draft"

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), primary_key=True)
    draft_key: Mapped[str] = mapped_column(String(64), primary_key=True)
    issue_id: Mapped[int] = mapped_column(
        ForeignKey("policy_issue.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class DraftSetAside(Base):
    """見送り: a draft staff looked at and did not take up; it can be brought back."""

    __tablename__ = "draft_set_aside"

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), primary_key=True)
    draft_key: Mapped[str] = mapped_column(String(64), primary_key=True)


def adopt(session: Session, issue: PolicyIssue, draft_key: str) -> PolicyIssue:
    """Take a draft up as an issue, at the end of the list.

    Raises:
        AlreadyAdopted: the draft speaks in an issue of this plan already.
        DesiredStateMissing
    """
    plan = session.get_one(Plan, issue.plan_id)
    if draft_key in adopted(session, plan):
        raise AlreadyAdopted
    issues.add(session, issue)
    give(session, issue, [draft_key])
    bring_back(session, plan, draft_key)
    return issue


def join(session: Session, issue: PolicyIssue, draft_key: str) -> None:
    """Let one more draft speak in an issue.

    Raises:
        AlreadyAdopted: it speaks in an issue of this plan already.
    """
    plan = session.get_one(Plan, issue.plan_id)
    if draft_key in adopted(session, plan):
        raise AlreadyAdopted
    give(session, issue, [*keys_of(session, issue), draft_key])
    bring_back(session, plan, draft_key)


def give(session: Session, issue: PolicyIssue, keys: Iterable[str]) -> None:
    """Let exactly these drafts speak in an issue."""
    wanted, held = set(keys), {each.draft_key: each for each in _taken(session, issue)}
    for key in held.keys() - wanted:
        session.delete(held[key])
    for key in sorted(wanted - held.keys()):
        session.add(TakenDraft(plan_id=issue.plan_id, draft_key=key, issue_id=issue.id))
    session.flush()


def keys_of(session: Session, issue: PolicyIssue) -> list[str]:
    """The drafts that speak in an issue."""
    return [each.draft_key for each in _taken(session, issue)]


def adopted(session: Session, plan: Plan) -> dict[str, int]:
    """{draft key: issue id} of the drafts that speak in an issue of the list."""
    mine = (
        select(TakenDraft.draft_key, TakenDraft.issue_id)
        .join(PolicyIssue, PolicyIssue.id == TakenDraft.issue_id)
        .where(TakenDraft.plan_id == plan.id, ~PolicyIssue.gone)
        .order_by(PolicyIssue.position.desc())
    )
    return {row[0]: row[1] for row in session.execute(mine)}


def set_aside(session: Session, plan: Plan, draft_key: str) -> None:
    """Leave a draft out of the list of drafts."""
    if session.get(DraftSetAside, (plan.id, draft_key)) is None:
        session.add(DraftSetAside(plan_id=plan.id, draft_key=draft_key))
        session.flush()


def bring_back(session: Session, plan: Plan, draft_key: str) -> None:
    """List a draft again that was set aside."""
    held = session.get(DraftSetAside, (plan.id, draft_key))
    if held is not None:
        session.delete(held)
        session.flush()


def aside(session: Session, plan: Plan) -> set[str]:
    """Keys of the drafts a plan set aside."""
    mine = select(DraftSetAside.draft_key).where(DraftSetAside.plan_id == plan.id)
    return set(session.scalars(mine))


def _taken(session: Session, issue: PolicyIssue) -> list[TakenDraft]:
    mine = select(TakenDraft).where(TakenDraft.issue_id == issue.id)
    return list(session.scalars(mine.order_by(TakenDraft.draft_key)))
