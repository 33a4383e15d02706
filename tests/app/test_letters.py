"""手紙とラベル: what is printed leads in, is given once, and tells the desk of no answer."""

import io
import zipfile
from itertools import product
from pathlib import Path

import pytest
import segno
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from pypdf import PdfReader

from app.exports import letters
from app.extensions import db
from app.keyring import keys_of
from surveys import access
from surveys.questionnaires import Questionnaire
from tests.app import asking, fielded
from tests.app.asking import Town
from tests.app.fielded import LETTER
from tests.conftest import SignIn
from tests.make import NOON
from tests.visit import one, submit, visit

STRATA = "本町・20代, 10\n中央・60代, 3"
LISTS = {"ways", "notes", "languages", "specimen"}
AN_INCH = 25.4
DOTS = 110 / AN_INCH  # a mm of the picture


def pages(data: bytes) -> tuple[int, str, str]:
    """How many, and the words of the first and of the last, without spaces between letters."""
    read = PdfReader(io.BytesIO(data)).pages
    first, last = ("".join(page.extract_text().split()) for page in (read[0], read[-1]))
    return len(read), first, last


def test_one_answer_holds_the_list_the_letters_and_the_labels(app: Flask, sign_in: SignIn) -> None:
    here, client = fielded.published(app), sign_in("planner")
    said = {"strata": STRATA, "form": "csv", "letters": "y", "sheet": "12", "seen": "0"}
    reply = client.post(f"{here.desk}/codes", data=said)

    assert "no-store" in reply.headers["Cache-Control"]
    with zipfile.ZipFile(io.BytesIO(reply.data)) as whole:
        names = [name for name in whole.namelist() if name.endswith(".csv")]
        lines = whole.read(names[0]).decode("utf-8-sig").splitlines()[1:]
        letter = pages(whole.read("手紙_0001-0013.pdf"))
        labels = pages(whole.read("ラベル_0001-0013.pdf"))
    codes = [line.split(",")[2].replace("-", "") for line in lines]
    assert (len(codes), letter[0], labels[0]) == (13, 13, 2)
    assert f"整理番号0001{codes[0]}" in letter[1]
    assert f"整理番号0013{codes[12]}" in letter[2]
    assert all(code in labels[1] for code in codes[:12])
    assert f"整理番号0013{codes[12]}" in labels[2]
    for words in ("くらしの調査", "無作為に", "どちらか一方で", "0000-00-0000", "代筆", "なくした"):
        assert words in letter[1]
    with app.app_context():
        found = db.session.get_one(Questionnaire, here.questionnaire)
        assert access.strata(db.session(), found) == {"本町・20代": 10, "中央・60代": 3}
        for code in codes:
            assert not access.find(db.session(), found, keys_of(found), code).used


def test_the_printed_qr_holds_the_address_and_is_large_enough() -> None:
    address = f"https://survey.example.lg.jp/respond/12/c/{access.new_code()}"
    item = letters.Item("0001", "見本見本-見本見本-見本見本-見本見本", address)
    words = {name: "調査" for name in letters.Said.__slots__ if name not in LISTS}
    said = letters.Said(**words, ways=(), notes=(), languages=(), specimen=True)
    with Image.open(io.BytesIO(letters.picture(said, item, NOON))) as picture:
        grey = picture.convert("L")
    matrix = segno.make(address, error="m").matrix
    module = 32 / len(matrix)  # mm: the code is 32 mm wide
    assert module > 0.7
    for row, column in product(range(len(matrix)), repeat=2):
        x, y = 25 + (column + 0.5) * module, 122 + (row + 0.5) * module
        dark = int(str(grey.getpixel((round(x * DOTS), round(y * DOTS))))) < 128
        assert dark == bool(matrix[row][column]), (row, column)


SCRIPT = """
import sqlite3, sys
database = {database!r}
if database.startswith("sqlite"):
    other = sqlite3.connect(database.removeprefix("sqlite:///"), timeout=0.1)
    other.execute("BEGIN IMMEDIATE")
sys.stdout.write("%PDF")
sys.exit({code})
"""


