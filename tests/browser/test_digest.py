"""From a draft to a page anyone may read, at a desk and on a phone."""

import re
from collections.abc import Iterable

import pytest
from flask import Flask
from playwright.sync_api import Locator, Page, expect

from app.extensions import db
from surveys import issues
from surveys.issues import PolicyIssue
from tests import make
from tests.app import town
from tests.app.town import Town
from tests.browser.look import come_in, look, strangers

TITLE = "車がなくても、行きたい所へ行ける"


@pytest.fixture
def place(app: Flask) -> Town:
    return town.found(app)


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(words)
    look(page)


def both_widths(page: Page) -> None:
    """Hold the page just reached to the manners of a phone and of a desk."""
    wide = page.viewport_size or {"width": 1280, "height": 900}
    page.set_viewport_size({"width": 360, "height": 740})
    look(page)
    page.set_viewport_size(wide)
    look(page)


def press(button: Locator) -> None:
    """Press a button with the keyboard alone."""
    button.focus()
    button.press("Enter")


def publish(page: Page, address: str, place: Town) -> None:
    """Adopt the first draft with a voice, and publish it."""
    page.goto(f"{address}{place.desk}/drafts")
    heading(page, "論点案")
    page.get_by_role("link", name="採用する").first.click()
    heading(page, "論点案を採用する")
    page.get_by_role("button", name="採用する").click()
    heading(page, TITLE)

    page.get_by_role("button", name="この声を載せる").first.click()
    page.get_by_role("button", name="読んで承認する").click()
    expect(page.get_by_role("status")).to_have_text("声の公開を承認しました")
    page.get_by_role("link", name="編集する").click()
    heading(page, "論点の編集")
    page.get_by_label("取り組み").fill("乗合タクシーの試行")
    page.get_by_label("主管課").fill("地域交通課")
    page.get_by_label("区分", exact=True).select_option("中期投資")
    page.get_by_role("button", name="保存する").click()

    page.goto(f"{address}{place.desk}/editions/new")
    heading(page, "新しい版を公開する")
    page.get_by_role("button", name="公開する").click()
    heading(page, "版と公開")


def test_a_draft_becomes_a_public_page_at_a_desk(
    app: Flask, address: str, place: Town, desk: Page
) -> None:
    come_in(desk, app, address, "planner")
    met = strangers(desk)
    publish(desk, address, place)
    desk.get_by_role("link", name="公開ページを開く").click()
    heading(desk, "政策論点集")
    desk.get_by_role("link", name=TITLE).click()
    heading(desk, TITLE)
    expect(desk.get_by_text("乗合タクシーの試行")).to_be_visible()
    assert met == []


def test_the_same_on_a_phone(app: Flask, address: str, place: Town, phone: Page) -> None:
    come_in(phone, app, address, "planner")
    publish(phone, address, place)
    phone.goto(f"{address}/digests/{place.plan}/1/issues/1")
    heading(phone, TITLE)
    phone.goto(f"{address}{place.desk}/issues/1/evidence/")
    heading(phone, "新しい集計との違い")
    phone.goto(f"{address}{place.desk}/issues/1/part")
    heading(phone, "論点を分ける")


def listed(app: Flask, place: Town, titles: Iterable[str]) -> None:
    """Put issues into the plan's list."""
    with app.app_context():
        for title in titles:
            made = PolicyIssue(plan_id=place.plan, topic=title, desired_state=title, parts={})
            made.created_at = make.NOON
            issues.add(db.session(), made)
        db.session.commit()


