"""論点: the list staff keep in order, and what they write about each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from analysis.digest.priorities import PARTS
from app.access import allowed, may, of_plan, the_member, the_plan
from app.clock import now
from app.desk import draft_reading as proposals
from app.desk import tracing
from app.desk.forms import tell
from app.desk.issue_acts import kept
from app.desk.issue_forms import IssueForm, SectionForm, data_of
from app.errors import say
from app.extensions import db
from app.sent import natural
from surveys import (
    audit,
    desired_states,
    issue_drafts,
    issue_evidence,
    issues,
    plans,
    voices,
)
from surveys.errors import SurveyError
from surveys.issues import GAPS, HORIZONS, Evidence, IssueChangedMeanwhile, PolicyIssue
from surveys.plans import PolicyField

blueprint = Blueprint("issues", __name__, url_prefix="/plans/<int:plan_id>")


@blueprint.get("/issues")
@allowed("planner", "section", "viewer")
def index(plan_id: int) -> ResponseReturnValue:
    plan, session = the_plan(), db.session()
    listed = issues.of_plan(session, plan)
    quoted = {issue.id: issues.voices(session, issue) for issue in listed}
    return render_template(
        "desk/issues/index.html",
        plan=plan,
        issues=listed,
        fields={field.id: field.name for field in plans.fields(session, plan)},
        quoted=quoted,
        missing={issue.id: issues.missing(issue, quoted[issue.id]) for issue in listed},
        means={issue.id for issue in listed if desired_states.names_a_means(issue.desired_state)},
        GAPS=GAPS,
        HORIZONS=HORIZONS,
    )


@blueprint.get("/issues/new")
@allowed("planner")
def new(plan_id: int) -> ResponseReturnValue:
    return render_template("desk/issues/new.html", plan=the_plan(), form=_form())


@blueprint.post("/issues/new")
@allowed("planner")
def create(plan_id: int) -> ResponseReturnValue:
    form, session = _form(), db.session()
    if not form.validate():
        return render_template("desk/issues/new.html", plan=the_plan(), form=form), 422
    topic = form.topic.data or form.desired_state.data
    issue = PolicyIssue(
        plan_id=plan_id, topic=topic[:200], parts={}, created_at=now(), **form.written()
    )
    with kept("created") as touched:
        issues.add(session, issue)
        touched.append(issue)
    _record("issue.write", issue)
    session.commit()
    tell(gettext("論点を加えました"))
    return redirect(_address(issue))


@blueprint.get("/issues/<int:issue_id>")
@allowed("planner", "section", "viewer")
def show(plan_id: int, issue_id: int) -> ResponseReturnValue:
    issue, session = of_plan(PolicyIssue, issue_id), db.session()
    quoted = issues.voices(session, issue)
    newest = _newest(issue)
    taken = {(voice.response_id, voice.question_code) for voice in quoted}
    offered = [voice for draft in newest.drafts for voice in draft["voices"]]
    return render_template(
        "desk/issues/show.html",
        plan=the_plan(),
        issue=issue,
        field=db.session.get(PolicyField, issue.field_id) if issue.field_id else None,
        place=issues.of_plan(session, the_plan()).index(issue) + 1,
        number=len(issues.of_plan(session, the_plan())),
        newest=newest,
        evidence_rows=issues.evidence(session, issue),
        address=tracing.address,
        voices=quoted,
        origins={voice.id: voices.origin(session, voice) for voice in quoted},
        offered=[each for each in offered if (each["response_id"], each["question"]) not in taken],
        missing=issues.missing(issue, quoted),
        means=desired_states.names_a_means(issue.desired_state),
        GAPS=GAPS,
        HORIZONS=HORIZONS,
        PARTS=PARTS,
    )


@blueprint.get("/issues/<int:issue_id>/edit")
@allowed("planner", "section")
def edit(plan_id: int, issue_id: int) -> ResponseReturnValue:
    issue = of_plan(PolicyIssue, issue_id)
    return _edit_page(issue, _form(issue))


@blueprint.post("/issues/<int:issue_id>/edit")
@allowed("planner", "section")
def change(plan_id: int, issue_id: int) -> ResponseReturnValue:
    """Save what was typed; nothing of it is lost when someone else was faster."""
    issue, form = _locked(issue_id), _form()
    if not form.validate():
        return _edit_page(issue, form), 422
    try:
        with kept("written", [issue]):
            issues.write(issue, _revision(form), form.written())
    except IssueChangedMeanwhile as error:
        return _compare_page(issue, form, say(error)), 409
    except SurveyError as error:
        form.refuse("desired_state", say(error))
        return _edit_page(issue, form), 422
    if isinstance(form, IssueForm) and form.topic.data:
        issue.topic = form.topic.data
    _record("issue.change", issue)
    db.session.commit()
    tell(gettext("論点を保存しました"))
    return redirect(_address(issue))


@blueprint.post("/issues/<int:issue_id>/move")
@allowed("planner")
def move(plan_id: int, issue_id: int) -> ResponseReturnValue:
    """Up, down, or to the place whose number was typed."""
    issue, plan, to = of_plan(PolicyIssue, issue_id), the_plan(), request.form.get("to", "")
    place = request.form.get("to", type=natural)
    if to not in ("up", "down") and place is None:
        abort(400)
    if place is None:
        issues.move(db.session(), plan, issue, up=to == "up")
    else:
        issues.place(db.session(), plan, issue, place)
    _record("issue.move", issue, place=issue.position)
    db.session.commit()
    return redirect(url_for(".index", plan_id=plan_id, _anchor=f"issue-{issue.id}"))


@blueprint.post("/issues/<int:issue_id>/refresh")
@allowed("planner")
def refresh(plan_id: int, issue_id: int) -> ResponseReturnValue:
    issue, session = of_plan(PolicyIssue, issue_id), db.session()
    newest = _newest(issue)
    if not newest.drafts:
        flash(gettext("新しい論点案に同じものがないため、根拠は前のままです"), "warning")
        return redirect(_address(issue))
    marks = [each.mark for each in issue_evidence.differences(session, issue, newest.evidence)]
    with kept("evidence", [issue], n=len(marks)):
        issue_evidence.accept(session, issue, newest.evidence, marks)
        issues.set_priority(session, issue, newest.priority, newest.parts)
    _record("issue.refresh", issue, n=len(marks))
    session.commit()
    tell(gettext("根拠を最新の集計に置き換えました。書いた文章はそのままです"))
    return redirect(_address(issue))


@blueprint.post("/issues/<int:issue_id>/drop")
@allowed("planner")
def drop(plan_id: int, issue_id: int) -> ResponseReturnValue:
    issue = of_plan(PolicyIssue, issue_id)
    _record("issue.drop", issue)
    with kept("dropped", [issue]):
        issue.gone = True
    db.session.commit()
    tell(gettext("論点を一覧から外しました。公開した版はそのままです"))
    return redirect(url_for(".index", plan_id=plan_id))


@dataclass(frozen=True, slots=True)
class Newest:
    """What the newest data say of an issue: its drafts, and their evidence and numbers together."""

    drafts: Sequence[proposals.Draft]
    evidence: Sequence[Evidence]

    @property
    def priority(self) -> float:
        return max(float(draft["priority"]) for draft in self.drafts)

    @property
    def parts(self) -> Mapping[str, float | None]:
        """The parts of the draft that weighs most."""
        most: Mapping[str, float | None] = max(self.drafts, key=lambda d: float(d["priority"]))[
            "parts"
        ]
        return most


def _newest(issue: PolicyIssue) -> Newest:
    session, plan = db.session(), the_plan()
    keys = issue_drafts.keys_of(session, issue)
    every = proposals.every(session, plan)
    found = [every[key] for key in keys if key in every]
    return Newest(found, [e for draft in found for e in proposals.evidence_of(draft)])


def _locked(issue_id: int) -> PolicyIssue:
    """The issue, held until the commit, so that two writers are compared one after the other."""
    issue = of_plan(PolicyIssue, issue_id)
    db.session.refresh(issue, with_for_update=True)
    return issue


def _form(issue: PolicyIssue | None = None) -> SectionForm:
    """The form for what this reader may write."""
    given = data_of(issue) if issue else None
    if not may("planner"):
        return SectionForm(data=given)
    form = IssueForm(data=given)
    form.say_fields(
        list(plans.fields(db.session(), the_plan())), issue.draft_field if issue else ""
    )
    return form


def _revision(form: SectionForm) -> int:
    try:
        return natural(form.revision.data or "")
    except ValueError:
        return 0


def _edit_page(issue: PolicyIssue, form: SectionForm) -> str:
    return render_template(
        "desk/issues/edit.html", plan=the_plan(), issue=issue, form=form, theirs=(), conflict=""
    )


def _compare_page(issue: PolicyIssue, form: SectionForm, sentence: str) -> str:
    """What was typed stays in the form; beside it stands what is saved. Saving again wins."""
    saved = data_of(issue)
    theirs = [
        (form[name].label.text, _read(form, name, saved[name]))
        for name, typed in form.written().items()
        if str(typed or "") != str(saved[name] or "")
    ]
    form.revision.raw_data, form.revision.data = None, str(issue.revision)
    return render_template(
        "desk/issues/edit.html",
        plan=the_plan(),
        issue=issue,
        form=form,
        theirs=theirs,
        conflict=sentence,
    )


def _read(form: SectionForm, name: str, value: object) -> str:
    """A saved value as people read it: the label of a choice, not its key."""
    labels = {str(key): str(label) for key, label, *_ in getattr(form[name], "choices", None) or ()}
    return labels.get(str(value or ""), str(value or ""))


def _address(issue: PolicyIssue) -> str:
    return url_for(".show", plan_id=issue.plan_id, issue_id=issue.id)


def _record(what: str, issue: PolicyIssue, **details: object) -> None:
    audit.record(db.session(), what, issue, who=the_member().id, now=now(), details=dict(details))
