"""Pictures of words at a desk and on a phone: every word is a link, and a table says the same."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.app import voices
from tests.browser.look import come_in, look, strangers


@pytest.fixture
def town(app: Flask, address: str) -> str:
    voices.town(app)
    return f"{address}{voices.HERE}"


def test_a_word_of_the_network_opens_its_voices(
    app: Flask, address: str, town: str, desk: Page
) -> None:
    met = strangers(desk)
    come_in(desk, app, address, "viewer")
    desk.goto(f"{town}/networks?{voices.ABOUT}")
    expect(desk.get_by_role("heading", level=1)).to_have_text("「市への意見」の語のつながり")
    look(desk)
    desk.get_by_label("語と並べる属性").select_option("年代")
    desk.get_by_role("button", name="表示する").click()
    expect(desk.get_by_role("row").filter(has_text="層「20代」").first).to_be_visible()
    look(desk)
    picture = desk.get_by_role("group", name="語のつながりの図。")
    picture.get_by_role("link", name="遊具（").click()
    expect(desk.get_by_role("heading", name="「遊具」 を含む声")).to_be_visible()
    look(desk)
    desk.get_by_role("link", name="「遊具」の前後の文").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("「遊具」の前後の文")
    assert not met


def test_the_keyboard_reaches_every_word_and_can_skip_the_picture(
    app: Flask, address: str, town: str, desk: Page
) -> None:
    come_in(desk, app, address, "viewer")
    desk.goto(f"{town}/networks?{voices.ABOUT}")
    expect(desk.get_by_role("link", name="図をとばして表を読む")).to_be_visible()
    desk.get_by_role("link", name="図をとばして表を読む").focus()
    desk.keyboard.press("Tab")
    assert desk.evaluate("document.activeElement.closest('svg') !== null")
    desk.get_by_role("link", name="図をとばして表を読む").focus()
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", name="結びつきの表")).to_be_focused()


@pytest.mark.parametrize(
    ("room", "heading"),
    [
        ("networks", "「市への意見」の語のつながり"),
        ("keywords", "「市への意見」の特徴語"),
        ("word-maps", "「市への意見」の対応分析"),
    ],
)
def test_a_phone_has_pictures_of_its_own(
    app: Flask, address: str, town: str, phone: Page, room: str, heading: str
) -> None:
    come_in(phone, app, address, "viewer")
    phone.goto(f"{town}/{room}?{voices.ABOUT}")
    expect(phone.get_by_role("heading", level=1)).to_have_text(heading)
    look(phone)
    drawn = phone.locator("svg.scene:visible")
    for place in range(drawn.count()):
        box = drawn.nth(place).bounding_box()
        assert box is not None
        assert box["width"] <= 328.5


def test_words_and_groups_on_one_map(app: Flask, address: str, town: str, desk: Page) -> None:
    come_in(desk, app, address, "viewer")
    desk.goto(f"{town}/keywords?{voices.ABOUT}")
    expect(desk.get_by_role("heading", name="20代 声 40件")).to_be_visible()
    look(desk)
    desk.get_by_role("link", name="対応分析", exact=True).click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("「市への意見」の対応分析")
    look(desk)
    picture = desk.get_by_role("group", name="「年代」と語の対応分析の図。")
    picture.get_by_role("link", name="公園（").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("「公園」の前後の文")


def test_a_phone_begins_at_the_way_one_is_on(
    app: Flask, address: str, town: str, phone: Page
) -> None:
    come_in(phone, app, address, "viewer")
    phone.goto(f"{town}/keywords?{voices.ABOUT}")
    ways = phone.get_by_role("navigation", name="声の読み方")
    expect(ways.get_by_role("link", name="特徴語")).to_be_in_viewport()
