"""The front page: what is being asked, what was published, and where staff go in."""

from datetime import date, timedelta
from itertools import groupby

from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue

from app.access import public
from app.clock import day_of, now
from app.extensions import db
from app.home import past
from surveys import editions, offer_windows, questionnaires
from surveys.documents import Document
from surveys.editions import Edition
from surveys.plans import Plan
from surveys.questionnaires import PUBLISHED, Questionnaire

blueprint = Blueprint("front", __name__)


@blueprint.get("/")
@public
def index() -> ResponseReturnValue:
    asking = _asking()
    return render_template(
        "home/index.html",
        plans=_by_plan(),
        asking=[(one, _said(one), _last_day(one)) for one in asking if one.opens_by_itself],
        by_code=any(one.access == "codes" for one in asking),
        past=past.listed(db.session(), now()),
        offers=offer_windows.taking(db.session()),
    )


def _asking() -> list[Questionnaire]:
    """What is asked now, where this site also takes the answers."""
    if "respond" not in current_app.blueprints:
        return []
    moment = now()
    return [q for q in questionnaires.of_state(db.session(), PUBLISHED) if q.is_open(moment)]


def _last_day(questionnaire: Questionnaire) -> date:
    """The last day on which answers are taken: a day ends at midnight."""
    return day_of((questionnaire.closes_at or now()) - timedelta(seconds=1))


def _said(questionnaire: Questionnaire) -> Document:
    return questionnaires.latest(db.session(), questionnaire).parsed


def _by_plan() -> list[tuple[Plan, list[Edition]]]:
    """Plans with something published, each with its editions, the newest first."""
    listed = sorted(editions.public(db.session()), key=lambda pair: -pair[0].id)
    return [
        (plan, [edition for _plan, edition in pairs])
        for plan, pairs in groupby(listed, key=lambda pair: pair[0])
    ]
