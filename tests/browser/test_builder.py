"""画面でつくる: a new user builds a survey of ten questions with one branch; two build at once."""

import re

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from app.access import COOKIE
from app.extensions import db
from surveys import questionnaires
from surveys.documents import Document
from surveys.questionnaires import Questionnaire
from tests import make
from tests.browser.look import come_in, look
from tests.conftest import token_for

# Kind, words, and what is listed: what a planner has on a slip of paper.
ASKED = (
    (
        "単一回答",
        "これからも市に住み続けたいですか",
        ("住み続けたい", "市外に移りたい", "わからない"),
    ),
    ("自由記述", "移りたい理由をお聞かせください", ()),
    ("複数回答", "ふだん困っていること", ("買い物", "通院", "雪かき", "特にない")),
    ("段階評価", "市の住みごこち", ("よい", "ふつう", "わるい", "わからない")),
    ("順位付け", "力を入れてほしいこと", ("医療", "交通", "子育て")),
    ("配分", "予算を分けるなら", ("道路", "学校", "公園")),
    ("数値", "通勤にかかる時間", ()),
    ("日付", "転入した日", ()),
    ("短文", "よく行く店", ()),
    ("説明文", "ご協力ありがとうございました", ()),
)


@pytest.fixture
def plan(app: Flask) -> str:
    with app.app_context():
        plan = make.plan()
        db.session.add(plan)
        db.session.commit()
        return f"/desk/plans/{plan.id}"


def built(app: Flask) -> Document:
    with app.app_context():
        return questionnaires.current(db.session(), db.session.get_one(Questionnaire, 1))


def kept(page: Page) -> None:
    expect(page.locator("[data-state]")).to_contain_text("保存しました")


def ask(page: Page, kind: str, words: str, listed: tuple[str, ...]) -> None:
    """Choose a kind, write the question, and its choices by the keyboard alone."""
    page.get_by_role("button", name=re.compile(f"^{kind}")).click()
    box = page.get_by_label("設問文", exact=True).or_(page.get_by_label("説明の文章", exact=True))
    expect(box).to_have_value("")
    box.fill(words)
    if listed:
        page.get_by_role("button", name="選択肢を加える").press("Enter")
        expect(page.get_by_label("選択肢 1", exact=True)).to_be_focused()
        for label in listed[:-1]:
            page.keyboard.type(label)
            page.keyboard.press("Enter")
        page.keyboard.type(listed[-1])
    kept(page)


def test_a_new_user_builds_ten_questions_with_a_branch(
    app: Flask, address: str, desk: Page, phone: Page, plan: str
) -> None:
    come_in(desk, app, address, "planner")
    desk.goto(f"{address}{plan}/questionnaires")
    desk.get_by_role("link", name="調査票をつくる").click()
    look(desk)
    desk.get_by_label("調査名").fill("市民意識調査")
    desk.get_by_role("button", name="つくり始める").click()
    expect(desk.get_by_role("heading", name="最初の設問を加えましょう")).to_be_visible()
    look(desk)
    for place, (kind, words, listed) in enumerate(ASKED):
        if place:
            desk.get_by_role("button", name="この後に設問を加える").click()
            expect(desk.get_by_role("heading", name="どのようにたずねますか")).to_be_visible()
        ask(desk, kind, words, listed)
    inside = desk.frame_locator("iframe")
    expect(inside.get_by_text("ご協力ありがとうございました")).to_be_visible()
    expect(desk.locator("[data-outline] li[data-code]")).to_have_count(10)
    look(desk)

    away(desk)
    branch(desk)
    document = built(app)
    assert [question.label for question in document.questions] == [words for _, words, _ in ASKED]
    assert [c.label for c in document.question("q3").choices] == list(ASKED[2][2])
    rearrange(app, desk)
    try_out(desk)
    another(phone, app, address)
    fits(phone, desk.url.partition("?")[0])


def branch(desk: Page) -> None:
    """Say by picking who is asked: those who want to leave."""
    desk.locator("li[data-code=q2] a").click()
    expect(desk.get_by_label("設問文", exact=True)).to_have_value(ASKED[1][1])
    desk.get_by_role("button", name="条件を決める").click()
    desk.get_by_label("見る設問").select_option("q1")
    desk.get_by_role("button", name="この設問の答えを選ぶ").click()
    desk.get_by_label("市外に移りたい").check()
    desk.get_by_role("button", name="条件を保存する").last.click()
    expect(desk.get_by_text("条件を保存しました")).to_be_visible()
    desk.get_by_role("link", name="編集に戻る").click()
    told = desk.get_by_text("問1で「市外に移りたい」を選んだ人だけにたずねます")
    expect(told).to_be_visible()


def away(desk: Page) -> None:
    """What is written while the server is away stays, and is kept when it is back."""
    desk.context.set_offline(True)
    box = desk.get_by_label("説明の文章", exact=True)
    box.fill("ありがとうございました")
    expect(desk.locator("[data-state]")).to_contain_text("つながりません")
    desk.context.set_offline(False)
    kept(desk)
    with desk.expect_response("**/builder/question"):
        box.fill(ASKED[-1][1])
    kept(desk)


