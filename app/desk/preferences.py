"""選好: what people want most, by themselves and by an axis."""

from dataclasses import dataclass

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from analysis.charts import preferences as picture
from analysis.charts.picture import Chart
from analysis.form.preferences import of_preferred as laid_out
from analysis.form.preferences import of_preferred_by_group as groups_laid_out
from analysis.preferred import Preferred
from analysis.preferred_by_group import PreferredByGroup, preferences_by_group
from analysis.sentences.preferences import of_preferred, of_preferred_by_group
from app.access import allowed, the_plan
from app.desk import importance, scores
from app.desk.source import READERS, Source, source
from app.exports import EXPORTS
from app.exports.base import Report

blueprint = Blueprint(
    "preferences",
    __name__,
    url_prefix="/plans/<int:plan_id>/questionnaires/<int:questionnaire_id>/preferences",
)
SAID = ("question", "axis")


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


def report(here: Source) -> Report:
    view = asked(here) or abort(404)
    made = scores.of_question(here, view.question)
    groups = _groups(here, view, made)
    title = f"{here.questionnaire.title} {made.title}"
    return Report(title, here.whose, (made, groups) if groups else (made,), here.said)


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
