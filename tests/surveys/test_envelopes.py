"""Envelopes and drafts: one sheet a code, changed by its receipt alone, readable by nobody."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, func, select
from sqlalchemy.orm import Session

from app.database import begin_writing, tend
from surveys import access, envelopes, keys, openings, sealing
from surveys.access import AccessCode, CodeAlreadyUsed
from surveys.envelopes import (
    AlreadyOpened,
    AlreadySent,
    Closed,
    Draft,
    Envelope,
    NotOpenYet,
    ReceiptUnknown,
    Sender,
    WrongWord,
)
from surveys.keys import Keys
from surveys.questionnaires import Questionnaire
from tests.surveys.sealed import CLOSES, NOW, OPENS, Asked, published, sender

MOMENT = timedelta(seconds=1)
YES, NO = {"q1": "1"}, {"q1": "2"}


@pytest.fixture
def one(session: Session, tmp_path: Path) -> Asked:
    return published(session, tmp_path / "keys")


@pytest.fixture
def linked(session: Session, tmp_path: Path) -> Asked:
    return published(session, tmp_path / "keys", access="open", sampling="open")


def _held(session: Session, one: Asked) -> list[dict[str, object]]:
    """What the keeper would read."""
    mine = select(Envelope.sealed).where(Envelope.questionnaire_id == one.questionnaire.id)
    return [sealing.unseal(one.private, sealed)[1] for sealed in session.scalars(mine) if sealed]


def _open(session: Session, one: Asked, *, last: bool = False, now: datetime = NOW) -> None:
    openings.open_batch(session, one.questionnaire, one.private, mask=str, now=now, last=last)


# ---- sending -------------------------------------------------------------------------------------


def test_a_code_lets_in_one_sheet(session: Session, one: Asked) -> None:
    (code,) = one.codes(session, 1)
    one.send(session, sender(code), YES)

    with pytest.raises(CodeAlreadyUsed) as refused:
        one.send(session, sender(code), NO)
    assert type(refused.value) is CodeAlreadyUsed
    assert _held(session, one) == [YES]
    assert session.scalars(select(AccessCode.used)).all() == [True]


def test_an_open_link_lets_in_everybody(session: Session, linked: Asked) -> None:
    for _ in range(3):
        linked.send(session, sender(), YES)
    assert _held(session, linked) == [YES] * 3


@pytest.mark.parametrize("by", ["one", "linked"])
def test_a_sheet_sent_again_changes_nothing(
    session: Session, by: str, request: pytest.FixtureRequest
) -> None:
    asking: Asked = request.getfixturevalue(by)
    me = sender(*asking.codes(session, 1) if by == "one" else "")
    for _ in range(3):
        asking.send(session, me, YES)
    asking.send(session, me, NO)  # the same sheet by its mark, whatever it says
    assert _held(session, asking) == [YES]


def test_a_retry_is_answered_received_even_after_the_deadline(session: Session, one: Asked) -> None:
    mine, late = map(sender, one.codes(session, 2))
    one.send(session, mine, YES, CLOSES - MOMENT)

    one.send(session, mine, YES, CLOSES + MOMENT)
    with pytest.raises(Closed):
        one.send(session, late, YES, CLOSES)
    assert _held(session, one) == [YES]


def test_a_retry_after_an_opening_is_answered_received_and_doubles_nothing(
    session: Session, one: Asked
) -> None:
    mine = [sender(code) for code in one.codes(session, 20)]
    for each in mine:
        one.send(session, each, YES)
    _open(session, one)

    for each in mine:
        one.send(session, each, YES)
    assert envelopes.waiting(session, one.questionnaire) == 0
    assert session.scalar(select(func.count()).select_from(Envelope)) == 20


def test_an_opened_sheet_can_be_changed_by_nobody(session: Session, one: Asked) -> None:
    mine = [sender(code) for code in one.codes(session, 20)]
    for each in mine:
        one.send(session, each, YES)
    _open(session, one)
    changed = replace(mine[0], once=access.new_code(), changes=True)

    with pytest.raises(AlreadyOpened):
        envelopes.must_be_there(session, one.questionnaire, one.keys, mine[0])
    with pytest.raises(AlreadyOpened):
        one.send(session, changed, NO)
    with pytest.raises(CodeAlreadyUsed):
        one.send(session, sender(mine[0].code), NO)


@pytest.mark.parametrize("by", ["one", "linked"])
def test_a_sheet_is_replaced_by_whoever_holds_its_receipt(
    session: Session, by: str, request: pytest.FixtureRequest
) -> None:
    asking: Asked = request.getfixturevalue(by)
    me = sender(*asking.codes(session, 1) if by == "one" else "")
    asking.send(session, me, YES)
    envelopes.must_be_there(session, asking.questionnaire, asking.keys, me)

    asking.send(session, replace(me, once=access.new_code(), changes=True), NO)
    assert _held(session, asking) == [NO]


@pytest.mark.parametrize("by", ["one", "linked"])
def test_a_stranger_without_the_receipt_replaces_nothing(
    session: Session, by: str, request: pytest.FixtureRequest
) -> None:
    asking: Asked = request.getfixturevalue(by)
    me = sender(*asking.codes(session, 1) if by == "one" else "")
    asking.send(session, me, YES)
    stranger = replace(sender(me.code), changes=True)

    with pytest.raises(ReceiptUnknown):
        envelopes.must_be_there(session, asking.questionnaire, asking.keys, stranger)
    with pytest.raises(ReceiptUnknown):
        asking.send(session, stranger, NO)
    assert _held(session, asking) == [YES]


@pytest.mark.parametrize("by", ["one", "linked"])
def test_another_sheet_under_the_same_receipt_is_told_that_one_is_there(
    session: Session, by: str, request: pytest.FixtureRequest
) -> None:
    asking: Asked = request.getfixturevalue(by)
    me = sender(*asking.codes(session, 1) if by == "one" else "")
    asking.send(session, me, YES)

    with pytest.raises(AlreadySent):
        asking.send(session, replace(me, once=access.new_code()), NO)
    assert _held(session, asking) == [YES]


def test_a_late_retry_of_a_replaced_sheet_does_not_bring_it_back(
    session: Session, one: Asked
) -> None:
    (code,) = one.codes(session, 1)
    first = sender(code)
    second = replace(first, once=access.new_code(), changes=True)
    third = replace(first, once=access.new_code(), changes=True)
    for each, answers in ((first, YES), (second, YES), (third, NO)):
        one.send(session, each, answers)

    one.send(session, first, YES)
    one.send(session, second, YES)
    assert _held(session, one) == [NO]


def test_nothing_is_taken_before_the_opening_or_from_the_deadline_on(
    session: Session, one: Asked
) -> None:
    (code,) = one.codes(session, 1)
    with pytest.raises(NotOpenYet):
        one.send(session, sender(code), YES, OPENS - MOMENT)
    with pytest.raises(Closed):
        one.send(session, sender(code), YES, CLOSES)
    one.send(session, sender(code), YES, OPENS)


def test_nothing_is_taken_after_the_last_opening_or_a_deletion(
    session: Session, one: Asked
) -> None:
    me, other = map(sender, one.codes(session, 2))
    one.send(session, me, YES)
    _open(session, one, last=True, now=CLOSES)

    for each in (me, other):
        with pytest.raises(Closed):
            one.send(session, each, YES, CLOSES - MOMENT)
    with pytest.raises(Closed):
        envelopes.save_draft(session, one.questionnaire, one.keys, (other.code, "ことば"), {})
    one.keys.destroy()
    with pytest.raises(Closed):
        one.send(session, me, YES, CLOSES - MOMENT)


@dataclass(frozen=True, slots=True)
class Door:
    """How twenty others come in at once: each by a connection of its own."""

    database: str
    keys: Keys
    questionnaire_id: int

    def send(self, engine: Engine, each: Sender) -> str:
        try:
            with Session(engine) as session:
                begin_writing(session)
                found = session.get_one(Questionnaire, self.questionnaire_id)
                envelopes.send(session, found, self.keys, each, (1, YES), NOW)
                session.commit()
        except CodeAlreadyUsed:
            return "used"
        return "taken"

    def send_at_once(self, senders: list[Sender]) -> list[str]:
        engine = create_engine(self.database, pool_size=20)
        tend(engine)
        with ThreadPoolExecutor(20) as threads:
            said = list(threads.map(partial(self.send, engine), senders))
        engine.dispose()
        return said


def test_of_20_sheets_sent_at_once_with_one_code_one_is_taken(
    session: Session, database: str, one: Asked
) -> None:
    codes = one.codes(session, 50)
    door = Door(database, one.keys, one.questionnaire.id)
    session.commit()
    mine = [sender(code) for code in codes for _ in range(20)]

    said = door.send_at_once(mine)

    taken = [each.code for each, what in zip(mine, said, strict=True) if what == "taken"]
    assert sorted(taken) == sorted(codes)
    assert len(_held(session, one)) == 50


def test_20_retries_at_once_are_all_answered_received(
    session: Session, database: str, one: Asked
) -> None:
    mine = [sender(code) for code in one.codes(session, 2)] * 10
    door = Door(database, one.keys, one.questionnaire.id)
    session.commit()

    said = door.send_at_once(mine)

    assert said == ["taken"] * 20
    assert _held(session, one) == [YES] * 2


def test_all_envelopes_and_drafts_of_a_questionnaire_are_of_one_size(
    session: Session, one: Asked
) -> None:
    codes = one.codes(session, 4)
    for code, words in zip(codes, ("", "短い", "長い" * 150), strict=False):
        one.send(session, sender(code), {"q2": words})
        envelopes.save_draft(
            session, one.questionnaire, one.keys, (code, "ことば"), {"q2": [words]}
        )

    assert len({len(sealed or b"") for sealed in session.scalars(select(Envelope.sealed))}) == 1
    assert len({len(box) for box in session.scalars(select(Draft.box))}) == 1


# ---- drafts --------------------------------------------------------------------------------------


def test_a_draft_comes_back_to_whoever_has_the_code_and_the_word(
    session: Session, one: Asked
) -> None:
    (code,) = one.codes(session, 1)
    holder = (code, "あおい いぬ")
    assert envelopes.draft(session, one.keys, holder) == {}
    assert not envelopes.has_draft(session, one.keys, code)

    for said in ({"q1": ["1"]}, {"q1": ["2"], "q2": ["途中"]}):
        envelopes.save_draft(session, one.questionnaire, one.keys, holder, said)
        assert envelopes.draft(session, one.keys, holder) == said
    assert envelopes.has_draft(session, one.keys, code)


def test_the_code_alone_or_with_a_wrong_word_opens_no_draft(session: Session, one: Asked) -> None:
    (code,) = one.codes(session, 1)
    envelopes.save_draft(session, one.questionnaire, one.keys, (code, "あおい いぬ"), {"q1": ["1"]})

    for word in ("", "あかい いぬ", "あおい いぬ "):
        with pytest.raises(WrongWord):
            envelopes.draft(session, one.keys, (code, word))


def test_a_draft_does_not_open_with_the_keys_of_another_questionnaire(
    session: Session, one: Asked, tmp_path: Path
) -> None:
    other = Keys(tmp_path / "keys" / keys.new_name())
    other.begin()
    envelopes.save_draft(session, one.questionnaire, one.keys, ("c", "w"), {"q1": ["1"]})
    session.scalars(select(Draft)).one().key_hmac = other.hash("draft", "c")
    session.flush()

    with pytest.raises(WrongWord):
        envelopes.draft(session, other, ("c", "w"))


@pytest.mark.parametrize("by", ["one", "linked"])
def test_sending_deletes_the_draft(
    session: Session, by: str, request: pytest.FixtureRequest
) -> None:
    asking: Asked = request.getfixturevalue(by)
    me = sender(*asking.codes(session, 1) if by == "one" else "")
    holder = (me.code or me.receipt, "ことば")
    envelopes.save_draft(session, asking.questionnaire, asking.keys, holder, {"q1": ["1"]})
    asking.send(session, me, YES)

    assert session.scalars(select(Draft)).all() == []


def test_a_sheet_of_one_questionnaire_is_none_of_another(
    session: Session, one: Asked, linked: Asked
) -> None:
    me = sender()
    linked.send(session, me, YES)
    with pytest.raises(ReceiptUnknown):
        envelopes.must_be_there(session, one.questionnaire, linked.keys, me)
