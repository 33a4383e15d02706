"""言語: which language a page speaks. The desk speaks Japanese whatever a browser asks for."""

import re
from functools import lru_cache
from typing import Any

import flask_babel
from flask import Flask, has_request_context, request
from markupsafe import Markup

from surveys.documents import SOURCE_LANGUAGE

EASY = "ja-easy"
INTERFACE = (SOURCE_LANGUAGE, EASY, "en")
LOCALES = {EASY: "ja@easy"}  # where gettext keeps another manner of one language
MANY = ("respond", "home.offers")  # rooms that speak each of these; the others speak Japanese
COOKIE, KNOWN = "ronten_language", "ronten.language"
NAMES = {
    "ja": "日本語",
    EASY: "やさしい にほんご",
    "en": "English",
    "pt": "Português",
    "zh": "中文",
    "ko": "한국어",
    "vi": "Tiếng Việt",
}


def init_app(app: Flask) -> None:
    """After Babel: templates speak Japanese without looking each sentence up.

    Ours are written in Japanese to begin with; looking them up took an eighth of a page.
    """
    app.jinja_env.install_gettext_callables(_told, flask_babel.ngettext, newstyle=True)  # type: ignore[attr-defined] # of Jinja's i18n extension, which Babel loads
    app.add_template_filter(of_html)
    app.add_template_global(_marked, "_")  # in place of Jinja's, which goes a longer way


def chosen() -> str:
    """The language that whoever answers chose, or that their browser asks for."""
    if not has_request_context() or request.blueprint not in MANY:
        return SOURCE_LANGUAGE
    if COOKIE in request.cookies and is_language(said := request.cookies[COOKIE]):
        return said
    asked = (each.partition("-")[0].lower() for each in request.accept_languages.values())
    return next((each for each in asked if each in INTERFACE), SOURCE_LANGUAGE)


def of_interface() -> str:
    """What our own words are said in: questionnaires know more languages than we do."""
    if not has_request_context():
        return SOURCE_LANGUAGE
    known = request.environ  # a page asks for each of its sentences
    if KNOWN not in known:
        said = chosen()
        known[KNOWN] = said if said in INTERFACE else _nearest(said)
    return str(known[KNOWN])


def locale() -> str:
    """Where the translations of our own words are kept."""
    return LOCALES.get(of_interface(), of_interface())


def of_html(language: str) -> str:
    """A language as `lang` has it: easy Japanese is Japanese."""
    return SOURCE_LANGUAGE if language == EASY else language


def _nearest(said: str) -> str:
    return SOURCE_LANGUAGE if said.startswith(SOURCE_LANGUAGE) else "en"


def is_language(said: str) -> bool:
    return re.fullmatch(r"[a-zA-Z]{2,3}(-[a-zA-Z]{1,8})?", said) is not None


def _told(sentence: str) -> str:
    if of_interface() == SOURCE_LANGUAGE:
        return sentence
    return str(flask_babel.gettext(sentence))


def _marked(sentence: str, **places: Any) -> Markup:
    """A sentence of a template, what its places hold escaped."""
    told = _told(sentence)
    return Markup(told) % places if places else _whole(told)  # noqa: S704 - of our own words


@lru_cache(maxsize=4096)
def _whole(told: str) -> Markup:
    """A sentence without places; %% stands for % in it, too."""
    return Markup(told) % ()  # noqa: S704 - of our own words
