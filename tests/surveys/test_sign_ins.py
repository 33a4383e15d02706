"""ログイン: the same words and the same work for every refusal, and waits that grow."""

import time
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from surveys import sign_ins, staff
from surveys.sign_ins import Knock, SignInFailure, SignInRefused, StaffSession, WaitBeforeSignIn
from surveys.staff import Role
from tests import make
from tests.make import NOON, PASSWORD

HOURS = timedelta(hours=12)
TODAY = NOON.date()


def knock(name: str = "sato", password: str = PASSWORD, address: str = "a") -> Knock:
    return Knock(name=name, password=password, name_key=f"n-{name}", address_key=f"a-{address}")


def refused(session: Session, who: Knock, now: datetime = NOON) -> str:
    with pytest.raises((SignInRefused, WaitBeforeSignIn)) as caught:
        sign_ins.sign_in(session, who, now=now, today=TODAY, lasts=HOURS)
    return str(caught.value)


def test_the_right_password_opens_a_session_whose_token_is_not_stored(session: Session) -> None:
    member = make.member(session)
    token = sign_ins.sign_in(session, knock(), now=NOON, today=TODAY, lasts=HOURS)

    stored = session.scalars(select(StaffSession)).one()
    assert token.encode() not in stored.token_hash
    found = sign_ins.find(session, token, now=NOON, today=TODAY)
    assert found is not None
    assert found[1] is member


def test_every_refusal_reads_the_same(session: Session) -> None:
    make.member(session, "sato")
    make.member(session, "retired", active=False)

    said = {
        refused(session, knock("nobody", address="1")),
        refused(session, knock("sato", "違うパスワードです", address="2")),
        refused(session, knock("retired", address="3")),
    }

    assert said == {"ログイン名かパスワードが違います。もう一度入力してください"}


def test_an_unknown_name_costs_as_much_work_as_a_wrong_password(session: Session) -> None:
    staff.add(session, name="ito", shown_name="伊藤", password="long enough words", now=NOON)

    def seconds(name: str) -> float:
        began = time.perf_counter()
        refused(session, knock(name, "wrong words here", address=name))
        return time.perf_counter() - began

    known = min(seconds("ito"), seconds("ito"))
    unknown = min(seconds("nobody"), seconds("nobody"))
    assert 1 / 3 < unknown / known < 3


def test_waits_begin_after_three_failures_and_grow(session: Session) -> None:
    make.member(session)
    moment = NOON
    waits: list[str] = []
    for _ in range(7):
        refused(session, knock(password="違うパスワードです"), moment)
        told = refused(session, knock(), moment) if len(waits) > 2 else ""
        waits.append(told)
        moment += timedelta(minutes=6)

    assert waits[:3] == ["", "", ""]
    seconds = [int(told.split("、")[1].split("秒")[0]) for told in waits[3:]]
    assert seconds == [3, 5, 9, 17]


def test_a_name_nobody_has_is_slowed_down_just_the_same(session: Session) -> None:
    for _ in range(4):
        refused(session, knock("nobody"))
    assert "待ってから" in refused(session, knock("nobody"))


def test_guessing_many_names_from_one_address_is_slowed_down(session: Session) -> None:
    make.member(session)
    twenty = SignInFailure(key="a-a", failures=20, last_at=NOON, wait_until=NOON)
    session.add(twenty)
    refused(session, knock("nobody"))

    assert "待ってから" in refused(session, knock())
    assert sign_ins.sign_in(session, knock(address="other"), now=NOON, today=TODAY, lasts=HOURS)


def test_a_success_clears_the_name_but_not_the_address(session: Session) -> None:
    make.member(session)
    for _ in range(3):
        refused(session, knock(password="違うパスワードです"))
    sign_ins.sign_in(session, knock(), now=NOON, today=TODAY, lasts=HOURS)

    for _ in range(3):
        refused(session, knock(password="違うパスワードです"))
    assert sign_ins.sign_in(session, knock(), now=NOON, today=TODAY, lasts=HOURS)


def test_failures_are_forgotten_after_half_an_hour(session: Session) -> None:
    make.member(session)
    for _ in range(4):
        refused(session, knock(password="違うパスワードです"))
    later = NOON + timedelta(minutes=31)
    assert sign_ins.sign_in(session, knock(), now=later, today=TODAY, lasts=HOURS)


@given(st.integers(0, 10_000), st.integers(0, 50))
def test_no_wait_is_ever_shorter_after_more_failures_or_over_five_minutes(
    failures: int, free: int
) -> None:
    wait = sign_ins.wait_after(failures, free)
    assert timedelta(0) <= wait <= sign_ins.wait_after(failures + 1, free) <= timedelta(minutes=5)


def test_a_session_ends_when_its_time_is_over(session: Session) -> None:
    make.member(session)
    token = sign_ins.sign_in(session, knock(), now=NOON, today=TODAY, lasts=HOURS)

    assert sign_ins.find(session, token, now=NOON + HOURS - timedelta(seconds=1), today=TODAY)
    assert sign_ins.find(session, token, now=NOON + HOURS, today=TODAY) is None


def test_a_revoked_session_and_a_shut_out_member_are_out_at_once(session: Session) -> None:
    member = make.member(session)
    first, second = (sign_ins.begin(session, member, now=NOON, lasts=HOURS) for _ in range(2))
    kept = sign_ins.find(session, second, now=NOON, today=TODAY)
    assert kept is not None

    sign_ins.revoke(session, member, but=kept[0].id)
    assert sign_ins.find(session, first, now=NOON, today=TODAY) is None
    assert sign_ins.find(session, second, now=NOON, today=TODAY) is not None

    staff.set_active(session, member, active=False)
    session.flush()
    assert sign_ins.find(session, second, now=NOON, today=TODAY) is None


def test_ended_sessions_are_swept_out_at_the_next_sign_in(session: Session) -> None:
    member = make.member(session)
    sign_ins.begin(session, member, now=NOON, lasts=HOURS)
    sign_ins.sign_in(session, knock(), now=NOON + timedelta(days=2), today=TODAY, lasts=HOURS)
    assert len(session.scalars(select(StaffSession)).all()) == 1


def test_an_account_of_a_contractor_ends_by_itself(session: Session) -> None:
    member = make.member(session)
    staff.give(session, member, Role.TYPIST, last_day=TODAY)
    token = sign_ins.sign_in(session, knock(), now=NOON, today=TODAY, lasts=3 * HOURS)
    after = TODAY + timedelta(days=1)

    assert sign_ins.find(session, token, now=NOON, today=TODAY) is not None
    assert sign_ins.find(session, token, now=NOON, today=after) is None
    with pytest.raises(SignInRefused):
        sign_ins.sign_in(session, knock(), now=NOON, today=after, lasts=HOURS)
    staff.give(session, member, Role.TYPIST, last_day=after)
    assert sign_ins.find(session, token, now=NOON, today=after) is not None
