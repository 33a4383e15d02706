"""照会票 as Excel: what goes out, and what comes back, looked at before anything is kept."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from app.clock import now
from app.exports import inquiry_excel
from app.exports.inquiry_excel import Part, Row, SheetFile
from app.extensions import db
from surveys import inquiry_files
from surveys.inquiries import BLANKS, Inquiry, InquirySheet
from surveys.inquiry_answers import mark, tidy
from tests.app import hall
from tests.app.hall import (
    HERE,
    answers,
    last,
    seated,
    started,
    state,
    typed,
)
from tests.conftest import SignIn, copied
from tests.visit import one, submit, visit


@pytest.fixture
def database(filled_sqlite: Path, tmp_path: Path) -> str:
    """What is in a file is the same on either kind of database: one is enough."""
    return copied(filled_sqlite, tmp_path)


@pytest.fixture
def town(app: Flask) -> Flask:
    return hall.found(app)


@pytest.fixture
def planner(town: Flask, sign_in: SignIn) -> FlaskClient:
    return sign_in("planner", name="kikaku")


def book(client: FlaskClient, sheet_id: int = 1) -> Workbook:
    reply = client.post(f"{HERE}/sheets/{sheet_id}/file")
    assert reply.status_code == 200
    return load_workbook(BytesIO(reply.data))


def bytes_of(made: Workbook) -> bytes:
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def send_file(client: FlaskClient, data: bytes, status: int = 200, **more: str) -> BeautifulSoup:
    said = {"file": (BytesIO(data), "照会票.xlsx"), **more}
    return submit(client, f"{HERE}/1/check", said, status)


def rows_of(made: Workbook) -> tuple[Worksheet, dict[str, int]]:
    """The sheet, and the row of each label."""
    sheet = made["照会票"]
    return sheet, {str(sheet.cell(row, 1).value): row for row in range(1, sheet.max_row + 1)}


def test_a_sheet_goes_out_as_excel_and_comes_back(
    town: Flask, planner: FlaskClient, sign_in: SignIn
) -> None:
    started(planner)
    clerk, path = seated(town, sign_in, "tanaka", "地域交通課"), f"{HERE}/sheets/1"
    submit(clerk, path, typed(visit(clerk, path), gap="前の課題", measures="前の取り組み"))

    _fits_paper(book(clerk))
    made = book(clerk)
    sheet, row = rows_of(made)
    sheet.cell(row["現状"], 3).value = "ファイルの現状\r\n2行目"
    sheet.cell(row["課題"], 3).value = "ファイルの課題"
    sheet.cell(row["取り組み"], 3).value = None
    sheet.cell(row["これまでの振り返り"], 3).value = 2024
    submit(clerk, path, typed(visit(clerk, path), gap="画面の課題"))
    page = send_file(clerk, bytes_of(made), sheet="1")
    kinds = [each.get_text() for each in page.select(".asked .chip:not(.good)")]
    assert kinds == ["画面の文と食い違う"]
    assert [each.get_text() for each in page.select(".asked p .chip.good")] == [
        "新しく書く",
        "空欄にする",
        "新しく書く",
    ]
    assert answers(town) == {"gap": "画面の課題", "measures": "前の取り組み"}
    _take_in(town, clerk, page)


def _fits_paper(made: Workbook) -> None:
    """A4 with its head on each page; only blanks are written in; only what may go out is in it."""
    sheet, row = rows_of(made)
    words = " ".join(str(cell.value) for line in sheet.iter_rows() for cell in line)
    assert "40人が通院に困っています。" in words
    assert "8人は" not in words  # too few to leave the screen
    assert "バスが来ない" in words
    assert "病院が遠い" not in words  # nobody approved it
    assert sheet.cell(row["現状"], 2).value == "バスは1日4便です。"
    assert sheet.cell(row["課題"], 3).value == "前の課題"
    assert sheet.protection.sheet
    assert not sheet.cell(row["課題"], 3).protection.locked
    assert sheet.cell(row["課題"], 2).protection.locked
    assert sheet.column_dimensions["D"].hidden
    assert sheet.page_setup.paperSize == 9
    assert sheet.print_title_rows == "$1:$2"


def _take_in(town: Flask, clerk: FlaskClient, page: BeautifulSoup) -> None:
    """Keep the words of the screen, then those of the file, then what is there no more."""
    path = f"{HERE}/sheets/1"
    sent = {"made": str(one(page, "[name=made]")["value"]), "use-1-gap": "screen"}
    page = submit(clerk, f"{path}/take-in", sent)
    assert "Excelの照会票を取り込みました" in page.get_text()
    assert last(town) == "inquiry.take_in"
    assert answers(town) == {
        "gap": "画面の課題",
        "measures": "",
        "present_state": "ファイルの現状\n2行目",
        "review": "2024",
    }
    page = submit(clerk, f"{path}/take-in", sent | {"use-1-gap": "file"}, 200)
    assert answers(town)["gap"] == "ファイルの課題"
    page = submit(clerk, path, typed(visit(clerk, path), gap="また画面で"))
    page = submit(clerk, f"{path}/take-in", sent | {"use-1-gap": "file"}, 422)
    assert "取り込むあいだに" in page.get_text()


def test_a_file_with_the_heads_name_is_handed_in_by_planners(
    town: Flask, planner: FlaskClient
) -> None:
    started(planner)
    made = book(planner)
    sheet, row = rows_of(made)
    for label in ("現状", "課題", "取り組み", "これまでの振り返り", "今後の方向"):
        sheet.cell(row[label], 3).value = f"ファイルの{label}"
    sheet.cell(row["課長確認"], 3).value = "課長 山田"
    page = send_file(planner, bytes_of(made))
    assert "課長確認欄（課長 山田）のとおり" in page.get_text()
    sent = {"made": str(one(page, "[name=made]")["value"]), "name": "課長 山田", "confirmed": "y"}
    page = submit(planner, f"{HERE}/sheets/1/take-in", sent)
    assert "課長 山田さんの確認" in page.get_text()
    assert state(town, 1) == "submitted"
    assert (
        "すでに課長の確認に回っているか、提出済み"
        in send_file(planner, bytes_of(made), 422).get_text()
    )

    reply = planner.post(f"{HERE}/1/file")
    with ZipFile(BytesIO(reply.data)) as archive:
        assert archive.namelist() == [
            "照会票_地域交通課_照会（第1回）.xlsx",
            "照会票_福祉課_照会（第1回）.xlsx",
        ]


@given(st.dictionaries(st.sampled_from(list(BLANKS)), st.text(max_size=80)))
@settings(max_examples=20)
def test_what_is_written_into_a_file_is_read_out_of_it(said: dict[str, str]) -> None:
    kept = {key: tidy(words) for key, words in said.items()}
    sheet = InquirySheet(id=7)
    rows = [
        Row(BLANKS[key].label, "", "", words, inquiry_files.key(sheet, (3, key), words))
        for key, words in kept.items()
    ]
    name, date = (inquiry_files.key(sheet, (0, each)) for each in ("name", "date"))
    told = SheetFile("照会", "計画", "甲課", "明日", "", [Part("論点1", (), rows)], name, date)
    brought = inquiry_files.read(inquiry_excel.write(told))
    assert (brought.sheet_id, brought.name, brought.date) == (7, "", "")
    assert {place[1]: each.words for place, each in brought.said.items()} == kept
    assert all(mark(each.words) == each.seen for each in brought.said.values())


def test_a_file_that_is_not_this_sheet_is_refused_in_words(
    town: Flask, planner: FlaskClient, sign_in: SignIn
) -> None:
    started(planner)
    clerk = seated(town, sign_in, "tanaka", "地域交通課")
    theirs = bytes_of(book(planner, 2))
    page = send_file(clerk, theirs, 422, sheet="1")
    assert "「福祉課」の照会票です。「地域交通課」の照会票を選んでください" in page.get_text()
    assert "福祉課" in send_file(clerk, theirs, 422).get_text()
    assert "ファイルを選んでください" in submit(planner, f"{HERE}/1/check", {}, 422).get_text()
    assert "古い形式のExcel" in send_file(planner, b"no book", 422).get_text()
    assert "照会票のファイルではない" in send_file(planner, bytes_of(Workbook()), 422).get_text()
    with town.app_context():
        inquiry = Inquiry(plan_id=1, title="別の照会", due_at=now(), created_at=now())
        db.session.add(inquiry)
        db.session.commit()
    said = {"file": (BytesIO(theirs), "照会票.xlsx")}
    page = submit(planner, f"{HERE}/2/check", said, 422)
    assert "この照会の照会票ではありません" in page.get_text()


def test_a_file_whose_hidden_numbers_were_touched_is_refused(
    town: Flask, planner: FlaskClient
) -> None:
    started(planner)
    made = book(planner)
    sheet, row = rows_of(made)
    key = sheet.cell(row["課題"], 4)
    whole = str(key.value)
    key.value = whole[:-1] + ("0" if whole[-1] != "0" else "1")
    text = send_file(planner, bytes_of(made), 422).get_text()
    assert f"{row['課題']}行目の照合番号（印刷されない列）が書き換わっています" in text
    key.value = sheet.cell(row["現状"], 4).value
    text = send_file(planner, bytes_of(made), 422).get_text()
    assert f"{row['課題']}行目の照合番号は、前の行にもあります" in text
    other, rows = rows_of(book(planner, 2))
    key.value = other.cell(rows["取り組み"], 4).value
    text = send_file(planner, bytes_of(made), 422).get_text()
    assert f"{row['課題']}行目は、別の照会票の行です" in text
