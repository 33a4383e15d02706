"""論点の履歴: everything that was done to issues, and taking it back."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.access import allowed, of_plan, the_member, the_plan
from app.clock import now
from app.desk.forms import tell
from app.desk.issue_told import told
from app.errors import say
from app.extensions import db
from app.sent import natural
from surveys import audit, issue_steps
from surveys.issue_steps import ChangedSince, IssueStep
from surveys.issues import PolicyIssue

blueprint = Blueprint("issue_history", __name__, url_prefix="/plans/<int:plan_id>/issues")
MOST = 100  # steps on a page


@blueprint.get("/history")
@allowed("planner", "section", "viewer")
def index(plan_id: int) -> ResponseReturnValue:
    plan, session = the_plan(), db.session()
    steps = issue_steps.of_plan(session, plan, MOST)
    return render_template(
        "desk/issues/history.html", plan=plan, issue=None, steps=told(session, plan, steps)
    )


@blueprint.get("/<int:issue_id>/history")
@allowed("planner", "section", "viewer")
def show(plan_id: int, issue_id: int) -> ResponseReturnValue:
    plan, session, issue = the_plan(), db.session(), of_plan(PolicyIssue, issue_id)
    steps = issue_steps.history(session, issue)[:MOST]
    return render_template(
        "desk/issues/history.html", plan=plan, issue=issue, steps=told(session, plan, steps)
    )


@blueprint.post("/history/<int:step_id>/undo")
@allowed("planner")
def undo(plan_id: int, step_id: int) -> ResponseReturnValue:
    """Put back what a step changed; what cannot be put back any more says why."""
    step, plan, session = of_plan(IssueStep, step_id), the_plan(), db.session()
    issue_steps.hold(session, plan)
    undoing = IssueStep(
        plan_id=plan_id, kind="undone", about={}, who=the_member().id, made_at=now()
    )
    try:
        issue_steps.undo(session, step, undoing)
    except ChangedSince as error:
        flash(say(error), "error")
        return redirect(_back(plan_id))
    audit.record(session, "issue.undo", step, who=the_member().id, now=now())
    session.commit()
    tell(gettext("操作を取り消しました。この取り消しも、履歴から元に戻せます"))
    return redirect(_back(plan_id))


def _back(plan_id: int) -> str:
    """The history the button stood in: one issue's, or the plan's."""
    issue_id = request.form.get("issue", type=natural)
    if issue_id is None:
        return url_for(".index", plan_id=plan_id)
    return url_for(".show", plan_id=plan_id, issue_id=issue_id)
