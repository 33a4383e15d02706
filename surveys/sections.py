"""課: which sections answer for an issue, and who at the desk is of which section."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from surveys.errors import N_, SurveyError
from surveys.issues import PolicyIssue
from surveys.plans import Plan
from surveys.staff import Role, StaffMember, StaffRole

_BETWEEN = re.compile(r"[、,，;；/／\s]+")


class HeadOfNothing(SurveyError):
    message = N_("課長として確認する人には、課の名前も入力してください")


@dataclass(frozen=True, slots=True)
class Involved:
    """The sections of an issue: 主管課 (`main`) and 関係課, none of them twice."""

    main: tuple[str, ...]
    related: tuple[str, ...]

    @property
    def every(self) -> tuple[str, ...]:
        return (*self.main, *self.related)


@dataclass(frozen=True, slots=True)
class Seats:
    """Which sections a member writes for (None: for whichever) and which ones they head."""

    sections: frozenset[str] | None
    heads: frozenset[str]

    def writes_for(self, section: str) -> bool:
        return self.sections is None or section in self.sections


def named(words: str) -> tuple[str, ...]:
    """The sections a person wrote, each once: 「福祉課、こども課」."""
    return tuple(dict.fromkeys(part for part in _BETWEEN.split(words) if part))


def of_issue(issue: PolicyIssue) -> Involved:
    main = named(issue.section)
    return Involved(main, tuple(each for each in named(issue.related_sections) if each not in main))


def known(session: Session, plan: Plan) -> list[str]:
    """Every section that issues of a plan or members name, to choose from."""
    mine = select(PolicyIssue).where(PolicyIssue.plan_id == plan.id)
    of_issues = [each for issue in session.scalars(mine) for each in of_issue(issue).every]
    here = or_(StaffRole.plan_id.is_(None), StaffRole.plan_id == plan.id)
    seated = select(StaffRole.section).where(here, StaffRole.section != "")
    of_staff = [each for words in session.scalars(seated) for each in named(words)]
    return sorted({*of_issues, *of_staff})


def seat(given: StaffRole, section: str, *, head: bool) -> None:
    """Say which sections a member of 主管課・関係課 is of; other roles are of none.

    Raises:
        HeadOfNothing
    """
    if given.role != Role.SECTION:
        given.section, given.head = "", False
        return
    listed = named(section)
    if head and not listed:
        raise HeadOfNothing
    given.section, given.head = "、".join(listed), head


def seats(session: Session, member: StaffMember, *, plan_id: int, today: date) -> Seats | None:
    """Where a member sits in a plan; None: in no section at all."""
    held = [each for each in _current(session, plan_id, today) if each.staff_id == member.id]
    if not held:
        return None
    free = any(not each.section for each in held)
    mine = frozenset(name for each in held for name in named(each.section))
    headed = frozenset(name for each in held if each.head for name in named(each.section))
    return Seats(None if free else mine, headed)


def heads(session: Session, section: str, *, plan_id: int, today: date) -> list[StaffMember]:
    """Who may confirm what a section answers: its heads who are let in."""
    ids = {
        each.staff_id
        for each in _current(session, plan_id, today)
        if each.head and section in named(each.section)
    }
    mine = select(StaffMember).where(StaffMember.id.in_(ids), StaffMember.active)
    return list(session.scalars(mine.order_by(StaffMember.id)))


def _current(session: Session, plan_id: int, today: date) -> Sequence[StaffRole]:
    mine = select(StaffRole).where(
        StaffRole.role == Role.SECTION,
        or_(StaffRole.plan_id.is_(None), StaffRole.plan_id == plan_id),
        or_(StaffRole.last_day.is_(None), StaffRole.last_day >= today),
    )
    return session.scalars(mine.order_by(StaffRole.id)).all()
