"""時期: the share each theme has of the voices, from month to month or from survey to survey."""

from hashlib import sha256

from flask import Blueprint, abort, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from analysis.charts import course as charts
from analysis.charts.picture import DESIGN
from app.access import allowed, the_plan
from app.charting import MARK_LENGTH, drawn
from app.desk.downloads import recorded
from app.desk.source import READERS
from app.desk.theme_years_made import BY, choices, followed
from app.desk.theme_years_waves import waves
from app.desk.voiced import Voiced, voiced
from app.exports import EXPORTS
from app.exports.base import Report
from app.words import fiscal_year

blueprint = Blueprint(
    "theme_years",
    __name__,
    url_prefix="/plans/<int:plan_id>/questionnaires/<int:questionnaire_id>/theme-years",
)


@blueprint.get("")
@allowed(*READERS)
def show(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    here = voiced(questionnaire_id, BY)
    made = followed(here)
    if made is None:
        return render_template(
            "desk/theme_years/nothing.html", plan=the_plan(), source=here.source, here=here
        )
    return render_template(
        "desk/theme_years/show.html",
        plan=the_plan(),
        source=here.source,
        here=here,
        made=made,
        choices=choices(here),
        words=charts.words(made.course),
        picture=here.link.to("desk.theme_years.picture", mark=_mark(here)),
        exports=EXPORTS,
        link=here.link,
    )


@blueprint.get("/<mark>.svg")
@allowed(*READERS)
def picture(plan_id: int, questionnaire_id: int, mark: str) -> ResponseReturnValue:
    """The charts; their address names how answers and themes stand, so a browser may keep them."""
    here = voiced(questionnaire_id, BY, "narrow")
    if mark != _mark(here):
        return redirect(here.link(mark=_mark(here)))
    made = followed(here) or abort(404)
    return drawn(charts.course(made.course, narrow=here.link.values["narrow"] == "1"), mark)


@blueprint.post("/<form>")
@allowed(*READERS)
def download(plan_id: int, questionnaire_id: int, form: str) -> ResponseReturnValue:
    """The tables as a file; who took it away is recorded."""
    here = voiced(questionnaire_id, BY)
    made = followed(here) or abort(404)
    title = gettext("%(what)s テーマの推移", what=here.label)
    beside = [
        gettext("くらべる調査: %(title)s（%(whose)s）", title=each.title, whose=whose)
        for each, whose in ((w.source.questionnaire, w.source.sampling) for w in made.waves)
    ]
    changed = [
        gettext(
            "※ %(year)sは、設問文が変わっています。"
            "%(year)sの設問文「%(then)s」、いまの設問文「%(now)s」",
            year=fiscal_year(each.year),
            then=each.label,
            now=here.label,
        )
        for each in made.waves
        if each.reworded
    ]
    notes = (*here.source.whose, *beside, *made.told, *changed)
    report = Report(title, notes, (made.course,))
    said = {"kind": "theme_years", "question": here.question}
    return recorded("themes.download", here.source.questionnaire, report, form, **said)


def _mark(here: Voiced) -> str:
    """Equal answers, themes and earlier surveys, equal mark."""
    last = here.standing.steps[-1].id if here.standing else 0
    others = [(w.question, w.source.answers.fingerprint) for w in waves(here)]
    said = (here.source.answers.fingerprint, here.held.fingerprint, last, others)
    return f"{DESIGN}-{sha256(repr(said).encode()).hexdigest()[:MARK_LENGTH]}"
