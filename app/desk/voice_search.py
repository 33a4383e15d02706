"""声を探す: every voice of a plan, by word, theme, field and group; to be marked and quoted."""

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.access import allowed, may, of_plan, the_member, the_plan
from app.clock import now
from app.desk.address import Address
from app.desk.source import READERS
from app.desk.voice_finding import find
from app.desk.voice_passages import INTENTS, LINES, SAID, asked, heard
from app.extensions import db
from app.sent import natural, response_id
from surveys import audit, issues, voice_marks
from surveys.issues import PolicyIssue
from surveys.questionnaires import Questionnaire
from surveys.responses import Batch, Response
from surveys.voice_marks import VoiceMark

blueprint = Blueprint("voice_search", __name__, url_prefix="/plans/<int:plan_id>/voices")


@blueprint.get("")
@allowed(*READERS)
def index(plan_id: int) -> ResponseReturnValue:
    plan, session, wanted = the_plan(), db.session(), asked()
    here = heard(session, plan, wanted)
    return render_template(
        "desk/voice_search/index.html",
        plan=plan,
        here=here,
        asked=wanted,
        found=find(here),
        link=_link(plan_id),
        INTENTS=INTENTS,
        LINES=LINES,
        issues=issues.of_plan(session, plan) if may("planner") else [],
        issue=_issue(),
    )


@blueprint.post("/mark")
@allowed("planner")
def mark(plan_id: int) -> ResponseReturnValue:
    """Mark a voice, or take its mark away; then the same page again."""
    response = _response()
    code, put = request.form.get("question", "")[:200], request.form.get("put") == "1"
    marked = VoiceMark(
        response_id=response.id,
        question_code=code,
        plan_id=plan_id,
        who=the_member().id,
        made_at=now(),
    )
    if put:
        voice_marks.put(db.session(), marked)
    else:
        voice_marks.take_away(db.session(), response.id, code)
    what = "voice.mark" if put else "voice.unmark"
    audit.record(db.session(), what, the_plan(), who=the_member().id, now=now())
    db.session.commit()
    return redirect(_link(plan_id)(_anchor=f"voice-{response.id}-{code}"))


def _link(plan_id: int) -> Address:
    """The page, asked as it was."""
    said = {name: request.args.get(name) or None for name in (*SAID, "page", "issue")}
    return Address("desk.voice_search.index", {"plan_id": plan_id, **said})


def _issue() -> PolicyIssue | None:
    """The issue that voices are being put into, when the address names one."""
    wanted = request.args.get("issue", type=natural)
    return of_plan(PolicyIssue, wanted) if wanted and may("planner") else None


def _response() -> Response:
    """The response the form names, of this plan."""
    sent = request.form.get("response", -1, type=response_id)
    found = db.session.get(Response, sent) or abort(404)
    batch = db.session.get_one(Batch, found.batch_id)
    of_plan(Questionnaire, batch.questionnaire_id)
    return found
