"""Openings while others open or send: each sheet is in, or its sender knows that it is not."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotDone
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from app.database import begin_writing, tend
from surveys import envelopes, openings
from surveys.envelopes import Closed, Envelope
from surveys.errors import SurveyError
from surveys.questionnaires import Questionnaire
from surveys.responses import Response
from tests.surveys import sealed
from tests.surveys.sealed import CLOSES, NOW, Asked, published, sender

MOMENT = timedelta(seconds=1)


@pytest.fixture
def one(session: Session, tmp_path: Path) -> Asked:
    return published(session, tmp_path / "keys")


def _marks(session: Session) -> list[str]:
    """What those wrote whose sheets were opened."""
    return sorted(answers["q2"] for answers in session.scalars(select(Response.answers)))


def _elsewhere(
    database: str, questionnaire_id: int, act: Callable[[Session, Questionnaire], str]
) -> str:
    """Do something in a process of its own, as it were, and commit; say what came of it."""
    engine = create_engine(database)
    tend(engine)
    try:
        with Session(engine) as session:
            begin_writing(session)
            said = act(session, session.get_one(Questionnaire, questionnaire_id))
            session.commit()
            return said
    except SurveyError as error:
        return type(error).__name__
    finally:
        engine.dispose()


def test_two_keepers_at_once_open_once(session: Session, database: str, one: Asked) -> None:
    marks = sealed.many(session, one, 20)
    questionnaire_id = one.questionnaire.id
    session.commit()

    def act(session: Session, found: Questionnaire) -> str:
        openings.open_batch(session, found, one.private, mask=str, now=NOW, last=False)
        return "opened"

    with ThreadPoolExecutor(2) as threads:
        said = [threads.submit(_elsewhere, database, questionnaire_id, act) for _ in range(2)]
        assert sorted(each.result() for each in said) == ["StillScrubbing", "opened"]
    assert _marks(session) == marks


def _must_wait(said: Future[str]) -> None:
    with pytest.raises(NotDone):
        said.result(timeout=0.3)


def test_a_sheet_on_its_way_is_in_the_last_opening(
    session: Session, database: str, one: Asked
) -> None:
    marks = sealed.many(session, one, 20)
    (code,) = one.codes(session, 1)
    questionnaire_id = one.questionnaire.id
    session.commit()

    def act(session: Session, found: Questionnaire) -> str:
        made = openings.open_batch(session, found, one.private, mask=str, now=CLOSES, last=True)
        return str(made.number)

    begin_writing(session)
    one.send(session, sender(code), {"q2": "滑り込み"}, CLOSES - MOMENT)
    with ThreadPoolExecutor(1) as threads:
        said = threads.submit(_elsewhere, database, questionnaire_id, act)
        _must_wait(said)
        session.commit()
        assert said.result() == "21"
    assert _marks(session) == sorted([*marks, "滑り込み"])


def test_a_sheet_that_comes_behind_the_last_opening_is_refused(
    session: Session, database: str, one: Asked
) -> None:
    sealed.many(session, one, 20)
    (code,) = one.codes(session, 1)
    questionnaire_id = one.questionnaire.id
    session.commit()

    def act(session: Session, found: Questionnaire) -> str:
        before = CLOSES - MOMENT  # its page was let through before the deadline
        envelopes.send(session, found, one.keys, sender(code), (1, {"q2": "遅れ"}), before)
        return "taken"

    begin_writing(session)
    openings.open_batch(session, one.questionnaire, one.private, mask=str, now=CLOSES, last=True)
    with ThreadPoolExecutor(1) as threads:
        said = threads.submit(_elsewhere, database, questionnaire_id, act)
        _must_wait(said)
        session.commit()
        assert said.result() == Closed.__name__
    assert session.scalars(select(Envelope)).all() == []
