"""How dates and remaining days are said to whoever answers, in their language."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from babel.dates import format_date
from flask import current_app, g, request, url_for
from flask_babel import gettext
from markupsafe import Markup

from app import easy, languages, readers
from app.clock import JAPAN, day_of
from app.respond.asked import Asked
from app.respond.room import blueprint
from app.words import day
from surveys import access, help_lines, resuming
from surveys.documents import SOURCE_LANGUAGE
from surveys.receptions import Reception

WEEKDAYS = "月火水木金土日"
blueprint.add_app_template_filter(readers.on_day)


@blueprint.context_processor
def _around() -> dict[str, Any]:
    """What the head of every page knows."""
    asked: Asked | None = g.get("asked")
    spoken = _spoken(asked.shown.source.languages if asked else ())
    return {
        "asked": asked,
        "large": readers.is_large(),
        "easy": languages.of_interface() == languages.EASY,
        "language": languages.matched((languages.chosen(),), spoken),
        "tongues": tuple((code, languages.name(code)) for code in spoken),
        "here": _here(),
    }


def _spoken(others: Sequence[str]) -> list[str]:
    """What a page can be read in: the languages of our words, and the others of its questions."""
    ours = languages.INTERFACE
    return [*ours, *(each for each in others if not languages.matched((each,), ours))]


@blueprint.app_template_global()
@lru_cache(maxsize=64)
def language_buttons(language: str, tongues: tuple[tuple[str, str], ...]) -> Markup:
    """The languages of a page that is filled in, made once: nothing of who answers is in them."""
    template = current_app.jinja_env.get_template("respond/languages.html")
    said = template.render(language=language, tongues=tongues, here="")
    return Markup(said)  # noqa: S704 - a template has escaped it


@blueprint.app_template_global()
def help_now() -> help_lines.Help:
    """Where who reads this page can turn."""
    return help_lines.read(languages.of_interface())


@blueprint.app_template_filter()
def in_words(moment: datetime) -> str:
    """令和8年7月31日（金）, with the hour unless it is midnight: the end of a day is that day."""
    local = moment.astimezone(JAPAN)
    midnight = local.time() == datetime.min.time()
    told = local - timedelta(seconds=1) if midnight else local
    language = languages.of_interface()
    if language == languages.EASY:
        said = f"{easy.day(told)}（{easy.weekday(told)}）"
        return said if midnight else f"{said} {easy.hour(told)}"
    if language == SOURCE_LANGUAGE:
        said = f"{day(told)}（{WEEKDAYS[told.weekday()]}）"
    else:
        said = format_date(told.date(), "full", locale=languages.of_babel())
    return said if midnight else f"{said} {told:%H:%M}"


@blueprint.app_template_filter()
def first_day(moment: datetime) -> str:
    """The day a period begins, with the hour unless it is midnight."""
    local = moment.astimezone(JAPAN)
    if local.time() == datetime.min.time():
        return in_words(local + timedelta(days=1))
    return in_words(local)


@blueprint.app_template_filter()
def left(reception: Reception, now: datetime) -> str:
    """How long answers are still taken: あと12日."""
    days = (day_of(reception.closes_at - timedelta(seconds=1)) - day_of(now)).days
    if days > 0 and languages.of_interface() == languages.EASY:
        return f"あと {easy.days(days)}"
    return str(gettext("あと%(n)d日", n=days) if days > 0 else gettext("今日まで"))


@blueprint.app_template_filter()
def grouped(code: str) -> str:
    """A receipt in groups of four."""
    return access.grouped(code)


@blueprint.app_template_filter()
def letters(word: str) -> str:
    """A 再開のことば in Roman letters, its words apart."""
    return " - ".join(resuming.in_letters(word).split())


def _here() -> str:
    """The address that shows this page again; what only takes a form leads back to the start."""
    if "GET" in (request.url_rule.methods or ()) if request.url_rule else False:
        return request.path
    asked = g.get("asked")
    return asked.address("welcome") if asked else url_for("respond.index")
