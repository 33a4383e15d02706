"""中断・再開・変更: stopping, going on elsewhere, and answering again."""

from dataclasses import replace

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.access import answering
from app.extensions import db
from app.respond import afterwards
from app.respond import asked as asking
from app.respond import state as states
from app.respond.asked import Asked
from app.respond.drafts import Written
from app.respond.entering import begin, place
from app.respond.room import blueprint
from app.respond.slowing import NothingSaved, guessing
from app.respond.state import State
from surveys import access, envelopes, resuming
from surveys.access import CodeMistyped, CodeUnknown
from surveys.envelopes import ReceiptUnknown, WrongWord
from surveys.errors import N_, SurveyError


class ReceiptMistyped(SurveyError):
    message = N_("受付番号の文字が違うようです。16文字をもう一度確かめてください")


@blueprint.get("/<int:questionnaire_id>/pause")
@answering
def pause(questionnaire_id: int) -> ResponseReturnValue:
    """Say how to go on, here or on another device."""
    asked = asking.find_answering(questionnaire_id)
    if asked.who.sent:
        return redirect(asked.address("receipt"), 303)
    return render_template("respond/pause.html", asked=asked)


@blueprint.get("/<int:questionnaire_id>/resume")
@answering
def resume(questionnaire_id: int) -> ResponseReturnValue:
    return _resuming(asking.find_open(questionnaire_id))


@blueprint.post("/<int:questionnaire_id>/resume")
@answering
def take_up(questionnaire_id: int) -> ResponseReturnValue:
    """Open a draft with its code or receipt and its word."""
    asked = asking.find_open(questionnaire_id)
    try:
        name = _typed_name(asked)
        written = _opened(asked, name)
    except (CodeMistyped, ReceiptMistyped, CodeUnknown, WrongWord, NothingSaved) as error:
        return _resuming(asked, error), 422
    state = replace(
        states.begun(State("", name if asked.by_code else "", written.department)),
        receipt=written.receipt,
        word=written.word,
        changes=written.changes,
        saved=True,
        told=True,
    )
    return asking.keep(redirect(place(asked, written.page), 303), asked, state)


@blueprint.post("/<int:questionnaire_id>/afresh")
@answering
def afresh(questionnaire_id: int) -> ResponseReturnValue:
    """Begin again with a code whose draft nobody can open any more: the draft goes."""
    asked = asking.find_open(questionnaire_id)
    if not asked.who.code or asked.who.begun:
        return redirect(asked.address("welcome"), 303)
    envelopes.drop_draft(db.session(), asked.keys, asked.who.code)
    db.session.commit()
    return begin(asked)


@blueprint.get("/<int:questionnaire_id>/change")
@answering
def change(questionnaire_id: int) -> ResponseReturnValue:
    return _changing(asking.find_open(questionnaire_id))


@blueprint.post("/<int:questionnaire_id>/change")
@answering
def answer_again(questionnaire_id: int) -> ResponseReturnValue:
    """Begin a sheet that will replace the one of a receipt."""
    asked = asking.find_open(questionnaire_id)
    try:
        state = _changed(asked)
        with guessing():
            envelopes.must_be_there(db.session(), asked.questionnaire, asked.keys, state.sender)
    except (CodeMistyped, ReceiptMistyped, CodeUnknown, ReceiptUnknown) as error:
        return _changing(asked, error), 422
    first = redirect(asked.address("page", number=1, begun=1), 303)
    return asking.keep(first, asked, state)


def _typed_name(asked: Asked) -> str:
    """What a draft is found by: the code this phone came in with, or what was typed."""
    if asked.who.code and not asked.who.begun:
        return asked.who.code
    typed = request.form.get("name", "")
    return access.read(typed) if asked.by_code else _receipt(typed)


def _opened(asked: Asked, name: str) -> Written:
    """The draft, for whoever knows its word.

    Raises:
        NothingSaved, WrongWord, CodeVoid, TooManyTries, KeysGone
    """
    with guessing():
        word = resuming.read(request.form.get("word", ""))
        found = envelopes.draft(db.session(), asked.keys, (name, word))
        if not found:
            access.must_not_be_void(db.session(), asked.keys.hash("code", name))
            raise NothingSaved
    return Written(**found)


def _changed(asked: Asked) -> State:
    """Somebody who answers again: known to this phone, or by what was typed."""
    if afterwards.standing(asked):
        return states.changing(asked.who, asked.who.receipt)
    code = asked.who.code
    if asked.by_code and not code:
        code = access.read(request.form.get("name", ""))
    return states.changing(
        State("", code, asked.who.department), _receipt(request.form.get("receipt", ""))
    )


def _receipt(typed: str) -> str:
    try:
        return access.read(typed)
    except CodeMistyped:
        raise ReceiptMistyped from None


def _resuming(asked: Asked, error: SurveyError | None = None) -> str:
    known = bool(asked.who.code and not asked.who.begun)
    return render_template("respond/resume.html", asked=asked, known=known, error=error)


def _changing(asked: Asked, error: SurveyError | None = None) -> str:
    standing = afterwards.standing(asked)
    return render_template("respond/change.html", asked=asked, error=error, standing=standing)
