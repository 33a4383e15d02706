"""庁内照会: each section is asked about its issues, answers without loss, and is confirmed."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from surveys import (
    inquiries,
    inquiry_answers,
    inquiry_sheets,
    issues,
)
from surveys.inquiries import (
    BLANKS,
    DeadlinePassed,
    Inquiry,
    InquirySheet,
    NoIssueChosen,
    SectionMissing,
)
from surveys.inquiry_answers import LONGEST_ANSWER, AlreadyAnswered, AnswerTooLong, Said, mark
from surveys.inquiry_sheets import (
    ON_PAPER,
    OWN,
    BlanksLeft,
    DeadlineNotLater,
    HeadNameMissing,
    NothingToConfirm,
    ReasonMissing,
    SheetHandedIn,
)
from surveys.issues import PolicyIssue
from surveys.plans import Plan
from tests import make

A_DAY = timedelta(days=1)
DUE = make.NOON + 14 * A_DAY
TODAY = make.NOON.date()


@pytest.fixture
def plan(session: Session) -> Plan:
    made = make.plan()
    session.add(made)
    session.flush()
    return made


@pytest.fixture
def bus(session: Session, plan: Plan) -> PolicyIssue:
    return issue(
        session,
        plan,
        "運転しない人が通院できる",
        section="地域交通課",
        related_sections="福祉課、都市計画課",
        present_state="バスの本数が減った。",
    )


def issue(session: Session, plan: Plan, title: str, **of: str) -> PolicyIssue:
    made = PolicyIssue(
        plan_id=plan.id, topic=title, desired_state=title, parts={}, created_at=make.NOON, **of
    )
    return issues.add(session, made)


def started(session: Session, plan: Plan, *listed: PolicyIssue) -> Inquiry:
    made = Inquiry(plan_id=plan.id, title="照会", due_at=DUE, created_at=make.NOON)
    return inquiries.start(session, made, listed, make.NOON)


def sheet_of(session: Session, inquiry: Inquiry, section: str) -> InquirySheet:
    (found,) = [s for s in inquiries.sheets_of(session, inquiry) if s.section == section]
    return found


def first_item(session: Session, sheet: InquirySheet) -> int:
    return inquiries.asked_of(session, sheet)[0].item.id


def write(session: Session, sheet: InquirySheet, **said: str) -> None:
    """Write over what is there, having seen it."""
    item = first_item(session, sheet)
    there = inquiry_answers.held(session, inquiries.asked_of(session, sheet))
    seen = {key: there[item, key].words if (item, key) in there else "" for key in said}
    typed = {(item, key): Said(words, mark(seen[key])) for key, words in said.items()}
    assert inquiry_answers.write(session, sheet, typed, None, make.NOON) == {}


def filled(session: Session, sheet: InquirySheet) -> InquirySheet:
    inquiry_answers.fill_up(session, sheet, None, make.NOON)
    return sheet


def member(session: Session, name: str) -> int:
    return make.member(session, name).id


def test_each_section_gets_one_sheet_with_its_own_issues_first(
    session: Session, plan: Plan, bus: PolicyIssue
) -> None:
    walk = issue(session, plan, "高齢者が歩ける", section="福祉課", related_sections="地域交通課")
    inquiry = started(session, plan, bus, walk)

    asked = {
        sheet.section: [(a.issue.topic, a.item.main) for a in inquiries.asked_of(session, sheet)]
        for sheet in inquiries.sheets_of(session, inquiry)
    }
    assert asked == {
        "地域交通課": [("運転しない人が通院できる", True), ("高齢者が歩ける", False)],
        "福祉課": [("高齢者が歩ける", True), ("運転しない人が通院できる", False)],
        "都市計画課": [("運転しない人が通院できる", False)],
    }
    assert inquiries.issues_of(session, inquiry) == [bus, walk]


def test_a_related_section_is_not_asked_for_what_the_main_one_writes(
    session: Session, plan: Plan, bus: PolicyIssue
) -> None:
    inquiry = started(session, plan, bus)
    keys = {
        section: [b.key for _p, _a, b in inquiry_answers.places(asked(session, inquiry, section))]
        for section in ("地域交通課", "福祉課")
    }
    assert keys["地域交通課"] == list(BLANKS)
    assert keys["福祉課"] == ["measures", "review", "direction", "opinion"]


def asked(session: Session, inquiry: Inquiry, section: str) -> list[inquiries.Asked]:
    return inquiries.asked_of(session, sheet_of(session, inquiry, section))


def test_an_inquiry_needs_issues_sections_and_time(
    session: Session, plan: Plan, bus: PolicyIssue
) -> None:
    nobodys = issue(session, plan, "歩ける")
    with pytest.raises(NoIssueChosen):
        started(session, plan)
    with pytest.raises(SectionMissing, match="1件"):
        started(session, plan, bus, nobodys)
    late = Inquiry(plan_id=plan.id, title="照会", due_at=make.NOON, created_at=make.NOON)
    with pytest.raises(DeadlinePassed):
        inquiries.start(session, late, [bus], make.NOON)


def test_a_section_named_later_is_asked_and_opens_its_sheet_again(
    session: Session, plan: Plan, bus: PolicyIssue
) -> None:
    walk = issue(session, plan, "歩ける", section="福祉課")
    inquiry = started(session, plan, bus, walk)
    sheet = filled(session, sheet_of(session, inquiry, "都市計画課"))
    inquiry_sheets.send(session, sheet, member(session, "sato"), make.NOON)
    walk.related_sections = "都市計画課、土木課"
    listed = inquiries.issues_of(session, inquiry)
    added = inquiries.missing(session, inquiry, listed)
    assert [section for section, _issue in added] == ["都市計画課", "土木課"]

    inquiries.send_out(session, inquiry, added)
    assert inquiries.missing(session, inquiry, listed) == []
    assert sheet.state == inquiries.OPEN
    assert inquiry_answers.progress(session, sheet).filled == 3


def test_an_inquiry_sent_by_mistake_is_called_off_until_somebody_wrote(
    session: Session, plan: Plan, bus: PolicyIssue
) -> None:
    inquiry = started(session, plan, bus)
    inquiry_answers.call_off(session, inquiry)
    assert inquiries.of_plan(session, plan) == []
    again = started(session, plan, bus)
    write(session, sheet_of(session, again, "福祉課"), measures="実証")
    with pytest.raises(AlreadyAnswered):
        inquiry_answers.call_off(session, again)


def test_an_issue_taken_off_the_list_is_asked_about_no_more(
    session: Session, plan: Plan, bus: PolicyIssue
) -> None:
    walk = issue(session, plan, "歩ける", section="地域交通課")
    inquiry = started(session, plan, bus, walk)
    bus.gone = True
    session.flush()
    assert [a.issue for a in asked(session, inquiry, "地域交通課")] == [walk]


def test_drafts_are_kept_and_counted(session: Session, plan: Plan, bus: PolicyIssue) -> None:
    sheet = sheet_of(session, started(session, plan, bus), "地域交通課")
    progress = inquiry_answers.progress(session, sheet)
    assert (progress.filled, progress.of, progress.saved_at) == (0, 5, None)
    assert inquiry_sheets.stage(sheet, progress) == "open"

    write(session, sheet, gap="夜の便がない\r\n ", opinion="一緒に")
    progress = inquiry_answers.progress(session, sheet)
    assert (progress.filled, progress.of) == (1, 5)  # 意見 may stay empty, so it is not counted
    assert inquiry_sheets.stage(sheet, progress) == "begun"
    item = first_item(session, sheet)
    held = inquiry_answers.held(session, inquiries.asked_of(session, sheet))
    assert held[item, "gap"].words == "夜の便がない"
    write(session, sheet, gap="")
    assert inquiry_answers.progress(session, sheet).filled == 0


def test_two_writers_of_a_section_lose_nothing(
    session: Session, plan: Plan, bus: PolicyIssue
) -> None:
    sheet = sheet_of(session, started(session, plan, bus), "地域交通課")
    item, blank = first_item(session, sheet), mark("")
    both = {(item, "gap"): Said("先の課題", blank), (item, "measures"): Said("", blank)}
    assert inquiry_answers.write(session, sheet, both, None, make.NOON) == {}

    other = {(item, "gap"): Said("後の課題", blank), (item, "measures"): Said("実証", blank)}
    clash = inquiry_answers.write(session, sheet, other, None, make.NOON)
    assert clash == {(item, "gap"): "先の課題"}
    untouched = {(item, "gap"): Said("", blank)}
    assert inquiry_answers.write(session, sheet, untouched, None, make.NOON) == {}
    held = inquiry_answers.held(session, inquiries.asked_of(session, sheet))
    assert {key[1]: each.words for key, each in held.items()} == {
        "gap": "先の課題",
        "measures": "実証",
    }


def test_a_blank_of_another_sheet_is_not_written(
    session: Session, plan: Plan, bus: PolicyIssue
) -> None:
    inquiry = started(session, plan, bus)
    mine, theirs = (sheet_of(session, inquiry, name) for name in ("地域交通課", "福祉課"))
    said = {(first_item(session, theirs), "measures"): Said("よその課", mark(""))}
    inquiry_answers.write(session, mine, said, None, make.NOON)
    assert inquiry_answers.progress(session, theirs).filled == 0


def test_an_answer_has_a_longest(session: Session, plan: Plan, bus: PolicyIssue) -> None:
    sheet = sheet_of(session, started(session, plan, bus), "地域交通課")
    with pytest.raises(AnswerTooLong, match="1801文字"):
        write(session, sheet, gap="あ" * (LONGEST_ANSWER + 1))


def test_empty_blanks_are_named_and_may_be_filled_as_unchanged(
    session: Session, plan: Plan, bus: PolicyIssue
) -> None:
    sheet = sheet_of(session, started(session, plan, bus), "地域交通課")
    sender = member(session, "sato")
    with pytest.raises(BlanksLeft, match="5か所"):
        inquiry_sheets.send(session, sheet, sender, make.NOON)
    write(session, sheet, gap="夜の便がない")
    filled(session, sheet)
    held = inquiry_answers.held(session, inquiries.asked_of(session, sheet))
    assert {key[1]: (each.words, each.says_something) for key, each in held.items()} == {
        "present_state": ("変更なし", False),  # the issue has a text there
        "gap": ("夜の便がない", True),
        "measures": ("該当なし", False),
        "review": ("該当なし", False),
        "direction": ("該当なし", False),
    }


def test_the_head_confirms_or_sends_back(session: Session, plan: Plan, bus: PolicyIssue) -> None:
    sheet = filled(session, sheet_of(session, started(session, plan, bus), "地域交通課"))
    sender, head = member(session, "sato"), member(session, "kacho")
    with pytest.raises(NothingToConfirm):
        inquiry_sheets.confirm(sheet, "課長 山田", head, make.NOON)
    inquiry_sheets.send(session, sheet, sender, make.NOON)
    with pytest.raises(SheetHandedIn):
        inquiry_sheets.send(session, sheet, sender, make.NOON)
    with pytest.raises(ReasonMissing):
        inquiry_sheets.send_back(sheet, " ")
    inquiry_sheets.send_back(sheet, "年度を入れる")
    assert (sheet.state, sheet.reason, sheet.editable) == ("returned", "年度を入れる", True)

    inquiry_sheets.send(session, sheet, sender, make.NOON)
    with pytest.raises(HeadNameMissing):
        inquiry_sheets.confirm(sheet, "", head, make.NOON)
    inquiry_sheets.confirm(sheet, "課長 山田", head, make.NOON)
    assert (sheet.state, sheet.confirmed_name, sheet.reason) == ("submitted", "課長 山田", "")
    inquiry_sheets.reopen(sheet, "数字の確認")
    assert (sheet.state, sheet.confirmed_name, sheet.confirmed_at) == ("returned", "", None)


def test_nobody_confirms_their_own_sheet_where_there_is_another_head(
    session: Session, plan: Plan, bus: PolicyIssue
) -> None:
    sheet = filled(session, sheet_of(session, started(session, plan, bus), "地域交通課"))
    inquiry_sheets.send(session, sheet, member(session, "sato"), make.NOON)
    way = inquiry_sheets.way_to_confirm
    me, other = sheet.sent_by or 0, 99
    assert way(sheet, other, {other}, planner=False) == OWN
    assert way(sheet, me, {me}, planner=False) == OWN  # a section with one head
    assert way(sheet, me, {me, other}, planner=False) == ""
    assert way(sheet, me, {other}, planner=False) == ""
    assert way(sheet, me, set(), planner=False) == ON_PAPER  # no head signs in here
    assert way(sheet, other, {me}, planner=True) == ON_PAPER


def test_who_is_late_is_known_and_may_be_given_time(
    session: Session, plan: Plan, bus: PolicyIssue
) -> None:
    sheet = sheet_of(session, started(session, plan, bus), "地域交通課")
    assert not inquiry_sheets.is_late(sheet, DUE)
    after = DUE + timedelta(minutes=1)
    assert inquiry_sheets.is_late(sheet, after)
    for wrong, due, reason in (
        (DeadlinePassed, after, "議会"),
        (ReasonMissing, after + A_DAY, " "),
    ):
        with pytest.raises(wrong):
            inquiry_sheets.put_off(sheet, due, reason, after)
    with pytest.raises(DeadlineNotLater):
        inquiry_sheets.put_off(sheet, DUE, "議会", make.NOON)
    inquiry_sheets.release(sheet, "所管が違うため")
    assert not inquiry_sheets.is_late(sheet, after)
    inquiry_sheets.reopen(sheet, "やはり主管課")
    assert inquiry_sheets.is_late(sheet, after)
    inquiry_sheets.put_off(sheet, after + A_DAY, "議会の対応のため", after)
    assert not inquiry_sheets.is_late(sheet, after)

    filled(session, sheet)
    inquiry_sheets.send(session, sheet, member(session, "sato"), after)
    inquiry_sheets.confirm(sheet, "課長", sheet.sent_by or 0, after + 2 * A_DAY)
    assert inquiry_sheets.was_late(sheet)
    assert not inquiry_sheets.is_late(sheet, after + 3 * A_DAY)


def test_answers_about_an_issue_stand_side_by_side(
    session: Session, plan: Plan, bus: PolicyIssue
) -> None:
    inquiry = started(session, plan, bus)
    for section in ("福祉課", "地域交通課", "都市計画課"):
        sheet = sheet_of(session, inquiry, section)
        write(session, sheet, review="続けた", measures="実証")
        if section != "都市計画課":  # what no head confirmed is no answer of a section yet
            sheet.state = inquiries.SUBMITTED
    told = [
        (sheet.section, item.main, {key: each.words for key, each in answers.items()})
        for sheet, item, answers in inquiry_answers.about_issue(session, inquiry, bus)
    ]
    both = {"measures": "実証", "review": "続けた"}
    assert told == [("地域交通課", True, both), ("福祉課", False, both), ("都市計画課", False, {})]
