"""ワークショップの会場: each slip comes in once, and everybody hears of every change."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from surveys.workshops import ideas, participants, phases, workshops
from surveys.workshops.ideas import IdeaEmpty, IdeaTooLong, NotYours
from surveys.workshops.participants import NotOffered, Participant
from surveys.workshops.workshops import NotInTheRoom
from tests.make import NOON
from tests.surveys.hall import Hall, held


@pytest.fixture
def hall(session: Session, tmp_path: Path) -> Hall:
    return held(session, tmp_path)


def test_a_slip_sent_again_comes_in_once(hall: Hall) -> None:
    me, other = hall.joins("my phone"), hall.joins("another phone")
    first = hall.writes(me, "駅前に朝市を", once="a")

    again = hall.writes(me, "駅前に朝市を", once="a")
    theirs = hall.writes(other, "駅前に朝市を", once="a")

    assert again is first
    assert theirs is not first, "another phone may call its slip the same"
    said = [each.words for each in ideas.of_phase(hall.session, hall.phase("アイデア"))]
    assert said == ["駅前に朝市を"] * 2


def test_whoever_saw_a_revision_is_told_of_everything_after_it(hall: Hall) -> None:
    me = hall.joins("my phone")
    first, second = hall.writes(me, "朝市"), hall.writes(me, "夜店")
    seen = second.changed
    phase = hall.phase("アイデア")
    assert ideas.since(hall.session, phase, seen) == []

    ideas.withdraw(hall.session, hall.workshop, first)
    third = hall.writes(me, "図書館を夜も")

    assert ideas.since(hall.session, phase, seen) == [first, third]
    assert first.sequence < second.sequence < third.sequence


def test_people_change_only_what_they_wrote(hall: Hall) -> None:
    me, other = hall.joins("my phone"), hall.joins("another phone")
    mine = hall.writes(me, "朝市")
    ideas.reword(hall.session, hall.workshop, mine, "  毎週の\r\n\n朝市  ")
    assert mine.words == "毎週の\n朝市"
    with pytest.raises(NotYours):
        ideas.own(hall.session, hall.workshop, other, mine.id)


@pytest.mark.parametrize(
    ("words", "refused"), [(" \n ", IdeaEmpty), ("あ" * 201, IdeaTooLong)], ids=["empty", "long"]
)
def test_an_empty_or_endless_slip_is_refused(
    hall: Hall, words: str, refused: type[Exception]
) -> None:
    me = hall.joins("my phone")
    with pytest.raises(refused):
        hall.writes(me, words)


def test_a_phone_that_joins_again_is_the_same_person_at_another_table(hall: Hall) -> None:
    me = hall.joins("my phone", nickname="さくら", age="60代")
    again = hall.joins("my phone", table=2, nickname="さくら")
    assert again is me
    assert (me.table_id, me.age) == (hall.tables[1].id, "")
    with pytest.raises(NotOffered):
        hall.joins("my phone", age="600代")


def test_nothing_comes_in_once_the_workshop_is_closed(hall: Hall) -> None:
    me = hall.joins("my phone", nickname="さくら")
    mine = hall.writes(me, "朝市")
    hall.workshop.state = workshops.CLOSED
    with pytest.raises(NotInTheRoom):
        hall.writes(me, "夜店")
    with pytest.raises(NotInTheRoom):
        ideas.reword(hall.session, hall.workshop, mine, "夜店")

    participants.forget(hall.session, hall.workshop)
    assert hall.session.execute(select(Participant.device, Participant.nickname)).all() == [
        (None, "")
    ]


def test_the_room_steps_on_and_back_and_its_timer_stops_and_goes_on(hall: Hall) -> None:
    workshops.start_timer(hall.workshop, 600, NOON)
    workshops.stop_timer(hall.workshop, NOON + timedelta(seconds=90))
    assert (hall.workshop.ends_at, hall.workshop.seconds_left) == (None, 510)

    phases.go_to(hall.session, hall.workshop, hall.phase("ありたい姿"))

    assert hall.workshop.seconds_left is None
    now = phases.now_of(hall.session, hall.workshop)
    assert now is not None
    assert (now.title, now.visible) == ("ありたい姿", False)
    phases.show(hall.session, hall.workshop, now)
    assert now.visible
