"""送ったあと: which sheet counts, and where and when its respondent reads what came of it."""

from typing import Any

from flask import current_app, url_for

from app.database import begin_looking
from app.extensions import db
from app.respond.asked import Asked
from surveys import announcements, offer_windows, standings
from surveys.standings import Standing


def told(asked: Asked) -> dict[str, Any]:
    """Which sheet counts, what the organisers announced, and the public page of results if any."""
    begin_looking(db.session())
    asked_id = asked.questionnaire.id
    here = "home" in current_app.blueprints
    return {
        "standing": standing(asked),
        "announced": announcements.find(db.session(), asked_id),
        "results": url_for("home.results.show", questionnaire_id=asked_id) if here else None,
        "offers": _offers(asked) if here else None,
    }


def _offers(asked: Asked) -> str | None:
    """Where residents may offer help, the same address for everybody: nothing of an answer goes."""
    if asked.questionnaire.audience == "staff":
        return None
    plan_id = offer_windows.open_beside(db.session(), asked.questionnaire.id)
    return None if plan_id is None else url_for("home.offers.show", plan_id=plan_id)


def standing(asked: Asked) -> Standing | None:
    """Which sheet counts, for the receipt that this phone knows."""
    if not asked.who.begun:
        return None
    return standings.find(db.session(), asked.keys, asked.who.sender)
