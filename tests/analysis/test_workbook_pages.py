"""Where the pages of the Excel book end: no page holds half a table without its head."""

from dataclasses import replace
from io import BytesIO
from itertools import pairwise

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from analysis import workbook
from analysis.book import book
from analysis.workbook.looks import page_height
from analysis.workbook.pages import Room, pieces
from tests.analysis import made
from tests.analysis.test_workbook import rows

TOWNS = made.axis("市町村", *(f"町{n}" for n in range(1, 61)))
LIVING = replace(made.scale("住みごこち", "よい", "ふつう", "わるい"), reverse=True)
BORN = made.single("出身地", *(f"県{n}" for n in range(1, 48)))
RATED = tuple(replace(LIVING, name=f"満足_{n}", label=f"満足度／項目{n}") for n in range(1, 41))
REPEATED = {"単純集計": 1, "市町村": 2, "まとめ（マトリクス）": 1}  # rows atop every page
ROWS = [
    {
        "市町村": str(n % 60 + 1),
        "住みごこち": str(n % 3 + 1),
        "出身地": str(n % 47 + 1),
        **{each.name: str((n + place) % 3 + 1) for place, each in enumerate(RATED)},
    }
    for n in range(1_200)
]


@pytest.fixture(scope="module")
def whole() -> openpyxl.Workbook:
    found = book(*made.frame((TOWNS, LIVING, BORN, *RATED), ROWS))
    return openpyxl.load_workbook(BytesIO(workbook.write(found, title="集計表")))


def pages(sheet: Worksheet) -> list[list[tuple[object, ...]]]:
    """The rows of each page, without those that every page repeats."""
    told = rows(sheet)
    return [told[start:stop] for start, stop in pairwise(ends(sheet))]


def ends(sheet: Worksheet) -> list[int]:
    return [REPEATED[sheet.title], *(mark.id for mark in sheet.row_breaks.brk), sheet.max_row]


@pytest.mark.parametrize("name", list(REPEATED))
def test_no_page_is_longer_than_paper(whole: openpyxl.Workbook, name: str) -> None:
    """A row above its page's end may be blank, and then needs no room of its own."""
    sheet = whole[name]
    room = page_height(int(sheet.page_setup.scale or 100))
    for start, stop in pairwise(ends(sheet)):
        printed = [sheet.row_dimensions[row].height or 15 for row in range(start + 1, stop)]
        assert 20 + 15 * (REPEATED[name] - 1) + sum(printed) <= room


def test_every_page_of_a_long_table_begins_with_its_head_and_everyone(
    whole: openpyxl.Workbook,
) -> None:
    told = pages(whole["市町村"])
    going_on = [page for page in told if "（つづき 2/" in str(page[0][0])]
    assert going_on
    for page in going_on:
        assert page[1][:2] == ("市町村", "n")
        assert page[2][0] == "全体"
    towns = [row[0] for page in told for row in page if str(row[0]).startswith("町")]
    first = towns[:60]
    assert first == [f"町{n}" for n in range(1, 61)]


def test_a_long_listing_goes_on_under_its_heads_without_a_chart(
    whole: openpyxl.Workbook,
) -> None:
    told = rows(whole["単純集計"])
    more = next(place for place, row in enumerate(told) if row[0] == "市町村（つづき 2/2）")
    assert told[more + 1][:3] == ("選択肢", "人数", "%")
    assert str(told[more + 2][0]).startswith("町")


def test_a_long_matrix_goes_on_and_its_chart_still_has_every_item(
    whole: openpyxl.Workbook,
) -> None:
    sheet = whole["まとめ（マトリクス）"]
    told = rows(sheet)
    more = next(place for place, row in enumerate(told) if "（つづき 2/" in str(row[0]))
    assert told[more + 1][:2] == ("項目", "n")
    beside = [place for place, row in enumerate(told) if "（n=1" in "".join(map(str, row))]
    assert len(beside) == 40
    assert beside == list(range(beside[0], beside[0] + 40))


@given(
    heights=st.lists(st.floats(1, 90), max_size=60),
    whole=st.floats(100, 600),
    first=st.floats(0, 90),
    again=st.floats(0, 60),
)
def test_pieces_are_all_lines_in_order_and_each_fits_where_one_can(
    heights: list[float], whole: float, first: float, again: float
) -> None:
    room = Room(whole, first, again)
    found = pieces(heights, room)
    assert [place for each in found for place in range(each.start, each.stop)] == list(
        range(len(heights))
    )
    for number, each in enumerate(found):
        above = again if number else first
        assert len(heights[each]) <= 1 or above + sum(heights[each]) <= whole + 1e-6
