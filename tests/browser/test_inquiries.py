"""庁内照会 from the planner's desk to a section's phone, to its head, and back into the issue."""

from flask import Flask
from playwright.sync_api import Page, expect

from app.access import COOKIE
from app.extensions import db
from surveys import issues, sections, staff
from surveys.issues import PolicyIssue
from tests import make
from tests.browser.look import look
from tests.conftest import token_for

TITLE = "車を運転しない人が、通院や買い物に出かけられる"
HERE = "/desk/plans/1/inquiries"


def prepared(app: Flask) -> dict[str, str]:
    """A plan with an issue nobody answers for yet, and three people: {name: their token}."""
    with app.app_context():
        plan = make.plan()
        db.session.add(plan)
        db.session.flush()
        issue = PolicyIssue(plan_id=plan.id, topic="移動", desired_state=TITLE, parts={})
        issue.created_at, issue.present_state = make.NOON, "バスは1日4便です。"
        issues.add(db.session(), issue)
        db.session.commit()
    people = {"okada": "planner", "tanaka": "section", "yamada": "section"}
    tokens = {name: token_for(app, role, name=name) for name, role in people.items()}
    with app.app_context():
        for name, head in (("tanaka", False), ("yamada", True)):
            member = staff.by_name(db.session(), name)
            assert member is not None
            (given,) = staff.roles_of(db.session(), member)
            sections.seat(given, "地域交通課", head=head)
        db.session.commit()
    return tokens


def come_in(page: Page, address: str, token: str) -> None:
    page.context.add_cookies([{"name": COOKIE, "value": token, "url": address}])


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(words)
    look(page)


def ask(page: Page, address: str) -> None:
    """Begin an inquiry, naming the section on the spot."""
    page.goto(f"{address}{HERE}")
    heading(page, "庁内照会")
    page.get_by_role("link", name="照会を始める").click()
    heading(page, "照会を始める")
    page.get_by_label("締切の日").fill("2099-12-25")
    page.get_by_label("主管課").fill("地域交通課")
    page.get_by_role("button", name="照会票を出す").click()
    heading(page, "論点に係る照会（第1回）")


def fill_in(page: Page, address: str) -> None:
    """Write by keyboard, hand in too early, and let the rest be unchanged."""
    page.goto(f"{address}{HERE}")
    page.get_by_role("link", name="地域交通課の照会票").click()
    heading(page, "地域交通課の照会票")
    page.get_by_label("現状").focus()
    page.keyboard.type("令和8年度は1日3便です。")
    page.get_by_role("button", name="提出して課長の確認に回す").press("Enter")
    expect(page.get_by_text("まだ書かれていない欄が4つあります")).to_be_visible()
    look(page)
    page.get_by_role("button", name="空欄を「変更なし」「該当なし」にして提出する").click()
    expect(page.get_by_role("status")).to_have_text("課長の確認に回しました")


def confirm(page: Page, address: str) -> None:
    page.goto(f"{address}{HERE}")
    expect(page.get_by_text("あなたの確認を待っています")).to_be_visible()
    page.get_by_role("link", name="地域交通課の照会票").click()
    heading(page, "地域交通課の照会票")
    page.get_by_role("button", name="確認して提出する").click()
    expect(page.get_by_role("status")).to_contain_text("企画担当に提出しました")


def test_a_section_is_asked_answers_and_is_read(
    app: Flask, address: str, phone: Page, desk: Page
) -> None:
    tokens = prepared(app)
    come_in(desk, address, tokens["okada"])
    ask(desk, address)
    come_in(phone, address, tokens["tanaka"])
    fill_in(phone, address)
    come_in(phone, address, tokens["yamada"])
    confirm(phone, address)

    desk.reload()
    expect(desk.get_by_role("row", name="地域交通課")).to_contain_text("提出済み")
    desk.get_by_role("link", name=TITLE).click()
    heading(desk, TITLE)
    desk.get_by_role("link", name="今の文と置き換える").click()
    heading(desk, "回答を取り込む")
    desk.get_by_role("button", name="この文にする").click()
    expect(desk.get_by_text("論点にあります")).to_be_visible()
    come_in(phone, address, tokens["okada"])
    for path in (f"{HERE}/1", f"{HERE}/1/issues/1", f"{HERE}/new"):
        phone.goto(f"{address}{path}")
        expect(phone.get_by_role("heading", level=1)).to_be_visible()
        look(phone)
