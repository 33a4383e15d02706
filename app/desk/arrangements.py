"""テーマの操作: decisions about themes, looked at before they are kept, and taken back."""

from collections.abc import Callable

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.orm import Session

from app import arranging
from app.access import allowed, may, the_plan
from app.arranging import Standing
from app.desk import acts, deciding, listening, steps
from app.desk.acts import Asked, Decision
from app.desk.previewing import previewed, voices
from app.desk.voiced import Voiced
from app.errors import say
from app.extensions import db
from surveys import theme_steps
from surveys.errors import N_, SurveyError
from surveys.questionnaires import Questionnaire
from surveys.theme_steps import ThemeStep

HERE = "/plans/<int:plan_id>/questionnaires/<int:questionnaire_id>/themes/arrange"
blueprint = Blueprint("arrangements", __name__, url_prefix=HERE)
# What an address says of the list of voices that a form stands on.
LIST = ("theme", "part", "axis", "level", "q", "page", "issue")


class NothingNew(SurveyError):
    message = N_("新しい声はありません")


@blueprint.get("")
@allowed("planner")
def show(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """A decision about whole themes, as far as the address says it."""
    return _page(*deciding.looked(questionnaire_id, *LIST))


@blueprint.post("/preview")
@allowed("planner")
def preview(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """What a decision would change; with `only`, just the part of the page that says so."""
    return _page(*deciding.looked(questionnaire_id, *LIST))


@blueprint.post("")
@allowed("planner")
def keep(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """Keep a decision; one that cannot be kept comes back with everything that was typed."""
    here, standing = deciding.looked(questionnaire_id, *LIST)
    try:
        decision = _act().read(_asked(here, standing))
        deciding.keep(here, standing, decision)
    except SurveyError as error:
        return _page(*deciding.looked(questionnaire_id, *LIST), say(error)), 422
    return redirect(_back(here, _leads_to(standing, decision)))


@blueprint.post("/join")
@allowed("planner")
def join(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """Take new voices into the themes they are nearest to; nothing old moves."""
    here, standing = deciding.looked(questionnaire_id, *LIST)
    try:
        _must_be_new(standing)
        reading = arranging.reading_of(db.session(), here.source.questionnaire, standing.run)
        patch = arranging.joining(here.held, standing, reading)
        about = {"n": len(standing.fresh)}
        deciding.keep(here, standing, Decision("joined", patch, about))
    except SurveyError as error:
        flash(say(error), "error")
    return redirect(_back(here, None))


@blueprint.post("/undo")
@allowed("planner")
def undo(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """Take the last step back."""
    told = N_("取り消しました（%(told)s）")
    return _walked(questionnaire_id, "themes.undo", theme_steps.undo, told)


@blueprint.post("/redo")
@allowed("planner")
def redo(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """Do again what was taken back last."""
    told = N_("やり直しました（%(told)s）")
    return _walked(questionnaire_id, "themes.redo", theme_steps.redo, told)


def _walked(
    questionnaire_id: int,
    what: str,
    walk: Callable[[Session, Questionnaire, str], ThemeStep],
    told: str,
) -> ResponseReturnValue:
    """Go one step back or forth."""
    here, _standing = deciding.looked(questionnaire_id, *LIST)
    try:
        deciding.writing(here)
        step = walk(db.session(), here.source.questionnaire, here.question)
        deciding.record(here, what, step, gettext(told, told=steps.sentence(step)))
    except SurveyError as error:
        flash(say(error), "error")
    return redirect(_back(here, None))


def _must_be_new(standing: Standing) -> None:
    if not standing.fresh:
        raise NothingNew


def _act() -> acts.Act:
    return acts.ACTS.get(request.values.get("act", "merge")) or abort(404)


def _asked(here: Voiced, standing: Standing) -> Asked:
    said = request.form if request.method == "POST" else request.args
    every = said.get("every") and may("planner")
    heard = listening.listed(db.session(), here, standing, plainly=may("keeper")) if every else ()
    return Asked(standing.now, said, here.held.readable, heard)


def _page(here: Voiced, standing: Standing, error: str = "") -> str:
    """The form of a decision with what it would change, or that part alone."""
    asked, made, hint = _asked(here, standing), None, ""
    try:
        made = previewed(db.session(), here, standing, _act().read(asked))
    except SurveyError as lacking:
        hint = say(lacking)
    if request.form.get("only"):
        return render_template("desk/arrangements/preview.html", preview=made, hint=hint)
    key = asked.said.get("theme", "")
    return render_template(
        "desk/arrangements/show.html",
        plan=the_plan(),
        here=here,
        standing=standing,
        doing=request.values.get("act", "merge"),
        title=_act().title,
        asked=asked,
        theme=next((one for one in standing.now.themes if one.key == key), None),
        some=voices,
        preview=made,
        hint=hint,
        error=error,
    )


def _back(here: Voiced, key: str | None) -> str:
    """The page of themes: that of a theme, or the one the form stood on."""
    page = here.link.to("desk.themes.show")
    return page(theme=key, part=None, q=None, page=None) if key else page()


def _leads_to(standing: Standing, decision: Decision) -> str | None:
    """The theme that a decision made or changed; None where the reader goes on where they were."""
    if decision.kind == "moved":
        return None
    before = {theme.key for theme in standing.now.themes}
    made = [theme.key for theme in decision.patch.put if theme.key not in before]
    return next(iter([*made, *(theme.key for theme in decision.patch.put)]), listening.ALL)
