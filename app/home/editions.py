"""公開ページ: published digests, from their frozen documents alone."""

from io import BytesIO
from typing import Any

from flask import Blueprint, abort, jsonify, render_template, send_file
from flask.typing import ResponseReturnValue

from app.access import public
from app.extensions import db
from surveys import edition_files, editions
from surveys.editions import Edition

blueprint = Blueprint("editions", __name__, url_prefix="/digests/<int:plan_id>/<int:number>")
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@blueprint.get("/")
@public
def show(plan_id: int, number: int) -> ResponseReturnValue:
    edition = _published(plan_id, number)
    return render_template("home/edition.html", edition=edition, **_shown(edition))


@blueprint.get("/issues/<int:place>")
@public
def issue(plan_id: int, number: int, place: int) -> ResponseReturnValue:
    edition = _published(plan_id, number)
    listed = edition.document["issues"]
    if not 1 <= place <= len(listed):
        abort(404)
    shown = _shown(edition)
    return render_template("home/issue.html", edition=edition, issue=listed[place - 1], **shown)


@blueprint.get("/digest.json")
@public
def as_json(plan_id: int, number: int) -> ResponseReturnValue:
    return jsonify(editions.told(_published(plan_id, number)))


@blueprint.get("/digest.docx")
@public
def as_word(plan_id: int, number: int) -> ResponseReturnValue:
    edition = _published(plan_id, number)
    data = edition_files.find(db.session(), edition, "digest.docx") or abort(404)
    name = f"{edition.title}_{edition.name.replace(' ', '')}.docx"
    return send_file(BytesIO(data), mimetype=WORD, as_attachment=True, download_name=name)


def _published(plan_id: int, number: int) -> Edition:
    return editions.find_public(db.session(), plan_id, number) or abort(404)


def _shown(edition: Edition) -> dict[str, Any]:
    """An edition in the shape the public pages and the desk's preview share."""
    return {
        "document": edition.document,
        "title": edition.title,
        "stage": edition.name,
        "preface": edition.preface,
        "day": edition.published_at,
    }
