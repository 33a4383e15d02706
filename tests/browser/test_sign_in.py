"""A planner comes in, on a phone and at a desk, by touch and by keyboard."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from app.extensions import db
from surveys.staff import Role
from tests import make
from tests.browser.look import come_in, look, strangers
from tests.make import PASSWORD


@pytest.fixture
def staffed(app: Flask, address: str) -> str:
    with app.app_context():
        make.member(db.session(), "sato", Role.PLANNER, Role.ADMINISTRATOR)
        db.session.commit()
    return address


def enter(page: Page, address: str) -> None:
    page.goto(f"{address}/desk/")
    page.get_by_label("ログイン名").fill("sato")
    page.get_by_label("パスワード").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("計画")
    page.wait_for_load_state()  # a key pressed into a page still coming could be lost


def test_a_mistake_is_named_and_led_to(staffed: str, phone: Page) -> None:
    phone.goto(f"{staffed}/desk/")
    look(phone)
    phone.get_by_role("button", name="ログイン").click()

    expect(phone).to_have_title("エラー: 職員のログイン | 論点 Ronten")
    expect(phone.get_by_label("ログイン名")).to_have_accessible_description(
        "ログイン名を入力してください"
    )
    look(phone)
    phone.get_by_role("alert").get_by_role("link", name="パスワード").click()
    expect(phone.get_by_label("パスワード")).to_be_focused()


def test_the_first_plan_is_made_on_a_phone(staffed: str, phone: Page) -> None:
    met = strangers(phone)
    enter(phone, staffed)
    look(phone)
    phone.get_by_role("link", name="計画を作る").click()
    look(phone)
    phone.get_by_label("計画名").fill("第六次総合計画")
    phone.get_by_label("自治体名").fill("見本市")
    phone.get_by_label("最初の年度").fill("2027")
    phone.get_by_label("最後の年度").fill("2035")
    phone.get_by_label("政策分野").fill("交通: バス\n子育て")
    phone.get_by_role("button", name="計画を作る").click()

    expect(phone.get_by_role("heading", level=1)).to_have_text("第六次総合計画")
    expect(phone.get_by_role("status")).to_have_text("計画を作りました")
    look(phone)
    assert met == []


def test_the_menu_of_a_phone_opens_without_script(staffed: str, phone: Page) -> None:
    enter(phone, staffed)
    menu = phone.get_by_role("navigation", name="メニュー")
    expect(menu).to_be_hidden()
    phone.get_by_text("メニュー", exact=True).click()
    menu.get_by_role("link", name="職員").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("職員")
    look(phone)


def test_the_desk_is_walked_by_keyboard_alone(staffed: str, desk: Page) -> None:
    enter(desk, staffed)
    desk.keyboard.press("Tab")
    expect(desk.get_by_role("link", name="本文へ移動")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("main")).to_be_focused()
    desk.keyboard.press("Tab")
    expect(desk.get_by_role("link", name="計画を作る")).to_be_focused()


@pytest.mark.parametrize("path", ["", "account", "staff/", "staff/1", "plans/new", "plans/99"])
def test_every_page_of_the_desk_is_open_to_all(
    app: Flask, address: str, desk: Page, path: str
) -> None:
    come_in(desk, app, address, "planner", "administrator")
    desk.goto(f"{address}/desk/{path}")
    look(desk)


def test_the_front_page_is_open_to_all(address: str, phone: Page, desk: Page) -> None:
    for page in (phone, desk):
        page.goto(f"{address}/")
        expect(page.get_by_role("heading", level=1)).to_have_text("公開している政策論点集")
        look(page)


def test_signing_out_leads_back_to_the_door(staffed: str, desk: Page) -> None:
    enter(desk, staffed)
    desk.get_by_role("button", name="ログアウト").click()
    expect(desk).to_have_url(f"{staffed}/desk/sign-in")
    desk.go_back()
    desk.reload()
    expect(desk.get_by_role("heading", level=1)).to_have_text("職員のログイン")
