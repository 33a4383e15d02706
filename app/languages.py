"""言語: which language a page speaks. The desk speaks Japanese whatever a browser asks for."""

import re

from flask import has_request_context, request

from surveys.documents import SOURCE_LANGUAGE

INTERFACE = (SOURCE_LANGUAGE, "en")
COOKIE = "ronten_language"
NAMES = {
    "ja": "日本語",
    "ja-easy": "やさしい日本語",
    "en": "English",
    "pt": "Português",
    "zh": "中文",
    "ko": "한국어",
    "vi": "Tiếng Việt",
}


def chosen() -> str:
    """The language that whoever answers chose, or that their browser asks for."""
    if not has_request_context() or request.blueprint != "respond":
        return SOURCE_LANGUAGE
    said = request.cookies.get(COOKIE, "")
    if is_language(said):
        return said
    asked = (each.partition("-")[0].lower() for each in request.accept_languages.values())
    return next((each for each in asked if each in INTERFACE), SOURCE_LANGUAGE)


def of_interface() -> str:
    """What our own words are said in: questionnaires know more languages than we do."""
    said = chosen()
    return SOURCE_LANGUAGE if said.startswith(SOURCE_LANGUAGE) else "en"


def is_language(said: str) -> bool:
    return re.fullmatch(r"[a-zA-Z]{2,3}(-[a-zA-Z]{1,8})?", said) is not None
