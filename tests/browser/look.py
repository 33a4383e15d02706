"""What every page a browser reaches is held to: no barrier, no sideways scroll, no stranger."""

from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Page

from app.access import COOKIE
from tests.conftest import token_for


def come_in(page: Page, app: Flask, address: str, *roles: str) -> None:
    """Sign a new member with these roles in, without the way through the door."""
    token = token_for(app, *roles)
    page.context.add_cookies([{"name": COOKIE, "value": token, "url": address}])


def look(page: Page) -> None:
    """Hold the page just reached to axe and to the width of its screen."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def strangers(page: Page) -> list[str]:
    """Collect, from now on, every request of a page to any other server."""
    met: list[str] = []
    page.on("request", lambda request: _note(met, page, request.url))
    return met


def _note(met: list[str], page: Page, url: str) -> None:
    home, asked = urlsplit(page.url).netloc, urlsplit(url)
    if home and asked.scheme in {"http", "https"} and asked.netloc != home:
        met.append(url)


def drawn(page: Page) -> bool:
    """Whether every picture of the page has arrived."""
    # A promise and no function to wait for: the pages let nothing be evaluated from a string.
    page.evaluate(
        """() => Promise.all([...document.images].map(image => {
          image.loading = "eager";
          return image.decode().catch(() => null);
        }))"""
    )
    return bool(page.evaluate("[...document.images].every(i => i.naturalWidth > 0)"))
