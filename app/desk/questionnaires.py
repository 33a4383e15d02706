"""調査票: what a plan has asked so far, each with its answers and the way to its tables."""

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app import bridge
from app.access import allowed, of_plan, the_member, the_plan
from app.bridge import Answers
from app.clock import now
from app.desk import drafting, fielding
from app.desk.forms import tell
from app.desk.source import so_far
from app.errors import say
from app.extensions import db
from app.keyring import keys_of
from surveys import audit, disposals, imports, questionnaires, responses, returns
from surveys.kinds import KINDS, Question
from surveys.questionnaires import AUDIENCES, DRAFT, PUBLISHED, SAMPLINGS, Questionnaire

blueprint = Blueprint("questionnaires", __name__, url_prefix="/plans/<int:plan_id>/questionnaires")
READERS = ("planner", "section", "viewer", "keeper")
# What can be done with the answers next: an endpoint of the desk, what it is called, of whom.
NEXT = (
    ("tables", "集計を見る", tuple(AUDIENCES)),
    ("themes", "声とテーマを見る", tuple(AUDIENCES)),
    ("representation", "回収構成と重み", ("citizen",)),
)


@blueprint.get("")
@allowed(*READERS)
def index(plan_id: int) -> ResponseReturnValue:
    session, plan = db.session(), the_plan()
    found = questionnaires.of_plan(session, plan)
    return render_template(
        "desk/questionnaires/index.html",
        plan=plan,
        rows=[(one, _number(one)) for one in found],
        waiting=imports.waiting(session, plan),
        audiences=AUDIENCES,
        samplings=SAMPLINGS,
    )


@blueprint.get("/<int:questionnaire_id>")
@allowed(*READERS)
def show(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    found = of_plan(Questionnaire, questionnaire_id)
    if found.state == PUBLISHED:
        return fielding.home(found)
    return _page(found)


@blueprint.post("/<int:questionnaire_id>/delete")
@allowed("planner")
def delete(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    found = of_plan(Questionnaire, questionnaire_id)
    n = responses.number(db.session(), found)
    keys = keys_of(found) if found.key_name else None
    try:
        questionnaires.delete(db.session(), found, repeated=request.form.get("repeated", ""))
    except questionnaires.TitleNotRepeated as error:
        return _page(found, say(error)), 422
    audit.record(
        db.session(),
        "questionnaire.delete",
        found,
        who=the_member().id,
        now=now(),
        details={"responses": n},
    )
    db.session.commit()
    if keys:
        keys.destroy()
    tell(gettext("調査票とその回答を削除しました"))
    return redirect(url_for(".index", plan_id=plan_id))


def _page(found: Questionnaire, error: str = "") -> str:
    if found.state == DRAFT:
        return drafting.page(found, error=error)
    session = db.session()
    answers = bridge.answers(session, found)
    asked = bridge.asked(session, found)
    return render_template(
        "desk/questionnaires/show.html",
        plan=the_plan(),
        questionnaire=found,
        n=len(answers.ids),
        so_far=so_far(found, len(answers.ids)),
        rows=[(one, KINDS[one.kind].label, _base(found, answers, one)) for one in asked],
        ways=_ways(found),
        standings=disposals.standings(session, found, now()),
        audience=AUDIENCES[found.audience],
        sampling=SAMPLINGS[found.sampling],
        error=error,
        repeated=request.form.get("repeated", ""),
    )


def _number(one: Questionnaire) -> int:
    """The responses that can be analysed; while it is asked, what has arrived, in whole tens."""
    session = db.session()
    return returns.about(session, one) if one.state == PUBLISHED else responses.number(session, one)


def _base(found: Questionnaire, answers: Answers, question: Question) -> int:
    """How many answered a question."""
    counted = bridge.base(answers, question)
    if counted is not None:
        return counted
    return len(responses.texts(db.session(), found, question.code))


def _ways(found: Questionnaire) -> list[tuple[str, str]]:
    """The pages that show its answers, as (label, address)."""
    return [
        (
            gettext(label),
            url_for(f"desk.{room}.index", plan_id=found.plan_id, questionnaire_id=found.id),
        )
        for room, label, audiences in NEXT
        if f"desk.{room}.index" in current_app.view_functions and found.audience in audiences
    ]
