"""Reading results: at a desk and on a phone, with pictures that say what they show."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from app.extensions import db
from tests import make
from tests.analysis import made
from tests.analysis.made import Row
from tests.browser.look import come_in, drawn, look, strangers

AGE = made.axis("年代", "20代", "60代")
LIVING = made.scale("住みごこち", "よい", "ふつう", "わるい")
WISHES = made.ticks("望むこと", "バス", "医療", "公園")
OPINION = made.text("意見", "市への意見")
BUS = ("バスの本数が少なくて不便です", "バスの本数を増やしてほしい", "夕方のバスが少なくて困る")
PARK = ("公園に遊具が少ない", "公園の遊具が古い", "公園の遊具を新しくしてほしい")


def answers() -> list[Row]:
    young = {"年代": "1", "住みごこち": "よい", "望むこと_1": "0", "望むこと_3": "1"}
    old = {"年代": "2", "住みごこち": "わるい", "望むこと_1": "1", "望むこと_3": "0"}
    return [
        *({**young, "意見": text} for text in PARK * 11),
        *({**old, "意見": text} for text in BUS * 11),
    ]


@pytest.fixture
def town(app: Flask, address: str) -> str:
    with app.app_context():
        plan = make.plan()
        db.session.add(plan)
        db.session.flush()
        frame, codebook = made.frame((AGE, LIVING, *WISHES, OPINION), answers())
        make.answered(db.session(), plan, frame, codebook)
        db.session.commit()
    return f"{address}/desk/plans/1"


def test_a_planner_goes_from_a_question_to_who_answers_how(
    app: Flask, address: str, town: str, desk: Page
) -> None:
    met = strangers(desk)
    come_in(desk, app, address, "planner")
    desk.goto(f"{town}/tables")
    expect(desk.get_by_role("heading", name="住みごこち")).to_be_visible()
    look(desk)
    assert drawn(desk)

    desk.get_by_role("link", name="（住みごこち）").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("住みごこち × 年代")
    expect(desk.get_by_text("20代では、「よい」と答えた人が100.0%")).to_be_visible()
    look(desk)
    assert drawn(desk)

    desk.get_by_label("設問（表頭）").select_option(label="望むこと")
    desk.get_by_role("button", name="表示する").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("望むこと × 年代")
    look(desk)
    assert not met


def test_a_table_is_taken_home_as_a_file(app: Flask, address: str, town: str, desk: Page) -> None:
    come_in(desk, app, address, "planner")
    desk.goto(f"{town}/questionnaires/1/tables/crosstab?question=住みごこち&axis=年代")
    with desk.expect_download() as taken:
        desk.get_by_role("button", name="CSV（UTF-8）で保存").click()
    assert taken.value.suggested_filename == "市民意識調査 住みごこち × 年代.csv"


def test_themes_are_found_and_read_on_a_phone(
    app: Flask, address: str, town: str, phone: Page
) -> None:
    come_in(phone, app, address, "planner")
    phone.goto(f"{town}/themes")
    look(phone)
    phone.get_by_role("button", name="テーマを探す").click()
    expect(phone.get_by_text("66件の声から")).to_be_visible()
    look(phone)
    assert drawn(phone)

    phone.get_by_role("navigation", name="テーマの一覧").get_by_role("link").nth(1).click()
    expect(phone.get_by_role("heading", name="だれの声か")).to_be_visible()
    look(phone)
    phone.get_by_label("声の中のことばでさがす").fill("遊具")
    phone.get_by_role("button", name="表示する").click()
    look(phone)


def test_a_crosstab_fits_a_phone(app: Flask, address: str, town: str, phone: Page) -> None:
    come_in(phone, app, address, "viewer")
    for question in ("住みごこち", "望むこと"):
        phone.goto(f"{town}/questionnaires/1/tables/crosstab?question={question}&axis=年代")
        look(phone)
        assert drawn(phone)
