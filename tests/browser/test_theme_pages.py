"""The map of themes by key, finger and pointer; themes by group and in time at both widths."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from app.extensions import db
from tests import make
from tests.analysis import made
from tests.browser.look import come_in, look, strangers

AGE = made.axis("年代", "20代", "60代")
MONTH = made.axis("回答月", "2026年1月", "2026年2月")
OPINION = made.text("意見", "市への意見")
BUS = ("バスの本数が少なくて不便です", "バスの本数を増やしてほしい", "夕方のバスが少なくて困る")
PARK = ("公園に遊具が少ない", "公園の遊具が古い", "公園の遊具を新しくしてほしい")
PAGES = ("theme-map", "theme-groups", "theme-years")


@pytest.fixture
def town(app: Flask, address: str) -> str:
    young, old = {"年代": "1", "回答月": "1"}, {"年代": "2", "回答月": "2"}
    rows = [
        *({**young, "意見": text} for text in PARK * 11),
        *({**old, "意見": text} for text in BUS * 11),
    ]
    with app.app_context():
        plan = make.plan()
        db.session.add(plan)
        db.session.flush()
        frame, codebook = made.frame((AGE, MONTH, OPINION), rows)
        make.answered(db.session(), plan, frame, codebook)
        db.session.commit()
    return f"{address}/desk/plans/1/questionnaires/1"


def search(page: Page, town: str) -> None:
    page.goto(f"{town}/themes")
    page.get_by_role("button", name="テーマを探す").first.click()
    expect(page.get_by_role("navigation", name="声の読み方")).to_be_visible()


def seen(page: Page) -> list[float]:
    """What part of the map is shown: left, top, width and height."""
    said = page.locator("svg.map:visible").get_attribute("viewBox")
    assert said is not None
    return [float(part) for part in said.split()]


def test_a_map_is_enlarged_and_moved_by_keys(
    app: Flask, address: str, town: str, desk: Page
) -> None:
    come_in(desk, app, address, "planner")
    search(desk, town)
    desk.get_by_role("link", name="地図", exact=True).click()
    expect(desk.get_by_role("button", name="拡大")).to_be_visible()
    look(desk)
    whole = seen(desk)

    desk.locator("svg.map:visible").focus()
    desk.keyboard.press("+")
    expect(desk.locator(".theme-map.near")).to_be_visible()
    assert seen(desk)[2] < whole[2]
    before = seen(desk)
    desk.keyboard.press("ArrowRight")
    assert seen(desk)[0] > before[0]
    desk.get_by_role("button", name="全体").click()
    assert seen(desk) == whole


def test_a_voice_is_walked_to_and_read_by_keys(
    app: Flask, address: str, town: str, desk: Page
) -> None:
    met = strangers(desk)
    come_in(desk, app, address, "planner")
    search(desk, town)
    desk.goto(f"{town}/theme-map?question=意見")
    expect(desk.get_by_role("button", name="拡大")).to_be_visible()
    first = desk.locator("svg.map:visible .isle").first.locator(".dot:not([tabindex])")
    first.focus()
    desk.keyboard.press("ArrowRight")
    chosen = desk.evaluate("document.activeElement.querySelector('title').textContent")
    desk.keyboard.press("Enter")
    expect(desk.locator("#voice blockquote")).to_have_text(chosen)
    expect(desk.locator("#voice")).to_contain_text("代")
    expect(desk.locator("svg.map:visible .dot[aria-current]")).to_have_count(1)
    look(desk)
    assert not met


def test_a_point_is_read_without_script(app: Flask, address: str, town: str, desk: Page) -> None:
    come_in(desk, app, address, "planner")
    search(desk, town)
    plain = desk.context.browser
    assert plain is not None
    context = plain.new_context(java_script_enabled=False, locale="ja-JP")
    context.add_cookies(desk.context.cookies())  # type: ignore[arg-type] # what one context gives another takes
    page = context.new_page()
    page.goto(f"{town}/theme-map?question=意見")
    expect(page.get_by_role("button", name="拡大")).to_have_count(0)
    page.locator("svg.map.wide .dot").first.click()
    expect(page.locator("#voice blockquote")).to_be_visible()
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_themes_fits_a_phone(
    app: Flask, address: str, town: str, phone: Page, name: str
) -> None:
    come_in(phone, app, address, "viewer")
    search(phone, town)
    phone.goto(f"{town}/{name}?question=意見")
    expect(phone.locator("main table").first).to_be_visible()
    look(phone)


@pytest.mark.parametrize("name", PAGES[1:])
def test_a_page_of_themes_fits_a_desk(
    app: Flask, address: str, town: str, desk: Page, name: str
) -> None:
    come_in(desk, app, address, "viewer")
    search(desk, town)
    desk.goto(f"{town}/{name}?question=意見")
    expect(desk.locator("figure.chart img")).to_be_visible()
    look(desk)


def test_a_map_is_pinched_on_a_phone(app: Flask, address: str, town: str, phone: Page) -> None:
    come_in(phone, app, address, "planner")
    search(phone, town)
    phone.goto(f"{town}/theme-map?question=意見&colour=年代")
    expect(phone.get_by_role("button", name="拡大")).to_be_visible()
    look(phone)
    whole = seen(phone)
    phone.evaluate(
        """() => {
          const svg = document.querySelector("svg.map.narrow");
          const box = svg.getBoundingClientRect();
          const at = (kind, id, x) => svg.dispatchEvent(new PointerEvent(kind,
            { pointerId: id, clientX: box.left + x, clientY: box.top + 60, bubbles: true }));
          at("pointerdown", 1, 100); at("pointerdown", 2, 140);
          at("pointermove", 2, 220);
          at("pointerup", 1, 100); at("pointerup", 2, 220);
        }"""
    )
    expect(phone.locator(".theme-map.near")).to_be_visible()
    assert seen(phone)[2] < whole[2]
    look(phone)
