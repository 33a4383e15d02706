"""版の違い at the desk: two editions side by side, or an edition and the digest as it stands."""

from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access import allowed, the_plan
from app.exports.digest import every
from app.extensions import db
from app.sent import natural
from surveys import edition_changes, editions, issue_lineage
from surveys.edition_changes import COUNTS, Changes, Document
from surveys.editions import Edition

blueprint = Blueprint(
    "edition_changes", __name__, url_prefix="/plans/<int:plan_id>/editions/changes"
)
WORDS = {"COUNTS": COUNTS}


@blueprint.get("")
@allowed("planner", "section", "viewer")
def show(plan_id: int) -> ResponseReturnValue:
    """The newest edition against the digest of now, or the numbers of the address."""
    held = {each.number: each for each in editions.of_plan(db.session(), the_plan())}
    if not held:
        return render_template("desk/editions/changes.html", plan=the_plan(), editions=[])
    before = _chosen(held, "before") or held[max(held)]
    after = _chosen(held, "after")
    return render_template(
        "desk/editions/changes.html",
        plan=the_plan(),
        editions=list(held.values()),
        before=before,
        after=after,
        changes=_compared(before, _told(after) if after else _now(before)),
        link=_link,
        **WORDS,
    )


def since(last: Edition) -> Changes:
    """What the digest of now says otherwise than an edition, were it published the same way."""
    return _compared(last, _now(last))


def _compared(before: Edition, after: Document) -> Changes:
    into = issue_lineage.merged(db.session(), the_plan())
    return edition_changes.changes(_told(before), after, into)


def _told(edition: Edition) -> Document:
    return editions.told(edition)


def _now(like: Edition) -> dict[str, Any]:
    """The digest as it stands, under the title, the stage and the preface of an edition."""
    told = editions.told(like)
    named = {name: told[name] for name in ("title", "stage", "preface")}
    document = editions.document(db.session(), the_plan())
    return named | document | every.further(db.session(), the_plan())


def _chosen(held: dict[int, Edition], name: str) -> Edition | None:
    number = request.args.get(name, type=natural)
    if number is not None and number not in held:
        abort(404)
    return held.get(number or 0)


def _link(issue: dict[str, Any]) -> str:
    """An issue at the desk; of an edition from before issues had ids, the list."""
    if "uid" in issue:
        return url_for("desk.issues.show", plan_id=the_plan().id, issue_id=issue["uid"])
    return url_for("desk.issues.index", plan_id=the_plan().id)
