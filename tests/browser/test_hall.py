"""ワークショップの会場: from the QR code to the wall, on a network that comes and goes."""

import time
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from app.extensions import db
from app.hall import streaming
from app.hall.streaming import Streams
from surveys.workshops.ideas import Idea
from tests import make
from tests.app import held
from tests.browser.look import look

HALF_A_MINUTE = 30.0


@pytest.fixture
def room(app: Flask) -> dict[str, Any]:
    app.extensions[streaming.NAME] = Streams(app, None)  # the server of these tests keeps streams
    with app.app_context():
        plan = make.plan()
        db.session.add(plan)
        db.session.commit()
        plan_id = plan.id
    return held.fill(app, plan_id)


def puts_down(phone: Page, words: str) -> None:
    phone.get_by_label("アイデア（1枚に1つ）").fill(words)
    phone.get_by_role("button", name="出す").press("Enter")


def test_a_slip_is_on_the_wall_half_a_minute_after_the_qr_code_was_read(
    app: Flask, address: str, phone: Page, desk: Page, room: dict[str, Any]
) -> None:
    hall = f"{address}/hall/{room['code']}"
    desk.goto(f"{hall}/wall?by=newest")
    began = time.monotonic()
    phone.goto(f"{hall}?table=2")
    expect(phone.get_by_label("テーブル")).to_have_value(str(room["table_id"] + 1))
    look(phone)
    phone.get_by_role("button", name="参加する").press("Enter")
    puts_down(phone, "駅前に図書館の分室を")
    expect(phone.locator("[data-told]")).to_have_text("出しました。続けて書けます。")
    expect(desk.get_by_text("駅前に図書館の分室を")).to_be_visible()
    assert time.monotonic() - began < HALF_A_MINUTE
    expect(phone.locator("section[aria-labelledby=mine]")).to_contain_text("分室")
    look(phone)

    phone.context.set_offline(True)
    puts_down(phone, "バス停に屋根を")
    expect(phone.locator("[data-told]")).to_contain_text("スマートフォンに残してあり")
    phone.context.set_offline(False)
    expect(desk.get_by_text("バス停に屋根を")).to_be_visible(timeout=20_000)
    expect(phone.locator("[data-told]")).to_have_text("出しました。続けて書けます。")
    look(desk)
    with app.app_context():
        said = [each.words for each in db.session.scalars(db.select(Idea).order_by(Idea.sequence))]
    assert said == ["駅前に朝市を", "駅前に図書館の分室を", "バス停に屋根を"]
