"""もとにした調査: what a reader must know of each survey that a digest draws on."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from surveys import access, issues, responses, weightings
from surveys.issues import PolicyIssue
from surveys.questionnaires import AUDIENCES, PUBLISHED, SAMPLINGS, Questionnaire

LEAST_ANSWERS = 10  # a smaller number of answers is nobody's to know
FINAL, PRELIMINARY = "確定", "速報"


def sources(session: Session, listed: Sequence[PolicyIssue]) -> list[dict[str, Any]]:
    """The questionnaires that evidence and voices of these issues come from, as plain facts."""
    ids: set[int] = set()
    for issue in listed:
        told = [each.source.get("questionnaire_id") for each in issues.evidence(session, issue)]
        quoted = [voice.questionnaire_id for voice in issues.voices(session, issue)]
        ids |= {each for each in (*told, *quoted) if each is not None}
    found = select(Questionnaire).where(Questionnaire.id.in_(ids)).order_by(Questionnaire.id)
    return [_source(session, each) for each in session.scalars(found)]


def _source(session: Session, asked: Questionnaire) -> dict[str, Any]:
    answered = responses.number(session, asked)
    return {
        "questionnaire_id": asked.id,
        "title": asked.title,
        "year": asked.surveyed_year,
        "audience": AUDIENCES[asked.audience],
        "sampling": SAMPLINGS[asked.sampling],
        "representative": asked.representative,
        "asked": access.number(session, asked) or None if asked.access == "codes" else None,
        "answered": answered if answered >= LEAST_ANSWERS else None,
        "opened_at": _iso(asked.opens_at),
        "closed_at": _iso(asked.closes_at),
        "state": PRELIMINARY if asked.state == PUBLISHED else FINAL,
        "weighted": weightings.of(session, asked) is not None,
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
