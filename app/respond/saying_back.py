"""差し込み: what a respondent said, in the texts of the pages that only they are shown."""

from dataclasses import replace

from flask_babel import gettext

from app import readers
from surveys.documents import Document
from surveys.kinds import Answers
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
    if has_pipe(section.lead):
        section = replace(section, lead=said_back.text(section.lead))
    return replace(page, questions=questions, section=section)
