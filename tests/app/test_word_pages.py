"""語: the list of words, the settings of words, and what they would change before they hold."""

from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import select

from app.extensions import db
from surveys import revisions
from surveys.audit import AuditEntry
from surveys.revisions import LEXICON, Kept
from tests import make
from tests.analysis import made
from tests.analysis.made import Row
from tests.conftest import SignIn
from tests.visit import one, submit, visit

AGE = made.axis("年代", "20代", "60代")
OPINION = made.text("意見", "市への意見")
SAID = (
    *["駅前の駐車場が少ない"] * 6,
    *["児童の通学路が暗い"] * 5,
    *["子どもの公園がほしい"] * 7,
    "090-1234-5678に鬼瓦の件で電話ください",
    "特になし",
)
HERE = "/desk/plans/1/questionnaires/1"
LIST, SETTINGS = f"{HERE}/words", f"{HERE}/words/settings"
ABOUT = "?question=意見"
LEX = "[同義語]\n子ども：児童\n[使用しない語]\n公園\n"


def answers() -> list[Row]:
    return [{"年代": "1" if n % 2 else "2", "意見": text} for n, text in enumerate(SAID)]


def town(app: Flask, **changes: object) -> None:
    make.town(app, made.frame((AGE, OPINION), answers()), **changes)


def listed(page: BeautifulSoup) -> dict[str, str]:
    """{word: in how many voices} of the list."""
    return {
        one(row, "th a").text: next(one(row, "td a").stripped_strings)
        for row in page.select("table.words tbody tr")
    }


def moved(page: BeautifulSoup) -> dict[str, list[str]]:
    """{word: before, after} of a preview."""
    rows = page.select("#preview tbody tr")
    return {one(row, "th").text: [c.text for c in row.select("td.number")] for row in rows}


def kept(app: Flask) -> str:
    with app.app_context():
        return revisions.words(db.session(), Kept(LEXICON, 1))


def seen(app: Flask) -> int | None:
    with app.app_context():
        found = revisions.current(db.session(), Kept(LEXICON, 1))
        return found.id if found else None


def save(client: FlaskClient, words: str, seen: object = "", status: int = 200) -> BeautifulSoup:
    return submit(client, f"{SETTINGS}{ABOUT}", {"words": words, "seen": seen}, status)


def test_words_are_listed_by_voices_and_open_their_contexts(app: Flask, sign_in: SignIn) -> None:
    town(app)
    page = visit(sign_in("viewer"), f"{LIST}{ABOUT}")
    assert next(iter(listed(page))) == "公園"
    assert listed(page) | {"駅前": "6", "児童": "5", "子ども": "7", "公園": "7"} == listed(page)
    (link,) = page.select("table.words th a[href*='%E9%A7%90%E8%BB%8A%E5%A0%B4']")
    assert str(link["href"]).startswith(f"{HERE}/contexts?")
    assert not page.select("input[type=checkbox]")


def test_a_word_of_one_voice_alone_and_what_is_masked_are_listed_nowhere(
    app: Flask, sign_in: SignIn
) -> None:
    town(app)
    client = sign_in("planner")
    client.post(f"{SETTINGS}{ABOUT}", data={"words": "[必ず使う語]\n鬼瓦\n", "seen": ""})
    for path in (f"{LIST}{ABOUT}", f"{LIST}{ABOUT}&q=鬼瓦"):
        assert "鬼瓦" not in listed(visit(client, path))
    with client.post(f"{LIST}/csv{ABOUT}") as reply:
        text = reply.data.decode()
    assert "駐車場,名詞,6,6" in text
    assert "鬼瓦" not in text
    assert "1234" not in text


def test_the_list_is_searched_narrowed_and_sorted(app: Flask, sign_in: SignIn) -> None:
    town(app)
    client = sign_in("viewer")
    assert list(listed(visit(client, f"{LIST}{ABOUT}&q=駐車"))) == ["駐車場"]
    assert list(listed(visit(client, f"{LIST}{ABOUT}&pos=形容詞"))) == ["少ない", "暗い"]
    words = list(listed(visit(client, f"{LIST}{ABOUT}&sort=word")))
    assert words == sorted(words)
    assert "当てはまる語はありません" in visit(client, f"{LIST}{ABOUT}&q=宇宙").text


