"""回答コード: they leave once, as a file, and nothing of them stays but a keyed hash."""

import csv
import io
from pathlib import Path

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import select

from app.extensions import db
from app.keyring import keys_of
from surveys import access
from surveys.audit import AuditEntry
from surveys.questionnaires import Questionnaire
from tests.app import fielded
from tests.conftest import SignIn
from tests.visit import one, submit, visit

STRATA = "本町・20代, 12\n=中央・60代、 3件"


def rows(data: bytes, encoding: str = "utf-8-sig") -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode(encoding))))


def test_the_file_is_the_answer_and_every_code_of_it_lets_in(app: Flask, sign_in: SignIn) -> None:
    here, client = fielded.published(app), sign_in("planner")
    said = {"strata": STRATA, "form": "csv", "seen": "0"}
    reply = client.post(f"{here.desk}/codes", data=said)

    assert reply.headers["Content-Disposition"].startswith("attachment")
    assert "no-store" in reply.headers["Cache-Control"]
    head, *lines = rows(reply.data)
    assert head == ["整理番号", "層", "回答コード", "QRコード用アドレス", "入力用アドレス"]
    assert [line[0] for line in lines] == [str(n) for n in range(1, 16)]
    assert [line[1] for line in lines] == ["本町・20代"] * 12 + ["'=中央・60代"] * 3
    with app.app_context():
        found = db.session.get_one(Questionnaire, here.questionnaire)
        for _, _, code, by_qr, plain in lines:
            typed = access.read(code)
            assert not access.find(db.session(), found, keys_of(found), typed).used
            assert by_qr == f"http://localhost/respond/{found.id}/c/{typed}"
            assert plain == f"http://localhost/respond/{found.id}"


def test_nothing_of_a_code_is_kept_or_recorded(
    app: Flask, sign_in: SignIn, caplog: pytest.LogCaptureFixture, database: str
) -> None:
    here, client = fielded.published(app), sign_in("planner")
    said = {"number": "3", "form": "csv", "seen": "0"}
    codes = [line[2] for line in rows(client.post(f"{here.desk}/codes", data=said).data)[1:]]
    with app.app_context():
        entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
        assert entry is not None
        assert (entry.what, entry.details) == ("code.issue", {"number": 3, "strata": 1})
    kept = caplog.text.encode()
    if database.startswith("sqlite"):
        folder = Path(database.removeprefix("sqlite:///")).parent
        kept += b"".join(file.read_bytes() for file in folder.glob("ronten.db*"))
    kept += b"".join(f.read_bytes() for f in Path(app.config["KEYS_DIR"]).rglob("*") if f.is_file())
    for code in codes:
        assert code.encode() not in kept
        assert access.read(code).encode() not in kept


@pytest.mark.parametrize(("form", "encoding"), [("csv", "utf-8-sig"), ("csv-cp932", "cp932")])
def test_a_csv_is_in_the_encoding_that_was_asked_for(
    app: Flask, sign_in: SignIn, form: str, encoding: str
) -> None:
    here = fielded.published(app)
    said = {"strata": "本町・20代, 2", "form": form, "seen": "0"}
    lines = rows(sign_in("planner").post(f"{here.desk}/codes", data=said).data, encoding)
    assert [line[1] for line in lines[1:]] == ["本町・20代"] * 2