def test_nobody_waits_for_letters_and_none_is_issued_that_could_not_be_set(
    app: Flask, sign_in: SignIn, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In place of the typesetter: somebody who writes meanwhile, and fails at first."""
    monkeypatch.setattr(letters, "SCRIPT", tmp_path / "script.py")
    here, client = fielded.published(app), sign_in("planner")
    said = {"number": "12", "form": "csv", "letters": "y", "seen": "0"}

    (tmp_path / "script.py").write_text(SCRIPT.format(database=database, code=1), "utf-8")
    page = submit(client, f"{here.desk}/codes", said, 422)
    assert "手紙のPDFを作れませんでした" in page.text
    assert one(page, "input[name=letters]").has_attr("checked")

    (tmp_path / "script.py").write_text(SCRIPT.format(database=database, code=0), "utf-8")
    assert client.post(f"{here.desk}/codes", data=said).status_code == 200
    with app.app_context():
        found = db.session.get_one(Questionnaire, here.questionnaire)
        assert access.number(db.session(), found) == 12


def test_the_words_are_kept_and_seen_on_a_specimen_that_lets_nobody_in(
    app: Flask, sign_in: SignIn
) -> None:
    here, client = fielded.published(app), sign_in("planner")
    page = visit(client, f"{here.desk}/letter")
    assert one(page, "#phone")["value"] == "0000-00-0000"
    long = LETTER | {"lead": "あ" * 173, "phone": ""}
    page = submit(client, f"{here.desk}/letter", long, 422)
    assert "いまは5行になります" in page.text
    assert one(page, "#lead").get_text().strip() == "あ" * 173

    page = submit(client, f"{here.desk}/letter", {k: v for k, v in LETTER.items() if k != "paper"})
    assert one(page, "#section")["value"] == "見本市 企画課"
    _, words, _ = pages(client.get(f"{here.desk}/letter/specimen.pdf").data)
    assert "見本見本見本見本見本見本見本見本" in words
    assert "まちづくりのための調査です。" in words
    assert "0000-11-2222" in words
    assert "どちらか一方で" not in words  # no paper is enclosed
    picture = client.get(one(page, "img.letter")["src"])
    assert picture.data.startswith(b"\x89PNG")


def desk_of(town: Town) -> str:
    with town.app.app_context():
        found = db.session.get_one(Questionnaire, town.id)
        return f"/desk/plans/{found.plan_id}/questionnaires/{town.id}"


def test_a_lost_letter_is_replaced_and_nobody_sees_whether_it_was_answered(
    app: Flask, sign_in: SignIn
) -> None:
    town, client = asking.publish(app, how="codes", codes=2), sign_in("planner")
    here, phone = desk_of(town), town.somebody()
    phone.sends("", code=town.codes[0])
    phone.answers_all()
    phone.sends("/review")
    receipt = phone.receipt

    told = [reissued(client, here, code) for code in town.codes]
    assert told[0][0] == told[1][0]

    for path in ("", "/respond/"):
        page = town.somebody().sends(path, 422, code=town.codes[0])
        assert "新しいものに替わりました" in page.get_text()
    stranger = town.somebody()
    page = stranger.opens(f"/c/{town.codes[1]}", 422)
    assert town.codes[1] not in stranger.path
    assert "新しいものに替わりました" in page.get_text()
    page = submit(client, f"{here}/codes/lost/reissue", {"code": town.codes[0]}, 422)
    assert one(page, "#code")["value"] == town.codes[0]

    stranger.sends("", code=told[1][1])
    assert stranger.heading == "1 / 3 あなたについて"
    stranger.opens(f"/c/{told[0][1]}")
    stranger = town.somebody()
    stranger.sends("", code=told[0][1])
    stranger.sends("/change", receipt=receipt)
    assert stranger.heading == "1 / 3 あなたについて"


def reissued(client: FlaskClient, here: str, code: str) -> tuple[str, str]:
    """Everything the desk is told, but the new code; and that."""
    said = {"code": code, "number": "0042"}
    reply = client.post(f"{here}/codes/lost/reissue", data=said)
    assert reply.status_code == 200
    assert "no-store" in reply.headers["Cache-Control"]
    _, words, _ = pages(reply.data)
    new = words[-16:]
    heads = {k: v for k, v in reply.headers.items() if k != "Content-Length"}
    return f"{heads} {words.replace(new, '')}", access.read(new)


def test_letters_that_came_back_leave_the_base_and_say_so_to_whoever_types_them(
    app: Flask, sign_in: SignIn
) -> None:
    town, client = asking.publish(app, how="codes", codes=3), sign_in("planner")
    here = desk_of(town)
    page = submit(client, f"{here}/codes/lost/undelivered", {"codes": "ABC\n"}, 422)
    assert "1行目の回答コードは" in page.text
    assert one(page, "#codes").get_text().strip() == "ABC"
    said = {"codes": "\n".join(access.grouped(code) for code in town.codes[:2])}
    page = submit(client, f"{here}/codes/lost/undelivered", said)
    row = one(page, "section[aria-labelledby=counted-title] tbody tr").get_text(" ", strip=True)
    assert row == "層なし 3 2 1"
    page = town.somebody().sends("/respond/", 422, code=town.codes[0])
    assert "使えなくなっています" in page.get_text()
