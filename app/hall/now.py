"""いま: which phase, how long still, and whether anything changed; asked by every phone and wall.

Eighty phones ask every two seconds, so it is one small row, and this process asks for it four
times a second at most.
"""

import time
from dataclasses import dataclass
from datetime import datetime

from flask import abort, current_app, request
from flask.typing import ResponseReturnValue
from sqlalchemy import bindparam, select

from app import clock
from app.access import answering
from app.database import begin_looking
from app.extensions import db
from app.hall.room import blueprint
from surveys.workshops.phases import Phase
from surveys.workshops.workshops import OPEN, REHEARSING, Workshop

LONGEST = 0.25  # seconds


@dataclass(frozen=True, slots=True)
class Place:
    """The phase where everybody is; its id is 0 before the first.

    Attributes:
        shown: whether what is written in it is seen by everybody.
    """

    id: int
    title: str
    kind: str
    shown: bool


@dataclass(frozen=True, slots=True)
class Now:
    """The room at a moment."""

    id: int
    state: str
    revision: int
    ends_at: datetime | None
    seconds_left: int | None
    phase: Place

    def told(self, moment: datetime) -> dict[str, object]:
        """The same for a script; seconds are told instead of times: a phone's clock is its own."""
        left = self.seconds_left
        if self.ends_at is not None:
            left = max(0, round((self.ends_at - moment).total_seconds()))
        return {
            "revision": self.revision,
            "phase": self.phase.id,
            "title": self.phase.title,
            "kind": self.phase.kind,
            "shown": self.phase.shown,
            "left": left,
            "running": self.ends_at is not None,
        }


# {(database, code): (seconds of the clock until which it may be told, what was seen)}
_seen: dict[tuple[str, str], tuple[float, Now]] = {}


@blueprint.get("/<code>/now")
@answering
def now(code: str) -> ResponseReturnValue:
    """Tell a script what is going on, or nothing where it has seen everything."""
    found = find(code)
    if found is None:
        abort(404)
    if request.args.get("seen", type=int) == found.revision:
        return "", 204
    return found.told(clock.now())


def find(code: str) -> Now | None:
    """The room of a code as it was a quarter of a second ago; none where it is not held now."""
    key = current_app.config["SQLALCHEMY_DATABASE_URI"], code
    until, seen = _seen.get(key, (0.0, None))
    moment = time.monotonic()
    if seen is None or moment >= until:
        seen = _asked(code)
        if seen is not None:
            _seen[key] = moment + LONGEST, seen
    return seen


def _asked(code: str) -> Now | None:
    session = db.session()
    begin_looking(session)
    found = session.execute(_NOW, {"code": code}).first()
    if found is None:
        return None
    workshop_id, state, revision, ends_at, left, phase, title, kind, hidden, shown = found
    visible = bool(shown or not hidden)
    here = Place(phase or 0, str(title or ""), str(kind or ""), visible)
    return Now(workshop_id, state, revision, ends_at, left, here)


_NOW = (
    select(
        *(Workshop.id, Workshop.state, Workshop.revision, Workshop.ends_at),
        *(Workshop.seconds_left, Phase.id, Phase.title, Phase.kind, Phase.hidden, Phase.shown),
    )
    .outerjoin(Phase, (Phase.workshop_id == Workshop.id) & (Phase.position == Workshop.at))
    .where(Workshop.code == bindparam("code"), Workshop.state.in_((OPEN, REHEARSING)))
)
