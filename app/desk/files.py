"""取込: bringing a file, looking at what it will become, and taking it in."""

import csv
from collections.abc import Iterable
from io import StringIO

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from analysis.errors import AnalysisError
from analysis.raw import Problem
from app import importing
from app.access import allowed, of_plan, the_member, the_plan
from app.clock import now
from app.desk import watching
from app.desk.file_forms import ENDINGS, MEANINGS, BringForm
from app.desk.forms import tell
from app.errors import say
from app.extensions import db, queue
from app.importing import Checked
from surveys import audit, imports, questionnaires, runs
from surveys.errors import SurveyError
from surveys.imports import AnswerFile, FileAlreadyImported
from surveys.runs import Run
from surveys.staff import StaffMember

blueprint = Blueprint("files", __name__, url_prefix="/plans/<int:plan_id>/files")
SHOWN_PROBLEMS = 200
A_MEGABYTE = 1024 * 1024


@blueprint.get("")
@allowed("planner")
def index(plan_id: int) -> ResponseReturnValue:
    return _page(BringForm())


@blueprint.post("")
@allowed("planner")
def bring(plan_id: int) -> ResponseReturnValue:
    form, plan, session = BringForm(), the_plan(), db.session()
    if not form.validate():
        return _page(form), 422
    try:
        file = importing.receive(session, plan, form.brought(), now())
    except (SurveyError, AnalysisError) as error:
        session.rollback()
        form.refuse("file", say(error))
        return _page(form), 422
    audit.record(session, "file.bring", file, who=the_member().id, now=now())
    session.commit()
    return redirect(url_for("desk.codebooks.show", plan_id=plan_id, file_id=file.id))


@blueprint.get("/<int:file_id>/check")
@allowed("planner")
def check(plan_id: int, file_id: int) -> ResponseReturnValue:
    file = of_plan(AnswerFile, file_id)
    if file.imported:
        return _to_questionnaire(file)
    return _checked_page(file, importing.check(file))


@blueprint.post("/<int:file_id>/check")
@allowed("planner")
def take_in(plan_id: int, file_id: int) -> ResponseReturnValue:
    file, blanks = of_plan(AnswerFile, file_id), request.form.get("unreadable") == "blank"
    imports.must_be_seen(file, request.form.get("seen", ""))
    if request.form.get("unreadable") == "again":
        return redirect(url_for(".index", plan_id=plan_id))
    checked = importing.check(file)
    try:
        importing.must_be_whole(checked, blanks=blanks)
    except importing.UnreadableCells as error:
        return _checked_page(file, checked, say(error)), 422
    reviewer = watching.chosen()
    if checked.effort > importing.AT_ONCE:
        return _ask(file, blanks=blanks, reviewer=reviewer)
    importing.store(db.session(), file, checked, who=the_member().id, at=now(), reviewer=reviewer)
    db.session.commit()
    tell(gettext("取り込みました"))
    return _to_questionnaire(file)


@blueprint.get("/<int:file_id>/importing")
@allowed("planner")
def progress(plan_id: int, file_id: int) -> ResponseReturnValue:
    file = of_plan(AnswerFile, file_id)
    if file.imported:
        tell(gettext("取り込みました"))
        return _to_questionnaire(file)
    run = runs.of_fingerprint(db.session(), _fingerprint(file))
    if run is None:
        return redirect(url_for(".check", plan_id=plan_id, file_id=file_id))
    return render_template("desk/files/progress.html", plan=the_plan(), file=file, run=run)


@blueprint.get("/<int:file_id>/problems.csv")
@allowed("planner")
def problems(plan_id: int, file_id: int) -> ResponseReturnValue:
    file = of_plan(AnswerFile, file_id)
    head = {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": f'attachment; filename="problems-{file.id}.csv"',
    }
    return _csv(importing.check(file).problems), 200, head


@blueprint.post("/<int:file_id>/remove")
@allowed("planner")
def remove(plan_id: int, file_id: int) -> ResponseReturnValue:
    file = of_plan(AnswerFile, file_id)
    if file.imported:
        raise FileAlreadyImported
    audit.record(db.session(), "file.remove", file, who=the_member().id, now=now())
    db.session.delete(file)
    db.session.commit()
    tell(gettext("取込の途中だったファイルを消しました"))
    return redirect(url_for("desk.questionnaires.index", plan_id=plan_id))


def _page(form: BringForm) -> str:
    return render_template(
        "desk/files/index.html",
        plan=the_plan(),
        form=form,
        waiting=imports.waiting(db.session(), the_plan()),
        endings=ENDINGS,
        meanings=MEANINGS,
        limit=current_app.config["MAX_CONTENT_LENGTH"] // A_MEGABYTE,
    )


def _checked_page(file: AnswerFile, checked: Checked, error: str = "") -> str:
    return render_template(
        "desk/files/check.html",
        plan=the_plan(),
        file=file,
        checked=checked,
        problems=checked.problems[:SHOWN_PROBLEMS],
        seen=imports.mark(file.codebook),
        audiences=questionnaires.AUDIENCES,
        samplings=questionnaires.SAMPLINGS,
        error=error,
    )


def _ask(file: AnswerFile, *, blanks: bool, reviewer: StaffMember | None) -> ResponseReturnValue:
    """Leave a large file to the worker."""
    wanted = Run(
        plan_id=file.plan_id,
        key="import",
        fingerprint=_fingerprint(file),
        asked=importing.asked_of(file, who=the_member().id, blanks=blanks, reviewer=reviewer),
        created_at=now(),
    )
    run, new = runs.ask(db.session(), wanted)
    run.asked = wanted.asked
    page = redirect(url_for(".progress", plan_id=file.plan_id, file_id=file.id))
    run_id = run.id
    db.session.commit()
    if new:  # nothing is read any more here: a reader would keep the job from writing
        queue.ask("import", run_id)
    return page


def _fingerprint(file: AnswerFile) -> str:
    words = f"import {file.id} {imports.mark(file.codebook)}"
    return imports.fingerprint(words.encode())


def _to_questionnaire(file: AnswerFile) -> ResponseReturnValue:
    return redirect(
        url_for(
            "desk.questionnaires.show",
            plan_id=file.plan_id,
            questionnaire_id=file.questionnaire_id,
        )
    )


def _csv(found: Iterable[Problem]) -> bytes:
    """Problems as a CSV that Excel opens; a cell that would be a formula is made a text."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow((gettext("行"), gettext("列"), gettext("理由")))
    for problem in found:
        risky = problem.column.startswith(("=", "+", "-", "@"))
        writer.writerow((problem.line, "'" * risky + problem.column, problem.reason))
    return out.getvalue().encode("utf-8-sig")
