"""A workshop in the middle of its evening, at city hall's desk and on the phones."""

from pathlib import Path
from typing import Any

from flask import Flask

from app.extensions import db
from surveys.plans import Plan
from surveys.workshops import phases, workshops
from tests import make
from tests.surveys import hall

# Which workshop an address is about that needs another one than the one going on.
AT = {
    **dict.fromkeys(("workshops.rehearse", "workshops.open_doors"), "prepared"),
    "workshops.end_rehearsal": "practised",
}


def fill(app: Flask, plan_id: int) -> dict[str, Any]:
    """Hold one in a plan, with a participant and a slip, and give the ids its addresses name.

    Another one is prepared, and a third is rehearsed.
    """
    with app.app_context():
        session = db.session()
        plan = session.get_one(Plan, plan_id)
        folder = Path(app.config["KEYS_DIR"])
        folder.mkdir(parents=True, exist_ok=True)
        room = hall.held(session, folder, plan=plan)
        who = room.joins("a phone", nickname="さくら")
        idea = room.writes(who, "駅前に朝市を")
        prepared = workshops.make(plan_id, "子育てを語る会", make.NOON)
        session.add(prepared)
        session.flush()
        phases.plan(session, prepared)
        made = {
            "prepared": prepared.id,
            "practised": hall.held(session, folder, plan=plan, practice=True).workshop.id,
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
        "desk.workshops.create": {"title": "公園を考える会", "tables": "4"},
        "desk.workshops.rehearse": {},
        "desk.workshops.open_doors": {},
        "desk.workshops.end_rehearsal": {},
        "desk.workshops.close": {"sure": "y"},
        "desk.workshop_running.go": {"phase": here, "here": here},
        "desk.workshop_running.turn_over": {"phase": here, "shown": "1"},
        "desk.workshop_running.timer": {"act": "start", "minutes": "20", "ends": ""},
    }
