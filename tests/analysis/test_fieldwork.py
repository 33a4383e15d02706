"""Field work: where returns will end, how precise they are, and who is missing beyond chance."""

from math import exp, floor, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.fieldwork.composition import Cell, composition
from analysis.fieldwork.precision import precision
from analysis.fieldwork.projecting import Course, TooEarly, project


def tens(numbers: list[float]) -> tuple[int, ...]:
    return tuple(int(number) // 10 * 10 for number in numbers)


def saturating(most: float, mean: float, days: int) -> list[float]:
    """Each day the same share of those who will still answer does."""
    return [most * (1 - exp(-day / mean)) for day in range(1, days + 1)]


def peaked(most: float, scale: float, days: int) -> list[float]:
    """A gamma distribution of shape 2: few on the first day, most on the days after."""
    return [most * (1 - exp(-day / scale) * (1 + day / scale)) for day in range(1, days + 1)]


@pytest.mark.parametrize("course", [saturating(1000, 5, 30), peaked(1000, 3, 30)])
@pytest.mark.parametrize("day", [6, 8, 10, 14, 20])
def test_a_curve_that_bends_is_carried_to_where_it_ends(course: list[float], day: int) -> None:
    made = project(Course(tens(course[:day]), 30 - day, most=3000))
    assert made.low <= course[-1] <= made.high
    assert made.expected == pytest.approx(course[-1], rel=0.25 if day < 10 else 0.06)


def test_the_interval_narrows_as_days_go_by() -> None:
    course = peaked(1200, 3, 30)
    wide = [
        made.high - made.low
        for made in (project(Course(tens(course[:day]), 30 - day)) for day in (5, 8, 12, 20, 29))
    ]
    assert wide == sorted(wide, reverse=True)
    assert wide[0] > 5 * wide[-1]


def test_a_reminder_just_sent_makes_the_end_less_certain() -> None:
    course = tens(saturating(1000, 4, 12))
    without = project(Course(course, 12))
    with_it = project(Course(course, 12, reminders=(11,)))
    assert with_it.high > without.high + 100
    assert with_it.expected > without.expected


def test_a_second_rise_after_a_reminder_is_carried_on() -> None:
    first, again = peaked(800, 3, 30), [0.0] * 14 + peaked(300, 3, 16)
    course = [a + b for a, b in zip(first, again, strict=True)]
    made = project(Course(tens(course[:20]), 10, reminders=(12,)))
    assert made.low <= course[-1] <= made.high
    assert made.expected == pytest.approx(course[-1], rel=0.05)


def test_nothing_is_foretold_too_early() -> None:
    for numbers in ((10, 40, 90, 150), (0, 0, 10, 10, 20, 20)):
        with pytest.raises(TooEarly, match="5日以上"):
            project(Course(numbers, 20))


def test_on_the_last_day_there_is_nothing_left_to_foretell() -> None:
    made = project(Course((10, 40, 80, 90, 100), 0))
    assert (made.expected, made.low, made.high) == (100, 100, 110)


@settings(max_examples=30)
@given(
    st.lists(st.integers(0, 20).map(lambda n: n * 10), min_size=5, max_size=25),
    st.integers(0, 20),
    st.lists(st.integers(0, 24), max_size=2, unique=True),
    st.integers(0, 2000),
)
def test_what_is_foretold_lies_between_what_came_and_what_was_sent(
    days: list[int], left: int, reminded: list[int], unanswered: int
) -> None:
    numbers = tuple(sum(days[: place + 1]) for place in range(len(days)))
    most = numbers[-1] + unanswered
    sent = tuple(place for place in reminded if place < len(days))
    try:
        made = project(Course(numbers, left, sent, most + 9))
    except TooEarly:
        return
    assert numbers[-1] <= made.low <= made.expected <= made.high <= most + 9


def test_the_half_width_is_the_textbooks() -> None:
    """±1.96·sqrt((N−n)/(N−1)·0.25/n); N = 50,000 and n = 1,000."""
    made = precision(1000, population=50_000)
    assert made is not None
    assert made.half == pytest.approx(1.96 * sqrt(49_000 / 49_999 * 0.25 / 1000))
    assert precision(9) is None
    assert made.effect == 1


def test_strata_that_answer_in_proportion_cost_nothing_and_others_do() -> None:
    """Kish: n·Σ(N²/n)/(ΣN)², with the middle of the tens: 205·(100²/105+100²/100)/200²…"""
    even = precision(200, strata=[(5_000, 100), (5_000, 100)])
    uneven = precision(200, strata=[(9_000, 95), (1_000, 95)])
    assert even is not None
    assert uneven is not None
    assert even.effect == pytest.approx(1)
    assert uneven.effect == pytest.approx(200 * (9_000**2 / 100 + 1_000**2 / 100) / 10_000**2)
    assert uneven.half == pytest.approx(1.96 * sqrt(1.64 * 0.25 / 200))


def cell(returned: int, sent: int, district: str, *bands: str) -> Cell:
    levels = {"地区": frozenset({district}), "年代": frozenset(bands)}
    return Cell(returned, sent, levels)


CITY = (
    cell(60, 300, "中央", "若"),
    cell(180, 300, "中央", "老"),
    cell(50, 200, "北", "若"),
    cell(130, 200, "北", "老"),
)


def test_who_is_missing_is_told_only_beyond_chance() -> None:
    districts, ages = (composition(axis, CITY, order, register) for axis, order, register in AXES)
    assert districts is not None
    assert ages is not None
    assert [(part.label, part.beyond) for part in districts.parts] == [("中央", 0), ("北", 0)]
    assert [(part.label, part.beyond) for part in ages.parts] == [("若", -1), ("老", 1)]
    young = ages.parts[0]
    assert (young.people, young.sent) == (0.5, 0.5)
    assert young.returned == pytest.approx((60 + 50 + 9) / (420 + 18))


AXES = (
    ("地区", ("中央", "北"), {"中央": 12_000, "北": 8_000}),
    ("年代", ("若", "老"), {"若": 10_000, "老": 10_000}),
)


def test_without_the_register_the_letters_are_what_returns_are_compared_with() -> None:
    made = composition("年代", CITY, ("若", "老"), {"若": 10_000})
    assert made is not None
    assert [(part.people, part.beyond) for part in made.parts] == [(None, -1), (None, 1)]


def test_levels_that_share_a_stratum_are_told_together() -> None:
    merged = (*CITY[:2], cell(180, 400, "北", "若", "老"))
    assert composition("年代", merged, ("若", "老"), {}) is None
    made = composition("地区", merged, ("中央", "北"), {})
    assert made is not None
    assert len(made.parts) == 2


def test_nobody_is_missing_among_under_30() -> None:
    few = (cell(0, 100, "中央", "若"), cell(20, 100, "中央", "老"))
    made = composition("年代", few, ("若", "老"), {})
    assert made is not None
    assert [part.beyond for part in made.parts] == [0, 0]


def test_what_the_tens_of_many_small_strata_hide_calls_nobody_missing() -> None:
    """Ten young strata told 10: 145/590 is 3.4 points under .28. A random sample's error is
    sqrt(.28·.72/590) = 1.85 points, that of the tens sqrt(8.25·(10·.754²+10·.246²))/590 = 1.22:
    together 1.96·2.22 = 4.3 points. The same in two strata hides less, and is not by chance.
    """
    register = {"若": 280_000, "老": 720_000}
    many = [cell(10, 50, f"{n}", "若") for n in range(10)]
    many += [cell(40, 130, f"{n}", "老") for n in range(10)]
    few = [cell(100, 500, "全", "若"), cell(400, 1300, "全", "老")]
    for cells, beyond in ((many, [0, 0]), (few, [-1, 1])):
        made = composition("年代", cells, ("若", "老"), register)
        assert made is not None
        assert [part.beyond for part in made.parts] == beyond


@given(st.lists(st.integers(0, 300), min_size=2, max_size=6), st.data())
def test_who_is_called_missing_is_fewer_in_the_middle_of_the_tens(
    returned: list[int], data: st.DataObject
) -> None:
    names = [f"層{place}" for place in range(len(returned))]
    cells = [
        Cell(floor(n / 10) * 10, 400, {"層": frozenset({name})})
        for n, name in zip(returned, names, strict=True)
    ]
    made = composition("層", cells, names, dict.fromkeys(names, 8_000))
    assert made is not None
    part = made.parts[data.draw(st.integers(0, len(names) - 1))]
    if part.beyond:
        assert (part.returned > 1 / len(names)) == (part.beyond > 0)
    if len(set(returned)) == 1:
        assert not part.beyond
