"""調査票: the questionnaire, its frozen versions, and its way from draft to the last opening."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    LargeBinary,
    String,
    UniqueConstraint,
    false,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys import confirmations, documents, renderings
from surveys.base import Base
from surveys.documents import Document
from surveys.errors import N_, SurveyError
from surveys.kinds import Question
from surveys.plans import Plan

AUDIENCES = {"citizen": "市民", "staff": "職員", "outside": "市外", "workshop": "ワークショップ"}
SAMPLINGS = {"random": "無作為抽出", "open": "公募", "census": "全数"}
ACCESSES = {
    "open": N_("だれでも（公開リンク）"),
    "codes": N_("回答コードを持つ人"),
    "departments": N_("部署ごとのリンク"),
}
# 取込, 下書き, 公開 (asking from opens_at until just before closes_at), 開封済み (keys are gone)
IMPORTED, DRAFT, PUBLISHED, ENDED = "imported", "draft", "published", "ended"
# Whom each way of asking can speak for: an open call is never a sample.
SAMPLED = {"open": ("open", "census"), "codes": ("random", "census"), "departments": ("census",)}


class TitleNotRepeated(SurveyError):
    message = N_("削除するには、調査票の名前をそのまま入力してください")


class NotADraft(SurveyError):
    message = N_("公開した調査票は変えられません。直すところがあるときは、訂正版を出してください")


class NotPublished(SurveyError):
    message = N_("この調査票は公開されていません")


class NothingAsked(SurveyError):
    message = N_("設問がありません。調査票のファイルをアップロードしてから公開してください")


class PeriodBackwards(SurveyError):
    message = N_("回答の締切は、開始より後にしてください")


class PeriodOver(SurveyError):
    message = N_("回答の締切が過ぎています。今日より後の日にしてください")


class SamplingDoesNotFit(SurveyError):
    message = N_(
        "「%(access)s」で集めた回答は「%(sampling)s」としては扱えません。"
        "無作為抽出には回答コードを使ってください"
    )


class DepartmentMissing(SurveyError):
    message = N_("部署ごとのリンクには、所属をたずねる単一回答の設問が必要です")


class KindChanged(SurveyError):
    message = N_(
        "設問「%(code)s」の設問形式は変えられません。新しい設問として、別のコードを付けてください"
    )


class ChoiceGone(SurveyError):
    message = N_("設問「%(code)s」の「%(choice)s」は、回答が届いているかもしれないので消せません")


class Questionnaire(Base):
    """調査票. `sampling` is kept apart for ever: a random sample and an open call never mix.

    Attributes:
        draft: the document while it may still change; its versions are the truth after that.
        access: how people get in; None until that is decided, and for brought answers.
        key_name: its folder of keys; the name is random and never used again.
        public_key: what envelopes are sealed to.
        received: how many envelopes were opened at the last opening, when the answers
            themselves are too few to be kept (under 10); else None.
        texts_withheld: whether the answers were too few to show what people wrote (under 20).
        reviewer_id: who reads first what speaks of harm to life; None until somebody is named.
        copied_from_id: the questionnaire it was copied from, codes and all; the wave before it.
    """

    __tablename__ = "questionnaire"
    __table_args__ = (
        CheckConstraint("opens_at < closes_at", name="opens_before_closing"),
        CheckConstraint("audience IN ('citizen','staff','outside','workshop')", name="audience"),
        CheckConstraint("sampling IN ('random','open','census')", name="sampling"),
        CheckConstraint("state IN ('imported','draft','published','ended')", name="state"),
        CheckConstraint("access IN ('open','codes','departments')", name="access"),
        CheckConstraint(
            "state <> 'published' OR (access IS NOT NULL AND public_key IS NOT NULL"
            " AND opens_at IS NOT NULL AND closes_at IS NOT NULL)",
            name="published_whole",
        ),
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
    state: Mapped[str] = mapped_column(String(10), default=IMPORTED, server_default=IMPORTED)
    access: Mapped[str | None] = mapped_column(String(12))
    draft: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True), deferred=True)
    key_name: Mapped[str | None] = mapped_column(String(32), unique=True)
    public_key: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    received: Mapped[int | None]
    texts_withheld: Mapped[bool] = mapped_column(default=False, server_default=false())
    reviewer_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    copied_from_id: Mapped[int | None] = mapped_column(
        ForeignKey("questionnaire.id", ondelete="SET NULL"), index=True
    )

    def is_open(self, now: datetime) -> bool:
        """Whether an answer that arrives now is taken."""
        return is_taking(self.state, (self.opens_at, self.closes_at), now)

    @property
    def representative(self) -> bool:
        """Whether its shares may be read as shares of the population."""
        return self.sampling != "open"

    @property
    def opens_by_itself(self) -> bool:
        """Whether the server holds its key: an open link is opened at the deadline by itself."""
        return self.access == "open" and self.audience != "staff"


class QuestionnaireVersion(Base):
    """A frozen version. `document` is the truth; questions are parsed from it, not tables."""

    __tablename__ = "questionnaire_version"
    __table_args__ = (UniqueConstraint("questionnaire_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    questionnaire_id: Mapped[int] = mapped_column(
        ForeignKey("questionnaire.id", ondelete="CASCADE"), index=True
    )
    number: Mapped[int]
    document: Mapped[dict[str, Any]] = mapped_column(JSON, nullable=False, deferred=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    frozen_at: Mapped[datetime]

    @property
    def parsed(self) -> Document:
        """Its document as tables, files and papers say it: without the readings."""
        return self.written.plain

    @property
    def written(self) -> Document:
        """Its document as it was written; equal ones are parsed once in the life of the process."""
        kept = _parsed(self.fingerprint)
        if not kept:
            kept.append(documents.parse(self.document))
        return kept[0]

    @property
    def questions(self) -> tuple[Question, ...]:
        return self.parsed.questions


def is_taking(state: str, period: tuple[datetime | None, datetime | None], now: datetime) -> bool:
    """Whether an answer that arrives now is taken; the period is until just before its end."""
    opens_at, closes_at = period
    if state != PUBLISHED or opens_at is None or closes_at is None:
        return False
    return opens_at <= now < closes_at


@lru_cache(maxsize=128)
def _parsed(_fingerprint: str) -> list[Document]:
    """Where a document is kept once it is parsed."""
    return []


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


def asked(session: Session, plan: Plan) -> list[Questionnaire]:
    """List the plan's questionnaires that are no drafts any more, in the order of `of_plan`."""
    return [one for one in of_plan(session, plan) if one.state != DRAFT]


