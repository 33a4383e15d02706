"""回収: the desk of field work, in numbers that show nobody's answering, and how to go on."""

from collections.abc import Sequence
from datetime import date

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from analysis.charts import returns as charts
from app.access import allowed, may, the_plan
from app.desk import fielding, returns_files, returns_words
from app.desk.returns_made import Field, made
from app.exports import EXPORTS
from app.extensions import db
from surveys import openings, questionnaires, responses, returns
from surveys.questionnaires import DRAFT, ENDED, PUBLISHED, Questionnaire

blueprint = Blueprint("returns", __name__, url_prefix="/plans/<int:plan_id>")


@blueprint.get("/returns")
@allowed(*returns_files.READERS)
def index(plan_id: int) -> ResponseReturnValue:
    found = questionnaires.of_plan(db.session(), the_plan())
    ended = [one for one in found if one.state == ENDED]
    return render_template(
        "desk/returns/index.html",
        plan=the_plan(),
        asking=[fielding.standing(one) for one in found if one.state == PUBLISHED],
        drafts=[one for one in found if one.state == DRAFT],
        ended=[(one, responses.number(db.session(), one)) for one in ended],
        unread=_unread(found) if may("keeper") else [],
    )


@blueprint.get("/questionnaires/<int:questionnaire_id>/returns")
@allowed(*returns_files.READERS)
def show(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    found = fielding.fielded(questionnaire_id)
    here = made(the_plan(), found)
    return render_template(
        "desk/returns/show.html",
        plan=the_plan(),
        questionnaire=found,
        standing=here.standing,
        here=here,
        words=returns_words,
        charts=charts,
        nights=_nights(here),
        composed=list(zip(here.compositions, returns_words.missing(here), strict=True)),
        pictures=returns_files.pictures(here),
        step=returns.STEP,
        exports=EXPORTS,
        link=returns_files.link(here),
        address=fielding.address,
    )


def _nights(here: Field) -> list[tuple[date, int, int]]:
    """(day, what had come, how many more than the day before), the latest first."""
    told = here.returned
    return list(zip(told.days, told.numbers, told.more, strict=True))[::-1]


def _unread(found: Sequence[Questionnaire]) -> list[tuple[Questionnaire, int]]:
    """The questionnaires for staff whose texts wait for a keeper, and how many each."""
    staff = [one for one in found if one.audience == "staff" and one.state in (PUBLISHED, ENDED)]
    held = [(one, len(openings.held_texts(db.session(), one))) for one in staff]
    return [(one, number) for one, number in held if number]
