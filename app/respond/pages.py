"""One page of questions as a phone shows it; the desk's preview extends the same template."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flask import current_app, render_template
from markupsafe import Markup

from app.respond import saying_back
from app.respond.state import State
from surveys.documents import SOURCE_LANGUAGE, Document
from surveys.errors import SurveyError
from surveys.kinds import KINDS, Choice, Question
from surveys.piping import Echo
from surveys.sheets import Page

Errors = Mapping[str, SurveyError]
Said = Mapping[str, Sequence[str]]
Blanks = dict[tuple[str, str, bool], Markup]


@dataclass(frozen=True, slots=True)
class Around:
    """What surrounds the questions of a page.

    Attributes:
        action: where its form goes.
        language: of the questions.
        state: whoever answers; None in a preview.
        department: what a link has answered already.
        first, review: whether there is a page before · whether it was opened from the review.
        blanks: the questions of this document that were rendered before anybody touched them.
        closed: what the phone closes a page with that it could not send.
        staff: whether it asks members of staff, who are told what may become of their words.
        echo: what whoever answers said before, in the place of the pipes of a text.
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
    blanks: Blanks = field(default_factory=dict)
    echo: Echo = field(default_factory=Echo)
    closed: str = ""
    staff: bool = False


def render(document: Document, page: Page, said: Said, errors: Errors, around: Around) -> str:
    """Render one page of questions with what surrounds it."""
    return render_template(
        "respond/section.html",
        document=document,
        page=saying_back.page(page, around.echo),
        sections=len(document.sections) or 1,
        errors=errors,
        around=around,
        places=places(page.questions),
        asked_as=asked_as(page.questions, said, errors, around),
    )


def places(questions: Sequence[Question]) -> dict[str, str]:
    """{question code: the id it has on its page}; codes may hold what no id can."""
    return {question.code: f"q{place}" for place, question in enumerate(questions, 1)}


def asked_as(
    questions: Sequence[Question], said: Said, errors: Errors, around: Around
) -> dict[str, Markup]:
    """{question code: its controls}. A question nobody has touched is rendered once for all.

    One that says back what somebody answered is theirs alone: it is kept for nobody.
    """
    made: dict[str, Markup] = {}
    blanks, staff = around.blanks, around.staff
    for question, place in zip(questions, places(questions).values(), strict=True):
        error, told = errors.get(question.code), around.echo.question(question)
        touched = any(said.get(name) for name in KINDS[question.kind].fields(question))
        if error or touched or told is not question:
            made[question.code] = _controls(told, place, said, error, staff=staff)
            continue
        key = (question.code, place, staff)
        if key not in blanks:
            blanks[key] = _controls(question, place, {}, None, staff=staff)
        made[question.code] = blanks[key]
    return made


def _controls(
    question: Question, place: str, said: Said, error: SurveyError | None, *, staff: bool
) -> Markup:
    template = current_app.jinja_env.get_template(f"kinds/{question.kind}.html")
    kind = KINDS[question.kind]
    blamed = kind.blamed(question, said, error) if error else frozenset[str]()
    about = {"question": question, "kind": kind, "id": place, "said": said, "blamed": blamed}
    shown = template.render(about, error=error, staff=staff)
    return Markup(shown)  # noqa: S704 - a template has escaped it
