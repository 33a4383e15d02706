"""ワークショップの準備と終了: from a name to an evening, of which no phone is remembered."""

from pathlib import Path
from typing import Any

import pytest
from bs4 import Tag
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.access import COOKIE
from app.extensions import db
from surveys.workshops.ideas import Idea
from surveys.workshops.participants import Participant
from surveys.workshops.workshops import Workshop
from tests import make
from tests.conftest import token_for
from tests.visit import one, spoken, submit, visit


@pytest.fixture
def desk(app: Flask) -> str:
    with app.app_context():
        db.session.add(make.plan())
        db.session.commit()
    return "/desk/plans/1/workshops"


def facilitator(app: Flask) -> FlaskClient:
    client = app.test_client()
    client.set_cookie(COOKIE, token_for(app, "facilitator"))
    return client


def writes(app: Flask, client: FlaskClient, here: str) -> str:
    """Take everybody to where people write, and let a phone join and write; gives its address."""
    for _ in range(2):
        form = one(visit(client, f"{here}/running"), "form:has(button.filled)")
        submit(client, f"{here}/running/go", fields(form))
    with app.app_context():
        room = f"/hall/{db.session.scalars(select(Workshop.code)).one()}"
    phone = app.test_client()
    visit(phone, room)
    page = submit(phone, f"{room}/join", {"nickname": "さくら", "age": "60代"})
    assert spoken(one(page, "h1")) == "ありたい姿"
    written = fields(one(page, "form[data-slip]")) | {"words": "花の咲く駅前"}
    submit(phone, f"{room}/ideas", written)
    return room


def fields(form: Tag) -> dict[str, Any]:
    """What a form of one button sends."""
    return {str(box["name"]): box["value"] for box in form.select("input")}


def kept(app: Flask) -> tuple[list[str], list[tuple[bytes | None, str]], int]:
    """What is left: slips, (device, nickname) of participants, folders of keys."""
    with app.app_context():
        ideas = list(db.session.scalars(select(Idea.words)))
        asked = select(Participant.device, Participant.nickname)
        people = [(device, name) for device, name in db.session.execute(asked)]
        return ideas, people, len(list(Path(app.config["KEYS_DIR"]).glob("*/hmac")))


def test_an_evening_is_made_rehearsed_held_and_closed(app: Flask, desk: str) -> None:
    client = facilitator(app)
    wrong = submit(client, desk, {"title": "", "tables": "0"}, 422)
    assert "ワークショップの名前を入力してください" in one(wrong, "#errors").get_text()
    page = submit(client, desk, {"title": "駅前を考える会", "tables": "2", "held_on": "2026-11-28"})
    assert "準備中 ・ 令和8年11月28日" in spoken(one(page, ".lead"))
    assert len(page.select(".programme li")) == 7
    here = f"{desk}/1"
    assert "駅前を考える会" in visit(client, desk).get_text()

    submit(client, f"{here}/rehearse", {})
    room = writes(app, client, here)
    assert "リハーサル中です" in visit(client, f"{room}/wall").get_text()
    submit(client, f"{here}/rehearsed", {})
    assert kept(app) == ([], [], 0), "nothing of a rehearsal is left"
    assert app.test_client().get(room).status_code == 404

    submit(client, f"{here}/open", {})
    room = writes(app, client, here)
    assert "印を付けてください" in submit(client, f"{here}/close", {}, 422).get_text()
    page = submit(client, f"{here}/close", {"sure": "y"})
    assert "ニックネームと端末の情報は残っていません" in page.get_text()
    assert kept(app) == (["花の咲く駅前"], [(None, "")], 0)
    assert app.test_client().get(room).status_code == 404
    submit(client, f"{here}/open", {}, 422)
