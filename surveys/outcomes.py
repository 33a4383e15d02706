"""反映状況: what became of an issue, told line by line beside the editions, which never change."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys import issue_lineage
from surveys.base import Base
from surveys.errors import N_, SurveyError
from surveys.issues import PolicyIssue
from surveys.plans import Plan

STATES = {
    "considering": N_("検討中"),
    "planned": N_("計画に反映"),
    "under_way": N_("予算化・実施中"),
    "done": N_("実施済み"),
    "declined": N_("反映しない"),
    "elsewhere": N_("他の計画で対応"),
}
SETTLED = ("done", "declined", "elsewhere")  # nothing more is awaited after these
STALE = timedelta(days=182)  # half a year


class WordsMissing(SurveyError):
    message = N_(
        "「内容」を入力してください。反映しないときは理由、ほかの計画で対応するときはその計画を書きます"
    )


class DayAhead(SurveyError):
    message = N_("「いつの状況か」は、今日か今日より前の日にしてください")


class NextDayBackwards(SurveyError):
    message = N_("「次に知らせる日」は、「いつの状況か」より後の日にしてください")


class AlreadyTakenBack(SurveyError):
    message = N_("この記載は、すでに取り消されたか訂正されています。最新の記載を確かめてください")


class Outcome(Base):
    """反映状況, one line of an issue's. It is never rewritten: a correction is a line of its own.

    Attributes:
        state: one of STATES; `day` is the day on which it stood so.
        words: what was done, or why not; `place` where in a plan or a budget it stands.
        next_day: when something new will be told.
        corrects: the line this one stands in the place of.
        taken_back_at: when it was taken back or corrected.
    """

    __tablename__ = "outcome"
    __table_args__ = (
        CheckConstraint(
            "state IN ('considering','planned','under_way','done','declined','elsewhere')",
            name="state",
        ),
        CheckConstraint("next_day > day", name="next_day_after"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    issue_id: Mapped[int] = mapped_column(
        ForeignKey("policy_issue.id", ondelete="CASCADE"), index=True
    )
    state: Mapped[str] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(Text, default="")
    place: Mapped[str] = mapped_column(String(300), default="")
    section: Mapped[str] = mapped_column(String(100), default="")
    day: Mapped[date]
    next_day: Mapped[date | None]
    corrects: Mapped[int | None] = mapped_column(ForeignKey("outcome.id"))
    who: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    made_at: Mapped[datetime]
    taken_back_at: Mapped[datetime | None]

    @property
    def label(self) -> str:
        return STATES[self.state]

    @property
    def stands(self) -> bool:
        return self.taken_back_at is None


@dataclass(frozen=True, slots=True)
class Course:
    """What became of one issue, with what was told of those merged into it.

    Attributes:
        newest: the line that holds now; None where nothing was told yet.
        told: every line, the newest first, taken back and corrected ones too.
    """

    newest: Outcome | None
    told: tuple[Outcome, ...]


NOTHING = Course(None, ())


def say(session: Session, outcome: Outcome, today: date) -> Outcome:
    """Add a line; one that corrects another takes it back at that moment.

    Raises:
        WordsMissing, DayAhead, NextDayBackwards, AlreadyTakenBack
    """
    outcome.words = outcome.words.strip()
    if not outcome.words and outcome.state != "considering":
        raise WordsMissing
    if outcome.day > today:
        raise DayAhead
    if outcome.next_day is not None and outcome.next_day <= outcome.day:
        raise NextDayBackwards
    if outcome.corrects is not None:
        take_back(session.get_one(Outcome, outcome.corrects), outcome.made_at)
    session.add(outcome)
    session.flush()
    return outcome


def take_back(outcome: Outcome, now: datetime) -> None:
    """Let a line hold no longer; it stays to be seen at the desk.

    Raises:
        AlreadyTakenBack
    """
    if not outcome.stands:
        raise AlreadyTakenBack
    outcome.taken_back_at = now


def courses(session: Session, plan: Plan) -> dict[int, Course]:
    """{issue id: what became of it}, for merged issues too: theirs is that of where they went."""
    into = issue_lineage.merged(session, plan)
    mine = select(Outcome).where(Outcome.plan_id == plan.id)
    told: dict[int, list[Outcome]] = {}
    for each in session.scalars(mine.order_by(Outcome.day.desc(), Outcome.id.desc())):
        told.setdefault(issue_lineage.way(into, each.issue_id)[-1], []).append(each)
    here = {issue: _course(lines) for issue, lines in told.items()}
    ends = {issue: issue_lineage.way(into, issue)[-1] for issue in into}
    return here | {issue: here[end] for issue, end in ends.items() if end in here}


def of_issue(session: Session, issue: PolicyIssue) -> Course:
    plan = session.get_one(Plan, issue.plan_id)
    return courses(session, plan).get(issue.id, NOTHING)


def hint(course: Course, today: date, since: date | None) -> str:
    """What the desk is reminded of: a key of HINTS, or nothing.

    `since` is the day an edition with the issue was first public; None = never.
    """
    newest = course.newest
    if newest is None:
        return "untold" if since is not None else ""
    if newest.state in SETTLED:
        return ""
    if newest.next_day is not None and newest.next_day < today:
        return "overdue"
    return "stale" if newest.day < today - STALE else ""


HINTS = {
    "untold": N_("公開後、まだ書かれていません"),
    "overdue": N_("「次に知らせる日」を過ぎています"),
    "stale": N_("6か月更新がありません"),
}


def tally(newest: Iterable[Outcome | None]) -> dict[str, int]:
    """{state: number of issues}, in the order of STATES; "" are those nothing was told of."""
    found = [each.state if each else "" for each in newest]
    return {state: found.count(state) for state in (*STATES, "") if state in found}


def _course(lines: Sequence[Outcome]) -> Course:
    return Course(next((each for each in lines if each.stands), None), tuple(lines))


def corrected(told: Iterable[Outcome]) -> Mapping[int, Outcome]:
    """{id of a line: the line that stands in its place}."""
    return {each.corrects: each for each in told if each.corrects is not None}
