"""志向: axes that a planner derived from items of a questionnaire and named, kept as recipes.

Which group a person belongs to is never stored: it follows from the recipe and the answers.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys.base import Base
from surveys.errors import N_, SurveyError
from surveys.questionnaires import Questionnaire

LONGEST = 30


class OrientationUnnamed(SurveyError):
    message = N_("軸の名前と、すべての群の名前を入力してください")


class OrientationTooLong(SurveyError):
    message = N_("軸と群の名前は%(limit)d文字以内で入力してください")


class GroupsNamedAlike(SurveyError):
    message = N_("群の名前「%(name)s」が2回使われています。別の名前を付けてください")


class OrientationTaken(SurveyError):
    message = N_("「%(name)s」という軸はすでにあります。別の名前を付けてください")


class Orientation(Base):
    """志向の軸. `recipe` says how people are placed, and what their groups are called."""

    __tablename__ = "orientation"
    __table_args__ = (UniqueConstraint("questionnaire_id", "label"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    questionnaire_id: Mapped[int] = mapped_column(
        ForeignKey("questionnaire.id", ondelete="CASCADE"), index=True
    )
    label: Mapped[str] = mapped_column(String(LONGEST))
    recipe: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]

    @property
    def names(self) -> list[str]:
        return list(self.recipe["names"])

    @property
    def fingerprint(self) -> str:
        """Of the recipe: equal recipes, equal groups of equal answers."""
        said = json.dumps([self.label, self.recipe], ensure_ascii=False, sort_keys=True)
        return sha256(said.encode()).hexdigest()


def of(session: Session, questionnaire: Questionnaire) -> list[Orientation]:
    """The axes of a questionnaire, the oldest first."""
    mine = select(Orientation).where(Orientation.questionnaire_id == questionnaire.id)
    return list(session.scalars(mine.order_by(Orientation.id)))


def keep(
    session: Session,
    questionnaire: Questionnaire,
    label: str,
    recipe: dict[str, Any],
    *,
    names: Sequence[str],
    now: datetime,
) -> Orientation:
    """Keep an axis under its name, with the names of its groups.

    Raises:
        OrientationUnnamed, OrientationTooLong, GroupsNamedAlike, OrientationTaken
    """
    words = [each.strip() for each in (label, *names)]
    if not all(words):
        raise OrientationUnnamed
    if max(len(each) for each in words) > LONGEST:
        raise OrientationTooLong(limit=LONGEST)
    twice = [name for name in words[1:] if words[1:].count(name) > 1]
    if twice:
        raise GroupsNamedAlike(name=twice[0])
    if named(session, questionnaire, words[0]):
        raise OrientationTaken(name=words[0])
    made = Orientation(
        questionnaire_id=questionnaire.id,
        label=words[0],
        recipe=recipe | {"names": words[1:]},
        created_at=now,
    )
    session.add(made)
    session.flush()
    return made


def named(session: Session, questionnaire: Questionnaire, label: str) -> Orientation | None:
    """The axis of this name, if there is one."""
    found = select(Orientation).where(
        Orientation.questionnaire_id == questionnaire.id, Orientation.label == label
    )
    return session.scalars(found).first()


def drop(session: Session, orientation: Orientation) -> None:
    """Take an axis away; nothing else was made of it."""
    session.delete(orientation)
    session.flush()
