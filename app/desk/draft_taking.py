"""論点案を採り上げる: a draft becomes an issue, joins one that is there, or is set aside."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.access import allowed, the_member, the_plan
from app.clock import now
from app.desk.draft_reading import Draft, evidence_of, find
from app.desk.forms import tell
from app.desk.issue_acts import kept
from app.desk.issue_forms import IssueForm
from app.errors import say
from app.extensions import db
from app.sent import natural
from surveys import audit, issue_drafts, issue_evidence, issues, plans
from surveys.errors import N_, SurveyError
from surveys.issues import PolicyIssue

blueprint = Blueprint(
    "draft_taking", __name__, url_prefix="/plans/<int:plan_id>/drafts/<draft_key>"
)


class IssueNotChosen(SurveyError):
    message = N_("加える先の論点を選んでください")


@blueprint.get("/adopt")
@allowed("planner")
def adopt(plan_id: int, draft_key: str) -> ResponseReturnValue:
    draft = _found(draft_key)
    return _adopt_page(draft, _form(draft))


@blueprint.post("/adopt")
@allowed("planner")
def take_up(plan_id: int, draft_key: str) -> ResponseReturnValue:
    draft, session = _found(draft_key), db.session()
    form = _form(draft)
    if not form.validate():
        return _adopt_page(draft, form), 422
    issue = _issue(draft, form)
    try:
        with kept("adopted") as touched:
            issue_drafts.adopt(session, issue, draft["draft_key"])
            issues.set_evidence(session, issue, evidence_of(draft))
            touched.append(issue)
    except SurveyError as error:
        form.refuse("desired_state", say(error))
        return _adopt_page(draft, form), 422
    audit.record(session, "issue.adopt", issue, who=the_member().id, now=now())
    session.commit()
    tell(gettext("論点として採用しました。載せる声を選び、担当課を決めてください"))
    return redirect(url_for("desk.issues.show", plan_id=plan_id, issue_id=issue.id))


@blueprint.get("/join")
@allowed("planner")
def choose(plan_id: int, draft_key: str) -> ResponseReturnValue:
    return _join_page(_found(draft_key))


@blueprint.post("/join")
@allowed("planner")
def join(plan_id: int, draft_key: str) -> ResponseReturnValue:
    """Let a draft speak in an issue too: its evidence is added, nothing written is touched."""
    draft, session = _found(draft_key), db.session()
    listed = {issue.id: issue for issue in issues.of_plan(session, the_plan())}
    issue = listed.get(request.form.get("issue", type=natural) or 0)
    if issue is None:
        return _join_page(draft, IssueNotChosen()), 422
    fresh = evidence_of(draft)
    try:
        with kept("joined", [issue], n=len(fresh)):
            issue_drafts.join(session, issue, draft["draft_key"])
            held = [issue_evidence.copy(each) for each in issues.evidence(session, issue)]
            marks = {issue_evidence.mark(each) for each in fresh}
            issue_evidence.accept(session, issue, [*held, *fresh], marks)
    except SurveyError as error:
        return _join_page(draft, error), 422
    audit.record(session, "issue.join", issue, who=the_member().id, now=now())
    session.commit()
    tell(gettext("論点案の根拠を、この論点に加えました。書いた文章はそのままです"))
    return redirect(url_for("desk.issues.show", plan_id=plan_id, issue_id=issue.id))


@blueprint.post("/aside")
@allowed("planner")
def set_aside(plan_id: int, draft_key: str) -> ResponseReturnValue:
    draft = _found(draft_key)
    issue_drafts.set_aside(db.session(), the_plan(), draft["draft_key"])
    told = gettext("見送りました。一覧の下の「見送った論点案」から戻せます")
    return _put_by("draft.set_aside", told)


@blueprint.post("/back")
@allowed("planner")
def bring_back(plan_id: int, draft_key: str) -> ResponseReturnValue:
    draft = _found(draft_key)
    issue_drafts.bring_back(db.session(), the_plan(), draft["draft_key"])
    return _put_by("draft.bring_back", gettext("論点案の一覧に戻しました"))


def _put_by(what: str, sentence: str) -> ResponseReturnValue:
    plan = the_plan()
    audit.record(db.session(), what, plan, who=the_member().id, now=now())
    db.session.commit()
    tell(sentence)
    return redirect(url_for("desk.drafts.index", plan_id=plan.id))


def _found(draft_key: str) -> Draft:
    return find(db.session(), the_plan(), draft_key) or abort(404)


def _adopt_page(draft: Draft, form: IssueForm) -> str:
    plan = the_plan()
    return render_template("desk/drafts/adopt.html", plan=plan, draft=draft, form=form)


def _join_page(draft: Draft, error: SurveyError | None = None) -> str:
    listed = issues.of_plan(db.session(), the_plan())
    same = [each for each in listed if each.desired_state == draft["desired_state"]]
    near = same or [each for each in listed if each.draft_field == draft["field"]]
    return render_template(
        "desk/drafts/join.html",
        plan=the_plan(),
        draft=draft,
        issues=listed,
        near={each.id for each in near},
        error=error,
    )


def _form(draft: Draft) -> IssueForm:
    """The form of an issue, filled in with what the draft proposes."""
    fields = list(plans.fields(db.session(), the_plan()))
    same = [str(field.id) for field in fields if field.name == draft["field"]]
    names = ("topic", "desired_state", "present_state", "gap")
    given = {name: draft[name] for name in names} | {"field_id": (same or [""])[0]}
    form = IssueForm(data=given)
    form.say_fields(fields, draft["field"])
    return form


def _issue(draft: Draft, form: IssueForm) -> PolicyIssue:
    return PolicyIssue(
        plan_id=the_plan().id,
        draft_field=draft["field"][:100],
        topic=(form.topic.data or draft["topic"])[:200],
        priority=draft["priority"],
        parts=draft["parts"],
        created_at=now(),
        **form.written(),
    )
