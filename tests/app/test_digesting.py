"""The job that turns answers and voices into drafts of issues."""

from typing import Any

from flask import Flask

from app import digesting
from app.extensions import db
from surveys import plans
from surveys.plans import Plan
from surveys.questionnaires import Questionnaire
from surveys.responses import Response
from surveys.runs import Run
from tests.app import town
from tests.app.test_arrangements import decide
from tests.app.test_themes import search
from tests.app.test_themes import town as themed
from tests.conftest import SignIn


def _asked(place: town.Town) -> tuple[Plan, Questionnaire]:
    session = db.session()
    return session.get_one(Plan, place.plan), session.get_one(Questionnaire, place.questionnaire)


def test_a_draft_quotes_the_responses_its_voices_come_from(app: Flask) -> None:
    place = town.found(app)
    with app.app_context():
        told: list[float] = []
        run = db.session.get_one(Run, place.run)
        made = digesting.draft(db.session(), run, told.append).result
        (bus, *_rest) = [each for each in made["issues"] if "バス" in each["topic"]]
        for voice in bus["voices"]:
            response = db.session.get_one(Response, voice["response_id"])
            assert voice["text"] == response.answers["trouble"]
            assert voice["attributes"] == ["40代"]
        assert made["state"]["words"].endswith("日現在")
        assert all(each["statement"].endswith("日現在）") for each in bus["evidence"])
        assert bus["draft_key"].startswith("t-")
        assert told[-1] == 1.0


def test_what_staff_wrote_shows_no_attributes(app: Flask) -> None:
    place = town.found(app, audience="staff")
    with app.app_context():
        run = db.session.get_one(Run, place.run)
        made = digesting.draft(db.session(), run, lambda _share: None).result
        assert {tuple(v["attributes"]) for each in made["issues"] for v in each["voices"]} == {()}


def test_the_same_answers_are_digested_once(app: Flask) -> None:
    place = town.found(app)
    with app.app_context():
        plan, questionnaire = _asked(place)
        first = digesting.wanted(db.session(), plan, questionnaire).fingerprint
        assert first == digesting.wanted(db.session(), plan, questionnaire).fingerprint

        plans.set_fields(db.session(), plan, ["交通: バス、道路"])
        assert digesting.wanted(db.session(), plan, questionnaire).fingerprint != first


def test_a_theme_that_people_renamed_keeps_its_voices_together(app: Flask, sign_in: SignIn) -> None:
    themed(app)
    planner = sign_in("planner")
    search(planner)
    before = _draft(app)
    decide(planner, act="rename", theme="1", name="通学のバス")
    after = _draft(app)
    assert before["fingerprint"] != after["fingerprint"]
    (bus,) = (each for each in after["issues"] if each["topic"] == "通学のバス")
    assert bus["evidence"][0]["source"]["theme"] == "1"
    assert not any(each["topic"] == "通学のバス" for each in before["issues"])


def _draft(app: Flask) -> dict[str, Any]:
    with app.app_context():
        session = db.session()
        plan, asked = session.get_one(Plan, 1), session.get_one(Questionnaire, 1)
        run = digesting.wanted(session, plan, asked)
        made = digesting.draft(session, run, lambda _share: None).result
        return {**made, "fingerprint": run.fingerprint}
