"""さきほどの受付: a reception as it was at most a second ago, for pages that keep nothing.

Of all that one answer asks of the database, every fourth question was this one. Where something is
kept, the database is asked; and whether the questionnaire is open is told by the clock, as always.
"""

import time

from flask import current_app
from sqlalchemy import event
from sqlalchemy.orm import Session, UOWTransaction

from app.database import begin_looking
from app.extensions import db
from surveys import receptions
from surveys.questionnaires import Questionnaire, QuestionnaireVersion
from surveys.receptions import Reception

LONGEST = 1.0  # seconds

# {(database, questionnaire): (seconds of the clock until which it may be told, what was seen)}
_seen: dict[tuple[str, int], tuple[float, Reception]] = {}


def find(session: Session, questionnaire_id: int) -> Reception | None:
    """The reception of a questionnaire; one that was never published is asked for each time."""
    key = current_app.config["SQLALCHEMY_DATABASE_URI"], questionnaire_id
    until, seen = _seen.get(key, (0.0, None))
    now = time.monotonic()
    if seen is None or now >= until:
        begin_looking(session)
        seen = receptions.find(session, questionnaire_id)
        if seen is not None:
            _seen[key] = now + LONGEST, seen
    return seen


def _forget(session: Session, _flushed: UOWTransaction) -> None:
    """What this process itself publishes, corrects or ends is seen at once."""
    changed = (*session.new, *session.dirty, *session.deleted)
    if any(isinstance(each, (Questionnaire, QuestionnaireVersion)) for each in changed):
        _seen.clear()


event.listen(db.session, "after_flush", _forget)
