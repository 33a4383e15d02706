"""だれの声か: every theme by an axis at once, with what chance does not explain."""

from hashlib import sha256

from flask import Blueprint, abort, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from analysis.charts import theme_groups as charts
from analysis.charts.picture import DESIGN
from analysis.form.crossed import method
from app.access import allowed, the_plan
from app.charting import MARK_LENGTH, drawn
from app.desk.downloads import recorded
from app.desk.source import READERS
from app.desk.theme_groups_made import AXIS, INTENTS, OF, axes, choices, divided
from app.desk.voiced import Voiced, voiced
from app.exports import EXPORTS
from app.exports.base import Report

blueprint = Blueprint(
    "theme_groups",
    __name__,
    url_prefix="/plans/<int:plan_id>/questionnaires/<int:questionnaire_id>/theme-groups",
)
SAID_FIRST = 6  # sentences; the others are folded


@blueprint.get("")
@allowed(*READERS)
def show(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    here = voiced(questionnaire_id, OF, AXIS)
    made = divided(here)
    if made is None or here.standing is None:
        return render_template(
            "desk/theme_groups/nothing.html", plan=the_plan(), source=here.source, here=here
        )
    return render_template(
        "desk/theme_groups/show.html",
        plan=the_plan(),
        source=here.source,
        here=here,
        made=made,
        axes=axes(here.source),
        choices=choices(here.standing),
        tones=made.of == INTENTS,
        said_first=SAID_FIRST,
        method=method(made.table),
        words=charts.words(made.table),
        picture=here.link.to("desk.theme_groups.picture", mark=_mark(here)),
        exports=EXPORTS,
        link=here.link,
    )


@blueprint.get("/<mark>.svg")
@allowed(*READERS)
def picture(plan_id: int, questionnaire_id: int, mark: str) -> ResponseReturnValue:
    """The chart; its address names how answers and themes stand, so a browser may keep it."""
    here = voiced(questionnaire_id, OF, AXIS, "narrow")
    if mark != _mark(here):
        return redirect(here.link(mark=_mark(here)))
    made = divided(here) or abort(404)
    narrow = here.link.values["narrow"] == "1"
    return drawn(charts.theme_groups(made.table, narrow=narrow), mark)


@blueprint.post("/<form>")
@allowed(*READERS)
def download(plan_id: int, questionnaire_id: int, form: str) -> ResponseReturnValue:
    """The table as a file, in the trade's form; who took it away is recorded."""
    here = voiced(questionnaire_id, OF, AXIS)
    made = divided(here) or abort(404)
    title = gettext("%(what)s だれの声か", what=here.label)
    notes = (*here.source.whose, f"{made.whose}", *made.told)
    report = Report(title, notes, (made.table,))
    said = {"kind": "theme_groups", "question": here.question}
    return recorded("themes.download", here.source.questionnaire, report, form, **said)


def _mark(here: Voiced) -> str:
    """Equal answers and themes, equal mark."""
    last = here.standing.steps[-1].id if here.standing else 0
    said = (here.source.answers.fingerprint, here.held.fingerprint, last)
    return f"{DESIGN}-{sha256(repr(said).encode()).hexdigest()[:MARK_LENGTH]}"
