"""The Excel book: what a planner opens, prints and hands on."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from analysis import workbook
from analysis.book import Book, book
from analysis.codebook import Role
from analysis.results import Stage, State
from analysis.workbook.looks import folded
from tests.analysis import made

AREA = made.axis("地区", "東", "西", "南")
LIVING = replace(
    made.scale("住みごこち", "=よい", "ややよい", "ややわるい", "わるい"), reverse=True
)
WISHES = made.ticks("望むこと", "バス", "医療")
AGE = made.number("居住年数")
WEIGHT = made.number("重み", Role.WEIGHT)
SAID = {"望むこと_1": "1", "望むこと_2": "0", "重み": 1.5}
ROWS = [
    *made.people(30, 地区="東", 住みごこち="=よい", 居住年数=10, **SAID),
    *made.people(10, 地区="東", 住みごこち="わるい", 居住年数=20, **SAID),
    *made.people(20, 地区="西", 住みごこち="ややよい", 居住年数=None, **(SAID | {"重み": 1})),
    *made.people(40, 地区="西", 住みごこち="わるい", 居住年数=5, **SAID),
    *made.people(3, 地区="南", 住みごこち="わるい", 居住年数=5, **SAID),
]


def counted(weight: str | None = None) -> Book:
    asked = (AREA, LIVING, *WISHES, AGE, WEIGHT)
    frame, codebook = made.frame(asked, ROWS)
    state = State(Stage.FINAL, date(2026, 3, 31))
    return book(frame, codebook, weight=weight, state=state)


def opened(found: Book, **said: Any) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(workbook.write(found, title="集計表", **said)))


@pytest.fixture(scope="module")
def whole() -> openpyxl.Workbook:
    return opened(counted())


def rows(sheet: Worksheet) -> list[tuple[Any, ...]]:
    return list(sheet.iter_rows(values_only=True))


def line_of(sheet: Worksheet, words: str, column: int = 0) -> int:
    """The first row, from 0, whose cell begins with these words."""
    return next(
        place for place, row in enumerate(rows(sheet)) if str(row[column] or "").startswith(words)
    )


def head_of(sheet: Worksheet) -> int:
    """The first row, from 0, that is the head of a table."""
    return next(place for place, row in enumerate(rows(sheet)) if row[:2] == ("地区", "n"))


def test_the_book_begins_with_its_index_and_how_to_read_it(whole: openpyxl.Workbook) -> None:
    assert whole.sheetnames[:4] == ["目次", "集計の見方", "単純集計", "地区"]
    assert whole.sheetnames[4:] == ["検定一覧", "群どうしの差"]
    told = [str(row[1]) for row in rows(whole["目次"])[:8]]
    assert "回答者数　103人" in told
    assert "いつの集計か　確定・2026年3月31日現在" in told


def test_the_index_leads_to_every_table_and_each_leads_back(whole: openpyxl.Workbook) -> None:
    index = whole["目次"]
    here = line_of(index, "住みごこち", 1) + 1
    for column in (5, 6):
        link = index.cell(here, column).hyperlink
        assert link is not None
        sheet, cell = str(link.location).replace("'", "").split("!")
        heading = whole[sheet][cell]
        assert str(heading.value).startswith("住みごこち")
        back = heading.hyperlink
        assert back is not None
        assert back.location == f"'目次'!A{here}"


def test_cells_have_two_lines_the_count_above_the_share(whole: openpyxl.Workbook) -> None:
    """50 + 20 … of 103: 29.1 % of them よい, TOP2 48.5 %, mean (30×2+20−53×2)/103 = −0.25."""
    sheet = whole["地区"]
    head = head_of(sheet)
    assert rows(sheet)[head] == (
        "地区", "n", "=よい", "ややよい", "ややわるい", "わるい",
        "TOP2", "BOTTOM2", "平均点（+2〜−2）", "無回答",
    )  # fmt: skip
    assert rows(sheet)[head + 1][:9] == ("全体", 103, 30, 20, 0, 53, 50, 53, 103)
    assert rows(sheet)[head + 2][2:9] == (29.1, 19.4, "-", 51.5, 48.5, 51.5, -0.25)


def test_a_cell_that_stands_out_is_marked_by_more_than_colour(whole: openpyxl.Workbook) -> None:
    sheet = whole["地区"]
    east = line_of(sheet, "東") + 2
    assert sheet.cell(east, 3).value == 75
    assert "▲" in sheet.cell(east, 3).number_format


def test_a_group_under_ten_stands_in_no_cell(whole: openpyxl.Workbook) -> None:
    hidden = {row[0] for row in rows(whole["地区"]) if row[1] == "非表示"}
    assert hidden == {"南"}


def test_a_label_that_looks_like_a_formula_stays_a_text(whole: openpyxl.Workbook) -> None:
    sheet = whole["地区"]
    cell = sheet.cell(line_of(sheet, "地区", 0) + 1, 1)
    assert all(each.data_type != "f" for row in sheet.iter_rows() for each in row)
    assert cell.value == "地区別クロス集計"


def test_every_test_is_listed_with_its_q_value(whole: openpyxl.Workbook) -> None:
    listed = rows(whole["検定一覧"])
    assert listed[0][:4] == ("集計軸", "設問", "表", "n")
    assert listed[1][:5] == ("地区", "住みごこち", "表", 103, "カイ二乗検定")
    assert listed[1][6] == "<0.001"
    assert listed[2][4] == "選択肢ごと"


def test_each_question_has_a_chart_and_a_scale_one_long_bar() -> None:
    with ZipFile(BytesIO(workbook.write(counted(), title="集計表"))) as parts:
        drawn = [parts.read(f"xl/charts/chart{number}.xml").decode() for number in (1, 2, 3)]
    assert ["percentStacked" in chart for chart in drawn] == [False, True, False]


def test_pages_are_a4_on_their_side_and_keep_tables_whole(whole: openpyxl.Workbook) -> None:
    for name in ("単純集計", "地区"):
        sheet = whole[name]
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.print_title_rows == ("$1:$2" if name == "地区" else "$1:$1")
        assert sheet.freeze_panes is not None
        assert sheet.oddFooter is not None
        assert sheet.oddFooter.center is not None
        assert "&P / &N" in str(sheet.oddFooter.center.text)
    many = [replace(each, table=each.table) for each in counted().crosstabs] * 12
    long = opened(replace(counted(), crosstabs=tuple(many)))["地区"]
    starts = {place for place, row in enumerate(rows(long)) if "［目次へ］" in str(row[0])}
    ends = {mark.id for mark in long.row_breaks.brk}
    assert ends
    assert ends <= starts


def test_numbers_are_summed_up_without_those_who_did_not_answer(whole: openpyxl.Workbook) -> None:
    assert "数値、n=83" in {row[0] for row in rows(whole["単純集計"])}


def test_weighted_shares_stand_over_the_bare_ones_and_n_stays(whole: openpyxl.Workbook) -> None:
    """よい is 45 of 144.5 by weight, 30 of 103 by count."""
    weighed = opened(counted("重み"))
    sheet = weighed["地区"]
    head = head_of(sheet)
    assert rows(sheet)[head + 1][:3] == ("全体", 103, 30)
    assert rows(sheet)[head + 2][2] == 31.1
    assert rows(sheet)[head + 3][2] == 29.1
    assert "重み付け" in weighed.sheetnames
    assert "重み付け" not in whole.sheetnames


def test_every_sentence_of_the_book_says_when_it_is_from() -> None:
    told = opened(counted(), representative=False)["地区"]
    first = line_of(told, "住みごこち × 地区") + 1
    sentence = "".join(str(row[0]) for row in rows(told)[first : first + 2])
    assert "（公募のため、回答した人の中での違いです。確定・2026年3月31日現在）" in sentence


@pytest.mark.parametrize(
    "label",
    ["", "'", "性別[1]:*?/\\", "History", "目次", "単純集計", "長い" * 40, "改\n行", "=1+1", "&P"],
)
def test_any_name_of_an_axis_makes_a_sheet_that_opens(label: str) -> None:
    axis = replace(AREA, label=label)
    frame, codebook = made.frame((axis, LIVING), ROWS)
    names = opened(book(frame, codebook)).sheetnames
    assert len(names) == len({name.lower() for name in names}) == 6
    assert all(0 < len(name) <= 31 for name in names)


def test_every_page_of_a_crosstab_says_how_it_is_read(whole: openpyxl.Workbook) -> None:
    assert str(whole["地区"]["A2"].value).startswith("上段: 人数、下段: 割合（%）。▲は全体より高く")
    assert "重みなし" in str(opened(counted("重み"))["地区"]["A2"].value)


def test_long_sentences_are_folded_where_a_reader_pauses() -> None:
    assert folded("東では高い結果でした（n=40）。違いは、ほかにもあります。", 36) == [
        "東では高い結果でした（n=40）。",
        "違いは、ほかにもあります。",
    ]
    assert folded("あ" * 20, 30) == ["あ" * 15, "あ" * 5]
    assert folded("", 30) == [""]


def test_an_empty_survey_makes_a_book_too() -> None:
    empty = book(*made.frame((AREA, LIVING, *WISHES, AGE), []))
    assert "この設問に回答した人はいません。" in {row[0] for row in rows(opened(empty)["単純集計"])}


def test_pairs_of_groups_that_differ_are_listed_with_both_shares(whole: openpyxl.Workbook) -> None:
    sheet = whole["群どうしの差"]
    head, *listed = rows(sheet)[line_of(sheet, "集計軸") :]
    assert head[:5] == ("集計軸", "設問", "表", "回答", "高い群")
    assert listed
    for row in listed:
        assert row[5] > row[8]
        assert row[10] == pytest.approx(row[5] - row[8], abs=0.11)
    assert {row[0] for row in listed} == {"地区"}
    assert "南" not in {name for row in listed for name in (row[4], row[7])}


def test_without_a_pair_that_differs_the_sheet_says_so() -> None:
    rows_alike = [{"地区": area, "住みごこち": "1"} for area in ("1", "2") for _ in range(40)]
    frame, codebook = made.frame((AREA, LIVING), rows_alike)
    sheet = opened(book(frame, codebook))["群どうしの差"]
    assert "見つかりませんでした" in str(rows(sheet)[-1][0])
