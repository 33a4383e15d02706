"""A planner makes a questionnaire of an Excel file and turns its pages as a phone shows them."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import FilePayload, Page, expect

from app.extensions import db
from surveys.formats import FORMATS
from surveys.formats.excel_writing import example
from tests import make
from tests.browser.look import come_in, look

EXCEL = FORMATS["excel"]


@pytest.fixture
def plan(app: Flask) -> str:
    """The address of a plan, without the server's part."""
    with app.app_context():
        plan = make.plan()
        db.session.add(plan)
        db.session.commit()
        return f"/desk/plans/{plan.id}"


def a_file(content: bytes, name: str) -> FilePayload:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def _upload(page: Page, content: bytes, name: str = "調査.xlsx") -> None:
    page.get_by_label("調査票のファイル").set_input_files(a_file(content, name))
    page.get_by_role("button", name="調査票を読み込む").click()


def test_a_planner_mends_a_file_and_turns_the_pages_of_its_preview(
    app: Flask, address: str, desk: Page, plan: str
) -> None:
    come_in(desk, app, address, "planner")
    desk.goto(f"{address}{plan}/questionnaires")
    look(desk)
    desk.get_by_role("link", name="調査票をつくる").click()
    look(desk)
    _upload(
        desk, "title: 調査\nquestions:\n- {code: q1, label: 問い, kind: radio}".encode(), "a.yaml"
    )
    expect(desk.get_by_role("alert")).to_contain_text("直すところが1か所あります")
    expect(desk.get_by_role("row", name="3行目")).to_contain_text("single")
    look(desk)

    _upload(desk, EXCEL.write(example()))
    expect(desk.get_by_role("heading", level=1)).to_have_text("令和8年度 市民意識調査")
    look(desk)
    desk.get_by_role("link", name="プレビュー").click()
    _walk(desk)
    assert desk.locator("body").bounding_box() == pytest.approx(
        {"x": 446, "y": 96, "width": 388, "height": desk.locator("body").bounding_box()["height"]}  # type: ignore[index] # it is on the page
    )


def test_a_draft_and_its_preview_fit_a_phone(
    app: Flask, address: str, phone: Page, plan: str
) -> None:
    come_in(phone, app, address, "planner")
    phone.goto(f"{address}{plan}/drafting")
    look(phone)
    _upload(phone, EXCEL.write(example()))
    look(phone)
    phone.get_by_role("link", name="プレビュー").click()
    _walk(phone)


def _walk(page: Page) -> None:
    """From the first words to the page that one answer leads to, and into English."""
    expect(page.get_by_text("プレビュー：回答は保存されません")).to_be_visible()
    look(page)
    page.get_by_role("button", name="回答をはじめる").click()
    _next(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("くらしについて")
    _next(page)
    expect(page.get_by_role("alert")).to_contain_text("この設問に回答してください")
    look(page)
    page.get_by_label("まあよい", exact=True).check()
    page.get_by_label("市外に移りたい", exact=True).check()
    _next(page)
    expect(page.get_by_role("group", name="市外に移りたい理由を")).to_be_visible()
    assert Axe().run(page).violations_count == 0
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("group", name="Why do you want to move away?")).to_be_visible()


def _next(page: Page) -> None:
    page.get_by_role("main").get_by_role("button", name="つぎへ").click()
