"""選好 in the book of tables, in its JSON and in its Excel file."""

from io import BytesIO

import openpyxl
import pytest

from analysis import workbook
from analysis.book import Book, book
from analysis.disclosure import PUBLIC
from analysis.tabulation import book_as_json
from tests.analysis import made
from tests.analysis.test_preferred import ROWS, VARIABLES
from tests.analysis.test_workbook import line_of, rows

NAME = "選好の得点"


@pytest.fixture(scope="module")
def whole() -> Book:
    return book(*made.frame(VARIABLES, ROWS))


@pytest.fixture(scope="module")
def file(whole: Book) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(workbook.write(whole, title="集計表")))


def test_a_book_scores_what_anyone_answered_and_sums_up_none_of_its_columns(whole: Book) -> None:
    (one,) = whole.preferences
    assert one.whole.question.name == "順位"
    assert [each.axis.name for each in one.by_group] == ["地区"]
    assert whole.summaries == ()
    (said,) = book_as_json(whole)["preferences"]
    assert said["n"] == 85
    assert said["score"][0] == pytest.approx(128 / 85)
    assert said["by_group"][0]["n"] == [40, 36, None]
    assert said["by_group"][0]["score"][0][2] is None
    assert "順位の得点（0〜2）がもっとも高いのは「バス」で1.51です" in said["sentence"]


def test_the_index_leads_to_the_scores_and_to_their_groups(file: openpyxl.Workbook) -> None:
    index = file["目次"]
    line = line_of(index, "順位の設問", 1)
    told = [cell.value for cell in index[line + 1]]
    assert told[2:6] == ["順位付け", 85, "表", "表（5）"]
    for column, heading in ((5, "順位の設問"), (6, "順位の設問 × 地区")):
        link = index.cell(line + 1, column).hyperlink
        assert link is not None
        sheet, cell = str(link.location).replace("'", "").split("!")
        assert str(file[sheet][cell].value).startswith(heading)


def test_the_sheet_has_scores_then_groups(file: openpyxl.Workbook) -> None:
    told = rows(file[NAME])
    assert ("バス", 1, 1.51, 1.37, 1.64, 57.6, 92.9, 1.38) in [row[:8] for row in told]
    assert ("n", 85, 40, 36, "非表示") in [row[:5] for row in told]
    assert ("バス", 1.51, 2, 0.83, "非表示") in [row[:5] for row in told]
    guide = " ".join(str(cell) for row in rows(file["集計の見方"]) for cell in row)
    assert "順位付け・配分・最良最悪の設問の得点" in guide


def test_public_rules_go_into_the_book_too() -> None:
    few = [*ROWS[:40], *ROWS[-5:], {"順位_3": 1, "順位_1": 2, "地区": "西"}]
    (one,) = book(*made.frame(VARIABLES, few), rules=PUBLIC).preferences
    assert one.whole.gone.sum() >= 2
    assert (one.by_group[0].n[:2] < 0).all()
