"""重み: what weights a population would give a questionnaire, and whether they are used."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from analysis.charts import composed
from analysis.sentences.weighting import of_weighting
from analysis.weighing.populations import OUT
from app import weighing
from app.access import allowed, of_plan, the_member, the_plan
from app.clock import now, today
from app.desk import proposals, representation
from app.desk.forms import tell
from app.desk.proposals import Proposal
from app.desk.source import READERS, source
from app.errors import say
from app.extensions import db
from surveys import audit, weightings
from surveys.errors import SurveyError
from surveys.questionnaires import Questionnaire

blueprint = Blueprint("weights", __name__, url_prefix="/plans/<int:plan_id>")
HERE = "/questionnaires/<int:questionnaire_id>/weights"


@blueprint.get(HERE)
@allowed(*READERS)
def show(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    return _page(questionnaire_id)


@blueprint.post(f"{HERE}/use")
@allowed("planner")
def use(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    here, session = source(questionnaire_id), db.session()
    made = proposals.proposal(here, the_plan())
    found, problem = proposals.weighed(made)
    try:
        weightings.must_be_drawn(here.questionnaire)
        proposals.must_be_seen(made, request.form.get("seen", ""))
    except SurveyError as error:
        problem = say(error)
    if found is None or problem:
        return _page(questionnaire_id, problem), 422
    kept = weightings.use(
        session,
        here.questionnaire,
        made.recipe.as_json(),
        as_of=made.as_of or today(),
        now=now(),
    )
    details = {"axes": [margin.name for margin in made.used], "recipe": kept.fingerprint}
    _record("weights.use", here.questionnaire, details)
    tell(gettext("この重みを集計に使います"))
    return _back(plan_id, questionnaire_id)


@blueprint.post(f"{HERE}/leave")
@allowed("planner")
def leave(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    questionnaire = of_plan(Questionnaire, questionnaire_id)
    weightings.leave(db.session(), questionnaire)
    _record("weights.leave", questionnaire, {})
    tell(gettext("重みを外しました。集計は重みなしに戻ります"))
    return _back(plan_id, questionnaire_id)


def _page(questionnaire_id: int, error: str = "") -> str:
    here = source(questionnaire_id)
    made = proposals.proposal(here, the_plan())
    shown = len(made.answers.ids) >= here.rules.base
    found, problem = proposals.weighed(made) if shown and _possible(made) else (None, "")
    kept = weightings.of(db.session(), here.questionnaire)
    return render_template(
        "desk/weights/show.html",
        plan=the_plan(),
        source=here,
        proposal=made,
        shown=shown,
        refusal=_refusal(here.questionnaire),
        error=error,
        problem=problem,
        weighting=found,
        sentence=of_weighting(found, state=here.state) if found else "",
        words=composed.spread_words(found) if found else "",
        kept=kept,
        same=kept is not None and weighing.recipe(kept.recipe).gives_the_same_as(made.recipe),
        out=OUT,
        link=here.link("weights.show", weight=None, **proposals.fields()),
        pictures=representation.pictures(here, made),
        said=proposals.fields(),
    )


def _possible(made: Proposal) -> bool:
    """Whether there is anything to weigh by."""
    return bool(made.rows) or made.recipe.start is not None


def _refusal(questionnaire: Questionnaire) -> str:
    """Why these answers are weighed by no population; "" where they may be."""
    try:
        weightings.must_be_drawn(questionnaire)
    except SurveyError as error:
        return say(error)
    return ""


def _record(what: str, questionnaire: Questionnaire, details: dict[str, Any]) -> None:
    """Write the act down, and commit both."""
    audit.record(db.session(), what, questionnaire, who=the_member().id, now=now(), details=details)
    db.session.commit()


def _back(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    return redirect(url_for(".show", plan_id=plan_id, questionnaire_id=questionnaire_id))
