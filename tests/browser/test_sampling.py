"""標本設計 with a real browser: pasted at a desk, merged by keyboard, read on a phone."""

from flask import Flask
from playwright.sync_api import Page, expect

from tests.app import fielded
from tests.app.test_sample_designs import TABLE
from tests.browser.look import come_in, look


def test_a_register_becomes_letters_for_every_stratum(app: Flask, address: str, desk: Page) -> None:
    here = fielded.draft(app)
    come_in(desk, app, address, "planner")
    desk.goto(f"{address}{here.desk}")
    desk.get_by_role("link", name="標本設計を見る").click()
    desk.get_by_role("link", name="標本設計を始める").click()
    expect(desk).to_have_title("標本設計の条件 | 論点 Ronten")
    desk.get_by_label("基準日").fill("2026-04-01")
    desk.get_by_label("人口表（地区×年代）").fill(TABLE)
    desk.get_by_label("発送数が決まっている", exact=True).check()
    look(desk)
    desk.get_by_role("button", name="計算して、層を見る").click()
    mistake = "決まっている発送数を入力してください"
    expect(desk.get_by_role("alert").get_by_text(mistake)).to_be_visible()
    desk.get_by_label("発送数（決まっているとき）").fill("1,000通")
    desk.get_by_role("button", name="計算して、層を見る").click()
    expect(desk.get_by_role("rowheader", name="中央・山・18〜39歳")).to_be_visible()
    look(desk)

    _merge_by_keyboard(desk)
    desk.get_by_role("button", name="この設計を採用する").click()
    expect(desk.get_by_role("link", name="抽出仕様書（PDF）")).to_be_visible()
    look(desk)
    desk.goto(f"{address}{here.desk}/sample/edit")
    expect(desk.get_by_text("採用済みの設計を変えます")).to_be_visible()
    look(desk)


def _merge_by_keyboard(desk: Page) -> None:
    """Take a stratum apart that is then too small, and let the program merge it again."""
    desk.get_by_role("button", name="中央・山・18〜39歳を分ける").press("Enter")
    expect(desk.get_by_text("10通に満たない層があるため、採用できません")).to_be_visible()
    desk.set_viewport_size({"width": 360, "height": 740})
    look(desk)
    desk.get_by_role("button", name="小さい層を自動で合わせ直す").press("Enter")
    expect(desk.get_by_role("rowheader", name="中央・山・18〜39歳")).to_be_visible()
