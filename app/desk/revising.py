"""Texts that planners write together: as they stand, as somebody typed them, kept and taken back.

The settings of words and the rules of codes are edited alike.
"""

from dataclasses import dataclass, replace
from typing import Any

from flask import request
from flask_babel import gettext

from app.access import the_member
from app.clock import now
from app.database import begin_reading
from app.errors import BrokenRule, say
from app.extensions import db
from surveys import audit, revisions
from surveys.base import Base
from surveys.revisions import ChangedMeanwhile, Kept


@dataclass(frozen=True, slots=True)
class Draft:
    """A text in its editor.

    Attributes:
        said: what is written in it. `kept`: what is kept now.
        seen: the state it was written over; None where nothing was kept.
        earlier, later: whether there is a state to go back to, and one to go on to.
        error: what is wrong, in a sentence; `line`, where.
    """

    said: str
    kept: str
    seen: int | None
    earlier: bool
    later: bool
    error: str = ""
    line: int | None = None

    @property
    def changed(self) -> bool:
        return self.said != self.kept

    @property
    def wrong(self) -> str:
        """The words of the line that is wrong."""
        lines = self.said.splitlines()
        return lines[self.line - 1] if self.line and self.line <= len(lines) else ""

    def refused(self, error: BrokenRule) -> "Draft":
        line = error.details.get("line")
        return replace(self, error=say(error), line=line if isinstance(line, int) else None)


def standing(of: Kept) -> Draft:
    """The text as it is kept."""
    states = revisions.states(db.session(), of)
    done = [state for state in states if not state.undone]
    words, seen = (done[-1].words, done[-1].id) if done else ("", None)
    return Draft(words, words, seen, bool(done), len(states) > len(done))


def typed(of: Kept, said: str | None = None) -> Draft:
    """The text as the form says it, or as `said`, over the state its page showed."""
    words = request.form.get("words", "") if said is None else said
    plain = words.replace("\r\n", "\n").replace("\r", "\n")
    return replace(standing(of), said=plain, seen=seen())


def seen() -> int | None:
    """The state that the page of the form showed."""
    return request.form.get("seen", type=int)


def only_look() -> None:
    """Hold up no other writer while a form that keeps nothing is read."""
    db.session.rollback()
    begin_reading(db.session())


def keep(of: Kept, draft: Draft, about: Base, details: dict[str, Any]) -> None:
    """Keep a text that was found right, and record it.

    Raises:
        ChangedMeanwhile
    """
    who = the_member().id
    revisions.keep(db.session(), of, draft.said, who=who, now=now(), seen=draft.seen)
    record(f"{of.kind}.save", about, details)


def step(of: Kept, about: Base) -> str:
    """Take the standing text back, or let the one stand again that was taken back last.

    Returns:
        What was done, in a sentence.

    Raises:
        ChangedMeanwhile, NoEarlierRevision, NoLaterRevision
    """
    session, redo = db.session(), request.form.get("way") == "redo"
    if standing(of).seen != seen():
        raise ChangedMeanwhile
    take = revisions.redo if redo else revisions.undo
    take(session, of)
    record(f"{of.kind}.step", about, {"way": "redo" if redo else "undo"})
    if redo:
        return str(gettext("元に戻した変更を、やり直しました"))
    return str(gettext("1つ前の状態に戻しました"))


def record(what: str, about: Base, details: dict[str, Any]) -> None:
    """Record an act and commit it with what it changed; `details` hold counts, never words."""
    session = db.session()
    audit.record(session, what, about, who=the_member().id, now=now(), details=details)
    session.commit()


def overtaken(draft: Draft, of: Kept) -> Draft:
    """A text that somebody else was faster with: sent once more, it goes over theirs."""
    return replace(standing(of), said=draft.said).refused(ChangedMeanwhile())
