"""言語: what was written in other languages goes to a translator and comes back as voices."""

from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import Workbook, load_workbook
from sqlalchemy import select

from app import texts
from app.extensions import db
from surveys.audit import AuditEntry
from surveys.questionnaires import Questionnaire
from surveys.voices import Voice
from tests import make
from tests.analysis import made
from tests.app.test_issues import written
from tests.conftest import SignIn
from tests.visit import submit, visit

AGE = made.axis("年代", "20代", "60代")
OPINION = made.text("意見", "市への意見")
ENGLISH = "Please write to me at taro@example.com, the bus is too rare"
PORTUGUESE = "Não consigo ler as placas do hospital"
TRANSLATED = "病院の案内板が読めません"
DESK = "/desk/plans/1"
HERE = f"{DESK}/questionnaires/1/tongues"
ASKED = "?question=意見"
HEAD = ["番号", "原文（伏せ字済み）", "言語", "訳"]


@pytest.fixture
def planner(app: Flask, sign_in: SignIn) -> FlaskClient:
    """Twelve wrote in Japanese, one in English and one in Portuguese."""
    rows = [*({"年代": "1", "意見": f"公園の{n}番の遊具が古い"} for n in range(12))]
    rows += [{"年代": "1", "意見": ENGLISH}, {"年代": "1", "意見": PORTUGUESE}]
    make.town(app, made.frame((AGE, OPINION), rows))
    return sign_in("planner")


def sheet(client: FlaskClient) -> list[list[str]]:
    """The rows of the file a translator is given."""
    data = client.get(f"{HERE}.xlsx{ASKED}").data
    rows = load_workbook(BytesIO(data)).worksheets[0].iter_rows(values_only=True)
    return [["" if cell is None else str(cell) for cell in row] for row in rows]


def book(rows: list[list[str]]) -> tuple[BytesIO, str]:
    made = Workbook()
    for row in rows:
        made.worksheets[0].append(row)
    out = BytesIO()
    made.save(out)
    out.seek(0)
    return out, "訳.xlsx"


def filled(client: FlaskClient, words: str = TRANSLATED) -> list[list[str]]:
    """The file with the Portuguese voice translated."""
    return [[*row[:3], words] if row[1] == PORTUGUESE else row for row in sheet(client)]


def readable(app: Flask) -> list[str]:
    with app.app_context():
        asked = db.session.get_one(Questionnaire, 1)
        return list(texts.of(db.session(), asked, "意見").readable.values())


def translate(client: FlaskClient, words: str = TRANSLATED) -> None:
    page = submit(client, f"{HERE}/check{ASKED}", {"file": book(filled(client, words))})
    kept = page.select_one("input[name=made]")
    assert kept is not None
    submit(client, f"{HERE}{ASKED}", {"made": str(kept["value"])})


def test_each_language_is_counted_apart(planner: FlaskClient) -> None:
    page = visit(planner, HERE + ASKED)
    rows = [" ".join(row.get_text(" ").split()) for row in page.select("table.tongues tbody tr")]
    assert rows == [
        "英語 1 0 Excelを保存 （英語）",
        "ポルトガル語 1 0 Excelを保存 （ポルトガル語）",
    ]
    assert "公園" not in page.select("ol.foreign")[0].text
    only = visit(planner, f"{HERE}{ASKED}&language=pt")
    assert [quote.text for quote in only.select("ol.foreign blockquote")] == [PORTUGUESE]


def test_no_attribute_stands_beside_them(planner: FlaskClient) -> None:
    assert "20代" not in visit(planner, HERE + ASKED).select("ol.foreign")[0].text


def test_the_translator_is_given_masked_words_and_no_id(planner: FlaskClient) -> None:
    head, *rows = sheet(planner)
    assert head == HEAD
    assert {row[2] for row in rows} == {"英語", "ポルトガル語"}
    assert not any("example.com" in cell for row in rows for cell in row)
    assert all(row[0].startswith("T-") and row[3] == "" for row in rows)


def test_a_translation_joins_the_voices_after_it_was_looked_at(
    app: Flask, planner: FlaskClient
) -> None:
    before = sorted(readable(app))
    page = submit(planner, f"{HERE}/check{ASKED}", {"file": book(filled(planner))})
    assert "まだ何も保存していません" in page.text
    assert sorted(readable(app)) == before
    translate(planner)
    assert sorted(readable(app)) == sorted([*before, TRANSLATED])
    page = visit(planner, f"{HERE}{ASKED}&language=pt")
    assert [" ".join(q.get_text(" ").split()) for q in page.select("blockquote")] == [
        PORTUGUESE,
        f"訳 {TRANSLATED}",
    ]
    with app.app_context():
        told = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
        assert told is not None
        assert (told.what, told.details) == ("translation.keep", {"question": "意見", "number": 1})


