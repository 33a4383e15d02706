"""母集団と重み with a real browser: pasted on a phone, decided at a desk."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.app.test_population import REGISTER, WITH_AGES, town
from tests.browser.look import come_in, look, strangers


@pytest.fixture
def plan(app: Flask, address: str) -> str:
    town(app)
    return f"{address}/desk/plans/1"


def test_a_pasted_register_becomes_weights(app: Flask, address: str, plan: str, desk: Page) -> None:
    met = strangers(desk)
    come_in(desk, app, address, "planner")
    _paste(desk, plan)
    desk.get_by_role("link", name="回収構成").click()
    expect(desk.get_by_text("「女性」が30.0ポイント多く")).to_be_visible()
    look(desk)
    desk.get_by_role("main").get_by_role("link", name="重み", exact=True).click()
    expect(desk.get_by_text("性別・年代の構成を母集団に合わせました")).to_be_visible()
    look(desk)

    desk.get_by_label("上限（倍）").fill("2")
    desk.get_by_role("button", name="計算し直す").click()
    expect(desk.get_by_label("上限（倍）")).to_have_value("2")
    desk.get_by_role("button", name="この重みを集計に使う").click()
    expect(desk.get_by_text("この重みを集計に使います")).to_be_visible()
    desk.get_by_role("main").get_by_role("link", name="集計", exact=True).click()
    expect(desk.get_by_role("link", name="重みあり")).to_have_attribute("aria-current", "true")
    assert not met


def _paste(desk: Page, plan: str) -> None:
    """Come by the menu and paste what a sheet holds."""
    desk.goto(plan)
    desk.get_by_role("navigation").get_by_role("link", name="母集団と重み").click()
    look(desk)
    desk.get_by_role("link", name="母集団を登録する").click()
    desk.get_by_label("いつの人数ですか").fill("2026-04-01")
    desk.get_by_label("母集団の表").fill(WITH_AGES.replace(",", "\t"))
    look(desk)
    desk.get_by_role("button", name="保存する").click()
    expect(desk.get_by_text("母集団の人数を保存しました")).to_be_visible()
    look(desk)


def test_a_mistake_on_a_phone_is_named_and_mended(
    app: Flask, address: str, plan: str, phone: Page
) -> None:
    come_in(phone, app, address, "planner")
    phone.goto(f"{plan}/population/edit")
    phone.get_by_label("いつの人数ですか").fill("2026-04-01")
    box = phone.get_by_label("母集団の表")
    box.fill(REGISTER.replace("性別,女性,5000", "性別,女性,多い"))
    phone.get_by_role("button", name="保存する").click()
    expect(phone.get_by_role("alert").get_by_text("3行目の人数が")).to_be_visible()
    look(phone)
    box.fill(REGISTER)
    phone.get_by_role("button", name="保存する").click()
    for page in ("population", "sampling-error", "questionnaires/1/representation"):
        phone.goto(f"{plan}/{page}")
        look(phone)
    phone.goto(f"{plan}/questionnaires/1/weights")
    phone.locator("summary", has_text="区分の対応").click()
    look(phone)
