import datetime as dt
import io
import zipfile

import pytest

from analysis.files import read_bytes
from analysis.reading.errors import (
    BrokenWorkbook,
    LockedWorkbook,
    NotATable,
    TooLarge,
    UnknownSheet,
)
from tests.analysis.written import Cell, workbook

ROWS: list[list[Cell]] = [["番号", "年齢", "評価"], [1, 34, 3.5], [2, 51, 4]]


def test_numbers_are_text_as_people_read_them() -> None:
    found = read_bytes(workbook({"回答": ROWS}), "answers.xlsx")

    assert found.cells.to_numpy().tolist() == [["1", "34", "3.5"], ["2", "51", "4"]]
    assert found.sheet == "回答"
    assert found.lines == (2, 3)


def test_dates_are_iso_and_truth_is_one_or_zero() -> None:
    rows: list[list[Cell]] = [
        ["番号", "日", "同意"],
        [1, dt.date(2025, 6, 1), True],
        [2, None, False],
    ]

    found = read_bytes(workbook({"回答": rows}), "answers.xlsx")

    assert found.cells["日"].tolist() == ["2025-06-01", ""]
    assert found.cells["同意"].tolist() == ["1", "0"]


def test_the_sheet_with_most_answers_is_read_unless_another_is_named() -> None:
    content = workbook({"目次": [["調査票"], ["回答"]], "回答": ROWS})

    assert read_bytes(content, "answers.xlsx").sheet == "回答"
    assert read_bytes(content, "answers.xlsx", sheet="目次").cells["調査票"].tolist() == ["回答"]
    with pytest.raises(UnknownSheet, match="目次、回答"):
        read_bytes(content, "answers.xlsx", sheet="集計")


def test_merged_headers_are_joined() -> None:
    rows: list[list[Cell]] = [
        ["市民意識調査 回答一覧", None, None, None, None],
        ["番号", "属性", None, "問1 使った施設", None],
        [None, "性別", "年齢", "公園", "図書館"],
        [1, 1, 34, 1, 0],
        [2, 2, 51, 0, 1],
        [3, 2, 67, 1, 1],
    ]
    content = workbook({"回答": rows}, merged=["A1:E1", "A2:A3", "B2:C2", "D2:E2"])

    found = read_bytes(content, "answers.xlsx")

    assert list(found.cells.columns) == [
        "番号",
        "属性／性別",
        "属性／年齢",
        "問1 使った施設／公園",
        "問1 使った施設／図書館",
    ]
    assert found.heading("属性／年齢") == ("属性", "年齢")


def test_a_workbook_with_the_wrong_ending_is_read_by_its_content() -> None:
    assert len(read_bytes(workbook({"回答": ROWS}), "answers.csv").cells) == 2


def test_a_document_that_is_no_workbook_is_refused() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")

    with pytest.raises(NotATable):
        read_bytes(content.getvalue(), "answers.xlsx")


def test_a_workbook_that_unpacks_to_far_more_is_refused_before_it_is_unpacked() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 60_000_000)

    with pytest.raises(TooLarge):
        read_bytes(content.getvalue(), "answers.xlsx")


def test_two_cells_at_the_far_corners_are_refused() -> None:
    far = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook({"回答": ROWS}))) as source,
        zipfile.ZipFile(far, "w") as made,
    ):
        for member in source.infolist():
            content = source.read(member)
            made.writestr(member.filename, content.replace(b'"C3"', b'"XFD1048576"'))

    with pytest.raises(TooLarge):
        read_bytes(far.getvalue(), "answers.xlsx")


def test_a_locked_workbook_says_that_it_is_locked() -> None:
    content = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le")
    )

    with pytest.raises(LockedWorkbook, match="パスワード"):
        read_bytes(content, "answers.xlsx")


@pytest.mark.parametrize("content", [b"PK\x03\x04junk", b"\xd0\xcf\x11\xe0junk"])
def test_a_broken_workbook_says_that_it_is_broken(content: bytes) -> None:
    with pytest.raises(BrokenWorkbook):
        read_bytes(content, "answers.xlsx")