def test_a_candidate_is_forced_together_at_one_press_and_taken_back(
    app: Flask, sign_in: SignIn
) -> None:
    town(app)
    client = sign_in("planner")
    page = visit(client, f"{LIST}{ABOUT}")
    (press,) = page.select("button[name=word][value=通学路]")
    said = {"kind": "強制抽出", "word": press["value"], "seen": ""}
    page = submit(client, f"{SETTINGS}/add{ABOUT}", said)
    assert "5件の声の読み方が変わりました" in page.text
    assert listed(page)["通学路"] == "5"
    assert "通学" not in listed(page)
    assert not page.select("button[name=word][value=通学路]")
    assert kept(app) == "[強制抽出]\n通学路\n"

    step = {"seen": seen(app), "way": "undo", "back": "words"}
    page = submit(client, f"{SETTINGS}/step{ABOUT}", step)
    assert listed(page)["通学"] == "5"
    page = submit(client, f"{SETTINGS}/step{ABOUT}", {"seen": "", "way": "redo", "back": "words"})
    assert listed(page)["通学路"] == "5"


def test_chosen_words_become_one_and_stay_where_the_list_was(app: Flask, sign_in: SignIn) -> None:
    town(app)
    client = sign_in("planner")
    said = {"kind": "同義語", "word": ["子ども", "児童"], "seen": ""}
    page = submit(client, f"{SETTINGS}/add{ABOUT}&pos=名詞", said)
    assert kept(app) == "[同義語]\n子ども：児童\n"
    assert listed(page)["子ども"] == "12"
    assert "暗い" not in listed(page)
    assert "同義語: 児童" in page.text

    stopped = {"kind": "使用しない語", "word": "公園", "seen": seen(app)}
    assert "公園" not in listed(submit(client, f"{SETTINGS}/add{ABOUT}", stopped))


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"kind": "使用しない語"}, "語が選ばれていません"),
        ({"kind": "同義語", "word": "公園"}, "2語以上を選ぶか"),
        ({"kind": "知らない種類", "word": "公園"}, "という種類はありません"),
        ({"kind": "使用しない語", "word": "公園", "seen": "77"}, "ほかの人が先に変更しました"),
    ],
)
def test_what_cannot_be_added_is_said_and_changes_nothing(
    app: Flask, sign_in: SignIn, said: dict[str, str], told: str
) -> None:
    town(app)
    page = submit(sign_in("planner"), f"{SETTINGS}/add{ABOUT}", {"seen": "", **said})
    assert told in page.text
    assert not kept(app)


def test_a_preview_says_what_would_change_and_keeps_nothing(app: Flask, sign_in: SignIn) -> None:
    town(app)
    said = {"words": LEX, "seen": ""}
    page = submit(sign_in("planner"), f"{SETTINGS}/preview{ABOUT}", said)
    assert "12件の声（20件中）の読み方が変わります" in one(page, "#told").text
    assert moved(page) == {"公園": ["7", "0"], "児童": ["5", "0"], "子ども": ["7", "12"]}
    samples = [mark.text for mark in page.select("#preview blockquote mark")]
    assert samples == [*["公園"] * 3, *["児童"] * 3, *["児童"] * 3]
    assert one(page, "textarea").text.strip() == LEX.strip()
    assert not kept(app)
    with app.app_context():
        assert not db.session.scalars(select(AuditEntry)).all()


def test_an_error_is_said_with_its_line_and_nothing_is_lost(app: Flask, sign_in: SignIn) -> None:
    town(app)
    client = sign_in("planner")
    wrong = "[同義語]\n子ども：児童\n生徒：児童\n"
    for path in (SETTINGS, f"{SETTINGS}/preview"):
        page = submit(client, f"{path}{ABOUT}", {"words": wrong, "seen": ""}, 422)
        assert "3行目: 「児童」は2行目の同義語にもあります" in page.text
        assert one(page, "#preview code").text == "生徒：児童"
        assert "生徒：児童" in one(page, "textarea").text
        assert page.title is not None
        assert page.title.text.startswith("エラー")
    assert not kept(app)


