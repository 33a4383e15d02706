"""見守り: texts that speak of harm to life, to be read first by a named person.

What was written stays with its response; here is only that it must be read, and that it was.
"""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys.base import Base
from surveys.questionnaires import Questionnaire
from surveys.responses import Batch, Response, ResponseId

WAITING, HANDLED, UNFOUNDED = "waiting", "handled", "unfounded"


class Alarm(Base):
    """見守りの1件. `level` is how pressing it seems, the higher the more; `cue` is never kept."""

    __tablename__ = "alarm"
    __table_args__ = (
        UniqueConstraint("response_id", "question_code"),
        CheckConstraint("state IN ('waiting','handled','unfounded')", name="state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    response_id: Mapped[int] = mapped_column(
        ResponseId, ForeignKey("response.id", ondelete="CASCADE")
    )
    question_code: Mapped[str] = mapped_column(String(200))
    level: Mapped[int]
    state: Mapped[str] = mapped_column(String(10), default=WAITING)
    read_by: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    read_at: Mapped[datetime | None]


def of(session: Session, questionnaire: Questionnaire) -> list[Alarm]:
    """The alarms of a questionnaire: what waits first, the most pressing first."""
    mine = (
        select(Alarm)
        .join(Response, Response.id == Alarm.response_id)
        .join(Batch, Batch.id == Response.batch_id)
        .where(Batch.questionnaire_id == questionnaire.id)
    )
    order = (Alarm.state != WAITING, Alarm.level.desc(), Alarm.id)
    return list(session.scalars(mine.order_by(*order)))


def waiting(session: Session, questionnaire: Questionnaire) -> int:
    """How many texts nobody has read yet."""
    mine = (
        select(func.count(Alarm.id))
        .join(Response, Response.id == Alarm.response_id)
        .join(Batch, Batch.id == Response.batch_id)
        .where(Batch.questionnaire_id == questionnaire.id, Alarm.state == WAITING)
    )
    return session.scalar(mine) or 0


def raised(session: Session, alarm: Alarm) -> bool:
    """Keep an alarm once; say whether it is new."""
    mine = select(Alarm.id).where(
        Alarm.response_id == alarm.response_id, Alarm.question_code == alarm.question_code
    )
    if session.scalar(mine) is not None:
        return False
    session.add(alarm)
    session.flush()
    return True


def read(alarm: Alarm, state: str, *, who: int, now: datetime) -> None:
    alarm.state, alarm.read_by, alarm.read_at = state, who, now
