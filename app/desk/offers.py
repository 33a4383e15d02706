"""申し出の一覧: what is offered and what is looked for; one offer; whom to turn to."""

from collections import Counter

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.access import allowed, may, the_plan
from app.clock import now, today
from app.desk import offer_letters
from app.desk.downloads import file
from app.desk.forms import tell
from app.desk.offer_seats import mine, record, the_offer, the_row, the_window
from app.exports import offer_excel
from app.extensions import db
from app.fitting import Fitting
from app.keyring import keys_of
from app.sent import natural
from surveys import calls, introductions, offer_ends, offer_topics, offer_windows, offers
from surveys.calls import ASKERS
from surveys.introductions import STATES
from surveys.offers import KINDS, TERMS, Held

READERS = ("planner", "section")
SHOWN = 50  # offers on a page

blueprint = Blueprint("offers", __name__, url_prefix="/plans/<int:plan_id>/offers")


@blueprint.get("")
@allowed(*READERS)
def index(plan_id: int) -> ResponseReturnValue:
    """Calls for whoever handles them; offers for planners alone."""
    plan, session = the_plan(), db.session()
    window, listed = offer_windows.find(session, plan_id), calls.of_plan(session, plan)
    held = offers.every(session, window, keys_of(window)) if window and may("planner") else []
    choices = offer_topics.choices(session, plan)
    fitting = Fitting([each for each in listed if each.is_open(today())], held, choices.places)
    field = request.args.get("field", "")
    found = [each for each in held if not field or _is_about(each, field)]
    page = request.args.get("page", 1, type=natural)
    shown = found[(page - 1) * SHOWN : page * SHOWN]
    return render_template(
        "desk/offers/index.html",
        plan=plan,
        window=window,
        today=today(),
        calls=[(each, introductions.of_call(session, each)) for each in listed],
        mine={each.id for each in mine(listed)},
        fits={each.id: len(fitting.of_call(each.id)) for each in listed},
        held=[(each, len(fitting.of_offer(each.mark))) for each in shown],
        number=len(held),
        found=len(found),
        page=page,
        pages=-(-len(found) // SHOWN),
        field=field,
        fields=Counter(name for each in held for name in _fields(each)),
        states=introductions.by_offer(session, plan),
        choices=choices,
        said=offers.said,
        ASKERS=ASKERS,
        KINDS=KINDS,
        TERMS=TERMS,
        STATES=STATES,
    )


@blueprint.get("/<offer_mark>")
@allowed("planner")
def show(plan_id: int, offer_mark: str) -> ResponseReturnValue:
    """What is offered, and the calls it fits; not yet by whom."""
    plan, session, held = the_plan(), db.session(), the_offer(offer_mark)
    listed = calls.of_plan(session, plan)
    choices = offer_topics.choices(session, plan)
    known = introductions.of_offer(session, held.mark)
    fitting = Fitting([each for each in listed if each.is_open(today())], [held], choices.places)
    return render_template(
        "desk/offers/show.html",
        plan=plan,
        held=held,
        fits=[each for each in fitting.of_offer(held.mark) if each.call.id not in known],
        introduced=known,
        calls={each.id: each for each in listed},
        places=choices.places,
        said=offers.said,
        KINDS=KINDS,
        TERMS=TERMS,
        STATES=STATES,
    )


@blueprint.post("/<offer_mark>/contact")
@allowed("planner")
def reveal(plan_id: int, offer_mark: str) -> ResponseReturnValue:
    """Show whom to turn to. It is written down who looked, and at which offer."""
    held = the_offer(offer_mark)
    record("offer.reveal", the_row(offer_mark), offer=held.mark)
    db.session.commit()
    return offer_letters.page(held, None)


@blueprint.post("/<offer_mark>/take-out")
@allowed("planner")
def take_out(plan_id: int, offer_mark: str) -> ResponseReturnValue:
    """Erase an offer whose owner lost the code and asked for it."""
    row = the_row(offer_mark)
    record("offer.take_out", row, offer=row.mark)
    offer_ends.take_out(db.session(), row)
    db.session.commit()
    tell(gettext("申し出を消しました。紹介した課にも、連絡先を消すように伝えてください"))
    return redirect(url_for(".index", plan_id=plan_id))


@blueprint.post("/excel")
@allowed("planner")
def download(plan_id: int) -> ResponseReturnValue:
    """All offers with their contacts, for the coordinator; it is written down who took them."""
    plan, session, (window, keys) = the_plan(), db.session(), the_window()
    held = offers.every(session, window, keys)
    titles = {each.id: each.title for each in calls.of_plan(session, plan)}
    told = introductions.by_offer(session, plan)
    places = offer_topics.places(session, plan)
    data = offer_excel.write(plan, held, offer_excel.Beside(titles, told, places), now())
    record("offer.download", window, offers=len(held))
    session.commit()
    return file(data, name="協働の申し出_取扱注意.xlsx", media_type=offer_excel.TYPE)


def _fields(held: Held) -> set[str]:
    return {each.field for each in held.content.topics if each.field}


def _is_about(held: Held, field: str) -> bool:
    return field in _fields(held)
