"""The front page: what was published, and where staff go in."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.access import public

blueprint = Blueprint("front", __name__)


@blueprint.get("/")
@public
def index() -> ResponseReturnValue:
    return render_template("home/index.html")
