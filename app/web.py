"""Flask, less what it would do again for every page and what no page of ours needs."""

import gzip
import re
from collections.abc import Callable, MutableMapping
from functools import cache, cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import Flask, Request, Response, has_request_context, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask.templating import Environment

OK = 200
A_YEAR = 365 * 24 * 3600
MARKED = re.compile("^[0-9a-f]{10}/")
WORDS = (".css", ".js", ".svg")  # files of words; pictures and fonts are packed already


class Sessions(SecureCookieSessionInterface):
    """Whoever brings no session's cookie, as nobody who answers does, has nothing to unseal."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        if self.get_cookie_name(app) not in request.cookies:
            return self.session_class()
        return super().open_session(app, request)


class Templates(Environment):
    """All that templates share is there before the first of them is read."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What a template knows, as one dictionary: a chain of them is slow to copy for a page."""
        return {**self.globals, **(d or {})}


@cache
def _mark_of(folder: str) -> str:
    """What is in a folder, as ten letters: another file, or another word in one, gives others."""
    found = sha256()
    for file in sorted(Path(folder).rglob("*.*")):
        found.update(file.name.encode() + file.read_bytes())
    return found.hexdigest()[:10]


@lru_cache(maxsize=256)
def _packed(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


class Web(Flask):
    jinja_environment = Templates
    session_interface = Sessions()

    @property
    def mark(self) -> str:
        """Stands in the address of every file: what a browser keeps needs not be asked for again.

        A folder of the address, and no question behind it: what a module imports bears it, too.
        """
        return _mark_of(str(self.static_folder))

    @cached_property
    def _addresses(self) -> dict[tuple[object, ...], str]:
        """Where files are, said once: a page asks for a dozen of them."""
        return {}

    def url_for(self, endpoint: str, **values: Any) -> str:
        if endpoint != "static":
            return super().url_for(endpoint, **values)
        asked = (request.root_path if has_request_context() else "", *values.items())
        if asked not in self._addresses:
            marked = {"filename": f"{self.mark}/{values['filename']}"}
            self._addresses[asked] = super().url_for(endpoint, **values | marked)
        return self._addresses[asked]

    def send_static_file(self, filename: str) -> Response:
        """A file, also for a page that was made when others stood there.

        Words are packed to a third for whoever can unpack them: where the signal is weak, style
        sheets and scripts are most of what has to come. Pages are not: they repeat what was typed
        beside a token, and how far that packs would tell what the token is (BREACH, 2013).
        """
        reply = super().send_static_file(MARKED.sub("", filename))
        if not filename.endswith(WORDS):
            return reply
        reply.vary.add("Accept-Encoding")
        if reply.status_code == OK and request.accept_encodings["gzip"] > 0:
            reply.direct_passthrough = False
            reply.set_data(_packed(reply.get_data()))
            reply.content_encoding = "gzip"
        return reply

    def get_send_file_max_age(self, filename: str | None) -> int | None:
        asked = (request.view_args or {}).get("filename", "")
        return A_YEAR if asked.startswith(f"{self.mark}/") else None

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """No function of ours is a coroutine: asking each costs more than most of them do."""
        return func
