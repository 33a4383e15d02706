"""A window that takes offers, what somebody offers, and what a section is looking for."""

from datetime import timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from app.clock import today
from app.extensions import db
from app.keyring import keys_of
from surveys import offer_windows, offers
from surveys.offer_topics import Topic
from surveys.offers import Content, Held

CODE = "0123456789ABCDEM"
OFFER: dict[str, Any] = {
    "kind": "person",
    "words": "通院の送り迎えの運転",
    "skills": "第二種免許",
    "hours": "平日の午前",
    "terms": ["free", "costs"],
    "name": "例 一子",
    "mail": "ichiko@example.jp",
    "phone": "０９０－００００－００００",
    "consent": "1",
}
WINDOW = {"is_open": "y", "months": "12", "contact": "企画課 0000-00-0000", "words": ""}


def call(**changes: Any) -> dict[str, Any]:
    """What a section is looking for, as its form sends it."""
    said: dict[str, Any] = {
        "title": "通院の送り迎えをする運転手",
        "asker_kind": "section",
        "asker": "地域交通課",
        "needed": "週に1回、病院までの送り迎えを手伝ってくださる方",
        "terms": ["costs", "paid"],
        "hours": "平日の午前",
        "last_day": (today() + timedelta(days=30)).isoformat(),
        "public": "y",
    }
    return said | changes


def fill(app: Flask, client: FlaskClient, plan_id: int) -> dict[str, Any]:
    """Open the window, keep an offer and a call, introduce one to the other; give the ids."""
    desk = f"/desk/plans/{plan_id}"
    _sent(client, f"{desk}/offers/window", WINDOW)
    made = _sent(client, f"{desk}/calls/new", call())
    call_id = int(made.rpartition("/")[2])
    with app.app_context():
        mark = offered(plan_id).mark
        db.session.commit()
    state = {"state": "introduced", "note": "電話で話した"}
    _sent(client, f"{desk}/calls/{call_id}/offers/{mark}", state)
    return {"call_id": call_id, "offer_mark": mark}


def offered(plan_id: int, code: str = CODE, **changes: Any) -> Held:
    """Keep an offer as its form would; the caller commits."""
    window = offer_windows.must_be_there(db.session(), plan_id)
    usual: dict[str, Any] = {
        "kind": "person",
        "words": str(OFFER["words"]),
        "topics": (Topic("健康・福祉", "健康・福祉"),),
        "terms": ("free",),
        "name": "例 一子",
        "phone": "090-0000-0000",
    }
    content = Content(**(usual | changes))
    return offers.take(db.session(), window, keys_of(window), code, content, today())


def forms() -> dict[str, dict[str, Any]]:
    """What is sent to each address of the desk."""
    return {
        "desk.offer_windows.settle": WINDOW,
        "desk.offer_windows.end": {"repeated": "消去"},
        "desk.offers.reveal": {},
        "desk.offers.take_out": {},
        "desk.offers.download": {},
        "desk.calls.create": call(title="別の募集"),
        "desk.calls.change": call(title="直した募集"),
        "desk.calls.remove": {},
        "desk.introductions.mark": {"state": "agreed", "note": ""},
        "desk.introductions.reveal": {},
    }


def _sent(client: FlaskClient, path: str, said: dict[str, Any]) -> str:
    reply = client.post(path, data=said)
    assert reply.status_code == 302, (path, reply.text)
    return reply.headers["Location"]
