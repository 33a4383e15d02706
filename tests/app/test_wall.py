"""投影画面: what a hall sees, and what it does not; and stepping through the evening."""

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask

from app.access import COOKIE
from app.clock import now as moment
from app.extensions import db
from app.hall import now
from surveys.workshops import ideas, phases, workshops
from surveys.workshops.groups import IdeaGroup
from surveys.workshops.workshops import Workshop
from tests import make
from tests.app import held
from tests.conftest import token_for
from tests.visit import one, spoken, submit, visit

Room = dict[str, Any]


@pytest.fixture
def room(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Room:
    monkeypatch.setattr(now, "LONGEST", 0)  # each look is a new one
    with app.app_context():
        plan = make.plan()
        db.session.add(plan)
        db.session.commit()
        plan_id = plan.id
    return {"plan_id": plan_id, **held.fill(app, plan_id)}


def test_the_wall_shows_groups_and_says_how_to_join(app: Flask, room: Room) -> None:
    client, wall = app.test_client(), f"/hall/{room['code']}/wall"
    page = visit(client, wall)
    assert [spoken(card) for card in page.select("main li")] == ["駅前に朝市をテーブル1"]
    assert "".join(one(page, ".code").get_text().split()) == f"番号{room['code']}"
    assert client.get(f"{wall}/qr.svg").mimetype == "image/svg+xml"

    with app.app_context():
        session = db.session()
        idea = session.get_one(ideas.Idea, room["idea_id"])
        group = IdeaGroup(
            workshop_id=idea.workshop_id, phase_id=idea.phase_id, name="にぎわい", changed=1
        )
        session.add(group)
        session.flush()
        idea.group_id = group.id
        session.commit()
    assert spoken(one(visit(client, wall), "h2")) == "にぎわい 1枚"
    assert not visit(client, f"{wall}?by=newest").select("h2")


@pytest.mark.parametrize("state", [ideas.ASIDE, ideas.WITHDRAWN])
def test_what_is_hidden_aside_or_withdrawn_is_never_on_the_wall(
    app: Flask, room: Room, state: str
) -> None:
    client, cards = app.test_client(), f"/hall/{room['code']}/wall/cards"
    with app.app_context():
        phase = db.session.get_one(phases.Phase, room["phase_id"])
        phase.hidden = True
        db.session.commit()
    hidden = client.get(cards).text
    assert "朝市" not in hidden
    assert one(BeautifulSoup(hidden, "html.parser"), ".number strong").text == "1"

    with app.app_context():
        session = db.session()
        session.get_one(phases.Phase, room["phase_id"]).shown = True
        session.commit()
        assert "朝市" in client.get(cards).text
        session.get_one(ideas.Idea, room["idea_id"]).state = state
        session.commit()
    assert "朝市" not in client.get(cards).text


def test_a_script_is_told_only_of_what_is_new_and_by_a_stream_too(app: Flask, room: Room) -> None:
    client, asked = app.test_client(), f"/hall/{room['code']}/now"
    first = client.get(asked).get_json()
    assert (first["title"], first["shown"], first["left"]) == ("アイデア", True, None)
    assert client.get(f"{asked}?seen={first['revision']}").status_code == 204
    assert client.get("/hall/000000/now").status_code == 404

    with app.app_context():
        session = db.session()
        workshop = session.get_one(Workshop, room["workshop_id"])
        workshops.touch(session, workshop.id)
        workshops.start_timer(workshop, 600, moment())
        session.commit()
    told = client.get(f"{asked}?seen={first['revision']}").get_json()
    assert told["revision"] == first["revision"] + 1
    assert 595 <= told["left"] <= 600

    stream = client.get(f"/hall/{room['code']}/wall/stream")
    lines = (str(line, "utf-8") for line in stream.iter_encoded())
    assert next(lines).startswith("retry:")
    assert json.loads(next(lines).removeprefix("data: ")) == told
    stream.close()


def test_streams_leave_half_of_the_threads_to_others(app: Flask, room: Room) -> None:
    path = f"/hall/{room['code']}/wall/stream"
    client = app.test_client()
    held_open = [client.get(path) for _ in range(app.config["STREAMS"])]
    assert client.get(path).status_code == 503
    held_open[0].close()
    again = client.get(path)
    assert again.status_code == 200
    for each in (again, *held_open[1:]):
        each.close()


def fields(form: Tag) -> dict[str, Any]:
    """What a form of one button sends."""
    return {str(box["name"]): box["value"] for box in form.select("input")}


def test_a_facilitator_steps_on_and_back_once_however_often_it_is_pressed(
    app: Flask, room: Room
) -> None:
    desk = f"/desk/plans/{room['plan_id']}/workshops/{room['workshop_id']}/running"
    client = app.test_client()
    client.set_cookie(COOKIE, token_for(app, "facilitator"))
    page = visit(client, desk)
    assert one(page, ".programme [aria-current] strong").text == "アイデア"
    on = one(page, "form:has(button.filled)")
    pressed = fields(on)

    page = submit(client, f"{desk}/go", pressed)
    assert one(page, ".stage h2").text == "ロジックモデル"
    page = submit(client, f"{desk}/go", pressed)
    assert one(page, ".stage h2").text == "ロジックモデル"
    assert "先に段階を動かしました" in page.get_text()

    started = {"act": "start", "minutes": "20", "ends": ""}
    page = submit(client, f"{desk}/timer", started)
    assert one(page, ".clock time").text in {"20:00", "19:59"}
    ends = one(page, "form:has([value=more]) [name=ends]")["value"]
    for _ in range(2):  # a double press
        page = submit(client, f"{desk}/timer", {"act": "more", "ends": ends})
    assert one(page, ".clock time").text in {"21:00", "20:59"}
    back = one(page, "form:has(button:-soup-contains('前へ'))")
    page = submit(client, f"{desk}/go", fields(back))
    assert one(page, ".stage h2").text == "アイデア"
    assert not page.select(".clock time"), "the timer belongs to the phase it was started in"
