"""いただいた声はどうなったか: what was heard, and what became of it, issue by issue."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app.access import public
from app.extensions import db
from app.home import published
from surveys import outcome_listing, outcomes
from surveys.outcomes import STATES

blueprint = Blueprint("outcomes", __name__, url_prefix="/digests/<int:plan_id>/outcomes")


@blueprint.get("/")
@public
def show(plan_id: int) -> ResponseReturnValue:
    """All of a plan's issues, or those of one policy field or one state."""
    plan = published.the_plan(plan_id)
    heard = outcome_listing.public(db.session(), plan)
    field, state = request.args.get("field", ""), request.args.get("state", "")
    chosen = [
        each
        for each in heard
        if field in ("", each.issue["field"])
        and state in ("", each.newest.state if each.newest else "untold")
    ]
    return render_template(
        "home/outcomes.html",
        plan=plan,
        heard=chosen,
        number=len(heard),
        fields=list(dict.fromkeys(each.issue["field"] for each in heard if each.issue["field"])),
        counted=outcomes.tally(each.newest for each in heard),
        field=field,
        state=state,
        STATES=STATES,
    )
