"""地図: every voice a point that can be opened, and nothing on it that may not stand beside one."""

from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import select

from app import arranging
from app.extensions import db
from surveys import arrangement, theme_decisions, theme_steps
from surveys.audit import AuditEntry
from surveys.questionnaires import Questionnaire
from surveys.theme_steps import ThemeStep
from tests import make
from tests.app.test_themes import BUS, NUMBERED, search, town
from tests.conftest import SignIn
from tests.visit import visit

ROOM = "/desk/plans/1/questionnaires/1/theme-map"
MAP = f"{ROOM}?question=意見"
VOICES = 50


def found(app: Flask, sign_in: SignIn, role: str = "planner", **changes: object) -> FlaskClient:
    town(app, **changes)
    client = sign_in(role)
    search(client)
    return client


def wide(page: BeautifulSoup) -> BeautifulSoup:
    return BeautifulSoup(str(page.select_one("svg.map.wide")), "html.parser")


def at_of(page: BeautifulSoup, words: str) -> str:
    """The address of the point whose voice begins so."""
    return next(
        str(dot["href"])
        for dot in wide(page).select(".dot")
        if dot.title is not None and words in dot.title.text
    )


def keys(app: Flask) -> list[str]:
    with app.app_context():
        asked = db.session.get_one(Questionnaire, 1)
        standing = arranging.standing(db.session(), asked, "意見")
        assert standing is not None
        return [theme.key for theme in standing.now.themes]


def make_step(patch: dict[str, object]) -> ThemeStep:
    asked = {"questionnaire_id": 1, "question_code": "意見", "kind": "renamed"}
    return ThemeStep(**asked, about={}, patch=patch, who=None, made_at=make.NOON)


def test_every_voice_is_a_point_and_every_theme_a_way_to_its_voices(
    app: Flask, sign_in: SignIn
) -> None:
    page = visit(found(app, sign_in), MAP)
    drawn = wide(page)
    assert len(drawn.select(".dot")) == VOICES
    assert f"{VOICES}件の声を" in page.text
    addresses = [str(name["href"]) for name in drawn.select("a.name")]
    assert all("/themes/of?" in each for each in addresses)
    assert [each for each in addresses if "theme=others" in each]


def test_the_table_says_all_the_map_says(app: Flask, sign_in: SignIn) -> None:
    page = visit(found(app, sign_in), MAP)
    rows = [row.get_text(" ", strip=True) for row in page.select("table.isles tbody tr")]
    labels = [text.get_text(" ", strip=True) for text in wide(page).select("a.name")]
    assert len(rows) == len(labels)
    assert sum(int(row.select("td")[0].text) for row in page.select("table.isles tbody tr")) == 50
    assert rows[-1].startswith("どのテーマにも入らない声")


def test_a_point_opens_its_voice_with_what_may_stand_beside_it(app: Flask, sign_in: SignIn) -> None:
    client = found(app, sign_in)
    address = at_of(visit(client, MAP), BUS[1])
    page = visit(client, ROOM + address)
    voice = page.select_one("#voice")
    assert voice is not None
    assert BUS[1] in voice.text
    assert "60代" in voice.text
    assert page.select(".dot[aria-current]")


def test_no_response_is_named_in_an_address(app: Flask, sign_in: SignIn) -> None:
    client = found(app, sign_in)
    with app.app_context():
        standing = arranging.standing(db.session(), db.session.get_one(Questionnaire, 1), "意見")
        assert standing is not None
        ids = [each for theme in standing.now.themes for each in theme.ids]
    page = client.get(MAP).text
    assert not [each for each in ids if str(each) in page]


def test_what_is_masked_stays_masked_on_the_map(app: Flask, sign_in: SignIn) -> None:
    client = found(app, sign_in, "keeper")
    page = visit(client, MAP)
    assert "090-1234" not in str(page)
    assert NUMBERED not in str(page)


