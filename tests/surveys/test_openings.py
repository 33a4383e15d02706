"""Openings: a shuffled batch in which nobody stands alone, and nothing of who came when."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import DateTime, select
from sqlalchemy.orm import Session

from surveys import envelopes, keys, openings, responses, voices
from surveys.access import AccessCode
from surveys.base import Base, Moment
from surveys.envelopes import Draft, Envelope
from surveys.openings import (
    HeldText,
    KeyDoesNotFit,
    NotClosedYet,
    Opening,
    StillScrubbing,
    TooFewEnvelopes,
)
from surveys.questionnaires import ENDED, NotPublished
from surveys.responses import SCRUBBING, Batch, Response
from surveys.voices import Voice
from tests.surveys import sealed
from tests.surveys.sealed import CLOSES, NOW, Asked, published, sender

MOMENT = timedelta(seconds=1)


@pytest.fixture
def one(session: Session, tmp_path: Path) -> Asked:
    return published(session, tmp_path / "keys")


@pytest.fixture
def of_staff(session: Session, tmp_path: Path) -> Asked:
    return published(
        session, tmp_path / "keys", access="departments", audience="staff", sampling="census"
    )


def open_now(
    session: Session, one: Asked, *, last: bool = False, now: datetime | None = None
) -> Opening:
    """Open as a keeper does, with a mask that can be seen."""
    made = openings.open_batch(
        session,
        one.questionnaire,
        one.private,
        mask=lambda words: words.replace("佐藤", "〔氏名〕"),
        now=now or (CLOSES if last else NOW),
        last=last,
    )
    openings.scrubbed(session, [made.batch.id] if made.batch else [])
    session.flush()
    return made


def _put_in(session: Session, one: Asked, *boxes: bytes) -> None:
    """Put in what someone with the database, but not this house, made up."""
    for number, box in enumerate(boxes):
        mark = bytes([number]) * 32
        fields = dict.fromkeys(("key_hmac", "receipt_hmac", "idempotency_hmac"), mark)
        session.add(Envelope(questionnaire_id=one.questionnaire.id, sealed=box, **fields))
    session.flush()


def _by_id(session: Session) -> dict[int, dict[str, str]]:
    return {each.id: each.answers for each in session.scalars(select(Response))}


def _answers(session: Session) -> list[dict[str, object]]:
    return list(session.scalars(select(Response.answers).where(~Response.apart)))


# ---- when it is possible -------------------------------------------------------------------------


def test_under_20_envelopes_are_not_opened_before_the_deadline(
    session: Session, one: Asked
) -> None:
    sealed.many(session, one, 19)
    with pytest.raises(TooFewEnvelopes):
        open_now(session, one)
    assert envelopes.waiting(session, one.questionnaire) == 19

    sealed.many(session, one, 1, first=19)
    assert open_now(session, one).number == 20


def test_envelopes_that_nobody_can_read_do_not_fill_up_a_batch(
    session: Session, one: Asked
) -> None:
    sealed.many(session, one, 19)
    _put_in(session, one, b"x" * 100, b"")
    with pytest.raises(TooFewEnvelopes):
        open_now(session, one)


def test_an_envelope_that_nobody_can_read_is_counted_and_stops_nothing(
    session: Session, one: Asked
) -> None:
    marks = sealed.many(session, one, 20)
    public = one.questionnaire.public_key or b""
    stranger = (b'{"version":9,"answers":{}}', b'{"version":1,"answers":3}', b"[]", b"\xff{")
    boxes = [keys.seal(public, len(plain).to_bytes(4) + plain) for plain in stranger]
    _put_in(session, one, b"x" * 100, *boxes)

    made = open_now(session, one)
    assert (made.number, made.unreadable) == (20, 5)
    assert sorted(str(each["q2"]) for each in _answers(session)) == marks


def test_the_last_opening_waits_for_the_deadline(session: Session, one: Asked) -> None:
    with pytest.raises(NotClosedYet):
        open_now(session, one, last=True, now=CLOSES - MOMENT)
    open_now(session, one, last=True, now=CLOSES)
    assert one.questionnaire.state == ENDED
    with pytest.raises(NotPublished):
        open_now(session, one, last=True)


def test_another_key_opens_nothing(session: Session, one: Asked) -> None:
    sealed.many(session, one, 20)
    with pytest.raises(KeyDoesNotFit):
        openings.open_batch(
            session, one.questionnaire, keys.pair()[0], mask=str, now=NOW, last=False
        )


def test_no_batch_is_opened_while_another_is_scrubbed(session: Session, one: Asked) -> None:
    sealed.many(session, one, 20)
    made = open_now(session, one)
    assert made.batch is not None
    session.refresh(made.batch)
    made.batch.state = SCRUBBING
    sealed.many(session, one, 20, first=20)

    with pytest.raises(StillScrubbing):
        open_now(session, one)
    assert [batch.id for batch in openings.scrubbing(session)] == [made.batch.id]


# ---- what becomes of the sheets ------------------------------------------------------------------


def test_an_interim_opening_empties_the_envelopes_and_lets_the_rest_go_on(
    session: Session, one: Asked
) -> None:
    marks = sealed.many(session, one, 20)
    first = open_now(session, one)
    marks += sealed.many(session, one, 25, first=20)
    second = open_now(session, one)

    assert [batch.id for batch in responses.batches(session, one.questionnaire)] == [
        made.batch.id for made in (first, second) if made.batch
    ]
    assert sorted(str(each["q2"]) for each in _answers(session)) == marks
    assert session.scalars(select(Envelope.sealed)).all() == [None] * 45


def test_the_last_opening_leaves_no_envelope_and_no_draft(session: Session, one: Asked) -> None:
    sealed.many(session, one, 20)
    envelopes.save_draft(session, one.questionnaire, one.keys, ("C", "ことば"), {})
    open_now(session, one, last=True)

    for noun in (Envelope, Draft):
        assert session.scalars(select(noun)).all() == []


def test_a_last_rest_under_20_joins_the_batch_before_it_under_new_ids(
    session: Session, one: Asked
) -> None:
    marks = sealed.many(session, one, 25)
    first = open_now(session, one)
    before = _by_id(session)
    chosen = next(each for each, answers in before.items() if answers["q2"] == marks[3])
    voice = voices.choose(session, _voice(one, chosen, marks[3]))
    marks += sealed.many(session, one, 19, first=25)

    second = open_now(session, one, last=True)

    after = _by_id(session)
    assert first.batch is second.batch
    assert sorted(answers["q2"] for answers in after.values()) == marks
    assert not set(before) & set(after)
    assert voice.response_id is not None
    assert after[voice.response_id]["q2"] == marks[3]


def _voice(one: Asked, response_id: int, words: str) -> Voice:
    return Voice(
        plan_id=one.questionnaire.plan_id,
        response_id=response_id,
        question_code="q2",
        words=words,
        attributes=[],
    )


def test_a_last_rest_of_20_is_a_batch_of_its_own(session: Session, one: Asked) -> None:
    sealed.many(session, one, 20)
    open_now(session, one)
    sealed.many(session, one, 20, first=20)
    open_now(session, one, last=True)
    assert len(responses.batches(session, one.questionnaire)) == 2


def test_a_questionnaire_can_end_with_nothing_left_to_open(session: Session, one: Asked) -> None:
    sealed.many(session, one, 20)
    first = open_now(session, one)
    last = open_now(session, one, last=True)
    assert (last.batch, last.number) == (first.batch, 0)
    assert one.questionnaire.state == ENDED


@pytest.mark.parametrize("number", [10, 19])
def test_under_20_in_all_what_people_wrote_is_withheld(
    session: Session, one: Asked, number: int
) -> None:
    sealed.many(session, one, number)
    assert open_now(session, one, last=True).number == number
    assert one.questionnaire.texts_withheld
    assert _answers(session) == [{"q1": "1"}] * number


@pytest.mark.parametrize("number", [1, 9])
def test_under_10_in_all_only_their_number_is_kept(
    session: Session, one: Asked, number: int
) -> None:
    sealed.many(session, one, number)
    made = open_now(session, one, last=True)
    assert (made.batch, made.number) == (None, number)
    assert one.questionnaire.received == number
    for noun in (Batch, Response):
        assert session.scalars(select(noun)).all() == []


def test_what_people_wrote_is_masked_and_nothing_else_is(session: Session, one: Asked) -> None:
    for code in one.codes(session, 20):
        one.send(session, sender(code), {"q1": "2", "q2": "佐藤さんに感謝", "q3": "道を"})
    open_now(session, one)
    assert _answers(session) == [{"q1": "2", "q2": "〔氏名〕さんに感謝", "q3": "道を"}] * 20


# ---- staff ---------------------------------------------------------------------------------------


def _staff_writes(session: Session, one: Asked, number: int) -> None:
    for n in range(number):
        answers = {"q1": "1", "q2": f"佐藤{n:02d}", "q3": f"要望{n:02d}", "area": "1"}
        one.send(session, sender(), answers)


def test_what_staff_wrote_is_parted_from_their_sheets_until_someone_has_read_it(
    session: Session, of_staff: Asked
) -> None:
    _staff_writes(session, of_staff, 20)
    open_now(session, of_staff)

    assert _answers(session) == [{"q1": "1", "area": "1"}] * 20
    held = openings.held_texts(session, of_staff.questionnaire)
    assert sorted(each.words for each in held) == [
        f"{what}{n:02d}" for what in ("〔氏名〕", "要望") for n in range(20)
    ]
    assert responses.texts(session, of_staff.questionnaire, "q2") == []


def test_a_text_that_was_read_becomes_a_voice_that_counts_nowhere(
    session: Session, of_staff: Asked
) -> None:
    _staff_writes(session, of_staff, 20)
    open_now(session, of_staff)
    first, second, *_ = openings.held_texts(session, of_staff.questionnaire)

    openings.release(session, first, "  読みました ")
    openings.release(session, second, " ")

    said = responses.texts(session, of_staff.questionnaire, "q2")
    assert [words for _, words in said] == ["読みました"]
    assert said[0][0] != first.id
    assert len(openings.held_texts(session, of_staff.questionnaire)) == 38
    assert responses.number(session, of_staff.questionnaire) == 20


def test_a_released_text_stays_what_it_is_when_its_batch_is_written_anew(
    session: Session, of_staff: Asked
) -> None:
    _staff_writes(session, of_staff, 20)
    open_now(session, of_staff)
    openings.release(session, openings.held_texts(session, of_staff.questionnaire)[0], "読みました")
    ((apart, _),) = responses.texts(session, of_staff.questionnaire, "q2")
    voice = voices.choose(session, _voice(of_staff, apart, "読みました"))
    _staff_writes(session, of_staff, 5)

    open_now(session, of_staff, last=True)

    assert responses.number(session, of_staff.questionnaire) == 25
    assert voice.response_id == apart
    assert len(openings.held_texts(session, of_staff.questionnaire)) == 39 + 10


def test_two_texts_of_one_person_do_not_stand_side_by_side(
    session: Session, of_staff: Asked
) -> None:
    _staff_writes(session, of_staff, 20)
    open_now(session, of_staff)
    place: dict[str, list[int]] = {
        words[-2:]: [] for words in session.scalars(select(HeldText.words))
    }
    for n, words in enumerate(session.scalars(select(HeldText.words))):
        place[words[-2:]].append(n)
    side_by_side = sum(abs(one - other) == 1 for one, other in place.values())
    assert side_by_side < 10  # of 20; by chance 1, and 10 once in ten million


# ---- nothing of who came when --------------------------------------------------------------------


def test_nothing_sealed_or_opened_keeps_a_time() -> None:
    for noun in (AccessCode, Envelope, Draft, Batch, Response, HeldText):
        columns = Base.metadata.tables[noun.__tablename__].columns
        assert not [c.name for c in columns if isinstance(c.type, (DateTime, Moment))]


def test_rows_stand_in_the_order_of_ids_drawn_by_lot(session: Session, one: Asked) -> None:
    sealed.many(session, one, 40)
    open_now(session, one)
    ids = session.scalars(select(Response.id)).all()
    marks = [str(each["q2"]) for each in _answers(session)]
    assert list(ids) == sorted(ids)
    assert min(ids) > 2**40
    assert marks != sorted(marks)