def test_two_planners_do_not_undo_each_other_unawares(app: Flask, sign_in: SignIn) -> None:
    town(app)
    one_, other = sign_in("planner"), sign_in("planner", name="suzuki")
    save(one_, LEX)
    page = save(other, "[強制抽出]\n通学路\n", status=422)
    assert "ほかの人が先に変更しました" in page.text
    assert "子ども：児童" in one(page, "#preview details pre").text
    assert kept(app) == LEX

    again = one(page, "form[data-preview] input[name=seen]")["value"]
    save(other, "[強制抽出]\n通学路\n", again)
    assert kept(app) == "[強制抽出]\n通学路\n"
    old = submit(one_, f"{SETTINGS}/step{ABOUT}", {"seen": "1", "way": "undo"})
    assert "ほかの人が先に変更しました" in old.text


def test_settings_are_recorded_by_their_number_alone(app: Flask, sign_in: SignIn) -> None:
    town(app)
    save(sign_in("planner"), LEX)
    with app.app_context():
        (entry,) = db.session.scalars(select(AuditEntry)).all()
        assert (entry.what, entry.details) == ("lexicon.save", {"entries": 2})


def test_changed_settings_offer_to_search_the_themes_anew(app: Flask, sign_in: SignIn) -> None:
    town(app)
    client = sign_in("planner")
    client.post(f"{HERE}/themes", data={"question": "意見", "number": "2"})
    assert "テーマを探し直す" not in visit(client, f"{LIST}{ABOUT}").text
    page = save(client, LEX)
    form = one(page, "form:has(input[name=number])")
    assert one(form, "input[name=number]")["value"] == "2"
    fields = {str(box["name"]): box["value"] for box in form.select("input")}
    assert client.post(str(form["action"]), data=fields).status_code == 302
    assert "テーマを探し直す" not in visit(client, f"{LIST}{ABOUT}").text


def test_settings_go_out_and_come_in_as_text_and_as_a_sheet(app: Flask, sign_in: SignIn) -> None:
    town(app)
    client = sign_in("planner")
    save(client, f"# 覚え書き\n{LEX}")
    text = client.post(f"{SETTINGS}/settings.txt{ABOUT}").data
    sheet = client.post(f"{SETTINGS}/settings.xlsx{ABOUT}").data
    read = load_workbook(BytesIO(sheet))["語の設定"]
    assert list(read.values)[1] == ("同義語", "子ども", "児童")

    for given, name in (
        (text, "語.txt"),
        (text.decode("utf-8-sig").encode("cp932"), "語.txt"),
        (sheet, "語.xlsx"),
    ):
        said = {"file": (BytesIO(given), name), "seen": seen(app)}
        page = submit(client, f"{SETTINGS}/bring{ABOUT}", said)
        assert "子ども：児童" in one(page, "textarea").text
        assert "語の数え方は変わりません" in page.text


def test_a_plain_list_of_another_program_is_added(app: Flask, sign_in: SignIn) -> None:
    town(app)
    client = sign_in("planner")
    save(client, LEX)
    said = {
        "file": (BytesIO("通学路\r\n公園\r\n".encode("cp932")), "stop.txt"),
        "kind": "使用しない語",
    }
    page = submit(client, f"{SETTINGS}/bring{ABOUT}", {**said, "seen": seen(app)})
    assert one(page, "textarea").text.strip() == f"{LEX}通学路"
    assert kept(app) == LEX


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (None, "ファイルを選んでください"),
        (b"\x00\x01\x02\xff", "文字のファイルではありません"),
        ("[変]\n".encode(), "1行目: 「変」という種類はありません"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(
    app: Flask, sign_in: SignIn, given: bytes | None, told: str
) -> None:
    town(app)
    said = {} if given is None else {"file": (BytesIO(given), "語.txt")}
    page = submit(sign_in("planner"), f"{SETTINGS}/bring{ABOUT}", {**said, "seen": ""}, 422)
    assert told in page.text


def test_another_question_is_not_found(app: Flask, sign_in: SignIn) -> None:
    town(app)
    client = sign_in("planner")
    for path in ("words", "words/settings", "contexts", "codings", "codings/rules"):
        assert client.get(f"{HERE}/{path}?question=年代").status_code == 404
        assert client.get(f"{HERE}/{path}").status_code == 404


def test_a_reader_sees_the_settings_and_cannot_change_them(app: Flask, sign_in: SignIn) -> None:
    town(app)
    save(sign_in("planner"), LEX)
    page = visit(sign_in("viewer", name="suzuki"), f"{SETTINGS}{ABOUT}")
    assert "子ども：児童" in one(page, "pre.kept").text
    assert not page.select("textarea")
