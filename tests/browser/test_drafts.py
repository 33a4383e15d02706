"""論点案, ranked while the weights move, as the server ranks them; and fields in one table."""

from typing import Any

from flask import Flask
from playwright.sync_api import Browser, Page, expect

from analysis.digest.priorities import PARTS
from app.extensions import db
from surveys import runs
from surveys.runs import Run
from tests.app import town
from tests.app.town import Town
from tests.browser.look import come_in, look

SETTINGS = (
    {"広がり": 0, "偏り": 0, "声の厚み": 0},
    {"深刻さ": 3, "悪化": 100},
    dict.fromkeys(PARTS.values(), 50),
)


def many(app: Flask, place: Town) -> None:
    """Nine drafts whose parts differ, some of them alike, some not known."""
    with app.app_context():
        run = db.session.get_one(Run, place.run)
        first, *_rest = runs.result(run)["issues"]
        listed = [_draft(first, place, number) for number in range(9)]
        run.result = {**runs.result(run), "issues": listed}
        db.session.commit()


def _draft(first: dict[str, Any], place: Town, number: int) -> dict[str, Any]:
    known = {
        name: None if (number + at) % 5 == 0 else ((number * 7 + at * 3) % 10) / 10
        for at, name in enumerate(PARTS)
    }
    parts = {**known, "breadth": number % 3 / 3}
    key = f"{place.questionnaire}-{number}"
    return {**first, "draft_key": key, "desired_state": f"姿{number}", "parts": parts}


def shown(page: Page) -> list[tuple[str, ...]]:
    """What every card says of its rank, in their order."""
    told = ("[data-place]", "h2", "[data-score]", "[data-firm]", "[data-why]")
    return [
        tuple(str(card.locator(part).text_content()) for part in told)
        for card in page.locator("[data-draft]").all()
    ]


def turn(page: Page, weights: dict[str, int]) -> None:
    for part, weight in weights.items():
        page.get_by_role("spinbutton", name=part).fill(str(weight))


def without_script(browser: Browser, desk: Page, address: str) -> Page:
    """The same reader in a browser that runs no script."""
    context = browser.new_context(java_script_enabled=False, locale="ja-JP")
    for each in desk.context.cookies():
        name, value = str(each.get("name")), str(each.get("value"))
        context.add_cookies([{"name": name, "value": value, "url": address}])
    return context.new_page()


def test_drafts_are_ranked_alike_with_a_script_and_without(
    app: Flask, address: str, browser: Browser, desk: Page
) -> None:
    place = town.found(app)
    many(app, place)
    come_in(desk, app, address, "planner")
    plain = without_script(browser, desk, address)
    desk.goto(f"{address}{place.desk}/drafts")
    desk.get_by_text("優先度の重みを変えて並べ直す").click()
    before = shown(desk)
    for weights in SETTINGS:
        turn(desk, weights)
        plain.goto(desk.url)
        assert shown(desk) == shown(plain)
        assert shown(desk) != before
    turn(plain, {"声の厚み": 77})
    plain.get_by_role("button", name="並べ直す").click()
    expect(plain.get_by_role("spinbutton", name="声の厚み")).to_have_value("77")
    plain.context.close()
    keep(desk)


def keep(desk: Page) -> None:
    """Pull a slider to its end, find a draft by its words, and keep the weights."""
    desk.get_by_role("slider", name="悪化").press("End")
    look(desk)
    desk.get_by_role("searchbox").fill("姿3")
    expect(desk.locator("[data-draft]:visible")).to_have_count(1)
    desk.get_by_role("button", name="この重みを計画に残す").click()
    expect(desk.get_by_role("status").first).to_contain_text("この重みを計画に残しました")
    desk.get_by_text("優先度の重みを変えて並べ直す").click()
    expect(desk.get_by_role("spinbutton", name="悪化")).to_have_value("100")


def test_drafts_and_their_fields_are_decided_on_a_phone(
    app: Flask, address: str, phone: Page
) -> None:
    place = town.found(app)
    come_in(phone, app, address, "planner")
    phone.goto(f"{address}{place.desk}/drafts?by=field")
    expect(phone.get_by_role("heading", level=2).first).to_contain_text("移動・交通")
    look(phone)
    phone.get_by_role("link", name="分野への割り当て").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("分野への割り当て")
    look(phone)
    phone.get_by_label("お困りのことの政策分野").select_option("健康・福祉")
    phone.get_by_role("button", name="まとめて保存する").click()
    expect(phone.get_by_role("status")).to_contain_text("1件の分野を保存しました")
    phone.get_by_role("link", name="分野ごとの論点案を見る").click()
    expect(phone.get_by_role("heading", level=2).first).to_contain_text("健康・福祉")
