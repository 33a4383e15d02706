"""開封: envelopes become a shuffled batch of responses, and the envelopes are forgotten.

What is written here is committed by the edge, which then scrubs the disk (`surveys.scrubbing`)
outside any transaction and, after the last opening, destroys the keys. A crash in between is
taken up where it stopped: the batch still says `scrubbing`.
"""

import secrets
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import nacl.exceptions
from sqlalchemy import ForeignKey, String, Text, delete, insert, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys import keys, paper_sheets, responses, returns, sealing, theme_steps
from surveys.alarms import Alarm
from surveys.base import Base
from surveys.documents import Document
from surveys.envelopes import Draft, Envelope
from surveys.errors import N_, SurveyError
from surveys.kinds import KINDS
from surveys.questionnaires import (
    ENDED,
    PUBLISHED,
    NotPublished,
    Questionnaire,
    QuestionnaireVersion,
)
from surveys.responses import AT_ONCE, OPENED, SCRUBBING, Batch, Response, ResponseId
from surveys.translations import Translation
from surveys.voice_marks import VoiceMark
from surveys.voices import Voice

LEAST_OPENED = 20  # envelopes a batch needs, so that nobody stands alone in it
LEAST_KEPT = 10  # sheets under which nothing but their number is kept
Mask = Callable[[str], str]
Sheet = tuple[int, dict[str, Any]]  # the id of a version, and the answers
Held = tuple[int, str, str]  # the id of a version, the name of an answer, and its words


class TooFewEnvelopes(SurveyError):
    message = N_(
        "途中の開封には封緘した回答が%(least)d票以上必要です。"
        "締切のあとは、何票でも最後の開封ができます"
    )


class NotClosedYet(SurveyError):
    message = N_("最後の開封は、回答の締切のあとにできます")


class StillScrubbing(SurveyError):
    message = N_("前の開封の後始末が続いています。少し待ってから、もう一度開封してください")


class PaperUnsealed(SurveyError):
    message = N_(
        "紙の回答のうち%(n)d枚が、入力したまま封をしていません。"
        "「紙の回答」で束に封をしてから、最後の開封をしてください"
    )


class KeyDoesNotFit(SurveyError):
    message = N_("この鍵は、この調査票のものではありません")


class HeldText(Base):
    """職員の自由記述, masked and parted from its sheet, until a person has read it."""

    __tablename__ = "held_text"

    id: Mapped[int] = mapped_column(ResponseId, primary_key=True, autoincrement=False)
    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id", ondelete="CASCADE"), index=True)
    version_id: Mapped[int] = mapped_column(
        ForeignKey("questionnaire_version.id", ondelete="CASCADE"), index=True
    )
    question_code: Mapped[str] = mapped_column(String(200))
    words: Mapped[str] = mapped_column(Text)


@dataclass(frozen=True, slots=True)
class Opening:
    """What an opening did: its batch, where anything is kept; envelopes read, and unreadable."""

    batch: Batch | None
    number: int
    unreadable: int


def open_batch(
    session: Session,
    questionnaire: Questionnaire,
    private: bytes,
    *,
    mask: Mask,
    now: datetime,
    last: bool,
) -> Opening:
    """Open what has arrived; the `last` time, end the questionnaire.

    A last rest under 20 goes into the batch before it, which is shuffled and written anew. Under
    20 in all, texts are withheld; under 10, only the number is kept.

    Raises:
        NotPublished, NotClosedYet, TooFewEnvelopes, StillScrubbing, KeyDoesNotFit, PaperUnsealed
    """
    session.refresh(questionnaire, with_for_update=True)
    _must_be_possible(session, questionnaire, private, now, last=last)
    arrived = _arrived(session, questionnaire)
    sheets = _unsealed(session, questionnaire, private, arrived)
    if not last and len(sheets) < LEAST_OPENED:  # unreadable ones hide nobody
        raise TooFewEnvelopes(least=LEAST_OPENED)
    returns.settle(session, questionnaire)
    batch = _stored(session, questionnaire, sheets, mask, last=last)
    if last:
        _end(session, questionnaire)
    else:
        _forget(session, questionnaire)
    session.flush()
    return Opening(batch, len(sheets), len(arrived) - len(sheets))


