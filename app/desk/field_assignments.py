"""分野への割り当て: every question and theme in one table, each with its policy field."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app import assigning
from app.access import allowed, the_member, the_plan
from app.assigning import Item
from app.clock import now
from app.desk.forms import tell
from app.errors import say
from app.extensions import db
from app.sent import LARGEST_ID, natural
from surveys import audit, field_assignments
from surveys.errors import SurveyError
from surveys.field_assignments import PROPOSED, Thing

blueprint = Blueprint("field_assignments", __name__, url_prefix="/plans/<int:plan_id>/fields")
OPEN, DECIDED = "open", "decided"
SEPARATOR = "/"


@blueprint.get("")
@allowed("planner", "section", "viewer")
def index(plan_id: int) -> ResponseReturnValue:
    return _page()


@blueprint.post("")
@allowed("planner")
def save(plan_id: int) -> ResponseReturnValue:
    """Keep every field of the table that was changed, in one go.

    What somebody else decided since the page was made stays, unless it was chosen otherwise here.
    """
    plan, session = the_plan(), db.session()
    known = {_key(each.thing): each.thing for each in assigning.items(session, plan)}
    offered = {PROPOSED, *assigning.names(assigning.fields_of(session, plan))}
    given = list(zip(request.form.getlist("thing"), request.form.getlist("field"), strict=False))
    if any(key not in known or name not in offered for key, name in given):
        abort(400)
    stale = field_assignments.untouched(session, plan, _seen())
    wanted = {known[key]: name for key, name in given if stale.get(known[key]) != name}
    saving = field_assignments.save(session, plan, wanted, who=the_member().id, now=now())
    n = len(saving.changed) if saving else 0
    audit.record(session, "fields.save", plan, who=the_member().id, now=now(), details={"n": n})
    session.commit()
    tell(
        gettext("%(n)s件の分野を保存しました。論点案の分野にも使います", n=n)
        if n
        else gettext("変わったところはありませんでした")
    )
    return redirect(_here())


@blueprint.post("/undo")
@allowed("planner")
def undo(plan_id: int) -> ResponseReturnValue:
    """Take the last saving back."""
    plan, session = the_plan(), db.session()
    try:
        saving = field_assignments.take_back(session, plan)
    except SurveyError as error:
        return _page(error=say(error)), 422
    n = len(saving.changed)
    audit.record(session, "fields.undo", plan, who=the_member().id, now=now(), details={"n": n})
    session.commit()
    tell(gettext("直前の保存（%(n)s件）を取り消しました", n=n))
    return redirect(_here())


def _seen() -> int:
    """The last saving when the page was made; later than any where it does not say."""
    return min(max(request.form.get("seen", LARGEST_ID, type=int), 0), LARGEST_ID)


def _page(error: str = "") -> str:
    plan, session = the_plan(), db.session()
    every = assigning.items(session, plan)
    asked = {each.questionnaire.id: each.questionnaire for each in every}
    chosen = request.args.get("questionnaire", type=natural) or next(iter(asked), None)
    if chosen is not None and chosen not in asked:
        abort(404)
    mine = [each for each in every if each.questionnaire.id == chosen]
    return render_template(
        "desk/field_assignments/index.html",
        plan=plan,
        questionnaires=list(asked.values()),
        chosen=chosen,
        items=[each for each in mine if _is_wanted(each)],
        number=len(mine),
        counts=_counts(mine),
        names=assigning.names(assigning.fields_of(session, plan)),
        field=request.args.get("field", ""),
        last=field_assignments.last(session, plan),
        key=_key,
        error=error,
        OPEN=OPEN,
        DECIDED=DECIDED,
    )


def _is_wanted(item: Item) -> bool:
    """Whether the filter of the address lets it through."""
    wanted = request.args.get("field", "")
    if wanted in (OPEN, DECIDED):
        return (not item.known) if wanted == OPEN else bool(item.decided)
    return not wanted or item.field == wanted


def _counts(listed: Sequence[Item]) -> dict[str, int]:
    """How many each choice of the filter shows."""
    counts = Counter(each.field for each in listed)
    counts[OPEN] = sum(not each.known for each in listed)
    counts[DECIDED] = sum(bool(each.decided) for each in listed)
    return counts


def _key(thing: Thing) -> str:
    """The name of a thing in the form."""
    return SEPARATOR.join((str(thing.questionnaire_id), thing.theme, thing.question_code))


def _here() -> str:
    plan_id, said = the_plan().id, request.args
    here: dict[str, Any] = {n: said[n] for n in ("questionnaire", "field") if said.get(n)}
    return url_for(".index", plan_id=plan_id, **here)
