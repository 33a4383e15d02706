"""声とテーマ: what the free text is about, and every voice behind it."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from analysis.text import sentences
from app import arranging, thematic
from app.access import allowed, may, of_plan, the_member, the_plan
from app.arranging import Standing
from app.clock import now
from app.desk import listening, steps
from app.desk.source import READERS, filled, source
from app.desk.voiced import voiced
from app.extensions import db, queue
from app.sent import natural
from app.thematic import Wish
from surveys import audit, issues, questionnaires, runs, theme_steps
from surveys.errors import N_, SurveyError
from surveys.issues import PolicyIssue
from surveys.questionnaires import Questionnaire

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
    rows, wanted = listening.written(db.session(), here), request.args.get("question")
    if wanted in [row.name for row in rows if row.found]:
        return redirect(here.link("themes.show", question=wanted)())
    return render_template(
        "desk/themes/index.html",
        plan=the_plan(),
        source=here,
        rows=rows,
        most_alike=listening.MOST_ALIKE,
    )


@blueprint.post(HERE)
@allowed(*READERS)
def start(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """Ask for the themes of a question; where there are some already, that is a decision."""
    questionnaire, session = of_plan(Questionnaire, questionnaire_id), db.session()
    question, who = request.form.get("question", ""), the_member().id
    if question not in listening.names(filled(questionnaire_id)):
        abort(404)
    if theme_steps.last(session, questionnaire_id, question) and not may("planner"):
        abort(403)
    asked = thematic.wanted(session, the_plan(), questionnaire, _wish(question), who)
    asked.created_at = now()
    run, new = thematic.ask(session, asked)
    details = {"question": question}
    audit.record(session, "themes.find", run, who=who, now=now(), details=details)
    run_id = run.id
    session.commit()
    if new:
        queue.ask(thematic.KEY, run_id)
    return redirect(url_for("desk.runs.show", plan_id=plan_id, run_id=run_id))


@blueprint.get(f"{HERE}/of")
@allowed(*READERS)
def show(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """The themes of a question; one of them, or all voices, with everything behind it."""
    here = voiced(questionnaire_id, "theme", "part", "axis", "level", "q", "issue")
    if here.standing is None:
        return redirect(url_for(".index", plan_id=plan_id, questionnaire_id=questionnaire_id))
    standing = here.standing
    return render_template(
        "desk/themes/show.html",
        plan=the_plan(),
        source=here.source,
        here=here,
        standing=standing,
        heard=listening.listen(db.session(), here, standing, plainly=may("keeper")),
        result=runs.result(standing.run),
        steps=steps.told(db.session(), standing),
        changed=arranging.last_change(db.session(), standing, here.held),
        other_words=_other_words(standing),
        most=MOST_THEMES,
        precise=sentences.installed(),
        at_once=listening.AT_ONCE,
        issues=issues.of_plan(db.session(), the_plan()) if may("planner") else [],
        issue=_issue(),
    )


def _choose(plan_id: int) -> ResponseReturnValue:
    listed = questionnaires.asked(db.session(), the_plan())
    if len(listed) == 1:
        return redirect(url_for(".index", plan_id=plan_id, questionnaire_id=listed[0].id))
    return render_template("desk/themes/choose.html", plan=the_plan(), questionnaires=listed)


def _other_words(standing: Standing) -> bool:
    """Whether the plan's words were changed since the themes were found."""
    words = arranging.mark_of(arranging.lexicon_of(db.session(), the_plan().id))
    return bool(standing.run.asked["words"] != words)


def _wish(question: str) -> Wish:
    return Wish(
        question,
        number=_number(),
        wording_only=request.form.get("read") == "wording",
        precise=request.form.get("read") == "precise",
        keeping=request.form.get("anew") is None,
    )


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
