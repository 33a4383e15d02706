"""Guessing is slowed: what the respondent sees of it, and what is told of it."""

import logging
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app import periodic
from app.clock import now
from app.extensions import db
from app.readers import network
from app.respond.slowing import NAME, Alarm
from surveys import access
from surveys.guesses import ALARM, FAILURES, FailedTry
from tests.app import asking
from tests.make import NOON


def test_a_household_is_one_address_of_ipv6() -> None:
    assert network("2001:db8:1:2::5") == network("2001:db8:1:2:aaaa::1")
    assert network("2001:db8:1:3::5") != network("2001:db8:1:2::5")
    assert network("203.0.113.7") == "203.0.113.7"


def test_many_failures_in_all_are_told_once_an_hour_without_an_address(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.WARNING)
    alarm = Alarm()
    for minutes in (0, 1, 59):
        alarm.hear(ALARM + minutes, NOON + timedelta(minutes=minutes))
    assert caplog.messages == ["codes are being guessed: 1000 failures in an hour"]
    alarm.hear(ALARM - 1, NOON + timedelta(minutes=60))
    alarm.hear(ALARM, NOON + timedelta(minutes=60))
    assert len(caplog.messages) == 2


def test_who_guesses_codes_is_shown_a_page_that_says_to_wait(app: Flask) -> None:
    town = asking.publish(app, how="codes", codes=1)
    phone = town.somebody()
    for _ in range(FAILURES):
        phone.sends("", 422, code=access.new_code())
    page = phone.sends("", 429, code=town.codes[0])
    assert "10分ほど待ってから" in page.get_text()
    assert NAME in app.extensions
    with app.app_context():
        kept = db.session.scalars(select(FailedTry.mark)).all()
        assert len(kept) == FAILURES
        assert {len(mark) for mark in kept} == {32}
        periodic.forget_tries(now() + timedelta(minutes=10))
        assert set(db.session.scalars(select(FailedTry.mark))) == {b""}
        periodic.forget_tries(now() + timedelta(days=1))
        assert db.session.scalars(select(FailedTry)).all() == []
    assert list(town.keys.folder.parent.glob("of-day.*")) == []


def test_typing_errors_are_no_guesses(app: Flask) -> None:
    town = asking.publish(app, how="codes", codes=1)
    phone = town.somebody()
    for _ in range(FAILURES + 5):
        phone.sends("", 422, code="ABCD")
    phone.sends("", code=town.codes[0])
    assert phone.heading == "1 / 3 あなたについて"


@pytest.mark.parametrize("path", ["/resume", "/change"])
def test_words_and_receipts_are_guessed_no_faster(app: Flask, path: str) -> None:
    town = asking.publish(app)
    phone = town.somebody()
    for _ in range(FAILURES):
        said = {"name": access.new_code(), "receipt": access.new_code(), "word": "りんご"}
        phone.sends(path, 422, **said)
    phone.sends(path, 429, **said)
