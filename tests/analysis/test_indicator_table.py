"""成果指標の表: read as plans print it, with every way a cell is written."""

import pytest

from analysis.digest.indicators import STATISTIC, SURVEY
from analysis.indicator_table import (
    IndicatorTwice,
    Listed,
    NoIndicators,
    UnreadableTarget,
    UnreadableValue,
    parse,
    year_of,
)

# Cells as they stand in a city's printed tables of indicators.
TABLE = """基本戦略A\t指標種別※\t指標名\t基準値\tR2結果\tR3結果\t目標値(R5)
子育て\t市民\t「子育てしやすいまち」と思う市民の割合\t61.4% (R2)\t61.4%\t61.7% (n=1,203)\t70.0%
\t市民\t夢・目標を持っている中学生の割合\t70.7% (R1)\t-\t71.5% 国:68.6% 県:69.1%\t国・県より高
\t統計\t合計特殊出生率\t1.50 (R1)\t1.58\t-\t1.81%
\t統計\t課税対象所得\t3,067千円 (R1)\t2,976千円\t-\t増加
\t統計\t健康寿命\t男82.0歳 女85.9歳 (H29)\t-\t-\t延伸
※指標種別は、「統計」が統計によるもの
"""
HEAD = "指標名,基準値,目標値\n"


def read(table: str) -> dict[str, Listed]:
    return {each.indicator.name: each for each in parse(table.encode(), "指標の表")}


def test_a_printed_table_is_read_with_units_years_and_comparisons() -> None:
    made = read(TABLE)
    assert list(made) == [
        "「子育てしやすいまち」と思う市民の割合",
        "夢・目標を持っている中学生の割合",
        "合計特殊出生率",
        "課税対象所得",
        "健康寿命（男性）",
        "健康寿命（女性）",
    ]
    first = made["「子育てしやすいまち」と思う市民の割合"]
    assert (first.field, first.baseline_year, first.years, first.due_year) == (
        *("子育て", 2020),
        (2020, 2021),
        2023,
    )
    one = first.indicator
    assert (one.kind, one.unit, one.digits, one.due) == (SURVEY, "%", 1, "R5")
    assert [(v.when, v.value, v.n) for v in one.values] == [("R2", 61.4, None), ("R3", 61.7, 1203)]
    school = made["夢・目標を持っている中学生の割合"].indicator
    assert school.values[0].value is None
    assert school.values[1].beside == {"国": 68.6, "県": 69.1}
    assert school.target.others == ("国", "県")
    money = made["課税対象所得"].indicator
    assert (money.kind, money.baseline.value, money.unit) == (STATISTIC, 3067.0, "千円")
    women = made["健康寿命（女性）"].indicator
    assert (women.baseline.when, women.baseline.value, women.unit) == ("H29", 85.9, "歳")


def test_what_cannot_be_read_is_named_with_its_line() -> None:
    with pytest.raises(NoIndicators):
        read("名前,値\n甲,1\n")
    with pytest.raises(UnreadableValue, match="2行目の「基準値」の「六割」"):
        read(f"{HEAD}甲,六割,70%\n")
    with pytest.raises(UnreadableTarget, match="2行目の目標値「がんばる」"):
        read(f"{HEAD}甲,60%,がんばる\n")
    with pytest.raises(IndicatorTwice, match="3行目の「甲」"):
        read(f"{HEAD}甲,60%,70%\n甲,61%,70%\n")


@pytest.mark.parametrize(
    ("said", "year"),
    [
        ("R2結果", 2020),
        ("令和元年度", 2019),
        ("H29", 2017),
        ("目標値(2030年度)", 2030),
        ("結果", None),
    ],
)
def test_years_are_read_in_every_writing(said: str, year: int | None) -> None:
    assert year_of(said) == year


def test_a_fall_below_zero_is_read_as_such() -> None:
    one = read("指標名,基準値,R3,目標値\n社会増減,△1421人,134人,増加\n")["社会増減"].indicator
    assert (one.baseline.value, one.values[0].value, one.unit) == (-1421.0, 134.0, "人")
