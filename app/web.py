"""Flask, less what it would do again for every page and what no page of ours needs."""

from collections.abc import Callable, MutableMapping
from typing import Any

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask.templating import Environment


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


class Web(Flask):
    jinja_environment = Templates
    session_interface = Sessions()

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """No function of ours is a coroutine: asking each costs more than most of them do."""
        return func
