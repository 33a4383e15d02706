"""What the server writes down about itself holds nothing of anyone."""

import logging
from collections.abc import Iterator
from io import StringIO

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app import jobs
from app.access import COOKIE, public
from app.extensions import db
from app.logs import FORM, Discreet
from app.work import Made, Progress
from surveys.runs import Run
from tests import make
from tests.app import town, world
from tests.conftest import token_for

NAME, PASSWORD, ADDRESS = "himitsu-no-name", "himitsu-no-password", "203.0.113.7"


@pytest.fixture
def log() -> Iterator[StringIO]:
    """Everything from INFO up, as it would be printed."""
    printed, root = StringIO(), logging.getLogger()
    speaking, level = logging.StreamHandler(printed), root.level
    speaking.setFormatter(Discreet(FORM))
    root.addHandler(speaking)
    root.setLevel(logging.INFO)
    yield printed
    root.removeHandler(speaking)
    root.setLevel(level)


def break_down(_session: Session, _run: Run, _progress: Progress) -> Made:
    """A job that stumbles over an answer."""
    try:
        int(town.BUS[0])
    except ValueError as error:
        raise KeyError(town.PARK[0]) from error
    raise AssertionError


def test_a_whole_walk_with_faults_leaves_no_word_of_anyone(
    app: Flask, log: StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    @app.get("/fault")
    @public
    def fault() -> str:
        raise ValueError(town.BUS[1])

    @app.get("/twice")
    @public
    def twice() -> str:
        make.member(db.session(), NAME)
        make.member(db.session(), NAME)  # the database says which name is there already
        return ""

    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = ADDRESS
    client.post("/desk/sign-in", data={"name": NAME, "password": PASSWORD})
    token = token_for(app, "planner", "keeper", "administrator")
    client.set_cookie(COOKIE, token)
    ids = world.fill(app, client)
    monkeypatch.setitem(jobs.JOBS, "themes", break_down)
    asked = f"/desk/plans/1/questionnaires/{ids['questionnaire_id']}/themes"
    client.post(asked, data={"question": "trouble", "number": "5"})
    assert client.get("/fault").status_code == 500
    assert client.get("/twice").status_code == 500

    said = log.getvalue()
    for kind in ("ValueError", "KeyError", "IntegrityError", "break_down", "fault at twice"):
        assert kind in said
    for secret in (NAME, PASSWORD, ADDRESS, token, *town.BUS, *town.PARK, "男", "/desk/"):
        assert secret not in said
