"""しるし: voices that a planner marked to come back to."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys.base import Base
from surveys.plans import Plan
from surveys.responses import ResponseId


class VoiceMark(Base):
    """しるし on what one response says to one question; a plan's planners share them."""

    __tablename__ = "voice_mark"

    response_id: Mapped[int] = mapped_column(
        ResponseId, ForeignKey("response.id", ondelete="CASCADE"), primary_key=True
    )
    question_code: Mapped[str] = mapped_column(String(200), primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    who: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    made_at: Mapped[datetime]


def of_plan(session: Session, plan: Plan) -> set[tuple[int, str]]:
    """(response, question) of every marked voice."""
    mine = select(VoiceMark.response_id, VoiceMark.question_code)
    found = session.execute(mine.where(VoiceMark.plan_id == plan.id))
    return {(response_id, code) for response_id, code in found}


def put(session: Session, mark: VoiceMark) -> None:
    """Mark a voice; one that is marked already stays as it is."""
    if session.get(VoiceMark, (mark.response_id, mark.question_code)) is None:
        session.add(mark)
        session.flush()


def take_away(session: Session, response_id: int, code: str) -> None:
    held = session.get(VoiceMark, (response_id, code))
    if held is not None:
        session.delete(held)
        session.flush()
