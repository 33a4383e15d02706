"""Answering on a phone: with a thumb, a keyboard, without scripts, in English, on two devices."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from surveys import access
from tests.app import asking
from tests.app.asking import Town
from tests.app.test_respond import ANSWERS, opened
from tests.browser.look import look, strangers


@pytest.fixture
def town(app: Flask) -> Town:
    return asking.publish(app)


@pytest.fixture
def start(address: str, town: Town) -> str:
    return f"{address}/respond/{town.id}"


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """The smallest phone there is, without scripts."""
    yield from _page(browser, "ja-JP", script=False)


@pytest.fixture
def abroad(browser: Browser) -> Iterator[Page]:
    """A small phone that speaks English."""
    yield from _page(browser, "en-US", script=True)


def _page(browser: Browser, locale: str, *, script: bool) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 320, "height": 640}, locale=locale, java_script_enabled=script
    )
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def go(page: Page, name: str = "つぎへ") -> None:
    """Press a button and wait for the page it leads to: a script may be what leads there."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def fill_first(page: Page) -> None:
    page.get_by_role("textbox", name="年齢").fill("42")
    live = page.get_by_role("combobox", name="お住まい")
    if live.evaluate("field => field.tagName") == "SELECT":  # without scripts it is a list
        live.select_option(label="7丁目")
    else:
        live.fill("7丁")
        live.press("Enter")
        expect(live).to_have_value("7丁目")
    page.get_by_role("radio", name="その他").check()
    page.get_by_role("textbox", name="「その他」の内容").fill("農業")


def fill_rest(page: Page) -> None:
    page.get_by_role("radio", name="わるい").check()
    go(page)
    page.get_by_role("checkbox", name="交通").check()
    page.get_by_role("checkbox", name="医療").check()
    go(page)
    page.get_by_role("radiogroup", name="バス").get_by_role("radio", name="不満").check()
    page.get_by_role("textbox", name="ご意見").fill("バスの本数を増やしてほしい")
    go(page)


def test_a_resident_answers_with_one_thumb(start: str, town: Town, phone: Page) -> None:
    met = strangers(phone)
    phone.goto(start)
    expect(phone).to_have_title("市民意識調査")
    go(phone, "回答をはじめる")
    fill_first(phone)
    go(phone)
    expect(phone.get_by_role("region", name="中断しても続きから答えられます")).to_be_visible()
    fill_rest(phone)
    expect(phone).to_have_title(re.compile("回答の確認"))
    go(phone, "送信する")
    expect(phone).to_have_title(re.compile("回答を受け取りました"))
    expect(phone.get_by_role("button", name="受付番号を写す")).to_be_visible()
    phone.goto(start)
    assert opened(town) == [ANSWERS]
    assert not met


def test_a_script_helps_where_there_is_one(start: str, phone: Page) -> None:
    phone.goto(start)
    go(phone, "回答をはじめる")
    phone.wait_for_load_state()
    phone.get_by_role("textbox", name="「その他」の内容").fill("農業")
    expect(phone.get_by_role("radio", name="その他")).to_be_checked()
    phone.get_by_role("textbox", name="年齢").fill("42")
    go(phone)
    phone.get_by_text("わるい").click()  # the whole row is the button
    go(phone)
    phone.wait_for_load_state()
    phone.get_by_role("checkbox", name="特にない").check()
    phone.get_by_role("checkbox", name="交通").check()
    expect(phone.get_by_role("checkbox", name="特にない")).not_to_be_checked()
    look(phone)
    go(phone)
    phone.wait_for_load_state()
    phone.get_by_role("textbox", name="ご意見").fill("バスの本数を増やしてほしい")
    expect(phone.get_by_text("13 / 200")).to_be_visible()
    look(phone)


def test_everything_works_without_scripts(start: str, town: Town, plain: Page) -> None:
    plain.goto(start)
    go(plain, "回答をはじめる")
    go(plain)
    expect(plain.get_by_role("alert").get_by_role("link")).to_have_count(1)
    fill_first(plain)
    go(plain)
    fill_rest(plain)
    go(plain, "送信する")
    expect(plain).to_have_title(re.compile("回答を受け取りました"))
    assert opened(town) == [ANSWERS]


def test_a_keyboard_is_enough(start: str, town: Town, desk: Page) -> None:
    """Tab, arrows, space and Enter: Enter in a field goes on, never to another language."""
    desk.goto(start)
    look(desk)
    desk.get_by_role("button", name="回答をはじめる").press("Enter")
    desk.get_by_role("textbox", name="年齢").press_sequentially("42")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", level=1)).to_have_text("2 / 3 くらしについて")
    desk.get_by_role("radio", name="よい").focus()
    desk.keyboard.press("ArrowDown")
    expect(desk.get_by_role("radio", name="ふつう")).to_be_checked()
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", level=1)).to_have_text("3 / 3 市の取り組みについて")
    look(desk)
    expect(desk.locator(".heads").get_by_text("不満")).to_be_visible()
    buses = desk.get_by_role("radiogroup", name="バス")
    buses.get_by_role("radio", name="満足", exact=True).focus()
    desk.keyboard.press("Space")
    desk.get_by_role("button", name="つぎへ").press("Enter")
    desk.get_by_role("button", name="送信する").press("Enter")
    expect(desk).to_have_title(re.compile("回答を受け取りました"))
    assert opened(town) == [{"age": 42, "live": "2", "sat": {"bus": "1"}}]


