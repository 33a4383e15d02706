"""Lost letters and letters that came back: no answer is touched, and nobody learns of any."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from app.database import begin_writing, tend
from surveys import access, envelopes, reissuing
from surveys.access import AccessCode, CodeAlreadyUsed, CodeReplaced, CodeUnknown, CodeVoid
from surveys.envelopes import Closed, Envelope
from surveys.errors import SurveyError
from surveys.questionnaires import Questionnaire
from surveys.reissuing import CodeTwice, LinesRefused, NoLines
from tests.surveys.sealed import CLOSES, NOW, Asked, published, sender

YES, NO = {"q1": "1"}, {"q1": "2"}


@pytest.fixture
def one(session: Session, tmp_path: Path) -> Asked:
    return published(session, tmp_path / "keys")


def _reissued(session: Session, one: Asked, lost: str) -> str:
    new = access.new_code()
    reissuing.reissue(session, one.questionnaire, one.keys, (lost, new), NOW)
    session.commit()
    return new


def test_a_new_code_takes_the_place_of_a_lost_one(session: Session, one: Asked) -> None:
    [(_, lost)] = access.issue(session, one.questionnaire, one.keys, [("東", 1)])
    envelopes.save_draft(session, one.questionnaire, one.keys, (lost, "ことば"), {"q1": ["1"]})
    session.commit()

    new = _reissued(session, one, lost)

    with pytest.raises(CodeReplaced):
        access.find(session, one.questionnaire, one.keys, lost)
    with pytest.raises(CodeReplaced):
        one.send(session, sender(lost), YES)
    assert not envelopes.has_draft(session, one.keys, lost)
    assert access.strata(session, one.questionnaire) == {"東": 1}
    assert access.undelivered(session, one.questionnaire) == {}
    one.send(session, replace(sender(new), way=access.QR), YES)
    assert access.returns(session, one.questionnaire) == {("東", access.QR): 1}


def test_who_has_answered_answers_no_second_time_and_may_still_change(
    session: Session, one: Asked
) -> None:
    (lost,) = one.codes(session, 1)
    phone = replace(sender(lost), way=access.QR)
    one.send(session, phone, YES)

    new = _reissued(session, one, lost)

    assert access.returns(session, one.questionnaire) == {("", access.QR): 1}
    with pytest.raises(CodeAlreadyUsed):
        one.send(session, sender(new), NO)
    one.send(session, phone, YES)  # the phone had not heard that it was in
    changed = replace(sender(new, receipt=phone.receipt), changes=True)
    envelopes.must_be_there(session, one.questionnaire, one.keys, changed)
    one.send(session, changed, NO)
    with pytest.raises(CodeReplaced):
        one.send(session, replace(changed, code=lost, once="later"), YES)
    with pytest.raises(CodeReplaced):
        envelopes.must_be_there(session, one.questionnaire, one.keys, phone)
    session.rollback()
    (kept,) = session.scalars(select(Envelope))
    assert kept.key_hmac == one.keys.hash("code", new)


def test_a_code_is_replaced_once_and_only_by_its_own_questionnaire(
    session: Session, one: Asked, tmp_path: Path
) -> None:
    other = published(session, tmp_path / "others")
    (lost,) = one.codes(session, 1)
    with pytest.raises(CodeUnknown):
        _reissued(session, other, lost)
    second = _reissued(session, one, lost)
    with pytest.raises(CodeReplaced):
        _reissued(session, one, lost)
    third = _reissued(session, one, second)
    assert not access.find(session, one.questionnaire, one.keys, third).used
    assert access.number(session, one.questionnaire) == 1
    codes = (third, access.new_code())
    with pytest.raises(Closed):
        reissuing.reissue(session, one.questionnaire, one.keys, codes, CLOSES)


def test_letters_that_came_back_are_counted_all_or_none(session: Session, one: Asked) -> None:
    drawn = access.issue(session, one.questionnaire, one.keys, [("東", 3), ("西", 2)])
    session.commit()
    codes = [code for _, code in drawn]
    wrong = [codes[0], access.new_code(), codes[1]]
    with pytest.raises(LinesRefused) as refused:
        reissuing.withdraw(session, one.questionnaire, one.keys, wrong)
    assert refused.value.details == {"lines": "2"}
    session.rollback()
    assert access.undelivered(session, one.questionnaire) == {}

    reissuing.withdraw(session, one.questionnaire, one.keys, [codes[0], codes[4]])

    assert access.undelivered(session, one.questionnaire) == {"東": 1, "西": 1}
    assert access.strata(session, one.questionnaire) == {"東": 3, "西": 2}
    with pytest.raises(CodeVoid) as told:
        one.send(session, sender(codes[0]), YES)
    assert type(told.value) is CodeVoid
    with pytest.raises(CodeVoid):
        _reissued(session, one, codes[0])


def test_lines_of_codes_are_read_or_said_by_their_numbers() -> None:
    code = access.new_code()
    assert reissuing.read_lines(f"\n{access.grouped(code)}\r\n\n") == [code]
    with pytest.raises(LinesRefused) as refused:
        reissuing.read_lines(f"{code}\nABC\n{code[::-1]}X\n")
    assert refused.value.details == {"lines": "2、3"}
    with pytest.raises(CodeTwice):
        reissuing.read_lines(f"{code}\n{access.grouped(code).lower()}")
    with pytest.raises(NoLines):
        reissuing.read_lines(" \n")


def _elsewhere(database: str, act: Callable[[Session, Questionnaire], None]) -> str:
    """Do something in a process of its own, as it were; say what came of it."""
    engine = create_engine(database)
    tend(engine)
    try:
        with Session(engine) as session:
            begin_writing(session)
            act(session, session.scalars(select(Questionnaire)).one())
            session.commit()
            return "done"
    except SurveyError as error:
        return type(error).__name__
    finally:
        engine.dispose()


@pytest.mark.parametrize("first", ["send", "reissue"])
def test_a_sheet_sent_while_its_code_is_replaced_is_in_or_its_sender_knows(
    session: Session, database: str, one: Asked, first: str
) -> None:
    (lost,), new = one.codes(session, 1), access.new_code()
    session.commit()

    def send(session: Session, found: Questionnaire) -> None:
        envelopes.send(session, found, one.keys, sender(lost), (1, YES), NOW)

    def reissue(session: Session, found: Questionnaire) -> None:
        reissuing.reissue(session, found, one.keys, (lost, new), NOW)

    begun, after = (send, reissue) if first == "send" else (reissue, send)
    begin_writing(session)
    begun(session, session.get_one(Questionnaire, one.questionnaire.id))
    with ThreadPoolExecutor(1) as threads:
        said = threads.submit(_elsewhere, database, after)
        with pytest.raises(TimeoutError):
            said.result(timeout=0.3)
        session.commit()
        assert said.result() == ("done" if first == "send" else "CodeReplaced")

    fresh = session.get_one(AccessCode, one.keys.hash("code", new))
    session.refresh(fresh)
    keys = [envelope.key_hmac for envelope in session.scalars(select(Envelope))]
    assert fresh.used is (first == "send")
    assert keys == ([fresh.hmac] if first == "send" else [])
