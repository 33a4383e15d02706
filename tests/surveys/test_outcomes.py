"""反映状況: told line by line, corrected in sight, and found again after issues were merged."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from surveys import announcements, issue_joining, issue_lineage, issue_steps, issues, outcomes
from surveys.issue_steps import IssueStep
from surveys.issues import PolicyIssue
from surveys.outcomes import (
    AlreadyTakenBack,
    Course,
    DayAhead,
    NextDayBackwards,
    Outcome,
    WordsMissing,
)
from surveys.plans import Plan
from tests import make

TODAY = date(2026, 7, 1)


@pytest.fixture
def plan(session: Session) -> Plan:
    made = make.plan()
    session.add(made)
    session.flush()
    return made


def issue(session: Session, plan: Plan, title: str) -> PolicyIssue:
    made = PolicyIssue(
        plan_id=plan.id, topic=title, desired_state=title, parts={}, created_at=make.NOON
    )
    return issues.add(session, made)


def line(of: PolicyIssue, **said: object) -> Outcome:
    ordinary: dict[str, object] = {
        "plan_id": of.plan_id,
        "issue_id": of.id,
        "state": "planned",
        "words": "第3章に書いた",
        "day": TODAY,
        "made_at": make.NOON,
    }
    return Outcome(**(ordinary | said))


def merge(session: Session, plan: Plan, into: PolicyIssue, other: PolicyIssue) -> IssueStep:
    both = [into, other]
    before = issue_steps.seen(session, both)
    issue_joining.merge(session, into, [other])
    step = IssueStep(
        plan_id=plan.id,
        kind="merged",
        about={"into": into.id, "others": [other.id]},
        made_at=make.NOON,
    )
    kept = issue_steps.keep(session, step, before, both)
    assert kept is not None
    return kept


def undo(session: Session, plan: Plan, step: IssueStep) -> None:
    back = IssueStep(plan_id=plan.id, kind="undone", about={}, made_at=make.NOON)
    issue_steps.undo(session, step, back)


def test_the_newest_day_says_how_an_issue_stands(session: Session, plan: Plan) -> None:
    bus = issue(session, plan, "バス")
    outcomes.say(session, line(bus, state="under_way", words="試行中"), TODAY)
    late = line(bus, state="considering", words="", day=TODAY - timedelta(days=90))
    outcomes.say(session, late, TODAY)
    course = outcomes.of_issue(session, bus)
    assert course.newest is not None
    assert course.newest.state == "under_way"
    assert [each.state for each in course.told] == ["under_way", "considering"]


@pytest.mark.parametrize("state", ["planned", "under_way", "done", "declined", "elsewhere"])
def test_whoever_decides_says_what_or_why(session: Session, plan: Plan, state: str) -> None:
    bus = issue(session, plan, "バス")
    with pytest.raises(WordsMissing):
        outcomes.say(session, line(bus, state=state, words=" \n"), TODAY)
    assert outcomes.of_issue(session, bus).told == ()


def test_being_considered_needs_no_words(session: Session, plan: Plan) -> None:
    bus = issue(session, plan, "バス")
    outcomes.say(session, line(bus, state="considering", words=""), TODAY)
    assert outcomes.of_issue(session, bus).newest is not None


def test_nothing_is_told_ahead_of_its_day(session: Session, plan: Plan) -> None:
    bus = issue(session, plan, "バス")
    with pytest.raises(DayAhead):
        outcomes.say(session, line(bus, day=TODAY + timedelta(days=1)), TODAY)
    with pytest.raises(NextDayBackwards):
        outcomes.say(session, line(bus, next_day=TODAY), TODAY)


def test_a_corrected_line_is_kept_and_holds_no_longer(session: Session, plan: Plan) -> None:
    bus = issue(session, plan, "バス")
    wrong = outcomes.say(session, line(bus, words="第2章に書いた"), TODAY)
    right = outcomes.say(session, line(bus, corrects=wrong.id), TODAY)
    course = outcomes.of_issue(session, bus)
    assert course.newest is right
    assert set(course.told) == {right, wrong}
    assert wrong.words == "第2章に書いた"
    assert outcomes.corrected(course.told) == {wrong.id: right}
    with pytest.raises(AlreadyTakenBack):
        outcomes.say(session, line(bus, corrects=wrong.id), TODAY)


def test_a_line_taken_back_lets_the_one_before_hold_again(session: Session, plan: Plan) -> None:
    bus = issue(session, plan, "バス")
    first = outcomes.say(session, line(bus, state="considering"), TODAY)
    second = outcomes.say(session, line(bus, state="done"), TODAY)
    outcomes.take_back(second, make.NOON)
    assert outcomes.of_issue(session, bus).newest is first
    with pytest.raises(AlreadyTakenBack):
        outcomes.take_back(second, make.NOON)


def test_merged_issues_have_one_course(session: Session, plan: Plan) -> None:
    bus, taxi, rail = (issue(session, plan, each) for each in ("バス", "タクシー", "鉄道"))
    outcomes.say(session, line(taxi, day=TODAY - timedelta(days=1)), TODAY)
    merge(session, plan, bus, taxi)
    merge(session, plan, rail, bus)
    outcomes.say(session, line(rail, state="done"), TODAY)
    told = outcomes.courses(session, plan)
    for each in (bus, taxi, rail):
        newest = told[each.id].newest
        assert newest is not None
        assert newest.state == "done"
        assert len(told[each.id].told) == 2


def test_undoing_a_merger_parts_the_courses(session: Session, plan: Plan) -> None:
    bus, taxi = (issue(session, plan, each) for each in ("バス", "タクシー"))
    step = merge(session, plan, bus, taxi)
    assert issue_lineage.merged(session, plan) == {taxi.id: bus.id}
    undo(session, plan, step)
    outcomes.say(session, line(bus), TODAY)
    assert issue_lineage.merged(session, plan) == {}
    assert taxi.id not in outcomes.courses(session, plan)


def test_the_desk_is_reminded_of_what_has_gone_quiet(session: Session, plan: Plan) -> None:
    bus = issue(session, plan, "バス")
    half = TODAY - timedelta(days=182)

    def hinted(**said: object) -> str:
        made = line(bus, **said)
        return outcomes.hint(Course(made, (made,)), TODAY, half)

    assert outcomes.hint(outcomes.NOTHING, TODAY, None) == ""
    assert outcomes.hint(outcomes.NOTHING, TODAY, half) == "untold"
    assert hinted(day=half) == ""
    assert hinted(day=half - timedelta(days=1)) == "stale"
    assert hinted(day=half, next_day=TODAY - timedelta(days=1)) == "overdue"
    assert hinted(day=half - timedelta(days=1), state="done") == ""


def test_states_are_counted_in_their_order(session: Session, plan: Plan) -> None:
    bus = issue(session, plan, "バス")
    newest = [line(bus, state="done"), None, line(bus), line(bus, state="done")]
    assert outcomes.tally(newest) == {"planned": 1, "done": 2, "": 1}


def test_an_announcement_is_rewritten_and_taken_away(session: Session, plan: Plan) -> None:
    asked = make.questionnaire(session, plan)
    announcements.announce(session, asked, TODAY, " 市のホームページ ")
    told = announcements.announce(session, asked, None, "秋の広報")
    assert told is announcements.find(session, asked.id)
    assert told is not None
    assert (told.day, told.words) == (None, "秋の広報")
    announcements.announce(session, asked, None, " ")
    assert announcements.find(session, asked.id) is None
