"""公表予定: when and where a questionnaire's results will be found, as organisers tell it."""

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys.base import Base
from surveys.questionnaires import Questionnaire


class Announcement(Base):
    """公表予定 of a questionnaire. `day` None: no day is known; `words` say more, or nothing."""

    __tablename__ = "announcement"

    questionnaire_id: Mapped[int] = mapped_column(
        ForeignKey("questionnaire.id", ondelete="CASCADE"), primary_key=True
    )
    day: Mapped[date | None]
    words: Mapped[str] = mapped_column(String(300), default="")


def find(session: Session, questionnaire_id: int) -> Announcement | None:
    return session.get(Announcement, questionnaire_id)


def announce(
    session: Session, questionnaire: Questionnaire, day: date | None, words: str
) -> Announcement | None:
    """Say when results will be public, or with nothing said that nothing is known; give what is."""
    held = find(session, questionnaire.id)
    if day is None and not words.strip():
        if held is not None:
            session.delete(held)
            session.flush()
        return None
    told = held or Announcement(questionnaire_id=questionnaire.id)
    told.day, told.words = day, words.strip()
    session.add(told)
    session.flush()
    return told
