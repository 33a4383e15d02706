"""Counts of returns: they move by ten, so that nobody's sending can be seen in them."""

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from surveys import openings, returns
from tests.surveys import sealed
from tests.surveys.sealed import CLOSES, NOW, Asked, published

FIRST = date(2026, 7, 1)


@pytest.fixture
def one(session: Session, tmp_path: Path) -> Asked:
    return published(session, tmp_path / "keys")


def _nights(session: Session, one: Asked, *arrived: int) -> list[int]:
    """Let people answer day by day; give what the nights said."""
    for place, number in enumerate(arrived):
        if number:
            sealed.many(session, one, number)
        returns.snapshot(session, FIRST + timedelta(days=place))
    return [each.number for each in returns.days(session, one.questionnaire)]


def test_the_count_is_told_in_whole_tens(session: Session, one: Asked) -> None:
    told = []
    for _ in range(4):
        sealed.many(session, one, 7)
        told.append(returns.about(session, one.questionnaire))
    assert told == [0, 10, 20, 20]


def test_days_with_under_10_roll_forward(session: Session, one: Asked) -> None:
    told = _nights(session, one, 9, 1, 12, 3, 4, 2, 1, 0)
    assert told == [0, 10, 22, 22, 22, 22, 32, 32]
    assert all(step == 0 or step >= 10 for step in (b - a for a, b in pairwise(told)))


def test_a_night_is_written_down_once(session: Session, one: Asked) -> None:
    _nights(session, one, 12)
    sealed.many(session, one, 15)
    assert returns.snapshot(session, FIRST) == 0
    assert [(each.day, each.number) for each in returns.days(session, one.questionnaire)] == [
        (FIRST, 12)
    ]


def test_an_opening_takes_nothing_from_the_count(session: Session, one: Asked) -> None:
    def open_now(*, last: bool) -> None:
        made = openings.open_batch(
            session,
            one.questionnaire,
            one.private,
            mask=str,
            now=CLOSES if last else NOW,
            last=last,
        )
        openings.scrubbed(session, [made.batch.id] if made.batch else [])

    assert _nights(session, one, 21) == [21]
    open_now(last=False)
    assert _nights(session, one, 0, 14) == [21, 35]
    open_now(last=True)
    assert returns.about(session, one.questionnaire) == 30
    assert returns.snapshot(session, FIRST + timedelta(days=9)) == 0
