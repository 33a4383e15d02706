"""時期: themes from month to month, and from survey to survey by the themes of today."""

from io import BytesIO

from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import select

from app.extensions import db
from surveys.audit import AuditEntry
from surveys.plans import Plan
from tests import make
from tests.analysis import made
from tests.app.test_themes import BUS, OPINION, PARK, search
from tests.conftest import SignIn
from tests.visit import visit

ROOM = "/desk/plans/1/questionnaires/1/theme-years"
PAGE = f"{ROOM}?question=意見"
MONTH = made.axis("回答月", "2026年2月", "2026年1月", "2026年3月")


def town(app: Flask) -> None:
    """32 write of parks in January, 32 of buses in February, five of buses in March."""
    rows = [
        *({"回答月": "2", "意見": text} for text in PARK * 8),
        *({"回答月": "1", "意見": text} for text in BUS * 8),
        *({"回答月": "3", "意見": BUS[0]} for _ in range(5)),
    ]
    make.town(app, made.frame((MONTH, OPINION), rows))


def waves(app: Flask, label: str = "市への意見", **changes: object) -> None:
    """The same question two years before: 40 of buses, none of parks."""
    now = [{"意見": text} for text in (*PARK * 8, *BUS * 8)]
    make.town(app, made.frame((OPINION,), now))
    frame, codebook = made.frame((made.text("意見", label),), [{"意見": text} for text in BUS * 10])
    with app.app_context():
        plan = db.session.get_one(Plan, 1)
        said = {"title": "前の調査", "surveyed_year": 2024} | changes
        make.answered(db.session(), plan, frame, codebook, **said)
        db.session.commit()


def found(sign_in: SignIn) -> FlaskClient:
    client = sign_in("planner")
    search(client)
    return client


def heads(page: BeautifulSoup) -> list[str]:
    return [head.get_text(strip=True) for head in page.select("table.divided thead th")]


def row_of(page: BeautifulSoup, *words: str) -> list[str]:
    """The cells of the theme whose name has one of these words."""
    for row in page.select("table.divided tbody tr"):
        head = row.select_one("th")
        if head is not None and any(word in head.text for word in words):
            return [cell.get_text(" ", strip=True) for cell in row.select("td")]
    raise AssertionError(words)


def test_themes_are_followed_month_by_month(app: Flask, sign_in: SignIn) -> None:
    town(app)
    page = visit(found(sign_in), PAGE)
    assert heads(page) == ["テーマ", "全体", "2026年1月", "2026年2月", "2026年3月", "動き"]
    assert row_of(page, "声（n）") == ["69", "32", "32", "非表示", ""]
    park = row_of(page, "公園", "遊具")
    assert park[:4] == ["32 46.4", "32 100.0", "0 -", "非表示"]
    assert park[4].startswith("▽ 低くなる q=<0.001")
    assert "のテーマの割合に、偶然とは考えにくい動きがあります" in page.text


def test_a_number_leads_to_the_voices_of_its_month(app: Flask, sign_in: SignIn) -> None:
    town(app)
    client = found(sign_in)
    ways = [str(way["href"]) for way in visit(client, PAGE).select("table.divided td a")]
    january = next(way for way in ways if "level=2" in way)
    voices = visit(client, january)
    assert {quote.text for quote in voices.select(".voices blockquote")} <= set(PARK)


def test_an_earlier_survey_joins_the_themes_of_today(app: Flask, sign_in: SignIn) -> None:
    waves(app)
    page = visit(found(sign_in), PAGE)
    assert heads(page)[1:4] == ["全体", "令和6年度", "令和8年度"]
    assert row_of(page, "声（n）")[:3] == ["104", "40", "64"]
    assert row_of(page, "公園", "遊具")[1].startswith("0")
    assert row_of(page, "バス")[1] == "40 100.0"
    assert "前の調査（" in page.text
    assert not page.select(".callout.warning")


def test_a_question_worded_a_little_otherwise_is_said_to_be(app: Flask, sign_in: SignIn) -> None:
    waves(app, "市へのご意見")
    page = visit(found(sign_in), PAGE)
    assert "設問文が変わっています" in page.text
    assert page.select(".wordings del")


def test_another_question_under_the_same_code_is_no_wave(app: Flask, sign_in: SignIn) -> None:
    waves(app, "住んでいる地区の名前")
    assert "時期で分けられません" in visit(found(sign_in), PAGE).text


def test_a_survey_of_other_people_is_no_wave(app: Flask, sign_in: SignIn) -> None:
    waves(app, audience="staff")
    assert "時期で分けられません" in visit(found(sign_in), PAGE).text


def test_an_open_call_is_said_to_speak_for_those_who_answered(app: Flask, sign_in: SignIn) -> None:
    waves(app, sampling="open")
    assert "公募のため、回答した人の中での違いです" in visit(found(sign_in), PAGE).text


def test_without_times_or_themes_the_page_says_so(app: Flask, sign_in: SignIn) -> None:
    make.town(app, made.frame((OPINION,), [{"意見": text} for text in PARK * 6]))
    client = sign_in("planner")
    assert "テーマがまだありません" in visit(client, PAGE).text
    search(client)
    page = visit(client, PAGE)
    assert "時期で分けられません" in page.text
    assert client.post(f"{ROOM}/excel?question=意見").status_code == 404


def test_the_picture_has_an_address_for_each_state(app: Flask, sign_in: SignIn) -> None:
    town(app)
    client = found(sign_in)
    picture = visit(client, PAGE).select_one("figure.chart img")
    assert picture is not None
    assert "小さな折れ線グラフ" in str(picture["alt"])
    assert client.get(str(picture["src"])).content_type == "image/svg+xml"
    assert client.get(f"{ROOM}/old.svg?question=意見").status_code == 302


def test_the_tables_are_taken_away_and_recorded(app: Flask, sign_in: SignIn) -> None:
    waves(app)
    client = found(sign_in)
    reply = client.post(f"{ROOM}/excel?question=意見")
    assert reply.status_code == 200
    sheet = load_workbook(BytesIO(reply.data)).active
    assert sheet is not None
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    assert [cell for cell in cells if cell.startswith("くらべる調査: 前の調査")]
    assert "推移の検定" in cells
    with app.app_context():
        what = AuditEntry.what == "themes.download"
        (kept,) = db.session.scalars(select(AuditEntry).where(what))
        assert kept.details["kind"] == "theme_years"
