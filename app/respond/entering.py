"""入口: what is asked, by whom, what is not recorded; and the ways in."""

from dataclasses import replace
from datetime import date
from functools import lru_cache

from flask import abort, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from app import languages, readers
from app.access import answering
from app.clock import day_of, now
from app.extensions import db
from app.keyring import keys_of
from app.respond import afterwards, drafts
from app.respond import asked as asking
from app.respond import state as states
from app.respond.asked import Asked
from app.respond.room import blueprint
from app.respond.slowing import guessing
from app.respond.state import State
from surveys import access, envelopes, questionnaires
from surveys.access import CodeMistyped, CodeReplaced, CodeUnknown, CodeVoid
from surveys.errors import SurveyError
from surveys.questionnaires import PUBLISHED, Questionnaire
from surveys.receptions import Reception

# What is said on the first page to whoever comes in through a QR code that leads nowhere.
WRONG: dict[str, type[SurveyError]] = {
    "code": CodeMistyped,
    "void": CodeVoid,
    "replaced": CodeReplaced,
}


@blueprint.get("/")
@answering
def index() -> ResponseReturnValue:
    return render_template("respond/index.html", typed="", error=None)


@blueprint.post("/")
@answering
def find_by_code() -> ResponseReturnValue:
    """Find the questionnaire a letter's code belongs to."""
    typed = request.form.get("code", "")
    try:
        asked = _found(typed)
    except (CodeMistyped, CodeUnknown, CodeVoid) as error:
        return render_template("respond/index.html", typed=typed, error=error), 422
    # Sent on as it is: only there does the phone show what it remembers of that questionnaire.
    return redirect(asked.address("enter"), 307)


@blueprint.get("/<int:questionnaire_id>")
@answering
def welcome(questionnaire_id: int) -> ResponseReturnValue:
    asked = asking.find(questionnaire_id)
    wrong = WRONG.get(request.args.get("wrong", ""))
    return _welcome(asked, error=wrong() if wrong else None), 422 if wrong else 200


@blueprint.post("/<int:questionnaire_id>")
@answering
def enter(questionnaire_id: int) -> ResponseReturnValue:
    """Come in with a code that was typed."""
    asked = asking.find_open(questionnaire_id)
    typed = request.form.get("code", "")
    try:
        code = _known(asked, typed)
    except (CodeMistyped, CodeUnknown, CodeVoid) as error:
        return _welcome(asked, typed, error), 422
    return let_in(asked, code)


@blueprint.get("/<int:questionnaire_id>/c/<code>")
@answering
def by_code(questionnaire_id: int, code: str) -> ResponseReturnValue:
    """Come in through the QR code of a letter; the code leaves the address at once."""
    asked = asking.find(questionnaire_id)
    try:
        known = _known(asked, code)
    except (CodeMistyped, CodeUnknown, CodeVoid) as error:
        wrong = next((each for each, kind in WRONG.items() if type(error) is kind), "code")
        return redirect(asked.address("welcome", wrong=wrong), 303)
    if asked.state is not None and asked.state.code == known:
        return redirect(asked.address("welcome"), 303)
    return arrive(asked, states.new(code=known, way=access.QR))


@blueprint.get("/<int:questionnaire_id>/d/<mark>")
@answering
def by_department(questionnaire_id: int, mark: str) -> ResponseReturnValue:
    """Come in through a department's link; the mark leaves the address at once."""
    asked = asking.find(questionnaire_id)
    if asked.questionnaire.access != "departments":
        abort(404)
    choices = asked.document.question(asked.document.department).choices
    with guessing():
        department = access.department_of(asked.keys, choices, mark).code
    if asked.state is not None and asked.state.department == department:
        return redirect(asked.address("welcome"), 303)
    return arrive(asked, states.new(department=department))


@blueprint.post("/<int:questionnaire_id>/start")
@answering
def start(questionnaire_id: int) -> ResponseReturnValue:
    """Begin, or go on where this phone stopped."""
    asked = asking.find_open(questionnaire_id)
    state = asked.state
    if state is not None and state.answering:
        there = redirect(place(asked, drafts.load(asked).page), 303)
        return asking.keep(there, asked, replace(state, after="")) if state.after else there
    if not asked.by_code:
        return begin(asked)
    if state is None or not state.code or state.sent:
        return redirect(asked.address("welcome"), 303)
    return let_in(asked, state.code)


