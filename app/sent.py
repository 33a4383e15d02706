"""What a browser sends, held to what can be stored: whole letters, no NUL, ids of a real size."""

from itertools import chain
from urllib.parse import unquote_to_bytes

from flask import Flask, Request, abort, request
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.routing import IntegerConverter, Map

from app.database import READING

LARGEST_ID = 2**31 - 1  # of an integer column, in either database
LARGEST_RESPONSE_ID = 2**63 - 1
TORN = "\N{REPLACEMENT CHARACTER}"


class Number(IntegerConverter):
    """A number of an address; one no row can have leads nowhere."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=LARGEST_ID)


def init_app(app: Flask) -> None:
    app.url_map.converters["int"] = Number
    app.before_request(_whole)


def natural(said: str) -> int:
    """Read an id, a place or a number of things, from 1 to the largest a column holds.

    Raises:
        ValueError: it is anything else; a form's `get(..., type=natural)` then gives its default.
    """
    return _up_to(LARGEST_ID, said)


def response_id(said: str) -> int:
    """Read the id of a response, which is drawn by lot and may be large.

    Raises:
        ValueError: it is anything else.
    """
    return _up_to(LARGEST_RESPONSE_ID, said)


def _up_to(most: int, said: str) -> int:
    number = int(said[: len(str(most)) + 1])
    if not 0 < number <= most:
        raise ValueError
    return number


def _whole() -> None:
    """Refuse letters of another encoding; take out NUL, which PostgreSQL cannot store."""
    if _is_torn(request):
        abort(400)
    for name in ("args",) if request.method in READING else ("args", "form"):
        said = getattr(request, name)
        if any("\0" in text for _, text in said.items(multi=True)):
            kept = [(key, text.replace("\0", "")) for key, text in said.items(multi=True)]
            setattr(request, name, ImmutableMultiDict(kept))


def _is_torn(sent: Request) -> bool:
    """Say whether a form was written in anything but UTF-8; a form reader would say nothing."""
    if sent.mimetype == "application/x-www-form-urlencoded":
        return _is_torn_plain(sent)
    multipart = sent.mimetype == "multipart/form-data"
    return multipart and any(TORN in text for text in sent.form.values())


def _is_torn_plain(sent: Request) -> bool:
    body = sent.get_data()
    if body.isascii() and not any("%" in text for text in chain(*sent.form.items(multi=True))):
        return False  # what the form reader could not read stands in the form as it was sent
    try:
        unquote_to_bytes(body).decode()
    except UnicodeDecodeError:
        return True
    return False