def of_state(session: Session, *states: str) -> list[Questionnaire]:
    """List the questionnaires in these states, in every plan, the oldest first."""
    found = select(Questionnaire).where(Questionnaire.state.in_(states))
    return list(session.scalars(found.order_by(Questionnaire.id)))


def delete(session: Session, questionnaire: Questionnaire, *, repeated: str) -> None:
    """Delete a questionnaire with its answers, tables and voices, once its title is repeated.

    Raises:
        TitleNotRepeated
    """
    if repeated.strip() != questionnaire.title.strip():
        raise TitleNotRepeated
    session.delete(questionnaire)


def latest(session: Session, questionnaire: Questionnaire) -> QuestionnaireVersion:
    """The newest frozen version; a questionnaire that is no draft always has one."""
    mine = select(QuestionnaireVersion).where(
        QuestionnaireVersion.questionnaire_id == questionnaire.id
    )
    return session.scalars(mine.order_by(QuestionnaireVersion.number.desc()).limit(1)).one()


def versions(session: Session, questionnaire: Questionnaire) -> list[QuestionnaireVersion]:
    """Every frozen version, the newest first; none of a draft."""
    mine = select(QuestionnaireVersion).where(
        QuestionnaireVersion.questionnaire_id == questionnaire.id
    )
    return list(session.scalars(mine.order_by(QuestionnaireVersion.number.desc())))


def current(session: Session, questionnaire: Questionnaire) -> Document:
    """What it says now: the draft, or its newest version.

    Raises:
        NothingAsked: a draft without a document.
    """
    if questionnaire.state != DRAFT:
        return latest(session, questionnaire).written
    if not questionnaire.draft:
        raise NothingAsked
    return documents.parse(questionnaire.draft)


