"""A planner brings a file with a wide screen and with a phone: nothing hidden, nothing lost."""

import re
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from app.extensions import db
from tests import make
from tests.browser.look import come_in, look

HEAD = "性別,住みごこち,交通,利用_図書館,利用_公園,意見\n"
ROWS = "".join(
    f"{'男' if n % 2 else '女'},{n % 4 + 1},{n % 4 + 1},{n % 2},{int(n % 4 == 0)},"
    f"バスの本数を{n}本に増やしてほしい\n"
    for n in range(40)
)
NAMES = "1=満足\n2=やや満足\n3=やや不満\n4=不満"


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    file = tmp_path / "answers.csv"
    file.write_text(HEAD + ROWS, encoding="cp932")
    return file


@pytest.fixture
def plan(app: Flask) -> str:
    """The address of a plan, without the server's part."""
    with app.app_context():
        plan = make.plan()
        db.session.add(plan)
        db.session.commit()
        return f"/desk/plans/{plan.id}"


def test_a_planner_brings_a_file_and_names_its_codes(
    app: Flask, address: str, desk: Page, plan: str, answers: Path
) -> None:
    come_in(desk, app, address, "planner")
    _bring(desk, f"{address}{plan}", answers)

    desk.get_by_role("button", name="要確認").click()
    desk.get_by_text("住みごこち", exact=True).click()
    look(desk)
    row = desk.get_by_role("listitem").filter(has_text="住みごこち")
    row.get_by_label("選択肢と順番").fill(NAMES)
    row.get_by_label("使い方").select_option("段階評価")
    row.get_by_label("ほかの1列にも同じ名前と順番を付ける").check()
    desk.get_by_role("button", name="保存して確認へ進む").click()

    expect(desk.get_by_role("heading", level=1)).to_have_text("取り込む前の確認")
    look(desk)
    desk.get_by_role("button", name="取り込む", exact=True).click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("市民意識調査")
    expect(desk.get_by_role("row", name="交通")).to_contain_text("やや満足")
    look(desk)


def test_the_way_in_fits_a_phone(
    app: Flask, address: str, phone: Page, plan: str, answers: Path
) -> None:
    come_in(phone, app, address, "planner")
    phone.goto(f"{address}{plan}/questionnaires")
    look(phone)
    phone.get_by_role("link", name="回答のファイルを取り込む").click()
    phone.get_by_role("button", name="ファイルを読む").click()
    expect(phone.get_by_role("alert")).to_contain_text("回答者の選び方を選んでください")
    look(phone)

    _bring(phone, f"{address}{plan}", answers)
    look(phone)
    for summary in phone.locator(".columns summary").all():
        summary.click()
    look(phone)


def _bring(page: Page, plan: str, answers: Path) -> None:
    page.goto(f"{plan}/files")
    page.get_by_label("回答のファイル").set_input_files(answers)
    page.get_by_label("調査の名前").fill("市民意識調査")
    page.get_by_label("調査した年").fill("2026")
    page.get_by_label("市民", exact=True).check()
    page.get_by_role("radio", name=re.compile("^無作為抽出")).check()
    page.get_by_role("button", name="ファイルを読む").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("列の確認")
