"""ほかの調査とくらべる: staff and residents, this year and before, question by question."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from analysis.charts import comparing as pictures
from analysis.comparing import wordings
from analysis.sentences.comparing import of_pair
from app.access import allowed, the_plan
from app.desk import comparing
from app.desk.comparing import QUESTION, STANDARD, WITH, Pair
from app.desk.source import READERS, Source, source
from app.exports import EXPORTS
from surveys import word_changes

blueprint = Blueprint(
    "comparisons",
    __name__,
    url_prefix="/plans/<int:plan_id>/questionnaires/<int:questionnaire_id>/comparison",
)
WORDINGS = {
    "word_changes": word_changes.compared,
    "WORDING_MARK": wordings.MARK,
    "WORDING_CHANGES": wordings.CHANGES,
}
# Pages of other rooms show the same mark and the same two wordings.
blueprint.record(lambda state: state.app.jinja_env.globals.update(WORDINGS))


@blueprint.get("")
@allowed(*READERS)
def show(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    here = source(questionnaire_id)
    pair = comparing.asked(here) if here.answers.ids else None
    if pair is None:
        return render_template("desk/comparisons/nothing.html", plan=the_plan(), source=here)
    return _page(here, pair)


def _page(here: Source, pair: Pair) -> str:
    asked = QUESTION in request.args
    made, over = (comparing.adjusted(pair), comparing.trend(pair)) if asked else (None, None)
    said = {
        WITH: pair.other.source.questionnaire.id,
        QUESTION: pair.chosen.match.own.name if asked else None,
        STANDARD: request.args.get(STANDARD) if made else None,
    }
    return render_template(
        "desk/comparisons/show.html",
        plan=the_plan(),
        source=here,
        pair=pair,
        others=pair.others,
        listed=sorted(pair.compared, key=comparing.width, reverse=True),
        asked=asked,
        of_pair=of_pair(pair.compared, pair.other.name),
        made=pair.chosen,
        adjusted=made,
        trend=over,
        sentences=comparing.sentences(pair, made, over),
        words=pictures.words(pair.chosen),
        wave_words=pictures.wave_words(over) if over else "",
        exports=EXPORTS,
        link=here.link("comparisons.show", **said),
        pictures=here.pictures(kind="comparing", **said, seen=pair.other.source.mark),
    )
