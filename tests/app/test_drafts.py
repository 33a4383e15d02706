"""論点案 at the desk: one list of the whole plan, read, ranked, taken up, joined or set aside."""

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient

from app import digesting, jobs, ranking
from app.desk import draft_reading
from app.exports.digest import every
from app.extensions import db
from surveys import issue_drafts, issue_steps, issues, runs
from surveys.audit import AuditEntry
from surveys.issues import PolicyIssue
from surveys.plans import Plan
from surveys.questionnaires import Questionnaire
from surveys.runs import Run
from tests import make
from tests.analysis import made
from tests.app import town
from tests.app.test_issues import TITLE, add, written
from tests.app.town import Town
from tests.conftest import SignIn
from tests.visit import one, submit, visit

TRANSIT, SHORT = "t-transit", "職員はバスの不足を挙げました。"


@pytest.fixture
def place(app: Flask) -> Town:
    return town.found(app)


@pytest.fixture
def planner(sign_in: SignIn) -> FlaskClient:
    return sign_in("planner")


def spoken(app: Flask, place: Town, audience: str, **changes: object) -> int:
    """Another survey of the town, whose digest speaks of buses too; the town's has its topic."""
    with app.app_context():
        session = db.session()
        mine = session.get_one(Run, place.run)
        bus, park = runs.result(mine)["issues"]
        mine.result = {**runs.result(mine), "issues": [{**bus, "draft_key": TRANSIT}, park]}
        frame, book = made.frame((town.GENERATION,), made.people(30, 年代="1"))
        plan = session.get_one(Plan, place.plan)
        named = {"title": f"{audience}の調査", "audience": audience, "sampling": "census"}
        asked = make.answered(session, plan, frame, book, **named | changes)
        run = digesting.wanted(session, plan, asked)
        run.created_at = make.NOON
        session.add(run)
        session.flush()
        own = {"desired_state": "", "parts": {"breadth": 1.0}, "people": 9, "n": 30, "groups": []}
        said = {**bus["evidence"][0], "statement": SHORT, "kind": "need"}
        said["source"] = {"question": "年代", "axis": None, "theme": None}
        draft = {**bus, **own, "draft_key": TRANSIT, "evidence": [said], "voices": []}
        runs.finish(run, {"n": 30, "notes": [], "issues": [draft], "writers": []})
        first = session.get_one(Questionnaire, place.questionnaire)
        mine.fingerprint = digesting.wanted(session, plan, first).fingerprint
        session.commit()
        return int(asked.id)


def titles(page: BeautifulSoup) -> list[str]:
    return [heading.get_text() for heading in page.select(".draft h2")]


def sides(card: Tag) -> list[str]:
    return [chip.get_text() for chip in card.select(".side h3 .chip")]


def done(app: Flask) -> str:
    with app.app_context():
        last = db.select(AuditEntry.what).order_by(AuditEntry.id.desc()).limit(1)
        return str(db.session.scalar(last))


def _adopted(client: FlaskClient, place: Town) -> int:
    reply = client.post(f"{place.desk}/drafts/{place.draft}/adopt", data=written())
    return int(reply.headers["Location"].rpartition("/")[2])


def test_drafts_show_why_they_stand_where_they_stand(place: Town, planner: FlaskClient) -> None:
    page = visit(planner, f"{place.desk}/drafts")
    first, second = page.select(".draft")
    assert one(first, "h2").get_text() == TITLE
    for words in ("声の厚み", "1.00", "該当なし", town.STATEMENT, "主に「広がり」で順位が上がり"):
        assert words in first.get_text()
    assert "バスの本数が少ない" in one(first, "blockquote").get_text()
    assert one(first, "[data-firm]").get_text().startswith("重みを変え")
    assert "公園の遊具" in second.get_text()
    assert "声は一部です" in page.get_text()

    (link,) = first.select(".evidence a")
    voices = visit(planner, str(link["href"]))
    assert len(voices.select("blockquote")) == 12
    assert "12件の声" in voices.get_text()


