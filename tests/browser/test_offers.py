"""協働の申し出 in a real browser: offered on a phone, brought to who looks for it at the desk."""

import pytest
from flask import Flask
from playwright.sync_api import Page, ViewportSize, expect

from app.extensions import db
from surveys import plans
from tests import make
from tests.app import offered
from tests.browser.look import come_in, look
from tests.conftest import SignIn

DESK = "/desk/plans/1"
WIDE, PHONE = ViewportSize(width=1280, height=800), ViewportSize(width=360, height=740)


@pytest.fixture
def window(app: Flask, sign_in: SignIn) -> None:
    """A plan that takes offers, with one call."""
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        plan = make.plan()
        db.session.add(plan)
        db.session.flush()
        plans.set_fields(db.session(), plan, ["健康・福祉: 病院", "移動・交通: バス"])
        plans.set_areas(db.session(), plan, ["行政区,地区", "本町一区,本町", "旭,東"])
        db.session.commit()
    client = sign_in("planner", name="maker")
    client.post(f"{DESK}/offers/window", data=offered.WINDOW)
    client.post(f"{DESK}/calls/new", data=offered.call(topics=["健康・福祉"]))
    app.config["WTF_CSRF_ENABLED"] = True


@pytest.mark.usefixtures("window")
def test_an_offer_meets_a_call(app: Flask, address: str, desk: Page, phone: Page) -> None:
    code = _offer(phone, address)
    come_in(desk, app, address, "planner")
    _introduce(desk, address)
    for path in ("/offers", "/offers/window", "/calls/1", "/calls/1/edit"):
        desk.set_viewport_size(WIDE)
        desk.goto(f"{address}{DESK}{path}")
        look(desk)
        desk.set_viewport_size(PHONE)
        look(desk)
    _withdraw(phone, address, code)


def _offer(phone: Page, address: str) -> str:
    """Raise a hand by keyboard; what is wrong is named, and nothing typed is lost."""
    phone.goto(f"{address}/offers/1")
    look(phone)
    phone.get_by_role("link", name="手を挙げる").click()
    expect(phone).to_have_title("協働の申し出をする | 第六次総合計画")
    expect(phone.get_by_label("健康・福祉")).to_be_checked()
    look(phone)
    phone.get_by_label("手伝えること、いっしょにやりたいこと").fill("通院の送り迎え")
    phone.keyboard.press("Tab")
    phone.get_by_role("button", name="申し出を送る").press("Enter")
    expect(phone.get_by_role("alert")).to_be_focused()
    look(phone)
    phone.get_by_role("link", name="どなたから").click()
    phone.get_by_label("個人").check()
    phone.get_by_label("お名前").fill("例 一子")
    phone.get_by_label("電話番号").fill("090-0000-0000")
    phone.get_by_label("読みました").check()
    phone.get_by_role("button", name="申し出を送る").press("Enter")
    expect(phone).to_have_title("申し出を受け取りました | 第六次総合計画")
    look(phone)
    return phone.locator("#code").inner_text()


def _introduce(desk: Page, address: str) -> None:
    desk.goto(f"{address}{DESK}/calls/1")
    expect(desk.get_by_text("この募集に手を挙げた")).to_be_visible()
    desk.get_by_text("この募集に紹介する").click()
    desk.get_by_label("メモ（暗号にして保存します）").fill("電話した")
    desk.get_by_role("button", name="保存する").click()
    expect(desk.get_by_text("「紹介した」として保存しました")).to_be_visible()
    desk.locator("a.mark").click()
    expect(desk.get_by_role("heading", name="紹介した募集")).to_be_visible()
    look(desk)
    desk.go_back()
    desk.get_by_role("button", name="連絡先と文案を見る").click()
    expect(desk.get_by_role("link", name="090-0000-0000")).to_be_visible()
    look(desk)


def _withdraw(phone: Page, address: str, code: str) -> None:
    phone.goto(f"{address}/offers/1/mine")
    phone.get_by_label("申し出の番号").fill(code)
    phone.get_by_role("button", name="申し出を開く").click()
    expect(phone.get_by_label("手伝えること、いっしょにやりたいこと")).to_have_value(
        "通院の送り迎え"
    )
    look(phone)
    phone.get_by_role("button", name="この申し出を取り下げる").click()
    expect(phone).to_have_title("申し出を取り下げました | 第六次総合計画")
    look(phone)
