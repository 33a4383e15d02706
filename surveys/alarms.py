"""見守り: texts that speak of harm to life, to be read first by a named person.

What was written stays with its response; here is only that it must be read, and that it was.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Select, String, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys import staff
from surveys.base import Base
from surveys.errors import N_, SurveyError
from surveys.plans import Plan
from surveys.questionnaires import Questionnaire
from surveys.responses import Batch, Response, ResponseId
from surveys.staff import Role, StaffMember

WAITING, HANDLED, UNFOUNDED = "waiting", "handled", "unfounded"
PRESSING = 2  # of this level and above a text is read by nobody before its reviewer
REVIEWERS = (Role.PLANNER, Role.SECTION, Role.KEEPER)  # who can be named


class NotTheReviewer(SurveyError):
    message = N_("この見守りのページは、確認担当に決められた人だけが開けます")


class ReviewerWithoutRole(SurveyError):
    message = N_(
        "確認担当には、この計画で企画担当、主管課・関係課、開封責任者のどれかの役割を持つ人を選んでください"
    )


class Alarm(Base):
    """見守りの1件. `level` is how pressing it seems, the higher the more; `cue` is never kept."""

    __tablename__ = "alarm"
    __table_args__ = (
        UniqueConstraint("response_id", "question_code"),
        CheckConstraint("state IN ('waiting','handled','unfounded')", name="state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    response_id: Mapped[int] = mapped_column(
        ResponseId, ForeignKey("response.id", ondelete="CASCADE")
    )
    question_code: Mapped[str] = mapped_column(String(200))
    level: Mapped[int]
    state: Mapped[str] = mapped_column(String(10), default=WAITING)
    read_by: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    read_at: Mapped[datetime | None]


def of(session: Session, questionnaire: Questionnaire) -> list[Alarm]:
    """The alarms of a questionnaire: what waits first, the most pressing first."""
    mine = _of_questionnaires(select(Alarm)).where(Batch.questionnaire_id == questionnaire.id)
    order = (Alarm.state != WAITING, Alarm.level.desc(), Alarm.response_id, Alarm.question_code)
    return list(session.scalars(mine.order_by(*order)))


def waiting(session: Session, questionnaire: Questionnaire) -> int:
    """How many texts nobody has read yet."""
    mine = _of_questionnaires(select(func.count(Alarm.id)))
    mine = mine.where(Batch.questionnaire_id == questionnaire.id, Alarm.state == WAITING)
    return session.scalar(mine) or 0


def withheld(session: Session, questionnaire: Questionnaire, code: str) -> frozenset[int]:
    """The responses whose text to one question nobody but the reviewer may read yet."""
    mine = _of_questionnaires(select(Alarm.response_id)).where(
        Batch.questionnaire_id == questionnaire.id,
        Alarm.question_code == code,
        Alarm.state == WAITING,
        Alarm.level >= PRESSING,
    )
    return frozenset(session.scalars(mine))


def waiting_for(session: Session, member: StaffMember) -> list[tuple[Questionnaire, int]]:
    """The questionnaires somebody is the reviewer of, with how many texts wait in each."""
    named = select(Questionnaire).where(Questionnaire.reviewer_id == member.id)
    found = session.scalars(named.order_by(Questionnaire.id)).all()
    numbers = [(each, waiting(session, each)) for each in found]
    return [(each, number) for each, number in numbers if number]


def raised(session: Session, alarm: Alarm) -> bool:
    """Keep an alarm once; say whether it is new."""
    mine = select(Alarm.id).where(
        Alarm.response_id == alarm.response_id, Alarm.question_code == alarm.question_code
    )
    if session.scalar(mine) is not None:
        return False
    session.add(alarm)
    session.flush()
    return True


def read(alarm: Alarm, state: str, *, who: int, now: datetime) -> None:
    alarm.state, alarm.read_by, alarm.read_at = state, who, now


def reviewers(session: Session, plan: Plan, *, today: date) -> Sequence[StaffMember]:
    """Who can be named in a plan, by sign-in name."""
    return [
        each
        for each in staff.members(session)
        if each.active and staff.holds(session, each, REVIEWERS, plan_id=plan.id, today=today)
    ]


def name(
    session: Session, questionnaire: Questionnaire, member: StaffMember | None, *, today: date
) -> None:
    """Let `member` read first what speaks of harm to life; None leaves nobody named.

    Raises:
        ReviewerWithoutRole
    """
    plan_id = questionnaire.plan_id
    if member is not None and not (
        member.active and staff.holds(session, member, REVIEWERS, plan_id=plan_id, today=today)
    ):
        raise ReviewerWithoutRole
    questionnaire.reviewer_id = None if member is None else member.id


def _of_questionnaires(wanted: Select[Any]) -> Select[Any]:
    """Alarms with the batches their responses are of."""
    joined = wanted.select_from(Alarm).join(Response, Response.id == Alarm.response_id)
    return joined.join(Batch, Batch.id == Response.batch_id)
