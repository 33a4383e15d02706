"""廃棄: what is destroyed, by when, and who said so."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from surveys import disposals
from surveys.disposals import (
    Destroyed,
    HowIsMissing,
    NothingLikeThat,
    NumberUnlikely,
    TooEarlyToDestroy,
)
from surveys.errors import SurveyError
from surveys.questionnaires import ENDED
from tests import make
from tests.surveys import sealed
from tests.surveys.sealed import CLOSES, NOW

GONE = Destroyed(None, NOW, "shredded", 3000)
A_MONTH = timedelta(days=30)


def left(session: Session, one: sealed.Asked) -> list[str]:
    standings = disposals.standings(session, one.questionnaire, NOW)
    return [each.thing.key for each in standings if each.left]


def test_what_a_survey_by_letter_leaves_is_due_a_month_after_it_ended(
    session: Session, tmp_path: Path
) -> None:
    one = sealed.published(session, tmp_path)
    assert left(session, one) == ["recovery", "backup"]
    one.codes(session, 3)
    assert left(session, one) == ["code", "recovery", "backup"]
    assert disposals.due(session, one.questionnaire) == CLOSES + A_MONTH

    disposals.declare(session, one.questionnaire, "code", GONE)
    (code, *_) = disposals.standings(session, one.questionnaire, CLOSES + 2 * A_MONTH)
    assert code.records == (GONE,)
    assert not code.late
    one.questionnaire.state = ENDED
    (_, recovery, backup) = disposals.standings(session, one.questionnaire, CLOSES + 2 * A_MONTH)
    assert recovery.late
    assert backup.late
    disposals.declare(session, one.questionnaire, "recovery", GONE)
    assert left(session, one) == ["backup"]


@pytest.mark.parametrize(
    ("key", "said", "refused"),
    [
        ("paper", GONE, NothingLikeThat),
        ("secrets", GONE, NothingLikeThat),
        ("recovery", GONE, TooEarlyToDestroy),
        ("code", Destroyed(None, NOW, "", None), HowIsMissing),
        ("code", Destroyed(None, NOW, "eaten", None), HowIsMissing),
        ("code", Destroyed(None, NOW, "erased", 0), NumberUnlikely),
        ("code", Destroyed(None, NOW, "erased", 10**9), NumberUnlikely),
    ],
)
def test_a_record_is_whole_and_comes_in_time(
    session: Session, tmp_path: Path, key: str, said: Destroyed, refused: type[SurveyError]
) -> None:
    one = sealed.published(session, tmp_path)
    one.codes(session, 1)
    with pytest.raises(refused):
        disposals.declare(session, one.questionnaire, key, said)
    assert left(session, one) == ["code", "recovery", "backup"]


def test_what_was_brought_from_a_file_leaves_nothing(session: Session) -> None:
    brought = make.questionnaire(session)
    assert disposals.standings(session, brought, NOW) == []
    assert disposals.due(session, brought) is None
