"""声とテーマ: what the free text is about, and every voice behind it."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import thematic
from app.access import allowed, may, of_plan, the_member, the_plan
from app.clock import now
from app.desk import listening
from app.desk.address import Address
from app.desk.source import READERS, filled, source
from app.extensions import db, queue
from app.sent import natural
from surveys import audit, issues, questionnaires, runs
from surveys.errors import N_, SurveyError
from surveys.issues import PolicyIssue
from surveys.questionnaires import Questionnaire
from surveys.runs import Run

blueprint = Blueprint("themes", __name__, url_prefix="/plans/<int:plan_id>")
HERE = "/questionnaires/<int:questionnaire_id>/themes"
MOST_THEMES = 60


class WrongNumberOfThemes(SurveyError):
    message = N_("テーマの数は1から%(most)dまでの整数で入力してください")


@blueprint.get("/themes")
@blueprint.get(HERE)
@allowed(*READERS)
def index(plan_id: int, questionnaire_id: int | None = None) -> ResponseReturnValue:
    """The free-text questions; without a questionnaire in the address, which one."""
    if questionnaire_id is None:
        return _choose(plan_id)
    here = source(questionnaire_id)
    rows, wanted = listening.texts(db.session(), here), request.args.get("question")
    for row in rows:
        if row.name == wanted and row.run is not None:
            return redirect(url_for("desk.runs.show", plan_id=plan_id, run_id=row.run.id))
    return render_template(
        "desk/themes/index.html",
        plan=the_plan(),
        source=here,
        rows=rows,
        most=MOST_THEMES,
    )


@blueprint.post(HERE)
@allowed(*READERS)
def start(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """Ask for the themes of a question, as many as wanted or as many as there are."""
    questionnaire, session = of_plan(Questionnaire, questionnaire_id), db.session()
    question = request.form.get("question", "")
    if question not in listening.names(filled(questionnaire_id)):
        abort(404)
    asked = thematic.wanted(session, the_plan(), questionnaire, question=question, number=_number())
    asked.created_at = now()
    run, new = runs.ask(session, asked)
    if new:
        details = {"question": question}
        audit.record(session, "themes.find", run, who=the_member().id, now=now(), details=details)
    run_id = run.id
    session.commit()
    if new:
        queue.ask(thematic.KEY, run_id)
    return redirect(url_for("desk.runs.show", plan_id=plan_id, run_id=run_id))


@blueprint.get("/themes/<int:run_id>")
@allowed(*READERS)
def show(plan_id: int, run_id: int) -> ResponseReturnValue:
    """The themes of a run; one of them, or all voices, with everything behind it."""
    run = of_plan(Run, run_id)
    if run.key != thematic.KEY or run.questionnaire_id is None:
        abort(404)
    here = source(run.questionnaire_id)
    issue = _issue()
    heard = listening.listen(db.session(), here, run, plainly=may("keeper"))
    said = {
        "plan_id": plan_id,
        "run_id": run_id,
        "theme": heard.chosen if heard.chosen != listening.ALL else None,
        "axis": request.args.get("axis"),
        "issue": issue.id if issue else None,
    }
    return render_template(
        "desk/themes/show.html",
        plan=the_plan(),
        source=here,
        run=run,
        heard=heard,
        most=MOST_THEMES,
        at_once=listening.AT_ONCE,
        issues=issues.of_plan(db.session(), the_plan()) if may("planner") else [],
        issue=issue,
        link=Address("desk.themes.show", said),
    )


def _choose(plan_id: int) -> ResponseReturnValue:
    listed = questionnaires.asked(db.session(), the_plan())
    if len(listed) == 1:
        return redirect(url_for(".index", plan_id=plan_id, questionnaire_id=listed[0].id))
    return render_template("desk/themes/choose.html", plan=the_plan(), questionnaires=listed)


def _number() -> int | None:
    """How many themes are wanted; None leaves it to the texts."""
    said = request.form.get("number", "").strip()
    if not said:
        return None
    number = request.form.get("number", 0, type=natural)
    if not 1 <= number <= MOST_THEMES:
        raise WrongNumberOfThemes(most=MOST_THEMES)
    return number


def _issue() -> PolicyIssue | None:
    """The issue that voices are being put into, when the address names one."""
    wanted = request.args.get("issue", type=natural)
    return of_plan(PolicyIssue, wanted) if wanted and may("planner") else None
