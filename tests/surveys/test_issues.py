"""論点: adopted once, kept in order, guarded against two writers, refreshed by new numbers."""

import pytest
from sqlalchemy.orm import Session

from surveys import issue_drafts, issues
from surveys.issue_drafts import AlreadyAdopted
from surveys.issues import (
    DesiredStateMissing,
    Evidence,
    IssueChangedMeanwhile,
    PolicyIssue,
)
from surveys.plans import Plan
from surveys.voices import Voice
from tests import make


@pytest.fixture
def plan(session: Session) -> Plan:
    made = make.plan()
    session.add(made)
    session.flush()
    return made


def adopted(
    session: Session, plan: Plan, title: str = "行きたい所へ行ける", **of: str
) -> PolicyIssue:
    issue = PolicyIssue(
        plan_id=plan.id, topic=title, desired_state=title, created_at=make.NOON, **of
    )
    return issues.add(session, issue)


def taken_up(session: Session, plan: Plan, key: str) -> PolicyIssue:
    issue = PolicyIssue(plan_id=plan.id, topic="バス", desired_state="行ける", created_at=make.NOON)
    return issue_drafts.adopt(session, issue, key)


def evidence(statement: str) -> Evidence:
    return Evidence(kind="need", statement=statement, strength=0.5, n=40, source={})


def titles(session: Session, plan: Plan) -> list[str]:
    return [issue.desired_state for issue in issues.of_plan(session, plan)]


def test_a_draft_is_adopted_once(session: Session, plan: Plan) -> None:
    issue = taken_up(session, plan, "t-bus")
    with pytest.raises(AlreadyAdopted):
        taken_up(session, plan, "t-bus")
    assert issue_drafts.adopted(session, plan) == {"t-bus": issue.id}


def test_an_issue_without_a_desired_state_is_none(session: Session, plan: Plan) -> None:
    with pytest.raises(DesiredStateMissing):
        adopted(session, plan, "　")


def test_the_second_writer_is_told(session: Session, plan: Plan) -> None:
    issue = adopted(session, plan)
    read = issue.revision
    issues.write(issue, read, {"gap": "先の人"})
    session.flush()
    with pytest.raises(IssueChangedMeanwhile):
        issues.write(issue, read, {"gap": "後の人"})
    assert issue.gap == "先の人"


def test_moving_and_weighing_are_no_ones_writing(session: Session, plan: Plan) -> None:
    first, second = adopted(session, plan, "甲"), adopted(session, plan, "乙")
    issues.place(session, plan, second, 1)
    issues.set_priority(session, first, 0.7, {"breadth": None})
    assert titles(session, plan) == ["乙", "甲"]
    assert (first.revision, first.priority, first.parts) == (1, 0.7, {"breadth": None})


def test_the_newest_evidence_replaces_the_old(session: Session, plan: Plan) -> None:
    issue = adopted(session, plan)
    issues.set_evidence(session, issue, [evidence("古")])
    issues.set_evidence(session, issue, [evidence("新1"), evidence("新2")])
    assert [each.statement for each in issues.evidence(session, issue)] == ["新1", "新2"]


@pytest.mark.parametrize("number", [-3, 1, 2, 3, 99])
def test_an_issue_goes_to_the_place_that_was_named(
    session: Session, plan: Plan, number: int
) -> None:
    for title in "甲乙丙":
        adopted(session, plan, title)
    issues.place(session, plan, issues.of_plan(session, plan)[1], number)
    assert titles(session, plan).index("乙") == min(max(number, 1), 3) - 1


def test_what_is_missing_is_named(session: Session, plan: Plan) -> None:
    issue = adopted(session, plan, section="交通課")
    waiting = Voice(words="x", approved_at=None)
    assert issues.missing(issue, [waiting]) == ("measures", "horizon", "voices")
    issue.measures, issue.horizon = "乗合タクシー", "long"
    assert issues.missing(issue, []) == ()


def test_drafts_set_aside_are_remembered(session: Session, plan: Plan) -> None:
    issue_drafts.set_aside(session, plan, "t-bus")
    issue_drafts.set_aside(session, plan, "t-bus")
    assert issue_drafts.aside(session, plan) == {"t-bus"}
    issue_drafts.bring_back(session, plan, "t-bus")
    issue_drafts.bring_back(session, plan, "t-bus")
    assert issue_drafts.aside(session, plan) == set()


def test_a_dropped_issues_draft_can_be_adopted_again(session: Session, plan: Plan) -> None:
    taken_up(session, plan, "t-bus").gone = True
    taken_up(session, plan, "t-bus")
