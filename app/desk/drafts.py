"""論点案: what a digest proposes; staff take a draft up, or set it aside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.orm import Session

from analysis.digest.priorities import PARTS, WEIGHTS, rank, why
from app import digesting
from app.access import allowed, the_member, the_plan
from app.clock import now
from app.desk.forms import tell
from app.desk.issue_acts import kept
from app.desk.issue_forms import IssueForm
from app.desk.source import filled
from app.errors import say
from app.extensions import db, queue
from app.sent import natural
from surveys import audit, issue_drafts, issues, plans, runs
from surveys.errors import SurveyError
from surveys.issues import Evidence, PolicyIssue
from surveys.plans import Plan
from surveys.questionnaires import Questionnaire
from surveys.runs import Run

blueprint = Blueprint("drafts", __name__, url_prefix="/plans/<int:plan_id>/drafts")
HEAVIEST = 100
Draft = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Drafted:
    """A questionnaire's digest as a reader with these weights sees it.

    Attributes:
        drafts: by priority; each with its own `place`, `score` and `ranks` under `weights`.
        weights: {part: 0 to 100}, as the reader set them.
        current: whether the answers are still those the digest was made from.
    """

    run: Run
    result: Mapping[str, Any]
    drafts: Sequence[Draft]
    weights: Mapping[str, int]
    current: bool


def drafted(session: Session, plan: Plan, questionnaire: Questionnaire) -> Drafted | None:
    """The newest digest of a questionnaire, ranked by the weights of the address."""
    run = runs.newest(session, questionnaire.id, digesting.KEY)
    if run is None:
        return None
    result, weights = runs.result(run), _weights()
    wanted = digesting.wanted(session, plan, questionnaire)
    current = wanted.fingerprint == run.fingerprint
    return Drafted(run, result, _ranked(run, result["issues"], weights), weights, current)


def find(session: Session, plan: Plan, draft_key: str) -> tuple[Run, Draft] | None:
    """The newest state of a draft, with the run it stands in."""
    owner = draft_key.partition("-")[0]
    try:
        questionnaire = session.get(Questionnaire, natural(owner))
    except ValueError:
        return None
    if questionnaire is None or questionnaire.plan_id != plan.id:
        return None
    run = runs.newest(session, questionnaire.id, digesting.KEY)
    listed = runs.result(run)["issues"] if run else []
    named = [draft for draft in listed if draft["draft_key"] == draft_key]
    return (run, named[0]) if run and named else None


def evidence_of(run: Run, draft: Draft) -> list[Evidence]:
    """A draft's evidence as rows, each knowing where its numbers are shown."""
    beside = runs.result(run).get("beside", {})
    return [
        Evidence(
            kind=each["kind"],
            statement=each["statement"],
            strength=each["strength"],
            n=each["n"],
            source={
                **each["source"],
                "with": beside.get(each["source"].get("other")),
                "kind": each["kind"],
                "subject": each["subject"],
                "people": each["people"],
                "questionnaire_id": run.questionnaire_id,
                "run_id": run.id,
                "draft_key": draft["draft_key"],
            },
        )
        for each in draft["evidence"]
    ]


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


def _put_by(run: Run, what: str, sentence: str) -> ResponseReturnValue:
    audit.record(db.session(), what, run, who=the_member().id, now=now())
    db.session.commit()
    tell(sentence)
    here: dict[str, Any] = {"plan_id": run.plan_id, "questionnaire": run.questionnaire_id}
    return redirect(url_for("desk.issues.drafts", **here))


def _found(draft_key: str) -> tuple[Run, Draft]:
    return find(db.session(), the_plan(), draft_key) or abort(404)


def _adopt_page(draft: Draft, form: IssueForm) -> str:
    plan = the_plan()
    return render_template("desk/issues/adopt.html", plan=plan, draft=draft, form=form)


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


def _weights() -> dict[str, int]:
    """The weights of the address, 0 to 100 each; the house's where none make sense."""
    house = {part: round(weight * HEAVIEST) for part, weight in WEIGHTS.items()}
    given = {part: request.args.get(part, house[part], type=int) for part in PARTS}
    asked = {part: min(max(weight, 0), HEAVIEST) for part, weight in given.items()}
    return asked if any(asked.values()) else house


def _ranked(run: Run, listed: Sequence[Draft], weights: Mapping[str, int]) -> list[Draft]:
    made = rank([each["parts"] for each in listed], weights)
    both = sorted(
        zip(listed, made, strict=True), key=lambda pair: (-pair[1].score, pair[0]["draft_key"])
    )
    return [
        {
            **each,
            "place": place,
            "score": priority.score,
            "ranks": priority.ranks,
            "why": why(priority, weights),
            "sourced": evidence_of(run, each),
        }
        for place, (each, priority) in enumerate(both, 1)
    ]
