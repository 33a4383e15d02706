"""庁内照会: asking the sections about their issues, and seeing how far each of them is."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.access import allowed, may, of_plan, the_member, the_plan
from app.clock import now
from app.desk import inquiry_letters, inquiry_pages, inquiry_seats
from app.desk.forms import tell
from app.desk.inquiry_forms import InquiryForm
from app.desk.issue_acts import kept
from app.errors import say
from app.extensions import db
from app.sent import natural
from surveys import audit, inquiries, inquiry_answers, inquiry_hints, issues, sections
from surveys.errors import SurveyError
from surveys.inquiries import DeadlinePassed, Inquiry
from surveys.issues import PolicyIssue
from surveys.sections import Involved

blueprint = Blueprint("inquiries", __name__, url_prefix="/plans/<int:plan_id>/inquiries")
LONGEST_SECTIONS = 300


@dataclass(frozen=True, slots=True)
class Row:
    """An issue to choose, with its sections or what was typed for them, and what to mind."""

    issue: PolicyIssue
    involved: Involved
    hints: tuple[str, ...]
    chosen: bool
    typed: str


@blueprint.get("")
@allowed("planner", "section", "viewer")
def index(plan_id: int) -> ResponseReturnValue:
    plan, session, seats = the_plan(), db.session(), inquiry_seats.seated()
    listed = [
        (each, inquiry_pages.lines(session, _seen(each), now()))
        for each in inquiries.of_plan(session, plan)
    ]
    return render_template(
        "desk/inquiries/index.html",
        plan=plan,
        listed=[(each, lines) for each, lines in listed if lines],
        issues=issues.of_plan(session, plan),
        heads=seats.heads if seats else (),
        spoken=inquiry_letters.spoken,
    )


@blueprint.get("/new")
@allowed("planner")
def new(plan_id: int) -> ResponseReturnValue:
    count = len(inquiries.of_plan(db.session(), the_plan())) + 1
    given = {
        "title": gettext("論点に係る照会（第%(count)d回）", count=count),
        "note": inquiry_letters.note(the_plan()),
    }
    return _new_page(InquiryForm(formdata=None, data=given))


@blueprint.post("/new")
@allowed("planner")
def create(plan_id: int) -> ResponseReturnValue:
    """Send the sheets out; sections typed for issues without one are written into them."""
    form, session = InquiryForm(), db.session()
    if not form.validate():
        return _new_page(form), 422
    chosen = _chosen()
    inquiry = Inquiry(plan_id=plan_id, title=form.title.data.strip(), note=form.note.data or "")
    inquiry.due_at, inquiry.created_at = form.due_at(), now()
    try:
        with kept("written", chosen):
            _assign(chosen)
        inquiries.start(session, inquiry, chosen, now())
    except SurveyError as error:
        session.rollback()
        if isinstance(error, DeadlinePassed):
            form.refuse("due_day", say(error))
            return _new_page(form), 422
        return _new_page(form, say(error)), 422
    number = len(inquiries.sheets_of(session, inquiry))
    _record("inquiry.start", inquiry, n=number)
    session.commit()
    tell(gettext("%(number)d課に照会票を出しました", number=number))
    return redirect(url_for(".show", plan_id=plan_id, inquiry_id=inquiry.id))


@blueprint.get("/issues/<int:issue_id>")
@allowed("planner", "section", "viewer")
def of_issue(plan_id: int, issue_id: int) -> ResponseReturnValue:
    """From an issue to what the sections answered about it last, or to where they are asked."""
    issue = of_plan(PolicyIssue, issue_id)
    last = inquiries.about(db.session(), issue)
    if last is None:
        return redirect(url_for(".index", plan_id=plan_id))
    return redirect(
        url_for("desk.inquiry_answers.show", plan_id=plan_id, inquiry_id=last.id, issue_id=issue_id)
    )


@blueprint.get("/<int:inquiry_id>")
@allowed("planner", "section", "viewer")
def show(plan_id: int, inquiry_id: int) -> ResponseReturnValue:
    inquiry = of_plan(Inquiry, inquiry_id)
    return page(inquiry)


@blueprint.post("/<int:inquiry_id>/more")
@allowed("planner")
def send_more(plan_id: int, inquiry_id: int) -> ResponseReturnValue:
    """Ask the sections that issues name since the inquiry began."""
    inquiry, session = of_plan(Inquiry, inquiry_id), db.session()
    listed = inquiries.issues_of(session, inquiry)
    sent = inquiries.send_out(session, inquiry, inquiries.missing(session, inquiry, listed))
    _record("inquiry.send_more", inquiry, n=len(sent))
    session.commit()
    names = "、".join(each.section for each in sent)
    tell(
        gettext("照会票に加えました: %(names)s", names=names)
        if sent
        else gettext("新しく照会する課はありません")
    )
    return redirect(url_for(".show", plan_id=plan_id, inquiry_id=inquiry.id))


@blueprint.post("/<int:inquiry_id>/call-off")
@allowed("planner")
def call_off(plan_id: int, inquiry_id: int) -> ResponseReturnValue:
    """Take an inquiry back that nobody has answered yet."""
    inquiry, session = of_plan(Inquiry, inquiry_id), db.session()
    _record("inquiry.call_off", inquiry)
    try:
        inquiry_answers.call_off(session, inquiry)
    except SurveyError as error:
        session.rollback()
        return page(inquiry, say(error)), 422
    session.commit()
    tell(gettext("照会を取りやめました。照会票はどの課にも出ていません"))
    return redirect(url_for(".index", plan_id=plan_id))


def page(inquiry: Inquiry, error: str = "") -> str:
    """How far everybody is; `error` is what was wrong with a file."""
    session, listed = db.session(), inquiries.issues_of(db.session(), inquiry)
    lines = inquiry_pages.lines(session, _seen(inquiry), now())
    late = [line.sheet for line in lines if line.late]
    return render_template(
        "desk/inquiries/show.html",
        plan=the_plan(),
        inquiry=inquiry,
        lines=lines,
        late=late,
        reminder=inquiry_letters.reminder(inquiry, late),
        due=inquiry_letters.spoken(inquiry.due_at),
        issues=listed,
        numbers=inquiry_pages.numbers(session, inquiry),
        missing=inquiries.missing(session, inquiry, listed),
        begun=any(line.progress.saved_at for line in lines),
        error=error,
    )


def _seen(inquiry: Inquiry) -> list[inquiries.InquirySheet]:
    """The sheets whose progress this reader sees: their own, and all of them who reads the plan."""
    listed = inquiries.sheets_of(db.session(), inquiry)
    return listed if may("planner", "viewer") else inquiry_seats.mine(listed)


def _chosen() -> list[PolicyIssue]:
    """The issues that were ticked, in the plan's order."""
    ids = set(request.form.getlist("issue", type=natural))
    return [each for each in issues.of_plan(db.session(), the_plan()) if each.id in ids]


