"""A planner watches a survey in the field on a phone, and reminds."""

from flask import Flask
from playwright.sync_api import Page, expect

from app.clock import today
from surveys import returns
from tests.app import nights
from tests.browser.look import come_in, drawn, look


def test_a_planner_reads_how_it_goes_and_reminds_a_stratum(
    app: Flask, address: str, phone: Page
) -> None:
    here = nights.eight(app)
    come_in(phone, app, address, "planner")
    phone.goto(f"{address}{here.desk}/returns")
    expect(phone.get_by_role("heading", level=1)).to_have_text("回収の様子")
    expect(phone.get_by_role("img", name="からの回収数の折れ線グラフ")).to_be_visible()
    assert drawn(phone)
    look(phone)
    phone.set_viewport_size({"width": 1280, "height": 800})
    look(phone)
    with phone.expect_download() as coming:
        phone.get_by_role("button", name="課長向けの1枚（PDF）").click()
    assert coming.value.suggested_filename.endswith(".pdf")

    phone.set_viewport_size({"width": 360, "height": 740})
    phone.get_by_role("link", name="督促を決める").click()
    _remind(phone)
    with phone.expect_download() as coming:
        phone.get_by_role("button", name="葉書のPDFを保存").click()
    assert "葉書" in coming.value.suggested_filename


def _remind(phone: Page) -> None:
    """Send one stratum a reminder, after forgetting to say which."""
    expect(phone.get_by_role("heading", level=1)).to_have_text("お礼状兼督促状")
    look(phone)
    phone.get_by_label("発送日").fill(today().isoformat())
    phone.get_by_role("radio", name="選んだ層の全員").check()
    phone.get_by_role("button", name="予定に入れる").click()
    expect(phone.get_by_role("alert")).to_contain_text("送る層を1つ以上選んでください")
    look(phone)
    phone.get_by_role("checkbox", name=returns.OTHERS).check()
    phone.get_by_role("button", name="予定に入れる").click()
    expect(phone.get_by_role("status")).to_have_text(
        "督促を予定に入れました。葉書かA4の文書を印刷できます"
    )
    look(phone)
