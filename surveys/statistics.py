"""成果指標: what a plan measures, with its baseline, yearly results and target."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from surveys.base import Base
from surveys.errors import N_, SurveyError
from surveys.plans import Plan

MOST_INDICATORS = 300
LONGEST_NAME = 300
BASELINE = 0  # the place of the baseline among an indicator's values


class TooManyIndicators(SurveyError):
    message = N_("成果指標は%(limit)d件までにしてください")


class IndicatorNameTooLong(SurveyError):
    message = N_("成果指標の名前「%(name)s…」が長すぎます。%(limit)d文字以内にしてください")


class Indicator(Base):
    """成果指標. `kind` is 統計 or 市民 (a survey); `target` is written as the plan writes it."""

    __tablename__ = "indicator"
    __table_args__ = (UniqueConstraint("plan_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    position: Mapped[int]
    field: Mapped[str] = mapped_column(String(100), default="")
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    about: Mapped[str] = mapped_column(String(LONGEST_NAME), default="")
    unit: Mapped[str] = mapped_column(String(20), default="")
    digits: Mapped[int]
    target: Mapped[str] = mapped_column(String(100))
    due_year: Mapped[int | None]
    values: Mapped[list["IndicatorValue"]] = relationship(
        cascade="all, delete-orphan", order_by="IndicatorValue.place", passive_deletes=True
    )


class IndicatorValue(Base):
    """What an indicator was in one fiscal year; `place` 0 is its baseline.

    Attributes:
        value: None where there is no result yet.
        n: how many were asked, where it is a survey's.
        beside: what it was elsewhere that year, {国: 68.6}.
    """

    __tablename__ = "indicator_value"
    __table_args__ = (CheckConstraint("n IS NULL OR n > 0", name="somebody_was_asked"),)

    indicator_id: Mapped[int] = mapped_column(
        ForeignKey("indicator.id", ondelete="CASCADE"), primary_key=True
    )
    place: Mapped[int] = mapped_column(primary_key=True)
    fiscal_year: Mapped[int | None]
    value: Mapped[float | None]
    n: Mapped[int | None]
    beside: Mapped[dict[str, Any]] = mapped_column(JSON)


@dataclass(frozen=True, slots=True)
class Written:
    """An indicator as somebody wrote it; its values come after its baseline."""

    field: str
    kind: str
    name: str
    unit: str
    digits: int
    target: str
    due_year: int | None
    values: Sequence["WrittenValue"] = ()
    about: str = ""


@dataclass(frozen=True, slots=True)
class WrittenValue:
    """A value as somebody wrote it."""

    fiscal_year: int | None
    value: float | None
    n: int | None
    beside: dict[str, float]


def of_plan(session: Session, plan: Plan) -> list[Indicator]:
    """List a plan's indicators in the order they were written."""
    mine = select(Indicator).where(Indicator.plan_id == plan.id)
    return list(session.scalars(mine.order_by(Indicator.position)))


def write(session: Session, plan: Plan, listed: Sequence[Written]) -> None:
    """Put a plan's indicators in the place of those before; one of the same name stays itself.

    Raises:
        TooManyIndicators, IndicatorNameTooLong
    """
    if len(listed) > MOST_INDICATORS:
        raise TooManyIndicators(limit=MOST_INDICATORS)
    for each in listed:
        if len(each.name) > LONGEST_NAME:
            raise IndicatorNameTooLong(name=each.name[:20], limit=LONGEST_NAME)
    known = {each.name: each for each in of_plan(session, plan)}
    gone = [one.id for name, one in known.items() if name not in {each.name for each in listed}]
    session.execute(delete(Indicator).where(Indicator.id.in_(gone)))
    for position, each in enumerate(listed, 1):
        one = known.get(each.name) or Indicator(plan_id=plan.id, name=each.name)
        one.position = position
        for name in ("field", "kind", "unit", "digits", "target", "due_year", "about"):
            setattr(
                one, name, getattr(each, name)[:100] if name == "field" else getattr(each, name)
            )
        session.add(one)
        session.flush()
        _put_values(session, one, each.values)
    session.expire_all()


def _put_values(session: Session, one: Indicator, values: Sequence[WrittenValue]) -> None:
    session.execute(delete(IndicatorValue).where(IndicatorValue.indicator_id == one.id))
    session.add_all(
        IndicatorValue(
            indicator_id=one.id,
            place=place,
            fiscal_year=each.fiscal_year,
            value=each.value,
            n=each.n,
            beside=dict(each.beside),
        )
        for place, each in enumerate(values, BASELINE)
    )
    session.flush()
