"""An organiser publishes, hands out, watches and opens, at a desk and on a phone."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from app.clock import today
from app.extensions import db
from app.keyring import keys_of
from surveys import passphrases
from surveys.questionnaires import Questionnaire
from tests.app import fielded
from tests.app.fielded import PASSPHRASE
from tests.browser.look import come_in, look, strangers

PAGES = (
    "",
    "/returns",
    "/codes",
    "/codes/lost",
    "/letter",
    "/poster",
    "/deadline",
    "/opening",
    "/key",
)


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(words)
    look(page)


def day(later: int) -> str:
    return (today() + timedelta(days=later)).isoformat()


def make_key(desk: Page) -> str:
    """Make the key with the passphrase that the page suggests."""
    heading(desk, "開封の鍵")
    suggestion = desk.locator(".password").inner_text()
    desk.get_by_label("開封の合い言葉").fill(suggestion)
    desk.get_by_label("もう一度").fill(suggestion)
    desk.get_by_role("button", name="開封の鍵を作る").click()
    return suggestion


def test_a_questionnaire_is_prepared_and_published_step_by_step(
    app: Flask, address: str, desk: Page
) -> None:
    here, met = fielded.draft(app), strangers(desk)
    come_in(desk, app, address, "planner", "keeper")
    desk.goto(f"{address}{here.desk}/publishing")
    heading(desk, "公開の準備")
    desk.get_by_label("受付の最初の日").fill(day(0))
    desk.get_by_label("受付の最後の日").fill(day(14))
    desk.get_by_role("button", name="期間を決める").click()
    desk.get_by_role("radio", name="回答コードを持つ人").check()
    desk.get_by_role("button", name="入口を決める").click()
    desk.get_by_role("link", name="開封の鍵を作る", exact=True).click()

    suggestion = make_key(desk)
    heading(desk, "復旧用の鍵")
    expect(desk.get_by_role("list", name="復旧用の鍵").get_by_role("listitem")).to_have_count(8)
    desk.get_by_role("link", name="印刷した。次へ進む").click()

    heading(desk, "公開の準備")
    desk.get_by_role("button", name="公開する").click()
    heading(desk, "くらしの調査")
    expect(desk.get_by_role("link", name="回答コードを発行する")).to_be_visible()
    assert met == []
    with app.app_context():
        kept = keys_of(db.session.get_one(Questionnaire, here.questionnaire))
        assert kept.unwrap(passphrases.read(suggestion.replace(" ", "")))


@pytest.mark.parametrize("path", PAGES)
def test_every_page_of_the_field_is_open_to_all(
    app: Flask, address: str, phone: Page, path: str
) -> None:
    here = fielded.published(app, arrived=21)
    come_in(phone, app, address, "planner", "keeper")
    phone.goto(f"{address}{here.desk}{path}")
    look(phone)


def test_a_double_press_saves_one_file(
    app: Flask, address: str, desk: Page, tmp_path: Path
) -> None:
    here = fielded.published(app)
    come_in(desk, app, address, "planner")
    desk.goto(f"{address}{here.desk}/codes")
    desk.get_by_label("件数", exact=True).fill("30")
    desk.get_by_role("radio", name="CSV（UTF-8）").check()
    with desk.expect_download() as coming:
        desk.get_by_role("button", name="発行して、ファイルを保存する").dblclick()
    coming.value.save_as(tmp_path / "codes.csv")

    assert len((tmp_path / "codes.csv").read_text("utf-8-sig").splitlines()) == 31
    desk.reload()
    expect(desk.locator(".page-head .lead")).to_have_text("発行済み 30件")


def test_a_poster_is_one_sheet_of_paper(app: Flask, address: str, desk: Page) -> None:
    here = fielded.published(app, fielded.OPEN_LINK)
    come_in(desk, app, address, "planner")
    desk.goto(f"{address}{here.desk}/poster")
    expect(desk.get_by_role("img", name="回答のページを開くQRコード")).to_be_visible()
    printed = desk.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1


def test_a_keeper_opens_and_reads_on_without_script(app: Flask, address: str, desk: Page) -> None:
    desk.route("**/*.js", lambda route: route.abort())
    here = fielded.published(app, fielded.STAFF, arrived=22, days=0)
    come_in(desk, app, address, "keeper")
    desk.goto(f"{address}{here.desk}/opening")
    desk.get_by_label("開封の合い言葉").fill("ちがう合い言葉です")
    desk.get_by_role("button", name="最後の開封をする").click()
    expect(desk.get_by_label("開封の合い言葉")).to_have_accessible_description(
        re.compile("開封の合い言葉が違います")
    )
    look(desk)
    desk.get_by_label("開封の合い言葉").fill(PASSPHRASE)
    desk.get_by_role("button", name="最後の開封をする").click()
    heading(desk, "開封の結果")
    expect(desk.get_by_role("status")).to_have_text("22票を開封しました")

    desk.get_by_role("link", name="自由記述を確認する（22件）").click()
    heading(desk, "自由記述の確認")
    desk.get_by_role("textbox", name="声1", exact=True).fill("伏せた声")
    desk.get_by_role("checkbox", name="声1を選ぶ", exact=True).check()
    desk.get_by_role("button", name="選んだ声を公開してよい").click()
    expect(desk.get_by_role("status")).to_have_text("1件を公開できる声にしました")
    expect(desk.locator(".page-head .lead")).to_contain_text("21件")
