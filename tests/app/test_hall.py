"""参加者のスマートフォン: joining, writing, taking back; each slip once, and nobody else's."""

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from app.extensions import db
from surveys.workshops import phases, workshops
from surveys.workshops.ideas import Idea
from surveys.workshops.workshops import Workshop
from tests import make
from tests.app import held
from tests.visit import one, spoken, submit, visit

Room = dict[str, Any]


@pytest.fixture
def room(app: Flask) -> Room:
    with app.app_context():
        plan = make.plan()
        db.session.add(plan)
        db.session.commit()
        plan_id = plan.id
    return held.fill(app, plan_id)


def joined(app: Flask, room: Room, **said: str) -> tuple[FlaskClient, BeautifulSoup]:
    """A phone that read the QR code of table 2 and pressed 参加する."""
    phone = app.test_client()
    page = visit(phone, f"/hall/{room['code']}?table=2")
    table = str(one(page, "#table option[selected]")["value"])
    return phone, submit(phone, f"/hall/{room['code']}/join", {"table": table, **said})


def slip(page: BeautifulSoup, words: str) -> dict[str, Any]:
    """What the form of a new slip sends."""
    form = one(page, "form[data-slip]")
    return {str(box["name"]): box["value"] for box in form.select("input")} | {"words": words}


def test_somebody_joins_by_qr_and_writes_in_three_taps(app: Flask, room: Room) -> None:
    phone, page = joined(app, room)
    assert spoken(one(page, "h1")) == "アイデア"
    assert "テーブル2" in one(page, ".me").get_text()
    written = slip(page, "駅前に\n図書館の分室を")

    for _ in range(2):  # sent again where the reply was lost
        page = submit(phone, f"/hall/{room['code']}/ideas", written)

    assert spoken(one(page, ".sent:not([hidden])")) == "出しました。続けて書けます。"
    mine = page.select("section[aria-labelledby=mine] .words")
    assert [each.get_text() for each in mine] == ["駅前に\n図書館の分室を"]
    with app.app_context():
        assert len(db.session.scalars(db.select(Idea)).all()) == 2, "mine, and the one there was"


def test_a_code_is_typed_as_people_type(app: Flask, room: Room) -> None:
    phone, code = app.test_client(), str(room["code"])
    wide = code.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    page = submit(phone, "/hall/", {"code": f" {wide[:3]} {wide[3:]} "})
    assert spoken(one(page, "h1")) == "ワークショップに参加"
    assert page.select("#table")
    page = submit(phone, "/hall/", {"code": "12345"}, 422)
    assert "6けたの番号を確かめてください" in one(page, "#code-error").get_text()


def test_what_is_wrong_with_a_slip_is_said_and_nothing_typed_is_lost(
    app: Flask, room: Room
) -> None:
    phone, page = joined(app, room)
    page = submit(phone, f"/hall/{room['code']}/ideas", slip(page, "あ" * 201), 422)
    assert one(page, "#words").get_text() == "あ" * 201
    assert "いまは201文字です" in one(page, "#words-error").get_text()


def test_people_write_anew_take_back_and_put_back_their_own_alone(app: Flask, room: Room) -> None:
    phone, page = joined(app, room)
    page = submit(phone, f"/hall/{room['code']}/ideas", slip(page, "夜市"))
    form = one(page, "section[aria-labelledby=mine] form")
    token, own = one(form, "[name=token]")["value"], str(form["action"])

    said = {"token": token, "act": "reword", "words": "夜市を毎月"}
    page = submit(phone, own, said)
    assert one(page, "section[aria-labelledby=mine] .words").get_text() == "夜市を毎月"
    page = submit(phone, own, {"token": token, "act": "withdraw"})
    assert "取り下げました" in page.get_text()
    wall = f"/hall/{room['code']}/wall/cards"
    assert "夜市" not in phone.get(wall).text
    submit(phone, own, {"token": token, "act": "back"})
    assert "夜市を毎月" in phone.get(wall).text

    theirs = re.sub(r"\d+$", str(room["idea_id"]), own)
    assert phone.post(theirs, data={"token": token, "act": "withdraw"}).status_code == 422
    assert phone.post(own, data={"act": "withdraw"}).status_code == 422, "no other site's form"
    assert "夜市を毎月" in phone.get(wall).text


def test_a_hidden_phase_shows_each_only_what_they_wrote(app: Flask, room: Room) -> None:
    with app.app_context():
        session = db.session()
        workshop = session.get_one(Workshop, room["workshop_id"])
        secret = next(each for each in phases.of(session, workshop) if each.hidden)
        phases.go_to(session, workshop, secret)
        session.commit()
    phone, page = joined(app, room)
    page = submit(phone, f"/hall/{room['code']}/ideas", slip(page, "子どもが駆け回る広場"))
    other, page_of_other = joined(app, room)
    assert "広場" in page.get_text()
    assert "広場" not in page_of_other.get_text()

    with app.app_context():
        session = db.session()
        workshop = session.get_one(Workshop, room["workshop_id"])
        here = phases.now_of(session, workshop)
        assert here is not None
        phases.show(session, workshop, here)
        session.commit()
    assert "広場" in visit(other, f"/hall/{room['code']}").get_text()


def test_a_closed_workshop_is_nowhere(app: Flask, room: Room) -> None:
    phone, page = joined(app, room)
    with app.app_context():
        db.session.get_one(Workshop, room["workshop_id"]).state = workshops.CLOSED
        db.session.commit()
    assert phone.post(f"/hall/{room['code']}/ideas", data=slip(page, "おそい")).status_code == 404