def test_points_are_coloured_by_what_ten_people_hold(app: Flask, sign_in: SignIn) -> None:
    page = visit(found(app, sign_in), f"{MAP}&colour=年代")
    key = [line.get_text(strip=True) for line in page.select(".map-key li")]
    assert key == ["20代", "60代", "その他（10人未満など）"]
    assert any("60代： " + BUS[1] in (dot.text or "") for dot in wide(page).select(".dot"))


def test_voices_of_staff_have_no_colour_but_their_themes(app: Flask, sign_in: SignIn) -> None:
    client = found(app, sign_in, audience="staff")
    page = visit(client, f"{MAP}&colour=年代")
    assert not page.select("#colour, .map-key")
    voice = visit(client, ROOM + at_of(page, BUS[1])).select_one("#voice")
    assert voice is not None
    assert "60代" not in voice.text


def test_a_theme_has_a_map_of_its_smaller_themes_and_a_way_back(
    app: Flask, sign_in: SignIn
) -> None:
    client = found(app, sign_in)
    key = keys(app)[0]
    page = visit(client, f"{MAP}&theme={key}")
    assert "を、小さなテーマに分けた地図です" in page.text
    assert page.find("a", string="← 全体の地図へ戻る")
    assert len(wide(page).select(".dot")) < VOICES


def test_a_theme_that_is_gone_is_said_to_be_gone(app: Flask, sign_in: SignIn) -> None:
    client = found(app, sign_in)
    reply = client.get(f"{MAP}&theme=99")
    assert reply.status_code >= 400
    assert "選んだテーマは、いまはありません" in reply.text


def test_a_point_that_is_no_more_opens_nothing(app: Flask, sign_in: SignIn) -> None:
    client = found(app, sign_in)
    for at in ("1.9999", "99.0", "1", "x.y", ".", "1.-1"):
        page = visit(client, f"{MAP}&at={at}")
        assert "点を選ぶと" in page.text


def test_without_themes_the_page_says_how_to_find_them(app: Flask, sign_in: SignIn) -> None:
    town(app)
    page = visit(sign_in("viewer"), MAP)
    assert "テーマがまだありません" in page.text


def test_a_person_s_decisions_are_on_the_map(app: Flask, sign_in: SignIn) -> None:
    client = found(app, sign_in)
    with app.app_context():
        asked = db.session.get_one(Questionnaire, 1)
        here = arranging.standing(db.session(), asked, "意見")
        assert here is not None
        patch = theme_decisions.renamed(here.now, here.now.themes[0].key, "のりもの")
        theme_steps.keep(db.session(), make_step(arrangement.as_json(patch)))
        db.session.commit()
    assert "のりもの" in wide(visit(client, MAP)).text


@pytest.mark.parametrize(("suffix", "begin"), [("svg", b"<svg"), ("png", b"\x89PNG")])
def test_the_map_is_taken_away_as_a_picture_and_recorded(
    app: Flask, sign_in: SignIn, suffix: str, begin: bytes
) -> None:
    client = found(app, sign_in)
    reply = client.post(f"{ROOM}/picture/{suffix}?question=意見&colour=年代")
    assert reply.status_code == 200
    assert reply.data.startswith(begin)
    assert client.post(f"{ROOM}/picture/exe?question=意見").status_code == 404
    with app.app_context():
        kept = db.session.scalars(
            select(AuditEntry).where(AuditEntry.what == "themes.download")
        ).one()
        assert kept.details == {"kind": "theme_map", "form": suffix, "question": "意見"}


def test_the_table_is_taken_away_as_a_file(app: Flask, sign_in: SignIn) -> None:
    client = found(app, sign_in)
    reply = client.post(f"{ROOM}/excel?question=意見")
    assert reply.status_code == 200
    sheet = load_workbook(BytesIO(reply.data)).active
    assert sheet is not None
    cells = [cell.value for row in sheet.iter_rows() for cell in row]
    assert "どのテーマにも入らない声" in cells
    assert "声の数" in cells
