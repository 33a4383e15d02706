"""Whose calls and offers these are: planners see all, sections what was introduced to their own."""

from collections.abc import Sequence

from flask import abort

from app.access import may, of_plan, the_member, the_plan
from app.clock import now, today
from app.extensions import db
from app.keyring import keys_of
from surveys import audit, introductions, offer_windows, offers, sections
from surveys.base import Base
from surveys.calls import Call, CallOfOthers
from surveys.keys import Keys
from surveys.offer_windows import OfferWindow
from surveys.offers import Held, Offer


def the_window() -> tuple[OfferWindow, Keys]:
    """The window of the plan of the address, with its keys.

    Raises:
        NoWindow
    """
    window = offer_windows.must_be_there(db.session(), the_plan().id)
    return window, keys_of(window)


def the_call(call_id: int) -> Call:
    """A call of the address, if it is this reader's to handle.

    Raises:
        CallOfOthers
    """
    call = of_plan(Call, call_id)
    if call not in mine([call]):
        raise CallOfOthers(section=call.section or "企画担当")
    return call


def mine(listed: Sequence[Call]) -> list[Call]:
    """Those calls that this reader handles."""
    if may("planner"):
        return list(listed)
    plan_id = the_plan().id
    seats = sections.seats(db.session(), the_member(), plan_id=plan_id, today=today())
    return [each for each in listed if seats is not None and seats.writes_for(each.section)]


def the_row(mark: str) -> Offer:
    """An offer of the address; one of another plan is not found."""
    row = db.session.get(Offer, mark)
    if row is None or row.plan_id != the_plan().id:
        abort(404)
    return row


def the_offer(mark: str) -> Held:
    """The same, opened."""
    row = the_row(mark)
    window, keys = the_window()
    return offers.find(db.session(), window, keys, [row.mark])[0]


def introduced(call: Call, mark: str) -> Held:
    """An offer that this reader may open for a call: a section's must have been introduced.

    Raises:
        NotIntroduced
    """
    held = the_offer(mark)
    if not may("planner"):
        introductions.must_be_there(db.session(), call, mark)
    return held


def record(what: str, about: Base, **details: object) -> None:
    """Who did what, when; of an offer the mark alone, never a name or a contact."""
    who = the_member().id
    audit.record(db.session(), what, about, who=who, now=now(), details=details)
