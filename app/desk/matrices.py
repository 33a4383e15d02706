"""マトリクスをまとめて: all items of a matrix at once, by themselves and by an axis."""

from dataclasses import dataclass

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from analysis.charts import items as picture
from analysis.charts.picture import Chart
from analysis.comparing.matrices import matrices
from analysis.form.items import of_items as laid_out
from analysis.form.items import of_items_by_group as groups_laid_out
from analysis.items import Items, Kind, Order, Wanted, items
from analysis.items_by_group import ItemsByGroup, items_by_group
from analysis.sentences.items import of_items, of_items_by_group
from app import orienting
from app.access import allowed, the_plan
from app.desk import counted, importance
from app.desk.source import READERS, Source, source
from app.exports import EXPORTS
from app.exports.base import Report
from app.extensions import db
from surveys.errors import N_

blueprint = Blueprint(
    "matrices",
    __name__,
    url_prefix="/plans/<int:plan_id>/questionnaires/<int:questionnaire_id>/matrices",
)
ORDERS = {
    Order.ASKED: N_("設問の順"),
    Order.TOP: N_("TOP2の高い順"),
    Order.MEAN: N_("平均点の高い順"),
}
SHAPES: dict[picture.Shape, str] = {
    "stacked": N_("構成比の帯"),
    "diverging": N_("中央をそろえた帯"),
}
KINDS = {Kind.TOP: N_("TOP2の割合"), Kind.MEAN: N_("平均点")}
SAID = ("matrix", "order", "shape", "by", "axis", "blank")


@dataclass(frozen=True, slots=True)
class View:
    """What the address asks for: which matrix, counted how, and how it is shown."""

    wanted: Wanted
    order: Order
    shape: picture.Shape

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
        return render_template("desk/matrices/nothing.html", plan=the_plan(), source=here)
    made = _made(here, view)
    groups = _groups(here, view, made)
    return render_template(
        "desk/matrices/show.html",
        plan=the_plan(),
        source=here,
        view=view,
        listed=matrices(here.answers.codebook),
        axes=importance.axes(here),
        orders=ORDERS,
        shapes=SHAPES,
        kinds=KINDS,
        made=made,
        grid=laid_out(made),
        words=picture.words(made, shape=view.shape),
        headline=of_items(made, **here.said),
        groups=groups,
        of_groups=of_items_by_group(groups, **here.said) if groups else "",
        group_grid=groups_laid_out(groups) if groups else None,
        circular=groups is not None and _circular(here, made, groups),
        exports=EXPORTS,
        link=here.link("matrices.show", **view.said),
        pictures=here.pictures(kind="items", **view.said),
    )


def belonging(here: Source) -> dict[str, str]:
    """For the name of each item, that of the matrix it belongs to."""
    listed = matrices(here.answers.codebook)
    return {line.variable.name: matrix.name for matrix in listed for line in matrix.lines}


def asked(here: Source) -> View | None:
    """What the address asks for; where it says nothing, the first matrix by a usual axis."""
    first = next(iter(matrices(here.answers.codebook)), None)
    name = request.args.get("matrix") or (first.name if first else "")
    if not name:
        return None
    axis = request.args.get("axis")
    if axis is None:
        axis = importance.usual(importance.axes(here))
    said = request.args.get
    return View(
        Wanted(
            name,
            here.weight,
            counted.with_blanks(here),
            "" if axis == importance.NONE else axis,
            Kind.MEAN if said("by") == Kind.MEAN else Kind.TOP,
        ),
        next((each for each in Order if each == said("order")), Order.ASKED),
        "diverging" if said("shape") == "diverging" else "stacked",
    )


def chart(here: Source) -> Chart:
    view = asked(here) or abort(404)
    narrow = request.args.get("narrow") == "1"
    return picture.items(_made(here, view), shape=view.shape, narrow=narrow)


def report(here: Source) -> Report:
    view = asked(here) or abort(404)
    made = _made(here, view)
    groups = _groups(here, view, made)
    title = f"{here.questionnaire.title} {made.title}"
    return Report(title, here.whose, (made, groups) if groups else (made,), here.said)


def _made(here: Source, view: View) -> Items:
    made = items(
        here.answers.frame,
        here.answers.codebook,
        matrix=view.wanted.matrix,
        weight=view.wanted.weight,
        no_answer=view.wanted.no_answer,
        rules=here.rules,
    )
    return made.sorted(view.order)


def _groups(here: Source, view: View, made: Items) -> ItemsByGroup | None:
    """By the axis of the address; None without one, and where the items are no scale."""
    if not view.wanted.axis:
        return None
    frame, codebook = here.answers.frame, here.answers.codebook
    return items_by_group(frame, codebook, made, view.wanted, rules=here.rules)


def _circular(here: Source, made: Items, groups: ItemsByGroup) -> bool:
    """Whether the axis was derived from answers to some of these items."""
    used = orienting.made_of(db.session(), here.questionnaire, groups.axis.name)
    return any(line.variable.name in used for line in made.matrix.lines)
