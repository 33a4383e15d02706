"""Raising alarms: what speaks of harm to life is found while its batch is stored."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from analysis.text.danger import Level, alarm
from app import bridge
from surveys import alarms, responses
from surveys.alarms import Alarm
from surveys.questionnaires import Questionnaire
from surveys.responses import Batch

Said = tuple[int, str | None]


def listen(session: Session, questionnaire: Questionnaire, batch: Batch) -> int:
    """Raise an alarm for each text of a batch that needs one and has none; say how many are new.

    Nothing is kept of the words it was raised for: who reads on judges the text, not the cue.
    """
    book = bridge.codebook(bridge.asked(session, questionnaire))
    codes = [variable.name for variable in book.texts()]
    written = responses.written(session, batch) if codes else []
    return sum(
        about(session, questionnaire, code, [(each, said.get(code)) for each, said in written])
        for code in codes
    )


def about(session: Session, questionnaire: Questionnaire, code: str, said: Iterable[Said]) -> int:
    """The same for some texts, or translations, of one question."""
    levels = ((each, alarm(words).level) for each, words in said if words)
    return sum(
        alarms.raised(session, _alarm(questionnaire, code, each, level))
        for each, level in levels
        if level is not Level.NONE
    )


def _alarm(questionnaire: Questionnaire, code: str, response_id: int, level: Level) -> Alarm:
    return Alarm(
        plan_id=questionnaire.plan_id,
        response_id=response_id,
        question_code=code,
        level=int(level),
        state=alarms.WAITING,
    )
