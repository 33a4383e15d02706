"""確認・送信・受付: the sheet once more, then it is sealed, and its receipt."""

from dataclasses import dataclass, replace

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.access import answering
from app.clock import now
from app.extensions import db
from app.readers import on_day
from app.respond import afterwards, drafts, saying_back
from app.respond import asked as asking
from app.respond.answering import in_their_words, last
from app.respond.asked import Asked
from app.respond.drafts import Strings
from app.respond.entering import place
from app.respond.keeping import closing
from app.respond.pages import Errors, places
from app.respond.room import blueprint
from surveys import envelopes
from surveys.kinds import KINDS, Question
from surveys.sheets import Page, Sheet


@dataclass(frozen=True, slots=True)
class Line:
    """A question on the review: where it is answered, and what was said.

    Attributes:
        told: what was said, for people; empty = 未回答.
    """

    question: Question
    address: str
    told: tuple[str, ...]
    error: Exception | None


@blueprint.get("/<int:questionnaire_id>/review")
@answering
def review(questionnaire_id: int) -> ResponseReturnValue:
    asked = asking.find_answering(questionnaire_id)
    if asked.who.sent:
        return redirect(asked.address("receipt"), 303)
    return _review(asked, drafts.load(asked).said)


@blueprint.post("/<int:questionnaire_id>/review")
@answering
def send(questionnaire_id: int) -> ResponseReturnValue:
    """Seal the sheet and take it in; sent twice, it is the same sheet."""
    asked = asking.find(questionnaire_id, hold=True)
    if asked.who.sent or _is_in(asked):
        return _received(asked)
    envelopes.must_be_open(asked.questionnaire, now())
    asked = asking.must_be_answering(asked)
    said = drafts.load(asked).said
    if not asked.who.is_from(request.form.get("token", "")):
        return _review(asked, said, stale=True), 422
    sheet = drafts.read(asked, said)
    if sheet.errors:
        return _review(asked, said, errors=in_their_words(asked, sheet.errors, said)), 422
    _seal(asked, sheet)
    return _received(asked)


@blueprint.get("/<int:questionnaire_id>/receipt")
@answering
def receipt(questionnaire_id: int) -> ResponseReturnValue:
    asked = asking.find(questionnaire_id)
    if not asked.who.sent:
        return redirect(asked.address("welcome"), 303)
    still = asked.questionnaire.is_open(now())
    return render_template(
        "respond/receipt.html", asked=asked, still=still, **afterwards.told(asked)
    )


def _is_in(asked: Asked) -> bool:
    """Whether this is a retry: its sheet arrived before, whatever the phone was told."""
    return asked.who.begun and envelopes.is_in(db.session(), asked.keys, asked.who.sender)


def _seal(asked: Asked, sheet: Sheet) -> None:
    content = (asked.questionnaire.number, sheet.answers)
    envelopes.send(db.session(), asked.questionnaire, asked.keys, asked.who.sender, content, now())
    db.session.commit()


def _received(asked: Asked) -> ResponseReturnValue:
    state = replace(asked.who, sent=True, saved=False)
    return asking.keep(redirect(asked.address("receipt"), 303), asked, state)


def _review(
    asked: Asked, said: Strings, *, errors: Errors | None = None, stale: bool = False
) -> str:
    sheet = drafts.read(asked, said, asked.document.questions if asked.document.piped else ())
    asks = sheet.asked
    echo = saying_back.echo(asked.document, sheet.answers, asked.shown.language)
    whole = drafts.whole(asked, said)
    wrong = saying_back.checked(errors or {}, echo, whole)
    listed: dict[int, tuple[Page, list[Line]]] = {}
    for page in asked.shown.pages:
        told_back = saying_back.page(page, echo)
        lines = _lines(asked, told_back, asks, whole, wrong)
        if lines:
            listed.setdefault(page.place, (told_back, []))[1].extend(lines)
    return render_template(
        "respond/review.html",
        asked=asked,
        listed=listed.values(),
        back=place(asked, last(asked, asks)),
        stale=stale,
        wrong=bool(errors),
        closed=closing(asked, asked.who),
    )


def _lines(
    asked: Asked, page: Page, asks: frozenset[str], said: Strings, errors: Errors
) -> list[Line]:
    mine = [question for question in page.questions if question.code in asks]
    ids = places(mine)
    address = asked.address("page", number=page.number, then="review")
    return [
        Line(
            question,
            f"{address}#{ids[question.code]}-1",
            told(question, said),
            errors.get(question.code),
        )
        for question in mine
        if KINDS[question.kind].asks
    ]


def told(question: Question, said: Strings) -> tuple[str, ...]:
    """What was said to a question, in the words of its choices and of whoever reads it."""
    parts = KINDS[question.kind].told(question, said, gettext)
    return tuple(each if isinstance(each, str) else on_day(each) for each in parts)
