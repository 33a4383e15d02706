"""A keeper tries the passphrase, prints a new recovery key and declares what is gone."""

import re

from flask import Flask
from playwright.sync_api import Page, expect

from tests.app import fielded
from tests.app.fielded import PASSPHRASE
from tests.browser.look import come_in, look

WIDTHS = ((1280, 900), (360, 800))


def seen(page: Page, words: str) -> None:
    """The page is there, and open to all on a screen and on a phone."""
    expect(page.get_by_role("heading", level=1)).to_have_text(words)
    for width, height in WIDTHS:
        page.set_viewport_size({"width": width, "height": height})
        look(page)


def test_a_keeper_guards_the_key_and_files_what_is_gone(
    app: Flask, address: str, desk: Page
) -> None:
    draft, here = fielded.draft(app, fielded.STAFF), fielded.published(app, arrived=3)
    come_in(desk, app, address, "planner", "keeper")
    desk.goto(f"{address}{draft.desk}/departments")
    desk.get_by_label("部署と人数").fill("総務部, 総務課, 9\n総務部, 秘書課, 4")
    desk.get_by_role("button", name="部署をまとめて決める").click()
    expect(desk.get_by_role("rowheader", name="総務部（総務課・秘書課）")).to_be_visible()
    seen(desk, "部署と人数")

    desk.goto(f"{address}{here.desk}/key/rehearsal")
    seen(desk, "合い言葉を確かめる")
    desk.get_by_label("開封の合い言葉").fill(PASSPHRASE)
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("status")).to_contain_text("何も開封していません")

    desk.goto(f"{address}{here.desk}/key")
    desk.get_by_text("復旧用の鍵の紙をなくした").click()
    desk.get_by_label("今使える合い言葉", exact=False).last.fill(PASSPHRASE)
    desk.get_by_role("button", name="復旧用の鍵を作り直す").click()
    seen(desk, "復旧用の鍵")
    printed = desk.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1

    desk.goto(f"{address}{here.desk}/handling")
    seen(desk, "取扱いと廃棄")
    desk.get_by_text("廃棄したことを記録する").first.click()
    desk.get_by_role("radio", name="裁断した").first.check()
    desk.get_by_role("button", name="すべて廃棄したことを記録する").first.click()
    expect(desk.get_by_role("status")).to_have_text("廃棄したことを記録しました")
