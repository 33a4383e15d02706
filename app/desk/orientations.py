"""志向の軸: groups of people who answer alike, found, named by a person, and used as an axis."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from analysis.charts import orientation as picture
from analysis.charts.picture import Chart
from analysis.comparing.matrices import matrices
from analysis.errors import AnalysisError
from analysis.orientation import FEWEST, MOST, Orientation, find, items
from analysis.sentences.orientation import of_group, of_orientation
from app import bridge, orienting
from app.access import allowed, the_member, the_plan
from app.clock import now
from app.desk.forms import tell
from app.desk.source import READERS, Source, filled, source
from app.errors import say
from app.exports import EXPORTS
from app.exports.base import Report
from app.extensions import db
from surveys import audit
from surveys import orientations as kept
from surveys.errors import SurveyError

blueprint = Blueprint(
    "orientations",
    __name__,
    url_prefix="/plans/<int:plan_id>/questionnaires/<int:questionnaire_id>/orientations",
)
ITEM, GROUPS, USUAL = "item", "groups", 3


@dataclass(frozen=True, slots=True)
class Choosable:
    """Items that belong together: a matrix, an MA, or the scales that stand alone."""

    label: str
    items: tuple[tuple[str, str], ...]


@blueprint.get("")
@allowed(*READERS)
def index(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """The axes there are, what can be chosen, and the groups that the address asks for."""
    return _page(source(questionnaire_id))


@blueprint.post("")
@allowed("planner")
def keep(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """Keep the groups of the form as an axis, under the names a person gave them."""
    here, session = filled(questionnaire_id), db.session()
    try:
        made = _found(here, request.form.getlist(ITEM), request.form.get(GROUPS, type=int))
        axis = kept.keep(
            session,
            here.questionnaire,
            request.form.get("label", ""),
            orienting.as_json(made.recipe),
            names=request.form.getlist("name"),
            now=now(),
        )
    except (AnalysisError, SurveyError) as error:
        session.rollback()
        return _page(here, refused=say(error)), 422
    who, details = the_member().id, {"axis": axis.label}
    audit.record(
        session, "orientation.keep", here.questionnaire, who=who, now=now(), details=details
    )
    session.commit()
    tell(gettext("志向の軸「%(label)s」を保存しました。集計軸として使えます", label=axis.label))
    return redirect(here.link("orientations.index")())


@blueprint.post("/drop")
@allowed("planner")
def drop(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """Take an axis away."""
    here, session = source(questionnaire_id), db.session()
    label = request.form.get("label", "")
    axis = kept.named(session, here.questionnaire, label) or abort(404)
    kept.drop(session, axis)
    who, details = the_member().id, {"axis": label}
    audit.record(
        session, "orientation.drop", here.questionnaire, who=who, now=now(), details=details
    )
    session.commit()
    tell(gettext("志向の軸「%(label)s」を消しました", label=label))
    return redirect(here.link("orientations.index")())


def chart(here: Source) -> Chart:
    return picture.orientation(_asked(here), narrow=request.args.get("narrow") == "1")


def report(here: Source) -> Report:
    made = _asked(here)
    told = [f"{name}: {of_group(made, place)}" for place, name in enumerate(made.names)]
    notes = (*here.whose, of_orientation(made, **here.said), *told)
    return Report(f"{here.questionnaire.title} 志向の群", notes, (made,))


def _page(here: Source, refused: str = "") -> str:
    said = request.form if request.method == "POST" else request.args
    chosen, groups = said.getlist(ITEM), said.get(GROUPS, USUAL, type=int)
    made: Orientation | None = None
    try:
        made = _found(here, chosen, groups) if chosen else None
    except AnalysisError as error:
        refused = refused or say(error)
    asked = {ITEM: chosen, GROUPS: groups}
    return render_template(
        "desk/orientations/index.html",
        plan=the_plan(),
        source=here,
        kept=kept.of(db.session(), here.questionnaire),
        choosable=_choosable(here),
        chosen=chosen,
        groups=groups,
        numbers=range(FEWEST, MOST + 1),
        made=made,
        refused=refused,
        label=said.get("label", ""),
        named=said.getlist("name"),
        headline=of_orientation(made, **here.said) if made else "",
        of_groups=[of_group(made, place) for place in range(groups)] if made else [],
        words=picture.words(made) if made else "",
        exports=EXPORTS,
        link=here.link("orientations.index", **asked),
        pictures=here.pictures(kind="orientation", **asked),
    )


def _asked(here: Source) -> Orientation:
    """The groups of the address.

    Raises:
        AnalysisError: they cannot be found, and why.
    """
    return _found(here, request.args.getlist(ITEM), request.args.get(GROUPS, USUAL, type=int))


def _found(here: Source, chosen: Sequence[str], groups: int | None) -> Orientation:
    answers = bridge.answers(db.session(), here.questionnaire)
    return find(
        answers.frame, answers.codebook, chosen=chosen, groups=groups or 0, rules=here.rules
    )


def _choosable(here: Source) -> list[Choosable]:
    """Every item: the matrices, the scales that stand alone, then the MA."""
    codebook = here.answers.codebook
    lines = {
        line.variable.name: (matrix.label, line.label)
        for matrix in matrices(codebook)
        for line in matrix.lines
    }
    found: dict[str, list[tuple[str, str]]] = {heading: [] for heading, _ in lines.values()}
    found[alone := gettext("そのほかの段階評価")] = []
    for variable in items(codebook):
        usual = (variable.group_label or alone, variable.label)
        heading, label = lines.get(variable.name, usual)
        found.setdefault(heading, []).append((variable.name, label))
    return [Choosable(heading, tuple(each)) for heading, each in found.items() if each]