def test_an_excel_file_holds_words_and_no_formula(app: Flask, sign_in: SignIn) -> None:
    here = fielded.published(app)
    said = {"strata": STRATA, "form": "excel", "seen": "0"}
    reply = sign_in("planner").post(f"{here.desk}/codes", data=said)
    sheet = load_workbook(io.BytesIO(reply.data)).worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows(min_col=2) for cell in row} == {"s"}
    assert sheet.max_row == 16


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({}, "発行する件数を1以上で入力してください"),
        ({"number": "たくさん"}, "Not a valid integer"),
        ({"number": "0"}, "1から50,000まで"),
        ({"strata": "本町 20"}, "1行目を「地区・年代, 件数」の形に"),
        ({"strata": "本町, 20\n\n本町, 5"}, "3行目の層は、前にも書かれています"),
        ({"strata": "本町, 50000\n中央, 1"}, "50000件までです"),
        ({"strata": "𠮷野, 3", "form": "csv-cp932"}, "Shift_JISにない文字"),
    ],
)
def test_a_mistake_is_said_and_nothing_is_issued_or_lost(
    app: Flask, sign_in: SignIn, said: dict[str, str], sentence: str
) -> None:
    here, client = fielded.published(app), sign_in("planner")
    page = submit(client, f"{here.desk}/codes", {"form": "csv", "seen": "0"} | said, 422)
    assert sentence.replace("Not a valid integer", "数字で入力してください") in page.text
    if "strata" in said:
        assert one(page, "#strata").get_text().strip() == said["strata"]
    with app.app_context():
        found = db.session.get_one(Questionnaire, here.questionnaire)
        assert access.number(db.session(), found) == 0


def test_a_second_press_issues_nothing_more(app: Flask, sign_in: SignIn) -> None:
    here, client = fielded.published(app), sign_in("planner")
    said = {"number": "12", "form": "csv", "seen": "0"}
    client.post(f"{here.desk}/codes", data=said)
    page = submit(client, f"{here.desk}/codes", said, 422)
    assert "回答コードが発行されています" in page.text
    assert one(page, "input[name=seen]")["value"] == "12"


def test_small_strata_are_warned_of_and_the_discarding_is_recorded(
    app: Flask, sign_in: SignIn
) -> None:
    here, client = fielded.published(app), sign_in("planner")
    client.post(f"{here.desk}/codes", data={"strata": STRATA, "form": "csv", "seen": "0"})
    page = visit(client, f"{here.desk}/codes")
    assert "10件に満たない層があります" in page.text
    submit(client, f"{here.desk}/codes/discarded", {}, 422)
    page = submit(client, f"{here.desk}/codes/discarded", {"sure": "y"})
    assert "廃棄を記録しました" in one(page, "section[aria-labelledby=discard-title]").get_text()


def test_an_open_link_issues_no_codes(app: Flask, sign_in: SignIn) -> None:
    here, client = fielded.published(app, fielded.OPEN_LINK), sign_in("planner")
    page = submit(client, f"{here.desk}/codes", {"number": "5", "form": "csv"}, 422)
    assert "回答コードを使いません" in page.text


def test_addresses_are_those_the_answering_face_has(app: Flask, sign_in: SignIn) -> None:
    """They are put together by hand, for the answering face may be another process."""
    here = fielded.published(app, fielded.STAFF)
    app.config["ANSWER_URL"] = "https://survey.example.lg.jp"
    page = visit(sign_in("planner"), f"{here.desk}/poster")
    links = [area.get_text() for area in page.select("textarea")]
    known = {rule.rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("respond.")}
    wanted = {f"/respond/<int:questionnaire_id>{rest}" for rest in ("", "/c/<code>", "/d/<mark>")}
    assert wanted <= known
    assert all(f"https://survey.example.lg.jp/respond/{here.questionnaire}/d/" in x for x in links)


@pytest.mark.parametrize(("suffix", "begins"), [("svg", b"<?xml"), ("png", b"\x89PNG\r\n")])
def test_a_poster_shows_its_qr_code_and_gives_it(
    app: Flask, sign_in: SignIn, suffix: str, begins: bytes
) -> None:
    here, client = fielded.published(app), sign_in("planner")
    page = visit(client, f"{here.desk}/poster")
    for words in ("くらしの調査", "見本市 企画課", "企画課 電話 0000-00-0000", "記録しません"):
        assert words in one(page, ".poster").get_text()
    assert client.get(f"{here.desk}/poster/qr.{suffix}").data.startswith(begins)


def test_every_department_has_its_own_code(app: Flask, sign_in: SignIn) -> None:
    here = fielded.published(app, fielded.STAFF)
    client = sign_in("planner")
    pictures = {client.get(f"{here.desk}/poster/departments/{n}/qr.svg").data for n in (1, 2)}
    assert len(pictures) == 2
    assert client.get(f"{here.desk}/poster/departments/3/qr.svg").status_code == 404
