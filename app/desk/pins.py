"""地点: where pins were set, counted in squares over the map they were set on."""

from dataclasses import dataclass

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from analysis import pins as counting
from analysis.charts import pins as picture
from analysis.charts.picture import Chart
from analysis.charts.pins import Outline
from analysis.pins import Mesh, PinQuestion, Pins, pin_questions
from app.access import allowed, the_plan
from app.desk.source import READERS, Source, source
from app.exports import EXPORTS
from app.exports.base import Report
from app.extensions import db
from surveys import questionnaires
from surveys.kinds import Question
from surveys.kinds.pin import grain
from surveys.place_maps import PlaceMap
from surveys.shapes import Shape, area_at

blueprint = Blueprint(
    "pins",
    __name__,
    url_prefix="/plans/<int:plan_id>/questionnaires/<int:questionnaire_id>/pins",
)
# Squares that a pin's own rounding does not blur; the first is the usual one.
_FITTING = {
    10: (Mesh.HALF_KM, Mesh.QUARTER_KM, Mesh.ONE_KM, Mesh.FIVE_KM, Mesh.TEN_KM),
    100: (Mesh.ONE_KM, Mesh.HALF_KM, Mesh.FIVE_KM, Mesh.TEN_KM),
    1000: (Mesh.FIVE_KM, Mesh.TEN_KM),
}


@dataclass(frozen=True, slots=True)
class View:
    """A question on a map, the squares it is counted in, and the map's borders."""

    question: PinQuestion
    mesh: Mesh
    meshes: tuple[Mesh, ...]
    shapes: tuple[Shape, ...]
    attribution: str

    @property
    def outlines(self) -> tuple[Outline, ...]:
        return tuple(ring for shape in self.shapes for ring in shape.rings)

    @property
    def said(self) -> dict[str, str]:
        return {"question": self.question.name, "mesh": self.mesh.value}


@blueprint.get("")
@allowed(*READERS)
def show(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    here = source(questionnaire_id)
    view = _view(here)
    if view is None:
        return render_template("desk/pins/nothing.html", plan=the_plan(), source=here)
    made = _counted(here, view)
    return render_template(
        "desk/pins/show.html",
        plan=the_plan(),
        source=here,
        view=view,
        listed=pin_questions(here.answers.codebook),
        made=made,
        areas=_areas(view, made),
        words=picture.words(made),
        exports=EXPORTS,
        link=here.link("pins.show", **view.said),
        pictures=here.pictures(kind="pins", **view.said),
    )


def chart(here: Source) -> Chart:
    view = _view(here) or abort(404)
    made = _counted(here, view)
    if made.total < 0:
        abort(404)
    return picture.pins(made, view.outlines, narrow=request.args.get("narrow") == "1")


def report(here: Source) -> Report:
    view = _view(here) or abort(404)
    made = _counted(here, view)
    return Report(f"{here.questionnaire.title} {made.title}", here.whose, (made,), here.said)


def _counted(here: Source, view: View) -> Pins:
    frame, book = here.answers.frame, here.answers.codebook
    name, mesh = view.question.name, view.mesh
    return counting.pins(frame, book, pinned=name, mesh=mesh, rules=here.rules)


def _view(here: Source) -> View | None:
    """What the address asks for, or the first question on a map; None where there is none."""
    known = {each.name: each for each in pin_questions(here.answers.codebook)}
    name = request.args.get("question", next(iter(known), ""))
    if not here.answers.ids or name not in known:
        return None
    asked = questionnaires.current(db.session(), here.questionnaire).question(name)
    meshes = _FITTING[grain(asked)]
    wanted = request.args.get("mesh", "")
    mesh = Mesh(wanted) if wanted in [each.value for each in meshes] else meshes[0]
    shapes, attribution = _map_of(here, asked)
    return View(known[name], mesh, tuple(sorted(meshes, key=_width)), shapes, attribution)


def _width(mesh: Mesh) -> float:
    return mesh.sides[0]


def _areas(view: View, made: Pins) -> list[str]:
    """The area in which the middle of each square lies; "" = outside the map."""
    middles = (((w + e) / 2, (s + n) / 2) for s, w, n, e in made.corners.tolist())
    return [area_at(view.shapes, middle) for middle in middles]


def _map_of(here: Source, asked: Question) -> tuple[tuple[Shape, ...], str]:
    """The areas of the map of a question and where they are from; none once it is gone."""
    mine = select(PlaceMap).where(PlaceMap.plan_id == here.questionnaire.plan_id)
    found = db.session.scalars(mine.where(PlaceMap.key == asked.place_map)).first()
    if found is None:
        return (), ""
    return found.shapes, found.attribution
