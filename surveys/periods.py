"""受付期間: when a questionnaire takes answers, decided before it is published and moved after."""

from datetime import datetime, timedelta

from surveys.errors import N_, SurveyError
from surveys.questionnaires import (
    PUBLISHED,
    NotPublished,
    PeriodBackwards,
    PeriodOver,
    Questionnaire,
    must_be_draft,
)


class ClosedAlready(SurveyError):
    message = N_("受付はすでに終わっています。続けるときは、締切を先の日に延ばしてください")


class NotBegun(SurveyError):
    message = N_("受付がまだ始まっていないため、締め切れません")


def decide(
    questionnaire: Questionnaire, opens_at: datetime, closes_at: datetime, now: datetime
) -> None:
    """Say when a draft will take answers.

    Raises:
        NotADraft, PeriodBackwards, PeriodOver
    """
    must_be_draft(questionnaire)
    if closes_at <= opens_at:
        raise PeriodBackwards
    if closes_at <= now:
        raise PeriodOver
    questionnaire.opens_at, questionnaire.closes_at = opens_at, closes_at


def move_deadline(questionnaire: Questionnaire, closes_at: datetime, now: datetime) -> None:
    """Take answers for a longer or a shorter time, as long as the last opening has not been.

    Raises:
        NotPublished, PeriodBackwards, PeriodOver
    """
    if questionnaire.state != PUBLISHED or questionnaire.opens_at is None:
        raise NotPublished
    if closes_at <= questionnaire.opens_at:
        raise PeriodBackwards
    if closes_at <= now:
        raise PeriodOver
    questionnaire.closes_at = closes_at


def close_now(questionnaire: Questionnaire, now: datetime) -> None:
    """Take no more answers from this moment.

    Raises:
        NotPublished, NotBegun, ClosedAlready
    """
    opens_at, closes_at = questionnaire.opens_at, questionnaire.closes_at
    if questionnaire.state != PUBLISHED or opens_at is None or closes_at is None:
        raise NotPublished
    if now <= opens_at:
        raise NotBegun
    if closes_at <= now:
        raise ClosedAlready
    questionnaire.closes_at = now


def last_moment(questionnaire: Questionnaire) -> datetime:
    """The last moment at which an answer is taken; its day is the last day of the period.

    Raises:
        NotPublished
    """
    if questionnaire.closes_at is None:
        raise NotPublished
    return questionnaire.closes_at - timedelta(microseconds=1)
