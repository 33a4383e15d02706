"""The front page: what was published, and where staff go in."""

from itertools import groupby

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.access import public
from app.extensions import db
from surveys import editions
from surveys.editions import Edition
from surveys.plans import Plan

blueprint = Blueprint("front", __name__)


@blueprint.get("/")
@public
def index() -> ResponseReturnValue:
    return render_template("home/index.html", plans=_by_plan())


def _by_plan() -> list[tuple[Plan, list[Edition]]]:
    """Plans with something published, each with its editions, the newest first."""
    listed = sorted(editions.public(db.session()), key=lambda pair: -pair[0].id)
    return [
        (plan, [edition for _plan, edition in pairs])
        for plan, pairs in groupby(listed, key=lambda pair: pair[0])
    ]
