"""優先度の重み: how much each part of the priority counts in a plan, where planners decided it."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys.base import Base
from surveys.errors import N_, SurveyError
from surveys.plans import Plan

HEAVIEST = 100


class WeightOutOfRange(SurveyError):
    message = N_("重みは0から%(most)dの整数で入力してください")


class NoWeight(SurveyError):
    message = N_("重みがすべて0です。1つ以上を0より大きくしてください")


class PriorityWeights(Base):
    """優先度の重み of a plan: `weights` is {part: 0 to `HEAVIEST`}."""

    __tablename__ = "priority_weights"

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), primary_key=True)
    weights: Mapped[dict[str, int]] = mapped_column(JSON)
    who: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    set_at: Mapped[datetime]


def of(session: Session, plan: Plan) -> PriorityWeights | None:
    """The weights planners decided; None while the house's count."""
    return session.get(PriorityWeights, plan.id)


def keep(
    session: Session, plan: Plan, weights: Mapping[str, int], *, who: int | None, now: datetime
) -> PriorityWeights:
    """Let these weights count from now on.

    Raises:
        WeightOutOfRange, NoWeight
    """
    if any(not 0 <= weight <= HEAVIEST for weight in weights.values()):
        raise WeightOutOfRange(most=HEAVIEST)
    if not any(weights.values()):
        raise NoWeight
    kept = session.merge(
        PriorityWeights(plan_id=plan.id, weights=dict(weights), who=who, set_at=now)
    )
    session.flush()
    return kept


def reset(session: Session, plan: Plan) -> None:
    """Let the house's weights count again."""
    kept = of(session, plan)
    if kept is not None:
        session.delete(kept)
        session.flush()
