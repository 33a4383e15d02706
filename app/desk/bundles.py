"""束: labels are printed, given to a typist, and sealed when they are typed."""

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.access import allowed, the_member, the_plan
from app.clock import now, today
from app.desk import bundles_printed, fielding, on_paper, paper_sheets
from app.desk.forms import tell
from app.desk.paper_sheets_forms import AssignForm, BundlesForm, SealForm
from app.errors import say
from app.extensions import db
from app.keyring import keys_of
from surveys import audit, bundles
from surveys import paper_sheets as sheets
from surveys.bundles import Bundle
from surveys.errors import SurveyError
from surveys.questionnaires import Questionnaire
from surveys.staff import StaffMember

blueprint = Blueprint(
    "bundles",
    __name__,
    url_prefix="/plans/<int:plan_id>/questionnaires/<int:questionnaire_id>/paper/bundles",
)


@blueprint.post("")
@allowed("planner")
def make(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """Make labels; their order is in this file alone, and can never be had again."""
    found, form = on_paper.asked(questionnaire_id), BundlesForm()
    if not form.validate():
        return paper_sheets.page(found, paper_sheets.kept(found), form), 422
    number, size = form.number.data or 0, form.size.data or 0
    made = bundles.make(db.session(), found, number, size)
    _record("paper.make_bundles", found, bundles=number, sheets=number * size)
    db.session.commit()
    return bundles_printed.file_of(found, bundles_printed.labels(found, made))


@blueprint.get("/<int:bundle_id>")
@allowed("planner", "keeper")
def show(plan_id: int, questionnaire_id: int, bundle_id: int) -> ResponseReturnValue:
    found = on_paper.asked(questionnaire_id)
    return _page(found, _find(found, bundle_id))


@blueprint.post("/<int:bundle_id>/assign")
@allowed("planner")
def assign(plan_id: int, questionnaire_id: int, bundle_id: int) -> ResponseReturnValue:
    found = on_paper.asked(questionnaire_id)
    bundle, form = _find(found, bundle_id), _assigning()
    if not form.validate():
        return _page(found, bundle, assigning=form), 422
    try:
        member = db.get_or_404(StaffMember, form.typist.data)
        bundles.assign(db.session(), the_plan(), bundle, member, today=today())
    except SurveyError as error:
        form.refuse("typist", say(error))
        return _page(found, bundle, assigning=form), 422
    _record("paper.assign", found, bundle=bundle.number, typist=member.id)
    db.session.commit()
    tell(gettext("束%(number)sを割り当てました", number=bundle.number))
    return redirect(fielding.address("paper_sheets", found))


@blueprint.post("/<int:bundle_id>/seal")
@allowed("planner", "keeper")
def seal(plan_id: int, questionnaire_id: int, bundle_id: int) -> ResponseReturnValue:
    found, form = on_paper.asked(questionnaire_id), SealForm()
    bundle = _find(found, bundle_id)
    try:
        done = bundles.seal(
            db.session(), found, keys_of(found), bundle, now(), unused=form.unused.data
        )
    except SurveyError as error:
        db.session.rollback()
        form.refuse("unused", say(error))
        return _page(found, bundle, sealing=form), 422
    told = {"sheets": done.number, "aside": done.aside, "unused": done.unused}
    _record("paper.seal", found, bundle=bundle.number, **told)
    db.session.commit()
    tell(gettext("束%(b)sの%(n)s枚に封をしました", b=bundle.number, n=f"{done.number:,}"))
    return redirect(fielding.address("paper_sheets", found))


def _find(found: Questionnaire, bundle_id: int) -> Bundle:
    """A bundle of this questionnaire; another's is not found."""
    bundle = db.get_or_404(Bundle, bundle_id)
    if bundle.questionnaire_id != found.id:
        abort(404)
    return bundle


def _assigning() -> AssignForm:
    form = AssignForm()
    form.say_typists(bundles.typists(db.session(), the_plan(), today()))
    return form


def _record(what: str, found: Questionnaire, **told: int) -> None:
    audit.record(db.session(), what, found, who=the_member().id, now=now(), details=dict(told))


def _page(
    found: Questionnaire,
    bundle: Bundle,
    *,
    assigning: AssignForm | None = None,
    sealing: SealForm | None = None,
) -> str:
    assigning, sealing = assigning or _assigning(), sealing or SealForm(formdata=None)
    if not assigning.errors and bundle.typist_id:
        assigning.typist.data = bundle.typist_id
    states = sheets.states(db.session(), found)[bundle.id]
    return render_template(
        "desk/paper_sheets/bundle.html",
        plan=the_plan(),
        questionnaire=found,
        bundle=bundle,
        states=[(name, states[name]) for name in sheets.STATES if states[name]],
        STATES=sheets.STATES,
        left=states[sheets.BLANK],
        assigning=assigning,
        sealing=sealing,
        form=sealing if sealing.errors else assigning,
        up=url_for("desk.paper_sheets.show", plan_id=found.plan_id, questionnaire_id=found.id),
    )
