"""What speaks of harm is read first, and other languages are translated: at a desk, on a phone."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests import make
from tests.analysis import made
from tests.app import test_tongues, test_watching
from tests.browser.look import come_in, look, strangers


@pytest.fixture
def town(app: Flask) -> None:
    """One wrote of danger, one in Portuguese, and many of a park."""
    said = [f"公園の{n}番の遊具が古い" for n in range(12)]
    said += [test_watching.URGENT, test_tongues.PORTUGUESE]
    rows = [{"意見": words} for words in said]
    make.town(app, made.frame((test_watching.OPINION,), rows))


@pytest.mark.parametrize("screen", ["desk", "phone"])
def test_a_planner_names_a_reviewer_who_reads_first(
    app: Flask, address: str, town: None, screen: str, request: pytest.FixtureRequest
) -> None:
    page: Page = request.getfixturevalue(screen)
    met = strangers(page)
    come_in(page, app, address, "planner")
    page.goto(f"{address}{test_watching.DESK}/watching")
    expect(page.get_by_role("heading", level=1)).to_have_text("見守り")
    look(page)
    page.get_by_label("見守りの確認担当").select_option(label="企画課 佐藤")
    page.get_by_role("button", name="決める").click()
    expect(page.get_by_text("見守りの確認担当を決めました")).to_be_visible()
    page.get_by_role("link", name="声を読む").click()
    expect(page.get_by_role("heading", name="読まれるのを待つ声")).to_be_visible()
    look(page)
    page.get_by_role("button", name="対応した").click()
    expect(page.get_by_text("記録しました")).to_be_visible()
    expect(page.get_by_role("heading", name="待っている声はありません")).to_be_visible()
    look(page)
    assert not met


@pytest.mark.parametrize("screen", ["desk", "phone"])
def test_a_voice_in_another_language_is_put_into_japanese(
    app: Flask, address: str, town: None, screen: str, request: pytest.FixtureRequest
) -> None:
    page: Page = request.getfixturevalue(screen)
    come_in(page, app, address, "planner")
    page.goto(f"{address}{test_tongues.HERE}{test_tongues.ASKED}")
    expect(page.get_by_role("heading", level=1)).to_have_text("言語")
    look(page)
    page.get_by_text("訳を書く").click()
    page.get_by_label("訳", exact=True).fill(test_tongues.TRANSLATED)
    page.get_by_role("button", name="保存する").click()
    expect(page.get_by_text("訳を1件保存しました")).to_be_visible()
    expect(page.get_by_text(test_tongues.TRANSLATED).first).to_be_visible()
    look(page)
