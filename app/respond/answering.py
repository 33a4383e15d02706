"""回答: one page of questions after another, saved on every step."""

from collections.abc import Iterable
from dataclasses import replace

from flask import abort, make_response, redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from app import readers
from app.access import answering
from app.extensions import db
from app.respond import asked as asking
from app.respond import drafts, pages, saying_back
from app.respond.asked import Asked
from app.respond.drafts import Strings
from app.respond.entering import place
from app.respond.keeping import closing
from app.respond.pages import Around, Errors
from app.respond.room import blueprint
from surveys import answer_checks, sheets
from surveys.answer_checks import CheckFailed
from surveys.errors import SurveyError
from surveys.kinds import KINDS
from surveys.kinds.base import plain
from surveys.sheets import Page, Sheet


@blueprint.get("/<int:questionnaire_id>/pages/<int:number>")
@answering
def page(questionnaire_id: int, number: int) -> ResponseReturnValue:
    asked = asking.find_answering(questionnaire_id)
    here = _page(asked, number)
    if asked.who.sent:
        return redirect(asked.address("receipt"), 303)
    said = drafts.load(asked).said
    sheet = drafts.read(asked, said, here.questions)
    if not here.asks_any(sheet.asked):
        return redirect(place(asked, _next(asked, number, sheet.asked)), 303)
    return _shown(asked, here, said, sheet)


@blueprint.post("/<int:questionnaire_id>/pages/<int:number>")
@answering
def answer(questionnaire_id: int, number: int) -> ResponseReturnValue:
    asked = asking.find_answering(questionnaire_id, hold=True)
    here = _page(asked, number if _of_now(asked) else min(number, len(asked.shown.pages)))
    if asked.who.sent:
        return redirect(asked.address("receipt"), 303)
    fits = asked.who.is_from(request.form.get("token", ""))
    said = drafts.load(asked).said if fits or asked.who.saved else {}
    for name in _filled_in(asked, here):
        said[name] = [plain(text) for text in request.form.getlist(name)]
    sheet = drafts.read(asked, said, here.questions)
    if not fits:
        again = make_response(_shown(asked, here, said, sheet, stale=True), 422)
        return asking.keep(again, asked, asked.who)
    return _saved(asked, here, said, sheet)


def _of_now(asked: Asked) -> bool:
    """Whether no correction came out since the form was made."""
    number = asked.questionnaire.number
    return request.form.get("version", number, type=int) == number


def _filled_in(asked: Asked, here: Page) -> Iterable[str]:
    """The fields that the form answers: those of its page, also where nothing stands in them.

    The page of a form from before a correction may hold other questions now: then it answers what
    it names, wherever that is asked, and says nothing of the rest.
    """
    if _of_now(asked):
        return sheets.fields(here.questions)
    known = set(sheets.fields(asked.document.questions))
    return [name for name in request.form if name in known]


def _saved(asked: Asked, here: Page, said: Strings, sheet: Sheet) -> Response:
    """Keep what was written, then go where the button says, unless something must be put right."""
    go, _, choice = request.form.get("go", "next").partition(".")
    codes = {question.code for question in here.questions}
    wrong = {code: error for code, error in sheet.errors.items() if code in codes}
    if go != "next":
        wrong = {}
    there, number = _way(asked, here, go, sheet.asked)
    state = drafts.save(asked, said, here.number if wrong else number)
    db.session.commit()
    reply: Response
    if wrong:
        shown = _shown(asked, here, said, sheet, errors=in_their_words(asked, wrong, said))
        reply = make_response(shown, 422)
    else:
        first = go == "next" and not state.told
        reply = redirect(f"{there}?saved=1" if first else there, 303)
        state = replace(state, told=state.told or first or go == "pause")
    if choice:
        readers.keep_choices(reply, {go: choice})
    return asking.keep(reply, asked, state) if state != asked.who else reply


def _way(asked: Asked, here: Page, go: str, asks: frozenset[str]) -> tuple[str, int]:
    """Where a button leads, and the page from which another device would go on."""
    if go == "back":
        number = _before(asked, here.number, asks)
        return place(asked, number), number
    if go == "pause":
        return asked.address("pause"), here.number
    if go in {"stay", "lang", "large"}:
        return asked.address("page", number=here.number, **_then()), here.number
    number = len(asked.shown.pages) + 1 if _then() else _next(asked, here.number, asks)
    return place(asked, number), number


def _then() -> dict[str, str]:
    """Whether the review sent the respondent here, and wants them back."""
    return {"then": "review"} if request.values.get("then") == "review" else {}


def _next(asked: Asked, number: int, asks: frozenset[str]) -> int:
    """The next page that asks anything; beyond the last is the review."""
    later = (each.number for each in asked.shown.pages[number:] if each.asks_any(asks))
    return next(later, len(asked.shown.pages) + 1)


def _before(asked: Asked, number: int, asks: frozenset[str]) -> int:
    earlier = [each.number for each in asked.shown.pages[: number - 1] if each.asks_any(asks)]
    return earlier[-1] if earlier else 1


def last(asked: Asked, asks: frozenset[str]) -> int:
    """The last page that asks anything, from which the review is reached."""
    return _before(asked, len(asked.shown.pages) + 1, asks)


def in_their_words(asked: Asked, wrong: Errors, said: Strings) -> dict[str, SurveyError]:
    """The same errors, naming choices and rows as the respondent reads them."""
    if asked.document is asked.shown.source:
        return dict(wrong)
    told = answer_checks.in_words(wrong, asked.document, asked.shown.language)
    for code in [each for each, error in told.items() if not isinstance(error, CheckFailed)]:
        question = asked.document.question(code)
        try:
            KINDS[question.kind].read(question, drafts.whole(asked, said))
        except SurveyError as same:
            told[code] = same
    return told


def _page(asked: Asked, number: int) -> Page:
    if not 1 <= number <= len(asked.shown.pages):
        abort(404)
    return asked.shown.pages[number - 1]


def _shown(
    asked: Asked,
    here: Page,
    said: Strings,
    sheet: Sheet,
    *,
    errors: Errors | None = None,
    stale: bool = False,
) -> str:
    asks = sheet.asked
    echo = saying_back.echo(asked.document, sheet.answers, asked.shown.language)
    around = Around(
        asked.address("page", number=here.number),
        language=asked.shown.language,
        state=asked.who,
        department=asked.department,
        first=_before(asked, here.number, asks) == here.number or here.number == 1,
        review=bool(_then()),
        saved="saved" in request.args,
        stale=stale,
        blanks=asked.shown.blanks,
        echo=echo,
        closed=closing(asked, asked.who),
        staff=asked.questionnaire.audience == "staff",
    )
    mine = replace(here, questions=tuple(q for q in here.questions if q.code in asks))
    wrong = saying_back.checked(errors or {}, echo, drafts.whole(asked, said))
    return pages.render(asked.document, mine, said, wrong, around)
