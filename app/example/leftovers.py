"""Whether the example is whole: a crash while it was made must not leave half of one behind.

Its edition is published in the very last transaction, so an example without one is unfinished.
"""

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from app.keyring import keys_of
from surveys import offer_windows
from surveys.base import Base
from surveys.editions import Edition
from surveys.plans import Plan
from surveys.questionnaires import Questionnaire

_PUBLISHED = exists().where(Edition.plan_id == Plan.id)


def finished(session: Session) -> bool:
    """Whether the example has been loaded."""
    return session.scalar(select(Plan.id).where(Plan.example, _PUBLISHED).limit(1)) is not None


def unfinished(session: Session) -> list[Plan]:
    """What was begun and not finished."""
    return list(session.scalars(select(Plan).where(Plan.example, ~_PUBLISHED)))


def remove(session: Session, plan: Plan) -> None:
    """Take an unfinished example away, its keys first; the caller commits."""
    mine = select(Questionnaire).where(
        Questionnaire.plan_id == plan.id, Questionnaire.key_name.is_not(None)
    )
    for questionnaire in session.scalars(mine):
        keys_of(questionnaire).destroy()
    if (window := offer_windows.find(session, plan.id)) is not None:
        keys_of(window).destroy()
    for table in reversed(Base.metadata.sorted_tables):
        if "plan_id" in table.columns:
            session.execute(delete(table).where(table.columns.plan_id == plan.id))
    session.delete(plan)
    session.flush()
