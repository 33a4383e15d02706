"""翻訳: written beside the Japanese, given to a translator, and looked at again when it changes."""

from dataclasses import replace
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import Workbook, load_workbook
from pypdf import PdfReader
from sqlalchemy import select

from app.access import COOKIE
from app.exports import poster
from app.exports.poster import Poster
from app.extensions import db
from surveys import questionnaires, rendering_sheets, renderings, rule_words
from surveys.documents import Document
from surveys.kinds import Choice, Question
from surveys.questionnaires import DRAFT, Questionnaire
from surveys.renderings import PlacesLost, PlacesStrange
from tests import make
from tests.app import asking
from tests.conftest import token_for
from tests.visit import one, visit, well_mannered

ASKED = Document(
    title="市民意識調査",
    questions=(
        Question(
            "q1", "住み続けたいですか", "single", choices=(Choice("1", "はい"), Choice("2", "道"))
        ),
        Question("q2", "「{q1}」と答えたのはなぜですか", "text", help="自由に書いてください"),
    ),
    translations={"en": {"title": "Citizens' survey", "q1": "Do you want to stay?"}},
)


@pytest.fixture
def planner(app: Flask) -> FlaskClient:
    client = app.test_client()
    client.set_cookie(COOKIE, token_for(app, "planner"))
    return client


@pytest.fixture
def address(app: Flask, planner: FlaskClient) -> str:
    with app.app_context():
        session = db.session()
        found = make.questionnaire(session, state=DRAFT, title=ASKED.title)
        questionnaires.redraft(found, ASKED)
        session.commit()
        return f"/desk/plans/{found.plan_id}/drafting/{found.id}/translations"


def now(app: Flask) -> Document:
    with app.app_context():
        session = db.session()
        found = session.scalars(select(Questionnaire)).one()
        return questionnaires.current(session, found)


def test_a_language_is_translated_beside_the_japanese(
    app: Flask, planner: FlaskClient, address: str
) -> None:
    page = visit(planner, address)
    assert "2 / 6" in page.get_text(), "title and q1 of title, q1, two choices, q2 and its help"
    page = visit(planner, f"{address}/en?only=1")
    assert not page.select("textarea[name='w.q1']")
    assert one(page, "textarea[name='w.q1:2']")["lang"] == "en"

    refused = planner.post(
        f"{address}/en", data={"w.q2": "Why?", "was.q2": "", "w.q1:2": "Roads", "was.q1:2": ""}
    )
    assert refused.status_code == 422, "the place of the answer is lost"
    assert "{q1}" in refused.text
    assert "Roads" in refused.text, "nothing that was typed is lost"
    assert "q1:2" not in now(app).translations["en"], "nothing is kept by halves"
    gone = planner.post(f"{address}/en", data={"w.q7": "Gone?", "was.q7": ""})
    assert gone.status_code == 422
    assert "「q7」という場所は、いまの調査票にありません" in gone.text
    assert "Gone?" in gone.text, "what has no place any more can still be copied"

    planner.post(f"{address}/en", data={"w.q1:2": "Roads", "was.q1:2": ""})
    late = planner.post(f"{address}/en", data={"w.q1:2": "Ways", "was.q1:2": ""})
    assert late.status_code == 422
    assert "ほかの人が先に「Roads」に変えました" in late.text

    planner.post(f"{address}/en/fill")
    assert now(app).translations["en"]["q1:1"] == "Yes"


def test_a_translation_is_marked_when_its_japanese_changes(
    app: Flask, planner: FlaskClient, address: str
) -> None:
    asked = replace(ASKED.questions[0], label="これからも住み続けたいですか")
    with app.app_context():
        found = db.session.scalars(select(Questionnaire)).one()
        questionnaires.redraft(found, replace(ASKED, questions=(asked, ASKED.questions[1])))
        assert renderings.older(found.draft) == {"en": {"q1": "住み続けたいですか"}}
        db.session.commit()
    assert "要確認" in visit(planner, address).get_text()
    told = visit(planner, address.removesuffix("/translations")).get_text()
    assert "翻訳（en）のうち1か所は、訳したあとに日本語が変わっています" in told
    page = visit(planner, f"{address}/en")
    assert one(page, "del").get_text() == "住み続けたいですか"

    planner.post(f"{address}/en", data={"ok.q1": "1"})
    with app.app_context():
        found = db.session.scalars(select(Questionnaire)).one()
        assert not renderings.older(found.draft)
        questionnaires.redraft(found, ASKED)
        assert renderings.older(found.draft)["en"] == {"q1": "これからも住み続けたいですか"}
        questionnaires.redraft(found, replace(ASKED, questions=(asked, ASKED.questions[1])))
        assert not renderings.older(found.draft), "it says again what was translated"