def scrubbing(session: Session) -> list[Batch]:
    """The batches whose envelopes may still be on the disk."""
    return list(session.scalars(select(Batch).where(Batch.state == SCRUBBING).order_by(Batch.id)))


def scrubbed(session: Session, ids: Iterable[int]) -> None:
    """Say that nothing is left of the envelopes of these batches."""
    done = update(Batch).where(Batch.id.in_(list(ids)))
    session.execute(done.values(state=OPENED))


def held_texts(session: Session, questionnaire: Questionnaire) -> list[HeldText]:
    """What staff wrote and nobody has read yet, in the order of random ids."""
    mine = select(HeldText).join(Batch, Batch.id == HeldText.batch_id)
    mine = mine.where(Batch.questionnaire_id == questionnaire.id)
    return list(session.scalars(mine.order_by(HeldText.question_code, HeldText.id)))


def release(session: Session, held: HeldText, words: str) -> list[int]:
    """Let a text that was read, and perhaps masked further, be a voice; an empty one goes.

    Returns:
        the id of the voice's response, if there is one.
    """
    made: list[int] = []
    if words.strip():
        batch = session.get_one(Batch, held.batch_id)
        sheet = {held.question_code: words.strip()}
        made = responses.add(session, batch, [(held.version_id, sheet)], apart=True)
    session.delete(held)
    session.flush()
    return made


def _must_be_possible(
    session: Session,
    questionnaire: Questionnaire,
    private: bytes,
    now: datetime,
    *,
    last: bool,
) -> None:
    if questionnaire.state != PUBLISHED:
        raise NotPublished
    if keys.public_of(private) != questionnaire.public_key:
        raise KeyDoesNotFit
    if last and questionnaire.closes_at is not None and now < questionnaire.closes_at:
        raise NotClosedYet
    if any(batch.state == SCRUBBING for batch in responses.batches(session, questionnaire)):
        raise StillScrubbing
    unsealed = paper_sheets.in_state(session, questionnaire, *paper_sheets.BOXED)
    if last and unsealed:
        raise PaperUnsealed(n=unsealed)


def _arrived(session: Session, questionnaire: Questionnaire) -> list[bytes]:
    mine = (Envelope.questionnaire_id == questionnaire.id) & Envelope.sealed.is_not(None)
    return [sealed for sealed in session.scalars(select(Envelope.sealed).where(mine)) if sealed]


def _unsealed(
    session: Session, questionnaire: Questionnaire, private: bytes, arrived: Sequence[bytes]
) -> list[Sheet]:
    """The sheets in an order drawn by lot; a stranger's envelope, not of this house, is none."""
    known = _versions(session, questionnaire)
    ids = {version.number: version.id for version in known}
    sheets: list[Sheet] = []
    for sealed in arrived:
        with suppress(nacl.exceptions.CryptoError, ValueError, KeyError, TypeError):
            number, answers = sealing.unseal(private, sealed)
            sheets.append((ids[number], answers))
    secrets.SystemRandom().shuffle(sheets)
    return sheets


def _stored(
    session: Session, questionnaire: Questionnaire, sheets: list[Sheet], mask: Mask, *, last: bool
) -> Batch | None:
    before = responses.batches(session, questionnaire)
    if not before and len(sheets) < LEAST_KEPT:
        questionnaire.received = len(sheets)
        return None
    if before and not sheets:
        return before[-1]
    if not before and len(sheets) < LEAST_OPENED:
        questionnaire.texts_withheld = True
    if before and last and len(sheets) < LEAST_OPENED:
        batch, batch.state = before[-1], SCRUBBING
        old = _taken_out(session, batch)
    else:
        batch, old = responses.new_batch(session, questionnaire.id, SCRUBBING), {}
    masked = _masked(session, questionnaire, batch, sheets, mask)
    ids = responses.add(session, batch, [*old.values(), *masked])
    _follow(session, batch, dict(zip(old, ids, strict=False)))
    return batch


