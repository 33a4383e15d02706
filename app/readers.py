"""読む人: what the pages for residents have in common, whether they answer or offer help.

Each is read in one of many languages and in two sizes of letters, and leaves no trace behind.
"""

from collections.abc import Mapping
from datetime import date
from ipaddress import IPv6Address, ip_address
from typing import Any

from babel.dates import format_date
from flask import Blueprint, Response, current_app, redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response as AnyResponse

from app import easy, languages, mixed
from app.words import day
from surveys.documents import SOURCE_LANGUAGE
from surveys.readings import MARK

LARGE = "ronten_large"
A_YEAR = 365 * 24 * 3600


def receive(room: Blueprint) -> None:
    """Let the pages of a blueprint be read so."""
    room.before_request(_choose)
    room.after_request(_leave_no_trace)
    room.after_request(_read_aloud)


def around() -> dict[str, Any]:
    """What the head of a page knows that is no questionnaire's."""
    chosen = languages.of_interface()
    reads = request.url_rule is not None and "GET" in (request.url_rule.methods or ())
    return {
        "asked": None,
        "large": is_large(),
        "language": chosen,
        "easy": chosen == languages.EASY,
        "tongues": [(code, languages.name(code)) for code in languages.INTERFACE],
        "here": request.path if reads else request.path.rpartition("/")[0],
    }


def keep_choices(response: AnyResponse, said: Mapping[str, str]) -> AnyResponse:
    """Keep a choice of language or of letter size for all pages of its kind."""
    if languages.is_language(said.get("lang", "")):
        _keep(response, languages.COOKIE, said["lang"])
    if "large" in said:
        _keep(response, LARGE, "1" if said["large"] == "1" else "0")
    return response


def is_large() -> bool:
    return request.cookies.get(LARGE) == "1"


def on_day(told: date) -> str:
    """A day without its hour, in the reader's language: 令和8年12月1日."""
    language = languages.of_interface()
    if language == languages.EASY:
        return easy.day(told)
    if language == SOURCE_LANGUAGE:
        return day(told)
    return str(format_date(told, "long", locale=languages.of_babel()))


def network(address: str) -> str:
    """An address; of IPv6 the part that a household keeps."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return found.exploded[:19] if isinstance(found, IPv6Address) else address


def _choose() -> ResponseReturnValue | None:
    """Take a choice of language or of letter size from the address, and leave it out of it."""
    if request.method != "GET" or not {"lang", "large"} & set(request.args):
        return None
    return keep_choices(redirect(request.path, 303), request.args)


def _leave_no_trace(response: Response) -> Response:
    """Tell no other site which page was open, and no browser or proxy to keep it."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _read_aloud(response: Response) -> Response:
    """Say what is Japanese on a page that is not; put readings above the words before them."""
    if response.mimetype != "text/html":
        return response
    data = response.get_data()
    if mixed.BEGINNING.encode() in data:
        response.set_data(mixed.told(data.decode()))
    if MARK.encode() in data:
        response.set_data(easy.furigana(response.get_data(as_text=True)))
    return response


def _keep(response: AnyResponse, name: str, value: str) -> None:
    response.set_cookie(
        name,
        value,
        max_age=A_YEAR,
        path="/" + request.path.split("/")[1],  # of the pages that residents read, not of the desk
        httponly=True,
        samesite="Lax",
        secure=current_app.config["HTTPS"],
    )