def _assign(chosen: list[PolicyIssue]) -> None:
    for issue in chosen:
        named = sections.named(_typed(request.form, issue)[:LONGEST_SECTIONS])
        if named and not sections.of_issue(issue).main:
            issue.section = named[0][:100]
            others = (*named[1:], *sections.named(issue.related_sections))
            issue.related_sections = "、".join(dict.fromkeys(others))[:LONGEST_SECTIONS]


def _typed(form: Mapping[str, str], issue: PolicyIssue) -> str:
    return form.get(f"section-{issue.id}", "")


def _new_page(form: InquiryForm, problem: str = "") -> str:
    session, plan, sent = db.session(), the_plan(), request.method == "POST"
    chosen = {each.id for each in _chosen()} if sent else None
    rows = [
        Row(
            issue,
            sections.of_issue(issue),
            inquiry_hints.of_issue(issue),
            chosen is None or issue.id in chosen,
            _typed(request.form, issue),
        )
        for issue in issues.of_plan(session, plan)
    ]
    return render_template(
        "desk/inquiries/new.html",
        plan=plan,
        form=form,
        rows=sorted(rows, key=lambda row: bool(row.involved.main)),
        asked=inquiries.by_section([row.issue for row in rows]),
        known=sections.known(session, plan),
        problem=problem,
        HINTS=inquiry_hints.HINTS,
    )


def _record(what: str, inquiry: Inquiry, **details: object) -> None:
    audit.record(db.session(), what, inquiry, who=the_member().id, now=now(), details=dict(details))
