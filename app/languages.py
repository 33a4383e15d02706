"""言語: which language a page speaks. The desk speaks Japanese whatever a browser asks for.

Our own words are in every language whose folder stands in `app/translations`.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import flask_babel
from babel import Locale, UnknownLocaleError
from babel.core import get_global
from flask import Flask, has_request_context, request
from markupsafe import Markup

from surveys.documents import SOURCE_LANGUAGE

EASY = "ja-easy"
NAME_OF_EASY = "やさしい にほんご"
ENGLISH = "en"
MANY = ("respond", "home.offers")  # rooms that speak each of these; the others speak Japanese
COOKIE, CHOSEN, KNOWN = "ronten_language", "ronten.chosen", "ronten.language"
TRANSLATIONS = Path(__file__).with_name("translations")


def found(folder: Path) -> dict[str, str]:
    """{language: where gettext keeps it}: Japanese in both its manners, English, the others."""
    kept = (each.parents[1].name for each in folder.glob("*/LC_MESSAGES/messages.mo"))
    names = {re.sub("[@_]", "-", name): name for name in kept}
    first = {EASY: 0, ENGLISH: 1}
    return dict(sorted(names.items(), key=lambda pair: (first.get(pair[0], 2), pair[0])))


LOCALES = found(TRANSLATIONS)
INTERFACE = (SOURCE_LANGUAGE, *LOCALES)


def init_app(app: Flask) -> None:
    """After Babel: templates speak Japanese without looking each sentence up.

    Ours are written in Japanese to begin with; looking them up took an eighth of a page.
    """
    app.jinja_env.install_gettext_callables(_told, flask_babel.ngettext, newstyle=True)  # type: ignore[attr-defined] # of Jinja's i18n extension, which Babel loads
    app.add_template_filter(of_html)
    app.add_template_filter(tongue)
    app.add_template_filter(name, "language_name")
    app.add_template_global(of_interface, "language_of_page")
    app.add_template_global(_marked, "_")  # in place of Jinja's, which goes a longer way


@cache
def name(language: str) -> str:
    """A language as those who speak it call it: Português, 中文, Tiếng Việt."""
    if language == EASY:
        return NAME_OF_EASY
    try:
        known = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return language
    said = known.get_display_name(known) or language
    return said[0].upper() + said[1:]


@cache
def in_japanese(language: str) -> str:
    """A language as planners call it: 英語, ポルトガル語."""
    if language == EASY:
        return "やさしい日本語"
    try:
        said = Locale.parse(language, sep="-").get_display_name(SOURCE_LANGUAGE)
    except (UnknownLocaleError, ValueError):
        return language
    return said or language


@cache
def direction(language: str) -> str:
    """Which way a language is written: ltr or rtl."""
    try:
        return str(Locale.parse(of_html(language), sep="-").text_direction)
    except (UnknownLocaleError, ValueError):
        return "ltr"


@cache
def tongue(language: str) -> Markup:
    """The attributes of an element in a language: which one, and which way it is written."""
    attributes = 'lang="{}" dir="{}"' if direction(language) == "rtl" else 'lang="{}"'
    return Markup(attributes).format(of_html(language), direction(language))  # noqa: S704 - escaped


def chosen() -> str:
    """The language that whoever answers chose, or that their browser asks for."""
    if not has_request_context() or request.blueprint not in MANY:
        return SOURCE_LANGUAGE
    known = request.environ
    if CHOSEN not in known:
        known[CHOSEN] = _chosen()
    return str(known[CHOSEN])


def _chosen() -> str:
    if COOKIE in request.cookies and is_language(said := request.cookies[COOKIE]):
        return said
    return matched(request.accept_languages.values(), INTERFACE) or SOURCE_LANGUAGE


def of_interface() -> str:
    """What our own words are said in: questionnaires know more languages than we do."""
    if not has_request_context():
        return SOURCE_LANGUAGE
    known = request.environ  # a page asks for each of its sentences
    if KNOWN not in known:
        said = chosen()
        known[KNOWN] = matched((said,), INTERFACE) or ENGLISH
    return str(known[KNOWN])


def locale() -> str:
    """Where the translations of our own words are kept."""
    return LOCALES.get(of_interface(), of_interface())


def of_babel(language: str = "") -> str:
    """What days are said by in a language, or in that of our own words."""
    spoken = matched((language,), INTERFACE) or ENGLISH if language else of_interface()
    return "en_001" if spoken == ENGLISH else spoken.replace("-", "_")  # 1 December 2026


def of_html(language: str) -> str:
    """A language as `lang` has it: easy Japanese is Japanese."""
    return SOURCE_LANGUAGE if language == EASY else language


@lru_cache(maxsize=128)
def _by_tag(known: tuple[str, ...]) -> dict[str, str]:
    return {each.lower(): each for each in known}


def matched(wanted: Iterable[str], known: Iterable[str]) -> str:
    """The first of the wanted languages that is known, or near enough to be read; "" = none."""
    by_tag = _by_tag(tuple(known))
    near = (by_tag[each] for tag in wanted for each in _near(tag.lower()) if each in by_tag)
    return next(near, "")


def _near(tag: str) -> Iterator[str]:
    """A language and those who reads it can read: pt-BR → pt, zh-TW → zh-Hant → zh."""
    yield tag
    language = tag.partition("-")[0]
    likely = get_global("likely_subtags")
    whole = re.split("[-_]", tag)
    place = f"_{whole[-1].upper()}" if len(whole) > 1 and len(whole[-1]) == 2 else ""
    parts = (likely.get(language + place) or likely.get(language) or language).lower().split("_")
    yield f"{language}-{parts[1]}" if len(parts) > 1 else language
    yield f"{language}-{parts[-1]}"
    yield language


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
