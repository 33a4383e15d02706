"""論点をまとめる・分ける: seen before it is done, and taken back from the history."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.access import allowed, of_plan, the_member, the_plan
from app.clock import now
from app.desk.forms import tell
from app.desk.issue_acts import kept
from app.desk.issue_forms import PartForm
from app.errors import say
from app.extensions import db
from app.sent import natural
from surveys import audit, issue_evidence, issue_joining, issues, voices
from surveys.errors import SurveyError
from surveys.issue_joining import NothingToMerge, NothingToPart
from surveys.issues import HORIZONS, PolicyIssue

blueprint = Blueprint("issue_joining", __name__, url_prefix="/plans/<int:plan_id>/issues")


@blueprint.get("/merge")
@allowed("planner")
def preview(plan_id: int) -> ResponseReturnValue:
    """What would stand in one issue; with fewer than two chosen, what there is to choose."""
    return _merge_page(*_chosen(request.args.getlist("issue", type=natural)))


@blueprint.post("/merge")
@allowed("planner")
def merge(plan_id: int) -> ResponseReturnValue:
    into, others = _chosen(request.form.getlist("issue", type=natural))
    if into is None:
        return _merge_page(None, [], say(NothingToMerge())), 422
    try:
        with kept("merged", [into, *others], into=into.id, others=[each.id for each in others]):
            issue_joining.merge(db.session(), into, others)
    except NothingToMerge as error:
        return _merge_page(into, others, say(error)), 422
    details = {"n": len(others) + 1}
    audit.record(db.session(), "issue.merge", into, who=the_member().id, now=now(), details=details)
    db.session.commit()
    tell(gettext("論点をまとめました。文章のつながりを読み直してください。履歴から元に戻せます"))
    return redirect(_address(into))


@blueprint.get("/<int:issue_id>/part")
@allowed("planner")
def part(plan_id: int, issue_id: int) -> ResponseReturnValue:
    return _part_page(of_plan(PolicyIssue, issue_id), PartForm())


@blueprint.post("/<int:issue_id>/part")
@allowed("planner")
def take_apart(plan_id: int, issue_id: int) -> ResponseReturnValue:
    issue, form = of_plan(PolicyIssue, issue_id), PartForm()
    if not form.validate() or request.form.get("check"):
        return _part_page(issue, form), 422 if form.errors else 200
    new = _new(issue, form.desired_state.data or "")
    marks, voice_ids = form.marks.data or (), form.voice_ids
    try:
        with kept("parted", [issue]) as touched:
            issue_joining.part(db.session(), issue, new, marks=marks, voice_ids=voice_ids)
            touched.append(new)
    except SurveyError as error:
        name = "marks" if isinstance(error, NothingToPart) else "desired_state"
        form.refuse(name, say(error))
        return _part_page(issue, form), 422
    audit.record(db.session(), "issue.part", new, who=the_member().id, now=now())
    db.session.commit()
    tell(gettext("論点を分けました。現状と課題を書いてください。履歴から元に戻せます"))
    return redirect(_address(new))


def _chosen(ids: list[int]) -> tuple[PolicyIssue | None, list[PolicyIssue]]:
    """The issue whose title stays, and those that go into it."""
    listed = [each for each in dict.fromkeys(ids) if not of_plan(PolicyIssue, each).gone]
    if not listed:
        return None, []
    stays = request.values.get("into", listed[0], type=int)
    into = stays if stays in listed else listed[0]
    found = [of_plan(PolicyIssue, each) for each in listed]
    return next(e for e in found if e.id == into), [e for e in found if e.id != into]


def _merge_page(into: PolicyIssue | None, others: list[PolicyIssue], error: str = "") -> str:
    session, plan = db.session(), the_plan()
    listed = issues.of_plan(session, plan)
    chosen = [each for each in listed if each is into or each in others]
    evidence = {each.id: issues.evidence(session, each) for each in chosen}
    quoted = {each.id: issues.voices(session, each) for each in chosen}
    return render_template(
        "desk/issues/merge.html",
        plan=plan,
        listed=listed,
        chosen=chosen,
        into=into,
        made=issue_joining.joined(into, others) if into and others else None,
        evidence=evidence,
        quoted=quoted,
        sentences={issue_evidence.mark(e) for some in evidence.values() for e in some},
        voices={voice.id for some in quoted.values() for voice in some},
        error=error,
        HORIZONS=HORIZONS,
    )


def _part_page(issue: PolicyIssue, form: PartForm) -> str:
    session = db.session()
    if issue.gone:
        abort(404)
    quoted = issues.voices(session, issue)
    return render_template(
        "desk/issues/part.html",
        plan=the_plan(),
        issue=issue,
        form=form,
        evidence=[(issue_evidence.mark(e), e) for e in issues.evidence(session, issue)],
        quoted=[(str(voice.id), voice, voices.origin(session, voice)) for voice in quoted],
    )


def _new(issue: PolicyIssue, desired_state: str) -> PolicyIssue:
    """An issue of the same field, for the same sections to write."""
    return PolicyIssue(
        plan_id=issue.plan_id,
        field_id=issue.field_id,
        draft_field=issue.draft_field,
        topic=desired_state.strip()[:200],
        desired_state=desired_state.strip(),
        section=issue.section,
        related_sections=issue.related_sections,
        parts={},
        created_at=now(),
    )


def _address(issue: PolicyIssue) -> str:
    return url_for("desk.issues.show", plan_id=issue.plan_id, issue_id=issue.id)
