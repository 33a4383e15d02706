"""論点 at the desk: drafts are read and taken up, issues are put in order and written."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import jobs
from app.extensions import db
from surveys import issues, runs, voices
from surveys.audit import AuditEntry
from surveys.issues import PolicyIssue
from surveys.plans import Plan
from surveys.runs import Run
from surveys.voices import Voice
from tests import make
from tests.app import town
from tests.app.town import Town
from tests.conftest import SignIn
from tests.visit import one, submit, visit

TITLE = "車がなくても、行きたい所へ行ける"


@pytest.fixture
def place(app: Flask) -> Town:
    return town.found(app)


@pytest.fixture
def planner(sign_in: SignIn) -> FlaskClient:
    return sign_in("planner")


def written(**changes: str) -> dict[str, Any]:
    return {"desired_state": TITLE, "topic": "バス", "horizon": "middle", "revision": "1"} | changes


def add(client: FlaskClient, place: Town, **changes: str) -> int:
    """Write an issue by hand and give its id."""
    reply = client.post(f"{place.desk}/issues/new", data=written(**changes))
    assert reply.status_code == 302, reply.text
    return int(reply.headers["Location"].rpartition("/")[2])


def issue_of(app: Flask, issue_id: int) -> PolicyIssue:
    with app.app_context():
        found = db.session.get_one(PolicyIssue, issue_id)
        db.session.expunge(found)
        return found


def done(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(db.select(AuditEntry.what).order_by(AuditEntry.id)))


def test_who_raises_an_issue_is_a_table_of_those_who_wrote(
    place: Town, planner: FlaskClient
) -> None:
    page = visit(planner, f"{place.desk}/runs/{place.run}/drafts/{place.draft}?axis=年代")
    rows = [[cell.get_text() for cell in row.select("th,td")] for row in page.select("tbody tr")]
    assert rows[0] == ["全体", "20", "12", "60.0%"]
    assert "論点集" in one(page, ".menu-wide [aria-current=page]").get_text()
    assert ["40代", "20", "12", "60.0%"] in rows


def test_the_voices_of_another_plans_draft_are_not_found(place: Town, planner: FlaskClient) -> None:
    visit(planner, f"/desk/plans/{place.plan + 1}/runs/{place.run}/drafts/{place.draft}", 404)
    visit(planner, f"{place.desk}/runs/{place.run}/drafts/1-nothing", 404)


def test_a_title_that_names_a_means_is_told_gently(place: Town, planner: FlaskClient) -> None:
    issue_id = add(planner, place, desired_state="公共交通の整備")
    assert "手段の言い方" in visit(planner, f"{place.desk}/issues/{issue_id}").get_text()
    assert "手段の言い方" in visit(planner, f"{place.desk}/issues").get_text()


def test_an_issue_says_what_it_lacks(place: Town, planner: FlaskClient) -> None:
    add(planner, place, section="交通課", measures="乗合タクシー")
    assert "公開できます" in visit(planner, f"{place.desk}/issues").get_text()
    add(planner, place, horizon="")
    page = visit(planner, f"{place.desk}/issues")
    lacking = [
        chip.get_text() for chip in page.select(".digest-list > li")[-1].select(".chip.wait")
    ]
    assert lacking == ["未定: 主管課", "未定: 取り組み", "未定: 区分"]


def test_issues_are_put_in_order(app: Flask, place: Town, planner: FlaskClient) -> None:
    first, second, third = (add(planner, place, desired_state=name) for name in "甲乙丙")

    def order() -> list[str]:
        page = visit(planner, f"{place.desk}/issues")
        return [link.get_text() for link in page.select(".digest-list h2 a")]

    submit(planner, f"{place.desk}/issues/{third}/move", {"to": "up"})
    assert order() == ["甲", "丙", "乙"]
    submit(planner, f"{place.desk}/issues/{first}/move", {"to": "3"})
    assert order() == ["丙", "乙", "甲"]
    submit(planner, f"{place.desk}/issues/{second}/move", {"to": "down"})
    assert order() == ["丙", "甲", "乙"]
    assert issue_of(app, first).revision == 1
    assert planner.post(f"{place.desk}/issues/{first}/move", data={"to": "x"}).status_code == 400


def test_a_section_writes_its_measures_and_nothing_else(
    app: Flask, place: Town, planner: FlaskClient, sign_in: SignIn
) -> None:
    issue_id = add(planner, place)
    section = sign_in("section", name="suzuki")
    page = visit(section, f"{place.desk}/issues/{issue_id}/edit")
    assert page.select_one("#measures") is not None
    assert page.select_one("#desired_state") is None

    said = {"measures": "実証運行", "section": "交通課", "desired_state": "別の題", "revision": "1"}
    submit(section, f"{place.desk}/issues/{issue_id}/edit", said)
    kept = issue_of(app, issue_id)
    assert (kept.measures, kept.section, kept.desired_state) == ("実証運行", "交通課", TITLE)
    assert section.post(f"{place.desk}/issues/{issue_id}/move").status_code == 403


def test_a_voice_is_masked_read_and_approved_before_it_goes_out(
    app: Flask, place: Town, planner: FlaskClient
) -> None:
    issue_id = add(planner, place)
    path = f"{place.desk}/issues/{issue_id}/voices/"
    page = submit(planner, path, {"response": str(place.responses[0]), "question": "trouble"})
    assert "未承認" in page.get_text()
    with app.app_context():
        (voice,) = db.session.scalars(db.select(Voice))
        voice_id = voice.id
        assert voice.words in town.BUS + town.PARK
        assert voice.attributes == ["40代"]

    submit(planner, f"{path}{voice_id}/approve", {})
    page = submit(planner, f"{path}{voice_id}/reword", {"words": "〔地名〕のバスが少ない"})
    assert "未承認" in page.get_text()
    page = submit(planner, f"{path}{voice_id}/reword", {"words": " "})
    assert "声の文が空です" in page.get_text()
    submit(planner, f"{path}{voice_id}/approve", {})
    with app.app_context():
        voice = db.session.get_one(Voice, voice_id)
        assert (voice.words, voice.approved) == ("〔地名〕のバスが少ない", True)
        voices.require_approved([voice])
    page = submit(planner, f"{path}{voice_id}/remove", {})
    assert "代表する声はまだ選ばれていません" in page.get_text()


def test_a_voice_keeps_the_theme_it_was_found_under(
    app: Flask, place: Town, planner: FlaskClient
) -> None:
    issue_id, asked = add(planner, place), f"{place.desk}/questionnaires/{place.questionnaire}"
    planner.post(f"{asked}/themes", data={"question": "trouble", "number": "1"})
    page = visit(planner, f"{asked}/themes/of?question=trouble&theme=1")
    name = one(page, "h1").get_text()

    said = {"key": "1", "question": "trouble", "response": str(place.responses[0])}
    page = submit(planner, f"{place.desk}/issues/{issue_id}/voices/", said)
    link = one(page, ".side .by a")
    assert link.get_text() == name
    assert one(visit(planner, str(link["href"])), "h1").get_text() == name


def test_a_digest_in_the_making_is_said_to_be(
    app: Flask, place: Town, planner: FlaskClient
) -> None:
    with app.app_context():
        db.session.get_one(Run, place.run).state = runs.RUNNING
        db.session.commit()
    page = visit(planner, f"{place.desk}/drafts")
    assert page.select_one(f"a[href='{place.desk}/runs/{place.run}']") is not None


def test_a_voice_of_another_plan_stays_there(app: Flask, place: Town, planner: FlaskClient) -> None:
    issue_id, other = add(planner, place), town.found(app)
    said = {"response": str(other.responses[0]), "question": "trouble"}
    path = f"{place.desk}/issues/{issue_id}/voices/"
    assert planner.post(path, data=said).status_code == 404
    said = {"response": str(place.responses[0]), "question": "年代"}
    assert planner.post(path, data=said).status_code == 404


def test_another_plans_ids_are_not_found(app: Flask, place: Town, planner: FlaskClient) -> None:
    issue_id = add(planner, place)
    with app.app_context():
        plan = make.plan()
        db.session.add(plan)
        db.session.commit()
        other = f"/desk/plans/{plan.id}"
    assert planner.get(f"{other}/issues/{issue_id}").status_code == 404
    assert planner.get(f"{other}/issues/{issue_id}/edit").status_code == 404
    assert planner.get(f"{other}/drafts/{place.draft}/adopt").status_code == 404
    assert planner.get(f"{other}/drafts?questionnaire={place.questionnaire}").status_code == 404


def test_viewers_read_and_change_nothing(
    place: Town, planner: FlaskClient, sign_in: SignIn
) -> None:
    issue_id = add(planner, place)
    viewer = sign_in("viewer", name="tanaka")
    assert not visit(viewer, f"{place.desk}/drafts").select(f"form[action$='{place.draft}/aside']")
    visit(viewer, f"{place.desk}/issues/{issue_id}")
    for path in ("edit", "move", "back", "part", "evidence/accept", "comments/", "drop", "voices/"):
        assert viewer.post(f"{place.desk}/issues/{issue_id}/{path}").status_code == 403
    assert viewer.get(f"{place.desk}/issues/new").status_code == 403


def test_an_issue_can_be_taken_off_the_list(app: Flask, place: Town, planner: FlaskClient) -> None:
    submit(planner, f"{place.desk}/drafts/{place.draft}/adopt", written())
    with app.app_context():
        (issue,) = issues.of_plan(db.session(), db.session.get_one(Plan, place.plan))
        path = f"{place.desk}/issues/{issue.id}/drop"
    page = submit(planner, path, {})
    assert "論点はまだありません" in page.get_text()
    submit(planner, f"{place.desk}/drafts/{place.draft}/adopt", written())


def test_a_digest_is_asked_for_and_made(app: Flask, planner: FlaskClient) -> None:
    place = town.found(app)
    with app.app_context():
        db.session.execute(db.text("DELETE FROM run"))
        db.session.commit()
    assert "論点案はまだありません" in visit(planner, f"{place.desk}/drafts").get_text()
    app.config["JOBS_INLINE"] = False
    reply = planner.post(f"{place.desk}/drafts/ask/{place.questionnaire}")
    run_id = int(reply.headers["Location"].rpartition("/")[2])
    with app.app_context():
        jobs.perform("digest", run_id)
    page = visit(planner, f"{place.desk}/drafts")
    assert "バス" in page.select(".draft")[0].get_text()
    assert done(app)[-1] == "digest.ask"
