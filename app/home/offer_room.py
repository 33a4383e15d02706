"""申し出の部屋: its blueprint, and what each of its replies has in common.

It looks like the answering face and shares nothing with it: no cookie of an answer reaches these
addresses, and of an offer nothing is kept on the phone. A code stands in the form that is sent.
"""

from datetime import date, timedelta

from flask import Blueprint, abort

from app import readers
from app.extensions import csrf, db
from app.keyring import keys_of
from surveys import offer_windows
from surveys.keys import Keys
from surveys.offer_windows import OfferWindow
from surveys.plans import Plan

blueprint = Blueprint("offers", __name__, url_prefix="/offers/<int:plan_id>")
csrf.exempt(blueprint)  # no cookie speaks for anybody here: only who has its code changes an offer

readers.receive(blueprint)
blueprint.context_processor(readers.around)


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
