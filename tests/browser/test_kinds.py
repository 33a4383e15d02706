"""Every kind of question, answered by keyboard alone on the smallest phone, and by its buttons."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.app import asking
from tests.app.asking import Town
from tests.app.test_respond import opened
from tests.browser.look import look
from tests.browser.test_respond_everywhere import CUT, ONCE, TWICE
from tests.every_kind import ANSWERS, DOCUMENT, QUESTIONS, WORKS

# From the first control of a question: keys that are pressed, and words after "=" that are typed.
KEYS = {
    "sa": ("ArrowDown", "Tab", "=農業"),
    "ma": ("Tab", "Space", "Tab", "Space"),
    "scale": ("ArrowDown",),
    "matrix": ("ArrowDown", "Tab", "Space"),
    "ranking": ("=2", "Tab", "=3", "Tab", "=1"),
    "points": ("=６０", "Tab", "Tab", "=40"),
    "bw": ("Space", "Tab", "ArrowDown"),
    "pair": (*["ArrowDown"] * 3, "Tab", "Space", "Tab", "ArrowUp", "Tab", "ArrowDown"),
    "note": (),
    "day": ("=昭和60", "Tab", "=4", "Tab", "=1"),
    "line": ("=道の駅 旭",),
    "num": ("=４２",),
    "text": ("=バスを増やしてほしい",),
    "area": ("ArrowDown",),
    "pin": ("ArrowDown",),
}
# Where no map is drawn, a place is chosen from the list of areas.
KEPT = {**ANSWERS, "pin": {"area": "1"}}
SMALL = """() => [...document.querySelectorAll("#answers :is(button, select, input, .choice)")]
  .map(each => each.closest("label") ?? each)
  .filter(each => each.checkVisibility() && each.type !== "hidden")
  .filter(each => Math.min(each.offsetWidth, each.offsetHeight) < 44)
  .map(each => each.outerHTML)"""


@pytest.fixture
def town(app: Flask) -> Town:
    return asking.publish(app, DOCUMENT)


@pytest.fixture
def bare(browser: Browser) -> Iterator[Page]:
    """The smallest phone, where no script of ours arrives; axe, a script too, still does."""
    context = browser.new_context(viewport={"width": 320, "height": 640}, locale="ja-JP")
    context.set_default_timeout(10_000)
    context.route("**/*.js", lambda route: route.abort())
    yield context.new_page()
    context.close()


def test_every_kind_is_answered_by_keyboard_alone_without_a_script(
    address: str, town: Town, bare: Page
) -> None:
    assert set(KEYS) == {question.code for question in QUESTIONS}
    bare.goto(f"{address}/respond/{town.id}")
    enter(bare, "回答をはじめる")
    for question in QUESTIONS:
        expect(bare.locator("#q1")).to_be_visible()
        look(bare)
        bare.evaluate(TWICE)
        assert bare.evaluate("document.documentElement.scrollWidth <= innerWidth"), bare.url
        assert bare.evaluate(CUT) == []
        bare.evaluate(ONCE)
        if KEYS[question.code]:
            reach(bare, f"[name={question.code}], [name^={question.code}_]")
        for key in KEYS[question.code]:
            if key.startswith("="):
                bare.keyboard.type(key[1:])
            else:
                bare.keyboard.press(key)
        enter(bare, "つぎへ")
    expect(bare.get_by_role("heading", level=1)).to_have_text("回答の確認")
    told = bare.get_by_role("definition")
    expect(told.filter(has_text="1位: ")).to_contain_text(f"1位: {WORKS[2].label}")
    expect(told.filter(has_text="点")).to_contain_text(f"{WORKS[0].label}: ６０点")
    expect(told.filter(has_text="組目")).to_contain_text("1組目: 最も重要 ")
    look(bare)
    enter(bare, "送信する")
    expect(bare.get_by_role("heading", level=1)).to_have_text("回答を受け取りました")
    assert opened(town) == [KEPT]


def test_a_row_is_taken_back_an_order_tapped_and_points_are_shared_out(
    address: str, town: Town, phone: Page
) -> None:
    phone.goto(f"{address}/respond/{town.id}")
    enter(phone, "回答をはじめる")
    to_page(phone, "matrix")
    take_a_row_back(phone)
    enter(phone, "つぎへ")
    tap_an_order(phone)
    enter(phone, "つぎへ")
    share_points_out(phone)
    enter(phone, "つぎへ")
    expect(phone.get_by_role("heading", level=1)).to_contain_text("最良・最悪")
    phone.goto(f"{address}/respond/{town.id}/pages/5")
    places = phone.locator(".slots > li")
    expect(places.first).to_contain_text(WORKS[2].label)
    phone.get_by_role("button", name=f"外す：{WORKS[2].label}").click()
    expect(places.first).to_contain_text(WORKS[0].label)
    expect(phone.get_by_role("button", name=WORKS[2].label, exact=True)).to_be_focused()


def take_a_row_back(phone: Page) -> None:
    """One row of two is answered, and then left blank after all."""
    row, back = phone.locator(".item").first, phone.get_by_role("button", name="選択を取り消す")
    expect(back).to_have_count(0)
    row.get_by_role("radio", name="不満").check()
    look(phone)
    assert phone.evaluate(SMALL) == []
    back.click()
    expect(row.locator(":checked")).to_have_count(0)
    expect(row.get_by_role("radio").first).to_be_focused()


def tap_an_order(phone: Page) -> None:
    """Three choices in their order, a fourth that finds no place, and the second moved up."""
    places = phone.locator(".slots > li")
    expect(places).to_have_text([re.compile("まだ選んでいません")] * 3)
    for work in (WORKS[0], WORKS[2], WORKS[1]):
        phone.get_by_role("button", name=work.label, exact=True).click()
    first = phone.get_by_role("button", name=f"1位 {WORKS[0].label}")
    expect(first).to_have_attribute("aria-pressed", "true")
    phone.get_by_role("button", name=WORKS[4].label, exact=True).click()
    expect(phone.get_by_text("3位まで選びました。")).to_be_visible()
    up = phone.get_by_role("button", name=f"上へ：{WORKS[2].label}")
    up.focus()
    phone.keyboard.press("Enter")
    expect(places.first).to_contain_text(WORKS[2].label)
    expect(up).to_be_focused()
    heard = f"1位：{WORKS[2].label} 2位：{WORKS[0].label} 3位：{WORKS[1].label}"
    expect(phone.locator(".places .hidden-text[role=status]")).to_have_text(heard)
    look(phone)
    assert phone.evaluate(SMALL) == []


def share_points_out(phone: Page) -> None:
    """Too many points, too few, and just as many as there are."""
    fields, left = phone.locator(".shares input"), phone.locator(".left")
    fields.nth(0).fill("６０")
    for given, told in (("50", "10点多くなっています"), ("30", "残り 10点")):
        fields.nth(1).fill(given)
        expect(left).to_have_text(told)
    look(phone)
    enter(phone, "つぎへ")
    expect(phone.get_by_role("alert")).to_contain_text("合計が90点です。あと10点配ってください")
    look(phone)
    fields.nth(1).fill("40")
    expect(left).to_have_text("ちょうど100点です")


def to_page(page: Page, code: str) -> None:
    """Leave blank what stands before a question."""
    for question in QUESTIONS[: [each.code for each in QUESTIONS].index(code)]:
        expect(page.locator("#q1")).to_contain_text(question.label)
        enter(page, "つぎへ")


def enter(page: Page, button: str) -> None:
    """Go on to a button with Tab alone, and press it."""
    reach(page, f'button:text-is("{button}")')
    with page.expect_navigation():
        page.keyboard.press("Enter")


def reach(page: Page, wanted: str) -> None:
    """Press Tab until the focus is on what is wanted."""
    focused = page.locator(":focus").and_(page.locator(wanted))
    for _ in range(60):
        if focused.count():
            return
        page.keyboard.press("Tab")
    raise AssertionError((page.url, wanted))