def test_issues_are_written_and_moved_by_keyboard(
    app: Flask, address: str, place: Town, desk: Page
) -> None:
    come_in(desk, app, address, "planner")
    listed(app, place, ("乙が歩ける", "丙が歩ける"))
    desk.goto(f"{address}{place.desk}/issues/new")
    desk.get_by_label("ありたい姿").fill("公園の整備")
    press(desk.get_by_role("button", name=re.compile("この言い方を入れる.*安心して公園を使える")))
    expect(desk.get_by_label("ありたい姿")).to_have_value("安心して公園を使える")
    both_widths(desk)
    desk.get_by_label("ありたい姿").press("Enter")
    expect(desk.get_by_role("heading", level=1)).to_have_text("安心して公園を使える")
    desk.goto(f"{address}{place.desk}/issues")
    both_widths(desk)
    titles = desk.get_by_role("heading", level=2)
    press(desk.get_by_role("button", name=re.compile("上へ.*公園")))
    expect(titles).to_have_text(["乙が歩ける", "安心して公園を使える", "丙が歩ける"])
    desk.wait_for_load_state()  # the order is right before the page is: a key could be lost
    desk.get_by_label("乙が歩けるの順番").fill("3")
    desk.get_by_label("乙が歩けるの順番").press("Enter")
    expect(titles).to_have_text(["安心して公園を使える", "丙が歩ける", "乙が歩ける"])


def test_issues_are_merged_and_that_is_undone_by_keyboard(
    app: Flask, address: str, place: Town, desk: Page
) -> None:
    come_in(desk, app, address, "planner")
    listed(app, place, ("甲が歩ける", "乙が歩ける", "丙が歩ける"))
    desk.goto(f"{address}{place.desk}/issues")
    for title in ("丙", "甲"):
        desk.get_by_label(re.compile(f"まとめる相手に選ぶ.*{title}")).press("Space")
    expect(desk.get_by_text("2件を選んでいます")).to_be_visible()
    press(desk.get_by_role("button", name="選んだ論点をまとめる"))
    expect(desk.get_by_role("heading", name="まとめた後")).to_be_visible()
    both_widths(desk)
    press(desk.get_by_role("button", name="このとおりにまとめる"))
    expect(desk.get_by_role("status")).to_contain_text("論点をまとめました")
    both_widths(desk)
    desk.goto(f"{address}{place.desk}/issues/history")
    both_widths(desk)
    press(desk.get_by_role("button", name=re.compile("取り消す.*まとめた")))
    expect(desk.get_by_role("status")).to_contain_text("操作を取り消しました")
    desk.goto(f"{address}{place.desk}/issues")
    expect(desk.get_by_role("heading", level=2)).to_have_count(3)


def test_two_writers_are_shown_side_by_side(
    app: Flask, address: str, place: Town, desk: Page
) -> None:
    come_in(desk, app, address, "planner")
    desk.goto(f"{address}{place.desk}/issues/new")
    desk.get_by_label("ありたい姿").fill(TITLE)
    desk.get_by_role("button", name="論点に加える").click()
    desk.get_by_role("link", name="編集する").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("論点の編集")
    other = desk.context.new_page()
    other.goto(desk.url)
    for page, words in ((other, "先の課題"), (desk, "後の課題")):
        page.get_by_label("課題", exact=True).fill(words)
        page.get_by_role("button", name="保存する").click()
        expect(page.get_by_text("先の課題").first).to_be_visible()
    expect(desk.get_by_label("課題: 自分の書いた内容")).to_have_value("後の課題")
    both_widths(desk)
    desk.get_by_label("自分の書いた内容を残す").press("Space")
    press(desk.get_by_role("button", name="保存する"))
    expect(desk.get_by_role("status")).to_have_text("論点を保存しました")
    expect(desk.get_by_text("後の課題").first).to_be_visible()


def test_every_voice_behind_a_draft_is_read_on_a_phone(
    app: Flask, address: str, place: Town, phone: Page
) -> None:
    come_in(phone, app, address, "planner")
    phone.goto(f"{address}{place.desk}/drafts")
    phone.get_by_role("link", name="この論点の声を読む").first.click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("声: ")
    look(phone)


def test_a_plan_says_how_far_it_has_come(
    app: Flask, address: str, place: Town, phone: Page
) -> None:
    come_in(phone, app, address, "planner")
    phone.goto(f"{address}{place.desk}")
    expect(phone.get_by_role("heading", name="いまどこまで")).to_be_visible()
    expect(phone.get_by_role("link", name="まだ公開していません")).to_be_visible()
    look(phone)
