"""満足度×重要度: what is important and fails to content, of everyone and by group."""

from dataclasses import dataclass

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from analysis.charts import improving as picture
from analysis.charts.picture import Chart
from analysis.comparing.matrices import Matrix, matrices, overall, pairs, whole
from analysis.improving import ByGroup, Improving, Wanted, by_group, improving
from analysis.sentences.improving import of_groups, of_improving
from app.access import allowed, the_plan
from app.attributes import FAMILIAR
from app.desk.crossing import FITS
from app.desk.source import READERS, Source, source
from app.exports import EXPORTS
from app.exports.base import Report

blueprint = Blueprint(
    "importance",
    __name__,
    url_prefix="/plans/<int:plan_id>/questionnaires/<int:questionnaire_id>/importance",
)
NONE = "none"  # what the address says where no overall question is wanted


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen: (name, label) of matrices, of overall scales and of axes."""

    matrices: tuple[Matrix, ...]
    overall: tuple[tuple[str, str], ...]
    axes: tuple[tuple[str, str], ...]


@blueprint.get("")
@allowed(*READERS)
def show(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    here = source(questionnaire_id)
    wanted = asked(here) if here.answers.ids else None
    if wanted is None:
        return render_template("desk/importance/nothing.html", plan=the_plan(), source=here)
    made, groups = _made(here, wanted), _groups(here, wanted)
    return render_template(
        "desk/importance/show.html",
        plan=the_plan(),
        source=here,
        wanted=wanted,
        choices=_choices(here),
        axis=groups.axis.name if groups else "",
        made=made,
        groups=groups,
        words=picture.words(made),
        headline=of_improving(made, **here.said),
        of_groups=of_groups(groups, **here.said) if groups else "",
        exports=EXPORTS,
        link=here.link("importance.show", **_said()),
        pictures=here.pictures(kind="improving", **_said()),
    )


def asked(here: Source) -> Wanted | None:
    """What the address asks for; where it says nothing, the likeliest pair of matrices."""
    listed = matrices(here.answers.codebook)
    proposed = next(iter(pairs(listed)), None)
    satisfied = request.args.get("satisfaction") or (proposed[0].name if proposed else "")
    important = request.args.get("importance") or (proposed[1].name if proposed else "")
    if not satisfied or not important:
        return None
    scales = overall(here.answers.codebook)
    usual = next((v.name for v in scales if whole(v)), NONE)
    felt = request.args.get("overall", usual)
    return Wanted(satisfied, important, None if felt == NONE else felt, here.weight)


def chart(here: Source) -> Chart:
    wanted = asked(here) or abort(404)
    return picture.improving(_made(here, wanted), narrow=request.args.get("narrow") == "1")


def report(here: Source) -> Report:
    wanted = asked(here) or abort(404)
    made, groups = _made(here, wanted), _groups(here, wanted)
    sentence = of_improving(made, **here.said)
    notes = (*here.whose, sentence)
    title = f"{here.questionnaire.title} 満足度×重要度"
    return Report(title, notes, (made, groups) if groups else (made,))


def _made(here: Source, wanted: Wanted) -> Improving:
    return improving(
        here.answers.frame,
        here.answers.codebook,
        satisfaction=wanted.satisfaction,
        importance=wanted.importance,
        overall=wanted.overall,
        weight=wanted.weight,
    )


def _groups(here: Source, wanted: Wanted) -> ByGroup | None:
    """By the axis of the address, or by the first short one; None where there is none."""
    axis = request.args.get("axis") or usual(axes(here))
    if not axis:
        return None
    frame, codebook = here.answers.frame, here.answers.codebook
    return by_group(frame, codebook, wanted, axis=axis, rules=here.rules)


def _choices(here: Source) -> Choices:
    scales = tuple((v.name, v.label) for v in overall(here.answers.codebook))
    return Choices(matrices(here.answers.codebook), scales, axes(here))


def axes(here: Source) -> tuple[tuple[str, str], ...]:
    """The attributes whose levels fit a table side by side."""
    return tuple(
        (axis.name, axis.label)
        for axis in here.answers.codebook.axes()
        if 2 <= len(axis.levels) <= FITS
    )


def usual(axes: tuple[tuple[str, str], ...]) -> str:
    """The generations, else the first axis; "" where there is none."""
    aged = [name for name, label in axes if any(word in label for word in FAMILIAR[0])]
    return next(iter([*aged, *(name for name, _ in axes)]), "")


def _said() -> dict[str, str]:
    """What of the address a picture, a file and a form must say again."""
    names = ("satisfaction", "importance", "overall", "axis")
    return {name: request.args[name] for name in names if name in request.args}
