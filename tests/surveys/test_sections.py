"""課: which sections answer for an issue, who is of them, and what makes that hard."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from surveys import (
    inquiry_hints,
    issues,
    sections,
    staff,
)
from surveys.issues import PolicyIssue
from surveys.plans import Plan
from surveys.sections import HeadOfNothing
from surveys.staff import Role
from tests import make

A_DAY = timedelta(days=1)
TODAY = make.NOON.date()


@pytest.fixture
def plan(session: Session) -> Plan:
    made = make.plan()
    session.add(made)
    session.flush()
    return made


def test_sections_are_read_out_of_what_people_write() -> None:
    assert sections.named("福祉課、こども課,福祉課　 土木課") == ("福祉課", "こども課", "土木課")
    assert sections.named(" ") == ()


def test_a_member_sits_in_the_sections_of_their_role(session: Session, plan: Plan) -> None:
    ito, kato = (make.member(session, name) for name in ("ito", "kato"))

    def seats(who: staff.StaffMember, day: date = TODAY) -> sections.Seats | None:
        return sections.seats(session, who, plan_id=plan.id, today=day)

    assert seats(ito) is None
    given = staff.give(session, ito, Role.SECTION, plan_id=plan.id)
    assert seats(ito) == sections.Seats(None, frozenset())
    with pytest.raises(HeadOfNothing):
        sections.seat(given, "", head=True)
    sections.seat(given, "福祉課、長寿課", head=True)
    both = frozenset({"福祉課", "長寿課"})
    assert seats(ito) == sections.Seats(both, both)
    seated = seats(ito)
    assert seated is not None
    assert seated.writes_for("長寿課")
    assert not seated.writes_for("こども課")

    other = staff.give(session, kato, Role.SECTION, last_day=TODAY)
    sections.seat(other, "長寿課", head=True)
    heads = sections.heads(session, "長寿課", plan_id=plan.id, today=TODAY)
    assert [each.name for each in heads] == ["ito", "kato"]
    assert seats(kato, TODAY + A_DAY) is None
    ito.active = False
    heads = sections.heads(session, "長寿課", plan_id=plan.id, today=TODAY + A_DAY)
    assert heads == []
    planner = staff.give(session, kato, Role.PLANNER)
    sections.seat(planner, "長寿課", head=True)
    assert (planner.section, planner.head) == ("", False)


def test_sections_to_choose_from_are_those_people_named(session: Session, plan: Plan) -> None:
    named = {"section": "地域交通課", "related_sections": "福祉課、都市計画課"}
    bus = PolicyIssue(plan_id=plan.id, topic="", desired_state="行ける", parts={}, **named)
    bus.created_at = make.NOON
    issues.add(session, bus)
    given = staff.give(session, make.member(session, "ito"), Role.SECTION)
    sections.seat(given, "こども課", head=False)
    assert sections.known(session, plan) == sorted(
        ["こども課", "地域交通課", "福祉課", "都市計画課"]
    )


@pytest.mark.parametrize(
    ("title", "involved", "hints"),
    [
        ("運転しない人が通院できる", "甲課", ()),
        ("運転しない人が通院できる", "甲課、乙課、丙課", ()),
        ("運転しない人が通院できる", "甲課、乙課、丙課、丁課", ("many",)),
        ("公共交通の整備", "甲課", ("means", "nobody")),
        ("誰もが安心して移動できる", "甲課", ("everyone",)),
        ("市民が安心して暮らせる", "甲課", ("everyone",)),
        ("すべての人が輝ける", "甲課", ("everyone",)),
        ("緑豊かな自然が守られている", "甲課", ("nobody",)),
        ("道路が安全に保たれている", "甲課", ("nobody",)),
        ("高齢者が歩いて買い物に行ける", "甲課", ()),
        ("車がなくても、行きたい所へ行ける", "甲課", ()),
        ("年を重ねても、住み慣れた地区で暮らせる", "甲課", ()),
        ("介護が必要になっても、自分らしく暮らせる", "甲課", ()),
        ("働く人が仕事と家庭を両立できる", "甲課", ()),
        ("子どもを産み育てたい人が、安心して働ける", "甲課", ()),
        ("若者が地元で働き続けられる", "甲課", ()),
        ("人口が増えている", "甲課", ("nobody",)),
        ("人材が育っている", "甲課", ("nobody",)),
        ("ごみが減っている", "甲課", ("nobody",)),
        ("商店街がにぎわっている", "甲課", ("nobody",)),
        ("空き家が使われている", "甲課", ("nobody",)),
        ("一人ひとりが自分らしく生きられる", "甲課", ("everyone",)),
        ("住民が支え合っている", "甲課", ("everyone",)),
    ],
)
def test_hints_say_what_is_hard_to_answer_for(
    title: str, involved: str, hints: tuple[str, ...]
) -> None:
    main, _, related = involved.partition("、")
    made = PolicyIssue(desired_state=title, section=main, related_sections=related)
    assert inquiry_hints.of_issue(made) == hints
