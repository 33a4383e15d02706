"""声: passages put into an issue, masked further by hand, and approved before they are public."""

from typing import NoReturn

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app import arranging, attributes, bridge, texts
from app.access import allowed, of_plan, the_member, the_plan
from app.clock import now
from app.desk.forms import tell
from app.desk.issue_acts import kept
from app.errors import say
from app.extensions import db
from app.sent import response_id
from app.texts import Texts
from surveys import audit, issues, voices
from surveys.issues import IssueVoice, PolicyIssue
from surveys.questionnaires import Questionnaire
from surveys.responses import Batch, Response
from surveys.voices import Voice, VoiceEmpty

blueprint = Blueprint(
    "voices", __name__, url_prefix="/plans/<int:plan_id>/issues/<int:issue_id>/voices"
)


@blueprint.post("/")
@allowed("planner")
def add(plan_id: int, issue_id: int) -> ResponseReturnValue:
    """Put a passage into the issue: `response`, `question`, perhaps the `key` of its theme.

    With `contrary` it stands in it as one that sees the issue otherwise.

    The words are read from the response, masked or as they were translated, whatever the page had
    shown. Nothing stands beside what was written in another language: few people write it here.
    """
    issue = of_plan(PolicyIssue, issue_id)
    voice = voices.choose(db.session(), _passage())
    with kept("voices", [issue]):
        contrary = bool(request.form.get("contrary"))
        issues.add_voice(db.session(), issue, voice, contrary=contrary)
    _record("voice.add", voice, issue)
    db.session.commit()
    tell(gettext("声を論点に加えました。公開する前に、個人が分からないかを読んで承認してください"))
    return redirect(_address(issue))


@blueprint.post("/<int:voice_id>/approve")
@allowed("planner")
def approve(plan_id: int, issue_id: int, voice_id: int) -> ResponseReturnValue:
    issue, voice = _held(issue_id, voice_id)
    voices.approve(voice, the_member().id, now())
    _record("voice.approve", voice, issue)
    db.session.commit()
    tell(gettext("声の公開を承認しました"))
    return redirect(_address(issue))


@blueprint.post("/<int:voice_id>/hold")
@allowed("planner")
def hold(plan_id: int, issue_id: int, voice_id: int) -> ResponseReturnValue:
    """Take an approval back: what is published already stays published."""
    issue, voice = _held(issue_id, voice_id)
    voices.hold(voice)
    _record("voice.hold", voice, issue)
    db.session.commit()
    tell(gettext("承認を取り消しました。この声は、次の版には載りません"))
    return redirect(_address(issue))


@blueprint.post("/<int:voice_id>/turn")
@allowed("planner")
def turn(plan_id: int, issue_id: int, voice_id: int) -> ResponseReturnValue:
    """Let a voice stand on the other side: for the issue, or as one that sees it otherwise."""
    issue, voice = _held(issue_id, voice_id)
    contrary = voice.id not in issues.contrary(db.session(), issue)
    with kept("voices", [issue]):
        issues.add_voice(db.session(), issue, voice, contrary=contrary)
    _record("voice.turn", voice, issue)
    db.session.commit()
    tell(gettext("声を反対の側に移しました"))
    return redirect(_address(issue))


@blueprint.post("/<int:voice_id>/reword")
@allowed("planner")
def reword(plan_id: int, issue_id: int, voice_id: int) -> ResponseReturnValue:
    issue, voice = _held(issue_id, voice_id)
    try:
        voices.reword(voice, request.form.get("words", ""))
    except VoiceEmpty as error:
        flash(say(error), "error")
        return redirect(_address(issue))
    _record("voice.reword", voice, issue)
    db.session.commit()
    tell(gettext("伏せ字を保存しました。公開するには承認してください"))
    return redirect(_address(issue))


@blueprint.post("/<int:voice_id>/remove")
@allowed("planner")
def remove(plan_id: int, issue_id: int, voice_id: int) -> ResponseReturnValue:
    issue, voice = _held(issue_id, voice_id)
    with kept("voices", [issue]):
        issues.remove_voice(db.session(), issue, voice)
    _record("voice.remove", voice, issue)
    db.session.commit()
    tell(gettext("声を論点から外しました。履歴から元に戻せます"))
    return redirect(_address(issue))


def _passage() -> Voice:
    """The passage the form names, masked, with what may be shown of its writer."""
    response = (
        db.session.get(Response, request.form.get("response", -1, type=response_id)) or _not_found()
    )
    questionnaire = _questionnaire_of(response)
    code = request.form.get("question", "")
    answers = bridge.answers(db.session(), questionnaire)
    if code not in {variable.name for variable in answers.codebook.texts()}:
        abort(404)
    held = texts.of(db.session(), questionnaire, code)
    run_id, theme_id, theme = _theme(questionnaire, code)
    return Voice(
        plan_id=the_plan().id,
        response_id=response.id,
        questionnaire_id=questionnaire.id,
        question_code=code,
        words=held.said.get(response.id) or _not_found(),
        attributes=_beside(questionnaire, answers, response, held),
        theme=theme[:200],
        run_id=run_id,
        theme_id=theme_id,
    )


def _theme(questionnaire: Questionnaire, code: str) -> tuple[int | None, str | None, str]:
    """The theme whose `key` is sent, with its search; a draft's voices say only its words."""
    key = request.form.get("key")
    here = arranging.standing(db.session(), questionnaire, code) if key else None
    names = {theme.key: theme.name for theme in here.now.themes} if here else {}
    if here is None or key not in names:
        return None, None, request.form.get("theme", "")
    return here.run.id, key, names[key]


def _questionnaire_of(response: Response) -> Questionnaire:
    batch = db.session.get_one(Batch, response.batch_id)
    return of_plan(Questionnaire, batch.questionnaire_id)


def _beside(
    questionnaire: Questionnaire, answers: bridge.Answers, response: Response, held: Texts
) -> list[str]:
    if questionnaire.audience == "staff" or held.is_foreign(response.id):
        return []
    return attributes.beside_voices(answers)[answers.ids.index(response.id)]


def _held(issue_id: int, voice_id: int) -> tuple[PolicyIssue, Voice]:
    issue, voice = of_plan(PolicyIssue, issue_id), of_plan(Voice, voice_id)
    db.get_or_404(IssueVoice, (issue.id, voice.id))
    return issue, voice


def _not_found() -> NoReturn:
    abort(404)


def _address(issue: PolicyIssue) -> str:
    return url_for("desk.issues.show", plan_id=issue.plan_id, issue_id=issue.id, _anchor="voices")


def _record(what: str, voice: Voice, issue: PolicyIssue) -> None:
    who = the_member().id
    audit.record(db.session(), what, voice, who=who, now=now(), details={"issue": issue.id})
