"""Tunnels, slow links, servers that are away, lost replies: no answer is lost, and it is said."""

import re

import pytest
from flask import Flask
from playwright.sync_api import Page, Route, expect

from tests.app import asking
from tests.app.asking import Town
from tests.app.test_respond import ANSWERS, opened
from tests.browser.look import look
from tests.browser.test_respond import fill_first, fill_rest, go

KEPT = "Object.entries(localStorage).join()"
FORGOTTEN = """() => new Promise(done => {
  const look = () => localStorage.length ? setTimeout(look, 20) : done();
  look();
})"""
LCP = """() => new Promise(done => new PerformanceObserver(
  list => done(list.getEntries().at(-1).startTime)
).observe({ type: "largest-contentful-paint", buffered: true }))"""
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}


@pytest.fixture
def town(app: Flask) -> Town:
    return asking.publish(app)


@pytest.fixture
def start(address: str, town: Town) -> str:
    return f"{address}/respond/{town.id}"


def told(page: Page, *said: str) -> None:
    """What is read aloud by itself, when it changes."""
    for words in said:
        expect(page.locator("main [role=status][data-told]")).to_contain_text(words)


def press(page: Page, name: str = "つぎへ") -> None:
    """Press a button that does not lead on, for now."""
    page.get_by_role("button", name=name, exact=True).click()


def on_page(page: Page, place: int) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"{place} / 3")
    page.wait_for_load_state()


def begin(page: Page, start: str) -> None:
    page.goto(start)
    go(page, "回答をはじめる")
    on_page(page, 1)


def test_what_could_not_be_sent_in_a_tunnel_is_sent_by_itself_behind_it(
    start: str, town: Town, phone: Page
) -> None:
    begin(phone, start)
    fill_first(phone)
    phone.context.set_offline(True)
    press(phone)
    told(phone, "まだ送れていません", "まだこの端末にだけあります", "自動で送り直しています")
    expect(phone.get_by_text("前のページまでの回答は")).to_have_count(0)  # there is none yet
    expect(phone.get_by_role("button", name="つぎへ").last).to_be_focused()
    assert "農業" not in phone.evaluate(KEPT)
    assert f"/respond/{town.id}/pages/1" in phone.evaluate(KEPT)
    look(phone)
    phone.context.set_offline(False)
    on_page(phone, 2)
    assert phone.evaluate(KEPT) == ""
    fill_rest(phone)
    expect(phone).to_have_title(re.compile("回答の確認"))
    phone.wait_for_load_state()
    phone.context.set_offline(True)
    press(phone, "送信する")
    told(phone, "回答はすべて市のサーバーに保存されています", "送信だけが、まだ済んでいません")
    look(phone)
    phone.context.set_offline(False)
    expect(phone).to_have_title(re.compile("回答を受け取りました"))
    assert opened(town) == [ANSWERS]


def test_a_tab_closed_in_a_tunnel_loses_nothing(start: str, town: Town, phone: Page) -> None:
    begin(phone, start)
    fill_first(phone)
    go(phone)
    on_page(phone, 2)
    phone.get_by_role("radio", name="わるい").check()
    phone.context.set_offline(True)
    press(phone)
    told(phone, "前のページまでの回答は、市のサーバーに保存されています", "暗号にして残ります")
    context = phone.context
    phone.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(f"{start}/pages/1")
    told(again, "この端末に、まだ送れていないページが1つあります")
    look(again)
    again.get_by_role("link", name="そのページを開いて送る").click()
    on_page(again, 2)
    expect(again.get_by_role("radio", name="わるい")).to_be_checked()
    told(again, "送れました")
    assert again.evaluate(KEPT) == ""
    again.reload()
    expect(again.get_by_role("radio", name="わるい")).to_be_checked()


def test_what_one_could_not_send_is_shown_to_nobody_who_answers_next(
    start: str, phone: Page
) -> None:
    begin(phone, start)
    fill_first(phone)
    phone.context.set_offline(True)
    press(phone)
    told(phone, "まだこの端末にだけあります")
    context = phone.context
    phone.close()
    context.clear_cookies()  # 「別の人が続けて回答する」
    context.set_offline(False)
    other = context.new_page()
    begin(other, start)
    other.evaluate(FORGOTTEN)
    expect(other.locator("main [role=status][data-told]")).to_be_empty()
    expect(other.get_by_role("textbox", name="年齢")).to_have_value("")


