"""意見のやりとり: what sections say to each other about an issue, settled one by one."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys.base import Base
from surveys.errors import N_, SurveyError
from surveys.issues import PolicyIssue
from surveys.plans import Plan


class CommentEmpty(SurveyError):
    message = N_("意見を入力してください")


class IssueComment(Base):
    """意見. `about` is the part of the issue it speaks of: a column's name, or "" for all of it."""

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
        CommentEmpty
    """
    comment.words = comment.words.strip()
    if not comment.words:
        raise CommentEmpty
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
