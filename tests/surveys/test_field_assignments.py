"""Which field a planner gave a question or a theme, and how that is taken back."""

import pytest
from sqlalchemy.orm import Session

from surveys import field_assignments
from surveys.field_assignments import PROPOSED, NothingToTakeBack, Thing
from surveys.plans import Plan
from surveys.questionnaires import Questionnaire
from tests import make


@pytest.fixture
def asked(session: Session) -> Questionnaire:
    return make.questionnaire(session)


def save(session: Session, plan: Plan, wanted: dict[Thing, str]) -> int:
    saving = field_assignments.save(session, plan, wanted, who=None, now=make.NOON)
    return len(saving.changed) if saving else 0


def test_what_was_saved_last_is_taken_back_step_by_step(
    session: Session, asked: Questionnaire
) -> None:
    plan = session.get_one(Plan, asked.plan_id)
    question, theme = Thing(asked.id, "q1"), Thing(asked.id, "fa", "3")
    assert save(session, plan, {question: "交通", theme: "福祉"}) == 2
    assert save(session, plan, {question: "交通", theme: PROPOSED}) == 1
    assert field_assignments.of_plan(session, plan) == {question: "交通"}

    field_assignments.take_back(session, plan)
    assert field_assignments.of_plan(session, plan) == {question: "交通", theme: "福祉"}
    field_assignments.take_back(session, plan)
    assert field_assignments.of_plan(session, plan) == {}
    with pytest.raises(NothingToTakeBack):
        field_assignments.take_back(session, plan)


def test_saving_what_stands_already_is_no_saving(session: Session, asked: Questionnaire) -> None:
    plan = session.get_one(Plan, asked.plan_id)
    assert save(session, plan, {Thing(asked.id, "q1"): PROPOSED}) == 0
    assert field_assignments.last(session, plan) is None


def test_what_was_assigned_goes_with_its_questionnaire(
    session: Session, asked: Questionnaire
) -> None:
    plan = session.get_one(Plan, asked.plan_id)
    save(session, plan, {Thing(asked.id, "q1"): "交通"})
    session.delete(asked)
    session.flush()
    session.expire_all()
    assert field_assignments.of_plan(session, plan) == {}
    field_assignments.take_back(session, plan)
    assert field_assignments.of_plan(session, plan) == {}
