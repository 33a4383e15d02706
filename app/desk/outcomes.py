"""反映状況 at the desk: what became of each issue, written by planners and sections."""

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.access import allowed, of_plan, the_member, the_plan
from app.clock import day_of, now, today
from app.desk.forms import tell
from app.desk.outcome_forms import OutcomeForm
from app.errors import say as said
from app.extensions import db
from app.sent import natural
from surveys import announcements, audit, issues, outcome_listing, outcomes, questionnaires
from surveys.errors import SurveyError
from surveys.issues import PolicyIssue
from surveys.outcomes import HINTS, NOTHING, STATES, Course, DayAhead, NextDayBackwards, Outcome

blueprint = Blueprint("outcomes", __name__, url_prefix="/plans/<int:plan_id>/outcomes")
_BESIDE = {DayAhead: "day", NextDayBackwards: "next_day"}  # the field a broken rule is about


@dataclass(frozen=True, slots=True)
class Row:
    """An issue in the list; `since` is the day it was first public, if ever."""

    issue: PolicyIssue
    course: Course
    since: date | None
    hint: str


@blueprint.get("/")
@allowed("planner", "section", "viewer")
def index(plan_id: int) -> ResponseReturnValue:
    plan, session = the_plan(), db.session()
    rows = _rows()
    asked = [each for each in questionnaires.asked(session, plan) if each.state != "imported"]
    return render_template(
        "desk/outcomes/index.html",
        plan=plan,
        rows=rows,
        counted=outcomes.tally(row.course.newest for row in rows),
        hinted=[row for row in rows if row.hint],
        asked=[(each, announcements.find(session, each.id)) for each in asked],
        HINTS=HINTS,
        STATES=STATES,
    )


@blueprint.get("/<int:issue_id>")
@allowed("planner", "section", "viewer")
def show(plan_id: int, issue_id: int) -> ResponseReturnValue:
    """The course of an issue, and the form for the next line or for a correction."""
    issue = of_plan(PolicyIssue, issue_id)
    wrong = request.args.get("correct", type=natural)
    given: dict[str, object] = {"day": today(), "section": issue.section}
    if wrong is not None:
        line = of_plan(Outcome, wrong)
        names = ("state", "words", "place", "section", "day", "next_day")
        given = {name: getattr(line, name) for name in names} | {"corrects": str(line.id)}
    return _page(issue, OutcomeForm(formdata=None, data=given))


@blueprint.post("/<int:issue_id>")
@allowed("planner", "section")
def write(plan_id: int, issue_id: int) -> ResponseReturnValue:
    issue, form = of_plan(PolicyIssue, issue_id), OutcomeForm()
    if not form.validate():
        return _page(issue, form), 422
    line = form.outcome()
    line.plan_id, line.issue_id, line.made_at = plan_id, issue.id, now()
    line.who = the_member().id
    if line.corrects is not None:
        of_plan(Outcome, line.corrects)
    try:
        outcomes.say(db.session(), line, today())
    except SurveyError as error:
        form.refuse(_BESIDE.get(type(error), "words"), said(error))
        return _page(issue, form), 422
    _record("outcome.correct" if line.corrects else "outcome.write", line)
    db.session.commit()
    tell(gettext("反映状況を書きました。公開ページにすぐ出ます"))
    return redirect(url_for(".show", plan_id=plan_id, issue_id=issue.id))


@blueprint.post("/lines/<int:outcome_id>/back")
@allowed("planner", "section")
def take_back(plan_id: int, outcome_id: int) -> ResponseReturnValue:
    line = of_plan(Outcome, outcome_id)
    outcomes.take_back(line, now())
    _record("outcome.take_back", line)
    db.session.commit()
    tell(gettext("取り消しました。公開ページには、取り消したことだけが残ります"))
    return redirect(url_for(".show", plan_id=plan_id, issue_id=line.issue_id))


def _rows() -> list[Row]:
    """The issues of the list and those that only editions have, each with its course."""
    plan, session = the_plan(), db.session()
    courses, since = outcomes.courses(session, plan), _since()
    listed = issues.of_plan(session, plan)
    known = {issue.id for issue in listed}
    others = [session.get(PolicyIssue, uid) for uid in since if uid not in known]
    return [
        Row(issue, course, first, outcomes.hint(course, today(), first))
        for issue in [*listed, *(each for each in others if each)]
        for course, first in [(courses.get(issue.id, NOTHING), since.get(issue.id))]
    ]


def _since() -> dict[int, date]:
    """{issue: the day it was first public}, of all that are public."""
    heard = outcome_listing.public(db.session(), the_plan())
    return {each.issue["uid"]: day_of(each.since) for each in heard if "uid" in each.issue}


def _page(issue: PolicyIssue, form: OutcomeForm) -> str:
    course = outcomes.of_issue(db.session(), issue)
    since = _since().get(issue.id)
    lines = [each.id for each in course.told]
    if form.corrects.data and int(form.corrects.data) not in lines:
        abort(404)
    return render_template(
        "desk/outcomes/show.html",
        plan=the_plan(),
        issue=issue,
        course=course,
        instead=outcomes.corrected(course.told),
        hint=outcomes.hint(course, today(), since),
        since=since,
        form=form,
        HINTS=HINTS,
    )


def _record(what: str, line: Outcome) -> None:
    details = {"issue": line.issue_id, "state": line.state}
    audit.record(db.session(), what, line, who=the_member().id, now=now(), details=details)