def redraft(questionnaire: Questionnaire, document: Document) -> None:
    """Put a document in the place of a draft's.

    Raises:
        NotADraft
    """
    must_be_draft(questionnaire)
    older = renderings.left_behind(questionnaire.draft, document)
    made = documents.write(document) | confirmations.carried(questionnaire.draft)
    questionnaire.draft = made | ({renderings.OLDER: older} if older else {})


def note_translations(questionnaire: Questionnaire, language: str, of: Mapping[str, str]) -> None:
    """Note of a draft from which Japanese texts were translated; "" = from what stands there now.

    Raises:
        NotADraft
    """
    must_be_draft(questionnaire)
    questionnaire.draft = renderings.noted(questionnaire.draft or {}, language, of)


def must_be_draft(questionnaire: Questionnaire) -> None:
    """Let through what may still change.

    Raises:
        NotADraft
    """
    if questionnaire.state != DRAFT:
        raise NotADraft


def publish(
    session: Session,
    questionnaire: Questionnaire,
    *,
    access: str,
    public_key: bytes,
    now: datetime,
) -> QuestionnaireVersion:
    """Freeze a draft, with its period already set, and let people in.

    Raises:
        NotADraft, NothingAsked, PeriodBackwards, PeriodOver, SamplingDoesNotFit, DepartmentMissing
    """
    must_be_draft(questionnaire)
    document = current(session, questionnaire)
    _must_be_possible(questionnaire, document, access, now)
    version = freeze(session, questionnaire, documents.write(document), now)
    questionnaire.access, questionnaire.public_key = access, public_key
    questionnaire.state, questionnaire.draft = PUBLISHED, None
    session.flush()
    return version


def correct(
    session: Session, questionnaire: Questionnaire, document: Document, now: datetime
) -> QuestionnaireVersion:
    """Put out a corrected version; the answers of all versions are one data set by their codes.

    Raises:
        NotPublished, KindChanged, ChoiceGone
    """
    if questionnaire.state != PUBLISHED:
        raise NotPublished
    asked = {question.code: question for question in document.questions}
    for before in latest(session, questionnaire).questions:
        after = asked.get(before.code)
        if after is None:
            continue
        if after.kind != before.kind:
            raise KindChanged(code=before.code)
        _must_keep_its_parts(before, after)
    return freeze(session, questionnaire, documents.write(document), now)


def _must_keep_its_parts(before: Question, after: Question) -> None:
    """Every choice and every line of a matrix that may have been answered stays."""
    gone = [
        part.label
        for name in ("choices", "others", "rows", "aspects")
        for part in getattr(before, name)
        if part.code not in {each.code for each in getattr(after, name)}
    ]
    if gone:
        raise ChoiceGone(code=before.code, choice=gone[0])


def freeze(
    session: Session, questionnaire: Questionnaire, document: dict[str, Any], now: datetime
) -> QuestionnaireVersion:
    """Keep a document as the next version.

    Raises:
        UnknownKind, TwiceTheSameCode, RuleBroken
    """
    documents.parse(document)
    versions = select(QuestionnaireVersion.number).where(
        QuestionnaireVersion.questionnaire_id == questionnaire.id
    )
    number = max(session.scalars(versions), default=0) + 1
    version = QuestionnaireVersion(
        questionnaire_id=questionnaire.id,
        number=number,
        document=document,
        fingerprint=documents.fingerprint(document),
        frozen_at=now,
    )
    session.add(version)
    session.flush()
    return version


def _must_be_possible(
    questionnaire: Questionnaire, document: Document, access: str, now: datetime
) -> None:
    opens_at, closes_at = questionnaire.opens_at, questionnaire.closes_at
    if opens_at is None or closes_at is None or closes_at <= opens_at:
        raise PeriodBackwards
    if closes_at <= now:
        raise PeriodOver
    if questionnaire.sampling not in SAMPLED[access]:
        raise SamplingDoesNotFit(
            access=ACCESSES[access], sampling=SAMPLINGS[questionnaire.sampling]
        )
    if access == "departments":
        named = [q for q in document.questions if q.code == document.department]
        if not named or named[0].kind != "single":
            raise DepartmentMissing