def test_citizens_and_staff_meet_in_one_draft_of_the_plan(
    app: Flask, place: Town, planner: FlaskClient
) -> None:
    staff = spoken(app, place, "staff")
    page = visit(planner, f"{place.desk}/drafts")
    bus = one(page, f"#{TRANSIT}")
    assert sides(bus) == ["市民の回答", "職員の回答"]
    assert "広がり1.00" in bus.get_text().replace("\n", "")
    assert len(page.select(".draft")) == 2

    alone = visit(planner, f"{place.desk}/drafts?questionnaire={staff}")
    assert sides(one(alone, ".draft")) == ["職員の回答"]

    submit(planner, f"{place.desk}/drafts/{TRANSIT}/adopt", written())
    with app.app_context():
        (issue,) = issues.of_plan(db.session(), db.session.get_one(Plan, place.plan))
        told = issues.evidence(db.session(), issue)
        assert [e.source["questionnaire_id"] for e in told] == [place.questionnaire, staff]
        assert told[1].statement == f"{SHORT}（職員の回答）"
    assert "採用した論点を開く" in visit(planner, f"{place.desk}/drafts").get_text()


def test_an_open_call_and_an_older_wave_do_not_speak_for_the_plan(
    app: Flask, place: Town, planner: FlaskClient
) -> None:
    call = spoken(app, place, "citizen", sampling="open", title="公募の調査")
    older = spoken(app, place, "citizen", surveyed_year=2020, title="前の調査")
    with app.app_context():  # has begun, and nobody has answered yet
        plan = db.session.get_one(Plan, place.plan)
        make.questionnaire(db.session(), plan, surveyed_year=2030, state="imported")
        db.session.commit()
    page = visit(planner, f"{place.desk}/drafts")
    assert sides(one(page, f"#{TRANSIT}")) == ["市民の回答", "公募の市民の回答"]
    assert "広がり0.80" in one(page, f"#{TRANSIT}").get_text().replace("\n", "")

    alone = visit(planner, f"{place.desk}/drafts?questionnaire={call}")
    assert "公募（代表性なし・参考）" in alone.get_text()
    assert "参考: 公募の声だけの論点案" in alone.get_text()
    assert titles(visit(planner, f"{place.desk}/drafts?questionnaire={older}"))
    with app.app_context():
        plan = db.session.get_one(Plan, place.plan)
        found = draft_reading.every(db.session(), plan)
        assert found[f"{place.questionnaire}-transit"]["draft_key"] == TRANSIT


def test_an_indicator_alone_is_nobodys_answer(
    app: Flask, place: Town, planner: FlaskClient
) -> None:
    with app.app_context():
        run = db.session.get_one(Run, place.run)
        first, *rest = runs.result(run)["issues"]
        told = {**first["evidence"][0], "kind": "indicator", "statement": "目標に届きません。"}
        told["source"] = {"question": "7", "axis": None, "theme": None}
        first = {**first, "evidence": [told], "voices": [], "people": 0}
        run.result = {**runs.result(run), "issues": [first, *rest]}
        db.session.commit()
    card = visit(planner, f"{place.desk}/drafts").select(".draft")[0]
    assert sides(card) == ["成果指標など"]
    assert "0人" not in card.get_text()


def test_drafts_are_found_by_words_and_put_under_their_fields(
    place: Town, planner: FlaskClient
) -> None:
    assert titles(visit(planner, f"{place.desk}/drafts?q=遊具")) == [
        "（ありたい姿は未記入）公園の遊具"
    ]
    none = visit(planner, f"{place.desk}/drafts?q=図書館")
    assert "当てはまる論点案はありません" in none.get_text()
    shelved = visit(planner, f"{place.desk}/drafts?by=field")
    assert [each.get_text(" ", strip=True) for each in shelved.select(".shelf-name")] == [
        "移動・交通 2"
    ]


