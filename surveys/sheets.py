"""記入内容: reading what a form or a paper sheet said, and on which page each question stands."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from surveys import answer_checks
from surveys.documents import Document, Section
from surveys.errors import SurveyError
from surveys.kinds import KINDS, Question, Said, Value


@dataclass(frozen=True, slots=True)
class Sheet:
    """What was read, before anything is stored.

    Attributes:
        answers: {name: value}; no entry = 無回答, or off the path.
        errors: {question code: what is wrong there}.
        asked: codes of the questions that these answers lead to.
    """

    answers: dict[str, Value]
    errors: dict[str, SurveyError]
    asked: frozenset[str]


@dataclass(frozen=True, slots=True)
class Page:
    """What is asked at once: a section, or the part of one that earlier answers decide.

    Attributes:
        number: from 1, of all pages.
        section: the section it belongs to; `place` is that section's, from 1.
        continued: whether it goes on with the section of the page before.
    """

    number: int
    place: int
    section: Section
    questions: tuple[Question, ...]
    continued: bool

    def asks_any(self, asked: frozenset[str]) -> bool:
        return any(question.code in asked for question in self.questions)


def read(document: Document, said: Said, *, of: Collection[str] | None = None) -> Sheet:
    """Read a whole sheet in the questionnaire's order; answers off the path are left out.

    A question whose answer is refused counts as unanswered for the rules after it. With `of`, only
    these questions are read, and those that decide the path, are said back in their texts or
    compared with their answers: what one page needs to know.
    """
    answers: dict[str, Value] = {}
    errors: dict[str, SurveyError] = {}
    asked: set[str] = set()
    needed = None if of is None else document.needed(of)
    for question in document.questions:
        if not document.is_asked(question, answers):
            continue
        asked.add(question.code)
        if needed is not None and question.code not in needed:
            continue
        try:
            given = KINDS[question.kind].read(question, said)
            answer_checks.must_meet(document, question, answers | given)
            answers |= given
        except SurveyError as error:
            errors[question.code] = error
    return Sheet(answers, errors, frozenset(asked))


def fields(questions: Sequence[Question]) -> list[str]:
    """Name every form field of these questions."""
    return [name for one in questions for name in KINDS[one.kind].fields(one)]


def pages(document: Document) -> tuple[Page, ...]:
    """Divide a questionnaire into pages: one a section.

    Where a rule or a text looks back at a question of the same section, a new page begins, because
    without a script nothing on a page can appear while it is filled in.
    """
    made: list[Page] = []
    for place, section in enumerate(document.sections or (Section("", ""),), 1):
        mine = [question for question in document.questions if question.section == section.code]
        for number, part in enumerate(_parts(document, mine)):
            made.append(Page(len(made) + 1, place, section, tuple(part), number > 0))
    return tuple(made)


def _parts(document: Document, questions: Sequence[Question]) -> list[list[Question]]:
    parts: list[list[Question]] = []
    here: set[str] = set()
    for question in questions:
        if not parts or document.leans_on(question) & here:
            parts.append([])
            here = set()
        parts[-1].append(question)
        here.add(question.code)
    return parts
