"""One page of questions as a phone shows it; the desk's preview extends the same template."""

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
        action: where its form goes.
        language: of the questions.
        state: whoever answers; None in a preview.
        department: what a link has answered already.
        first, review: whether there is a page before · whether it was opened from the review.
        saved, stale: whether the first save is to be told · whether the token did not fit.
    """

    action: str
    language: str = SOURCE_LANGUAGE
    state: State | None = None
    department: Choice | None = None
    first: bool = False
    review: bool = False
    saved: bool = False
    stale: bool = False


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
