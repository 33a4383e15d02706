"""The trade's form of a crosstab: two lines a cell, and what stands beside the answers."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.blanks import Asked, table
from analysis.crosstab import crosstab
from analysis.disclosure import PUBLIC, guard
from analysis.form.crossed import of_crosstab
from analysis.form.grid import Cell, Grid
from analysis.presentation import ratio
from tests.analysis import made
from tests.analysis.made import Row

AREA = made.axis("地区", "東", "西", "南")
LIVING = replace(
    made.scale("暮らし", "満足", "やや満足", "やや不満", "不満", "わからない"),
    reverse=True,
    off_scale=("5",),
)
WISHES = made.ticks("望むこと", "バス", "医療")
WEIGHT = made.number("重み")


def laid_out(rows: Sequence[Row], question: str = "暮らし", weight: str | None = None) -> Grid:
    frame, book = made.frame((AREA, LIVING, *WISHES, WEIGHT), rows)
    return of_crosstab(guard(crosstab(frame, book, axis="地区", question=question, weight=weight)))


PEOPLE = [
    *made.people(12, 地区="東", 暮らし="満足"),
    *made.people(8, 地区="東", 暮らし="やや満足"),
    *made.people(10, 地区="東", 暮らし="不満"),
    *made.people(20, 地区="東", 暮らし="わからない"),
    *made.people(20, 地区="西", 暮らし="やや不満"),
    *made.people(5, 地区="西", 暮らし=None),
    *made.people(4, 地区="南", 暮らし="不満"),
]


def test_everyone_comes_first_and_each_cell_has_a_count_over_a_share() -> None:
    """12 of 74 are 16.2 %; nobody is a hyphen."""
    whole, east, west, south = laid_out(PEOPLE).lines
    assert (whole.label, whole.n) == ("全体", "74")
    assert whole.cells[0] == Cell(12, "16.2")
    assert (east.cells[0].n, east.cells[0].share) == ("12", "24.0")
    assert west.cells[0] == Cell(0, "-")
    assert (west.small, south.withheld, south.cells) == ("参考値", True, ())


def test_two_steps_are_summed_from_counts_and_the_mean_leaves_unknowns_out() -> None:
    """Of 東's 50: TOP2 20, BOTTOM2 10; the mean is (24 + 8 − 20) / 30 = 0.40."""
    grid = laid_out(PEOPLE)
    assert [head.label for head in grid.beside] == [
        "TOP2",
        "BOTTOM2",
        "平均点（+2〜−2）",
        "無回答",
    ]
    assert grid.lines[1].beside == (
        Cell(20, "40.0"),
        Cell(10, "20.0"),
        Cell(30, "0.40"),
        Cell(0, ""),
    )
    assert grid.lines[2].beside[-1] == Cell(5, "")
    assert any("「わからない」を除いた人の平均" in note for note in grid.notes)


def test_rounded_shares_are_not_added_up() -> None:
    """1 + 1 of 32 are 3.1 each (3.125) and 6.3 together (6.25), not 6.2."""
    rows = [
        *made.people(1, 地区="東", 暮らし="満足"),
        *made.people(1, 地区="東", 暮らし="やや満足"),
        *made.people(30, 地区="東", 暮らし="不満"),
    ]
    whole = laid_out(rows).lines[0]
    assert [cell.share for cell in whole.cells[:2]] == ["3.1", "3.1"]
    assert whole.beside[0].share == "6.3"


def test_answers_of_many_choices_count_how_many_each_gave() -> None:
    rows: list[Row] = [
        *made.people(20, 地区="東", 望むこと_1="1", 望むこと_2="1"),
        *made.people(20, 地区="西", 望むこと_1="1", 望むこと_2="0"),
    ]
    grid = laid_out(rows, "望むこと")
    assert grid.beside[0].label == "M.T."
    assert [line.beside[0] for line in grid.lines] == [
        Cell(60, "1.50"),
        Cell(40, "2.00"),
        Cell(20, "1.00"),
    ]


def test_weighted_shares_have_the_bare_ones_beside_them() -> None:
    rows = [dict(row, 重み=3 if row["暮らし"] == "満足" else 1) for row in PEOPLE]
    grid = laid_out(rows, weight="重み")
    assert grid.lines[1].cells[0] == Cell(12, "48.6", grid.lines[1].cells[0].mark)
    assert grid.unweighted[1].cells[0] == Cell(12, "24.0")
    assert laid_out(PEOPLE).unweighted == ()


def test_no_answer_is_a_choice_in_the_base_where_it_is_wanted() -> None:
    frame, book = made.frame((AREA, LIVING), PEOPLE)
    grid = of_crosstab(table(frame, book, Asked("地区", "暮らし", None, no_answer=True)))
    assert grid.heads[-1] == "無回答"
    assert [head.key for head in grid.beside] == ["top", "bottom", "mean"]
    west = grid.lines[2]
    assert (west.n, west.cells[-1]) == ("25", Cell(5, "20.0", west.cells[-1].mark))
    assert any("無回答を選択肢の1つとして" in note for note in grid.notes)


def test_what_was_never_asked_is_in_no_base() -> None:
    rows = [*PEOPLE, *made.people(50, 地区="東", 暮らし="__not_asked__")]
    frame, book = made.frame((AREA, LIVING), rows)
    for wanted in (True, False):
        grid = of_crosstab(table(frame, book, Asked("地区", "暮らし", None, no_answer=wanted)))
        assert grid.lines[1].base == 50


def test_a_hidden_cell_is_in_no_sum_beside_it() -> None:
    """Under strict rules 1 of 満足 goes, and with it TOP2 and the mean, and every blank."""
    rows = [
        *made.people(1, 地区="東", 暮らし="満足"),
        *made.people(30, 地区="東", 暮らし="やや満足"),
        *made.people(31, 地区="東", 暮らし="不満"),
        *made.people(30, 地区="西", 暮らし="満足"),
        *made.people(30, 地区="西", 暮らし="やや満足"),
        *made.people(2, 地区="西", 暮らし=None),
    ]
    frame, book = made.frame((AREA, LIVING), rows)
    grid = of_crosstab(guard(crosstab(frame, book, axis="地区", question="暮らし"), PUBLIC))
    east = grid.lines[1]
    assert east.cells[0] == Cell(None, "")
    assert east.beside[0] == Cell(None, "")
    assert east.beside[2] == Cell(None, "")
    assert "blank" not in {head.key for head in grid.beside}


@pytest.mark.parametrize("question", ["暮らし", "望むこと"])
def test_a_table_of_nobody_is_laid_out_too(question: str) -> None:
    assert laid_out([], question).lines[0].withheld


@given(st.lists(st.integers(0, 4), min_size=10, max_size=60))
def test_every_printed_share_is_the_exact_ratio_rounded_half_up(answers: list[int]) -> None:
    rows = [{"地区": "東", "暮らし": str(answer + 1)} for answer in answers]
    for line in laid_out(rows).lines:
        for cell in line.cells:
            assert cell.share == ratio(cell.count or 0, line.base or 0)
        assert sum(cell.count or 0 for cell in line.cells) == line.base
