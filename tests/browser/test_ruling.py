"""A planner picks who is asked a question, and reads the whole questionnaire as a flow."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from app.extensions import db
from surveys import documents
from surveys.formats.excel_writing import example
from surveys.questionnaires import DRAFT
from tests import make
from tests.browser.look import come_in, look


@pytest.fixture
def draft(app: Flask) -> str:
    """The address of a draft, without the server's part."""
    with app.app_context():
        said = documents.write(example().document)
        made = make.questionnaire(db.session(), state=DRAFT, draft=said)
        db.session.commit()
        return f"/desk/plans/{made.plan_id}/drafting/{made.id}"


def test_a_rule_is_picked_with_the_keyboard_and_read_in_the_flow(
    app: Flask, address: str, desk: Page, draft: str
) -> None:
    come_in(desk, app, address, "planner")
    desk.goto(f"{address}{draft}")
    desk.get_by_role("link", name="流れを見る").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("調査票の流れ")
    look(desk)
    desk.locator("#q-q8").get_by_role("link", name="条件").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("問12の条件")
    _pick(desk)
    expect(desk.get_by_text("問1で「女性」を選んだ人だけにたずねます")).to_be_visible()

    desk.set_viewport_size({"width": 360, "height": 740})
    desk.goto(f"{address}{draft}/rules/q8")
    expect(desk.get_by_label("女性")).to_be_checked()
    look(desk)
    desk.goto(f"{address}{draft}/flow")
    expect(desk.get_by_text("問1で「女性」を選んだ人だけ 8通りのうち4通り")).to_be_visible()
    look(desk)


def _pick(desk: Page) -> None:
    """Women alone, by keys; a second line that stays empty says nothing."""
    asked = desk.get_by_label("見る設問")
    asked.focus()
    asked.press("ArrowDown")
    expect(asked).to_have_value("sex")
    desk.get_by_role("button", name="この設問の答えを選ぶ").press("Enter")
    expect(desk.get_by_label("どんな答えか")).to_be_focused()
    desk.get_by_label("女性").press("Space")
    look(desk)
    desk.get_by_role("button", name="条件を足す").press("Enter")
    expect(desk.get_by_role("group", name="条件 2")).to_be_visible()
    expect(desk.get_by_label("女性")).to_be_checked()
    desk.get_by_role("button", name="条件を保存する").press("Enter")