def test_weights_rank_anew_and_are_kept_for_the_plan(
    app: Flask, place: Town, planner: FlaskClient
) -> None:
    severe = {"breadth": "0", "severity": "100", "concentration": "0", "voices": "0"}
    asked = "&".join(f"{part}={weight}" for part, weight in severe.items())
    assert "公園の遊具" in titles(visit(planner, f"{place.desk}/drafts?{asked}"))[0]
    nothing = dict.fromkeys(ranking.HOUSE, "0")
    for weights in ("breadth=x", "&".join(f"{part}=0" for part in nothing), "voices=999"):
        assert titles(visit(planner, f"{place.desk}/drafts?{weights}"))[0] == TITLE

    page = submit(planner, f"{place.desk}/drafts/weights", nothing, status=422)
    assert "重みがすべて0です" in page.get_text()
    issue_id = _adopted(planner, place)
    page = submit(planner, f"{place.desk}/drafts/weights", severe)
    assert "公園の遊具" in titles(page)[0]
    assert done(app) == "weights.keep"
    with app.app_context():
        plan = db.session.get_one(Plan, place.plan)
        assert ranking.weights_of(db.session(), plan)["severity"] == 100
        issue = db.session.get_one(PolicyIssue, issue_id)
        assert issue.priority == 0.5
        (told, *_) = every.further(db.session(), plan)["weights"]
        assert told == {"name": "広がり", "weight": 0.0}
        assert issue_steps.history(db.session(), issue)[0].kind == "weighed"
    assert titles(submit(planner, f"{place.desk}/drafts/weights/reset", {}))[0] == TITLE


def test_a_draft_is_taken_up_with_its_evidence_once(
    app: Flask, place: Town, planner: FlaskClient
) -> None:
    path = f"{place.desk}/drafts/{place.draft}/adopt"
    page = visit(planner, path)
    assert one(page, "#desired_state")["value"] == TITLE
    submit(planner, path, written(desired_state=" "), status=422)

    page = submit(planner, path, written())
    assert page.h1 is not None
    assert page.h1.get_text() == TITLE
    assert town.STATEMENT in page.get_text()
    assert "移動・交通" in page.get_text()
    assert done(app) == "issue.adopt"

    page = submit(planner, path, written(), status=422)
    assert "すでに論点として採用されています" in page.get_text()


def test_a_draft_joins_an_issue_and_leaves_its_words_alone(
    app: Flask, place: Town, planner: FlaskClient
) -> None:
    issue_id = add(planner, place, gap="人が書いた課題")
    path = f"{place.desk}/drafts/{place.draft}/join"
    assert "加える先の論点を選んでください" in submit(planner, path, {}, 422).get_text()
    page = visit(planner, path)
    assert one(page, "input[name=issue]")["value"] == str(issue_id)
    page = submit(planner, path, {"issue": str(issue_id)})
    assert town.STATEMENT in page.get_text()
    assert "人が書いた課題" in page.get_text()
    assert done(app) == "issue.join"
    page = submit(planner, path, {"issue": str(issue_id)}, 422)
    assert "すでに論点として採用されています" in page.get_text()

    with app.app_context():
        session, plan = db.session(), db.session.get_one(Plan, place.plan)
        (step, *_earlier) = issue_steps.of_plan(session, plan, 5)
        assert step.kind == "joined"
        undoing = issue_steps.IssueStep(plan_id=plan.id, kind="undone", about={}, made_at=make.NOON)
        issue_steps.undo(session, step, undoing)
        assert issue_drafts.adopted(session, plan) == {}
        assert issues.evidence(session, issues.of_plan(session, plan)[0]) == []


def test_a_draft_set_aside_can_be_brought_back(place: Town, planner: FlaskClient) -> None:
    page = submit(planner, f"{place.desk}/drafts/{place.draft}/aside", {})
    assert len(page.select(".draft")) == 1
    assert "見送った論点案（1）" in page.get_text()
    page = submit(planner, f"{place.desk}/drafts/{place.draft}/back", {})
    assert len(page.select(".draft")) == 2


def test_all_that_is_out_of_date_is_made_anew_at_once(
    app: Flask, place: Town, planner: FlaskClient
) -> None:
    spoken(app, place, "staff")
    app.config["JOBS_INLINE"] = False
    assert "変わっています" not in visit(planner, f"{place.desk}/drafts").get_text()
    with app.app_context():
        db.session.get_one(Run, place.run).fingerprint = "old"
        db.session.commit()
    page = visit(planner, f"{place.desk}/drafts")
    assert "変わったもの: 市民意識調査" in page.get_text()

    page = submit(planner, f"{place.desk}/drafts/ask", {})
    assert "論点案をつくり直しています" in page.get_text()
    assert done(app) == "digest.ask"
    with app.app_context():
        waiting = list(db.session.scalars(db.select(Run).where(Run.state == runs.WAITING)))
        assert [run.questionnaire_id for run in waiting] == [place.questionnaire]
        jobs.perform("digest", waiting[0].id)
    assert titles(visit(planner, f"{place.desk}/drafts"))


