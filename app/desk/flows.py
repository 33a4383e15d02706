"""流れ: a questionnaire read from above to below, who is asked what, and what is odd about it."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.access import allowed, of_plan, the_plan
from app.extensions import db
from surveys import flows, questionnaires
from surveys.questionnaires import DRAFT, Questionnaire

blueprint = Blueprint(
    "flows", __name__, url_prefix="/plans/<int:plan_id>/drafting/<int:questionnaire_id>/flow"
)
READERS = ("planner", "section", "viewer", "keeper")


@blueprint.get("")
@allowed(*READERS)
def show(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    found = of_plan(Questionnaire, questionnaire_id)
    document = questionnaires.current(db.session(), found)
    return render_template(
        "desk/drafting/flow.html",
        plan=the_plan(),
        questionnaire=found,
        document=document,
        flow=flows.flow(document),
        draft=found.state == DRAFT,
    )
