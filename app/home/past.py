"""終わった調査: questionnaires that were answered, and the editions that draw on them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from app.clock import day_of
from surveys import announcements, editions, questionnaires
from surveys.announcements import Announcement
from surveys.editions import Edition
from surveys.questionnaires import ENDED, IMPORTED, PUBLISHED, Questionnaire

PUBLIC = ("citizen", "outside")  # whom the front page is for


@dataclass(frozen=True, slots=True)
class Past:
    """A questionnaire that is over; `last` is the last day answers were taken, where known."""

    questionnaire: Questionnaire
    title: str
    last: date | None
    editions: Sequence[Edition]
    announced: Announcement | None


def listed(session: Session, now: datetime) -> list[Past]:
    """Those the public was asked, the newest first; brought ones where an edition draws on them."""
    shown = [edition for _plan, edition in editions.public(session)]
    found = questionnaires.of_state(session, PUBLISHED, ENDED, IMPORTED)
    made = [
        Past(
            one,
            title(session, one),
            day_of(one.closes_at - timedelta(seconds=1)) if one.closes_at else None,
            drawing_on(shown, one),
            announcements.find(session, one.id),
        )
        for one in found
        if one.audience in PUBLIC and (one.state == IMPORTED or _is_over(one, now))
    ]
    told = [each for each in made if each.editions or each.questionnaire.state != IMPORTED]
    return sorted(told, key=_age, reverse=True)


def drawing_on(shown: Sequence[Edition], asked: Questionnaire) -> list[Edition]:
    """The editions that name this questionnaire among their sources."""
    return [each for each in shown if each.plan_id == asked.plan_id and _names(each, asked)]


def title(session: Session, asked: Questionnaire) -> str:
    """What respondents read as its name; that of the desk where there is none."""
    return questionnaires.latest(session, asked).parsed.title or asked.title


def _age(each: Past) -> tuple[int, int]:
    return each.questionnaire.surveyed_year, each.questionnaire.id


def _names(edition: Edition, asked: Questionnaire) -> bool:
    """By id; an edition from before sources had ids names the title."""
    return any(
        source["questionnaire_id"] == asked.id
        if "questionnaire_id" in source
        else source["title"] == asked.title
        for source in edition.document["sources"]
    )


def _is_over(asked: Questionnaire, now: datetime) -> bool:
    return asked.state == ENDED or (asked.closes_at is not None and asked.closes_at <= now)
