"""昨年度の調査票を写し、違いを見て、公開の準備へ: at a desk and as wide as a phone."""

from flask import Flask
from playwright.sync_api import Page, expect

from tests.app.test_drafting import SMALL, published
from tests.browser.look import come_in, look
from tests.browser.test_drafting import plan

__all__ = ["plan"]


def test_last_years_questionnaire_is_copied_compared_and_checked(
    app: Flask, address: str, desk: Page, plan: str
) -> None:
    published(app, SMALL.replace("小さな調査", "令和8年度 小さな調査"))
    come_in(desk, app, address, "planner")
    desk.goto(f"{address}{plan}/drafting")
    desk.get_by_role("link", name="写す調査票を選ぶ").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("これまでの調査票を写す")
    look(desk)
    desk.get_by_role("link", name="令和8年度 小さな調査").click()
    expect(desk.get_by_role("checkbox")).to_be_checked()
    _both(desk)
    desk.get_by_role("button", name="この調査票を写す").press("Enter")
    expect(desk.get_by_role("heading", level=1)).to_have_text("令和9年度 小さな調査")
    draft = desk.url
    desk.get_by_role("link", name="写した元の調査票との違いを見る").click()
    expect(desk.locator(".versions-table ins")).to_have_text("9")
    _both(desk)
    desk.goto(f"{draft}/publishing")
    expect(desk.get_by_text("公開の前に、直すとよいところが")).to_be_visible()
    _both(desk)


def _both(page: Page) -> None:
    """Look at a page as wide as a desk and as a phone."""
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        look(page)
