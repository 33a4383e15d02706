"""公開ページ: published digests, from their frozen documents alone."""

from flask import Blueprint, abort, make_response, render_template, request
from flask.typing import ResponseReturnValue

from app.access import public
from app.extensions import db
from app.home import published
from surveys import edition_charts, edition_files

blueprint = Blueprint("editions", __name__, url_prefix="/digests/<int:plan_id>/<int:number>")


@blueprint.get("/")
@public
def show(plan_id: int, number: int) -> ResponseReturnValue:
    edition = published.found(plan_id, number)
    return render_template("home/edition.html", **published.shown(edition))


@blueprint.get("/whole")
@public
def whole(plan_id: int, number: int) -> ResponseReturnValue:
    """Every issue on one page, to be printed as a booklet."""
    edition = published.found(plan_id, number)
    return render_template("home/whole.html", **published.shown(edition))


@blueprint.get("/issues/<int:place>")
@public
def issue(plan_id: int, number: int, place: int) -> ResponseReturnValue:
    edition = published.found(plan_id, number)
    listed = edition.document["issues"]
    if not 1 <= place <= len(listed):
        abort(404)
    shown = published.shown(edition)
    return render_template("home/issue.html", issue=listed[place - 1], **shown)


@blueprint.get("/issues/<int:place>/charts/<int:figure>.svg")
@public
def chart(plan_id: int, number: int, place: int, figure: int) -> ResponseReturnValue:
    """A chart as it was frozen; with `narrow` in the address, the one for phones."""
    edition = published.found(plan_id, number)
    name = edition_charts.file_name(place, figure, narrow="narrow" in request.args)
    data = edition_files.find(db.session(), edition, name) or abort(404)
    reply = make_response(data)
    reply.content_type = edition_files.media_type(name)
    reply.headers["Cache-Control"] = "private, max-age=86400"
    return reply
