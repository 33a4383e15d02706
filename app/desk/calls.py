"""募集: written at the desk by planners and sections, with the offers that fit it."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.access import allowed, may, the_plan
from app.clock import now, today
from app.desk.forms import tell
from app.desk.offer_forms import CallForm, data_of
from app.desk.offer_seats import mine, record, the_call, the_window
from app.desk.offers import READERS
from app.extensions import db
from app.fitting import Fitting, Offered
from surveys import calls, introductions, offer_topics, offer_windows, offers, sections
from surveys.calls import ASKERS, Call
from surveys.introductions import STATES
from surveys.offer_fits import Fit
from surveys.offers import KINDS, TERMS

blueprint = Blueprint("calls", __name__, url_prefix="/plans/<int:plan_id>/calls")


@blueprint.get("/new")
@allowed(*READERS)
def new(plan_id: int) -> ResponseReturnValue:
    offer_windows.must_be_there(db.session(), plan_id)
    return _edit(None, _form(public=True))


@blueprint.post("/new")
@allowed(*READERS)
def create(plan_id: int) -> ResponseReturnValue:
    offer_windows.must_be_there(db.session(), plan_id)
    form, made = _form(), Call(plan_id=plan_id, created_at=now())
    if not form.validate() or not _write(made, form):
        return _edit(None, form), 422
    db.session.add(made)
    record("call.create", made)
    db.session.commit()
    tell(gettext("募集を作りました"))
    return redirect(url_for(".show", plan_id=plan_id, call_id=made.id))


@blueprint.get("/<int:call_id>")
@allowed(*READERS)
def show(plan_id: int, call_id: int) -> ResponseReturnValue:
    """A call with the offers that fit it: all for planners, the introduced ones for its section."""
    call, session = the_call(call_id), db.session()
    known = introductions.of_call(session, call)
    _window, keys = the_window()
    return render_template(
        "desk/offers/call.html",
        plan=the_plan(),
        call=call,
        fits=_fits(call),
        introduced=known,
        notes={mark: offers.open_words(keys, each.note) for mark, each in known.items()},
        places=offer_topics.places(session, the_plan()),
        open=call.is_open(today()),
        said=offers.said,
        ASKERS=ASKERS,
        KINDS=KINDS,
        TERMS=TERMS,
        STATES=STATES,
    )


@blueprint.get("/<int:call_id>/edit")
@allowed(*READERS)
def edit(plan_id: int, call_id: int) -> ResponseReturnValue:
    call = the_call(call_id)
    return _edit(call, _form(**data_of(call)))


@blueprint.post("/<int:call_id>/edit")
@allowed(*READERS)
def change(plan_id: int, call_id: int) -> ResponseReturnValue:
    call, form = the_call(call_id), _form()
    if not form.validate() or not _write(call, form):
        db.session.rollback()
        return _edit(the_call(call_id), form), 422
    record("call.change", call)
    db.session.commit()
    tell(gettext("募集を保存しました"))
    return redirect(url_for(".show", plan_id=plan_id, call_id=call_id))


@blueprint.post("/<int:call_id>/remove")
@allowed("planner")
def remove(plan_id: int, call_id: int) -> ResponseReturnValue:
    call = the_call(call_id)
    record("call.remove", call)
    db.session.delete(call)
    db.session.commit()
    tell(gettext("募集を消しました。申し出は残っています"))
    return redirect(url_for("desk.offers.index", plan_id=plan_id))


def _fits(call: Call) -> list[Offered]:
    """What fits; a section sees what was introduced to it, even where it fits no more."""
    session, plan, (window, keys) = db.session(), the_plan(), the_window()
    known = introductions.of_call(session, call)
    held = offers.every(session, window, keys)
    if not may("planner"):
        held = [each for each in held if each.mark in known]
    found = Fitting([call], held, offer_topics.places(session, plan)).of_call(call.id)
    fitting = {each.held.mark for each in found}
    others = [each for each in held if each.mark in known and each.mark not in fitting]
    return [*found, *(Offered(each, Fit(0, (), ())) for each in others)]


def _write(call: Call, form: CallForm) -> bool:
    """Put the form into the call; a section writes for itself alone."""
    calls.write(call, form.looked(offer_topics.choices(db.session(), the_plan())))
    if call in mine([call]):
        return True
    form.refuse(
        "section", gettext("あなたの課の名前を入力してください。ほかの課の募集は書けません")
    )
    return False


def _form(**given: object) -> CallForm:
    form = CallForm(data=given)
    form.say_choices(offer_topics.choices(db.session(), the_plan()))
    return form


def _edit(call: Call | None, form: CallForm) -> str:
    choices = offer_topics.choices(db.session(), the_plan())
    known = sections.known(db.session(), the_plan())
    return render_template(
        "desk/offers/edit.html",
        plan=the_plan(),
        call=call,
        form=form,
        choices=choices,
        sections=known,
    )
