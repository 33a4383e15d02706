"""調査票: the questionnaire, its frozen versions, and whom it asks."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys.base import Base
from surveys.errors import N_, SurveyError
from surveys.kinds import KINDS, Choice, Question
from surveys.plans import Plan

AUDIENCES = {"citizen": "市民", "staff": "職員", "outside": "市外", "workshop": "ワークショップ"}
SAMPLINGS = {"random": "無作為抽出", "open": "公募", "census": "全数"}
DOCUMENT_FORMAT = 1


class UnknownKind(SurveyError):
    message = N_("設問「%(code)s」の設問形式「%(kind)s」は使えません")


class TwiceTheSameCode(SurveyError):
    message = N_("設問コード「%(code)s」が2回使われています。別のコードにしてください")


class TitleNotRepeated(SurveyError):
    message = N_("削除するには、調査票の名前をそのまま入力してください")


class Questionnaire(Base):
    """調査票. `sampling` is kept apart for ever: a random sample and an open call never mix."""

    __tablename__ = "questionnaire"
    __table_args__ = (
        CheckConstraint("opens_at < closes_at", name="opens_before_closing"),
        CheckConstraint("audience IN ('citizen','staff','outside','workshop')", name="audience"),
        CheckConstraint("sampling IN ('random','open','census')", name="sampling"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    audience: Mapped[str] = mapped_column(String(10))
    sampling: Mapped[str] = mapped_column(String(10))
    surveyed_year: Mapped[int]
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    created_at: Mapped[datetime]

    def is_open(self, now: datetime) -> bool:
        if self.opens_at is None or self.closes_at is None:
            return False
        return self.opens_at <= now < self.closes_at

    @property
    def representative(self) -> bool:
        """Whether its shares may be read as shares of the population."""
        return self.sampling != "open"


class QuestionnaireVersion(Base):
    """A frozen version. `document` is the truth; questions are parsed from it, not tables."""

    __tablename__ = "questionnaire_version"
    __table_args__ = (UniqueConstraint("questionnaire_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    questionnaire_id: Mapped[int] = mapped_column(
        ForeignKey("questionnaire.id", ondelete="CASCADE"), index=True
    )
    number: Mapped[int]
    document: Mapped[dict[str, Any]] = mapped_column(JSON)
    frozen_at: Mapped[datetime]

    @property
    def questions(self) -> tuple[Question, ...]:
        return parse(self.document)


def of_plan(session: Session, plan: Plan) -> list[Questionnaire]:
    """List a plan's questionnaires: of the newest year, of the residents, and drawn first."""
    found = select(Questionnaire).where(Questionnaire.plan_id == plan.id)
    order = (
        Questionnaire.surveyed_year.desc(),
        Questionnaire.audience != "citizen",
        Questionnaire.sampling == "open",
        Questionnaire.id.desc(),
    )
    return list(session.scalars(found.order_by(*order)))


def delete(session: Session, questionnaire: Questionnaire, *, repeated: str) -> None:
    """Delete a questionnaire with its answers, tables and voices, once its title is repeated.

    Raises:
        TitleNotRepeated
    """
    if repeated.strip() != questionnaire.title.strip():
        raise TitleNotRepeated
    session.delete(questionnaire)


def latest(session: Session, questionnaire: Questionnaire) -> QuestionnaireVersion:
    """The newest frozen version; a questionnaire with answers always has one."""
    mine = select(QuestionnaireVersion).where(
        QuestionnaireVersion.questionnaire_id == questionnaire.id
    )
    return session.scalars(mine.order_by(QuestionnaireVersion.number.desc()).limit(1)).one()


def freeze(
    session: Session, questionnaire: Questionnaire, document: dict[str, Any], now: datetime
) -> QuestionnaireVersion:
    """Keep a document as the next version.

    Raises:
        UnknownKind, TwiceTheSameCode
    """
    parse(document)
    versions = select(QuestionnaireVersion.number).where(
        QuestionnaireVersion.questionnaire_id == questionnaire.id
    )
    number = max(session.scalars(versions), default=0) + 1
    version = QuestionnaireVersion(
        questionnaire_id=questionnaire.id, number=number, document=document, frozen_at=now
    )
    session.add(version)
    session.flush()
    return version


def parse(document: Mapping[str, Any]) -> tuple[Question, ...]:
    """Read the questions of a document.

    Raises:
        UnknownKind, TwiceTheSameCode
    """
    questions = tuple(_question(entry) for entry in document["questions"])
    seen: set[str] = set()
    for question in questions:
        if question.kind not in KINDS:
            raise UnknownKind(code=question.code, kind=question.kind)
        if question.code in seen:
            raise TwiceTheSameCode(code=question.code)
        seen.add(question.code)
    return questions


def document(questions: tuple[Question, ...]) -> dict[str, Any]:
    """Write questions as a document; the opposite of `parse`."""
    return {"format": DOCUMENT_FORMAT, "questions": [asdict(question) for question in questions]}


def _question(entry: Mapping[str, Any]) -> Question:
    choices = tuple(Choice(**choice) for choice in entry.get("choices", ()))
    return Question(**{**entry, "choices": choices, "bands": tuple(entry.get("bands", ()))})
