"""公開前の見え方: the digest as it stands, on the very pages the public will read."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from analysis.charts.frozen import frozen
from app import charting
from app.access import allowed, the_plan
from app.clock import now
from app.extensions import db
from surveys import edition_charts, editions, outcomes, publishing_checks

blueprint = Blueprint(
    "edition_previews", __name__, url_prefix="/plans/<int:plan_id>/editions/preview"
)


@blueprint.get("")
@allowed("planner", "section", "viewer")
def show(plan_id: int) -> ResponseReturnValue:
    """The list of issues exactly as it would be public."""
    return render_template("desk/editions/preview.html", plan=the_plan(), **_shown())


@blueprint.get("/<int:place>")
@allowed("planner", "section", "viewer")
def issue(plan_id: int, place: int) -> ResponseReturnValue:
    shown = _shown()
    return render_template(
        "desk/editions/preview_issue.html",
        plan=the_plan(),
        issue=_issue(shown["document"], place),
        **shown,
    )


@blueprint.get("/<int:place>/charts/<int:figure>.svg")
@allowed("planner", "section", "viewer")
def chart(plan_id: int, place: int, figure: int) -> ResponseReturnValue:
    found = edition_charts.chosen(_issue(editions.document(db.session(), the_plan()), place))
    if not 1 <= figure <= len(found):
        abort(404)
    said = found[figure - 1]["chart"]
    return charting.drawn(frozen(said, narrow="narrow" in request.args), _mark(said))


def _issue(document: Mapping[str, Any], place: int) -> Mapping[str, Any]:
    listed = document["issues"]
    if not 1 <= place <= len(listed):
        abort(404)
    found: Mapping[str, Any] = listed[place - 1]
    return found


def _shown() -> dict[str, Any]:
    """The digest of now in the shape the public pages take, introduced as the last edition was."""
    plan, session = the_plan(), db.session()
    last = publishing_checks.last(session, plan)
    return {
        "document": editions.document(session, plan),
        "title": last.title if last else gettext("政策論点集"),
        "stage": gettext("公開前"),
        "preface": last.preface if last else "",
        "day": now(),
        "courses": outcomes.courses(session, plan),
        "drawn": _drawn,
    }


def _drawn(issue: Mapping[str, Any]) -> list[tuple[Mapping[str, Any], str, str]]:
    """The charts of an issue with the addresses where they are drawn."""
    return [
        (each, _address(issue, figure, each), _address(issue, figure, each, narrow=1))
        for figure, each in enumerate(edition_charts.chosen(issue), 1)
    ]


def _address(
    issue: Mapping[str, Any], figure: int, each: Mapping[str, Any], narrow: int | None = None
) -> str:
    """With a mark of its numbers, for what was drawn of it is kept by the browser."""
    place = {"plan_id": the_plan().id, "place": issue["number"], "figure": figure}
    return url_for(".chart", narrow=narrow, mark=_mark(each["chart"]), **place)


def _mark(said: Mapping[str, Any]) -> str:
    return sha256(repr(said).encode()).hexdigest()[: charting.MARK_LENGTH]
