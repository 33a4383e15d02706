"""二人で書く: one field each is brought together, the same field is decided by a person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from surveys import issue_steps, issue_writing, issues
from surveys.issue_steps import IssueStep
from surveys.issues import PolicyIssue
from tests import make

TEXT = st.sampled_from(["", "甲", "乙", "丙"])


@pytest.fixture
def issue(session: Session) -> PolicyIssue:
    plan = make.plan()
    session.add(plan)
    session.flush()
    made = PolicyIssue(plan_id=plan.id, topic="バス", desired_state="行ける", created_at=make.NOON)
    return issues.add(session, made)


def save(session: Session, issue: PolicyIssue, **words: str) -> None:
    """Somebody else saves first."""
    before = issue_steps.seen(session, [issue])
    issue_writing.write(issue, words)
    step = IssueStep(plan_id=issue.plan_id, kind="written", about={}, made_at=make.NOON)
    issue_steps.keep(session, step, before, [issue])


def test_two_fields_of_two_writers_are_both_kept(session: Session, issue: PolicyIssue) -> None:
    read = issue.revision
    save(session, issue, measures="増便する")
    typed = {"gap": "本数が少ない", "measures": "", "present_state": ""}
    found = issue_writing.together(session, issue, read, typed)
    assert (found.theirs, found.apart) == (("measures",), {})
    assert (found.fields["gap"], found.fields["measures"]) == ("本数が少ない", "増便する")


def test_one_field_of_two_writers_is_theirs_to_decide(session: Session, issue: PolicyIssue) -> None:
    read = issue.revision
    save(session, issue, gap="先の課題")
    typed = {"gap": "後の課題", "topic": "バスの本数"}
    found = issue_writing.together(session, issue, read, typed)
    assert found.apart == {"gap": "先の課題"}
    assert found.fields == {"gap": "後の課題", "topic": "バスの本数"}

    found = issue_writing.together(session, issue, issue.revision, typed, ["gap"])
    assert (found.apart, found.fields["gap"]) == ({}, "先の課題")
    issue_writing.write(issue, found.fields)
    assert (issue.gap, issue.topic) == ("先の課題", "バスの本数")


def test_whatever_differs_is_decided_where_no_step_remembers(
    session: Session, issue: PolicyIssue
) -> None:
    save(session, issue, gap="先の課題")
    found = issue_writing.together(session, issue, 99, {"gap": "後の課題", "measures": ""})
    assert found.apart == {"gap": "先の課題"}


@given(data=st.tuples(TEXT, TEXT, TEXT))
def test_no_change_of_either_is_lost(data: tuple[str, str, str]) -> None:
    read, saved, typed = data
    fields, theirs, apart = issue_writing.each_field({"gap": typed}, {"gap": saved}, {"gap": read})
    said = {fields["gap"], *apart.values()}
    assert said >= {words for words in (saved, typed) if words != read}
    assert bool(theirs) == (typed == read != saved)
