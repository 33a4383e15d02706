"""対応分析: which words, or themes, go with which groups, on one map."""

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from analysis.charts import word_map as picture
from analysis.errors import AnalysisError
from analysis.mapped import Withheld
from analysis.methods.correspondence import NothingToMap
from analysis.sentences.word_map import of_word_map
from app.access import allowed, the_plan
from app.desk import downloads, grouped, placing
from app.desk.placing import KINDS, SAID, STEPS, Asked, Placed, asked, placed
from app.desk.source import READERS
from app.desk.voiced import Voiced, voiced
from app.desk.ways import Ways
from app.errors import say
from app.exports import EXPORTS
from app.exports.base import Report

blueprint = Blueprint(
    "word_maps",
    __name__,
    url_prefix="/plans/<int:plan_id>/questionnaires/<int:questionnaire_id>/word-maps",
)


@blueprint.get("")
@allowed(*READERS)
def show(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    here = voiced(questionnaire_id, *SAID)
    wanted, made, error = asked(here), None, ""
    try:
        made = placed(here, wanted) if wanted else None
    except (NothingToMap, Withheld) as broken:
        error = say(broken)
    return render_template(
        "desk/word_maps/show.html",
        plan=the_plan(),
        source=here.source,
        here=here,
        wanted=wanted,
        placed=made,
        error=error,
        headline=of_word_map(made.made, **here.source.said) if made else "",
        axes=grouped.choices(here, themes=False),
        kinds=KINDS,
        steps=STEPS,
        first=placing.FIRST,
        ways=Ways(here),
        exports=EXPORTS,
    )


@blueprint.post("/<form>")
@allowed(*READERS)
def download(plan_id: int, questionnaire_id: int, form: str) -> ResponseReturnValue:
    """The map as a picture, or where its points are as a table."""
    here = voiced(questionnaire_id, *SAID)
    made, questionnaire = _found(here, asked(here)).made, here.source.questionnaire
    title = f"{questionnaire.title} {here.label} {made.kind}の対応分析（{made.made.axis.label}）"
    if form in downloads.PICTURES:
        chart = picture.word_map(made)
        return downloads.drawn("word_maps.download", questionnaire, chart, title, form)
    notes = (*here.source.whose, of_word_map(made, **here.source.said))
    return downloads.recorded(
        "word_maps.download", questionnaire, Report(title, notes, (made,)), form
    )


def _found(here: Voiced, wanted: Asked | None) -> Placed:
    """The map of a file; what has none is not found."""
    try:
        return placed(here, wanted or abort(404))
    except AnalysisError:
        abort(404)
