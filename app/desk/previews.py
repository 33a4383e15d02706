"""プレビュー: a questionnaire as a phone shows it, page by page; what is typed is kept nowhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from flask import Blueprint, Response, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app import easy, languages, mixed, security
from app.access import allowed, of_plan, the_plan
from app.extensions import db
from app.respond import saying_back
from app.respond.pages import Around, asked_as, places
from surveys import answer_checks, pin_maps, questionnaires, sheets
from surveys.documents import SOURCE_LANGUAGE, Document
from surveys.kinds import KINDS, Question
from surveys.questionnaires import Questionnaire
from surveys.sheets import Page, Sheet

blueprint = Blueprint(
    "previews",
    __name__,
    url_prefix="/plans/<int:plan_id>/drafting/<int:questionnaire_id>/preview",
)
READERS = ("planner", "section", "viewer", "keeper")
BEFORE, END = 0, -1  # the pages before the first and after the last question
Said = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Turn:
    """What the form of a preview said.

    Attributes:
        said: the answers typed so far, on every page.
        number: the page they were typed on; `go`: which way from it.
    """

    said: Said
    number: int
    go: str
    language: str


@blueprint.get("")
@allowed(*READERS)
def show(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    found = of_plan(Questionnaire, questionnaire_id)
    document = _current(found)
    first = Turn({}, BEFORE, "", _language(document))
    opened = _page_of(document, request.args.get("question", ""))
    return _answered(_page(found, document, first, opened))


@blueprint.post("")
@allowed(*READERS)
def turn(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """Turn to the page that the answers lead to; the browser carries all of them."""
    found = of_plan(Questionnaire, questionnaire_id)
    document = _current(found)
    turned = _turned(document)
    sheet = sheets.read(document, turned.said)
    here = _at(document, turned.number)
    wrong = {question.code for question in here.questions} & set(sheet.errors) if here else set()
    if turned.go == "next" and wrong:
        return _answered(_page(found, document, turned, turned.number, sheet)), 422
    return _answered(_page(found, document, turned, _next(document, turned, sheet)))


def _answered(page: str) -> Response:
    """The page; in the builder it stands in a frame."""
    made = make_response(page)
    return security.framed(made) if _framed() else made


def _framed() -> bool:
    return request.values.get("framed") == "1"


def _page_of(document: Document, code: str) -> int:
    """The number of the page on which a question stands."""
    for page in sheets.pages(document):
        if any(question.code == code for question in page.questions):
            return page.number
    return BEFORE


def _current(found: Questionnaire) -> Document:
    """What it says now, with its maps at hand."""
    document = questionnaires.current(db.session(), found)
    return pin_maps.attached(db.session(), found.id, document)


def _turned(document: Document) -> Turn:
    known = set(sheets.fields(document.questions))
    typed = request.form.to_dict(flat=False)
    return Turn(
        {name: words for name, words in typed.items() if name in known},
        request.form.get("page", BEFORE, type=int),
        request.form.get("go", ""),
        _language(document),
    )


def _language(document: Document) -> str:
    wanted = request.values.get("language", SOURCE_LANGUAGE)
    return wanted if wanted in document.languages else SOURCE_LANGUAGE


def _at(document: Document, number: int) -> Page | None:
    return next((page for page in sheets.pages(document) if page.number == number), None)


def _next(document: Document, turned: Turn, sheet: Sheet) -> int:
    """The page after this one, or before it, that asks these answers anything."""
    reached = [page.number for page in sheets.pages(document) if page.asks_any(sheet.asked)]
    here = turned.number if turned.number != END else len(sheets.pages(document)) + 1
    if turned.go == "back":
        return max((number for number in reached if number < here), default=BEFORE)
    if turned.go == "next":
        return min((number for number in reached if number > here), default=END)
    return turned.number


def _page(
    found: Questionnaire,
    document: Document,
    turned: Turn,
    number: int,
    refused: Sheet | None = None,
) -> str:
    """One page of the preview: the first words, questions, or the end."""
    shown = mixed.in_language(document, turned.language)
    sheet = refused or sheets.read(document, turned.said)
    page = _asking(shown, number, sheet)
    here_again = url_for(".show", plan_id=found.plan_id, questionnaire_id=found.id)
    here = set(sheets.fields(page.questions)) if page else set()
    echo = saying_back.echo(shown, sheet.answers, turned.language)
    errors = answer_checks.in_words(refused.errors if refused else {}, shown, turned.language)
    errors = saying_back.checked(errors, echo, turned.said)
    staff = found.audience == "staff"
    around = Around(here_again, language=turned.language, staff=staff, echo=echo)
    made = render_template(
        "desk/drafting/preview.html" if page else "desk/drafting/preview_edge.html",
        plan=the_plan(),
        questionnaire=found,
        document=shown,
        page=saying_back.page(page, echo) if page else None,
        number=number,
        sections=len(document.sections) or 1,
        errors=errors,
        around=around,
        places=places(page.questions) if page else {},
        asked_as=asked_as(page.questions, turned.said, errors, around) if page else {},
        carried=[
            (name, word)
            for name, words in turned.said.items()
            if name not in here
            for word in words
        ],
        languages=[(code, languages.name(code)) for code in document.languages],
        unasked=[each for each in shown.asking if each.code not in sheet.asked],
        ended=number == END,
        framed=_framed(),
        large=False,
    )
    return easy.furigana(mixed.told(made))


def _shown(question: Question) -> Question:
    """The question; one that has nothing to answer with yet is only told of."""
    needed = KINDS[question.kind].takes & {"choices", "rows", "sets"}
    if all(getattr(question, name) for name in needed):
        return question
    told = gettext("書きかけの設問です。選択肢や行を書くと、ここに表示されます。")
    return Question(question.code, question.label or "…", "note", help=told)


def _asking(document: Document, number: int, sheet: Sheet) -> Page | None:
    """The page without the questions that these answers do not lead to.

    Opened at one question, it shows all: what only some are asked is to be looked at too.
    """
    page = _at(document, number)
    if page is None:
        return None
    page = replace(page, questions=tuple(map(_shown, page.questions)))
    if "question" in request.args:
        return page
    asked = tuple(question for question in page.questions if question.code in sheet.asked)
    return Page(page.number, page.place, page.section, asked, page.continued)