def test_an_empty_translation_changes_nothing(app: Flask, planner: FlaskClient) -> None:
    translate(planner)
    page = submit(planner, f"{HERE}/check{ASKED}", {"file": book(filled(planner, ""))})
    assert "変わる訳はありません" in page.text
    assert TRANSLATED in readable(app)


def test_a_translation_can_be_written_and_taken_away_on_the_page(
    app: Flask, planner: FlaskClient
) -> None:
    page = visit(planner, f"{HERE}{ASKED}&language=pt")
    box = page.select_one("ol.foreign input[name=response]")
    assert box is not None
    submit(planner, HERE + ASKED, {"response": str(box["value"]), "words": TRANSLATED})
    assert TRANSLATED in readable(app)
    submit(planner, HERE + ASKED, {"response": str(box["value"]), "words": ""})
    assert TRANSLATED not in readable(app)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda rows: [HEAD, ["T-00000000", "x", "英語", "訳"]], "2行目の番号は"),
        (lambda rows: [*rows, rows[1]], "4行目の番号は、前の行にも"),
        (lambda rows: [HEAD, [rows[1][0], "別の文", "英語", "訳"]], "2行目の原文が"),
        (lambda rows: [HEAD, [*rows[1][:3], "長" * 10_001]], "2行目の訳が長すぎます"),
        (lambda rows: [["名前", "訳"], ["x", "y"]], "訳のファイルではない"),
    ],
)
def test_a_sheet_that_does_not_fit_is_refused_by_row(
    app: Flask, planner: FlaskClient, change: object, told: str
) -> None:
    rows = change(sheet(planner))  # type: ignore[operator] # a function of the rows
    page = submit(planner, f"{HERE}/check{ASKED}", {"file": book(rows)}, 422)
    assert told in page.text
    assert page.select_one("input[name=made]") is None
    assert len(readable(app)) == 12


def test_what_is_no_sheet_is_refused(planner: FlaskClient) -> None:
    page = submit(planner, f"{HERE}/check{ASKED}", {"file": (BytesIO(b"%PDF-1.4"), "a.pdf")}, 422)
    assert "PDF" in page.text
    assert "選んでください" in submit(planner, f"{HERE}/check{ASKED}", {}, 422).text


@pytest.mark.parametrize("made", ["x", "[]", "{}", '{"1": "y"}', '{"x": "y"}'])
def test_odd_translations_are_refused(planner: FlaskClient, made: str) -> None:
    assert planner.post(HERE + ASKED, data={"made": made}).status_code == 400


def test_a_translation_that_speaks_of_harm_waits_for_its_reviewer(
    app: Flask, planner: FlaskClient
) -> None:
    translate(planner, "もう死にたいです。誰にも言えません")
    assert len(readable(app)) == 12
    assert "1件は、見守りの確認担当が読むまで" in visit(planner, HERE + ASKED).text


@pytest.mark.parametrize("translated", [False, True])
def test_a_voice_of_a_small_language_becomes_evidence_without_attributes(
    app: Flask, planner: FlaskClient, *, translated: bool
) -> None:
    if translated:
        translate(planner)
    reply = planner.post(f"{DESK}/issues/new", data=written())
    assert reply.status_code == 302
    page = visit(planner, f"{HERE}{ASKED}&language=pt")
    form = page.select_one("form[action$='/issues/1/voices/']")
    assert form is not None
    said = {str(box["name"]): str(box["value"]) for box in form.select("input[type=hidden]")}
    assert planner.post(str(form["action"]), data=said).status_code == 302
    with app.app_context():
        voice = db.session.scalars(select(Voice)).one()
        assert (voice.words, voice.attributes) == (TRANSLATED if translated else PORTUGUESE, [])
        assert not voice.approved


def test_the_original_stands_beside_its_translation_and_nothing_else(
    app: Flask, planner: FlaskClient
) -> None:
    translate(planner)
    planner.post(f"{DESK}/questionnaires/1/themes", data={"question": "意見"})
    page = visit(planner, f"{DESK}/questionnaires/1/themes/of?question=意見&q=案内板")
    (voice,) = page.select("ol.voices > li")
    assert PORTUGUESE in voice.select("details.original")[0].text
    assert voice.select_one("footer") is None


def test_only_planners_translate(app: Flask, planner: FlaskClient, sign_in: SignIn) -> None:
    viewer = sign_in("viewer", name="viewer")
    page = visit(viewer, HERE + ASKED)
    assert page.select_one("input[type=file]") is None
    assert viewer.get(f"{HERE}.xlsx{ASKED}").status_code == 403
    assert viewer.post(HERE + ASKED, data={"made": "{}"}).status_code == 403
