"""差し込み: what a respondent said, in the texts of the pages that only they are shown."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from flask_babel import gettext

from app import readers
from surveys.answer_checks import CheckFailed
from surveys.documents import Document
from surveys.errors import SurveyError
from surveys.kinds import KINDS, Answers
from surveys.piping import Echo, has_pipe
from surveys.sheets import Page


def echo(shown: Document, answers: Answers, language: str) -> Echo:
    """What is said back in the texts of a document in the language of its reader."""
    if not shown.piped:
        return Echo()
    return Echo(
        {question.code: question for question in shown.questions},
        answers,
        language,
        gettext("前の設問の答え"),
        readers.on_day,
    )


def page(page: Page, said_back: Echo) -> Page:
    """A page as this respondent reads it; of a document without pipes, the same object."""
    if not said_back.asked:
        return page
    questions = tuple(map(said_back.question, page.questions))
    section = page.section
    if has_pipe(section.title) or has_pipe(section.lead):
        title, lead = said_back.text(section.title), said_back.text(section.lead)
        section = replace(section, title=title, lead=lead)
    return replace(page, questions=questions, section=section)


def checked(
    errors: Mapping[str, SurveyError], said_back: Echo, said: Mapping[str, Sequence[str]]
) -> dict[str, SurveyError]:
    """The same errors; what a check says holds the answers, also the one that failed it."""
    return {
        code: _checked(error, _with_own(said_back, code, said))
        if said_back.asked and isinstance(error, CheckFailed)
        else error
        for code, error in errors.items()
    }


def _checked(error: CheckFailed, said_back: Echo) -> CheckFailed:
    told = {name: said_back.text(str(words)) for name, words in error.details.items()}
    return type(error)(**told)


def _with_own(said_back: Echo, code: str, said: Mapping[str, Sequence[str]]) -> Echo:
    """What was said, with the answer to a question that was read but not let through."""
    question = said_back.asked[code]
    given = KINDS[question.kind].read(question, said)
    return replace(said_back, answers={**said_back.answers, **given})
