"""意見のやりとり: what sections say to each other about an issue, settled one by one."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys.base import Base
from surveys.errors import N_, SurveyError
from surveys.issues import PolicyIssue
from surveys.plans import Plan

# The parts of an issue a comment may be about, in reading order; "" for all of it.
ABOUT = {
    "": N_("論点の全体"),
    "desired_state": N_("ありたい姿"),
    "present_state": N_("現状"),
    "gap": N_("課題"),
    "measures": N_("取り組み"),
    "horizon": N_("区分と主管課"),
    "evidence": N_("根拠"),
    "voices": N_("声"),
}
LONGEST = 2000


class CommentEmpty(SurveyError):
    message = N_("意見を入力してください")


class CommentTooLong(SurveyError):
    message = N_("意見は%(limit)d文字までです。分けて書き込んでください")


class IssueComment(Base):
    """意見. `about` is the part of the issue it speaks of, a key of `ABOUT`."""

    __tablename__ = "issue_comment"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    issue_id: Mapped[int] = mapped_column(
        ForeignKey("policy_issue.id", ondelete="CASCADE"), index=True
    )
    about: Mapped[str] = mapped_column(String(30), default="")
    words: Mapped[str] = mapped_column(Text)
    who: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    made_at: Mapped[datetime]
    settled_by: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    settled_at: Mapped[datetime | None]


def say(session: Session, comment: IssueComment) -> IssueComment:
    """Add a comment to an issue.

    Raises:
        CommentEmpty, CommentTooLong
    """
    comment.words = comment.words.strip()
    if not comment.words:
        raise CommentEmpty
    if len(comment.words) > LONGEST:
        raise CommentTooLong(limit=LONGEST)
    session.add(comment)
    session.flush()
    return comment


def of_issue(session: Session, issue: PolicyIssue) -> list[IssueComment]:
    """List an issue's comments, the oldest first."""
    mine = select(IssueComment).where(IssueComment.issue_id == issue.id)
    return list(session.scalars(mine.order_by(IssueComment.id)))


def open_ones(session: Session, plan: Plan) -> dict[int, int]:
    """{issue id: how many of its comments are not settled}."""
    mine = (
        select(IssueComment.issue_id, func.count())
        .where(IssueComment.plan_id == plan.id, IssueComment.settled_at.is_(None))
        .group_by(IssueComment.issue_id)
    )
    return {row[0]: row[1] for row in session.execute(mine)}


def settle(comment: IssueComment, member_id: int, now: datetime) -> None:
    comment.settled_by, comment.settled_at = member_id, now


def reopen(comment: IssueComment) -> None:
    comment.settled_by = comment.settled_at = None
