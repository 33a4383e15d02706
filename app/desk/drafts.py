"""論点案: the list of what the plan's digests propose, and the weights it is ranked by."""

from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from analysis.digest.priorities import PARTS, score
from app import assigning, digesting, ranking
from app.access import allowed, the_member, the_plan
from app.clock import now
from app.desk import draft_reading, tracing
from app.desk.draft_pages import Page, page_of, ranking_of
from app.desk.draft_reading import Draft, Source
from app.desk.forms import tell
from app.desk.issue_acts import kept
from app.desk.source import filled, so_far
from app.extensions import db, queue
from app.sent import natural
from surveys import audit, issue_drafts, issues, priority_weights, runs
from surveys.errors import SurveyError
from surveys.priority_weights import HEAVIEST
from surveys.questionnaires import AUDIENCES

blueprint = Blueprint("drafts", __name__, url_prefix="/plans/<int:plan_id>/drafts")


@blueprint.get("")
@allowed("planner", "section", "viewer")
def index(plan_id: int) -> ResponseReturnValue:
    return _index(draft_reading.weights_asked(db.session(), the_plan()))


@blueprint.post("/ask")
@allowed("planner")
def ask_all(plan_id: int) -> ResponseReturnValue:
    """Make every digest anew whose answers or fields have changed since."""
    plan, session = the_plan(), db.session()
    listed = [each for each in draft_reading.sources(session, plan) if each.newest]
    late = draft_reading.outdated(session, plan, listed)
    asked = [digesting.wanted(session, plan, each.questionnaire) for each in late]
    for each in asked:
        each.created_at = now()
    made = [run.id for run, new in [runs.ask(session, each) for each in asked] if new]
    audit.record(
        session, "digest.ask", plan, who=the_member().id, now=now(), details={"n": len(made)}
    )
    session.commit()
    for run_id in made:  # nothing is read any more here: a reader would keep the job from writing
        queue.ask(digesting.KEY, run_id)
    return redirect(url_for(".index", plan_id=plan_id))


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
    if new:
        queue.ask(digesting.KEY, run_id)
    return redirect(url_for("desk.runs.show", plan_id=plan_id, run_id=run_id))


@blueprint.post("/weights")
@allowed("planner")
def keep_weights(plan_id: int) -> ResponseReturnValue:
    """Let these weights count in the whole plan: in its lists, editions and files."""
    plan, session = the_plan(), db.session()
    standing = ranking.weights_of(session, plan)
    given = {part: request.form.get(part, standing[part], type=int) for part in PARTS}
    try:
        priority_weights.keep(session, plan, given, who=the_member().id, now=now())
    except SurveyError as error:
        return _index(draft_reading.possible(given, standing), error), 422
    _weigh_issues()
    audit.record(session, "weights.keep", plan, who=the_member().id, now=now(), details=given)
    session.commit()
    tell(gettext("この重みを計画に残しました。版やファイルの順位にも使います"))
    return redirect(url_for(".index", plan_id=plan_id))


@blueprint.post("/weights/reset")
@allowed("planner")
def reset_weights(plan_id: int) -> ResponseReturnValue:
    plan, session = the_plan(), db.session()
    priority_weights.reset(session, plan)
    _weigh_issues()
    audit.record(session, "weights.reset", plan, who=the_member().id, now=now())
    session.commit()
    tell(gettext("標準の重みに戻しました"))
    return redirect(url_for(".index", plan_id=plan_id))


def _weigh_issues() -> None:
    """Let the plan's weights say how urgent each issue is, too, as a step of their history."""
    plan, session = the_plan(), db.session()
    weights = ranking.weights_of(session, plan)
    listed = [issue for issue in issues.of_plan(session, plan) if issue.parts]
    with kept("weighed", listed):
        for issue in listed:
            issues.set_priority(session, issue, score(issue.parts, weights), issue.parts)


def _index(weights: dict[str, int], error: SurveyError | None = None) -> str:
    plan, session = the_plan(), db.session()
    listed = draft_reading.sources(session, plan)
    chosen = _chosen(listed)
    about = [chosen] if chosen else [each for each in listed if each.newest]
    read = [each for each in about if each.run]
    drafts = draft_reading.drafted(session, plan, read, weights)
    return render_template(
        "desk/drafts/index.html",
        plan=plan,
        sources=listed,
        chosen=chosen,
        so_far=so_far(chosen.questionnaire, chosen.n) if chosen else "",
        page=_page(drafts),
        ranking=ranking_of(drafts),
        outdated=draft_reading.outdated(session, plan, about),
        making=[each for each in about if each.making],
        spoken=read,
        answered=any(each.n for each in about),
        notes=draft_reading.notes(read),
        adopted=_adopted(drafts),
        titles={issue.desired_state for issue in issues.of_plan(session, plan)},
        error=error,
        address=tracing.address,
        AUDIENCES=AUDIENCES,
        **_weighed(weights),
    )


def _weighed(weights: dict[str, int]) -> dict[str, Any]:
    """The weights as they are asked for, and those that count in the plan."""
    plan, session = the_plan(), db.session()
    return {
        "weights": weights,
        "kept": ranking.weights_of(session, plan),
        "own": priority_weights.of(session, plan) is not None,
        "PARTS": PARTS,
        "HEAVIEST": HEAVIEST,
    }


def _adopted(drafts: list[Draft]) -> dict[str, int]:
    """{draft: the issue it speaks in}, also where it was taken up under an older key."""
    taken = issue_drafts.adopted(db.session(), the_plan())
    return {
        draft["draft_key"]: taken[key]
        for draft in drafts
        for key in draft_reading.keys_of(draft)
        if key in taken
    }


def _page(drafts: list[Draft]) -> Page:
    """As the address asks: by words, under policy fields."""
    plan, session = the_plan(), db.session()
    shelved = request.args.get("by") == "field"
    return page_of(
        drafts,
        aside=issue_drafts.aside(session, plan),
        words=request.args.get("q", ""),
        fields=assigning.names(assigning.fields_of(session, plan)) if shelved else None,
    )


def _chosen(listed: list[Source]) -> Source | None:
    """The survey of the address; None for the whole plan."""
    wanted = request.args.get("questionnaire")
    if not wanted:
        return None
    try:
        number = natural(wanted)
    except ValueError:
        abort(404)
    return next((each for each in listed if each.questionnaire.id == number), None) or abort(404)
