"""Counts of returns: they move by tens, so that nobody's sending can be seen in them."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from surveys import access, openings, returns
from surveys.returns import OTHERS, STEP, STRATUM, THE_WHOLE, WAY, Cell
from tests.surveys import sealed
from tests.surveys.sealed import CLOSES, NOW, Asked, published

FIRST = date(2026, 7, 1)
STRATA = ("中央 18～39歳", "中央 40歳以上", "北 18～39歳", "北 40歳以上", "島")
OPENED = "opened"
# Nights: what came on each, by stratum and way, or an opening at the end of it.
arrivals = st.dictionaries(
    st.tuples(st.sampled_from(STRATA), st.sampled_from(sorted(access.WAYS))), st.integers(1, 25)
)
courses = st.lists(st.one_of(arrivals, st.just(OPENED)), min_size=2, max_size=12)
issues = st.fixed_dictionaries({name: st.integers(1, 40) for name in STRATA})


@pytest.fixture
def one(session: Session, tmp_path: Path) -> Asked:
    return published(session, tmp_path / "keys")


def _open(session: Session, one: Asked, *, last: bool) -> None:
    made = openings.open_batch(
        session,
        one.questionnaire,
        one.private,
        mask=str,
        now=CLOSES if last else NOW,
        last=last,
    )
    openings.scrubbed(session, [made.batch.id] if made.batch else [])


def _nights(session: Session, one: Asked, *arrived: int) -> list[int]:
    """Let people answer day by day; give what the nights said."""
    for place, number in enumerate(arrived):
        if number:
            sealed.many(session, one, number)
        returns.snapshot(session, FIRST + timedelta(days=place))
    return [each.number for each in returns.days(session, one.questionnaire)]


def _told(
    course: Sequence[dict[tuple[str, str], int] | str], issued: dict[str, int]
) -> list[tuple[dict[Cell, int], dict[Cell, int]]]:
    """What is told after each night of a course, and what is true then."""
    returned: Counter[tuple[str, str]] = Counter()
    rests: dict[Cell, int] = {}
    made = []
    for night in course:
        if not isinstance(night, str):
            returned.update(night)
        exact = returns.margins(returned, returns.partition(issued))
        if isinstance(night, str):
            rests = returns.left_over(exact, rests)
        made.append((returns.told(exact, rests), exact))
    return made


@given(courses, issues, st.data())
def test_no_sum_or_difference_of_told_numbers_ever_moves_by_under_10(
    course: list[dict[tuple[str, str], int] | str], issued: dict[str, int], data: st.DataObject
) -> None:
    """Whatever isolates a stratum or a way: the whole less the others, ways less strata, nights."""
    nights = [shown for shown, _ in _told(course, issued)]
    one, other = data.draw(st.permutations(range(len(nights))))[:2]
    weights = {cell: data.draw(st.integers(-2, 2)) for cell in nights[0]}
    sums = [sum(weights[cell] * nights[at][cell] for cell in weights) for at in (one, other)]
    assert abs(sums[0] - sums[1]) == 0 or abs(sums[0] - sums[1]) >= STEP
    alone = data.draw(st.sampled_from([cell for cell in nights[0] if cell != THE_WHOLE]))
    rest = [cell for cell in nights[0] if cell[0] == alone[0] and cell != alone]
    left = [nights[at][THE_WHOLE] - sum(nights[at][cell] for cell in rest) for at in (one, other)]
    assert abs(left[0] - left[1]) == 0 or abs(left[0] - left[1]) >= STEP


@given(courses, issues)
def test_who_knows_the_numbers_of_an_opening_sees_nothing_until_10_more_came(
    course: list[dict[tuple[str, str], int] | str], issued: dict[str, int]
) -> None:
    nights = _told(course, issued)
    for at, night in enumerate(course):
        if night == OPENED:
            shown, known = nights[at]
            for later, exact in nights[at:]:
                for cell in later:
                    assert later[cell] == shown[cell] or exact[cell] - known[cell] >= STEP


@given(courses, issues)
def test_what_is_told_is_never_too_much_and_lags_by_under_10_for_each_opening(
    course: list[dict[tuple[str, str], int] | str], issued: dict[str, int]
) -> None:
    seen = 1
    for night, (shown, exact) in zip(course, _told(course, issued), strict=True):
        seen += night == OPENED
        for cell, number in shown.items():
            assert 0 <= exact[cell] - number < STEP * seen


@given(st.dictionaries(st.text("あいう", max_size=3), st.integers(0, 30)))
def test_no_stratum_is_told_that_has_under_10_codes(issued: dict[str, int]) -> None:
    sizes: Counter[str] = Counter()
    for stratum, name in returns.partition(issued).items():
        sizes[name] += issued[stratum]
    assert sum(sizes.values()) == sum(issued.values())
    assert all(number >= 10 for number in sizes.values()) or len(sizes) <= 1


def test_a_small_stratum_is_told_with_the_smallest_other_one() -> None:
    assert returns.partition({"北": 40, "南": 12, "島": 4}) == {
        "北": "北",
        "南": OTHERS,
        "島": OTHERS,
    }
    assert returns.partition({"北": 40, "島": 4, "岬": 6})["北"] == "北"


def test_the_count_is_told_in_whole_tens(session: Session, one: Asked) -> None:
    told = []
    for _ in range(4):
        sealed.many(session, one, 7)
        told.append(returns.about(session, one.questionnaire))
    assert told == [0, 10, 20, 20]


def test_days_that_fill_no_ten_roll_forward(session: Session, one: Asked) -> None:
    assert _nights(session, one, 9, 1, 12, 3, 4, 2) == [0, 10, 20, 20, 20, 30]


def test_a_night_is_written_down_once(session: Session, one: Asked) -> None:
    _nights(session, one, 12)
    sealed.many(session, one, 15)
    assert returns.snapshot(session, FIRST) == 0
    assert [(each.day, each.number) for each in returns.days(session, one.questionnaire)] == [
        (FIRST, 10)
    ]


def test_nights_tell_strata_and_ways_too(session: Session, one: Asked) -> None:
    issued = [("北", 30), ("南", 15), ("島", 3)]
    codes = access.issue(session, one.questionnaire, one.keys, issued)
    ways = [access.QR] * 22 + [access.PAPER] * 8 + [access.TYPED] * 18
    for (_, code), way in zip(codes, ways, strict=True):
        access.spend(session, one.keys.hash("code", code), way)
    returns.snapshot(session, FIRST)
    assert {
        (each.margin, each.name): each.number for each in returns.cells(session, one.questionnaire)
    } == {
        (STRATUM, "北"): 30,
        (STRATUM, OTHERS): 10,
        (WAY, access.TYPED): 10,
        (WAY, access.QR): 20,
        (WAY, access.PAPER): 0,
    }
    assert list(returns.sent(session, one.questionnaire)) == ["北", OTHERS]


def test_an_opening_takes_nothing_from_the_count(session: Session, one: Asked) -> None:
    assert _nights(session, one, 21) == [20]
    _open(session, one, last=False)
    assert _nights(session, one, 0, 9, 5) == [20, 20, 30]
    _open(session, one, last=True)
    assert returns.about(session, one.questionnaire) == 30
    assert returns.snapshot(session, FIRST + timedelta(days=9)) == 0


def test_a_survey_opened_on_its_last_day_still_tells_that_day(session: Session, one: Asked) -> None:
    assert _nights(session, one, 21) == [20]
    sealed.many(session, one, 13)
    _open(session, one, last=True)
    returns.conclude(session, one.questionnaire, FIRST + timedelta(days=1))
    assert [each.number for each in returns.days(session, one.questionnaire)] == [20, 30]
