"""交代: people of a household, or of an office, who answer one after the other on a phone."""

from flask import redirect, render_template
from flask.typing import ResponseReturnValue

from app.access import answering
from app.respond import asked as asking
from app.respond import drafts
from app.respond import state as states
from app.respond.asked import Asked
from app.respond.room import blueprint
from app.respond.state import State


@blueprint.get("/<int:questionnaire_id>/turn")
@answering
def turn(questionnaire_id: int) -> ResponseReturnValue:
    """Show whoever is half way how to come back, before somebody else takes the phone."""
    asked = asking.find(questionnaire_id)
    if not drafts.half_way(asked):
        return redirect(asked.address("welcome"), 303)
    return render_template("respond/turn.html", asked=asked)


@blueprint.post("/<int:questionnaire_id>/another")
@answering
def another(questionnaire_id: int) -> ResponseReturnValue:
    """Let somebody else answer on the same phone; whoever is half way is told first."""
    asked = asking.find(questionnaire_id)
    if asked.who.saved and drafts.half_way(asked):
        return redirect(asked.address("turn"), 303)
    return _handed_over(asked)


@blueprint.post("/<int:questionnaire_id>/turn")
@answering
def turn_over(questionnaire_id: int) -> ResponseReturnValue:
    """Forget whoever was half way: they have written down how to come back."""
    return _handed_over(asking.find(questionnaire_id))


def _handed_over(asked: Asked) -> ResponseReturnValue:
    """The phone in the hands of the next."""
    return asking.keep(redirect(asked.address("welcome"), 303), asked, _next(asked))


def _next(asked: Asked) -> State:
    """Whoever came in meanwhile; or anybody, a department's link staying a department's.

    Somebody of whom nothing is known is kept, too: without any cookie the back button would
    lead to a page that says the phone takes none.
    """
    state = asked.who
    if state.after and asked.by_code:
        return states.new(code=state.after, way=state.after_way)
    return states.new(department=state.after or state.department)
