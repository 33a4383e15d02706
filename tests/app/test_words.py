"""Numbers, shares and dates as Japanese readers write them."""

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import words


@pytest.mark.parametrize(
    ("value", "digits", "said"),
    [
        (1234567, 0, "1,234,567"),
        (-3, 0, "△3"),
        (0, 0, "0"),
        (2.5, 0, "3"),
        (-2.5, 0, "△3"),
        (-0.04, 1, "0.0"),
        (12.345, 2, "12.35"),
        (None, 0, "－"),
        (float("nan"), 0, "－"),
    ],
)
def test_a_number_has_commas_and_a_triangle(value: float | None, digits: int, said: str) -> None:
    assert words.number(value, digits) == said


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0.375, "37.5%"),
        (Fraction(29, 80), "36.3%"),  # 36.25 exactly
        (29 / 80, "36.3%"),
        (0.0005, "0.1%"),
        (Fraction(1, 3), "33.3%"),
        (1, "100.0%"),
        (None, "－"),
    ],
)
def test_a_share_is_rounded_half_up_from_the_exact_ratio(
    share: float | Fraction | None, said: str
) -> None:
    assert words.percent(share) == said


@pytest.mark.parametrize(
    ("difference", "said"),
    [
        (0.032, "+3.2ポイント"),
        (-0.032, "△3.2ポイント"),
        (0.0, "0.0ポイント"),
        (-0.0001, "0.0ポイント"),
        (0.1, "+10.0ポイント"),
    ],
)
def test_a_difference_of_shares_says_its_direction(difference: float, said: str) -> None:
    assert words.points(difference) == said


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 7, 1), "令和8年7月1日"),
        (date(2019, 5, 1), "令和元年5月1日"),
        (date(2019, 4, 30), "平成31年4月30日"),
        (date(1989, 1, 7), "昭和64年1月7日"),
        (date(1912, 7, 29), "1912年7月29日"),
    ],
)
def test_a_day_is_told_in_its_era(day: date, said: str) -> None:
    assert words.day(day) == said


def test_a_moment_is_told_as_it_is_in_japan() -> None:
    late = datetime(2026, 6, 30, 15, 4, tzinfo=UTC)
    assert words.moment(late) == "令和8年7月1日 00:04"
    assert words.day(late) == "令和8年7月1日"
    assert words.iso(late) == "2026-07-01T00:04+09:00"
    assert words.iso(date(2026, 7, 1)) == "2026-07-01"


def test_a_fiscal_year_and_a_base() -> None:
    assert words.fiscal_year(2026) == "令和8年度"
    assert words.fiscal_year(2019) == "令和元年度"
    assert words.base(1204) == "n=1,204"


@given(st.integers(0, 10_000), st.integers(1, 10_000))
def test_a_printed_share_is_never_more_than_half_a_tenth_off(count: int, base: int) -> None:
    ratio = Fraction(min(count, base), base)
    printed = Fraction(words.percent(ratio).rstrip("%")) / 100
    assert abs(printed - ratio) <= Fraction(1, 2000)
    assert words.percent(ratio) == words.percent(float(ratio))
