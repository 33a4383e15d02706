"""割り当て: which voice is of which theme, out as an Excel sheet and back."""

import json

from flask import Blueprint, Response, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from analysis.errors import AnalysisError
from app import arranging
from app.access import allowed, the_member, the_plan
from app.arranging import Standing
from app.clock import now
from app.database import begin_writing
from app.desk import deciding, downloads, words_reading
from app.desk.acts import Decision
from app.desk.assignments_files import Row, brought, moving, rows, workbook
from app.desk.voiced import Voiced
from app.errors import say
from app.exports.excel import Excel
from app.extensions import db
from app.sent import response_id
from surveys import audit, theme_decisions
from surveys.errors import N_, SurveyError

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
    return _page(*deciding.looked(questionnaire_id))


@blueprint.post("/file")
@allowed("planner")
def download(plan_id: int, questionnaire_id: int) -> Response:
    """Every voice with its theme, its smaller theme and its intent; who took it is recorded."""
    here, standing = deciding.looked(questionnaire_id)
    names = [one.name for one in standing.now.themes]
    data = workbook(_rows(here, standing), names)
    db.session.rollback()
    begin_writing(db.session())
    asked, who = here.source.questionnaire, the_member().id
    details = {"question": here.question, "form": Excel.key}
    audit.record(db.session(), "themes.download", asked, who=who, now=now(), details=details)
    name = f"割り当て_{asked.title}_{here.label}.{Excel.suffix}"
    db.session.commit()
    return downloads.file(data, name=name, media_type=Excel.media_type)


@blueprint.post("/check")
@allowed("planner")
def check(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """Show what a sheet that came back would move; nothing is kept yet."""
    here, standing = deciding.looked(questionnaire_id)
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
    here, standing = deciding.looked(questionnaire_id)
    names = _made()
    try:
        patch = theme_decisions.assigned(standing.now, names)
        if not (patch.put or patch.gone):
            raise NothingMoves
        deciding.keep(here, standing, Decision("assigned", patch, {"n": len(names)}))
    except SurveyError as error:
        return _page(*deciding.looked(questionnaire_id), say(error)), 422
    return redirect(here.source.link("themes.show", question=here.question)())


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
