"""A real browser, as a phone and as a desk, on a real server."""

import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server
from werkzeug.wsgi import ClosingIterator

from tests.conftest import copied, made_app

CHROMIUM = "/usr/bin/chromium"
QUIET = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]


@pytest.fixture
def app(filled_sqlite: Path, tmp_path: Path) -> Iterator[Flask]:
    """One database is enough here; forms need their CSRF token, as they do in life."""
    with made_app(copied(filled_sqlite, tmp_path), tmp_path) as app:
        app.config["WTF_CSRF_ENABLED"] = True
        yield app


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """Where the app answers."""
    server = make_server("127.0.0.1", 0, _whole(app), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def _whole(app: Flask) -> WSGIApplication:
    """Make each answer whole before it is sent.

    A browser that leaves a page drops its connections, and the test server then forgets to close
    the file it was sending.
    """

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        with closing(ClosingIterator(app(environ, start_response))) as body:
            return list(body)

    return answer


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    yield from _page(browser, 360, 740)


@pytest.fixture
def desk(browser: Browser) -> Iterator[Page]:
    yield from _page(browser, 1280, 800)


def _page(browser: Browser, width: int, height: int) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="ja-JP", timezone_id="Asia/Tokyo"
    )
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()
