"""論点を書く: what a person writes about an issue, beside others who write at the same time."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.access import allowed, may, of_plan, the_member, the_plan
from app.clock import now
from app.desk.forms import tell
from app.desk.issue_acts import kept
from app.desk.issue_forms import IssueForm, SectionForm, data_of
from app.desk.issue_hints import hints_of
from app.desk.issue_told import LABELS, ago, last, shown
from app.errors import say
from app.extensions import db
from surveys import audit, issue_steps, issue_writing, plans
from surveys.errors import SurveyError
from surveys.issue_writing import Together
from surveys.issues import PolicyIssue
from surveys.word_changes import Piece, compared

blueprint = Blueprint("issue_editing", __name__, url_prefix="/plans/<int:plan_id>/issues")
MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True, slots=True)
class Apart:
    """A field that two people changed: what is saved, and how what was typed differs from it."""

    saved: str
    pieces: Sequence[Piece]


@blueprint.get("/hints")
@allowed("planner", "section")
def hints(plan_id: int) -> str:
    """What is said of a title while it is typed: a part of the page."""
    said, field = request.args.get("said", ""), request.args.get("field", "")
    return render_template("desk/issues/hinted.html", found=hints_of(said, field))


@blueprint.get("/<int:issue_id>/edit")
@allowed("planner", "section")
def edit(plan_id: int, issue_id: int) -> ResponseReturnValue:
    issue = of_plan(PolicyIssue, issue_id)
    return _page(issue, form_of(issue, data_of(issue)))


@blueprint.post("/<int:issue_id>/edit")
@allowed("planner", "section")
def change(plan_id: int, issue_id: int) -> ResponseReturnValue:
    """Save what was typed; nothing of it is lost when someone else was faster."""
    issue = _locked(issue_id)
    form = form_of(issue)
    if not form.validate() or request.form.get("check"):
        return _page(issue, form), 422 if form.errors else 200
    found, undecided = _together(issue, form)
    if found.apart or undecided:
        return _decide_page(issue, form, found, undecided), 409
    try:
        with kept("written", [issue]):
            issue_writing.write(issue, found.fields)
    except SurveyError as error:
        form.refuse("desired_state", say(error))
        return _page(issue, form), 422
    _record(issue)
    db.session.commit()
    tell(_saved(found))
    return redirect(url_for("desk.issues.show", plan_id=plan_id, issue_id=issue.id))


def form_of(issue: PolicyIssue | None, given: Mapping[str, Any] | None = None) -> SectionForm:
    """The form for what this reader may write."""
    if not may("planner"):
        return SectionForm(data=given)
    form = IssueForm(data=given)
    fields = list(plans.fields(db.session(), the_plan()))
    form.say_fields(fields, issue.draft_field if issue else "")
    return form


def _together(issue: PolicyIssue, form: SectionForm) -> tuple[Together, list[str]]:
    """What was typed beside what is saved, and the fields that still have to be decided."""
    asked = [name for name in request.form.getlist("apart") if name in form.typed()]
    chosen = {name: request.form.get(f"use-{name}") for name in asked}
    let_stand = [name for name in asked if chosen[name] == THEIRS]
    found = issue_writing.together(db.session(), issue, form.read_revision, form.typed(), let_stand)
    return found, [name for name in asked if chosen[name] not in {MINE, THEIRS}]


def _locked(issue_id: int) -> PolicyIssue:
    """The issue as it is when nobody else can write any more until the commit."""
    issue = of_plan(PolicyIssue, issue_id)
    issue_steps.hold(db.session(), the_plan())
    db.session.refresh(issue)
    return issue


def _page(issue: PolicyIssue, form: SectionForm, apart: Mapping[str, Apart] | None = None) -> str:
    wrote = last(db.session(), issue)
    return render_template(
        "desk/issues/edit.html",
        plan=the_plan(),
        issue=issue,
        form=form,
        apart=apart or {},
        wrote=(wrote[0], ago(wrote[1], now())) if wrote else None,
    )


def _decide_page(
    issue: PolicyIssue, form: SectionForm, found: Together, undecided: Collection[str]
) -> str:
    """Both texts side by side; what only the other one changed stands in the form already."""
    session, saved = db.session(), data_of(issue)
    for name, value in found.fields.items():
        if name not in undecided and name not in found.apart:
            form.show(name, value)
    apart = {}
    for name in [each for each in LABELS if each in found.apart or each in undecided]:
        mine, theirs = (shown(session, name, v) for v in (found.fields[name], getattr(issue, name)))
        apart[name] = Apart(theirs, compared(theirs, mine))
        form.refuse(name, gettext("ほかの人も書き直しています。どちらを残すか選んでください"))
    form.show("revision", str(saved["revision"]))
    return _page(issue, form, apart)


def _saved(found: Together) -> str:
    if not found.theirs:
        return str(gettext("論点を保存しました"))
    named = "、".join(str(gettext(LABELS[name])) for name in LABELS if name in found.theirs)
    return str(
        gettext("論点を保存しました。ほかの人が先に直した「%(named)s」も残しています", named=named)
    )


def _record(issue: PolicyIssue) -> None:
    audit.record(db.session(), "issue.change", issue, who=the_member().id, now=now())
