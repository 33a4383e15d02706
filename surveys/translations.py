"""訳: what somebody wrote in another language, as a person put it into Japanese.

The original stays where it is; themes and searches read the translation instead of it.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys.base import Base
from surveys.questionnaires import Questionnaire
from surveys.responses import Batch, Response, ResponseId


class Translation(Base):
    """訳. `language` is what the original was taken for when it was sent out."""

    __tablename__ = "translation"
    __table_args__ = (UniqueConstraint("response_id", "question_code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    response_id: Mapped[int] = mapped_column(
        ResponseId, ForeignKey("response.id", ondelete="CASCADE")
    )
    question_code: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime]


def of(session: Session, questionnaire: Questionnaire, code: str) -> dict[int, str]:
    """The translations of one question's texts, by response id."""
    mine = (
        select(Translation.response_id, Translation.words)
        .join(Response, Response.id == Translation.response_id)
        .join(Batch, Batch.id == Response.batch_id)
        .where(Batch.questionnaire_id == questionnaire.id, Translation.question_code == code)
    )
    return {each.response_id: each.words for each in session.execute(mine)}


def of_whom(session: Session, questionnaire: Questionnaire) -> frozenset[int]:
    """The responses with a text that was translated."""
    mine = (
        select(Translation.response_id)
        .join(Response, Response.id == Translation.response_id)
        .join(Batch, Batch.id == Response.batch_id)
        .where(Batch.questionnaire_id == questionnaire.id)
    )
    return frozenset(session.scalars(mine))


def keep(session: Session, made: Sequence[Translation]) -> None:
    """Keep translations in place of earlier ones of the same texts; one without words goes."""
    for each in made:
        earlier = (Translation.response_id == each.response_id) & (
            Translation.question_code == each.question_code
        )
        session.execute(delete(Translation).where(earlier))
    session.add_all(each for each in made if each.words.strip())
    session.flush()
