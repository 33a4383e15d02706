"""版と新旧対照・昨年度の調査票を写す, as a planner walks through them."""

from io import BytesIO

import docx
import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.extensions import db
from surveys import questionnaires, staff
from surveys.questionnaires import Questionnaire
from surveys.staff import Role
from tests import make
from tests.app.test_drafting import DESK, SMALL, drafted, file, published
from tests.conftest import SignIn
from tests.visit import one, submit, visit

CORRECTED = SMALL.replace("ご意見", "市政へのご意見").replace(
    "[はい, いいえ]", "[はい, いいえ, 以前は]"
)


@pytest.fixture
def planner(app: Flask, sign_in: SignIn) -> FlaskClient:
    with app.app_context():
        db.session.add(make.plan())
        db.session.commit()
    return sign_in("planner")


def test_two_versions_stand_side_by_side_and_go_to_word(app: Flask, planner: FlaskClient) -> None:
    drafting = published(app, SMALL)
    address = drafting.replace("drafting", "questionnaires") + "/versions"
    assert "くらべられる調査票がまだありません" in visit(planner, address).text
    page = submit(planner, f"{drafting}/compare", file(CORRECTED))
    assert [each.text for each in page.select(".versions-table ins")] == ["以前は", "市政へのご"]
    submit(planner, f"{drafting}/correct", {"said": str(one(page, "input[name=said]")["value"])})

    page = visit(planner, address)
    versions = [item.get_text(" ", strip=True) for item in page.select(".version-list li")]
    assert versions[0].startswith("第2版")
    assert "企画課 佐藤" in versions[0]
    assert "言葉や選択肢などが変わった設問2問、変わらない設問1問" in one(page, ".headline").text
    new, old = page.select(".versions-table tbody tr")[1].select("td")
    assert [each.text for each in new.select("ins")] == ["市政へのご"]
    assert [each.text for each in old.select("ins, del")] == ["ご"]
    assert one(page.select(".versions-table tbody tr")[0], "ins").text == "以前は"
    assert len(visit(planner, f"{address}?before=v1&after=v2&every=1").select("tbody tr")) == 3
    assert planner.get(f"{address}?before=v7&after=v2").status_code == 404

    reply = planner.post(f"{address}/table", data={"before": "v1", "after": "v2"})
    paper = docx.Document(BytesIO(reply.data))
    (grid,) = paper.tables
    assert [cell.text for cell in grid.rows[0].cells] == ["新（第2版）", "旧（第1版）", "備考"]
    runs = [run for each in grid.rows[2].cells[0].paragraphs for run in each.runs if run.underline]
    assert [run.text for run in runs] == ["市政へのご"]
    assert grid.rows[2].cells[2].text == "設問文の変更"


def test_last_years_questionnaire_becomes_a_draft_one_click_from_its_differences(
    app: Flask, planner: FlaskClient
) -> None:
    published(app, SMALL.replace("小さな調査", "令和8年度 小さな調査"))
    listed = visit(planner, f"{DESK}/copies")
    assert [card.text for card in listed.select(".card h3")] == ["令和8年度 小さな調査"]
    page = visit(planner, f"{DESK}/copies/new?source=1")
    assert page.select("input[name=accepted][checked]")[0]["value"] == ":title"
    assert "回答コード、開封の鍵" in page.text
    refused = submit(planner, f"{DESK}/copies", {"source": "1", "year": "2000"}, 422)
    assert "2026年から2036年まで" in refused.text

    page = submit(planner, f"{DESK}/copies", {"source": "1", "year": "2027", "accepted": ":title"})
    assert one(page, "h1").text == "令和9年度 小さな調査"
    with app.app_context():
        made = db.session.get_one(Questionnaire, 2)
        before = questionnaires.latest(db.session(), db.session.get_one(Questionnaire, 1))
        assert questionnaires.current(db.session(), made).questions == before.questions
    way = next(a for a in page.select("a") if "before=q1" in str(a.get("href")))
    differing = visit(planner, str(way["href"]))
    assert "令和8年度 小さな調査" in one(differing, ".headline").text
    assert [each.text for each in differing.select(".versions-table ins")] == ["9"]


def test_a_questionnaire_of_a_plan_that_may_not_be_read_is_not_copied(
    app: Flask, planner: FlaskClient
) -> None:
    drafted(planner)
    with app.app_context():
        other = make.plan()
        db.session.add(other)
        db.session.flush()
        member = make.member(db.session(), "b")
        staff.give(db.session(), member, Role.PLANNER, plan_id=other.id)
        db.session.commit()
    client = app.test_client()
    client.post("/desk/sign-in", data={"name": "b", "password": make.PASSWORD})
    assert client.get("/desk/plans/2/copies").status_code == 200
    assert client.get("/desk/plans/2/copies/new?source=1").status_code == 404
    assert client.post("/desk/plans/2/copies", data={"source": "1"}).status_code == 404
