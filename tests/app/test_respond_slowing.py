"""Guessing is slowed, without a lock and without a list of addresses."""

import logging
from datetime import timedelta

import pytest
from flask import Flask

from app.respond.slowing import ALARM, FAILURES, NAME, Guesses, TooManyTries
from surveys import access
from tests.app import asking
from tests.make import NOON

HERE, THERE = "203.0.113.7", "198.51.100.9"


def failed(times: int, *, address: str = HERE) -> Guesses:
    guesses = Guesses()
    for _ in range(times):
        guesses.note(address, NOON)
    return guesses


def waits(guesses: Guesses, address: str = HERE, minutes: float = 0) -> bool:
    try:
        guesses.must_not_wait(address, NOON + timedelta(minutes=minutes))
    except TooManyTries:
        return True
    return False


def test_the_tenth_failure_in_ten_minutes_makes_one_wait() -> None:
    assert not waits(failed(FAILURES - 1))
    assert waits(failed(FAILURES))


def test_others_do_not_wait() -> None:
    assert not waits(failed(FAILURES), THERE)


def test_after_ten_minutes_the_wait_is_over() -> None:
    guesses = failed(FAILURES)
    assert waits(guesses, minutes=9.9)
    assert not waits(guesses, minutes=10)


def test_a_household_is_one_address_of_ipv6() -> None:
    guesses = failed(FAILURES, address="2001:db8:1:2::5")
    assert waits(guesses, "2001:db8:1:2:aaaa::1")
    assert not waits(guesses, "2001:db8:1:3::5")


def test_no_address_is_kept_even_in_memory() -> None:
    assert HERE not in str(failed(3).__dict__)


def test_many_failures_in_all_are_told_once_an_hour_without_an_address(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.WARNING)
    guesses = Guesses()
    for number in range(ALARM + 50):
        guesses.note(f"203.0.{number % 250}.{number % 199}", NOON)
    assert len(caplog.records) == 1
    assert "1000 failures" in caplog.text
    assert "203.0." not in caplog.text


def test_who_guesses_codes_is_shown_a_page_that_says_to_wait(app: Flask) -> None:
    town = asking.publish(app, how="codes", codes=1)
    phone = town.somebody()
    for _ in range(FAILURES):
        phone.sends("", 422, code=access.new_code())
    page = phone.sends("", 429, code=town.codes[0])
    assert "10分ほど待ってから" in page.get_text()
    assert NAME in app.extensions


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
