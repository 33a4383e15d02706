"""パブリックコメント in a real browser: typed by keyboard, gathered, answered, read on a phone."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from app.access import COOKIE
from app.extensions import db
from tests import make
from tests.app.commented import BUS, PARK, ROUND
from tests.browser.look import come_in, look
from tests.conftest import SignIn, token_for

DESK = "/desk/plans/1/comments"
PAGES = (  # as somebody reads them on a phone
    ("", ROUND["title"]),
    ("/groups", "まとめて答える"),
    ("/letters/1", "受付番号 1"),
    ("/table", "意見の概要と市の考え方"),
)


@pytest.fixture
def planned(app: Flask, sign_in: SignIn) -> None:
    """A plan and a round that waits for comments."""
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        db.session.add(make.plan())
        db.session.commit()
    sign_in("planner", name="maker").post(f"{DESK}/new", data=ROUND)
    app.config["WTF_CSRF_ENABLED"] = True


@pytest.mark.usefixtures("planned")
def test_comments_become_a_table(app: Flask, address: str, desk: Page, phone: Page) -> None:
    come_in(desk, app, address, "planner")
    here = f"{address}{DESK}/1"
    _type(desk, here)
    _paste(desk, here)
    _answer(desk)
    reader = token_for(app, "viewer", name="reader")
    phone.context.add_cookies([{"name": COOKIE, "value": reader, "url": address}])
    for path, heading in PAGES:
        phone.goto(here + path)
        expect(phone.get_by_role("heading", level=1)).to_have_text(heading)
        look(phone)
    expect(phone.get_by_text("協議します。")).to_be_visible()


def _type(desk: Page, here: str) -> None:
    """One comment by keyboard; the next can be typed at once."""
    desk.goto(here)
    look(desk)
    words = desk.get_by_label("意見の文")
    words.fill(BUS[0])
    desk.get_by_label("FAX").check()
    desk.get_by_role("button", name="入れて、続けて入力する").click()
    expect(desk.get_by_text("受付番号1で入れました")).to_be_visible()
    expect(words).to_be_focused()
    expect(words).to_have_value("")
    expect(desk.get_by_label("FAX")).to_be_checked()


def _paste(desk: Page, here: str) -> None:
    desk.goto(f"{here}/paste")
    desk.get_by_label("意見の文").fill("\n\n".join((*BUS[1:], *PARK, PARK[0])))
    desk.get_by_role("button", name="分け方を確かめる").click()
    expect(desk.get_by_role("heading", name="8人分に分かれました")).to_be_visible()
    look(desk)
    desk.get_by_role("button", name="8人分を入れる").click()
    expect(desk.get_by_text("8人分の意見を入れました")).to_be_visible()


def _answer(desk: Page) -> None:
    desk.get_by_role("link", name="まとめて答える").click()
    desk.get_by_role("button", name="意見をまとめる").click()
    expect(desk.get_by_text("項目に答えました")).to_be_visible()
    look(desk)
    desk.locator(".rows h3 a").first.click()
    expect(desk.get_by_role("heading", name="市の考え方を書く")).to_be_visible()
    look(desk)
    desk.get_by_label("市の考え方", exact=True).fill("協議します。")
    desk.get_by_label("C 今後の参考").check()
    desk.get_by_role("button", name="保存する", exact=True).click()
    expect(desk.get_by_text("保存しました", exact=True)).to_be_visible()
