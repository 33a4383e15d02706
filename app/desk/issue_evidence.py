"""根拠の更新: what newer data say otherwise than an issue, accepted or declined by a person."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.access import allowed, of_plan, the_member, the_plan
from app.clock import now
from app.desk import tracing
from app.desk.forms import tell
from app.desk.issue_acts import kept
from app.desk.issue_newest import Newest, Reader
from app.errors import say
from app.extensions import db
from surveys import audit, issue_evidence, issue_writing, issues
from surveys.issue_evidence import Difference
from surveys.issues import IssueChangedMeanwhile, PolicyIssue
from surveys.word_changes import Piece, compared

blueprint = Blueprint(
    "issue_evidence", __name__, url_prefix="/plans/<int:plan_id>/issues/<int:issue_id>/evidence"
)
DRAFTED = ("present_state", "gap")  # what a draft says in sentences, beside what a person wrote


@dataclass(frozen=True, slots=True)
class Changed:
    """A sentence that newer data say otherwise, with the words that changed."""

    difference: Difference
    pieces: Sequence[Piece]


@blueprint.get("/")
@allowed("planner", "section", "viewer")
def show(plan_id: int, issue_id: int) -> ResponseReturnValue:
    issue, session = of_plan(PolicyIssue, issue_id), db.session()
    reader = Reader(session, the_plan())
    newest = reader.newest(issue)
    return render_template(
        "desk/issues/evidence.html",
        plan=the_plan(),
        issue=issue,
        newest=newest,
        changed=[_changed(each) for each in reader.differences(issue, newest)],
        declined=issue_evidence.declined(session, issue),
        address=tracing.address,
        drafted=DRAFTED,
    )


@blueprint.post("/accept")
@allowed("planner")
def accept(plan_id: int, issue_id: int) -> ResponseReturnValue:
    """Let the newest data speak for what was ticked, or for one sentence, or for `every` one."""
    issue, newest, marks = _asked(issue_id)
    if not marks:
        return _nothing(issue)
    session = db.session()
    with kept("evidence", [issue], n=len(marks)):
        issue_evidence.accept(session, issue, newest.evidence, marks)
        issues.set_priority(session, issue, newest.priority, newest.parts)
    _record("issue.evidence_accept", issue, n=len(marks))
    session.commit()
    tell(gettext("根拠を新しい集計に合わせました。書いた文章はそのままです"))
    return redirect(_here(issue))


@blueprint.post("/decline")
@allowed("planner")
def decline(plan_id: int, issue_id: int) -> ResponseReturnValue:
    issue, newest, marks = _asked(issue_id)
    if not marks:
        return _nothing(issue)
    issue_evidence.decline(db.session(), issue, newest.evidence, marks)
    _record("issue.evidence_decline", issue, n=len(marks))
    db.session.commit()
    tell(gettext("今の根拠のままにしました。さらに新しい集計で数字が変わると、もう一度示します"))
    return redirect(_here(issue))


@blueprint.post("/again")
@allowed("planner")
def again(plan_id: int, issue_id: int) -> ResponseReturnValue:
    """Show what was declined once more."""
    issue = of_plan(PolicyIssue, issue_id)
    number = issue_evidence.offer_again(db.session(), issue)
    _record("issue.evidence_again", issue, n=number)
    db.session.commit()
    return redirect(_here(issue))


@blueprint.post("/leave-out")
@allowed("planner")
def leave_out(plan_id: int, issue_id: int) -> ResponseReturnValue:
    issue, session = of_plan(PolicyIssue, issue_id), db.session()
    newest = Reader(session, the_plan()).newest(issue)
    with kept("evidence", [issue]):
        issue_evidence.leave_out(session, issue, request.form.get("mark", ""), newest.evidence)
    _record("issue.evidence_leave_out", issue)
    session.commit()
    tell(gettext("根拠を1つ外しました。履歴から元に戻せます"))
    address = url_for("desk.issues.show", plan_id=plan_id, issue_id=issue.id, _anchor="evidence")
    return redirect(address)


@blueprint.post("/rewrite")
@allowed("planner")
def rewrite(plan_id: int, issue_id: int) -> ResponseReturnValue:
    """Put a draft's sentences in the place of what stands under 現状 or 課題."""
    issue, session = of_plan(PolicyIssue, issue_id), db.session()
    drafts = Reader(session, the_plan()).newest(issue).drafts
    name, key = request.form.get("name", ""), request.form.get("draft", "")
    words = [draft[name] for draft in drafts if draft["draft_key"] == key and name in DRAFTED]
    if not words:
        return _nothing(issue)
    if request.form.get("revision") != str(issue.revision):
        flash(say(IssueChangedMeanwhile()), "warning")
        return redirect(_here(issue))
    with kept("written", [issue]):
        issue_writing.write(issue, {name: words[0]})
    _record("issue.change", issue)
    session.commit()
    tell(gettext("下書きの文に置き換えました。前の文章は履歴から元に戻せます"))
    return redirect(_here(issue))


def _asked(issue_id: int) -> tuple[PolicyIssue, Newest, list[str]]:
    """The issue, the newest data, and the marks of the form that they say otherwise."""
    issue = of_plan(PolicyIssue, issue_id)
    reader = Reader(db.session(), the_plan())
    newest = reader.newest(issue)
    listed = [each.mark for each in reader.differences(issue, newest)]
    ticked = request.form.getlist("mark")
    return issue, newest, [m for m in listed if request.form.get("every") or m in ticked]


def _changed(each: Difference) -> Changed:
    held, found = each.held, each.found
    both = compared(held.statement, found.statement) if held and found else []
    return Changed(each, both)


def _nothing(issue: PolicyIssue) -> ResponseReturnValue:
    flash(gettext("選んだ変更はありません。変更に印を付けてから押してください"), "warning")
    return redirect(_here(issue))


def _here(issue: PolicyIssue) -> str:
    return url_for(".show", plan_id=issue.plan_id, issue_id=issue.id)


def _record(what: str, issue: PolicyIssue, **details: object) -> None:
    audit.record(db.session(), what, issue, who=the_member().id, now=now(), details=dict(details))
