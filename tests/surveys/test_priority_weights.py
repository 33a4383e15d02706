"""How much each part of the priority counts in a plan."""

import pytest
from sqlalchemy.orm import Session

from surveys import priority_weights
from surveys.plans import Plan
from surveys.priority_weights import NoWeight, WeightOutOfRange
from tests import make


@pytest.fixture
def plan(session: Session) -> Plan:
    made = make.plan()
    session.add(made)
    session.flush()
    return made


def test_a_plan_keeps_its_own_weights_until_they_are_reset(session: Session, plan: Plan) -> None:
    for weights in ({"breadth": 30}, {"breadth": 40, "trend": 0}):
        priority_weights.keep(session, plan, weights, who=None, now=make.NOON)
    kept = priority_weights.of(session, plan)
    assert kept is not None
    assert kept.weights == {"breadth": 40, "trend": 0}

    priority_weights.reset(session, plan)
    priority_weights.reset(session, plan)
    assert priority_weights.of(session, plan) is None


def test_weights_that_rank_nothing_are_refused(session: Session, plan: Plan) -> None:
    with pytest.raises(NoWeight):
        priority_weights.keep(session, plan, {"breadth": 0}, who=None, now=make.NOON)
    for weight in (-1, 101):
        with pytest.raises(WeightOutOfRange):
            priority_weights.keep(session, plan, {"breadth": weight}, who=None, now=make.NOON)
