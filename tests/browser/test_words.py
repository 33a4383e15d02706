"""Words at a desk and on a phone: what settings and rules would change follows the typing."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests import make
from tests.analysis import made
from tests.analysis.made import Row
from tests.browser.look import come_in, look, strangers

AGE = made.axis("年代", "20代", "60代")
OPINION = made.text("意見", "市への意見")
SAID = ("児童の通学路が暗くて怖い", "子どもの公園がほしい", "バスの本数が少なくて不便です")


def answers() -> list[Row]:
    return [{"年代": str(1 + n % 2), "意見": SAID[n % 3]} for n in range(48)]


@pytest.fixture
def town(app: Flask, address: str) -> str:
    make.town(app, made.frame((AGE, OPINION), answers()))
    return f"{address}/desk/plans/1/questionnaires/1"


def test_words_of_the_list_are_put_together(
    app: Flask, address: str, town: str, desk: Page
) -> None:
    met = strangers(desk)
    come_in(desk, app, address, "planner")
    desk.goto(f"{town}/words?question=意見")
    expect(desk.get_by_role("heading", level=1)).to_have_text("「市への意見」の語")
    look(desk)
    desk.get_by_label("「子ども」を選ぶ").check()
    desk.get_by_label("「児童」を選ぶ").check()
    look(desk)
    desk.get_by_label("まとめて見せる語").fill("子ども")
    desk.get_by_role("button", name="同義語にまとめる").click()
    expect(desk.get_by_text("16件の声の読み方が変わりました")).to_be_visible()
    row = desk.get_by_role("row").filter(has_text="同義語: 児童")
    expect(row.get_by_role("link", name="件の声を読む（子ども）")).to_contain_text("32")
    desk.get_by_role("link", name="語の設定").click()
    expect(desk.get_by_role("textbox", name="語の設定")).to_have_value("[同義語]\n子ども：児童\n")
    look(desk)
    assert not met


def test_the_preview_of_settings_follows_the_typing(
    app: Flask, address: str, town: str, desk: Page
) -> None:
    come_in(desk, app, address, "planner")
    desk.goto(f"{town}/words/settings?question=意見")
    box = desk.get_by_role("textbox", name="語の設定")
    box.fill("[同義語]\n子ども：児童\n[使用しない語]\n公園\n")
    expect(desk.get_by_role("status")).to_contain_text("32件の声（48件中）の読み方が変わります")
    expect(desk.get_by_role("row").filter(has_text="公園")).to_contain_text("消える")
    look(desk)
    box.fill("[同義語]\n子ども：児童\n[変]\n公園\n")
    expect(desk.get_by_text("3行目: 「変」という種類はありません")).to_be_visible()
    look(desk)
    desk.get_by_role("link", name="編集欄へ").click()
    expect(box).to_be_focused()
    assert box.evaluate("box => box.value.slice(box.selectionStart, box.selectionEnd)") == "[変]"


def test_a_word_is_read_in_its_contexts_by_keyboard_on_a_phone(
    app: Flask, address: str, town: str, phone: Page
) -> None:
    come_in(phone, app, address, "viewer")
    phone.goto(f"{town}/words?question=意見")
    look(phone)
    phone.get_by_role("link", name="通学", exact=True).click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("「通学」の前後の文")
    look(phone)
    line = phone.locator(".kwic summary").first
    expect(line).to_have_text("児童の通学路が暗くて怖い")
    line.focus()
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("blockquote").first).to_be_visible()
    look(phone)
    phone.get_by_role("link", name="声を全文で読む").click()
    expect(phone.locator(".voices li")).to_have_count(16)
    look(phone)


@pytest.mark.parametrize("width", [360, 1280])
def test_rules_are_counted_while_they_are_written_and_crossed(
    app: Flask, address: str, town: str, desk: Page, width: int
) -> None:
    desk.set_viewport_size({"width": width, "height": 800})
    come_in(desk, app, address, "planner")
    desk.goto(f"{town}/codings?question=意見")
    look(desk)
    desk.get_by_role("link", name="ルールを書く").click()
    box = desk.get_by_role("textbox", name="ルール")
    box.fill("＊交通\nバス | 電車 &\n")
    expect(desk.get_by_text("2行目: 「&」の後に語がありません")).to_be_visible()
    look(desk)
    box.fill("＊交通\nバス | 電車 & 不便\n＊子ども\n子ども | 児童\n")
    expect(desk.get_by_role("status")).to_contain_text("どのコードも付かない声は0件")
    look(desk)
    desk.get_by_role("button", name="保存する").click()
    expect(desk.get_by_text("2個のコード）を保存しました")).to_be_visible()
    expect(desk.get_by_role("heading", name="だれの声か")).to_be_visible()
    look(desk)
    desk.get_by_role("link", name="交通").click()
    expect(desk.locator(".voices mark").first).to_have_text("バス")
    look(desk)


def test_everything_can_be_done_without_script(
    app: Flask, address: str, town: str, desk: Page
) -> None:
    browser = desk.context.browser
    assert browser is not None
    plain = browser.new_context(java_script_enabled=False, locale="ja-JP").new_page()
    come_in(plain, app, address, "planner")
    plain.goto(f"{town}/words/settings?question=意見")
    plain.get_by_role("textbox", name="語の設定").fill("[使用しない語]\n公園\n")
    plain.get_by_role("button", name="確かめる", exact=True).click()
    expect(plain.get_by_role("status")).to_contain_text("16件の声（48件中）")
    plain.get_by_role("button", name="保存する").click()
    expect(plain.get_by_text("語の設定（1行）を保存しました")).to_be_visible()
    plain.get_by_role("button", name="1つ前に戻す").click()
    expect(plain.get_by_text("1つ前の状態に戻しました")).to_be_visible()
    plain.context.close()
