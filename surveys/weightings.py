"""重み付け: by which populations a questionnaire's answers are weighed, kept as a recipe.

Weights themselves are never stored: they follow from the recipe and the answers, and are made
anew when another batch is opened. The recipe holds the numbers it was decided with, so that a
new register changes no result until somebody decides so.
"""

import json
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys.base import Base
from surveys.errors import N_, SurveyError
from surveys.questionnaires import Questionnaire


class NotDrawn(SurveyError):
    message = N_(
        "公募の回答には重みを付けられません。だれが答えるかを本人が決めているため、"
        "構成比を合わせても市民を代表する値にはなりません"
    )


class NotOfResidents(SurveyError):
    message = N_("住民の母集団と比べられるのは、市民を対象にした調査だけです")


class Weighting(Base):
    """重み付け in use. `as_of` is the day of the population that the recipe holds."""

    __tablename__ = "weighting"

    questionnaire_id: Mapped[int] = mapped_column(
        ForeignKey("questionnaire.id", ondelete="CASCADE"), primary_key=True
    )
    recipe: Mapped[dict[str, Any]]
    as_of: Mapped[date]
    created_at: Mapped[datetime]

    @property
    def fingerprint(self) -> str:
        """Of the recipe: equal recipes, equal weights of equal answers."""
        said = json.dumps(self.recipe, ensure_ascii=False, sort_keys=True)
        return sha256(said.encode()).hexdigest()


def of(session: Session, questionnaire: Questionnaire) -> Weighting | None:
    """The weighting in use, if any."""
    return session.get(Weighting, questionnaire.id)


def must_be_of_residents(questionnaire: Questionnaire) -> None:
    """Refuse answers of others than the register counts: of staff, or from outside.

    Raises:
        NotOfResidents
    """
    if questionnaire.audience != "citizen":
        raise NotOfResidents


def must_be_drawn(questionnaire: Questionnaire) -> None:
    """Refuse answers that no population can weigh.

    Raises:
        NotDrawn, NotOfResidents
    """
    if not questionnaire.representative:
        raise NotDrawn
    must_be_of_residents(questionnaire)


def use(
    session: Session,
    questionnaire: Questionnaire,
    recipe: dict[str, Any],
    *,
    as_of: date,
    now: datetime,
) -> Weighting:
    """Weigh the answers by this recipe from now on, in the place of an older one.

    Raises:
        NotDrawn, NotOfResidents
    """
    must_be_drawn(questionnaire)
    made = session.merge(
        Weighting(questionnaire_id=questionnaire.id, recipe=recipe, as_of=as_of, created_at=now)
    )
    session.flush()
    return made


def leave(session: Session, questionnaire: Questionnaire) -> None:
    """Weigh the answers no more."""
    found = of(session, questionnaire)
    if found is not None:
        session.delete(found)
        session.flush()
