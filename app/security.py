"""Response headers: nothing is loaded from, sent to or framed by anywhere else."""

from collections.abc import Mapping

from flask import Flask, Response, current_app, request
from werkzeug.middleware.proxy_fix import ProxyFix

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
HEADERS = {
    "Content-Security-Policy": "; ".join(f"{name} {where}" for name, where in POLICY.items()),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
A_YEAR = "max-age=31536000; includeSubDomains"


def init_app(app: Flask, *, proxies: int) -> None:
    if proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)  # type: ignore[method-assign] # Flask documents this as the way to wrap it
    app.before_request(_bound)
    app.after_request(_guard)


def with_frames(response: Response) -> Response:
    """Let a page hold another page of our own in a frame."""
    response.headers["Content-Security-Policy"] = _policy({"frame-src": "'self'"})
    return response


def framed(response: Response) -> Response:
    """Let a page stand in a frame of our own pages, and of nobody else's."""
    response.headers["Content-Security-Policy"] = _policy({"frame-ancestors": "'self'"})
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response


def _policy(others: Mapping[str, str]) -> str:
    return "; ".join(f"{name} {where}" for name, where in (POLICY | dict(others)).items())


def _bound() -> None:
    """Hold plain forms to the size of words: the form reader itself bounds only multipart."""
    if request.mimetype == "application/x-www-form-urlencoded":
        request.max_content_length = current_app.config["MAX_FORM_MEMORY_SIZE"]


def _guard(response: Response) -> Response:
    said = {name.lower() for name, _ in response.headers}
    response.headers.extend({n: value for n, value in HEADERS.items() if n.lower() not in said})
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = A_YEAR
    if request.endpoint != "static":
        _keep_private(response)
    return response


def _keep_private(response: Response) -> None:
    """Let no proxy keep a page, and a browser only what says how long."""
    said = response.headers.get("Cache-Control", "")
    if not said:
        response.headers["Cache-Control"] = "private, no-cache"
    elif "private" not in said:
        response.cache_control.private = True
        if response.cache_control.max_age is None:
            response.cache_control.no_cache = True
