"""集計: every question by itself, and any question by any axis."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from analysis.charts.crossed import words
from analysis.charts.picture import DESIGN, Chart
from analysis.comparing.differing import CORRECTIONS
from analysis.form.nested import counted as of_whom
from analysis.pins import pin_questions
from analysis.presentation import effect_word, percent, q_value
from app import tabulating
from app.access import allowed, the_member, the_plan
from app.charting import drawn
from app.clock import now
from app.desk import (
    comparing,
    correspondences,
    counted,
    crossing,
    importance,
    matrices,
    orientations,
    pins,
    preferences,
    scores,
)
from app.desk.downloads import recorded
from app.desk.source import READERS, Source, filled, source
from app.exports import EXPORTS
from app.exports.base import Report
from app.extensions import db, queue
from surveys import audit, questionnaires, runs
from surveys.errors import N_

blueprint = Blueprint("tables", __name__, url_prefix="/plans/<int:plan_id>")
HERE = "/questionnaires/<int:questionnaire_id>/tables"
for name, word in (("share", percent), ("effect", effect_word), ("q_value", q_value)):
    blueprint.add_app_template_filter(word, name)
# One line a kind of picture, and a kind of file, that these pages give.
CHARTS: dict[str, Callable[[Source], Chart]] = {
    "frequency": counted.chart,
    "summary": counted.histogram,
    "crosstab": crossing.chart,
    "items": matrices.chart,
    "improving": importance.chart,
    "preferences": preferences.chart,
    "score_waves": preferences.wave_chart,
    "pins": pins.chart,
    "comparing": comparing.chart,
    "waves": comparing.wave_chart,
    "mapped": correspondences.chart,
    "orientation": orientations.chart,
}
REPORTS: dict[str, Callable[[Source], Report]] = {
    "frequency": counted.report,
    "crosstab": crossing.report,
    "items": matrices.report,
    "improving": importance.report,
    "preferences": preferences.report,
    "pins": pins.report,
    "comparing": comparing.report,
    "mapped": correspondences.report,
    "orientation": orientations.report,
}
SHOWS = {"both": N_("件数と割合"), "share": N_("割合"), "count": N_("件数")}


@blueprint.get("/tables")
@blueprint.get(HERE)
@allowed(*READERS)
def index(plan_id: int, questionnaire_id: int | None = None) -> ResponseReturnValue:
    """Every question by itself; without a questionnaire in the address, which one."""
    if questionnaire_id is None:
        return _choose(plan_id)
    here = source(questionnaire_id)
    sought = request.args.get("q", "").strip()
    part = request.args.get("part", "all")
    blank = "1" if counted.with_blanks(here) else None
    return render_template(
        "desk/tables/index.html",
        plan=the_plan(),
        source=here,
        sought=sought,
        part=part,
        parts=counted.PARTS,
        rows=counted.every(here, sought=sought, part=part) if here.answers.ids else [],
        blank=blank,
        of_matrix=matrices.belonging(here),
        scored=bool(scores.answered(here)) if here.answers.ids else False,
        pinned=bool(pin_questions(here.answers.codebook)),
        exports=EXPORTS,
        link=here.link(
            "tables.index",
            part=part if part != "all" else None,
            q=sought or None,
            blank=blank,
        ),
        pictures=here.pictures(blank=blank),
    )


@blueprint.get(f"{HERE}/crosstab")
@allowed(*READERS)
def crosstab(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    here = source(questionnaire_id)
    wanted = crossing.asked(here) if here.answers.ids else None
    if wanted is None:
        return render_template("desk/tables/nothing.html", plan=the_plan(), source=here)
    found, show = crossing.shown(here, wanted), request.args.get("show", "both")
    return render_template(
        "desk/tables/crosstab.html",
        plan=the_plan(),
        source=here,
        wanted=wanted,
        questions=counted.questions(here),
        stubs=counted.stubs(here),
        sides=counted.sides(here),
        table=found.table,
        split=found.split,
        unsplit=crossing.unsplit(here, wanted),
        of_whom=of_whom(found.split) if found.split else "",
        grid=crossing.grid(here, found),
        apart=found.apart,
        of_apart=crossing.of_apart(here, found),
        corrections=CORRECTIONS,
        words=words(found.table),
        headline=crossing.headline(here, found),
        method=crossing.method(found.table),
        show=show if show in SHOWS else "both",
        shows=SHOWS,
        circular=crossing.circular(here, found),
        glances=crossing.glances_of(here, wanted),
        exports=EXPORTS,
        link=here.link("tables.crosstab", **found.said, show=show if show != "both" else None),
        pictures=here.pictures(**found.said),
    )


@blueprint.get(f"{HERE}/<mark>/<kind>.svg")
@allowed(*READERS)
def picture(plan_id: int, questionnaire_id: int, mark: str, kind: str) -> ResponseReturnValue:
    """A chart; its address names the state of the answers, so a browser may keep it for good."""
    here = filled(questionnaire_id)
    if mark != f"{DESIGN}-{here.mark}":
        return redirect(
            url_for(
                ".picture",
                plan_id=plan_id,
                questionnaire_id=questionnaire_id,
                mark=f"{DESIGN}-{here.mark}",
                kind=kind,
                **_said(),
            )
        )
    return drawn(CHARTS[kind](here) if kind in CHARTS else abort(404), mark)


@blueprint.post(f"{HERE}/<kind>/<form>")
@allowed(*READERS)
def download(plan_id: int, questionnaire_id: int, kind: str, form: str) -> ResponseReturnValue:
    """The tables of a page as a file; who took it away is recorded."""
    here = filled(questionnaire_id)
    if kind not in REPORTS:
        abort(404)
    report = REPORTS[kind](here)
    return recorded("tables.download", here.questionnaire, report, form, kind=kind)


@blueprint.post(f"{HERE}/book")
@allowed(*READERS)
def book(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """Ask for all tables as one Excel file."""
    here, session = filled(questionnaire_id), db.session()
    asked = tabulating.wanted(
        session,
        the_plan(),
        here.questionnaire,
        weighted=here.weight is not None,
        blank=counted.with_blanks(here),
    )
    asked.created_at = now()
    run, new = runs.ask(session, asked)
    audit.record(session, "tables.book", here.questionnaire, who=the_member().id, now=now())
    run_id = run.id
    session.commit()
    if new:
        queue.ask(tabulating.KEY, run_id)
    return redirect(url_for("desk.runs.show", plan_id=plan_id, run_id=run_id))


def _choose(plan_id: int) -> ResponseReturnValue:
    listed = questionnaires.asked(db.session(), the_plan())
    if len(listed) == 1:
        return redirect(url_for(".index", plan_id=plan_id, questionnaire_id=listed[0].id))
    return render_template("desk/tables/choose.html", plan=the_plan(), questionnaires=listed)


def _said() -> dict[str, Any]:
    """What the address asks for, to be said again in another."""
    return dict(request.args.lists())