def test_empty_pages_say_how_to_begin(app: Flask, place: Town, planner: FlaskClient) -> None:
    with app.app_context():
        db.session.execute(db.text("DELETE FROM run"))
        plan = make.plan()
        db.session.add(plan)
        db.session.commit()
        other = f"/desk/plans/{plan.id}"
    page = visit(planner, f"{place.desk}/drafts")
    assert "論点案はまだありません" in page.get_text()
    assert one(page, "form[action$='/drafts/ask'] button").get_text() == "論点案をつくる"
    app.config["JOBS_INLINE"] = False
    assert submit(planner, f"{place.desk}/drafts/ask", {}).select("[data-waiting]")
    assert "まず回答を取り込みましょう" in visit(planner, f"{other}/drafts").get_text()
    assert "割り当てる設問がまだありません" in visit(planner, f"{other}/fields").get_text()
    for path in (f"drafts/{place.draft}/adopt", f"drafts?questionnaire={place.questionnaire}"):
        assert planner.get(f"{other}/{path}").status_code == 404


def test_what_a_planner_assigns_is_followed_learnt_and_taken_back(
    app: Flask, place: Town, planner: FlaskClient
) -> None:
    path = f"{place.desk}/fields"
    page = visit(planner, path)
    key = str(one(page, "input[name=thing]")["value"])
    assert key == f"{place.questionnaire}//trouble"

    page = submit(planner, path, {"thing": key, "field": "健康・福祉"})
    assert "1件の分野を保存しました" in page.get_text()
    assert one(page, "select[name=field] option[selected]").get_text() == "健康・福祉"
    assert done(app) == "fields.save"
    assert (
        "変わったところはありませんでした"
        in submit(planner, path, {"thing": key, "field": "健康・福祉"}).get_text()
    )
    card = visit(planner, f"{place.desk}/drafts").select(".draft")[0]
    assert one(card, ".draft-head .chip").get_text() == "健康・福祉"

    said: dict[str, Any] = {"thing": key, "field": "", "seen": "0"}  # as a page before it shows
    assert "変わったところはありません" in submit(planner, path, said).get_text()
    said = {"thing": key, "field": "ない分野"}
    assert planner.post(path, data=said).status_code == 400
    assert "trouble" not in visit(planner, f"{path}?field=open").get_text()
    assert visit(planner, f"{path}?field=decided").select("select")
    assert not submit(planner, f"{path}/undo", {}).select("option[selected]")
    assert "取り消せる保存はありません" in submit(planner, f"{path}/undo", {}, 422).get_text()


def test_a_draft_follows_the_themes_its_voices_are_in(
    app: Flask, place: Town, planner: FlaskClient
) -> None:
    asked = f"{place.desk}/questionnaires/{place.questionnaire}"
    planner.post(f"{asked}/themes", data={"question": "trouble", "number": "2"})
    page = visit(planner, f"{place.desk}/fields")
    (_question, *themes) = [str(each["value"]) for each in page.select("input[name=thing]")]
    assert len(themes) == 2
    said = {"thing": themes, "field": ["健康・福祉"] * 2}
    submit(planner, f"{place.desk}/fields", said)
    for card in visit(planner, f"{place.desk}/drafts").select(".draft"):
        assert one(card, ".draft-head .chip").get_text() == "健康・福祉"
        assert "割り当てた設問とテーマに合わせています" in card.get_text()


def test_the_page_hands_its_script_all_it_ranks_by(place: Town, planner: FlaskClient) -> None:
    page = visit(planner, f"{place.desk}/drafts?q=遊具")
    said = json.loads(str(one(page, "[data-ranking]")["data-ranking"]))
    assert [each["key"] for each in said["drafts"]] == [place.draft, f"{place.questionnaire}-park"]
    assert said["names"][0] == ["breadth", "広がり"]
