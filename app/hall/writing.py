"""書く: the phase where everybody is, one's own slips, and what the others wrote."""

import secrets
from dataclasses import dataclass

from flask import make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import clock
from app.access import answering
from app.extensions import db
from app.hall import entering
from app.hall import here as places
from app.hall.here import Here
from app.hall.room import blueprint
from surveys.errors import SurveyError
from surveys.workshops import boards, ideas, phases, tables
from surveys.workshops.boards import Board
from surveys.workshops.ideas import Idea, IdeaEmpty, IdeaTooLong, Writer
from surveys.workshops.participants import Participant
from surveys.workshops.phases import FEEDBACK, IDEAS, Phase

WRITTEN = (IDEAS, FEEDBACK)  # kinds of phases in which people write


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed and what was wrong with it, so that nothing of it is lost.

    Attributes:
        idea: the slip they were writing anew; None for a new one.
    """

    words: str
    error: SurveyError
    idea: int | None = None


@blueprint.get("/<code>")
@answering
def room(code: str) -> ResponseReturnValue:
    here = places.find(code)
    if here.who is None:
        return places.keep(make_response(entering.ask(here)), here)
    return _page(here, here.who, None)


@blueprint.post("/<code>/ideas")
@answering
def write(code: str) -> ResponseReturnValue:
    """Take a slip in, once; a script is told nothing but that it is in."""
    here, who = places.find_joined(code)
    places.must_be_from_here(here)
    words = request.form.get("words", "")
    phase = phases.one(db.session(), here.workshop, request.form.get("phase", 0, type=int))
    writer = Writer(who, request.form.get("once", "")[:64])
    try:
        ideas.write(db.session(), here.workshop, phase, here.keys, writer, words)
    except (IdeaEmpty, IdeaTooLong) as error:
        return _page(here, who, Typed(words, error)), 422
    db.session.commit()
    return redirect(here.address("room", sent=1), 303)


@blueprint.post("/<code>/ideas/<int:idea_id>")
@answering
def change(code: str, idea_id: int) -> ResponseReturnValue:
    """Write one's own slip anew, take it off the wall, or put it back."""
    here, who = places.find_joined(code)
    places.must_be_from_here(here)
    mine = ideas.own(db.session(), here.workshop, who, idea_id)
    words = request.form.get("words", "")
    try:
        _change(here, mine, request.form.get("act", ""), words)
    except (IdeaEmpty, IdeaTooLong) as error:
        db.session.rollback()
        again = places.find(code)
        return _page(again, who, Typed(words, error, idea_id)), 422
    db.session.commit()
    return redirect(here.address("room"), 303)


def _change(here: Here, mine: Idea, act: str, words: str) -> None:
    if act in ("withdraw", "back"):
        ideas.withdraw(db.session(), here.workshop, mine, back=act == "back")
    elif ideas.checked(words) != mine.words:
        ideas.reword(db.session(), here.workshop, mine, words)


def _page(here: Here, who: Participant, typed: Typed | None) -> str:
    session, workshop = db.session(), here.workshop
    phase = phases.now_of(session, workshop)
    every = ideas.of_phase(session, phase) if phase else ()
    seats = {table.id: table.label for table in tables.of(session, workshop)}
    return render_template(
        "hall/phase.html",
        room=here,
        workshop=workshop,
        who=who,
        table=seats.get(who.table_id or 0, ""),
        phase=phase,
        writes=phase is not None and phase.kind in WRITTEN,
        mine=[each for each in reversed(every) if each.participant_id == who.id],
        board=_others(phase),
        typed=typed,
        longest=ideas.LONGEST,
        once=secrets.token_urlsafe(16),
        left=workshop.left(clock.now()),
        sent="sent" in request.args,
    )


def _others(phase: Phase | None) -> Board | None:
    """What everybody wrote, where everybody may see it."""
    return boards.of(db.session(), phase) if phase is not None and phase.visible else None
