"""母集団: how many people the register (住民基本台帳) counts in each class, on one day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys.base import Base
from surveys.errors import N_, SurveyError
from surveys.plans import LONGEST_NAME, Plan

MOST_CLASSES = 2_000
MOST_PEOPLE = 2_000_000_000


class ClassNameTooLong(SurveyError):
    message = N_("母集団の表の%(line)d行目の名前が長すぎます。%(limit)d文字以内で入力してください")


class NotWholePeople(SurveyError):
    message = N_("母集団の表の%(line)d行目の人数を、整数で入力してください")


class TooManyClasses(SurveyError):
    message = N_("母集団の表は%(limit)d行までにしてください")


@dataclass(frozen=True, slots=True)
class Count:
    """One class as somebody wrote it, in `line` of the table; `into` names its level, if told."""

    axis: str
    level: str
    people: float
    line: int
    into: str = ""


class PopulationMargin(Base):
    """母集団の区分, e.g. 年齢・20〜24歳・2,140人. `counted_in` names its level, or is ""."""

    __tablename__ = "population_margin"
    __table_args__ = (
        UniqueConstraint("plan_id", "axis", "level"),
        CheckConstraint("people >= 0", name="people_not_below_zero"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    position: Mapped[int]
    axis: Mapped[str] = mapped_column(String(LONGEST_NAME))
    level: Mapped[str] = mapped_column(String(LONGEST_NAME))
    counted_in: Mapped[str] = mapped_column(String(LONGEST_NAME), default="")
    people: Mapped[int]
    as_of: Mapped[date]


def of_plan(session: Session, plan: Plan) -> Sequence[PopulationMargin]:
    """List what the register counts, in the order it was written."""
    mine = select(PopulationMargin).where(PopulationMargin.plan_id == plan.id)
    return session.scalars(mine.order_by(PopulationMargin.position)).all()


def write(session: Session, plan: Plan, counts: Sequence[Count], as_of: date) -> None:
    """Put a plan's population in the place of the one before; with no counts it is gone.

    Raises:
        TooManyClasses, ClassNameTooLong, NotWholePeople
    """
    if len(counts) > MOST_CLASSES:
        raise TooManyClasses(limit=MOST_CLASSES)
    for each in counts:
        if max(map(len, (each.axis, each.level, each.into))) > LONGEST_NAME:
            raise ClassNameTooLong(line=each.line, limit=LONGEST_NAME)
        if each.people != int(each.people) or not 0 <= each.people <= MOST_PEOPLE:
            raise NotWholePeople(line=each.line)
    session.execute(delete(PopulationMargin).where(PopulationMargin.plan_id == plan.id))
    session.add_all(
        PopulationMargin(
            plan_id=plan.id,
            position=position,
            axis=each.axis,
            level=each.level,
            counted_in=each.into,
            people=int(each.people),
            as_of=as_of,
        )
        for position, each in enumerate(counts, 1)
    )
    session.flush()
