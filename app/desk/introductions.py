"""紹介: an offer and a call brought together, and what came of it."""

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.access import allowed
from app.desk import offer_letters
from app.desk.forms import tell
from app.desk.offer_seats import introduced, record, the_call, the_row, the_window
from app.desk.offers import READERS
from app.extensions import db
from surveys import introductions
from surveys.introductions import STATES

blueprint = Blueprint(
    "introductions",
    __name__,
    url_prefix="/plans/<int:plan_id>/calls/<int:call_id>/offers/<offer_mark>",
)


@blueprint.post("")
@allowed(*READERS)
def mark(plan_id: int, call_id: int, offer_mark: str) -> ResponseReturnValue:
    """Introduce an offer to a call, or say what came of it; the section only says the latter."""
    call, held = the_call(call_id), the_row(offer_mark)
    introduced(call, held.mark)
    state = request.form.get("state", "")
    if state not in STATES:
        abort(400)
    _window, keys = the_window()
    note = request.form.get("note", "")
    introductions.mark(db.session(), keys, call, held.mark, state=state, note=note)
    record("introduction.mark", call, offer=held.mark, state=state)
    db.session.commit()
    tell(gettext("「%(state)s」として保存しました", state=STATES[state]))
    there = url_for("desk.calls.show", plan_id=plan_id, call_id=call_id)
    return redirect(f"{there}#offer-{held.mark}")


@blueprint.post("/contact")
@allowed(*READERS)
def reveal(plan_id: int, call_id: int, offer_mark: str) -> ResponseReturnValue:
    """Show whom to turn to, with letters for both; it is written down who looked."""
    call, row = the_call(call_id), the_row(offer_mark)
    held = introduced(call, row.mark)
    record("offer.reveal", call, offer=row.mark)
    db.session.commit()
    return offer_letters.page(held, call)
