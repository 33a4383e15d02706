"""論点の履歴: what was done to issues can be taken back, merged and parted without loss."""

import pytest
from sqlalchemy.orm import Session

from surveys import (
    issue_drafts,
    issue_evidence,
    issue_joining,
    issue_snapshots,
    issue_steps,
    issues,
)
from surveys.issue_joining import NothingToMerge, NothingToPart
from surveys.issue_steps import ChangedSince, IssueStep
from surveys.issues import Evidence, PolicyIssue
from surveys.plans import Plan
from surveys.voices import Voice
from tests import make


@pytest.fixture
def plan(session: Session) -> Plan:
    made = make.plan()
    session.add(made)
    session.flush()
    return made


def adopted(session: Session, plan: Plan, title: str, key: str, **of: str) -> PolicyIssue:
    issue = PolicyIssue(
        plan_id=plan.id, topic=title, desired_state=title, created_at=make.NOON, **of
    )
    issue_drafts.adopt(session, issue, key)
    issues.set_evidence(session, issue, [evidence(title, f"{title}は40%です。")])
    return issue


def evidence(question: str, statement: str) -> Evidence:
    source = {"questionnaire_id": 1, "question": question}
    return Evidence(kind="need", statement=statement, strength=0.4, n=40, source=source)


def step(plan: Plan, kind: str) -> IssueStep:
    return IssueStep(plan_id=plan.id, kind=kind, about={}, made_at=make.NOON)


def said(session: Session, issue: PolicyIssue) -> list[str]:
    return [each.statement for each in issues.evidence(session, issue)]


def voice(session: Session, plan: Plan, issue: PolicyIssue, words: str) -> Voice:
    made = Voice(plan_id=plan.id, question_code="free", words=words, attributes=[])
    session.add(made)
    session.flush()
    issues.add_voice(session, issue, made)
    return made


def test_a_merged_issue_has_all_of_both_and_comes_apart_again(session: Session, plan: Plan) -> None:
    bus = adopted(session, plan, "行ける", "t-bus", section="交通課", gap="本数が少ない。")
    walk = adopted(session, plan, "歩ける", "t-walk", section="土木課", gap="歩道が狭い。")
    voice(session, plan, walk, "歩道が狭くてこわい")
    before = issue_steps.seen(session, [bus, walk])

    issue_joining.merge(session, bus, [walk])
    merged = issue_steps.keep(session, step(plan, "merged"), before, [bus, walk])

    assert issues.of_plan(session, plan) == [bus]
    assert (bus.section, bus.related_sections) == ("交通課", "土木課")
    assert bus.gap == "本数が少ない。\n\n歩道が狭い。"
    assert said(session, bus) == ["行けるは40%です。", "歩けるは40%です。"]
    assert [each.words for each in issues.voices(session, bus)] == ["歩道が狭くてこわい"]
    assert issue_drafts.adopted(session, plan) == {"t-bus": bus.id, "t-walk": bus.id}

    assert merged is not None
    undone = issue_steps.undo(session, merged, step(plan, "undone"))
    assert issue_snapshots.snapshot(session, bus)["gap"] == "本数が少ない。"
    assert issues.of_plan(session, plan) == [bus, walk]
    assert issue_drafts.adopted(session, plan) == {"t-bus": bus.id, "t-walk": walk.id}
    assert issue_steps.taken_back(session, plan) == {merged.id}

    issue_steps.undo(session, undone, step(plan, "undone"))
    assert issues.of_plan(session, plan) == [bus]
    assert issue_steps.taken_back(session, plan) == {undone.id}
    assert [each.kind for each in issue_steps.history(session, walk)] == [
        *("undone", "undone", "merged")
    ]


def test_nothing_is_taken_back_from_under_a_later_change(session: Session, plan: Plan) -> None:
    bus = adopted(session, plan, "行ける", "t-bus")
    before = issue_steps.seen(session, [bus])
    issues.write(bus, bus.revision, {"gap": "本数が少ない。"})
    written = issue_steps.keep(session, step(plan, "written"), before, [bus])
    assert written is not None
    issues.write(bus, bus.revision, {"gap": "本数が減った。"})
    session.flush()

    with pytest.raises(ChangedSince):
        issue_steps.undo(session, written, step(plan, "undone"))
    assert bus.gap == "本数が減った。"


def test_what_others_wrote_since_stays_when_a_step_is_taken_back(
    session: Session, plan: Plan
) -> None:
    bus = adopted(session, plan, "行ける", "t-bus")
    before = issue_steps.seen(session, [bus])
    issues.write(bus, bus.revision, {"gap": "本数が少ない。"})
    written = issue_steps.keep(session, step(plan, "written"), before, [bus])
    assert written is not None
    issues.write(bus, bus.revision, {"measures": "増便する"})
    session.flush()

    issue_steps.undo(session, written, step(plan, "undone"))
    assert (bus.gap, bus.measures) == ("", "増便する")


