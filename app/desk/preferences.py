"""選好: what people want most, by themselves and by an axis."""

from dataclasses import dataclass

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from analysis.charts import preferences as picture
from analysis.charts.picture import Chart
from analysis.charts.score_waves import score_wave_words, score_waves
from analysis.comparing.preferring import PreferredCompared
from analysis.comparing.score_waves import ScoreWaves
from analysis.form.preferences import of_preferred as laid_out
from analysis.form.preferences import of_preferred_by_group as groups_laid_out
from analysis.form.preferences import of_preferred_compared as beside_laid_out
from analysis.form.score_waves import of_score_waves as waves_laid_out
from analysis.preferred import Preferred
from analysis.preferred_by_group import PreferredByGroup, preferences_by_group
from analysis.sentences.preferences import (
    of_preferred,
    of_preferred_by_group,
    of_preferred_compared,
)
from analysis.sentences.score_waves import of_score_waves
from app.access import allowed, the_plan
from app.desk import comparing, importance, scores
from app.desk.scores import Other
from app.desk.source import READERS, Source, source
from app.exports import EXPORTS
from app.exports.base import Report

blueprint = Blueprint(
    "preferences",
    __name__,
    url_prefix="/plans/<int:plan_id>/questionnaires/<int:questionnaire_id>/preferences",
)
WITH = comparing.WITH
SAID = ("question", "axis", WITH)


@dataclass(frozen=True, slots=True)
class View:
    """What the address asks for: the name of a question, and of an axis where one is wanted."""

    question: str
    axis: str

    @property
    def said(self) -> dict[str, str]:
        """What a picture, a file and a form must say again."""
        return {name: request.args[name] for name in SAID if name in request.args}


@blueprint.get("")
@allowed(*READERS)
def show(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    here = source(questionnaire_id)
    view = asked(here) if here.answers.ids else None
    if view is None:
        return render_template("desk/preferences/nothing.html", plan=the_plan(), source=here)
    made = scores.of_question(here, view.question)
    groups = _groups(here, view, made)
    others = scores.others(here, made.question)
    beside, over = _beside(here, made, others), _waves(here, made, others)
    return render_template(
        "desk/preferences/show.html",
        plan=the_plan(),
        source=here,
        view=view,
        listed=scores.answered(here),
        axes=importance.axes(here),
        made=made,
        standing=laid_out(made),
        words=picture.words(made),
        headline=of_preferred(made, **here.said),
        groups=groups_laid_out(groups) if groups else None,
        of_groups=of_preferred_by_group(groups, **here.said) if groups else "",
        axis_label=groups.axis.label if groups else "",
        others=others,
        beside=beside_laid_out(beside) if beside else None,
        of_beside=of_preferred_compared(beside, **here.said) if beside else "",
        other_name=beside.names[1] if beside else "",
        over=over,
        waves=waves_laid_out(over) if over else None,
        of_waves=of_score_waves(over, **here.said) if over else "",
        wave_words=score_wave_words(over) if over else "",
        chosen=request.args.get(WITH, type=int),
        exports=EXPORTS,
        link=here.link("preferences.show", **view.said),
        pictures=here.pictures(kind="preferences", **view.said),
    )


def asked(here: Source) -> View | None:
    """What the address asks for; where it says nothing, the first question by a usual axis."""
    first = next(iter(scores.answered(here)), None)
    name = request.args.get("question") or (first.name if first else "")
    if not name:
        return None
    axis = request.args.get("axis")
    if axis is None:
        axis = importance.usual(importance.axes(here))
    return View(name, "" if axis == importance.NONE else axis)


def chart(here: Source) -> Chart:
    view = asked(here) or abort(404)
    narrow = request.args.get("narrow") == "1"
    return picture.preferences(scores.of_question(here, view.question), narrow=narrow)


def wave_chart(here: Source) -> Chart:
    view = asked(here) or abort(404)
    made = scores.of_question(here, view.question)
    over = _waves(here, made, scores.others(here, made.question)) or abort(404)
    return score_waves(over, narrow=request.args.get("narrow") == "1")


def report(here: Source) -> Report:
    view = asked(here) or abort(404)
    made = scores.of_question(here, view.question)
    groups = _groups(here, view, made)
    others = scores.others(here, made.question)
    beside, over = _beside(here, made, others), _waves(here, made, others)
    title = f"{here.questionnaire.title} {made.title}"
    results = (made, *(each for each in (groups, beside, over) if each))
    return Report(title, here.whose, results, here.said)


def _groups(here: Source, view: View, made: Preferred) -> PreferredByGroup | None:
    """By the axis of the address; None without one, and where nothing may be shown."""
    if not view.axis or made.n < 0:
        return None
    return preferences_by_group(
        here.answers.frame,
        here.answers.codebook,
        made,
        axis=view.axis,
        weight=here.weight,
        rules=here.rules,
    )


def _beside(here: Source, made: Preferred, others: list[Other]) -> PreferredCompared | None:
    """Beside the survey of the address; None without one, and where nothing may be shown."""
    wanted = request.args.get(WITH, type=int)
    chosen = [other for other in others if other.id == wanted]
    if not chosen or made.n < 0:
        return None
    return scores.compared(here, made.question, chosen[0])


def _waves(here: Source, made: Preferred, others: list[Other]) -> ScoreWaves | None:
    """Over three waves or more; None with fewer, and where nothing may be shown."""
    return None if made.n < 0 else scores.waves(here, made.question, others)
