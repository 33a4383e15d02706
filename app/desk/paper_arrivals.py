"""紙の受付の画面: whoever opens the post reads one strip after the other, by hand or by a reader.

A strip leaves no entry in the record: a time beside a spent code would say when that sheet came.
The counts of a day are recorded instead, when whoever read the strips says that they are done.
"""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.access import allowed, the_member, the_plan
from app.clock import now, today
from app.desk import fielding, on_paper
from app.desk.forms import tell
from app.desk.paper_sheets_forms import StripForm
from app.extensions import db
from app.keyring import keys_of
from surveys import audit, paper_intakes
from surveys.errors import SurveyError
from surveys.questionnaires import Questionnaire

blueprint = Blueprint(
    "paper_arrivals",
    __name__,
    url_prefix="/plans/<int:plan_id>/questionnaires/<int:questionnaire_id>/paper/arrivals",
)
TAKEN = "taken"


@blueprint.get("")
@allowed("planner")
def show(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    return _page(on_paper.asked(questionnaire_id), StripForm(formdata=None))


@blueprint.post("")
@allowed("planner")
def spend(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """Spend the code of a strip; the answer leads back here, so that no reload spends twice."""
    found, form = on_paper.asked(questionnaire_id), StripForm()
    if not form.validate():
        return _page(found, form), 422
    try:
        paper_intakes.arrive(
            db.session(), found, keys_of(found), form.code.data or "", now=now(), day=today()
        )
    except SurveyError as error:
        db.session.rollback()
        return _page(found, form, refused=error), 422
    db.session.commit()
    return redirect(_here(found))


@blueprint.post("/without-code")
@allowed("planner")
def take_without_code(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    found = on_paper.asked(questionnaire_id)
    try:
        paper_intakes.arrive_without_code(db.session(), found, now=now(), day=today())
    except SurveyError as error:
        db.session.rollback()
        return _page(found, StripForm(formdata=None), refused=error), 422
    _record("paper.take_without_code", found)
    db.session.commit()
    return redirect(_here(found))


@blueprint.post("/done")
@allowed("planner")
def finish(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """Record how many sheets have come today, in all: no code and no order of codes."""
    found = on_paper.asked(questionnaire_id)
    come = paper_intakes.arrived(db.session(), found, today())
    _record("paper.arrive", found, coded=come.coded, uncoded=come.uncoded)
    db.session.commit()
    tell(gettext("きょうの受付の枚数を記録しました"))
    return redirect(fielding.address("paper_sheets", found))


def _here(found: Questionnaire) -> str:
    return url_for(".show", plan_id=found.plan_id, questionnaire_id=found.id, said=TAKEN)


def _record(what: str, found: Questionnaire, **counts: int) -> None:
    audit.record(db.session(), what, found, who=the_member().id, now=now(), details=dict(counts))


def _page(found: Questionnaire, form: StripForm, refused: SurveyError | None = None) -> str:
    """The page; what was refused is said in large letters, and its code is not shown again."""
    if refused is not None:
        form.code.raw_data, form.code.data = None, ""
    return render_template(
        "desk/paper_sheets/arrivals.html",
        plan=the_plan(),
        questionnaire=found,
        form=form,
        refused=refused,
        taken=request.method == "GET" and request.args.get("said") == TAKEN,
        today=paper_intakes.arrived(db.session(), found, today()),
        arrived=paper_intakes.arrived(db.session(), found),
        without_code=paper_intakes.rules(db.session(), found).without_code,
    )