def test_an_order_is_taken_back_and_moves_no_words(session: Session, plan: Plan) -> None:
    bus, walk, school = (adopted(session, plan, title, title) for title in "甲乙丙")
    before = issue_steps.seen(session, [school])
    issues.place(session, plan, school, 1)
    moving = step(plan, "moved")
    moving.about = {"place": 1}
    moved = issue_steps.keep(session, moving, before, [school])
    issues.write(school, school.revision, {"gap": "本数が少ない。"})
    assert moved is not None

    undone = issue_steps.undo(session, moved, step(plan, "undone"))
    assert issues.of_plan(session, plan) == [bus, walk, school]
    assert school.gap == "本数が少ない。"
    issue_steps.undo(session, undone, step(plan, "undone"))
    assert issues.of_plan(session, plan) == [school, bus, walk]


def test_chosen_voices_and_their_sides_are_taken_back(session: Session, plan: Plan) -> None:
    bus = adopted(session, plan, "行ける", "t-bus")
    stays, erased = (voice(session, plan, bus, words) for words in ("バスがない", "便利だ"))
    issues.add_voice(session, bus, erased, contrary=True)
    before = issue_steps.seen(session, [bus])
    for each in (stays, erased):
        issues.remove_voice(session, bus, each)
    removed = issue_steps.keep(session, step(plan, "voices"), before, [bus])
    assert removed is not None
    undone = issue_steps.undo(session, removed, step(plan, "undone"))
    assert (issues.voices(session, bus), issues.contrary(session, bus)) == (
        [stays, erased],
        {erased.id},
    )
    issue_steps.undo(session, undone, step(plan, "undone"))
    session.delete(erased)
    session.flush()
    issue_steps.undo(session, issue_steps.history(session, bus)[0], step(plan, "undone"))
    assert issues.voices(session, bus) == [stays]


def test_how_an_issue_stood_at_a_revision_is_remembered(session: Session, plan: Plan) -> None:
    bus = adopted(session, plan, "行ける", "t-bus", gap="はじめ")
    read, before = bus.revision, issue_steps.seen(session, [bus])
    issues.write(bus, read, {"gap": "つぎ"})
    issue_steps.keep(session, step(plan, "written"), before, [bus])
    for revision, gap in ((read, "はじめ"), (bus.revision, "つぎ")):
        found = issue_steps.at_revision(session, bus, revision)
        assert found is not None
        assert found["gap"] == gap
    assert issue_steps.at_revision(session, bus, 99) is None


def test_what_changes_nothing_is_no_step(session: Session, plan: Plan) -> None:
    bus = adopted(session, plan, "行ける", "t-bus")
    before = issue_steps.seen(session, [bus])
    issues.write(bus, bus.revision, {"gap": ""})
    assert issue_steps.keep(session, step(plan, "written"), before, [bus]) is None


def test_an_issue_is_parted_by_its_evidence_and_voices(session: Session, plan: Plan) -> None:
    bus = adopted(session, plan, "行ける", "t-bus")
    adopted(session, plan, "学べる", "t-school")
    more = [*issues.evidence(session, bus), evidence("walk", "歩道は30%です。")]
    issues.set_evidence(session, bus, [issue_evidence.copy(each) for each in more])
    stays, goes = (voice(session, plan, bus, words) for words in ("バスがない", "歩道が狭い"))
    mark = issue_evidence.mark(more[1])
    new = PolicyIssue(
        plan_id=plan.id, topic="歩道", desired_state="歩ける", created_at=make.NOON, parts={}
    )
    with pytest.raises(NothingToPart):
        issue_joining.part(session, bus, new)

    issue_joining.part(session, bus, new, marks=[mark], voice_ids=[goes.id])

    assert (said(session, bus), said(session, new)) == (["行けるは40%です。"], ["歩道は30%です。"])
    assert (issues.voices(session, bus), issues.voices(session, new)) == ([stays], [goes])
    assert [each.desired_state for each in issues.of_plan(session, plan)] == [
        *("行ける", "歩ける", "学べる")
    ]
    assert issue_drafts.keys_of(session, new) == ["t-bus"]


def test_an_issue_is_not_merged_with_itself(session: Session, plan: Plan) -> None:
    bus = adopted(session, plan, "行ける", "t-bus")
    with pytest.raises(NothingToMerge):
        issue_joining.merge(session, bus, [bus])


def test_newer_data_are_offered_and_what_was_declined_is_not_offered_again(
    session: Session, plan: Plan
) -> None:
    bus = adopted(session, plan, "行ける", "t-bus")
    newest = [evidence("行ける", "行けるは45%です。"), evidence("new", "待ち時間は20%です。")]
    changed, new = issue_evidence.differences(session, bus, newest)
    assert (changed.held is not None, new.held) == (True, None)

    issue_evidence.decline(session, bus, newest, [new.mark])
    assert issue_evidence.accept(session, bus, newest, [changed.mark]) == 1
    assert said(session, bus) == ["行けるは45%です。"]
    assert issue_evidence.differences(session, bus, newest) == []

    again = [newest[0], evidence("new", "待ち時間は25%です。")]
    assert [each.mark for each in issue_evidence.differences(session, bus, again)] == [new.mark]
    (lost,) = issue_evidence.differences(session, bus, [again[1]])[:1]
    assert lost.found is None
    issue_evidence.leave_out(session, bus, changed.mark)
    assert said(session, bus) == []
    assert issue_evidence.differences(session, bus, newest) == []
