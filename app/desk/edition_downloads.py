"""版のファイル: every format of an edition, and of the digest as it stands, for the desk."""

from flask import Blueprint, Response, abort
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.access import allowed, of_plan, the_plan
from app.clock import now
from app.desk import downloads
from app.exports.digest import every
from app.extensions import db
from surveys import edition_files, editions
from surveys.editions import Edition

blueprint = Blueprint("edition_downloads", __name__, url_prefix="/plans/<int:plan_id>/editions")


@blueprint.get("/current/<name>")
@allowed("planner", "section", "viewer")
def current(plan_id: int, name: str) -> ResponseReturnValue:
    """A file of what is not yet published; it says so on every page."""
    plan, session = the_plan(), db.session()
    last = next(iter(editions.of_plan(session, plan)), None)
    title = last.title if last else gettext("政策論点集")
    told = every.of_current(session, plan, title, now())
    return _handed(name, every.FORMATS[_known(name)].write(told), title, gettext("公開前"))


@blueprint.get("/<int:edition_id>/files/<name>")
@allowed("planner", "section", "viewer")
def of_edition(plan_id: int, edition_id: int, name: str) -> ResponseReturnValue:
    """A file as it was frozen; a format younger than the edition is made of what it froze."""
    edition, session = of_plan(Edition, edition_id), db.session()
    data = edition_files.find(session, edition, _known(name))
    if data is None:
        data = every.FORMATS[name].write(every.of_edition(session, edition))
    return _handed(name, data, edition.title, edition.name)


def _known(name: str) -> str:
    return name if name in every.FORMATS else abort(404)


def _handed(name: str, data: bytes, title: str, stage: str) -> Response:
    named = edition_files.download_name(name, title, stage)
    return downloads.file(data, name=named, media_type=edition_files.media_type(name))