class Road:
    """What becomes of the forms that a phone sends, one after the other."""

    def __init__(self, page: Page) -> None:
        self.fates: list[str] = []
        self.held: list[Route] = []
        page.route("**/respond/**", self._meet)

    def _meet(self, route: Route) -> None:
        fate = self.fates.pop(0) if self.fates and route.request.method == "POST" else "arrives"
        if fate == "away":
            route.fulfill(status=503, body="away")
        elif fate == "reply lost":
            route.fetch(max_redirects=0)  # the server has it, and the phone never hears of it
            route.abort("connectionreset")
        elif fate == "held up":
            self.held.append(route)
        else:
            route.continue_()


def test_a_server_that_is_away_or_whose_reply_is_lost_is_asked_again(
    start: str, town: Town, phone: Page
) -> None:
    begin(phone, start)
    fill_first(phone)
    road = Road(phone)
    road.fates = ["away", "reply lost"]
    press(phone)
    told(phone, "サーバーが混み合っている", "まだこの端末にだけあります")
    press(phone, "今すぐ送る")
    told(phone, "途中で切れたため")
    press(phone, "今すぐ送る")
    on_page(phone, 2)
    fill_rest(phone)
    expect(phone).to_have_title(re.compile("回答の確認"))
    phone.wait_for_load_state()
    road.fates = ["reply lost"]
    press(phone, "送信する")
    told(phone, "自動で送り直しています")
    expect(phone).to_have_title(re.compile("回答を受け取りました"))  # by itself
    assert opened(town) == [ANSWERS]


def test_what_was_written_last_and_confirmed_stays_where_two_tabs_wait(
    start: str, town: Town, phone: Page
) -> None:
    begin(phone, start)
    fill_first(phone)
    phone.route("**/pages/1", lambda route: route.abort())
    press(phone)
    told(phone, "まだ送れていません")
    other = phone.context.new_page()
    other.goto(f"{start}/pages/1")
    told(other, "送れました")  # it found what the first could not send
    other.get_by_role("textbox", name="年齢").fill("43")
    told(phone, "別の画面から送られました")
    go(other)
    on_page(other, 2)
    phone.unroute("**/pages/1")
    phone.goto(f"{start}/pages/1")
    expect(phone.get_by_role("textbox", name="年齢")).to_have_value("43")
    expect(phone.get_by_role("textbox", name="「その他」の内容")).to_have_value("農業")


def test_what_waits_can_be_taken_off_the_phone_and_a_refusal_is_shown(
    start: str, phone: Page
) -> None:
    begin(phone, start)
    phone.get_by_role("textbox", name="年齢").fill("百二十")
    phone.context.set_offline(True)
    press(phone)
    told(phone, "まだ送れていません")
    press(phone, "この端末に残した分を消す")
    told(phone, "この端末に残した分を消しました")
    assert phone.evaluate(KEPT) == ""
    press(phone)
    told(phone, "まだ送れていません")
    phone.context.set_offline(False)
    expect(phone).to_have_title(re.compile("^エラー: 1 / 3"))  # it is not sent over and over
    expect(phone.get_by_role("alert")).to_be_focused()
    expect(phone.get_by_role("textbox", name="年齢")).to_have_value("百二十")
    assert phone.evaluate(KEPT) == ""


def test_a_slow_link_shows_the_first_page_soon_and_says_that_it_sends(
    start: str, phone: Page
) -> None:
    link = phone.context.new_cdp_session(phone)
    link.send("Network.enable")
    link.send("Network.emulateNetworkConditions", SLOW)
    phone.goto(start)
    assert phone.evaluate(LCP) < 2500
    go(phone, "回答をはじめる")
    on_page(phone, 1)
    fill_first(phone)
    road = Road(phone)
    road.fates = ["held up"]
    press(phone)
    told(phone, "送っています…")
    road.held[0].continue_()
    on_page(phone, 2)
