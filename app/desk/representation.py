"""回収構成: those who answered beside the register they were drawn from."""

from collections.abc import Callable

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from analysis.charts import composed
from analysis.charts.picture import DESIGN, Chart
from analysis.sentences.representation import of_representation
from app.access import allowed, the_plan
from app.charting import MARK_LENGTH, drawn
from app.desk import proposals
from app.desk.address import Address
from app.desk.downloads import recorded
from app.desk.proposals import Proposal
from app.desk.source import READERS, Source, filled, source
from app.exports import EXPORTS
from app.exports.base import Report

blueprint = Blueprint("representation", __name__, url_prefix="/plans/<int:plan_id>")
HERE = "/questionnaires/<int:questionnaire_id>/representation"


def _axis(made: Proposal) -> Chart:
    """The composition of the axis that the address names."""
    named = [
        each for each in proposals.representations(made) if each.of.name == request.args.get("axis")
    ]
    return composed.representation(named[0] if named else abort(404), narrow=_narrow())


def _weights(made: Proposal) -> Chart:
    """How far the proposed weights spread."""
    found, _why = proposals.weighed(made)
    return composed.spread(found or abort(404), narrow=_narrow())


CHARTS: dict[str, Callable[[Proposal], Chart]] = {"composition": _axis, "weights": _weights}


@blueprint.get(HERE)
@allowed(*READERS)
def index(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    here = source(questionnaire_id)
    made = proposals.proposal(here, the_plan())
    shown = len(here.answers.ids) >= here.rules.base
    return render_template(
        "desk/representation/show.html",
        plan=the_plan(),
        source=here,
        proposal=made,
        axes=[
            (each, of_representation(each, **here.said), composed.representation_words(each))
            for each in (proposals.representations(made) if shown else ())
        ],
        shown=shown,
        exports=EXPORTS,
        link=here.link("representation.index", weight=None, **proposals.fields()),
        pictures=pictures(here, made),
    )


@blueprint.get(f"{HERE}/<mark>/<kind>.svg")
@allowed(*READERS)
def picture(plan_id: int, questionnaire_id: int, mark: str, kind: str) -> ResponseReturnValue:
    """A chart; its address names the state of the population and of the answers."""
    here, made = _shown(questionnaire_id)
    if mark != _mark(made):
        said = {name: request.args.get(name) for name in ("axis", "narrow")}
        return redirect(pictures(here, made)(kind=kind, **said))
    return drawn(CHARTS[kind](made) if kind in CHARTS else abort(404), mark)


@blueprint.post(f"{HERE}/<form>")
@allowed(*READERS)
def download(plan_id: int, questionnaire_id: int, form: str) -> ResponseReturnValue:
    """The tables as a file."""
    here, made = _shown(questionnaire_id)
    if not made.used:
        abort(404)
    results = tuple(proposals.representations(made))
    report = Report(f"{here.questionnaire.title} 回収構成", _notes(here, made), results)
    return recorded("representation.download", here.questionnaire, report, form)


def pictures(here: Source, made: Proposal) -> Address:
    """The pictures of a proposal, by an address that changes with what it is made of."""
    return here.link("representation.picture", weight=None, mark=_mark(made), **proposals.fields())


def _shown(questionnaire_id: int) -> tuple[Source, Proposal]:
    """Answers that are enough to be shown, and what is set beside them."""
    here = filled(questionnaire_id)
    made = proposals.proposal(here, the_plan())
    if len(made.answers.ids) < here.rules.base:
        abort(404)
    return here, made


def _mark(made: Proposal) -> str:
    return f"{DESIGN}-{made.mark[:MARK_LENGTH]}"


def _notes(here: Source, made: Proposal) -> tuple[str, ...]:
    day = f"{made.rows[0].as_of:%Y-%m-%d}"
    return (
        f"対象: {here.sampling}",
        f"時点: {here.state.words}",
        f"母集団: {day}現在",
        "標本誤差: 95%の確率で無作為抽出の差が収まる幅（母集団の割合による）",
    )


def _narrow() -> bool:
    return request.args.get("narrow") == "1"
