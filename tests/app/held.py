"""A workshop in the middle of its evening, at city hall's desk and on the phones."""

from pathlib import Path
from typing import Any

from flask import Flask

from app.extensions import db
from surveys.plans import Plan
from tests.surveys import hall


def fill(app: Flask, plan_id: int) -> dict[str, Any]:
    """Hold one in a plan, with a participant and a slip, and give the ids its addresses name."""
    with app.app_context():
        session = db.session()
        plan = session.get_one(Plan, plan_id)
        folder = Path(app.config["KEYS_DIR"])
        folder.mkdir(parents=True, exist_ok=True)
        room = hall.held(session, folder, plan=plan)
        who = room.joins("a phone", nickname="さくら")
        idea = room.writes(who, "駅前に朝市を")
        made = {
            "workshop_id": room.workshop.id,
            "phase_id": idea.phase_id,
            "table_id": room.tables[0].id,
            "idea_id": idea.id,
            "code": room.workshop.code,
        }
        session.commit()
        return made


def forms(ids: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """{endpoint: what a form of the workshops' desk sends}; each is recorded."""
    here = str(ids["phase_id"])
    return {
        "desk.workshop_running.go": {"phase": here, "here": here},
        "desk.workshop_running.turn_over": {"phase": here, "shown": "1"},
        "desk.workshop_running.timer": {"act": "start", "minutes": "20", "ends": ""},
    }
