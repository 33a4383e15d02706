"""A sealed sheet counts as a brought one: from the envelope to tables, files, themes, digest."""

import csv
import io

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook

from app.extensions import db
from surveys import documents, runs
from surveys.documents import Document
from surveys.runs import Run
from tests.app import opened
from tests.app.opened import ASKED, DESK, SAID
from tests.conftest import SignIn
from tests.surveys.asked import DOCUMENT
from tests.visit import visit

SATISFACTION = "次の取り組みに、どのくらい満足していますか／バスなどの公共交通"


@pytest.fixture
def planner(app: Flask, sign_in: SignIn) -> FlaskClient:
    with app.app_context():
        opened.opened(app, DOCUMENT, SAID)
    return sign_in("planner")


def test_every_question_is_counted_as_it_was_answered(planner: FlaskClient) -> None:
    page = visit(planner, f"{ASKED}/tables")
    trouble = opened.counted(page, "バスで困っていること")
    assert "n=12" in trouble
    assert "無回答 8" in trouble, "asked, for they are 66, and left blank"
    assert "非該当 20" in trouble, "neither 65 nor on the bus: never asked"
    assert "本数が少ない 12 100.0" in trouble
    assert "運賃が高い 0 -" in trouble

    bus = opened.counted(page, SATISFACTION)
    assert "n=40 無回答 0" in bus
    for line in ("満足 10 25.0", "どちらともいえない 8 20.0", "不満 12 30.0", "わからない 10 25.0"):
        assert line in bus
    park = opened.counted(page, SATISFACTION.replace("バスなどの公共交通", "公園"))
    assert "n=30 無回答 10" in park, "10 answered the line above it only"
    assert "18～39歳 10 25.0" in opened.counted(page, "年代")
    assert "東地区 22 68.8" in opened.counted(page, "地区")
    assert "非該当" not in opened.counted(page, "車の運転")


def test_a_crosstab_tells_who_left_it_blank_from_who_was_not_asked(planner: FlaskClient) -> None:
    page = opened.crosstab(planner, "q5", "q1_band")
    assert opened.rows(page)["65歳以上"][:3] == ["12", "12 100.0", "12 100.0"]
    assert "18～39歳" not in opened.rows(page), "nobody of that age was asked"
    assert "設問に無回答 8、設問が非該当 20。" in opened.words(page)

    with_blanks = opened.crosstab(planner, "q5", "q1_band", blank="1")
    assert opened.rows(with_blanks)["65歳以上"][-1] == "8 40.0"
    assert "設問が非該当 20。" in opened.words(with_blanks)
    assert "設問に無回答" not in opened.words(with_blanks)


def test_a_larger_area_is_an_axis_without_being_asked(planner: FlaskClient) -> None:
    rows = opened.rows(opened.crosstab(planner, "q7_bus", "q2_地区"))
    assert rows["全体"][0] == "32"
    assert rows["東地区"] == ["22", "10 45.5", "0 -", "12 54.5", "0 -"]
    assert rows["西地区"] == ["10", "0 -", "0 -", "0 -", "10 100.0"]
    assert opened.rows(opened.crosstab(planner, "q7_bus", "q2"))["旭町"][0] == "12"


def test_every_file_says_what_the_page_says(planner: FlaskClient) -> None:
    reply = planner.post(f"{ASKED}/tables/frequency/csv")
    lines = [line for line in csv.reader(io.StringIO(reply.data.decode("utf-8-sig"))) if line]
    assert ["複数回答、n=12、無回答 8、非該当 20"] in lines
    assert ["わからない", "10", "25.0"] in [line[:3] for line in lines]

    reply = planner.post(f"{ASKED}/tables/crosstab/excel?question=q5&axis=q1_band")
    book = load_workbook(io.BytesIO(reply.data))
    told = [cell.value for sheet in book for row in sheet for cell in row]
    assert any("設問に無回答 8、設問が非該当 20" in str(each) for each in told)


def test_the_book_of_all_tables_keeps_them_apart_too(planner: FlaskClient) -> None:
    run_id = opened.run(planner, f"{ASKED}/tables/book")
    reply = planner.post(f"{DESK}/runs/{run_id}/file")
    book = load_workbook(io.BytesIO(reply.data))
    told = [str(cell.value) for sheet in book for row in sheet for cell in row if cell.value]
    assert "複数回答、n=12、無回答 8、非該当 20" in told
    assert any(each.startswith("複数回答、n=12、設問に無回答 8、設問が非該当 20") for each in told)
    assert f"{SATISFACTION} × 年代　［目次へ］" in told


def test_what_people_wrote_becomes_themes_and_off_path_words_never_do(
    app: Flask, planner: FlaskClient
) -> None:
    cards = [opened.words(card) for card in visit(planner, f"{ASKED}/themes").select("li.card")]
    assert [card.rpartition(" 声 ")[0] for card in cards] == [
        "ふだん使う移動手段（その他の内容）",
        "バスについてのご意見",
        "住みごこちの理由",
    ]
    assert "声 10件" in cards[0]
    assert "声 12件" in cards[1], "the ten who drive were not asked what they wrote"

    run_id = opened.run(planner, f"{ASKED}/themes", question="q6")
    page = visit(planner, f"{ASKED}/themes/of?question=q6")
    assert "12件の声から" in opened.words(page)
    assert "だれの声か" in opened.words(opened.theme(app, planner, run_id))


def test_the_digest_speaks_of_sealed_answers_as_of_brought_ones(
    app: Flask, planner: FlaskClient
) -> None:
    run_id = opened.run(planner, f"{DESK}/drafts/ask/1")
    with app.app_context():
        made = runs.result(db.session.get_one(Run, run_id))
    assert made["n"] == 40
    bus = next(issue for issue in made["issues"] if "移動" in issue["field"])
    told = " ".join(each["statement"] for each in bus["evidence"])
    assert f"『{SATISFACTION}』で「不満」と答えた人は30.0%（12人、n=40）です。" in told
    assert "「満足」は25.0%です。" in told, "わからない is no end of the scale"
    assert "不満や要望を書いた" in told
    visit(planner, f"{DESK}/drafts")


def test_answers_opened_before_a_correction_stay_right_after_it(
    app: Flask, sign_in: SignIn
) -> None:
    with app.app_context():
        asked = opened.published(app, DOCUMENT)
        opened.send(asked, DOCUMENT, SAID)
        opened.interim(asked)
    client = sign_in("planner")
    assert "途中で開封した回答だけ" in opened.words(visit(client, f"{ASKED}/tables"))
    with app.app_context():
        opened.correct(1, _corrected())
    page = visit(client, f"{ASKED}/tables")
    trouble = opened.counted(page, "バスで困っていること")
    assert "n=12 無回答 8 非該当 20" in trouble
    assert "車内が暑い 0 - - 本数が少ない 12 100.0 " in trouble, (
        "the choice added first shifts none"
    )
    assert "速報・" in opened.words(page), "the survey is still open"
    road = opened.counted(page, SATISFACTION.replace("バスなどの公共交通", "道路"))
    assert "n=0 無回答 0 非該当 40" in road
    told = opened.words(page.select(".callout.note")[-1])
    assert "※ 問5 バスで困っていること: 選択肢が変わっています" in told


def _corrected() -> Document:
    written = documents.write(DOCUMENT)
    for question in written["questions"]:
        if question["code"] == "q5":
            question["choices"].insert(0, {"code": "7", "label": "車内が暑い"})
        if question["code"] == "q7":
            question["rows"].append({"code": "road", "label": "道路"})
    return documents.parse(written)
