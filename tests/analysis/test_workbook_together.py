"""まとめ（マトリクス）: the sheet of the book that shows every matrix whole."""

from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest

from analysis import workbook
from analysis.book import book
from tests.analysis import made
from tests.analysis.test_items import ROWS, VARIABLES
from tests.analysis.test_workbook import line_of, rows

NAME = "まとめ（マトリクス）"


@pytest.fixture(scope="module")
def file() -> bytes:
    return workbook.write(book(*made.frame(VARIABLES, ROWS), weight="重み"), title="集計表")


@pytest.fixture(scope="module")
def whole(file: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(file))


def test_the_index_leads_to_the_matrix_and_it_leads_back(whole: openpyxl.Workbook) -> None:
    index = whole["目次"]
    line = line_of(index, NAME, 1)
    link = index.cell(line + 1, 2).hyperlink
    assert link is not None
    sheet, cell = str(link.location).replace("'", "").split("!")
    heading = whole[sheet][cell]
    assert str(heading.value).startswith("満足度（3項目）")
    assert heading.hyperlink is not None
    assert heading.hyperlink.location == f"'目次'!A{line + 1}"


def test_links_to_questions_still_find_their_lines(whole: openpyxl.Workbook) -> None:
    sheet = whole["単純集計"]
    heading = sheet.cell(line_of(sheet, "満足度／バス") + 1, 1)
    assert heading.hyperlink is not None
    back = str(heading.hyperlink.location).split("!")[1]
    row = whole["目次"][back].row
    assert whole["目次"].cell(row, 2).value == "満足度／バス"


def test_items_have_two_lines_and_the_bare_share_below(whole: openpyxl.Workbook) -> None:
    told = rows(whole[NAME])
    head = next(place for place, row in enumerate(told) if row[:2] == ("項目", "n"))
    assert told[head][2:11] == (
        "満足", "やや満足", "どちらともいえない", "やや不満", "不満",
        "TOP2", "BOTTOM2", "平均点（+2〜−2）", "無回答",
    )  # fmt: skip
    assert told[head + 1][:4] == ("バス", 109, 39, 10)
    assert told[head + 2][2:4] == (35.8, 9.2)
    assert told[head + 3][0] == "重みなし"


def test_groups_stand_out_by_more_than_colour(whole: openpyxl.Workbook) -> None:
    sheet = whole[NAME]
    start = line_of(sheet, "満足度 × 地区（TOP2）")
    head = next(place for place in range(start, start + 9) if rows(sheet)[place][0] == "項目")
    assert rows(sheet)[head][:5] == ("項目", "全体", "東", "西", "北")
    assert rows(sheet)[head + 1][:5] == ("バス", 109, 40, 60, "非表示")
    assert sheet.cell(head + 3, 3).value == 100
    assert "▲" in sheet.cell(head + 3, 3).number_format


def test_the_chart_is_excels_own_and_its_numbers_are_not_printed(
    file: bytes, whole: openpyxl.Workbook
) -> None:
    names = ZipFile(BytesIO(file)).namelist()
    drawn = [ZipFile(BytesIO(file)).read(name).decode() for name in names if "charts/chart" in name]
    (chart,) = [each for each in drawn if "まとめ" in each]
    assert '<c:grouping val="percentStacked"/>' in chart
    assert chart.count("<c:ser>") == 5
    area = str(whole[NAME].print_area)
    assert area.endswith(f"$K${whole[NAME].max_row}")
    beside = [row[12] for row in rows(whole[NAME]) if row[12:13] and row[12]]
    assert beside == ["グラフの数値（%）", "バス（n=109）", "医療（n=89）", "公園（n=99）"]


def test_a_book_without_a_matrix_has_no_such_sheet() -> None:
    area = VARIABLES[0]
    found = book(*made.frame((area,), ROWS))
    sheets = openpyxl.load_workbook(BytesIO(workbook.write(found, title="集計表"))).sheetnames
    assert NAME not in sheets
