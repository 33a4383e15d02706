"""申し出の部屋: its blueprint, and what each of its replies has in common.

It looks like the answering face and shares nothing with it: no cookie of an answer reaches these
addresses, and of an offer nothing is kept on the phone. A code stands in the form that is sent.
"""

from datetime import date, timedelta
from typing import Any

from flask import Blueprint, abort, request

from app import languages, readers
from app.extensions import csrf, db
from app.keyring import keys_of
from surveys import offer_windows
from surveys.keys import Keys
from surveys.offer_windows import OfferWindow
from surveys.plans import Plan

blueprint = Blueprint("offers", __name__, url_prefix="/offers/<int:plan_id>")
csrf.exempt(blueprint)  # no cookie speaks for anybody here: only who has its code changes an offer

readers.receive(blueprint)


@blueprint.context_processor
def _around() -> dict[str, Any]:
    """What the head of every page knows, as that of the answering face does."""
    chosen = languages.of_interface()
    reads = request.url_rule is not None and "GET" in (request.url_rule.methods or ())
    return {
        "asked": None,
        "large": readers.is_large(),
        "language": chosen,
        "easy": chosen == languages.EASY,
        "tongues": [(code, languages.name(code)) for code in languages.INTERFACE],
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
    return readers.on_day(gone_on - timedelta(days=1))
