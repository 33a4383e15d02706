"""Which surveys of a plan another is read by."""

from dataclasses import replace

from flask import Flask

from analysis.digest.drafts import digest
from analysis.digest.plain import as_json
from analysis.indicator_table import parse
from app import alongside, indicating
from app.desk import tracing
from app.extensions import db
from surveys import statistics
from surveys.plans import Plan
from surveys.questionnaires import Questionnaire
from tests import make
from tests.analysis import made

BUS = replace(made.scale("bus", "満足", "どちらともいえない", "不満"), reverse=True)
FRAME, CODEBOOK = made.frame((BUS,), [*made.people(30, bus="満足"), *made.people(20, bus="不満")])


def plan(*surveys: dict[str, object]) -> tuple[Plan, list[Questionnaire]]:
    stored = make.plan()
    db.session.add(stored)
    db.session.flush()
    return stored, [
        make.answered(db.session(), stored, FRAME, CODEBOOK, **each) for each in surveys
    ]


def test_a_survey_is_read_by_the_wave_before_it_and_by_staff(app: Flask) -> None:
    with app.app_context():
        stored, (mine, _older, before, staff, *_) = plan(
            {"surveyed_year": 2026},
            {"surveyed_year": 2022},
            {"surveyed_year": 2024},
            {"surveyed_year": 2026, "audience": "staff", "sampling": "census"},
            {"surveyed_year": 2025, "sampling": "open"},
            {"surveyed_year": 2027},
        )
        found = alongside.surveys_of(db.session(), stored, mine)
        assert (found.before, found.others) == (before, staff)

        read = alongside.read(db.session(), stored, mine)
        assert (read.year, read.people) == ("令和8年度", "市民")
        assert read.before is not None
        assert read.before.name == "令和6年度"
        assert read.others is not None
        assert read.others.name == "職員"


def test_of_two_surveys_of_one_year_it_is_read_by_the_one_it_was_copied_from(app: Flask) -> None:
    with app.app_context():
        stored, (mine, source, later) = plan(
            {"surveyed_year": 2026}, {"surveyed_year": 2025}, {"surveyed_year": 2025}
        )
        assert alongside.surveys_of(db.session(), stored, mine).before == later
        mine.copied_from_id = source.id
        assert alongside.surveys_of(db.session(), stored, mine).before == source


def test_an_open_call_is_read_alone(app: Flask) -> None:
    with app.app_context():
        stored, (mine, _) = plan({"sampling": "open"}, {"surveyed_year": 2024})
        assert alongside.surveys_of(db.session(), stored, mine) == alongside.Surveys()


def test_new_answers_of_a_survey_beside_make_a_new_digest(app: Flask) -> None:
    with app.app_context():
        stored, (mine, _) = plan({}, {"surveyed_year": 2024})
        one = alongside.surveys_of(db.session(), stored, mine).mark(db.session())
        assert len(one) == 1
        make.answered(db.session(), stored, FRAME, CODEBOOK, audience="staff", sampling="census")
        assert alongside.surveys_of(db.session(), stored, mine).mark(db.session())[:1] == one


def test_what_the_indicators_say_comes_under_the_issue_it_is_about(app: Flask) -> None:
    table = "指標名,基準値,R3,目標値,手がかり\nバスの利用者数,500人 (R1),480人,増加,公共交通 バス\n"
    with app.app_context():
        stored, (mine, _) = plan({}, {"surveyed_year": 2024})
        before = alongside.surveys_of(db.session(), stored, mine).mark(db.session())
        listed = [indicating.written(each) for each in parse(table.encode(), "表")]
        statistics.write(db.session(), stored, listed)
        assert alongside.surveys_of(db.session(), stored, mine).mark(db.session()) != before
        read = alongside.read(db.session(), stored, mine)
        drafted = as_json(digest(FRAME, CODEBOOK, beside=read))["issues"]
        told = [each for issue in drafted for each in issue["evidence"]]
        (moved,) = [each for each in told if each["kind"] == "indicator_away"]
        assert "500人（R1）から480人（R3）へ20人減り" in moved["statement"]
        source = {**moved["source"], "kind": moved["kind"], "questionnaire_id": mine.id}
        number = statistics.of_plan(db.session(), stored)[0].id
        with app.test_request_context():
            assert tracing.address(stored.id, source).endswith(f"/indicators#indicator-{number}")
