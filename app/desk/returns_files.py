"""Field work as pictures, as tables and as the one page a section chief reads in a minute."""

from hashlib import sha256

from flask import Blueprint, abort, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from analysis.charts import returns as charts
from analysis.charts.picture import DESIGN, Chart, svg
from analysis.fieldwork.told import Line
from app.access import allowed, the_member, the_plan
from app.charting import MARK_LENGTH, drawn
from app.clock import now, today
from app.desk import downloads, fielding, returns_words
from app.desk.address import Address
from app.desk.returns_made import Field, made
from app.exports.base import Report
from app.exports.pdf import TYPE, pdf
from app.extensions import db
from app.words import day
from surveys import audit

blueprint = Blueprint(
    "returns_files",
    __name__,
    url_prefix="/plans/<int:plan_id>/questionnaires/<int:questionnaire_id>/returns",
)
READERS = ("planner", "section", "viewer", "keeper")
MOST_STRATA, MOST_REMINDERS = 16, 3  # what the one page has room for


@blueprint.get("/<mark>/<int:place>.svg")
@allowed(*READERS)
def picture(plan_id: int, questionnaire_id: int, mark: str, place: int) -> ResponseReturnValue:
    """The curve (0) or the composition of an axis (1 …), by an address that names the numbers."""
    here = made(the_plan(), fielding.fielded(questionnaire_id))
    if mark != _mark(here):
        return redirect(pictures(here)(place=place, narrow=request.args.get("narrow")))
    return drawn(_chart(here, place, narrow=request.args.get("narrow") == "1"), mark)


@blueprint.post("/<form>")
@allowed(*READERS)
def download(plan_id: int, questionnaire_id: int, form: str) -> ResponseReturnValue:
    """The told numbers as a file; who took it away is recorded."""
    here = made(the_plan(), fielding.fielded(questionnaire_id))
    title = gettext("%(title)s 回収", title=here.questionnaire.title)
    notes = (gettext("時点: %(day)s", day=day(today())), returns_words.headline(here))
    report = Report(title, notes, (here.returned, *here.compositions))
    return downloads.recorded("return.download", here.questionnaire, report, form)


@blueprint.post("/sheet")
@allowed(*READERS)
def sheet(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """課長向けの1枚, as PDF; who took it away is recorded."""
    here = made(the_plan(), fielding.fielded(questionnaire_id))
    data = pdf("returns", _told(here), now())
    audit.record(
        db.session(),
        "return.download",
        here.questionnaire,
        who=the_member().id,
        now=now(),
        details={"form": "pdf"},
    )
    db.session.commit()
    name = gettext("回収の様子_%(title)s_%(day)s.pdf", title=here.questionnaire.title, day=today())
    return downloads.file(data, name=name, media_type=TYPE)


def link(here: Field) -> Address:
    found = here.questionnaire
    ids = {"plan_id": found.plan_id, "questionnaire_id": found.id}
    return Address("desk.returns_files.download", ids)


def pictures(here: Field) -> Address:
    return link(here).to("desk.returns_files.picture", mark=_mark(here), place=0)


def _mark(here: Field) -> str:
    """Equal numbers, equal mark."""
    said = repr((here.curve, here.compositions))
    return f"{DESIGN}-{sha256(said.encode()).hexdigest()[:MARK_LENGTH]}"


def _chart(here: Field, place: int, *, narrow: bool) -> Chart:
    if 0 < place <= len(here.compositions):
        return charts.composed(here.compositions[place - 1], narrow=narrow)
    curve = None if place else here.curve
    return charts.curve(curve or abort(404), narrow=narrow)


def _told(here: Field) -> dict[str, object]:
    """What the one page says. Of many strata it shows those that answered least."""
    strata = sorted(here.returned.strata, key=lambda one: one.rates or (1.0, 1.0))
    chart = charts.curve(here.curve) if here.curve else None
    return {
        "title": here.questionnaire.title,
        "municipality": the_plan().municipality,
        "plan": the_plan().title,
        "day": day(today()),
        "state": gettext(here.standing.label),
        "headline": returns_words.headline(here),
        "figures": [_figure(each) for each in returns_words.figures(here)],
        "aim": returns_words.aim(here),
        "curve": {"svg": svg(chart).decode(), "alt": chart.words} if chart else None,
        "strata": [_line(one) for one in strata[:MOST_STRATA]],
        "more_strata": max(len(strata) - MOST_STRATA, 0),
        "ways": [(one.label, returns_words.about(one.returned)) for one in here.returned.ways],
        "missing": returns_words.missing(here),
        "reminders": [
            (
                day(one.day),
                "、".join(one.strata) or gettext("全員"),
                gettext("%(n)s通", n=f"{one.letters:,}"),
            )
            for one in list(here.reminders)[-MOST_REMINDERS:]
        ],
        "next": returns_words.next_step(here),
    }


def _figure(each: returns_words.Figure) -> dict[str, str]:
    return {
        "label": each.label,
        "value": each.value,
        "unit": each.unit,
        "beside": each.beside,
    }


def _line(one: Line) -> tuple[str, str, str, str, str]:
    return (
        one.label,
        f"{one.issued or 0:,}",
        returns_words.about(one.returned),
        returns_words.between(one),
        returns_words.within(one),
    )
