"""改訂: texts that planners write together, each state kept so that it can be taken back.

The lexicon (語の設定) belongs to a plan, the coding rules (コーディングルール) to a questionnaire.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Select, String, Text, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys.base import Base
from surveys.errors import N_, SurveyError

LEXICON, CODING = "lexicon", "coding"


class NoEarlierRevision(SurveyError):
    message = N_("これより前の状態はありません")


class NoLaterRevision(SurveyError):
    message = N_("これより後の状態はありません")


class ChangedMeanwhile(SurveyError):
    message = N_("ほかの人が先に変更しました。開き直して、変更を確かめてから保存してください")


@dataclass(frozen=True, slots=True)
class Kept:
    """Which text: of what kind, and whose. `questionnaire_id` is None for one of the plan."""

    kind: str
    plan_id: int
    questionnaire_id: int | None = None


class Revision(Base):
    """改訂, one state of a text."""

    __tablename__ = "revision"
    __table_args__ = ({"sqlite_autoincrement": True},)  # a page names the state it was made from

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    questionnaire_id: Mapped[int | None] = mapped_column(
        ForeignKey("questionnaire.id", ondelete="CASCADE"), index=True
    )
    words: Mapped[str] = mapped_column(Text)
    undone: Mapped[bool] = mapped_column(default=False)
    who: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    made_at: Mapped[datetime]


def states(session: Session, of: Kept) -> list[Revision]:
    """Every state, the oldest first; those that were taken back stand at the end."""
    return list(session.scalars(_of(of).order_by(Revision.id)))


def current(session: Session, of: Kept) -> Revision | None:
    """The state that stands now; None while nothing was written."""
    standing = _of(of).where(~Revision.undone).order_by(Revision.id.desc()).limit(1)
    found: Revision | None = session.scalar(standing)
    return found


def words(session: Session, of: Kept) -> str:
    found = current(session, of)
    return found.words if found else ""


def keep(
    session: Session, of: Kept, said: str, *, who: int | None, now: datetime, seen: int | None
) -> Revision:
    """Keep a new state; `seen` is the id of the state it was written over (None: there was none).

    Raises:
        ChangedMeanwhile: somebody else has kept another state since.
    """
    standing = current(session, of)
    if (standing.id if standing else None) != seen:
        raise ChangedMeanwhile
    if standing is not None and standing.words == said:
        return standing
    taken_back = [each.id for each in states(session, of) if each.undone]
    session.execute(delete(Revision).where(Revision.id.in_(taken_back)))
    made = Revision(
        kind=of.kind,
        plan_id=of.plan_id,
        questionnaire_id=of.questionnaire_id,
        words=said,
        who=who,
        made_at=now,
    )
    session.add(made)
    session.flush()
    return made


def undo(session: Session, of: Kept) -> Revision:
    """Take the standing state back, as far as to where nothing was written.

    Raises:
        NoEarlierRevision
    """
    standing = current(session, of)
    if standing is None:
        raise NoEarlierRevision
    standing.undone = True
    return standing


def redo(session: Session, of: Kept) -> Revision:
    """Let the state stand again that was taken back last.

    Raises:
        NoLaterRevision
    """
    for each in states(session, of):
        if each.undone:
            each.undone = False
            return each
    raise NoLaterRevision


def _of(of: Kept) -> Select[Any]:
    mine = select(Revision).where(Revision.kind == of.kind, Revision.plan_id == of.plan_id)
    return mine.where(Revision.questionnaire_id.is_not_distinct_from(of.questionnaire_id))
