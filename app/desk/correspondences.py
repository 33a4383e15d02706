"""対応分析: a crosstab as a map of its groups and answers."""

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from analysis.blanks import Asked
from analysis.charts import mapped as picture
from analysis.charts.picture import Chart
from analysis.mapped import Mapped, Withheld, mapped
from analysis.methods.correspondence import NothingToMap
from analysis.sentences.mapped import of_mapped
from app.access import allowed, the_plan
from app.desk import counted, crossing
from app.desk.source import READERS, Source, source
from app.errors import say
from app.exports import EXPORTS
from app.exports.base import Report

blueprint = Blueprint(
    "correspondences",
    __name__,
    url_prefix="/plans/<int:plan_id>/questionnaires/<int:questionnaire_id>/correspondence",
)


@blueprint.get("")
@allowed(*READERS)
def show(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    here = source(questionnaire_id)
    wanted = crossing.asked(here) if here.answers.ids else None
    if wanted is None:
        return render_template("desk/tables/nothing.html", plan=the_plan(), source=here)
    try:
        made = _made(here, wanted)
    except (NothingToMap, Withheld) as error:
        return _refused(here, wanted, say(error))
    said = {"question": wanted.question, "axis": wanted.axis}
    return render_template(
        "desk/correspondences/show.html",
        plan=the_plan(),
        source=here,
        wanted=wanted,
        questions=counted.questions(here),
        sides=counted.sides(here),
        made=made,
        headline=of_mapped(made, **here.said),
        words=picture.words(made),
        exports=EXPORTS,
        link=here.link("correspondences.show", **said),
        pictures=here.pictures(kind="mapped", **said),
    )


def _refused(here: Source, wanted: Asked, why: str) -> str:
    """Why there is no map of this table, and the way back to it."""
    back = here.link("tables.crosstab", question=wanted.question, axis=wanted.axis)
    return render_template(
        "desk/correspondences/nothing.html", plan=the_plan(), source=here, why=why, back=back()
    )


def chart(here: Source) -> Chart:
    wanted = crossing.asked(here) or abort(404)
    return picture.mapped(_made(here, wanted), narrow=request.args.get("narrow") == "1")


def report(here: Source) -> Report:
    made = _made(here, crossing.asked(here) or abort(404))
    notes = (*here.whose, of_mapped(made, **here.said))
    (table,) = made.tables()
    return Report(f"{here.questionnaire.title} {table.title}", notes, (made,))


def _made(here: Source, wanted: Asked) -> Mapped:
    """The map of the address.

    Raises:
        NothingToMap, Withheld, UnknownVariable, WrongMeasure
    """
    return mapped(
        here.answers.frame,
        here.answers.codebook,
        axis=wanted.axis,
        question=wanted.question,
        weight=wanted.weight,
        rules=here.rules,
    )
