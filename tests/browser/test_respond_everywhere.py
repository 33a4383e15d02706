"""Every page of the answering face for every reader: axe, 320 px, large text, forced colours."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from app.languages import COOKIE, INTERFACE, of_html
from tests.app import asking
from tests.app.asking import Town
from tests.browser.look import look

TWICE = "document.documentElement.style.fontSize = '212.5%'"
ONCE = "document.documentElement.style.fontSize = ''"
CUT = """() => [...document.querySelectorAll("a, button, label, legend, h1, h2, p, dd, li")]
  .filter(each => each.clientWidth && each.scrollWidth > each.clientWidth + 1)
  .filter(each => each.checkVisibility() && getComputedStyle(each).clipPath === "none")
  .map(each => each.outerHTML)"""
SMALL = """() => [...document.querySelectorAll("button, summary, select, textarea, input, a.tool")]
  .map(each => each.closest("label") ?? each)
  .filter(each => each.checkVisibility() && getComputedStyle(each).clipPath === "none")
  .filter(each => Math.min(each.offsetWidth, each.offsetHeight) < 44)
  .filter(each => each.type !== "hidden")
  .map(each => each.outerHTML)"""
FOCUSED = """() => {
  const on = document.activeElement;
  const ring = on.matches(".choice input") ? on.closest(".choice") : on;
  const style = getComputedStyle(ring);
  const box = ring.getBoundingClientRect();
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return {
    name: on.tagName + "#" + on.id + "." + on.className + ":" + (on.value ?? on.textContent),
    ring: style.outlineStyle === "solid" ? parseFloat(style.outlineWidth) : 0,
    seen: on === document.body || ring.contains(top) || top?.contains(ring),
    end: on === document.body,
  };
}"""


@pytest.fixture
def town(app: Flask) -> Town:
    return asking.publish(app)


@pytest.fixture
def smallest(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 320, "height": 640}, locale="ja-JP")
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def hold(page: Page) -> None:
    """Hold the page just reached to axe, 320 pixels, text of twice the size and forced colours."""
    look(page)
    assert page.evaluate(SMALL) == []
    page.evaluate(TWICE)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
    assert page.evaluate(CUT) == []
    page.evaluate(ONCE)


def forced(page: Page) -> None:
    """Where the system chooses the colours, what is chosen, focused or wrong still shows."""
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    shown = page.evaluate(
        """() => [...document.querySelectorAll(".button, .choice, .control, .notice, .bad")]
          .filter(each => each.checkVisibility() && !each.matches(".text"))
          .filter(each => parseFloat(getComputedStyle(each).borderLeftWidth) < 1)
          .map(each => each.outerHTML)"""
    )
    assert shown == []
    page.emulate_media(forced_colors="none", reduced_motion="no-preference")


def press(page: Page, button: str) -> None:
    go_on(page, button)
    hold(page)


ON, SEND = "#answers .button.filled", 'form[action$="/review"] .button.filled'


@pytest.mark.parametrize("language", ["ja", "ja-easy", "pt"])  # pt has the longest words
def test_every_page_holds_for_every_reader(
    app: Flask, address: str, town: Town, smallest: Page, language: str
) -> None:
    page, start = smallest, f"{address}/respond/{town.id}"
    page.context.add_cookies([{"name": COOKIE, "value": language, "url": address}])
    for closed in (asking.publish(app, starts=1), asking.publish(app, starts=-2, ends=-1)):
        page.goto(f"{address}/respond/{closed.id}")
        hold(page)
    page.goto(f"{address}/respond/")
    press(page, ".button.filled")
    for path in ("/pages/1", "999", ""):
        page.goto(start + path)
        hold(page)
    press(page, 'form[action$="/start"] .button')
    answer(page)
    page.goto(f"{start}/pages/1")
    press(page, "#answers button[value=pause]")
    for path in ("", "/resume", "/change", "/turn"):
        page.goto(start + path)
        hold(page)
    page.goto(f"{start}/review")
    press(page, SEND)
    forced(page)
    for path in ("", "/change"):
        page.goto(start + path)
        hold(page)


def answer(page: Page) -> None:
    """From the first page, which is sent empty at first, to the review."""
    press(page, ON)
    forced(page)
    page.locator("input[name=age]").fill("42")
    page.locator("input[name=job][value='8']").check()
    press(page, ON)
    page.locator("input[name=live][value='3']").check()
    forced(page)
    for _ in range(3):
        press(page, ON)
    forced(page)


def test_languages_change_in_mid_page_and_keep_what_was_typed(
    address: str, town: Town, smallest: Page
) -> None:
    page = smallest
    page.goto(f"{address}/respond/{town.id}")
    go_on(page, 'form[action$="/start"] .button')
    page.locator("input[name=age]").fill("百歳")
    page.locator("input[name=job][value='8']").check()
    page.locator(".tongues > summary").click()
    for language in (*INTERFACE[1:], INTERFACE[0]):
        with page.expect_navigation():
            page.locator(f"button[value='lang.{language}']").click()
        shown = of_html(language)
        expect(page.locator("html")).to_have_attribute("lang", shown)
        expect(page.locator(".tongues > summary > [lang]").first).to_have_attribute("lang", shown)
        expect(page.locator("input[name=age]")).to_have_value("百歳")
        expect(page.locator("input[name=job][value='8']")).to_be_checked()
        page.locator(".tongues > summary").click()
        look(page)


HEARD = (
    """
    - text: 年齢※必須
    - paragraph: 0歳から120歳までの数字
    - paragraph:
      - textbox "年齢※必須"
      - text: 歳
    - text: お住まい
    - combobox "お住まい"
    - status
    - group "お仕事":
      - text: お仕事
      - radio "会社員"
      - text: 会社員
      - radio "自営業"
      - text: 自営業
      - radio "その他"
      - text: その他 「その他」の内容
      - textbox "「その他」の内容"
    - button "つぎへ"
    - button "保存して中断"
    """,
    """
    - group "住みごこちはいかがですか※必須":
      - text: 住みごこちはいかがですか※必須
      - paragraph: 近いものを1つ選んでください。
      - radio "よい"
      - text: よい
      - radio "ふつう"
      - text: ふつう
      - radio "わるい" [checked]
      - text: わるい
    """,
    """
    - group "こまっていることは何ですか":
      - text: こまっていることは何ですか
      - paragraph: 2個まで選べます
      - checkbox "交通"
      - text: 交通
      - checkbox "買い物"
      - text: 買い物
      - checkbox "医療"
      - text: 医療
      - checkbox "特にない"
      - text: 特にない
    """,
    """
    - group "次のことに満足していますか":
      - text: 次のことに満足していますか
      - paragraph: バス
      - radiogroup "バス":
        - radio "満足"
        - text: 満足
        - radio "不満"
        - text: 不満
      - paragraph: 医療
      - radiogroup "医療":
        - radio "満足"
        - text: 満足
        - radio "不満"
        - text: 不満
    - text: ご意見
    - paragraph: 200文字まで。お名前など、だれのことか分かる内容は書かないでください。
    - textbox "ご意見"
    """,
)


def test_a_screen_reader_finds_every_kind_of_question_and_the_errors(
    address: str, town: Town, phone: Page
) -> None:
    phone.goto(f"{address}/respond/{town.id}")
    go_on(phone, 'form[action$="/start"] .button')
    asked = phone.locator("#answers")
    expect(asked).to_match_aria_snapshot(HEARD[0])
    go_on(phone, ON)
    expect(phone.get_by_role("main")).to_match_aria_snapshot(
        """
        - alert:
          - paragraph: 直していただくところがあります
          - list:
            - listitem:
              - link "年齢：この設問に回答してください"
        - heading "1 / 3 あなたについて" [level=1]
        """
    )
    age = phone.get_by_role("textbox", name="年齢")
    expect(age).to_have_accessible_description(
        "この設問に回答してください 0歳から120歳までの数字 歳"
    )
    age.fill("42")
    go_on(phone, ON)
    phone.get_by_role("radio", name="わるい").check()
    expect(asked).to_match_aria_snapshot(HEARD[1])
    go_on(phone, ON)
    expect(asked).to_match_aria_snapshot(HEARD[2])
    expect(asked.get_by_role("group")).to_have_accessible_description("2個まで選べます")
    go_on(phone, ON)
    expect(asked).to_match_aria_snapshot(HEARD[3])


def test_focus_is_seen_wherever_a_keyboard_goes(address: str, town: Town, phone: Page) -> None:
    phone.goto(f"{address}/respond/{town.id}")
    assert walked(phone) >= 10
    go_on(phone, 'form[action$="/start"] .button')
    assert walked(phone) >= 9
    phone.emulate_media(forced_colors="active")
    phone.locator("input[name=age]").fill("42")
    go_on(phone, ON)
    assert walked(phone) >= 7


def go_on(page: Page, button: str) -> None:
    with page.expect_navigation():
        page.locator(button).click()


def walked(page: Page) -> int:
    """How many stops Tab makes on a page, each with a ring that nothing hides."""
    page.evaluate("document.activeElement.blur()")
    for stops in range(60):
        page.keyboard.press("Tab")
        met = page.evaluate(FOCUSED)
        if met["end"]:
            return stops
        assert met["ring"] >= 3, met
        assert met["seen"], met
    raise AssertionError(page.url)


def test_no_back_button_shows_a_family_what_another_wrote(
    address: str, town: Town, phone: Page
) -> None:
    """A browser puts back what was typed on a page, unless the page asks it not to."""
    phone.goto(f"{address}/respond/{town.id}")
    go_on(phone, 'form[action$="/start"] .button')
    phone.locator("input[name=age]").fill("42")
    go_on(phone, ON)
    phone.locator("input[name=live][value='1']").check()
    go_on(phone, ON)
    phone.locator("textarea").fill("ひみつの意見")
    for button in (ON, SEND, 'form[action$="/another"] .button', 'form[action$="/start"] .button'):
        go_on(phone, button)
    for _ in range(7):
        phone.go_back()
        expect(phone.get_by_role("heading", level=1)).to_be_visible()
        written = phone.locator("input[name=age], textarea").all()
        assert [box.input_value() for box in written] in ([], [""]), phone.url
        assert not phone.locator("#answers :checked:not(option)").count(), phone.url
