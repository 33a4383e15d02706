"""声: a passage of free text, masked, chosen to be read, and approved before it is published."""

import re
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys import questionnaires
from surveys.base import Base
from surveys.errors import N_, SurveyError
from surveys.questionnaires import Questionnaire
from surveys.responses import ResponseId

_DATED = re.compile(r"[0-9０-９]{4}|令和|平成|[RＲ][0-9０-９]")
_NUMBERED = re.compile(r"(?:問|Q|設問)\s*[0-9０-９]+(?:[-－][0-9０-９]+)?", re.IGNORECASE)
_CODED = re.compile(r"q([0-9]+)", re.IGNORECASE)
LONGEST_LABEL = 30  # letters of a question's words, where it has no number


class VoiceNotApproved(SurveyError):
    message = N_("公開を承認していない声が%(number)d件あります。承認するか、論点から外してください")


class VoiceEmpty(SurveyError):
    message = N_("声の文が空です。公開しないときは、論点から外してください")


class Voice(Base):
    """声: a passage, and where it came from.

    Attributes:
        response_id: whose passage it is; None where it was said and not sent, as in a workshop.
        questionnaire_id, question_code: what was asked when it was written.
        workshop, phase: in which 市民ワークショップ, and which part of it, it was said.
        idea_id: the slip it is, where it was said in a workshop of ours.
        words: the masked passage as it will be read; `attributes` what may be shown beside it.
    """

    __tablename__ = "voice"
    __table_args__ = (UniqueConstraint("response_id", "question_code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    response_id: Mapped[int | None] = mapped_column(
        ResponseId, ForeignKey("response.id", ondelete="CASCADE")
    )
    questionnaire_id: Mapped[int | None] = mapped_column(
        ForeignKey("questionnaire.id", ondelete="CASCADE"), index=True
    )
    question_code: Mapped[str] = mapped_column(String(200))
    idea_id: Mapped[int | None] = mapped_column(
        ForeignKey("idea.id", ondelete="SET NULL"), unique=True
    )
    workshop: Mapped[str] = mapped_column(String(200), default="", server_default="")
    phase: Mapped[str] = mapped_column(String(100), default="", server_default="")
    words: Mapped[str] = mapped_column(Text)
    attributes: Mapped[list[str]] = mapped_column(JSON)
    theme: Mapped[str] = mapped_column(String(200), default="")
    run_id: Mapped[int | None] = mapped_column(ForeignKey("run.id", ondelete="SET NULL"))
    theme_id: Mapped[str | None] = mapped_column(String(20))
    approved_by: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    approved_at: Mapped[datetime | None]

    @property
    def approved(self) -> bool:
        return self.approved_at is not None


def origin(session: Session, voice: Voice) -> str:
    """Where a voice is from, in words: the question, or the workshop and its phase."""
    if voice.questionnaire_id is None:
        return "・".join(part for part in (voice.workshop, voice.phase) if part)
    asked = session.get_one(Questionnaire, voice.questionnaire_id)
    return asked_in(session, asked, voice.question_code)


def asked_in(session: Session, asked: Questionnaire, code: str) -> str:
    """A question with its questionnaire and year: 「市民意識調査 2025年・問12」."""
    title = asked.title if _DATED.search(asked.title) else f"{asked.title} {asked.surveyed_year}年"
    return f"{title}・{_question(session, asked, code)}"


def _question(session: Session, asked: Questionnaire, code: str) -> str:
    """Its number, where its words or its code say one; else the beginning of its words."""
    document = questionnaires.current(session, asked).plain
    known = {each.code: each.label for each in document.questions}
    own = code if code in known else code.removesuffix("_other")
    beside = "" if own == code else "（その他）"
    label = known.get(own, own)
    said, coded = _NUMBERED.match(label), _CODED.fullmatch(own)
    if said:
        return said[0] + beside
    if coded:
        return f"問{int(coded[1])}{beside}"
    cut = label if len(label) <= LONGEST_LABEL else f"{label[:LONGEST_LABEL]}…"
    return f"「{cut}」{beside}"


def choose(session: Session, voice: Voice) -> Voice:
    """Keep a passage once; choosing it again gives the one that is there, approval and all."""
    found = session.scalar(
        select(Voice).where(
            Voice.response_id == voice.response_id, Voice.question_code == voice.question_code
        )
    )
    if found is not None:
        return found
    session.add(voice)
    session.flush()
    return voice


def approve(voice: Voice, member_id: int, now: datetime) -> None:
    voice.approved_by, voice.approved_at = member_id, now


def hold(voice: Voice) -> None:
    """Take an approval back."""
    voice.approved_by = voice.approved_at = None


def reword(voice: Voice, words: str) -> None:
    """Mask more by hand. Changed words were not what was approved, so approval goes.

    Raises:
        VoiceEmpty
    """
    if not words.strip():
        raise VoiceEmpty
    if words.strip() != voice.words:
        voice.words = words.strip()
        hold(voice)


def require_approved(voices: Sequence[Voice]) -> None:
    """Let only approved voices out.

    Raises:
        VoiceNotApproved
    """
    missing = sum(not voice.approved for voice in voices)
    if missing:
        raise VoiceNotApproved(number=missing)
