"""ポスターと案内: an A4 page with a QR code, and the links of departments, to print and to send."""

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from babel.dates import format_date
from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from app import easy, languages
from app.access import allowed, the_plan
from app.clock import JAPAN, now
from app.desk import entrances, fielding
from app.extensions import db
from surveys import help_lines, periods, questionnaires
from surveys.documents import SOURCE_LANGUAGE
from surveys.questionnaires import Questionnaire

blueprint = Blueprint(
    "posters",
    __name__,
    url_prefix="/plans/<int:plan_id>/questionnaires/<int:questionnaire_id>/poster",
)
MAKERS = {"svg": entrances.svg, "png": entrances.png}
TYPES = {"svg": "image/svg+xml", "png": "image/png"}


@blueprint.get("")
@allowed("planner", "keeper")
def show(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    found = fielding.published(questionnaire_id)
    if found.access == "departments":
        return _page("desk/posters/departments.html", found, entrances.departments(found))
    return _poster(found, _language(found))


@blueprint.get("/qr.<any(svg,png):suffix>")
@allowed("planner", "keeper")
def qr(plan_id: int, questionnaire_id: int, suffix: str) -> ResponseReturnValue:
    found = fielding.published(questionnaire_id)
    return _picture(entrances.welcome(found, _language(found)), suffix)


@blueprint.get("/departments/<int:place>/qr.<any(svg,png):suffix>")
@allowed("planner", "keeper")
def department_qr(
    plan_id: int, questionnaire_id: int, place: int, suffix: str
) -> ResponseReturnValue:
    """The QR code of one department, by its place in the list."""
    found = fielding.published(questionnaire_id)
    listed = entrances.departments(found) if found.access == "departments" else []
    if not 0 < place <= len(listed):
        abort(404)
    return _picture(listed[place - 1][1], suffix)


def _language(found: Questionnaire) -> str:
    """The language a poster is asked for in: one that the questionnaire speaks."""
    spoken = questionnaires.latest(db.session(), found).written.languages
    wanted = request.args.get("language", SOURCE_LANGUAGE)
    return wanted if wanted in spoken else SOURCE_LANGUAGE


def _poster(found: Questionnaire, language: str) -> str:
    """The poster in a language; its QR code opens the questionnaire in the same."""
    document = questionnaires.latest(db.session(), found).written
    made = render_template(
        "desk/posters/show.html",
        plan=the_plan(),
        questionnaire=found,
        document=document.in_language(language),
        language=language,
        languages=document.languages,
        in_japanese=languages.in_japanese,
        words=_words().get(language) or _words()[languages.ENGLISH],
        entrance=entrances.welcome(found, language),
        help=help_lines.read(language),
        help_language=language if language in languages.INTERFACE else languages.ENGLISH,
        first=_day(found.opens_at, language),
        until=_day(periods.last_moment(found), language),
        last=periods.last_moment(found),
    )
    return easy.furigana(made)


@cache
def _words() -> dict[str, dict[str, Any]]:
    """What a poster says, by language."""
    said = Path(__file__).with_name("poster_words.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(said))


def _day(moment: datetime | None, language: str) -> str:
    local = (moment or now()).astimezone(JAPAN)
    if language == languages.EASY:
        return easy.day(local)
    return str(format_date(local.date(), "long", locale=languages.of_babel(language)))


def _picture(address: str, suffix: str) -> Response:
    return Response(MAKERS[suffix](address), content_type=TYPES[suffix])


def _page(template: str, found: Questionnaire, entrance: object) -> str:
    document = questionnaires.latest(db.session(), found).parsed
    return render_template(
        template,
        plan=the_plan(),
        questionnaire=found,
        document=document,
        entrance=entrance,
        last=periods.last_moment(found),
    )
