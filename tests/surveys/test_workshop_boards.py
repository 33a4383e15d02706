"""ボード: slips as people laid them out."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from surveys.workshops import boards, ideas
from surveys.workshops.groups import IdeaGroup
from tests.surveys.hall import Hall, held


@pytest.fixture
def hall(session: Session, tmp_path: Path) -> Hall:
    return held(session, tmp_path)


def test_slips_stand_in_their_groups_under_each_other_or_aside(hall: Hall) -> None:
    me = hall.joins("my phone")
    market, market_too, night, odd, gone = (
        hall.writes(me, words) for words in ("朝市", "駅前の朝市", "夜店", "うーん", "まちがい")
    )
    phase = hall.phase("アイデア")
    group = IdeaGroup(
        workshop_id=hall.workshop.id, phase_id=phase.id, name="にぎわい", changed=gone.changed
    )
    hall.session.add(group)
    hall.session.flush()
    for idea in (market, market_too):
        idea.group_id = group.id
    market_too.same_as_id = market.id
    odd.state = ideas.ASIDE
    ideas.withdraw(hall.session, hall.workshop, gone)

    board = boards.of(hall.session, phase)

    (stack,) = board.stacks
    assert (stack.group.name, stack.number) == ("にぎわい", 2)
    assert [slip.all for slip in stack.slips] == [(market, market_too)]
    assert [slip.idea for slip in board.loose] == [night]
    assert board.aside == (odd,)
    assert board.number == 3

    ideas.withdraw(hall.session, hall.workshop, market)
    (stack,) = boards.of(hall.session, phase).stacks
    assert [slip.all for slip in stack.slips] == [(market_too,)], "it stands for itself now"
