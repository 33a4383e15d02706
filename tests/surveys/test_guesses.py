"""Guessing is slowed across all workers, without a lock and without a list of addresses."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from surveys import guesses
from surveys.guesses import FAILURES, FailedTry, TooManyTries
from tests.make import NOON

HERE, THERE = b"h" * 32, b"t" * 32


def failed(session: Session, times: int, mark: bytes = HERE) -> int:
    return [guesses.note(session, mark, NOON) for _ in range(times)][-1]


def waits(session: Session, mark: bytes = HERE, minutes: float = 0) -> bool:
    try:
        guesses.must_not_wait(session, mark, NOON + timedelta(minutes=minutes))
    except TooManyTries:
        return True
    return False


def test_the_tenth_failure_makes_one_wait_ten_minutes_and_nobody_else(session: Session) -> None:
    failed(session, FAILURES - 1)
    assert not waits(session)
    failed(session, 1)
    assert waits(session)
    assert not waits(session, THERE)
    assert waits(session, minutes=9.9)
    assert not waits(session, minutes=10)


def test_where_it_came_from_is_forgotten_after_ten_minutes_and_the_rest_after_an_hour(
    session: Session,
) -> None:
    failed(session, 3)
    assert guesses.note(session, THERE, NOON + timedelta(minutes=10)) == 4
    assert session.scalars(select(FailedTry.mark).order_by(FailedTry.mark)).all() == [
        *[b""] * 3,
        THERE,
    ]
    assert guesses.note(session, THERE, NOON + timedelta(minutes=60)) == 2


def test_a_place_has_another_name_every_day_and_one_in_all_workers(tmp_path: Path) -> None:
    name = guesses.mark(tmp_path, "2026-07-01", "203.0.113.7")
    assert guesses.mark(tmp_path, "2026-07-01", "203.0.113.7") == name
    assert guesses.mark(tmp_path, "2026-07-01", "203.0.113.8") != name
    assert guesses.mark(tmp_path, "2026-07-02", "203.0.113.7") != name
    assert [file.name for file in tmp_path.iterdir()] == ["of-day.2026-07-02"]
    assert guesses.mark(tmp_path, "2026-07-01", "203.0.113.7") != name  # its key is gone
