"""When a result is from: 確定 once nothing more can arrive, 速報 while only a part is opened."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from analysis.results import Stage, State
from app.dated import state_of
from surveys import audit
from surveys.questionnaires import ENDED, IMPORTED, PUBLISHED, Questionnaire

BROUGHT_IN = datetime(2026, 9, 1, 16, tzinfo=UTC)  # 2 September in Japan
CLOSED = datetime(2026, 10, 13, 15, tzinfo=UTC)  # the midnight that ends 13 October in Japan


def asked(state: str, closes_at: datetime | None = None) -> Questionnaire:
    return Questionnaire(id=7, state=state, created_at=BROUGHT_IN, closes_at=closes_at)


@pytest.mark.parametrize(
    ("questionnaire", "day"),
    [
        (asked(IMPORTED), date(2026, 9, 2)),
        (asked(ENDED, CLOSED), date(2026, 10, 13)),
    ],
)
def test_what_cannot_grow_any_more_is_final(
    session: Session, questionnaire: Questionnaire, day: date
) -> None:
    assert state_of(session, questionnaire) == State(Stage.FINAL, day)


def test_a_part_opened_in_between_is_preliminary_as_of_its_opening(session: Session) -> None:
    found = asked(PUBLISHED, CLOSED)
    for opened in (datetime(2026, 10, 1, tzinfo=UTC), datetime(2026, 10, 5, tzinfo=UTC)):
        audit.record(session, "questionnaire.open", found, who=None, now=opened)
    session.flush()
    assert state_of(session, found) == State(Stage.PRELIMINARY, date(2026, 10, 5))
