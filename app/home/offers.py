"""協働の申し出: what is looked for, and the form on which somebody offers help."""

from collections.abc import Mapping, Sequence

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app import readers
from app.access import answering
from app.clock import today
from app.extensions import db
from app.home import offer_limits
from app.home.offer_limits import TooManyAtOnce
from app.home.offer_room import blueprint, last_day, the_plan, the_window
from surveys import access, calls, offer_sheets, offer_topics, offer_windows, offers
from surveys.calls import Call
from surveys.errors import N_, SurveyError
from surveys.offer_topics import Choices
from surveys.offer_windows import OfferWindow
from surveys.offers import KINDS, TERMS, OfferCodeMistyped, TooManyOffers, WindowClosed

TRAP = "homepage"  # a field people do not see: what fills it in is a machine
Said = Mapping[str, Sequence[str]]
Errors = Mapping[str, SurveyError]


class TrapFilled(SurveyError):
    message = N_("最後の「書かない欄」に文字が入っていました。空けたままにしてください")


@blueprint.get("")
@answering
def show(plan_id: int) -> ResponseReturnValue:
    plan, (window, _keys) = the_plan(plan_id), the_window(plan_id)
    choices = offer_topics.choices(db.session(), plan)
    return render_template(
        "home/offers/show.html",
        plan=plan,
        window=window,
        calls=calls.public(db.session(), plan, today()),
        places=choices.places,
        TERMS=TERMS,
        on_day=readers.on_day,
    )


@blueprint.get("/new")
@answering
def new(plan_id: int) -> ResponseReturnValue:
    """The empty form; in answer to a call it begins with what the call is about."""
    plan, (window, _keys) = the_plan(plan_id), the_window(plan_id)
    choices = offer_topics.choices(db.session(), plan)
    call = _call(plan_id, request.args.get("call", ""))
    said = {"topics": [each.name for each in call.about]} if call else {}
    return _form(window, choices, said, {}, access.new_code(), call)


@blueprint.post("/new")
@answering
def make(plan_id: int) -> ResponseReturnValue:
    """Take an offer in and show its code, which nobody keeps but who offered.

    Nothing is recorded: an entry with its hour would say when somebody offered.
    """
    plan, (window, keys) = the_plan(plan_id), the_window(plan_id)
    choices = offer_topics.choices(db.session(), plan)
    said = request.form.to_dict(flat=False)
    call = _call(plan_id, request.form.get("call", ""))
    code = _code(request.form.get("code", ""))
    sheet = offer_sheets.read(said, choices, call=call.id if call else None, agreed=False)
    errors = _trapped() | dict(sheet.errors)
    if errors:
        return _form(window, choices, said, errors, code, call), 422
    try:
        offer_limits.note()
        held = offers.take(db.session(), window, keys, code, sheet.content, today())
    except (TooManyAtOnce, TooManyOffers, WindowClosed) as error:
        return _form(window, choices, said, {"": error}, code, call), 422
    db.session.commit()
    return render_template(
        "home/offers/receipt.html",
        plan=plan,
        window=window,
        code=access.grouped(code),
        until=last_day(held.gone_on),
    )


def _form(
    window: OfferWindow,
    choices: Choices,
    said: Said,
    errors: Errors,
    code: str,
    call: Call | None,
) -> str:
    return render_template(
        "home/offers/new.html",
        plan=the_plan(window.plan_id),
        window=window,
        choices=choices,
        said=said,
        errors=errors,
        code=code,
        call=call,
        until=last_day(offer_windows.gone_on(window, today())),
        KINDS=KINDS,
        TERMS=TERMS,
        TRAP=TRAP,
    )


def _call(plan_id: int, said: str) -> Call | None:
    """The call that is answered to, as long as anyone may read it."""
    plan = the_plan(plan_id)
    listed = calls.public(db.session(), plan, today())
    return next((each for each in listed if str(each.id) == said), None)


def _code(said: str) -> str:
    """The code the form came with, so that a form sent twice is one offer; else a new one."""
    try:
        return offers.read_code(said)
    except OfferCodeMistyped:
        return access.new_code()


def _trapped() -> dict[str, SurveyError]:
    return {TRAP: TrapFilled()} if request.form.get(TRAP, "").strip() else {}
