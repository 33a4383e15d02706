"""Every page a test opens is held to the house's manners."""

from collections import Counter
from typing import Any

from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient
from html5lib import HTMLParser

ERRORS = ("エラー:", "Error:")


def visit(client: FlaskClient, path: str, status: int = 200) -> BeautifulSoup:
    """Open a page as a browser would and return it, or say which manner it lacks."""
    reply = client.get(path)
    assert reply.status_code == status, (path, reply.status_code, reply.headers.get("Location"))
    return well_mannered(reply.text)


def submit(
    client: FlaskClient, path: str, said: dict[str, Any], status: int = 200
) -> BeautifulSoup:
    """Send a form and return the page it leads to, after any redirect."""
    reply = client.post(path, data=said, follow_redirects=True)
    assert reply.status_code == status, (path, reply.status_code)
    return well_mannered(reply.text)


def well_mannered(text: str) -> BeautifulSoup:
    HTMLParser(strict=True).parse(text)
    page = BeautifulSoup(text, "html.parser")
    mind_manners(page)
    return page


def mind_manners(page: BeautifulSoup) -> None:
    (heading,) = page.select("h1")
    assert page.title is not None
    title = spoken(page.title)
    for said in ERRORS:
        title = title.removeprefix(said).strip()
    assert title.startswith(spoken(heading)), (title, heading)
    assert page.select_one("html[lang]") is not None
    ids = Counter(tag["id"] for tag in page.select("[id]"))
    assert not [name for name, times in ids.items() if times > 1], "ids used twice"
    assert not page.select("form:not([action])"), "forms say where they go"
    assert not page.select("script:not([src]), style, [style], [onclick]"), "nothing inline"
    _mind_names(page)


def spoken(part: Tag) -> str:
    """The words of a part of a page, with single spaces."""
    return " ".join(part.get_text().split())


def _mind_names(page: BeautifulSoup) -> None:
    for box in page.select("input:not([type=hidden]), select, textarea"):
        named = box.find_parent("label") or page.select_one(f"label[for='{box.get('id')}']")
        assert named is not None, f"no label: {box}"
    for tied in page.select("[aria-describedby], [aria-labelledby]"):
        for name in f"{tied.get('aria-describedby', '')} {tied.get('aria-labelledby', '')}".split():
            assert page.select_one(f"[id='{name}']") is not None, f"tied to nothing: {name}"
    for picture in page.select("img"):
        assert picture.has_attr("alt"), f"no text for a picture: {picture}"


def one(page: BeautifulSoup | Tag, selector: str) -> Tag:
    """The one element of a page that fits."""
    (found,) = page.select(selector)
    return found
