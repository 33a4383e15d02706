"""前の版との違い: what an edition says otherwise than an earlier one."""

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from app.access import public
from app.extensions import db
from app.home import published
from app.sent import natural
from surveys import edition_changes, editions, issue_lineage
from surveys.edition_changes import COUNTS, Changes
from surveys.editions import Edition
from surveys.plans import Plan

blueprint = Blueprint("changes", __name__, url_prefix="/digests/<int:plan_id>/<int:number>/changes")


@blueprint.get("/")
@public
def show(plan_id: int, number: int) -> ResponseReturnValue:
    """Against the edition before it, or the one of the address."""
    edition = published.found(plan_id, number)
    shown = published.shown(edition)
    earlier = [each for each in shown["editions"] if each.number < number]
    asked = request.args.get("before", type=natural)
    if asked is not None and asked not in [each.number for each in earlier]:
        abort(404)
    before = next((each for each in earlier if asked in (None, each.number)), None)
    return render_template(
        "home/changes.html",
        before=before,
        changes=_compared(before, edition) if before else None,
        earlier=earlier,
        COUNTS=COUNTS,
        **shown,
    )


def _compared(before: Edition, edition: Edition) -> Changes:
    session = db.session()
    into = issue_lineage.merged(session, session.get_one(Plan, edition.plan_id))
    return edition_changes.changes(editions.told(before), editions.told(edition), into)
