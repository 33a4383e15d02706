"""投影画面: the wall for the projector; whoever holds the code may open it."""

from flask import Response, current_app, render_template, request
from flask.typing import ResponseReturnValue

from app import clock, qr_codes
from app.access import answering
from app.extensions import db
from app.hall import here as places
from app.hall import walls
from app.hall.here import Here
from app.hall.room import blueprint
from surveys.workshops import phases

AN_HOUR = 3600


@blueprint.get("/<code>/wall")
@answering
def wall(code: str) -> ResponseReturnValue:
    return render_template("hall/wall.html", **_seen(places.find(code)))


@blueprint.get("/<code>/wall/cards")
@answering
def wall_cards(code: str) -> ResponseReturnValue:
    """The part that changes all the time."""
    return render_template("hall/wall_cards.html", **_seen(places.find(code)))


@blueprint.get("/<code>/wall/qr.svg")
@answering
def wall_qr(code: str) -> ResponseReturnValue:
    """Where phones join."""
    drawn = Response(qr_codes.svg(address(places.find(code))), mimetype="image/svg+xml")
    drawn.headers["Cache-Control"] = f"private, max-age={AN_HOUR}"
    return drawn


def address(here: Here) -> str:
    """Where phones join, as a poster says it."""
    base = current_app.config["ANSWER_URL"] or request.url_root.rstrip("/")
    return f"{base}/hall/{here.code}"


def _seen(here: Here) -> dict[str, object]:
    session, workshop = db.session(), here.workshop
    programme = phases.of(session, workshop)
    phase = phases.now_of(session, workshop)
    by, page = request.args.get("by", ""), request.args.get("page", 1, type=int)
    left = workshop.left(clock.now())
    return {
        "here": here,
        "workshop": workshop,
        "address": address(here).partition("://")[2],
        "phase": phase,
        "programme": programme,
        "wall": walls.of(session, workshop, phase, by, page) if phase else None,
        "by": walls.BY,
        "left": left,
        "running": workshop.ends_at is not None,
    }