def test_errors_are_named_and_lead_to_their_fields(start: str, phone: Page) -> None:
    phone.goto(start)
    go(phone, "回答をはじめる")
    phone.get_by_role("textbox", name="年齢").fill("百二十")
    go(phone)
    expect(phone).to_have_title(re.compile("^エラー: 1 / 3 あなたについて"))
    expect(phone.get_by_role("alert")).to_be_focused()
    phone.get_by_role("alert").get_by_role("link").click()
    box = phone.get_by_role("textbox", name="年齢")
    expect(box).to_be_focused()
    expect(box).to_have_accessible_description("数字で入力してください 0歳から120歳までの数字 歳")
    expect(box).to_have_value("百二十")
    box.fill("42")
    go(phone)
    go(phone)
    group = phone.get_by_role("group", name="住みごこちはいかがですか")
    expect(group).to_have_accessible_description(re.compile("この設問に回答してください"))


def test_a_reader_of_english_answers_on_the_smallest_phone(
    start: str, town: Town, abroad: Page
) -> None:
    abroad.goto(start)
    expect(abroad).to_have_title("Citizens' survey")
    go(abroad, "Start")
    go(abroad, "Larger text")
    abroad.get_by_role("textbox", name="Your age").fill("42")
    go(abroad, "Next")
    expect(abroad.get_by_text("Words for resuming")).to_be_visible()
    abroad.get_by_role("radio", name="Good").check()
    go(abroad, "Next")
    go(abroad, "Save and stop")
    go(abroad, "Go on now")
    go(abroad, "Next")
    go(abroad, "Send")
    expect(abroad.get_by_role("heading", level=1)).to_have_text("We have received your answer")
    abroad.get_by_role("link", name="Change an answer I sent").click()
    assert opened(town) == [{"age": 42, "live": "1"}]


def test_another_device_goes_on_with_code_and_word(
    app: Flask, address: str, phone: Page, desk: Page
) -> None:
    town = asking.publish(app, how="codes", codes=1)
    word = paused(phone, f"{address}/respond/{town.id}", town.codes[0])
    desk.goto(f"{address}/")
    desk.get_by_role("link", name="お手紙の回答コードをお持ちの方").click()
    desk.get_by_role("textbox", name="回答コード").fill(access.grouped(town.codes[0]).lower())
    go(desk, "次へ進む")
    desk.get_by_role("textbox", name="再開のことば").fill("ちがう ことば です")
    go(desk, "続きを開く")
    expect(desk.get_by_role("alert")).to_contain_text("再開のことばが違います")
    desk.get_by_role("textbox", name="再開のことば").fill(word)
    go(desk, "続きを開く")
    expect(desk.get_by_role("textbox", name="「その他」の内容")).to_have_value("農業")
    go(desk)
    fill_rest(desk)
    go(desk, "送信する")
    expect(desk).to_have_title(re.compile("回答を受け取りました"))
    assert opened(town) == [ANSWERS]
    phone.goto(f"{address}/respond/{town.id}/review")
    expect(phone.get_by_role("heading", level=1)).to_contain_text("回答はすでに届いています")


def paused(phone: Page, start: str, code: str) -> str:
    """Come in through a letter, stop after the first page, and give the word."""
    phone.goto(f"{start}/c/{code}")
    expect(phone.get_by_text("回答コードを確かめました")).to_be_visible()
    assert code not in phone.url
    go(phone, "回答をはじめる")
    fill_first(phone)
    go(phone, "保存して中断")
    return phone.locator(".word").inner_text()


def test_an_answer_is_changed_with_its_receipt(start: str, town: Town, phone: Page) -> None:
    receipt = town.somebody().goes_through()
    phone.goto(start)
    phone.get_by_role("link", name="送った回答を変える").click()
    phone.get_by_role("textbox", name="受付番号").fill(receipt)
    go(phone, "はじめから答え直す")
    phone.get_by_role("textbox", name="年齢").fill("50")
    go(phone)
    phone.get_by_role("radio", name="よい").check()
    go(phone)
    go(phone)
    go(phone, "送信する")
    expect(phone.get_by_text("いま有効なのは、2回目に送った回答です")).to_be_visible()
    assert opened(town) == [{"age": 50, "live": "1"}]


def test_back_and_twice_are_no_trouble(start: str, town: Town, phone: Page) -> None:
    phone.goto(start)
    go(phone, "回答をはじめる")
    fill_first(phone)
    go(phone)
    expect(phone.get_by_role("radio", name="わるい")).to_be_visible()
    phone.evaluate("history.back()")
    expect(phone.get_by_role("textbox", name="年齢")).to_have_value("42")
    go(phone)
    fill_rest(phone)
    phone.get_by_role("button", name="送信する").dblclick()
    expect(phone).to_have_title(re.compile("回答を受け取りました"))
    phone.wait_for_load_state("networkidle")
    phone.evaluate("history.back()")
    expect(phone).to_have_title(re.compile("回答を受け取りました"))
    assert opened(town) == [ANSWERS]
