"""論点案: what a digest proposes; staff take a draft up, or set it aside."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from analysis.digest.priorities import PARTS
from app import digesting
from app.access import allowed, the_member, the_plan
from app.clock import now
from app.desk import tracing
from app.desk.draft_reading import Draft, drafted, evidence_of, find
from app.desk.forms import tell
from app.desk.issue_acts import kept
from app.desk.issue_forms import IssueForm
from app.desk.source import filled, so_far
from app.errors import say
from app.extensions import db, queue
from app.sent import natural
from surveys import audit, issue_drafts, issues, plans, questionnaires, responses, runs
from surveys.errors import SurveyError
from surveys.issues import PolicyIssue
from surveys.questionnaires import Questionnaire
from surveys.runs import Run

blueprint = Blueprint("drafts", __name__, url_prefix="/plans/<int:plan_id>/drafts")


@blueprint.get("")
@allowed("planner", "section", "viewer")
def index(plan_id: int) -> ResponseReturnValue:
    plan, session = the_plan(), db.session()
    asked = questionnaires.asked(session, plan)
    chosen = _chosen(asked)
    n = responses.number(session, chosen) if chosen else 0
    return render_template(
        "desk/drafts/index.html",
        plan=plan,
        questionnaires=asked,
        chosen=chosen,
        n=n,
        so_far=so_far(chosen, n) if chosen else "",
        made=drafted(session, plan, chosen) if chosen else None,
        making=runs.under_way(session, chosen.id, digesting.KEY) if chosen else None,
        adopted=issue_drafts.adopted(session, plan),
        aside=issue_drafts.aside(session, plan),
        titles={issue.desired_state for issue in issues.of_plan(session, plan)},
        address=tracing.address,
        PARTS=PARTS,
    )


@blueprint.post("/ask/<int:questionnaire_id>")
@allowed("planner")
def ask(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    plan, session, here = the_plan(), db.session(), filled(questionnaire_id)
    wanted = digesting.wanted(session, plan, here.questionnaire)
    wanted.created_at = now()
    run, new = runs.ask(session, wanted)
    if new:
        audit.record(session, "digest.ask", run, who=the_member().id, now=now())
    run_id = run.id
    session.commit()
    if new:  # nothing is read any more here: a reader would keep the job from writing
        queue.ask(digesting.KEY, run_id)
    return redirect(url_for("desk.runs.show", plan_id=plan_id, run_id=run_id))


@blueprint.get("/<draft_key>/adopt")
@allowed("planner")
def adopt(plan_id: int, draft_key: str) -> ResponseReturnValue:
    _run, draft = _found(draft_key)
    return _adopt_page(draft, _form(draft))


@blueprint.post("/<draft_key>/adopt")
@allowed("planner")
def take_up(plan_id: int, draft_key: str) -> ResponseReturnValue:
    (run, draft), session = _found(draft_key), db.session()
    form = _form(draft)
    if not form.validate():
        return _adopt_page(draft, form), 422
    issue = _issue(draft, form)
    try:
        with kept("adopted") as touched:
            issue_drafts.adopt(session, issue, draft_key)
            issues.set_evidence(session, issue, evidence_of(run, draft))
            touched.append(issue)
    except SurveyError as error:
        form.refuse("desired_state", say(error))
        return _adopt_page(draft, form), 422
    audit.record(session, "issue.adopt", issue, who=the_member().id, now=now())
    session.commit()
    tell(gettext("論点として採用しました。載せる声を選び、担当課を決めてください"))
    return redirect(url_for("desk.issues.show", plan_id=plan_id, issue_id=issue.id))


@blueprint.post("/<draft_key>/aside")
@allowed("planner")
def set_aside(plan_id: int, draft_key: str) -> ResponseReturnValue:
    run, _draft = _found(draft_key)
    issue_drafts.set_aside(db.session(), the_plan(), draft_key)
    return _put_by(
        run, "draft.set_aside", gettext("見送りました。一覧の下の「見送った論点案」から戻せます")
    )


@blueprint.post("/<draft_key>/back")
@allowed("planner")
def bring_back(plan_id: int, draft_key: str) -> ResponseReturnValue:
    run, _draft = _found(draft_key)
    issue_drafts.bring_back(db.session(), the_plan(), draft_key)
    return _put_by(run, "draft.bring_back", gettext("論点案の一覧に戻しました"))


def _chosen(asked: Sequence[Questionnaire]) -> Questionnaire | None:
    """The questionnaire of the address, else the first one that speaks for the population."""
    wanted = request.args.get("questionnaire", type=natural)
    if wanted is not None:
        return next((each for each in asked if each.id == wanted), None) or abort(404)
    return next((each for each in asked if each.representative), None) or next(iter(asked), None)


def _put_by(run: Run, what: str, sentence: str) -> ResponseReturnValue:
    audit.record(db.session(), what, run, who=the_member().id, now=now())
    db.session.commit()
    tell(sentence)
    here: dict[str, Any] = {"plan_id": run.plan_id, "questionnaire": run.questionnaire_id}
    return redirect(url_for(".index", **here))


def _found(draft_key: str) -> tuple[Run, Draft]:
    return find(db.session(), the_plan(), draft_key) or abort(404)


def _adopt_page(draft: Draft, form: IssueForm) -> str:
    plan = the_plan()
    return render_template("desk/drafts/adopt.html", plan=plan, draft=draft, form=form)


def _form(draft: Draft | None) -> IssueForm:
    """The form of an issue, filled in with what the draft proposes."""
    fields = list(plans.fields(db.session(), the_plan()))
    given = {}
    if draft is not None:
        same = [str(field.id) for field in fields if field.name == draft["field"]]
        names = ("topic", "desired_state", "present_state", "gap")
        given = {name: draft[name] for name in names} | {"field_id": (same or [""])[0]}
    form = IssueForm(data=given)
    form.say_fields(fields, draft["field"] if draft else "")
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
