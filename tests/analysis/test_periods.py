"""Which attributes say when, and the order their levels come in."""

import pytest

from analysis.codebook import Variable
from analysis.periods import MOST_PERIODS, Timeline, timeline
from tests.analysis import made


def when(*labels: str, name: str = "回答月") -> Timeline | None:
    axis: Variable = made.axis(name, *labels)
    return timeline(axis)


@pytest.mark.parametrize(
    ("labels", "names", "scores"),
    [
        (("2026年2月", "2025年12月"), ("2025年12月", "2026年2月"), (0, 2)),
        (("2026-01-15", "2026/2/1 10:20", "2026年1月3日"), ("2026年1月", "2026年2月"), (0, 1)),
        (("202601", "202603"), ("2026年1月", "2026年3月"), (0, 2)),
        (("R8.1", "R7.12"), ("2025年12月", "2026年1月"), (0, 1)),
        (("令和元年5月", "平成31年4月"), ("2019年4月", "2019年5月"), (0, 1)),
        (("令和8年度", "令和6年度"), ("令和6年度", "令和8年度"), (0, 2)),
        (("2026Q2", "2026Q1"), ("2026Q1", "2026Q2"), (0, 1)),
        (("11月", "12月", "1月"), ("11月", "12月", "1月"), (0, 1, 2)),
        (("第1回", "第2回"), ("第1回", "第2回"), (0, 1)),
    ],
)
def test_levels_that_say_when_come_in_their_order(
    labels: tuple[str, ...], names: tuple[str, ...], scores: tuple[int, ...]
) -> None:
    made_of = when(*labels)
    assert made_of is not None
    assert made_of.names == names
    assert made_of.scores == scores


def test_days_of_one_month_are_one_period() -> None:
    made_of = when("2026-01-15", "2026-02-01", "2026-01-03")
    assert made_of is not None
    assert made_of.place_of == {"1": 0, "2": 1, "3": 0}


def test_many_months_become_quarters_and_many_quarters_years() -> None:
    months = [f"{2020 + n // 12}年{n % 12 + 1}月" for n in range(24)]
    by_quarter = when(*months)
    assert by_quarter is not None
    assert by_quarter.names[:2] == ("2020年1〜3月", "2020年4〜6月")
    by_year = when(*[f"{2000 + n // 12}年{n % 12 + 1}月" for n in range(12 * 10)])
    assert by_year is not None
    assert by_year.names[0] == "2000年"
    assert len(by_year.names) <= MOST_PERIODS


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        ("生まれ年", ("1960年", "1970年")),
        ("転入した年", ("2010年", "2020年")),
        ("年代", ("20代", "30代")),
        ("回答月", ("2026年1月", "その他")),
        ("回答月", ("2026年1月", "2026年度")),
        ("回答月", ("2026年13月", "2026年1月")),
        ("地区", ("第1回", "第2回")),
    ],
)
def test_what_says_anything_else_is_no_time(name: str, labels: tuple[str, ...]) -> None:
    assert when(*labels, name=name) is None
