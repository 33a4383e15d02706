"""受付: what every page of an answer knows of its questionnaire.

Pages ask for it more often than for anything else, so it is these columns and no whole row:
to load the two rows that they stand in took five times as long.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, select
from sqlalchemy.orm import Session

from surveys import questionnaires
from surveys.documents import Document
from surveys.questionnaires import ENDED, PUBLISHED, Questionnaire, QuestionnaireVersion

_OF_IT, _OF_VERSION = Questionnaire.__table__, QuestionnaireVersion.__table__


@dataclass(frozen=True, slots=True)
class Reception:
    """A questionnaire that people answer or answered, as it was a moment ago.

    Attributes:
        number, fingerprint: of its newest version.
    """

    id: int
    title: str
    audience: str
    sampling: str
    access: str
    state: str
    opens_at: datetime
    closes_at: datetime
    key_name: str
    public_key: bytes
    number: int
    fingerprint: str

    def is_open(self, now: datetime) -> bool:
        """Whether an answer that arrives now is taken."""
        return questionnaires.is_taking(self.state, (self.opens_at, self.closes_at), now)


class Held(Reception):
    """A reception that nobody ends while the transaction lasts in which it was read."""

    __slots__ = ()


def find(session: Session, questionnaire_id: int) -> Reception | None:
    """The reception of a questionnaire; none where it was never published."""
    found = session.execute(_FOUND, {"id": questionnaire_id}).first()
    return None if found is None else Reception(*found)


def hold(session: Session, questionnaire_id: int) -> Held | None:
    """The same, and nobody closes it or opens its envelopes until this transaction ends.

    SQLite needs nothing for that: whoever writes there is alone.
    """
    found = session.execute(_HELD, {"id": questionnaire_id}).first()
    return None if found is None else Held(*found)


def document(session: Session, reception: Reception) -> Document:
    """What its newest version asks."""
    mine = select(QuestionnaireVersion).where(
        QuestionnaireVersion.questionnaire_id == reception.id,
        QuestionnaireVersion.number == reception.number,
    )
    return session.scalars(mine).one().written


# In the order of the fields above.
_COLUMNS: tuple[ColumnElement[Any], ...] = (
    *(_OF_IT.c.id, _OF_IT.c.title, _OF_IT.c.audience, _OF_IT.c.sampling, _OF_IT.c.access),
    *(_OF_IT.c.state, _OF_IT.c.opens_at, _OF_IT.c.closes_at, _OF_IT.c.key_name),
    *(_OF_IT.c.public_key, _OF_VERSION.c.number, _OF_VERSION.c.fingerprint),
)
_FOUND = (
    select(*_COLUMNS)
    .join(_OF_VERSION, _OF_VERSION.c.questionnaire_id == _OF_IT.c.id)
    .where(_OF_IT.c.id == bindparam("id"))
    .where((_OF_IT.c.state == PUBLISHED) | (_OF_IT.c.state == ENDED))
    .order_by(_OF_VERSION.c.number.desc())
    .limit(1)
)
_HELD = _FOUND.with_for_update(read=True, of=_OF_IT)
