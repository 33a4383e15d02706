"""申し出の窓口: whether a plan takes offers, for how long they are kept, and the end of it all."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.access import allowed, the_plan
from app.desk.forms import tell
from app.desk.offer_forms import WindowForm
from app.desk.offer_seats import record, the_window
from app.errors import say
from app.extensions import db
from app.keyring import keys_of
from surveys import keys, offer_ends, offer_windows, offers
from surveys.offer_windows import A_YEAR, ContactMissing, OfferWindow

ENDED = "消去"  # what is typed by whoever means it

blueprint = Blueprint("offer_windows", __name__, url_prefix="/plans/<int:plan_id>/offers/window")


@blueprint.get("")
@allowed("planner")
def show(plan_id: int) -> ResponseReturnValue:
    window = offer_windows.find(db.session(), plan_id)
    given: dict[str, object] = {"is_open": False, "months": A_YEAR}
    if window is not None:
        given = {name: getattr(window, name) for name in ("is_open", "months", "words", "contact")}
    return _page(window, WindowForm(formdata=None, data=given))


@blueprint.post("")
@allowed("planner")
def settle(plan_id: int) -> ResponseReturnValue:
    form, session = WindowForm(), db.session()
    window = offer_windows.find(session, plan_id)
    if not form.validate():
        return _page(window, form), 422
    made = window or offer_windows.begin(session, the_plan(), keys.new_name())
    try:
        offer_windows.settle(made, **form.said())
    except ContactMissing as error:
        session.rollback()
        form.refuse("contact", say(error))
        return _page(offer_windows.find(session, plan_id), form), 422
    if window is None:
        keys_of(made).begin()
    record("offer_window.settle", made, is_open=made.is_open, months=made.months)
    session.commit()
    tell(gettext("協働の申し出の受付を保存しました"))
    return redirect(url_for("desk.offers.index", plan_id=plan_id))


@blueprint.post("/end")
@allowed("planner")
def end(plan_id: int) -> ResponseReturnValue:
    """Erase all offers and calls and destroy the keys, so that no backup can be opened either."""
    window, kept = the_window()
    if request.form.get("repeated", "").strip() != ENDED:
        flash(gettext("「消去」と入力されていないため、何も消していません"), "error")
        return redirect(url_for(".show", plan_id=plan_id))
    number = offers.number(db.session(), window)
    record("offer_window.end", window, offers=number)
    offer_ends.end(db.session(), window)
    db.session.commit()
    kept.destroy()
    tell(gettext("申し出と募集をすべて消し、鍵を廃棄しました"))
    return redirect(url_for("desk.offers.index", plan_id=plan_id))


def _page(window: OfferWindow | None, form: WindowForm) -> str:
    number = offers.number(db.session(), window) if window else 0
    return render_template(
        "desk/offers/window.html", plan=the_plan(), window=window, form=form, number=number
    )