def _taken_out(session: Session, batch: Batch) -> dict[int, Sheet]:
    """The sheets of a batch by the ids they have now, to be written anew with others."""
    mine = select(Response.id, Response.version_id, Response.answers)
    found = session.execute(mine.where(Response.batch_id == batch.id, ~Response.apart))
    return {response_id: (version_id, answers) for response_id, version_id, answers in found}


def _follow(session: Session, batch: Batch, moved: dict[int, int]) -> None:
    """Let what was made of sheets follow those written anew, and take the old ones away."""
    tables: tuple[Any, ...] = (Voice, VoiceMark, Translation, Alarm)
    for made in tables:
        chosen = select(made).join(Response, Response.id == made.response_id)
        for each in session.scalars(chosen.where(Response.batch_id == batch.id)):
            each.response_id = moved.get(each.response_id, each.response_id)
    theme_steps.follow(session, batch.questionnaire_id, moved)
    session.flush()
    old = list(moved)
    for start in range(0, len(old), AT_ONCE):
        some = Response.id.in_(old[start : start + AT_ONCE])
        session.execute(delete(Response).where(some))


def _masked(
    session: Session, questionnaire: Questionnaire, batch: Batch, sheets: list[Sheet], mask: Mask
) -> list[Sheet]:
    """The sheets as they are kept: what people wrote is masked, set apart or withheld."""
    texts = {v.id: _texts(v.parsed) for v in _versions(session, questionnaire)}
    rows: list[Sheet] = []
    apart: list[Held] = []
    for version_id, answers in sheets:
        written = {name: str(answers[name]) for name in answers if name in texts[version_id]}
        kept = {name: value for name, value in answers.items() if name not in written}
        if not questionnaire.texts_withheld:
            masked = {name: mask(words) for name, words in written.items()}
            if questionnaire.audience == "staff":
                apart += [(version_id, name, words) for name, words in masked.items()]
            else:
                kept |= masked
        rows.append((version_id, kept))
    _hold(session, batch, apart)
    return rows


def _hold(session: Session, batch: Batch, apart: Sequence[Held]) -> None:
    """Keep texts under ids of their own, in whose order they are written: two texts of one
    person must not stand side by side.
    """
    drawn = sorted((secrets.randbits(62), held) for held in apart)
    rows = [
        {
            "id": lot,
            "batch_id": batch.id,
            "version_id": version,
            "question_code": name,
            "words": words,
        }
        for lot, (version, name, words) in drawn
    ]
    if rows:
        session.execute(insert(HeldText), rows)


def _texts(document: Document) -> frozenset[str]:
    """The names of the answers that hold what people wrote."""
    return frozenset(
        column.name
        for question in document.questions
        for column in KINDS[question.kind].columns(question)
        if column.measure == "text"
    )


def _versions(session: Session, questionnaire: Questionnaire) -> list[QuestionnaireVersion]:
    mine = QuestionnaireVersion.questionnaire_id == questionnaire.id
    return list(session.scalars(select(QuestionnaireVersion).where(mine)))


def _forget(session: Session, questionnaire: Questionnaire) -> None:
    """Empty the envelopes; their hashes stay, so that a retry is known for what it is."""
    mine = (Envelope.questionnaire_id == questionnaire.id) & Envelope.sealed.is_not(None)
    session.execute(update(Envelope).where(mine).values(sealed=None))


def _end(session: Session, questionnaire: Questionnaire) -> None:
    for table in (Envelope, Draft, paper_sheets.PaperSheet):
        session.execute(delete(table).where(table.questionnaire_id == questionnaire.id))
    questionnaire.state = ENDED
