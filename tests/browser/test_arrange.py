"""The planner's hands in a browser: by keyboard at a desk, by thumb on a phone, and undone."""

import pytest
from flask import Flask
from playwright.sync_api import Locator, Page, ViewportSize, expect

from app.extensions import db
from tests import make
from tests.analysis import made
from tests.app.test_themes import AGE, OPINION, answers
from tests.browser.look import come_in, look, strangers

PHONE: ViewportSize = {"width": 360, "height": 740}
NEARLY = 15_000  # themes are described anew while the page waits


@pytest.fixture
def themes(app: Flask, address: str, desk: Page) -> str:
    """Where the themes of a question are, once found."""
    with app.app_context():
        plan = make.plan()
        db.session.add(plan)
        db.session.flush()
        make.answered(db.session(), plan, *made.frame((AGE, OPINION), answers()))
        db.session.commit()
    come_in(desk, app, address, "planner")
    desk.goto(f"{address}/desk/plans/1/questionnaires/1/themes")
    desk.get_by_role("button", name="テーマを探す").click()
    expect(desk.get_by_text("50件の声から2個のテーマ")).to_be_visible(timeout=NEARLY)
    return desk.url


def press(page: Page, control: Locator, key: str = "Enter") -> None:
    """Use a control as somebody without a mouse does."""
    page.wait_for_load_state()  # a page that is still coming may take the focus away again
    control.press(key)


def theme_list(page: Page) -> Locator:
    return page.get_by_role("navigation", name="テーマの一覧")


def size(page: Page, name: str) -> Locator:
    return theme_list(page).locator("li", has_text=name).locator(".name > .number")


def rename(desk: Page) -> None:
    press(desk, theme_list(desk).get_by_role("link").nth(1))
    expect(desk.get_by_role("heading", name="よく出る語")).to_be_visible()
    press(desk, desk.locator("summary", has_text="名前を変える"))
    name = desk.get_by_label("新しい名前")
    name.fill("通学のバス")
    press(desk, name)
    expect(desk.get_by_role("heading", level=1)).to_have_text("通学のバス", timeout=NEARLY)
    expect(desk.get_by_text("名前を「通学のバス」に変えました").first).to_be_visible()
    look(desk)


def merge(desk: Page) -> None:
    for box in theme_list(desk).get_by_role("checkbox").all():
        press(desk, box, "Space")
    expect(theme_list(desk).get_by_text("2件を選んでいます")).to_be_visible()
    press(desk, desk.get_by_role("button", name="選んだテーマをまとめる"))
    expect(desk.get_by_role("heading", level=1)).to_have_text("テーマをまとめる")
    shown = desk.locator("[data-previewed]")
    expect(shown).to_contain_text("25件 → 49件")
    look(desk)
    desk.get_by_label("まとめたテーマの名前").fill("バスと公園")
    expect(shown.get_by_role("heading")).to_contain_text("バスと公園", timeout=NEARLY)
    press(desk, desk.get_by_role("button", name="このとおりに決める"))
    expect(desk.get_by_role("heading", level=1)).to_have_text("バスと公園", timeout=NEARLY)
    expect(size(desk, "バスと公園")).to_contain_text("49")


def part(desk: Page) -> None:
    press(desk, desk.get_by_role("link", name="分ける", exact=True))
    expect(desk.get_by_role("heading", level=1)).to_have_text("テーマを小さなテーマで分ける")
    press(desk, desk.get_by_role("checkbox", name="公園"), "Space")
    expect(desk.locator("[data-previewed]")).to_contain_text("新しいテーマ", timeout=NEARLY)
    look(desk)
    press(desk, desk.get_by_role("button", name="このとおりに決める"))
    expect(desk.get_by_text("から1個のテーマを分けました").first).to_be_visible(timeout=NEARLY)
    expect(size(desk, "バスと公園")).to_contain_text("25")


def move(desk: Page) -> None:
    for box in desk.get_by_role("checkbox", name="この声を選ぶ").all()[:2]:
        press(desk, box, "Space")
    form = desk.get_by_role("form", name="選んだ声を移す")
    expect(form).to_contain_text("2件を選んでいます")
    look(desk)
    form.get_by_label("移す先").select_option(label="バスと公園（25）")
    press(desk, form.get_by_role("button", name="移す", exact=True))
    told = desk.get_by_text("声2件を「バスと公園」に移しました").first
    expect(told).to_be_visible(timeout=NEARLY)
    expect(size(desk, "バスと公園")).to_contain_text("27")


def test_themes_are_named_merged_parted_and_moved_by_keyboard_and_all_is_undone(
    themes: str, desk: Page
) -> None:
    met = strangers(desk)
    look(desk)
    for decide in (rename, merge, part, move):
        decide(desk)
    for left in ("から1個のテーマを分けました", "にまとめました", "に変えました", "探しました"):
        press(desk, desk.get_by_role("button", name="取り消す"))
        expect(desk.get_by_label("操作の履歴").locator("p").first).to_contain_text(left)
    expect(theme_list(desk)).not_to_contain_text("通学のバス")
    expect(desk.get_by_role("button", name="取り消す")).to_have_count(0)
    press(desk, desk.get_by_role("button", name="やり直す"))
    expect(theme_list(desk)).to_contain_text("通学のバス")
    assert not met


def test_a_theme_is_parted_by_a_word_on_a_phone(themes: str, desk: Page) -> None:
    desk.set_viewport_size(PHONE)
    desk.goto(f"{themes}&theme=1")
    expect(desk.get_by_role("heading", name="よく出る語")).to_be_visible()
    look(desk)
    desk.get_by_role("link", name="分ける", exact=True).click()
    expect(desk.get_by_role("button", name="このとおりに決める")).to_be_visible()
    if desk.get_by_role("link", name="語で分ける").count():
        desk.get_by_role("link", name="語で分ける").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("テーマを語で分ける")
    desk.get_by_label("この語を含む声を分ける").fill("通学")
    expect(desk.locator("[data-previewed]")).to_contain_text("6件", timeout=NEARLY)
    look(desk)
    desk.get_by_role("button", name="このとおりに決める").click()
    expect(desk.get_by_text("から1個のテーマを分けました").first).to_be_visible(timeout=NEARLY)
    look(desk)
    desk.get_by_role("button", name="取り消す").click()
    expect(desk.get_by_text("取り消しました")).to_be_visible()


def test_a_sheet_of_assignments_comes_back_as_it_went(themes: str, desk: Page) -> None:
    desk.get_by_role("link", name="割り当てをExcelで").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("割り当てをExcelで")
    look(desk)
    with desk.expect_download() as taken:
        desk.get_by_role("button", name="Excelで保存").click()
    desk.get_by_label("割り当ての表").set_input_files(taken.value.path())
    desk.get_by_role("button", name="何が動くかを見る").click()
    expect(desk.get_by_text("動く声はありません")).to_be_visible()
    look(desk)
