"""地区と地図 in a browser: found by typing, pointed at, moved by keys, and brought at the desk."""

import re

from flask import Flask
from playwright.sync_api import Page, expect

from tests.app.test_places_asked import asked
from tests.browser.look import come_in, look, strangers
from tests.surveys import mapped


def test_a_resident_finds_their_area_and_sets_a_pin(app: Flask, address: str, phone: Page) -> None:
    town, met = asked(app), strangers(phone)
    phone.goto(f"{address}/respond/{town.id}")
    phone.get_by_role("button", name="回答をはじめる").click()
    finds_an_area(phone)
    sets_a_pin(phone)
    phone.get_by_role("button", name="つぎへ", exact=True).click()
    expect(phone).to_have_title(re.compile("回答の確認"))
    expect(phone.get_by_text("市外: 松本市")).to_be_visible()
    expect(phone.get_by_text(re.compile("^北緯"))).to_be_visible()
    assert not met


def finds_an_area(phone: Page) -> None:
    live = phone.get_by_role("combobox", name="お住まい")
    expect(live).to_have_attribute("aria-expanded", "false")
    live.fill("ゴウばら")
    expect(live).to_have_attribute("aria-expanded", "true")
    first = phone.get_by_role("option", name="郷原（小学校区が広丘小学校の所）")
    expect(first).to_have_attribute("aria-selected", "true")
    look(phone)
    live.press("Enter")
    expect(phone.locator(".chain")).to_have_text(
        "郷原（小学校区が広丘小学校の所） → 広丘小学校 → 広丘地区"
    )
    live.fill("市外")
    live.press("Enter")
    phone.get_by_label("市町村名").select_option(label="松本市")


def sets_a_pin(phone: Page) -> None:
    pins = phone.get_by_role("application")
    told = phone.locator(".pin-at")
    expect(told).to_contain_text("まだピンを置いていません")
    pins.click(position={"x": 40, "y": 100})
    expect(told).to_have_text("ピンの場所: 西地区")
    pins.focus()
    for _ in range(12):
        pins.press("ArrowRight")
    expect(told).to_have_text("ピンの場所: 東地区")
    kept = phone.locator("input[name=pin_lon]").input_value()
    assert re.fullmatch(r"\d+\.\d{3}", kept), "what leaves the phone is rounded"
    phone.get_by_role("button", name="拡大").click()
    expect(phone.get_by_role("button", name="縮小")).to_be_enabled()
    look(phone)
    phone.get_by_text("地図を使わず一覧から選ぶ").click()
    phone.get_by_role("combobox", name="場所の一覧").select_option(label="離島")
    expect(told).to_contain_text("まだピンを置いていません")
    pins.press("ArrowLeft")
    expect(phone.get_by_role("combobox", name="場所の一覧")).to_have_value("")


def test_a_planner_brings_a_map_and_sees_it(app: Flask, address: str, desk: Page) -> None:
    asked(app)
    come_in(desk, app, address, "planner")
    desk.goto(f"{address}/desk/plans/1/maps")
    desk.get_by_label("境界のファイル").set_input_files(
        {"name": "town.geojson", "mimeType": "application/json", "buffer": mapped.collection()}
    )
    desk.get_by_label("地図の名前").fill("校区")
    desk.get_by_label("出典・利用条件").fill(mapped.CREDIT)
    look(desk)
    desk.get_by_role("button", name="登録して確かめる").click()
    expect(desk.get_by_role("heading", name="校区", level=1)).to_be_visible()
    expect(desk.get_by_role("img", name="地図「校区」")).to_be_visible()
    look(desk)
    desk.set_viewport_size({"width": 360, "height": 740})
    look(desk)