def arrive(asked: Asked, newcomer: State) -> Response:
    """Welcome whoever came in through a letter or a link, once the phone is free.

    While somebody else is half way on it, their way back is shown first: it would be lost.
    """
    if not drafts.half_way(asked):
        return asking.keep(redirect(asked.address("welcome"), 303), asked, newcomer)
    after = newcomer.code or newcomer.department
    held = replace(asked.who, after=after, after_way=newcomer.way)
    return asking.keep(redirect(asked.address("turn"), 303), asked, held)


def let_in(asked: Asked, code: str) -> Response:
    """Lead whoever holds a code to where it leads now."""
    envelopes.must_be_open(asked.questionnaire, now())
    state = asked.state
    if state is not None and state.code == code and state.begun:
        to = "receipt" if state.sent else None
        there = asked.address(to) if to else place(asked, drafts.load(asked).page)
        return redirect(there, 303)
    way = state.way if state is not None and state.code == code else access.TYPED
    holder = states.new(code=code, way=way)
    return arrive(asked, holder) if drafts.half_way(asked) else _by_code(asked, holder)


def _by_code(asked: Asked, holder: State) -> Response:
    """Begin, unless the code was used or a draft waits under it."""
    code = holder.code
    if access.find(db.session(), asked.questionnaire, asked.keys, code).used:
        return asking.keep(redirect(asked.address("change"), 303), asked, holder)
    if envelopes.has_draft(db.session(), asked.keys, code):
        return asking.keep(redirect(asked.address("resume"), 303), asked, holder)
    return begin(replace(asked, state=holder))


def begin(asked: Asked) -> Response:
    """Open the first page for somebody new."""
    first = redirect(asked.address("page", number=1, begun=1), 303)
    return asking.keep(first, asked, states.begun(asked.who))


def place(asked: Asked, number: int) -> str:
    """The address of a page; beyond the last is the review."""
    if number > len(asked.shown.pages):
        return asked.address("review")
    return asked.address("page", number=max(number, 1))


def _welcome(asked: Asked, typed: str = "", error: SurveyError | None = None) -> str:
    moment = now()
    open_now = asked.questionnaire.is_open(moment)
    about = {"asked": asked, "typed": typed, "error": error, "moment": moment}
    if not open_now:
        return render_template("respond/welcome.html", **about, **afterwards.told(asked))
    if typed or error or asked.state:
        about["standing"] = afterwards.standing(asked)
        return render_template("respond/welcome.html", **about)
    size = "large" if readers.is_large() else ""
    kept = _strangers(asked.questionnaire, languages.chosen(), size, day_of(moment))
    if not kept:
        kept.append(render_template("respond/welcome.html", **about, standing=None))
    return kept[0]


@lru_cache(maxsize=64)
def _strangers(_asked: Reception, _language: str, _size: str, _day: date) -> list[str]:
    """Where the first page is kept as everybody sees it who has not begun: nothing else is in it,
    and to render it took more than half of a look at it.
    """
    return []


def _known(asked: Asked, typed: str) -> str:
    """The code that was typed, where it belongs to this questionnaire.

    Raises:
        CodeMistyped, CodeUnknown, CodeVoid, TooManyTries, KeysGone
    """
    code = access.read(typed)
    with guessing():
        access.find(db.session(), asked.questionnaire, asked.keys, code)
    return code


def _found(typed: str) -> Asked:
    """The open questionnaire that a code belongs to.

    Raises:
        CodeMistyped, CodeUnknown, CodeVoid, TooManyTries
    """
    code = access.read(typed)
    with guessing():
        for one in questionnaires.of_state(db.session(), PUBLISHED):
            if one.access == "codes" and _is_of(one, code):
                return asking.find(one.id)
        raise CodeUnknown


def _is_of(questionnaire: Questionnaire, code: str) -> bool:
    keys = keys_of(questionnaire)
    if not keys.exist():
        return False
    try:
        access.find(db.session(), questionnaire, keys, code)
    except CodeUnknown:
        return False
    return True
