"""この調査がどう使われたか: what came of a questionnaire, for whoever answered it."""

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from app.access import public
from app.clock import now
from app.extensions import db
from app.home import past
from surveys import announcements, offer_windows, outcome_listing
from surveys.outcome_listing import Heard
from surveys.plans import Plan
from surveys.questionnaires import ENDED, PUBLISHED, Questionnaire

blueprint = Blueprint("results", __name__, url_prefix="/results/<int:questionnaire_id>")


@blueprint.get("/")
@public
def show(questionnaire_id: int) -> ResponseReturnValue:
    asked = db.get_or_404(Questionnaire, questionnaire_id)
    plan = db.session.get_one(Plan, asked.plan_id)
    shown = past.drawing_on(outcome_listing.public_editions(db.session(), plan), asked)
    if asked.state not in (PUBLISHED, ENDED) and not shown:
        abort(404)  # a draft, or brought answers that no edition draws on
    heard = outcome_listing.told(shown, db.session(), plan)
    return render_template(
        "home/results.html",
        plan=plan,
        asked=asked,
        title=past.title(db.session(), asked),
        open=asked.is_open(now()),
        editions=shown,
        heard=_from(heard, asked),
        announced=announcements.find(db.session(), asked.id),
        offers=offer_windows.is_open(db.session(), plan.id),
    )


def _from(heard: list[Heard], asked: Questionnaire) -> list[Heard]:
    """Issues with evidence or a voice of this questionnaire; all, where none can be told apart."""
    mine = [each for each in heard if each.comes_from(asked.title)]
    return mine or heard
