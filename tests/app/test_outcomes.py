"""反映状況: written at the desk, read in public, and found by whoever answered."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.clock import today
from app.extensions import db
from app.words import day
from surveys.issues import PolicyIssue
from surveys.questionnaires import Questionnaire
from tests import make
from tests.app import asking, town
from tests.app.test_editions import FORM, TITLE, publish
from tests.app.test_issues import add
from tests.app.town import Town
from tests.conftest import SignIn
from tests.visit import one, submit, visit

WORDS = "乗合タクシーの実証運行を始めました"


@pytest.fixture
def place(app: Flask) -> Town:
    return town.found(app)


@pytest.fixture
def planner(sign_in: SignIn) -> FlaskClient:
    return sign_in("planner")


def line(**said: str) -> dict[str, Any]:
    ordinary = {"state": "under_way", "words": WORDS, "day": today().isoformat()}
    return ordinary | {"place": "令和9年度予算", "section": "地域交通課"} | said


def first_issue(app: Flask, place: Town) -> int:
    with app.app_context():
        found = db.session.query(PolicyIssue).filter_by(plan_id=place.plan).first()
        assert found is not None
        return found.id


def test_what_became_of_an_issue_is_read_wherever_it_is_public(
    app: Flask, place: Town, planner: FlaskClient, sign_in: SignIn
) -> None:
    address, reader = publish(app, planner, place), app.test_client()
    desk = f"{place.desk}/outcomes/{first_issue(app, place)}"
    assert "公開後、まだ書かれていません" in visit(planner, f"{place.desk}/outcomes/").get_text()
    assert "まだ書かれていません" in visit(reader, f"{address}issues/1").get_text()

    frozen = reader.get(f"{address}files/digest.json").data
    submit(sign_in("section", name="koutsu"), desk, line())
    for path in (f"{address}issues/1", f"/digests/{place.plan}/outcomes/", f"{address}whole"):
        said = visit(reader, path).get_text()
        for words in (WORDS, "予算化・実施中", "令和9年度予算", "地域交通課", day(today())):
            assert words in said, (path, words)
    assert "予算化・実施中" in visit(reader, address).get_text()
    assert reader.get(f"{address}files/digest.json").data == frozen

    viewer = sign_in("viewer", name="tanaka")
    assert WORDS in visit(viewer, desk).get_text()
    assert viewer.post(desk, data=line()).status_code == 403


def test_what_was_typed_wrong_stays_in_the_form(
    app: Flask, place: Town, planner: FlaskClient
) -> None:
    issue = add(planner, place)
    desk = f"{place.desk}/outcomes/{issue}"
    page = submit(planner, desk, line(state="declined", words=" ", place="予算書"), status=422)
    assert "反映しないときは理由" in page.get_text()
    assert one(page, "#place")["value"] == "予算書"
    ahead = (today() + timedelta(days=1)).isoformat()
    assert "今日より前の日" in submit(planner, desk, line(day=ahead), status=422).get_text()
    back = submit(planner, desk, line(next_day=today().isoformat()), status=422)
    assert "より後の日" in one(back, "#next_day-error").get_text()
    assert planner.post(desk, data=line(corrects="99")).status_code == 404


def test_a_correction_is_seen_and_what_was_taken_back_is_not_read(
    app: Flask, place: Town, planner: FlaskClient
) -> None:
    address, reader = publish(app, planner, place), app.test_client()
    desk = f"{place.desk}/outcomes/{first_issue(app, place)}"
    submit(planner, desk, line(words="第2章に書きました"))
    form = visit(planner, f"{desk}?correct=1")
    assert "第2章に書きました" in one(form, "#words").get_text()
    submit(planner, desk, line(words="第3章に書きました", corrects="1"))
    said = visit(reader, f"{address}issues/1").get_text()
    assert "訂正しました" in said
    assert "第2章に書きました" in said

    submit(planner, desk, line(state="done", words="Aさんの要望に応えました"))
    page = submit(planner, f"{place.desk}/outcomes/lines/3/back", {})
    assert "Aさんの要望に応えました" in page.get_text()
    for path in (f"{address}issues/1", f"/digests/{place.plan}/outcomes/"):
        said = visit(reader, path).get_text()
        assert "Aさん" not in said
        assert "取り消しました" in said
        assert "第3章に書きました" in said
    assert planner.post(f"{place.desk}/outcomes/lines/3/back").status_code == 422


def test_outcomes_are_filtered_by_field_and_state(
    app: Flask, place: Town, planner: FlaskClient
) -> None:
    publish(app, planner, place)
    park = add(planner, place, desired_state="公園で遊べる", topic="公園")
    planner.post(f"{place.desk}/issues/{park}/move", data={"to": "1"})
    submit(planner, f"{place.desk}/editions/new", FORM)
    submit(planner, f"{place.desk}/outcomes/{park}", line())
    reader, page = app.test_client(), f"/digests/{place.plan}/outcomes/"

    def titles(query: str) -> list[str]:
        return [tag.get_text() for tag in visit(reader, page + query).select(".heard h2")]

    assert titles("") == ["公園で遊べる", TITLE]
    assert titles("?state=under_way") == ["公園で遊べる"]
    assert titles("?state=untold") == [TITLE]
    assert titles("?field=移動・交通") == [TITLE]
    assert titles("?field=移動・交通&state=done") == []
    assert reader.get("/digests/99/outcomes/").status_code == 404


def test_an_old_edition_follows_an_issue_that_was_merged(
    app: Flask, place: Town, planner: FlaskClient
) -> None:
    address, reader = publish(app, planner, place), app.test_client()
    new = add(planner, place, desired_state="誰もが行きたい所へ行ける", topic="移動")
    planner.post(f"{place.desk}/issues/{new}/move", data={"to": "1"})
    submit(planner, f"{place.desk}/issues/merge", {"issue": [new, first_issue(app, place)]})
    submit(planner, f"{place.desk}/outcomes/{new}", line())
    assert WORDS in visit(reader, f"{address}issues/1").get_text()
    heard = visit(reader, f"/digests/{place.plan}/outcomes/")
    assert [tag.get_text() for tag in heard.select(".heard h2")] == [TITLE]
    assert WORDS in heard.get_text()
    changes = visit(planner, f"{place.desk}/editions/changes").get_text()
    assert "次の論点にまとめました: 1 誰もが行きたい所へ行ける" in changes


def test_whoever_answered_is_led_to_what_came_of_it(app: Flask, planner: FlaskClient) -> None:
    place = asking.publish(app)
    somebody = place.somebody()
    somebody.goes_through()
    address = f"/respond/{place.id}/receipt"
    link = one(visit(somebody.client, address), f"a[href='/results/{place.id}/']")
    assert "この調査がどう使われたか" in link.get_text()

    with app.app_context():
        plan = db.session.get_one(Questionnaire, place.id).plan_id
    desk = f"/desk/plans/{plan}/questionnaires/{place.id}/announcement"
    submit(planner, desk, {"day": "2026-12-01", "words": "広報の1月号"})
    for path in (address, f"/results/{place.id}/"):
        said = visit(somebody.client, path).get_text()
        assert "令和8年12月1日" in said, path
        assert "広報の1月号" in said, path
    assert "まだ公表していません" in visit(somebody.client, f"/results/{place.id}/").get_text()
    over = asking.publish(app, starts=-2, ends=-1)
    closed = visit(app.test_client(), f"/respond/{over.id}")
    assert closed.select(f"a[href='/results/{over.id}/']")
    assert not visit(app.test_client(), f"/respond/{place.id}").select("a[href^='/results/']")
    english = somebody.client.get(f"{address}?lang=en", follow_redirects=True)
    assert "Results expected: 1 December 2026" in english.text


def test_the_results_page_lists_what_a_survey_led_to(
    app: Flask, place: Town, planner: FlaskClient
) -> None:
    results = f"/results/{place.questionnaire}/"
    assert app.test_client().get(results).status_code == 404  # brought, and in no edition yet
    address = publish(app, planner, place)
    submit(planner, f"{place.desk}/outcomes/{first_issue(app, place)}", line(state="done"))
    page = visit(app.test_client(), results)
    assert [tag.get_text() for tag in page.select(".heard h3")] == [TITLE]
    assert "実施済み" in page.get_text()
    assert page.select(f"a[href='{address}']")
    assert visit(app.test_client(), "/").select(f"a[href='{results}']")
    with app.app_context():
        draft = make.questionnaire(db.session(), state="draft").id
        db.session.commit()
    assert app.test_client().get(f"/results/{draft}/").status_code == 404


def test_an_issue_that_left_the_list_can_still_be_told_of(
    app: Flask, place: Town, planner: FlaskClient
) -> None:
    publish(app, planner, place)
    issue = first_issue(app, place)
    planner.post(f"{place.desk}/issues/{issue}/drop")
    assert "一覧から外した" in visit(planner, f"{place.desk}/outcomes/").get_text()
    submit(planner, f"{place.desk}/outcomes/{issue}", line(state="elsewhere"))
    said = visit(app.test_client(), f"/digests/{place.plan}/outcomes/").get_text()
    assert "他の計画で対応" in said
