"""割り当て: which voice is of which theme, out as an Excel sheet and back."""

import json

from flask import Blueprint, Response, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from analysis.errors import AnalysisError
from app import arranging
from app.access import allowed, of_plan, the_member, the_plan
from app.arranging import Standing
from app.clock import now
from app.desk import downloads, steps, words_reading
from app.desk.arrangements import DONE, NotFoundYet
from app.desk.assignments_files import Row, brought, moving, rows, workbook
from app.desk.forms import tell
from app.desk.voiced import Voiced, voiced
from app.errors import say
from app.exports.excel import Excel
from app.extensions import db
from app.sent import natural, response_id
from surveys import audit, theme_decisions, theme_steps
from surveys.errors import N_, SurveyError
from surveys.questionnaires import Questionnaire
from surveys.theme_steps import ThemeStep

HERE = "/plans/<int:plan_id>/questionnaires/<int:questionnaire_id>/themes/assignments"
blueprint = Blueprint("assignments", __name__, url_prefix=HERE)
SHOWN_PROBLEMS = 30


class NoFileOfAssignments(SurveyError):
    message = N_("割り当ての表のファイルを選んでください")


class NothingMoves(SurveyError):
    message = N_("動く声はありません")


@blueprint.get("")
@allowed("planner")
def show(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    return _page(*_here(questionnaire_id))


@blueprint.post("/file")
@allowed("planner")
def download(plan_id: int, questionnaire_id: int) -> Response:
    """Every voice with its theme, its smaller theme and its intent; who took it is recorded."""
    here, standing = _here(questionnaire_id)
    asked = here.source.questionnaire
    names = [one.name for one in standing.now.themes]
    data = workbook(_rows(here, standing), names)
    details = {"question": here.question, "form": Excel.key}
    who = the_member().id
    audit.record(db.session(), "themes.download", asked, who=who, now=now(), details=details)
    name = f"割り当て_{asked.title}_{here.label}.{Excel.suffix}"
    db.session.commit()
    return downloads.file(data, name=name, media_type=Excel.media_type)


@blueprint.post("/check")
@allowed("planner")
def check(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """Show what a sheet that came back would move; nothing is kept yet."""
    here, standing = _here(questionnaire_id)
    file = request.files.get("file")
    try:
        if file is None or not file.filename:
            raise NoFileOfAssignments
        read = brought(file.read(), file.filename, _rows(here, standing))
    except (SurveyError, AnalysisError) as error:
        return _page(here, standing, say(error)), 422
    made: dict[str, list[str]] = {}
    for each, name in read.changes.items():
        made.setdefault(name, []).append(str(each))
    return render_template(
        "desk/assignments/check.html",
        plan=the_plan(),
        here=here,
        standing=standing,
        moving=moving(read.changes, standing.now),
        number=len(read.changes),
        made=json.dumps(made),
        problems=[say(problem) for problem in read.problems[:SHOWN_PROBLEMS]],
        found=len(read.problems),
    ), 422 if read.problems else 200


@blueprint.post("")
@allowed("planner")
def take_in(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """Keep what a sheet that was looked at moves (`made`), as one step that can be undone."""
    session, asked = db.session(), of_plan(Questionnaire, questionnaire_id)
    theme_steps.hold(session, asked)
    here, standing = _here(questionnaire_id)
    names = _made()
    try:
        seen = request.form.get("seen", 0, type=natural)
        theme_steps.must_be_last(session, asked, here.question, seen)
        patch = theme_decisions.assigned(standing.now, names)
        if not (patch.put or patch.gone):
            raise NothingMoves
    except SurveyError as error:
        return _page(here, standing, say(error)), 422
    step = ThemeStep(
        questionnaire_id=asked.id,
        question_code=here.question,
        kind="assigned",
        about={"n": len(names)},
        who=the_member().id,
        made_at=now(),
    )
    arranging.decide(session, asked, standing, step, patch)
    details = {"question": here.question, "kind": step.kind, "n": len(names)}
    who = the_member().id
    audit.record(session, "themes.decide", step, who=who, now=now(), details=details)
    tell(gettext(DONE, told=steps.sentence(step)))
    db.session.commit()
    return redirect(here.source.link("themes.show", question=here.question)())


def _here(questionnaire_id: int) -> tuple[Voiced, Standing]:
    here = voiced(questionnaire_id)
    if here.standing is None:
        raise NotFoundYet
    return here, here.standing


def _made() -> dict[int, str]:
    """{response: the name of its theme}, as the page of the check sends it."""
    try:
        said = json.loads(request.form.get("made", ""))
        return {response_id(each): str(name) for name, ids in said.items() for each in ids}
    except (ValueError, AttributeError, TypeError):
        abort(400)


def _rows(here: Voiced, standing: Standing) -> list[Row]:
    read = words_reading.read(here.held)
    words = read.by(arranging.lexicon_of(db.session(), the_plan().id))
    return rows(standing.now, here.held, dict(zip(read.ids, words, strict=True)))


def _page(here: Voiced, standing: Standing, error: str = "") -> str:
    return render_template(
        "desk/assignments/show.html",
        plan=the_plan(),
        here=here,
        voices=standing.now.voices,
        fresh=len(standing.fresh),
        error=error,
    )
