"""回収: how many answered, told so that nobody's answering can be seen in the numbers."""

from datetime import date

from sqlalchemy import ForeignKey, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys import responses
from surveys.base import Base
from surveys.envelopes import Envelope
from surveys.questionnaires import ENDED, PUBLISHED, Questionnaire, of_state

STEP = 10  # numbers move by this many at least: who watches sees no single answer arrive


class ReturnCount(Base):
    """回収数, cumulative, as it stood on the night after `day`; made by a nightly job."""

    __tablename__ = "return_count"

    questionnaire_id: Mapped[int] = mapped_column(
        ForeignKey("questionnaire.id", ondelete="CASCADE"), primary_key=True
    )
    day: Mapped[date] = mapped_column(primary_key=True)
    number: Mapped[int]


def about(session: Session, questionnaire: Questionnaire) -> int:
    """How many sheets have arrived, in whole tens."""
    return _number(session, questionnaire) // STEP * STEP


def days(session: Session, questionnaire: Questionnaire) -> list[ReturnCount]:
    """The nightly numbers so far."""
    mine = select(ReturnCount).where(ReturnCount.questionnaire_id == questionnaire.id)
    return list(session.scalars(mine.order_by(ReturnCount.day)))


def snapshot(session: Session, day: date) -> int:
    """Write down, for every open questionnaire, what had arrived by the end of `day`; once a day.

    A day on which under 10 arrived says what the day before said: its few roll forward.
    """
    made = 0
    for questionnaire in of_state(session, PUBLISHED):
        if session.get(ReturnCount, (questionnaire.id, day)) is None:
            earlier = days(session, questionnaire)
            before = earlier[-1].number if earlier else 0
            now = _number(session, questionnaire)
            told = now if now - before >= STEP else before
            session.add(ReturnCount(questionnaire_id=questionnaire.id, day=day, number=told))
            made += 1
    session.flush()
    return made


def _number(session: Session, questionnaire: Questionnaire) -> int:
    """Every envelope that came, opened or not: a sheet that was replaced counts once."""
    if questionnaire.state == ENDED:
        return questionnaire.received or responses.number(session, questionnaire)
    mine = Envelope.questionnaire_id == questionnaire.id
    return session.scalar(select(func.count()).select_from(Envelope).where(mine)) or 0
