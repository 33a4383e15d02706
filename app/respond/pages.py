"""One page of questions as a phone shows it; the desk's preview shows the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import render_template

from app.respond.state import State
from surveys.documents import SOURCE_LANGUAGE, Document
from surveys.errors import SurveyError
from surveys.kinds import Choice, Question
from surveys.sheets import Page

Errors = Mapping[str, SurveyError]
Said = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Around:
    """What surrounds the questions of a page.

    Attributes:
        action: where its form goes; a preview's goes there by GET and is kept nowhere.
        token: the respondent's own.
        language: of the questions.
        state: whoever answers; None in a preview.
        department: what a link has answered already.
        first, review: whether there is a page before · whether it was opened from the review.
        saved, stale: whether the first save is to be told · whether the token did not fit.
    """

    action: str
    preview: bool = False
    language: str = SOURCE_LANGUAGE
    state: State | None = None
    department: Choice | None = None
    first: bool = False
    review: bool = False
    saved: bool = False
    stale: bool = False


def section_page(
    document: Document,
    page: Page,
    said: Said,
    errors: Errors,
    *,
    action: str,
    preview: bool = False,
) -> str:
    """Render one page of questions.

    Args:
        document: the questionnaire, in the language to show.
        page: one of `sheets.pages(document)`.
        said: {form field: raw strings} to show again.
        errors: {question code: what is wrong there}.
        action: where the form goes: by GET in a preview, as `go=next` or `go=back`.
        preview: whether nobody answers; a ribbon says so.
    """
    around = Around(action, preview=preview, first=page.number == 1)
    return render(document, page, said, errors, around)


def render(document: Document, page: Page, said: Said, errors: Errors, around: Around) -> str:
    """Render one page of questions with what surrounds it."""
    return render_template(
        "respond/section.html",
        document=document,
        page=page,
        sections=len(document.sections) or 1,
        said=said,
        errors=errors,
        around=around,
        places=places(page.questions),
    )


def places(questions: Sequence[Question]) -> dict[str, str]:
    """{question code: the id it has on its page}; codes may hold what no id can."""
    return {question.code: f"q{place}" for place, question in enumerate(questions, 1)}
