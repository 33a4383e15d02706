"""ポスターと案内: an A4 page with a QR code, and the links of departments, to print and to send."""

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from babel.dates import format_date
from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from app import easy, languages, mixed, qr_codes
from app.access import allowed, the_plan
from app.clock import JAPAN, now
from app.desk import downloads, entrances, fielding
from app.exports import poster
from app.exports.pdf import TYPE
from app.exports.poster import Poster
from app.extensions import db
from app.words import day
from surveys import help_lines, periods, questionnaires
from surveys.documents import SOURCE_LANGUAGE
from surveys.questionnaires import Questionnaire

blueprint = Blueprint(
    "posters",
    __name__,
    url_prefix="/plans/<int:plan_id>/questionnaires/<int:questionnaire_id>/poster",
)
MAKERS = {"svg": qr_codes.svg, "png": qr_codes.png}
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


@blueprint.get("/poster.pdf")
@allowed("planner", "keeper")
def paper(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """The poster as a file for the printer's, in a language whose letters the fonts have."""
    found = fielding.published(questionnaire_id)
    if found.access == "departments":
        abort(404)
    language = _language(found)
    made = poster.write(_said(found, language), now())
    name = f"ポスター_{found.title}_{languages.in_japanese(language)}.pdf"
    return downloads.file(made, name=name, media_type=TYPE)


def _said(found: Questionnaire, language: str) -> Poster:
    """What the poster says in a language, as the page and the file show it."""
    version = questionnaires.latest(db.session(), found)
    document, words = version.written.in_language(language), _words_of(language)
    help_ = help_lines.read(language)
    spoken = [languages.name(each) for each in version.written.languages]
    points = [words["minutes"] % {"n": document.minutes}] if document.minutes else []
    points.append(words["codes"] if found.access == "codes" else words["open"])
    points += [" / ".join(spoken)] if len(spoken) > 1 and language == SOURCE_LANGUAGE else []
    first, last = _day(found.opens_at, language), _day(periods.last_moment(found), language)
    period = f"{first}から{last}まで" if language == SOURCE_LANGUAGE else f"{first} – {last}"
    lines = " ・ ".join(f"{one.name} {one.number}（{one.hours}）" for one in help_.shown[:2])
    return Poster(
        language=languages.of_html(language),
        host=document.host or the_plan().municipality,
        call=words["call"],
        title=document.title or found.title,
        lead=words["lead"],
        points=[*points, words["resume"]],
        qr=qr_codes.svg(entrances.welcome(found, language)).decode(),
        alt=words["lead"],
        address=entrances.welcome(found, language),
        facts=[
            (words["period"], period),
            *([(words["contact"], document.contact)] if document.contact else []),
        ],
        promise=words["promise"],
        help=f"{help_.title}: {lines}",
    )


def _language(found: Questionnaire) -> str:
    """The language a poster is asked for in: one that the questionnaire speaks."""
    spoken = questionnaires.latest(db.session(), found).written.languages
    wanted = request.args.get("language", SOURCE_LANGUAGE)
    return wanted if wanted in spoken else SOURCE_LANGUAGE


def _poster(found: Questionnaire, language: str) -> str:
    """The poster in a language; its QR code opens the questionnaire in the same."""
    written = questionnaires.latest(db.session(), found).written
    made = render_template(
        "desk/posters/show.html",
        plan=the_plan(),
        questionnaire=found,
        document=mixed.in_language(written, language),
        language=language,
        languages=written.languages,
        words=_words_of(language),
        words_language=language if language in _words() else languages.ENGLISH,
        entrance=entrances.welcome(found, language),
        help=help_lines.read(language),
        help_language=language if language in languages.INTERFACE else languages.ENGLISH,
        first=_day(found.opens_at, language),
        until=_day(periods.last_moment(found), language),
        last=periods.last_moment(found),
        missing=_said(found, language).missing,
    )
    return easy.furigana(mixed.told(made))


def _words_of(language: str) -> dict[str, Any]:
    return _words().get(language) or _words()[languages.ENGLISH]


@cache
def _words() -> dict[str, dict[str, Any]]:
    """What a poster says, by language."""
    said = Path(__file__).with_name("poster_words.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(said))


def _day(moment: datetime | None, language: str) -> str:
    local = (moment or now()).astimezone(JAPAN)
    if language == languages.EASY:
        return easy.day(local)
    if language == SOURCE_LANGUAGE:
        return day(moment or now())
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
