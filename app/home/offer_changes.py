"""自分の申し出: seen, changed or withdrawn by whoever has its code."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.access import answering
from app.extensions import db
from app.home import offer_limits
from app.home.offer_limits import TooManyAtOnce
from app.home.offer_room import blueprint, last_day, the_plan, the_window
from app.home.offers import Errors, Said
from surveys import access, offer_ends, offer_sheets, offer_topics, offers
from surveys.errors import SurveyError
from surveys.offers import KINDS, TERMS, Held, OfferCodeMistyped, OfferUnknown


@blueprint.get("/mine")
@answering
def ask(plan_id: int) -> ResponseReturnValue:
    return _asking(plan_id)


@blueprint.post("/mine")
@answering
def open_mine(plan_id: int) -> ResponseReturnValue:
    """Open an offer with its code; a code that is wrong counts as a guess."""
    window, keys = the_window(plan_id)
    try:
        code = offers.read_code(request.form.get("code", ""))
        held = offers.open_by_code(db.session(), window, keys, code)
    except (OfferCodeMistyped, OfferUnknown) as error:
        return _asking(plan_id, _counted(error)), 422
    return _mine(plan_id, code, held, offer_sheets.said_of(held.content), {})


@blueprint.post("/mine/change")
@answering
def change(plan_id: int) -> ResponseReturnValue:
    window, keys = the_window(plan_id)
    said = request.form.to_dict(flat=False)
    try:
        code = offers.read_code(request.form.get("code", ""))
        held = offers.open_by_code(db.session(), window, keys, code)
    except (OfferCodeMistyped, OfferUnknown) as error:
        return _asking(plan_id, _counted(error)), 422
    choices = offer_topics.choices(db.session(), the_plan(plan_id))
    sheet = offer_sheets.read(said, choices, call=held.content.call, agreed=True)
    if sheet.errors:
        return _mine(plan_id, code, held, said, sheet.errors), 422
    held = offers.change(db.session(), window, keys, code, sheet.content)
    db.session.commit()
    return _mine(plan_id, code, held, said, {}, saved=True)


@blueprint.post("/mine/withdraw")
@answering
def withdraw(plan_id: int) -> ResponseReturnValue:
    window, keys = the_window(plan_id)
    try:
        code = offers.read_code(request.form.get("code", ""))
        offer_ends.withdraw(db.session(), window, keys, code)
    except (OfferCodeMistyped, OfferUnknown) as error:
        return _asking(plan_id, _counted(error)), 422
    db.session.commit()
    return render_template("home/offers/withdrawn.html", plan=the_plan(plan_id), window=window)


def _counted(error: SurveyError) -> SurveyError:
    """The error, or that there were too many of them."""
    try:
        offer_limits.note()
    except TooManyAtOnce as too_many:
        return too_many
    return error


def _asking(plan_id: int, error: SurveyError | None = None) -> str:
    window, _keys = the_window(plan_id)
    return render_template(
        "home/offers/ask.html",
        plan=the_plan(plan_id),
        window=window,
        error=error,
        typed=request.form.get("code", ""),
    )


def _mine(
    plan_id: int, code: str, held: Held, said: Said, errors: Errors, *, saved: bool = False
) -> str:
    window, _keys = the_window(plan_id)
    return render_template(
        "home/offers/mine.html",
        plan=the_plan(plan_id),
        window=window,
        choices=offer_topics.choices(db.session(), the_plan(plan_id)),
        said=said,
        errors=errors,
        saved=saved,
        code=code,
        grouped=access.grouped(code),
        until=last_day(held.gone_on),
        KINDS=KINDS,
        TERMS=TERMS,
    )
