"""分野への割り当て: which policy field a planner gave a question, or a theme of one.

A field is kept by its name: the house's list has no rows, and a plan's own field that was renamed
is another field. Every saving is kept with what stood before it, so that it can be taken back.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys.base import Base
from surveys.errors import N_, SurveyError
from surveys.plans import Plan
from surveys.questionnaires import Questionnaire

PROPOSED = ""  # nobody decided: the field is the one that words propose


class NothingToTakeBack(SurveyError):
    message = N_("取り消せる保存はありません")


@dataclass(frozen=True, slots=True, order=True)
class Thing:
    """What is given a field: a question, or with `theme` one of its themes."""

    questionnaire_id: int
    question_code: str
    theme: str = ""


class FieldAssignment(Base):
    """分野への割り当て, as it stands."""

    __tablename__ = "field_assignment"

    questionnaire_id: Mapped[int] = mapped_column(
        ForeignKey("questionnaire.id", ondelete="CASCADE"), primary_key=True
    )
    question_code: Mapped[str] = mapped_column(String(200), primary_key=True)
    theme_key: Mapped[str] = mapped_column(String(20), primary_key=True, default="")
    field: Mapped[str] = mapped_column(String(100))


class FieldSaving(Base):
    """One saving: `changed` lists [questionnaire, question, theme, field before, field after]."""

    __tablename__ = "field_saving"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    changed: Mapped[list[Any]] = mapped_column(JSON)
    undone: Mapped[bool] = mapped_column(default=False)
    who: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    made_at: Mapped[datetime]


def of_plan(session: Session, plan: Plan) -> dict[Thing, str]:
    """What a plan's planners decided."""
    mine = select(FieldAssignment).join(
        Questionnaire, Questionnaire.id == FieldAssignment.questionnaire_id
    )
    found = session.scalars(mine.where(Questionnaire.plan_id == plan.id))
    return {Thing(e.questionnaire_id, e.question_code, e.theme_key): e.field for e in found}


def save(
    session: Session, plan: Plan, wanted: Mapping[Thing, str], *, who: int | None, now: datetime
) -> FieldSaving | None:
    """Give these things their fields; None where nothing changes. `PROPOSED` leaves it to words."""
    held = of_plan(session, plan)
    changed = {
        thing: field
        for thing, field in sorted(wanted.items())
        if held.get(thing, PROPOSED) != field
    }
    if not changed:
        return None
    rows = [
        [thing.questionnaire_id, thing.question_code, thing.theme, held.get(thing, PROPOSED), field]
        for thing, field in changed.items()
    ]
    saving = FieldSaving(plan_id=plan.id, changed=rows, who=who, made_at=now)
    session.add(saving)
    for thing, field in changed.items():
        _put(session, thing, field)
    session.flush()
    return saving


def last(session: Session, plan: Plan) -> FieldSaving | None:
    """The last saving that stands."""
    mine = select(FieldSaving).where(FieldSaving.plan_id == plan.id, ~FieldSaving.undone)
    found: FieldSaving | None = session.scalar(mine.order_by(FieldSaving.id.desc()).limit(1))
    return found


def untouched(session: Session, plan: Plan, seen: int) -> dict[Thing, str]:
    """What a page still shows that was made when `seen` was the last saving, and is no more so."""
    newer = select(FieldSaving).where(FieldSaving.plan_id == plan.id, FieldSaving.id > seen)
    listed = session.scalars(newer.order_by(FieldSaving.id.desc()))
    return {
        Thing(questionnaire_id, code, theme): before
        for saving in listed
        for questionnaire_id, code, theme, before, _after in saving.changed
    }


def take_back(session: Session, plan: Plan) -> FieldSaving:
    """Undo the last saving; things of a questionnaire that is gone stay gone.

    Raises:
        NothingToTakeBack
    """
    saving = last(session, plan)
    if saving is None:
        raise NothingToTakeBack
    for questionnaire_id, code, theme, before, _after in saving.changed:
        if session.get(Questionnaire, questionnaire_id) is not None:
            _put(session, Thing(questionnaire_id, code, theme), before)
    saving.undone = True
    session.flush()
    return saving


def _put(session: Session, thing: Thing, field: str) -> None:
    key = (thing.questionnaire_id, thing.question_code, thing.theme)
    held = session.get(FieldAssignment, key)
    if field == PROPOSED:
        if held is not None:
            session.delete(held)
        return
    if held is None:
        held = FieldAssignment(questionnaire_id=key[0], question_code=key[1], theme_key=key[2])
        session.add(held)
    held.field = field
