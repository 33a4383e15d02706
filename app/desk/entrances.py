"""回答の入口: the addresses on posters and letters.

They are put together here rather than by Flask: the answering face may be another process or
another site, named by ANSWER_URL.
"""

from flask import current_app, request

from app.extensions import db
from app.keyring import keys_of
from surveys import access, questionnaires
from surveys.documents import SOURCE_LANGUAGE
from surveys.kinds import Choice
from surveys.questionnaires import Questionnaire


def welcome(questionnaire: Questionnaire, language: str = SOURCE_LANGUAGE) -> str:
    """Where an open link leads, and where a code is typed in; in Japanese what a browser asks."""
    if language != SOURCE_LANGUAGE:
        return f"{welcome(questionnaire)}?lang={language}"
    base = current_app.config["ANSWER_URL"] or request.url_root.rstrip("/")
    return f"{base}/respond/{questionnaire.id}"


def by_code(questionnaire: Questionnaire, code: str) -> str:
    """The address a letter's QR code holds."""
    return f"{welcome(questionnaire)}/c/{code}"


def departments(questionnaire: Questionnaire) -> list[tuple[Choice, str]]:
    """Each department with the address that its members open.

    Raises:
        KeysGone
    """
    document = questionnaires.latest(db.session(), questionnaire).parsed
    keys, base = keys_of(questionnaire), welcome(questionnaire)
    return [
        (choice, f"{base}/d/{access.department_mark(keys, choice.code)}")
        for choice in document.question(document.department).choices
    ]
