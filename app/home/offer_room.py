"""申し出の部屋: its blueprint, and what each of its replies has in common.

It looks like the answering face and shares nothing with it: no cookie of an answer reaches these
addresses, and of an offer nothing is kept on the phone. A code stands in the form that is sent.
"""

from datetime import date, timedelta
from typing import Any

from babel.dates import format_date
from flask import Blueprint, Response, abort, current_app, redirect, request
from flask.typing import ResponseReturnValue

from app import languages
from app.extensions import csrf, db
from app.keyring import keys_of
from app.respond import easy
from app.words import day
from surveys import offer_windows
from surveys.documents import SOURCE_LANGUAGE
from surveys.keys import Keys
from surveys.offer_windows import OfferWindow
from surveys.plans import Plan

blueprint = Blueprint("offers", __name__, url_prefix="/offers/<int:plan_id>")
csrf.exempt(blueprint)  # no cookie speaks for anybody here: only who has its code changes an offer

LARGE = "ronten_large"
A_YEAR = 365 * 24 * 3600
PATH = "/offers"


@blueprint.before_request
def _choose() -> ResponseReturnValue | None:
    """Take a choice of language or of letter size from the address, and leave it out of it."""
    said = request.args
    if request.method != "GET" or not {"lang", "large"} & set(said):
        return None
    response = redirect(request.path, 303)
    if languages.is_language(said.get("lang", "")):
        _keep(response, languages.COOKIE, said["lang"])
    if "large" in said:
        _keep(response, LARGE, "1" if said["large"] == "1" else "0")
    return response


@blueprint.after_request
def _leave_no_trace(response: Response) -> Response:
    """Tell no other site which page was open, and no browser or proxy to keep it."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "private, no-store"
    return response


@blueprint.after_request
def _read_aloud(response: Response) -> Response:
    """Put readings above the kanji of a page in easy Japanese."""
    if response.mimetype == "text/html" and languages.chosen() == languages.EASY:
        response.set_data(easy.furigana(response.get_data(as_text=True)))
    return response


@blueprint.context_processor
def _around() -> dict[str, Any]:
    """What the head of every page knows, as that of the answering face does."""
    chosen = languages.chosen()
    reads = request.url_rule is not None and "GET" in (request.url_rule.methods or ())
    return {
        "asked": None,
        "large": request.cookies.get(LARGE) == "1",
        "language": chosen,
        "easy": chosen == languages.EASY,
        "tongues": [(code, languages.NAMES[code]) for code in languages.INTERFACE],
        "here": request.path if reads else request.path.rpartition("/")[0],
    }


def the_plan(plan_id: int) -> Plan:
    return db.get_or_404(Plan, plan_id)


def the_window(plan_id: int) -> tuple[OfferWindow, Keys]:
    """The window of the address, open or not; a plan without one has no such page."""
    found = offer_windows.find(db.session(), plan_id)
    if found is None:
        abort(404)
    return found, keys_of(found)


def last_day(gone_on: date) -> str:
    """The last day on which an offer is kept, in the reader's language."""
    return said_day(gone_on - timedelta(days=1))


def said_day(told: date) -> str:
    """A day in the reader's language."""
    if languages.of_interface() == languages.EASY:
        return easy.day(told)
    if languages.of_interface() != SOURCE_LANGUAGE:
        return str(format_date(told, "d MMMM y", locale="en"))
    return day(told)


def _keep(response: Any, name: str, value: str) -> None:
    response.set_cookie(
        name,
        value,
        max_age=A_YEAR,
        path=PATH,
        httponly=True,
        samesite="Lax",
        secure=current_app.config["HTTPS"],
    )
