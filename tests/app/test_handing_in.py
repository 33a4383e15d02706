"""版をつくる処理: what is published is what its files were made from, by whoever may publish."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import handing_in
from app.access import COOKIE
from app.extensions import db
from app.handing_in import DigestChangedMeanwhile
from surveys import editions, issues, runs
from surveys.editions import Edition
from surveys.plans import Plan
from surveys.runs import FAILED, Run
from tests import make
from tests.app import town
from tests.app.test_editions import adopt
from tests.app.town import Town
from tests.conftest import SignIn


@pytest.fixture
def place(app: Flask) -> Town:
    return town.found(app)


def asked(place: Town, **changes: str) -> Run:
    edition = Edition(plan_id=place.plan, stage="draft", title="論点集", preface="")
    run = handing_in.wanted(db.session(), edition, 1)
    run.created_at = make.NOON
    for name, value in changes.items():
        setattr(run, name, value)
    return run


def test_a_digest_that_changes_meanwhile_is_not_published(
    app: Flask, place: Town, sign_in: SignIn
) -> None:
    adopt(app, sign_in("planner"), place)
    with app.app_context():
        session = db.session()
        steps: list[float] = []
        plan = session.get_one(Plan, place.plan)
        made = handing_in.publish(session, asked(place), steps.append)
        assert made.store is not None
        assert steps == sorted(steps)
        (issue,) = issues.of_plan(session, plan)
        issue.gap = "書き足した。"
        session.flush()
        with pytest.raises(DigestChangedMeanwhile):
            made.store(session)
        session.rollback()
        assert editions.of_plan(session, plan) == []

        made.store(session)
        assert [each.name for each in editions.of_plan(session, plan)] == ["素案 第1版"]


def test_pressing_twice_asks_for_one_edition(app: Flask, place: Town) -> None:
    with app.app_context():
        first, new = runs.ask(db.session(), asked(place))
        again, anew = runs.ask(db.session(), asked(place))
        assert (first, new, anew) == (again, True, False)


@pytest.mark.parametrize(("role", "status"), [("viewer", 403), ("planner", 302)])
def test_only_planners_start_what_failed_to_be_published_again(
    app: Flask, place: Town, sign_in: SignIn, role: str, status: int
) -> None:
    with app.app_context():
        run = asked(place, state=FAILED)
        db.session.add(run)
        db.session.commit()
        path = f"/desk/plans/{place.plan}/runs/{run.id}/again"
    client: FlaskClient = sign_in(role)
    assert client.get_cookie(COOKIE) is not None
    assert client.post(path).status_code == status
