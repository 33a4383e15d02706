"""照会の回答: side by side, put into an issue as a step that can be undone, or kept beside it."""

from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.access import allowed, of_plan, the_member, the_plan
from app.clock import now
from app.desk.forms import tell
from app.desk.issue_acts import kept
from app.errors import say
from app.extensions import db
from app.sent import natural
from surveys import audit, inquiry_answers, inquiry_taking, issue_comments, issues, word_changes
from surveys.errors import SurveyError
from surveys.inquiries import BLANKS, SUBMITTED, Blank, Inquiry, InquiryItem, InquirySheet
from surveys.inquiry_answers import InquiryAnswer
from surveys.issues import IssueChangedMeanwhile, PolicyIssue

blueprint = Blueprint(
    "inquiry_answers",
    __name__,
    url_prefix="/plans/<int:plan_id>/inquiries/<int:inquiry_id>/issues/<int:issue_id>",
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """An answer about an issue, with what it is and who gave it."""

    answer: InquiryAnswer
    blank: Blank
    sheet: InquirySheet


@blueprint.get("")
@allowed("planner", "section", "viewer")
def show(plan_id: int, inquiry_id: int, issue_id: int) -> ResponseReturnValue:
    inquiry, issue = _pair(inquiry_id, issue_id)
    return _page(inquiry, issue)


@blueprint.get("/compare")
@allowed("planner")
def compare(plan_id: int, inquiry_id: int, issue_id: int) -> ResponseReturnValue:
    """How the issue would read with an answer (`answer`, `way`) in it; nothing is kept yet."""
    inquiry, issue = _pair(inquiry_id, issue_id)
    chosen = _chosen(inquiry, issue, request.args.get("answer", 0, type=natural))
    if chosen is None or not chosen.blank.column:
        return redirect(_address(inquiry, issue))
    return _compare_page(inquiry, issue, chosen, _way(request.args.get("way")))


@blueprint.post("/take")
@allowed("planner")
def take(plan_id: int, inquiry_id: int, issue_id: int) -> ResponseReturnValue:
    """Put an answer into the issue's text, as the page that compares them showed it."""
    inquiry, issue = _pair(inquiry_id, issue_id)
    db.session.refresh(issue, with_for_update=True)
    chosen = _chosen(inquiry, issue, request.form.get("answer", 0, type=natural)) or abort(404)
    way, column = _way(request.form.get("way")), chosen.blank.column or abort(404)
    text = inquiry_taking.joined(getattr(issue, column), chosen.answer.words, way)
    try:
        with kept("answered", [issue], blank=chosen.blank.key, answer=chosen.answer.id):
            revision = request.form.get("revision", 0, type=natural)
            issues.write(issue, revision, {column: text})
    except IssueChangedMeanwhile as error:
        db.session.rollback()
        return _compare_page(inquiry, issue, chosen, way, say(error)), 409
    _record("inquiry.take", issue, answer=chosen.answer.id, way=way)
    db.session.commit()
    tell(
        gettext(
            "%(section)sの回答を取り込みました。論点の履歴から取り消せます",
            section=chosen.sheet.section,
        )
    )
    return redirect(_address(inquiry, issue))


@blueprint.post("/note")
@allowed("planner")
def note(plan_id: int, inquiry_id: int, issue_id: int) -> ResponseReturnValue:
    """Keep an answer beside the issue, as a comment."""
    inquiry, issue = _pair(inquiry_id, issue_id)
    chosen = _chosen(inquiry, issue, request.form.get("answer", 0, type=natural)) or abort(404)
    comment = inquiry_taking.comment(issue, chosen.sheet, chosen.blank, chosen.answer)
    comment.who, comment.made_at = the_member().id, now()
    try:
        issue_comments.say(db.session(), comment)
    except SurveyError as error:
        return _page(inquiry, issue, say(error)), 422
    chosen.answer.noted_at = now()
    _record("inquiry.note", issue, answer=chosen.answer.id)
    db.session.commit()
    tell(gettext("論点の意見として残しました"))
    return redirect(_address(inquiry, issue))


def _pair(inquiry_id: int, issue_id: int) -> tuple[Inquiry, PolicyIssue]:
    inquiry, issue = of_plan(Inquiry, inquiry_id), of_plan(PolicyIssue, issue_id)
    return inquiry, issue


def _chosen(inquiry: Inquiry, issue: PolicyIssue, answer_id: int) -> Chosen | None:
    """The answer, if it is a confirmed one of this inquiry about this issue that says something."""
    session = db.session()
    answer = session.get(InquiryAnswer, answer_id)
    item = session.get_one(InquiryItem, answer.item_id) if answer else None
    if answer is None or item is None or not answer.says_something:
        return None
    sheet = session.get_one(InquirySheet, item.sheet_id)
    here = (sheet.inquiry_id, item.issue_id) == (inquiry.id, issue.id)
    confirmed = here and sheet.state == SUBMITTED
    return Chosen(answer, BLANKS[answer.blank], sheet) if confirmed else None


def _way(said: str | None) -> str:
    return said if said in inquiry_taking.WAYS else inquiry_taking.APPEND


def _page(inquiry: Inquiry, issue: PolicyIssue, error: str = "") -> str:
    told = inquiry_answers.about_issue(db.session(), inquiry, issue)
    asked = [sheet for sheet, _item, _said in told if sheet.counts]
    return render_template(
        "desk/inquiries/issue.html",
        plan=the_plan(),
        inquiry=inquiry,
        issue=issue,
        by_blank=[
            (blank, [(sheet, item, said[key]) for sheet, item, said in told if key in said])
            for key, blank in BLANKS.items()
        ],
        waiting=[sheet.section for sheet in asked if not sheet.handed_in],
        number=len(asked),
        WAYS=inquiry_taking.WAYS,
        is_in=inquiry_taking.is_in,
        error=error,
    )


def _compare_page(
    inquiry: Inquiry, issue: PolicyIssue, chosen: Chosen, way: str, error: str = ""
) -> str:
    before = getattr(issue, chosen.blank.column)
    after = inquiry_taking.joined(before, chosen.answer.words, way)
    return render_template(
        "desk/inquiries/compare.html",
        plan=the_plan(),
        inquiry=inquiry,
        issue=issue,
        chosen=chosen,
        way=way,
        WAYS=inquiry_taking.WAYS,
        into=inquiry_taking.INTO[chosen.blank.column],
        pieces=word_changes.compared(before, after),
        error=error,
    )


def _address(inquiry: Inquiry, issue: PolicyIssue) -> str:
    return url_for(
        "desk.inquiry_answers.show",
        plan_id=issue.plan_id,
        inquiry_id=inquiry.id,
        issue_id=issue.id,
    )


def _record(what: str, issue: PolicyIssue, **details: object) -> None:
    audit.record(db.session(), what, issue, who=the_member().id, now=now(), details=dict(details))
