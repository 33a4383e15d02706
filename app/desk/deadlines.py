"""締切: moved to a later or an earlier day, or now; the letters that were sent do not move."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.access import allowed, the_member, the_plan
from app.clock import day_of, now
from app.desk import fielding
from app.desk.fielding_forms import CloseForm, DeadlineForm
from app.desk.forms import tell
from app.errors import say
from app.extensions import db
from surveys import audit, periods
from surveys.errors import SurveyError
from surveys.questionnaires import Questionnaire

blueprint = Blueprint(
    "deadlines",
    __name__,
    url_prefix="/plans/<int:plan_id>/questionnaires/<int:questionnaire_id>/deadline",
)


@blueprint.get("")
@allowed("planner")
def show(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    found = fielding.published(questionnaire_id)
    return _page(found, _kept(found), CloseForm(formdata=None))


@blueprint.post("")
@allowed("planner")
def move(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    found, form = fielding.published(questionnaire_id), DeadlineForm()
    before = day_of(periods.last_moment(found))
    if not form.validate():
        return _page(found, form, CloseForm(formdata=None)), 422
    try:
        periods.move_deadline(found, form.moment(), now())
    except SurveyError as error:
        form.refuse("last", say(error))
        return _page(found, form, CloseForm(formdata=None)), 422
    _record("questionnaire.move_deadline", found, before=before.isoformat())
    db.session.commit()
    tell(gettext("締切を変えました。お知らせやポスターに書いた日も直してください"))
    return redirect(fielding.home_address(found))


@blueprint.post("/now")
@allowed("planner")
def close(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    found, form = fielding.published(questionnaire_id), CloseForm()
    before = day_of(periods.last_moment(found))
    if not form.validate():
        return _page(found, _kept(found), form), 422
    try:
        periods.close_now(found, now())
    except SurveyError as error:
        form.refuse("sure", say(error))
        return _page(found, _kept(found), form), 422
    _record("questionnaire.close", found, before=before.isoformat())
    db.session.commit()
    tell(gettext("受付を終えました"))
    return redirect(fielding.home_address(found))


def _kept(found: Questionnaire) -> DeadlineForm:
    return DeadlineForm(formdata=None, data={"last": day_of(periods.last_moment(found))})


def _record(what: str, found: Questionnaire, *, before: str) -> None:
    """Write down the last day before and after."""
    told = {"before": before, "after": day_of(periods.last_moment(found)).isoformat()}
    audit.record(db.session(), what, found, who=the_member().id, now=now(), details=told)


def _page(found: Questionnaire, move: DeadlineForm, end: CloseForm) -> str:
    return render_template(
        "desk/deadlines/show.html",
        plan=the_plan(),
        questionnaire=found,
        standing=fielding.standing(found),
        move=move,
        end=end,
        form=end if end.errors else move,
        last=periods.last_moment(found),
        moving=url_for(".move", plan_id=found.plan_id, questionnaire_id=found.id),
        closing=url_for(".close", plan_id=found.plan_id, questionnaire_id=found.id),
    )
