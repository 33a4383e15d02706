"""What a page of an answer knows of its questionnaire."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from surveys import envelopes, questionnaires, receptions
from surveys.receptions import Held
from tests.surveys.sealed import CLOSES, DOCUMENT, NOW, OPENS, Asked, published


@contextmanager
def asked_of(session: Session) -> Iterator[list[str]]:
    """The statements that a session sends meanwhile."""
    said: list[str] = []

    def note(*sent: object) -> None:
        said.append(str(sent[2]))

    event.listen(session.get_bind(), "before_cursor_execute", note)
    yield said
    event.remove(session.get_bind(), "before_cursor_execute", note)


@pytest.fixture
def asking(session: Session, tmp_path: Path) -> Asked:
    return published(session, tmp_path / "keys")


def test_it_knows_the_questionnaire_and_its_newest_version(session: Session, asking: Asked) -> None:
    questionnaires.correct(session, asking.questionnaire, DOCUMENT, NOW)
    found = receptions.find(session, asking.questionnaire.id)
    assert found is not None
    same = {name: getattr(asking.questionnaire, name, None) for name in asdict(found)}
    newest = questionnaires.latest(session, asking.questionnaire)
    assert asdict(found) == same | {"number": 2, "fingerprint": newest.fingerprint}
    assert receptions.document(session, found) == DOCUMENT


def test_it_is_open_until_just_before_its_end(session: Session, asking: Asked) -> None:
    found = receptions.find(session, asking.questionnaire.id)
    assert found is not None
    assert [found.is_open(at) for at in (OPENS, CLOSES)] == [True, False]


def test_a_draft_receives_nothing(session: Session, asking: Asked) -> None:
    asking.questionnaire.state = "draft"
    session.flush()
    assert receptions.find(session, asking.questionnaire.id) is None
    assert receptions.hold(session, asking.questionnaire.id) is None


def test_what_is_held_is_not_asked_for_again(session: Session, asking: Asked) -> None:
    held = receptions.hold(session, asking.questionnaire.id)
    assert isinstance(held, Held)
    envelopes.save_draft(session, held, asking.keys, ("C", "ことば"), {})  # measures the room
    with asked_of(session) as said:
        envelopes.save_draft(session, held, asking.keys, ("C", "ことば"), {"q1": ["1"]})
        assert "questionnaire" not in " ".join(said).split()
        envelopes.save_draft(session, asking.questionnaire, asking.keys, ("C", "ことば"), {})
        assert "questionnaire" in " ".join(said).split()
