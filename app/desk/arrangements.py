"""テーマの操作: decisions about themes, looked at before they are kept, and taken back."""

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app import arranging
from app.access import allowed, may, of_plan, the_member, the_plan
from app.arranging import Standing
from app.clock import now
from app.desk import acts, listening, steps
from app.desk.acts import Asked, Decision
from app.desk.forms import tell
from app.desk.previewing import previewed, voices
from app.desk.voiced import Voiced, voiced
from app.errors import say
from app.extensions import db
from app.sent import natural
from surveys import audit, theme_steps
from surveys.errors import N_, SurveyError
from surveys.questionnaires import Questionnaire
from surveys.theme_steps import ThemeStep

HERE = "/plans/<int:plan_id>/questionnaires/<int:questionnaire_id>/themes/arrange"
blueprint = Blueprint("arrangements", __name__, url_prefix=HERE)
# What an address says of the list of voices that a form stands on.
LIST = ("theme", "part", "axis", "level", "q", "page")
DONE = N_("%(told)s。下の「取り消す」で元に戻せます")


class NotFoundYet(SurveyError):
    message = N_("この設問のテーマは、まだ探していません。先にテーマを探してください")


class NothingNew(SurveyError):
    message = N_("新しい声はありません")


@blueprint.get("")
@allowed("planner")
def show(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """A decision about whole themes, as far as the address says it."""
    here, standing = _here(questionnaire_id)
    return _page(here, standing)


@blueprint.post("/preview")
@allowed("planner")
def preview(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """What a decision would change; with `only`, just the part of the page that says so."""
    here, standing = _here(questionnaire_id)
    return _page(here, standing)


@blueprint.post("")
@allowed("planner")
def keep(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """Keep a decision; one that cannot be kept comes back with everything that was typed."""
    here, standing = _held(questionnaire_id)
    try:
        _must_be_seen(here)
        decision = _act().read(_asked(here, standing))
    except SurveyError as error:
        return _page(here, standing, say(error)), 422
    key = _leads_to(standing, decision)
    return _kept(here, standing, decision, key)


@blueprint.post("/join")
@allowed("planner")
def join(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """Take new voices into the themes they are nearest to; nothing old moves."""
    here, standing = _held(questionnaire_id)
    try:
        _must_be_seen(here)
        _must_be_new(standing)
    except SurveyError as error:
        return _refused(here, error)
    reading = arranging.reading_of(db.session(), here.source.questionnaire, standing.run)
    patch = arranging.joining(here.held, standing, reading)
    about = {"n": len(standing.fresh)}
    return _kept(here, standing, Decision("joined", patch, about), None)


@blueprint.post("/undo")
@allowed("planner")
def undo(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """Take the last step back."""
    here, _standing = _held(questionnaire_id)
    try:
        _must_be_seen(here)
        step = theme_steps.undo(db.session(), here.source.questionnaire, here.question)
    except SurveyError as error:
        return _refused(here, error)
    tell(gettext("取り消しました（%(told)s）", told=steps.sentence(step)))
    return _recorded(here, "themes.undo", step)


@blueprint.post("/redo")
@allowed("planner")
def redo(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """Do again what was taken back last."""
    here, _standing = _held(questionnaire_id)
    try:
        _must_be_seen(here)
        step = theme_steps.redo(db.session(), here.source.questionnaire, here.question)
    except SurveyError as error:
        return _refused(here, error)
    tell(gettext("やり直しました（%(told)s）", told=steps.sentence(step)))
    return _recorded(here, "themes.redo", step)


def _here(questionnaire_id: int) -> tuple[Voiced, Standing]:
    here = voiced(questionnaire_id, *LIST)
    if here.standing is None:
        raise NotFoundYet
    return here, here.standing


def _held(questionnaire_id: int) -> tuple[Voiced, Standing]:
    """The same, while whoever else decides has to wait."""
    theme_steps.hold(db.session(), of_plan(Questionnaire, questionnaire_id))
    return _here(questionnaire_id)


def _must_be_seen(here: Voiced) -> None:
    seen = request.form.get("seen", 0, type=natural)
    theme_steps.must_be_last(db.session(), here.source.questionnaire, here.question, seen)


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


def _kept(
    here: Voiced, standing: Standing, decision: Decision, key: str | None
) -> ResponseReturnValue:
    """Keep a decision, say so, and go to where it is seen: the theme of `key`, or back."""
    step = ThemeStep(
        questionnaire_id=here.source.questionnaire.id,
        question_code=here.question,
        kind=decision.kind,
        about=decision.about,
        who=the_member().id,
        made_at=now(),
    )
    questionnaire = here.source.questionnaire
    arranging.decide(db.session(), questionnaire, standing, step, decision.patch)
    tell(gettext(DONE, told=steps.sentence(step)))
    return _recorded(here, "themes.decide", step, key)


def _recorded(
    here: Voiced, what: str, step: ThemeStep, key: str | None = None
) -> ResponseReturnValue:
    details = {"question": here.question, "kind": step.kind, "n": step.about.get("n")}
    audit.record(db.session(), what, step, who=the_member().id, now=now(), details=details)
    db.session.commit()
    return redirect(_back(here, key))


def _refused(here: Voiced, error: SurveyError) -> ResponseReturnValue:
    flash(say(error), "error")
    return redirect(_back(here, None))


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
