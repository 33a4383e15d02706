"""結果の公表: where whoever answered will read what came of it, and when."""

from typing import Any

from flask import current_app, url_for

from app.extensions import db
from app.respond.asked import Asked
from surveys import announcements


def told(asked: Asked) -> dict[str, Any]:
    """What the organisers announced, and the page of results where this site has public pages."""
    asked_id = asked.questionnaire.id
    here = "home" in current_app.blueprints
    return {
        "announced": announcements.find(db.session(), asked_id),
        "results": url_for("home.results.show", questionnaire_id=asked_id) if here else None,
    }
