"""改訂: what planners write together, each state kept."""

import pytest
from sqlalchemy.orm import Session

from surveys import revisions
from surveys.revisions import (
    CODING,
    LEXICON,
    ChangedMeanwhile,
    Kept,
    NoEarlierRevision,
    NoLaterRevision,
    Revision,
)
from tests import make


@pytest.fixture
def lexicon(session: Session) -> Kept:
    plan = make.plan()
    session.add(plan)
    session.flush()
    return Kept(LEXICON, plan.id)


def write(session: Session, of: Kept, words: str) -> Revision:
    """Write over what stands now."""
    standing = revisions.current(session, of)
    seen = standing.id if standing else None
    return revisions.keep(session, of, words, who=None, now=make.NOON, seen=seen)


def test_what_was_written_last_stands(session: Session, lexicon: Kept) -> None:
    assert revisions.words(session, lexicon) == ""
    write(session, lexicon, "一")
    write(session, lexicon, "二")
    assert revisions.words(session, lexicon) == "二"


def test_states_are_taken_back_to_where_nothing_was_written(
    session: Session, lexicon: Kept
) -> None:
    write(session, lexicon, "一")
    write(session, lexicon, "二")
    revisions.undo(session, lexicon)
    assert revisions.words(session, lexicon) == "一"
    revisions.undo(session, lexicon)
    assert revisions.words(session, lexicon) == ""
    with pytest.raises(NoEarlierRevision):
        revisions.undo(session, lexicon)
    revisions.redo(session, lexicon)
    assert revisions.words(session, lexicon) == "一"


def test_what_was_taken_back_is_forgotten_once_something_else_is_written(
    session: Session, lexicon: Kept
) -> None:
    write(session, lexicon, "一")
    revisions.undo(session, lexicon)
    write(session, lexicon, "三")
    with pytest.raises(NoLaterRevision):
        revisions.redo(session, lexicon)
    assert [each.words for each in revisions.states(session, lexicon)] == ["三"]


def test_nobody_writes_over_what_they_have_not_seen(session: Session, lexicon: Kept) -> None:
    old = write(session, lexicon, "一").id
    write(session, lexicon, "二")
    with pytest.raises(ChangedMeanwhile):
        revisions.keep(session, lexicon, "三", who=None, now=make.NOON, seen=old)
    with pytest.raises(ChangedMeanwhile):
        revisions.keep(session, lexicon, "三", who=None, now=make.NOON, seen=None)


def test_the_number_of_a_forgotten_state_is_never_given_to_another(
    session: Session, lexicon: Kept
) -> None:
    """Else who saw the forgotten one would write over the other without having seen it."""
    gone = write(session, lexicon, "一").id
    revisions.undo(session, lexicon)
    assert write(session, lexicon, "二").id > gone


def test_the_same_words_again_are_no_new_state(session: Session, lexicon: Kept) -> None:
    assert write(session, lexicon, "一") is write(session, lexicon, "一")


def test_a_plan_and_its_questionnaires_keep_their_own(session: Session, lexicon: Kept) -> None:
    write(session, lexicon, "一")
    assert revisions.words(session, Kept(CODING, lexicon.plan_id)) == ""