def test_a_sheet_goes_to_the_translator_and_comes_back(
    app: Flask, planner: FlaskClient, address: str
) -> None:
    given = planner.get(f"{address}/translations.xlsx").data
    assert rendering_sheets.read(given, ASKED).changes == []
    filled = replace(
        ASKED,
        translations={
            "en": {**ASKED.translations["en"], "q2": "Why “{q1}”?", "q1": "Will you stay?"},
            "vi": {"title": "Khảo sát"},
        },
    )
    back = sheet(filled, filled)
    page = planner.post(f"{address}/check", data={"file": (BytesIO(back), "en.xlsx")})
    assert page.status_code == 200
    assert now(app) == ASKED, "looking keeps nothing"
    read = rendering_sheets.read(back, ASKED)
    assert [(each.path, each.before) for each in read.changes if each.language == "en"] == [
        ("q1", "Do you want to stay?"),
        ("q2", ""),
    ]
    assert read.missing == {"en": 3, "vi": 5}
    made = one(well_mannered(page.text), "input[name=made]")["value"]
    planner.post(f"{address}/take-in", data={"made": made})
    assert now(app).translations == filled.translations

    broken = replace(filled, translations={"en": {"q2": "Why?", "title": "{q9}"}})
    refused = rendering_sheets.read(sheet(broken, broken), ASKED)
    assert {type(error) for _, _, error in refused.problems} == {PlacesLost, PlacesStrange}
    page = planner.post(f"{address}/check", data={"file": (BytesIO(sheet(broken, broken)), "x")})
    assert page.status_code == 422
    stranger = replace(ASKED, questions=(*ASKED.questions, Question("q9", "何か", "text")))
    assert rendering_sheets.read(sheet(stranger, filled), ASKED).unknown == ["q9"]
    answer = planner.post(f"{address}/check", data={"file": (BytesIO(b"no"), "x.xlsx")})
    assert answer.status_code == 422


def test_a_column_is_found_however_its_language_is_spelt(
    planner: FlaskClient, address: str
) -> None:
    filled = replace(ASKED, translations={"en": {"q1:1": "Yes"}, "vi": {}})
    given = load_workbook(BytesIO(sheet(filled, filled)))
    heads = given.active
    assert heads is not None
    heads["D1"], heads["E1"] = "英語（EN）", "メモ (memo)"
    heads["E2"] = "about the title"
    read = rendering_sheets.read(saved(given), ASKED)
    assert [(each.language, each.after) for each in read.changes] == [("en", "Yes")]
    assert read.missing == {"en": 3}
    heads["E1"] = "English (en)"
    page = planner.post(f"{address}/check", data={"file": (BytesIO(saved(given)), "x.xlsx")})
    assert page.status_code == 422
    assert "「English (en)」の列が2つあります" in page.text
    planner.post(address, data={"other": " ZH-hant "})
    assert planner.get(f"{address}/zh-Hant").status_code == 200
    assert planner.post(address, data={"other": "JA"}).status_code == 422


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def sheet(document: Document, words: Document) -> bytes:
    named = dict.fromkeys(words.translations, "言語")
    spoken = replace(document, translations=words.translations)
    listed = renderings.groups(spoken, rule_words.numbered(spoken))
    return rendering_sheets.write(spoken, listed, named)


def test_a_published_questionnaire_is_corrected_and_has_a_poster_in_each_language(
    app: Flask, planner: FlaskClient
) -> None:
    town = asking.publish(app)
    with app.app_context():
        plan = db.session.get_one(Questionnaire, town.id).plan_id
    home = f"/desk/plans/{plan}"
    paper = visit(planner, f"{home}/questionnaires/{town.id}/poster?language=en")
    assert one(paper, ".poster-top")["lang"] == "en"
    assert one(paper, ".poster-address").get_text().endswith(f"/respond/{town.id}?lang=en")

    pdf = f"{home}/questionnaires/{town.id}/poster/poster.pdf?language=en"
    assert planner.get(pdf).data.startswith(b"%PDF")
    assert "ポスターを保存（PDF・A4）" in paper.text
    assert one(paper, ".poster-host [lang]")["lang"] == "ja", "the host is not translated"

    was = asking.DOCUMENT.translations["en"]["title"]
    said = {"w.title": "The citizens' survey", "was.title": was}
    planner.post(f"{home}/drafting/{town.id}/translations/en", data=said)
    with app.app_context():
        newest = questionnaires.latest(db.session(), db.session.get_one(Questionnaire, town.id))
        assert newest.number == 2
        assert newest.written.translations["en"]["title"] == "The citizens' survey"
        assert newest.questions == asking.DOCUMENT.questions

    said = {"w.title": "ပြည်သူ့ စစ်တမ်း", "was.title": "The citizens' survey"}
    planner.post(f"{home}/drafting/{town.id}/translations/en", data=said)
    abroad = visit(planner, f"{home}/questionnaires/{town.id}/poster?language=en")
    assert "ポスターを保存（PDF・A4）" not in abroad.text
    assert "PDFの書体に「ပ・" in abroad.text, "no paper is printed with 〓 in the place of letters"
    assert planner.get(pdf).status_code == 422


def test_a_poster_in_easy_japanese_holds_its_readings_on_one_page() -> None:
    said = Poster(
        language="ja",
        host="見本市",
        call=["あなたの 声《こえ》を、", "まちの 計画《けいかく》へ。"],
        title="とても長い題名の調査" * 12,
        lead="読《よ》むと 開《ひら》きます",
        points=["登録《とうろく》も いりません"] * 4,
        qr='<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>',
        alt="QR",
        address="https://example.jp/respond/1?lang=ja-easy",
        facts=[("聞《き》く ところ", "見本市\n電話")],
        promise="名前《なまえ》は 記録《きろく》しません",
        help="相談",
    )
    made = poster.write(said, make.NOON)
    assert made == poster.write(said, make.NOON)
    (page,) = PdfReader(BytesIO(made)).pages
    words = page.extract_text()
    assert "こえ" in words
    assert "《" not in words
