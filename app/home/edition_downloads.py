"""公開ページのファイル: an edition as it was handed in, for anyone."""

from io import BytesIO

from flask import Blueprint, abort, send_file
from flask.typing import ResponseReturnValue

from app.access import public
from app.extensions import db
from app.home import published
from surveys import edition_files

blueprint = Blueprint(
    "edition_downloads", __name__, url_prefix="/digests/<int:plan_id>/<int:number>"
)


@blueprint.get("/files/<name>")
@public
def file(plan_id: int, number: int, name: str) -> ResponseReturnValue:
    edition = published.found(plan_id, number)
    known = name if name in edition_files.HANDED else abort(404)
    data = edition_files.find(db.session(), edition, known) or abort(404)
    called = edition_files.download_name(known, edition.title, edition.name)
    reply = send_file(BytesIO(data), as_attachment=True, download_name=called)
    reply.content_type = edition_files.media_type(known)
    return reply