def drag(page: Page, code: str, onto: str) -> None:
    """Take a line by its handle, and let it go over the lower half of something."""
    handle = page.locator(f"li[data-code={code}] [data-grip]")
    there = page.locator(onto)
    there.evaluate("(line) => line.scrollIntoView({ block: 'center' })")  # not where lists scroll
    start, end = handle.bounding_box(), there.bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] * 0.8, steps=5)
    expect(page.locator(".drop-after, .drop-into")).to_have_count(1)
    page.mouse.up()


def rearrange(app: Flask, desk: Page) -> None:
    """Move a question by hand, by keys, and take that back; what needs another stays behind it."""
    drag(desk, "q4", "li[data-code=q5]")
    expect(desk.locator("li[data-code=q4] a")).to_be_focused()
    assert [question.code for question in built(app).questions][3:5] == ["q5", "q4"]
    drag(desk, "q1", "li[data-code=q2]")
    expect(desk.get_by_text("より後に置いてください")).to_be_visible()
    desk.get_by_role("button", name="セクションを加える").click()
    expect(desk.get_by_label("見出し")).to_have_value("")
    drag(desk, "q10", "[data-section=s2] .builder-add")
    expect(desk.locator("[data-section=s2] li[data-code=q10]")).to_be_visible()
    back = desk.get_by_role("button", name="取り消す")
    back.click()
    expect(desk.locator("[data-section=s2] li[data-code]")).to_have_count(0)
    back.click()
    expect(desk.locator("[data-section=s2]")).to_have_count(0)
    back.click()
    expect(desk.locator("li[data-code]").nth(3)).to_have_attribute("data-code", "q4")
    desk.locator("li[data-code=q9] a").focus()
    desk.keyboard.press("Alt+ArrowUp")
    expect(desk.locator("li[data-code=q9] a")).to_be_focused()
    assert [question.code for question in built(app).questions][7:9] == ["q9", "q8"]
    desk.get_by_role("button", name="取り消す").click()
    expect(desk.get_by_text("取り消しました:")).to_be_visible()
    assert [question.code for question in built(app).questions][7:9] == ["q8", "q9"]


def try_out(desk: Page) -> None:
    """Answer on the phone beside, and be led to the branch."""
    desk.locator("li[data-code=q1] a").click()
    expect(desk.get_by_label("設問文", exact=True)).to_have_value(ASKED[0][1])
    desk.get_by_label("補足の説明").fill("1つ選んでください。")
    desk.locator("li[data-code=q3] a").click()  # before it is kept by itself
    expect(desk.get_by_label("設問文", exact=True)).to_have_value(ASKED[2][1])
    desk.locator("li[data-code=q1] a").click()
    expect(desk.get_by_label("補足の説明")).to_have_value("1つ選んでください。")
    inside = desk.frame_locator("iframe")
    inside.get_by_label("市外に移りたい").check()
    inside.get_by_role("main").get_by_role("button", name="つぎへ").click()
    expect(inside.get_by_text("移りたい理由をお聞かせください")).to_be_visible()


def fits(phone: Page, builder: str) -> None:
    """Every page of the builder on a phone."""
    phone.goto(f"{builder}?question=q1")
    look(phone)
    phone.get_by_role("link", name="プレビュー").click()
    expect(phone.frame_locator("iframe").get_by_text("市外に移りたい")).to_be_visible()
    for view in ("?kinds=1", "?section=s1", "?around=1", "/copy", "/history"):
        phone.goto(f"{builder}{view}")
        look(phone)


def another(page: Page, app: Flask, address: str) -> None:
    """A second planner, at this browser."""
    token = token_for(app, "planner", name="kato")
    page.context.add_cookies([{"name": COOKIE, "value": token, "url": address}])


def test_two_planners_at_once_lose_nothing(
    app: Flask, address: str, desk: Page, phone: Page, plan: str
) -> None:
    come_in(desk, app, address, "planner")
    desk.goto(f"{address}{plan}/drafting")
    desk.get_by_label("調査名").fill("市民意識調査")
    desk.get_by_role("button", name="つくり始める").click()
    ask(desk, "自由記述", "はじめの言葉", ())
    another(phone, app, address)
    phone.goto(f"{address}{plan}/drafting/1/builder?question=q1")
    expect(phone.get_by_label("設問文", exact=True)).to_have_value("はじめの言葉")

    desk.get_by_label("設問文", exact=True).fill("机の言葉")
    kept(desk)
    expect(desk.locator("[data-outline]")).to_contain_text("机の言葉")
    phone.get_by_label("設問文", exact=True).fill("電話の言葉")
    phone.get_by_role("button", name="2つの内容を見比べる").click()
    expect(phone.get_by_role("cell", name="机の言葉")).to_be_visible()
    expect(phone.get_by_role("cell", name="電話の言葉")).to_be_visible()
    look(phone)
    phone.get_by_role("button", name="両方を見て書き直す").click()
    expect(phone.get_by_label("設問文", exact=True)).to_have_value("電話の言葉")
    phone.get_by_label("設問文", exact=True).fill("机と電話の言葉")
    kept(phone)
    assert built(app).question("q1").label == "机と電話の言葉"
