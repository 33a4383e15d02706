"""意見のやりとり: what sections and planners say to each other about an issue."""

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.access import allowed, of_plan, the_member
from app.clock import now
from app.desk.forms import tell
from app.errors import say
from app.extensions import db
from surveys import audit, issue_comments
from surveys.issue_comments import ABOUT, CommentEmpty, IssueComment
from surveys.issues import PolicyIssue

blueprint = Blueprint(
    "issue_comments", __name__, url_prefix="/plans/<int:plan_id>/issues/<int:issue_id>/comments"
)


@blueprint.post("/")
@allowed("planner", "section")
def add(plan_id: int, issue_id: int) -> ResponseReturnValue:
    issue, about = of_plan(PolicyIssue, issue_id), request.form.get("about", "")
    if about not in ABOUT:
        abort(400)
    comment = IssueComment(plan_id=plan_id, issue_id=issue.id, about=about)
    comment.words, comment.who = request.form.get("words", ""), the_member().id
    comment.made_at = now()
    try:
        issue_comments.say(db.session(), comment)
    except CommentEmpty as error:
        flash(say(error), "error")
        return redirect(_address(issue))
    _record("issue.comment", comment)
    db.session.commit()
    tell(gettext("意見を書き込みました"))
    return redirect(_address(issue))


@blueprint.post("/<int:remark_id>/settle")
@allowed("planner", "section")
def settle(plan_id: int, issue_id: int, remark_id: int) -> ResponseReturnValue:
    issue, comment = _held(issue_id, remark_id)
    issue_comments.settle(comment, the_member().id, now())
    _record("issue.comment_settle", comment)
    db.session.commit()
    tell(gettext("意見を「済み」にしました"))
    return redirect(_address(issue))


@blueprint.post("/<int:remark_id>/reopen")
@allowed("planner", "section")
def reopen(plan_id: int, issue_id: int, remark_id: int) -> ResponseReturnValue:
    issue, comment = _held(issue_id, remark_id)
    issue_comments.reopen(comment)
    _record("issue.comment_reopen", comment)
    db.session.commit()
    tell(gettext("意見を、もう一度話し合うことにしました"))
    return redirect(_address(issue))


def _held(issue_id: int, remark_id: int) -> tuple[PolicyIssue, IssueComment]:
    issue, comment = of_plan(PolicyIssue, issue_id), of_plan(IssueComment, remark_id)
    if comment.issue_id != issue.id:
        abort(404)
    return issue, comment


def _address(issue: PolicyIssue) -> str:
    return url_for("desk.issues.show", plan_id=issue.plan_id, issue_id=issue.id, _anchor="comments")


def _record(what: str, comment: IssueComment) -> None:
    details = {"issue": comment.issue_id}
    audit.record(db.session(), what, comment, who=the_member().id, now=now(), details=details)
