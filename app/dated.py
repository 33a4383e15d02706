"""いつの結果か: how far the collecting of a questionnaire's answers had come, and when."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from analysis.results import Stage, State
from app.clock import day_of
from surveys import audit
from surveys.questionnaires import PUBLISHED, Questionnaire


def state_of(session: Session, questionnaire: Questionnaire) -> State:
    """確定 once nothing more can arrive; 速報 while only a part has been opened."""
    if questionnaire.state == PUBLISHED:
        return State(Stage.PRELIMINARY, _opened(session, questionnaire))
    return State(Stage.FINAL, _ended(questionnaire))


def _opened(session: Session, questionnaire: Questionnaire) -> date:
    """The day of the last opening: what arrived after it is not counted."""
    acts = audit.entries(session, questionnaire, "questionnaire.open")
    return day_of(acts[0].at if acts else questionnaire.created_at)


def _ended(questionnaire: Questionnaire) -> date:
    """The last day answers were taken, or the day a file was brought in."""
    if questionnaire.closes_at is None:
        return day_of(questionnaire.created_at)
    return day_of(questionnaire.closes_at - timedelta(microseconds=1))
