"""紙の入力 with a keyboard and nothing else, and the desk where post is opened."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from app.access import COOKIE
from app.clock import now
from app.extensions import db
from app.keyring import keys_of
from surveys import bundles, paper_sheets
from surveys.bundles import Bundle
from surveys.paper_entries import Entry
from surveys.paper_sheets import PaperSheet, grouped
from surveys.questionnaires import Questionnaire
from tests.app import asking, papered
from tests.browser.look import come_in, look


@pytest.fixture
def town(app: Flask) -> tuple[asking.Town, tuple[str, ...], str]:
    """A questionnaire of every kind, the labels of a bundle, and the cookie of its typist."""
    town = asking.publish(app, how="codes", codes=2)
    client, typist = papered.typist(app, "kato", 1)
    with app.app_context():
        _, numbers = papered.lay(town.id, typist, arrived=2, size=3)
        db.session.commit()
    cookie = client.get_cookie(COOKIE)
    assert cookie is not None
    return town, numbers, cookie.value


Town = tuple[asking.Town, tuple[str, ...], str]


def typed(page: Page, *lines: str) -> None:
    """Type line after line, each left with Enter."""
    for line in lines:
        page.keyboard.type(line)
        page.keyboard.press("Enter")


def said_of(app: Flask, questionnaire_id: int, number: str) -> Entry:
    """What was typed of a sheet."""
    with app.app_context():
        found = db.session.get_one(Questionnaire, questionnaire_id)
        done = paper_sheets.typed(keys_of(found), db.session.get_one(PaperSheet, number))
    assert done is not None
    return done.entry


def opened(page: Page, number: str) -> None:
    """Wait for a sheet, and for the script that its keys are for."""
    expect(page).to_have_title(f"紙 {grouped(number)} | 論点 Ronten")
    page.wait_for_load_state("load")


def stands(page: Page, name: str) -> None:
    """Wait until the cursor stands in a line."""
    expect(page.get_by_role("textbox", name=name, exact=True)).to_be_focused()


def test_a_sheet_is_typed_without_a_mouse(
    app: Flask, address: str, desk: Page, phone: Page, town: Town
) -> None:
    asked, (first, second, _), token = town
    for page in (desk, phone):
        page.context.add_cookies([{"name": COOKIE, "value": token, "url": address}])
    desk.goto(f"{address}/desk/plans/1/typing")
    look(desk)
    expect(desk.get_by_label("紙のラベルの番号")).to_be_focused()
    typed(desk, first[:5])
    opened(desk, first)
    look(desk)

    stands(desk, "年齢")
    typed(desk, "42", "3", "1")  # その他 is not chosen: its line is passed over
    stands(desk, "住みごこちはいかがですか")
    typed(desk, "4")
    stands(desk, "住みごこちはいかがですか")  # no such number
    typed(desk, "3", "13", "", "*", "道が狭い", second[:5])

    opened(desk, second)
    done = said_of(app, asked.id, first)
    assert done.marks == {"sat_care": "several"}
    assert done.answers == {
        "age": 42,
        "area": "a3",
        "job": "1",
        "live": "3",
        "why": ["1", "3"],
        "free": "道が狭い",
    }

    typed(desk, "999")
    desk.get_by_role("button", name="終わり。次へ").click()
    expect(desk.get_by_role("alert")).to_contain_text("まだ保存していません")
    stands(desk, "年齢")
    look(desk)
    for path in (f"/{first}", ""):
        phone.goto(f"{address}/desk/plans/1/typing{path}")
        look(phone)


def seal_one(app: Flask, questionnaire_id: int) -> None:
    """Let one more sheet come, be typed with something that is no answer, and be sealed."""
    with app.app_context():
        found = db.session.get_one(Questionnaire, questionnaire_id)
        bundle, _ = papered.lay(found.id, 1, arrived=1, size=1)
        (sheet,) = paper_sheets.of_bundle(db.session(), bundle)
        typing = paper_sheets.read(asking.DOCUMENT, 1, {"live": "*"}, assisted=True)
        paper_sheets.keep(keys_of(found), sheet, asking.DOCUMENT, typing, paper_sheets.TYPED)
        done = db.session.get_one(Bundle, bundle)
        bundles.seal(db.session(), found, keys_of(found), done, now(), unused=True)
        db.session.commit()


def test_strips_are_read_one_after_the_other(
    app: Flask, address: str, desk: Page, phone: Page, town: Town
) -> None:
    asked, _, _ = town
    seal_one(app, asked.id)
    here = f"{address}/desk/plans/1/questionnaires/{asked.id}/paper"
    come_in(desk, app, address, "planner", "keeper")
    desk.goto(f"{here}/arrivals")
    expect(desk.get_by_label("帯の回答コード")).to_be_focused()
    typed(desk, asked.codes[0])
    expect(desk.get_by_role("status").last).to_contain_text("きょう4枚目")
    look(desk)
    expect(desk.get_by_label("帯の回答コード")).to_be_focused()
    typed(desk, asked.codes[0])
    expect(desk.get_by_role("alert")).to_contain_text("もう受け付けています")
    look(desk)

    (token,) = (each["value"] for each in desk.context.cookies() if each["name"] == COOKIE)
    phone.context.add_cookies([{"name": COOKIE, "value": token, "url": address}])
    for path in ("", "/arrivals", "/bundles/1"):
        phone.goto(f"{here}{path}")
        look(phone)
