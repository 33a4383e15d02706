"""庁内照会 at the desk: sheets go out, are filled in and confirmed, and come into the issues."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.clock import now, today
from app.extensions import db
from surveys import inquiries, issue_comments, issue_steps
from surveys.inquiries import InquirySheet
from surveys.inquiry_answers import mark
from surveys.issues import PolicyIssue
from surveys.plans import Plan
from tests import make
from tests.app import hall
from tests.app.hall import (
    GREEN,
    HERE,
    LATER,
    WALK,
    answers,
    asked,
    last,
    seated,
    started,
    state,
    typed,
)
from tests.conftest import SignIn
from tests.visit import one, submit, visit


@pytest.fixture
def town(app: Flask) -> Flask:
    return hall.found(app)


@pytest.fixture
def planner(town: Flask, sign_in: SignIn) -> FlaskClient:
    return sign_in("planner", name="kikaku")


def test_an_inquiry_is_begun_with_a_section_for_every_issue(
    town: Flask, planner: FlaskClient
) -> None:
    assert "照会はまだありません" in visit(planner, HERE).get_text()
    page = visit(planner, f"{HERE}/new")
    first = page.select(".asked > li")[0].get_text()
    assert GREEN in first  # whose section is missing comes first, with what to mind
    assert "手段の言い方" in first
    assert "誰にとっての姿か" in first
    assert "下記のとおり御回答くださるよう" in one(page, "#note").get_text()
    assert len(page.select("input[name=issue][checked]")) == 3

    page = submit(planner, f"{HERE}/new", asked(issue=[1, 3], note="私の依頼文"), 422)
    assert "主管課が決まっていない論点が1件" in page.get_text()
    assert one(page, "#note").get_text(strip=True) == "私の依頼文"
    assert len(page.select("input[name=issue][checked]")) == 2
    page = submit(planner, f"{HERE}/new", asked(due_day="2020-01-01"), 422)
    assert "今より後の日時" in one(page, "#due_day-error").get_text()
    page = submit(planner, f"{HERE}/new", asked(issue=[]), 422)
    assert "1つ以上選んでください" in page.get_text()

    said = asked(issue=[1, 2, 3], **{"section-3": "公園緑地課、福祉課"})
    page = submit(planner, f"{HERE}/new", said)
    assert "3課に照会票を出しました" in page.get_text()
    assert last(town) == "inquiry.start"
    with town.app_context():
        green = db.session.get_one(PolicyIssue, 3)
        assert (green.section, green.related_sections) == ("公園緑地課", "福祉課")
        (step,) = issue_steps.history(db.session(), green)
        assert step.kind == "written"


def test_a_section_opens_its_own_sheet_alone(
    town: Flask, planner: FlaskClient, sign_in: SignIn
) -> None:
    started(planner)
    clerk = seated(town, sign_in, "tanaka", "地域交通課")
    other = seated(town, sign_in, "ito", "福祉課")
    page = visit(clerk, HERE)
    (link,) = page.select(".card a")
    sheet = str(link["href"])
    assert other.get(sheet).status_code == 403
    assert "その課の職員と企画担当だけ" in other.get(sheet).text

    page = visit(clerk, sheet)
    assert "令和81年12月25日（金）午後5時15分" in page.get_text()
    assert [each.get_text() for each in page.select(".voices blockquote")] == [
        "バスが来ない",
        "病院が遠い",
    ]
    assert "公開前（庁内限り）" in page.select(".voices li")[1].get_text()
    assert "バスは1日4便です。" in one(page, ".beside").get_text()
    assert len(page.select("textarea")) == 6


def test_a_section_fills_its_sheet_in_and_hands_it_to_its_head(
    town: Flask, planner: FlaskClient, sign_in: SignIn
) -> None:
    started(planner)
    clerk, sheet = seated(town, sign_in, "tanaka", "地域交通課"), f"{HERE}/sheets/1"
    seated(town, sign_in, "yamada", "地域交通課", head=True)
    page = visit(clerk, sheet)
    page = submit(clerk, sheet, typed(page, gap="夜の便がない") | {"act": "save"})
    assert "下書きを保存しました" in page.get_text()
    page = submit(clerk, sheet, typed(page, measures="実証運行") | {"act": "send"}, 422)
    assert "まだ書かれていない欄が3つ" in page.get_text()
    assert state(town, 1) == "open"
    page = submit(clerk, sheet, typed(page) | {"act": "fill"})
    assert state(town, 1) == "waiting"
    assert "yamadaさんが確認すると" in page.get_text()
    assert answers(town) == {
        "gap": "夜の便がない",
        "measures": "実証運行",
        "present_state": "変更なし",
        "review": "該当なし",
        "direction": "該当なし",
    }
    refused = submit(clerk, f"{sheet}/confirm", {}, 422)
    assert "確認できるのは、この課の課長です" in refused.get_text()
    late = {"1-gap": "遅れて書いた", "seen-1-gap": "x", "act": "save"}
    page = submit(clerk, sheet, late, 422)
    assert "すでに課長の確認に回っている" in page.get_text()
    assert "遅れて書いた" in one(page, "textarea[name='1-gap']").get_text()


def test_the_head_of_a_section_sends_back_or_confirms(
    town: Flask, planner: FlaskClient, sign_in: SignIn
) -> None:
    started(planner)
    clerk, sheet = seated(town, sign_in, "tanaka", "地域交通課"), f"{HERE}/sheets/1"
    head = seated(town, sign_in, "yamada", "地域交通課", head=True)
    submit(clerk, sheet, typed(visit(clerk, sheet)) | {"act": "fill"})
    assert "理由を入力" in submit(head, f"{sheet}/back", {"reason": ""}, 422).get_text()
    submit(head, f"{sheet}/back", {"reason": "年度を書く"})
    page = visit(clerk, sheet)
    assert "年度を書く" in page.get_text()
    submit(clerk, sheet, typed(page, gap="令和8年度は夜の便がない") | {"act": "send"})
    page = visit(head, sheet)
    assert "tanaka" in one(page, "#confirm-title").parent.get_text()  # type: ignore[union-attr] # a heading has a parent
    page = submit(head, f"{sheet}/confirm", {})
    assert "yamadaさんの確認" in page.get_text()
    assert (state(town, 1), last(town)) == ("submitted", "inquiry.confirm")


def test_two_of_a_section_write_at_once_and_lose_nothing(
    town: Flask, planner: FlaskClient, sign_in: SignIn
) -> None:
    started(planner)
    clerk, sheet = seated(town, sign_in, "tanaka", "地域交通課"), f"{HERE}/sheets/1"
    mine = yours = visit(clerk, sheet)
    submit(clerk, sheet, typed(yours, gap="先の課題"))
    said = typed(mine, gap="後の課題", measures="実証運行")
    page = submit(clerk, sheet, said, 409)
    assert "同じ課のほかの人が、1つの欄を先に書いていました" in page.get_text()
    assert "先の課題" in one(page, ".theirs").get_text()
    assert one(page, "textarea[name='1-gap']").get_text().strip() == "後の課題"
    assert answers(town) == {"gap": "先の課題", "measures": "実証運行"}
    submit(clerk, sheet, typed(page, gap="二人の課題"))
    assert answers(town)["gap"] == "二人の課題"
    page = submit(clerk, sheet, typed(page, gap="長" * 1801), 422)
    assert "1800文字以内" in page.get_text()
    assert "長長長" in one(page, "textarea[name='1-gap']").get_text()


def test_planners_see_who_is_late_remind_and_give_more_time(
    town: Flask, planner: FlaskClient, sign_in: SignIn
) -> None:
    started(planner)
    with town.app_context():
        for sheet in db.session.scalars(db.select(InquirySheet)):
            sheet.due_at = make.NOON
        db.session.commit()
    page = visit(planner, f"{HERE}/1")
    assert "期限を過ぎて提出していない課: 2" in page.get_text()
    reminder = one(page, "#reminder").get_text()
    assert "地域交通課、福祉課" in reminder
    assert "・地域交通課（期限 令和8年7月1日（水）午後0時）" in reminder
    assert "遅れ 2課" in visit(planner, HERE).get_text()

    refused = submit(planner, f"{HERE}/sheets/2/deadline", LATER, 422)
    assert "理由を入力" in refused.get_text()
    submit(planner, f"{HERE}/sheets/2/deadline", LATER | {"reason": "議会の対応のため"})
    page = visit(planner, f"{HERE}/1")
    assert "期限を過ぎて提出していない課: 1" in page.get_text()
    assert "議会の対応のため" in one(page, ".progress-table").get_text()
    rows = [row.select("th")[0].get_text() for row in page.select("tbody tr")]
    assert rows == ["地域交通課", "福祉課"]  # the late one first


def test_planners_write_down_what_a_head_confirmed_on_paper(
    town: Flask, planner: FlaskClient, sign_in: SignIn
) -> None:
    started(planner)
    with town.app_context():
        db.session.get_one(InquirySheet, 1).due_at = make.NOON
        db.session.commit()
    page = visit(planner, f"{HERE}/sheets/1")
    submit(planner, f"{HERE}/sheets/1", typed(page) | {"act": "fill"})
    assert "氏名を入力" in submit(planner, f"{HERE}/sheets/1/confirm", {}, 422).get_text()
    submit(planner, f"{HERE}/sheets/1/confirm", {"name": "課長 山田"})
    text = visit(planner, f"{HERE}/1").get_text()
    assert "期限後の提出" in text
    assert "課長 山田" in text
    submit(planner, f"{HERE}/sheets/1/reopen", {"reason": "数字の確認"})
    assert state(town, 1) == "returned"
    page = submit(planner, f"{HERE}/sheets/1/release", {"reason": "所管が違うため"})
    assert "この課への照会は取りやめました" in page.get_text()
    assert not page.select("textarea")
    page = visit(planner, f"{HERE}/1")
    assert "提出済み 0／1課" in " ".join(one(page, ".lead").get_text().split())
    assert "期限を過ぎて" not in page.get_text()

    viewer = sign_in("viewer", name="etsuran")
    page = visit(viewer, f"{HERE}/1")
    assert not page.select("tbody a")
    assert "督促文" not in page.get_text()


def test_a_section_named_later_is_asked_too(town: Flask, planner: FlaskClient) -> None:
    started(planner)
    with town.app_context():
        db.session.get_one(PolicyIssue, 2).related_sections = "土木課"
        db.session.commit()
    page = visit(planner, f"{HERE}/1")
    assert "この照会を取りやめる" in page.get_text()
    assert f"土木課: {WALK}" in page.get_text()
    page = submit(planner, f"{HERE}/1/more", {})
    assert "照会票に加えました: 土木課" in page.get_text()
    assert "主管課・関係課が変わっています" not in page.get_text()
    submit(planner, f"{HERE}/sheets/1", {"1-gap": "書いた", "seen-1-gap": mark("")})
    assert "取りやめられません" in submit(planner, f"{HERE}/1/call-off", {}, 422).get_text()
    started(planner)
    page = submit(planner, f"{HERE}/2/call-off", {})
    assert "照会を取りやめました" in page.get_text()
    assert len(page.select("h2")) == 1


def answered(planner: FlaskClient) -> str:
    """One sheet is handed in; the address of the answers about its issue."""
    started(planner)
    path, issue = f"{HERE}/sheets/1", f"{HERE}/1/issues/1"
    said = {"present_state": "令和8年度は1日3便です。", "review": "減便が続いた"}
    page = visit(planner, path)
    submit(planner, path, typed(page, **said) | {"act": "fill"})
    assert "地域交通課、福祉課" in one(visit(planner, issue), ".callout").get_text()
    submit(planner, f"{path}/confirm", {"name": "課長 山田"})
    return issue


def test_a_confirmed_answer_goes_into_the_issue_and_can_be_taken_back(
    town: Flask, planner: FlaskClient
) -> None:
    assert planner.get(f"{HERE}/issues/1").headers["Location"] == HERE
    issue = answered(planner)
    (link,) = visit(planner, f"{hall.DESK}/issues/1").select(f"a[href='{HERE}/issues/1']")
    assert planner.get(str(link["href"])).headers["Location"] == issue
    page = visit(planner, issue)
    (way,) = [
        str(link["href"])
        for link in page.select("#present_state + .beside + ul a")
        if "置き換える" in link.get_text()
    ]
    page = visit(planner, way)
    assert [each.get_text() for each in page.select("ins, del")] == ["バス", "令和8年度", "4", "3"]
    form = {str(box["name"]): str(box["value"]) for box in page.select("form.row [type=hidden]")}
    page = submit(planner, f"{issue}/take", form | {"revision": "99"}, 409)
    assert "ほかの人がこの論点を先に保存しました" in page.get_text()
    submit(planner, f"{issue}/take", form)
    with town.app_context():
        kept = db.session.get_one(PolicyIssue, 1)
        assert kept.present_state == "令和8年度は1日3便です。"
        step = issue_steps.history(db.session(), kept)[0]
        assert (step.kind, step.about["blank"]) == ("answered", "present_state")
        undoing = issue_steps.IssueStep(plan_id=1, kind="undone", about={}, made_at=now())
        issue_steps.undo(db.session(), step, undoing)
        assert kept.present_state == "バスは1日4便です。"
        db.session.commit()


def test_looking_back_is_kept_beside_the_issue(
    town: Flask, planner: FlaskClient, sign_in: SignIn
) -> None:
    issue = answered(planner)
    page = visit(planner, issue)
    noted = one(page, "#review + ul form input[name=answer]")
    page = submit(planner, f"{issue}/note", {"answer": str(noted["value"])})
    assert "意見として残しました" in one(page, "#review + ul").get_text()
    with town.app_context():
        (comment,) = issue_comments.of_issue(db.session(), db.session.get_one(PolicyIssue, 1))
        assert comment.words == "【地域交通課・これまでの振り返り】\n減便が続いた"
    viewer = sign_in("viewer", name="etsuran")
    assert not visit(viewer, issue).select("main form, main .button")
    assert planner.post(f"{issue}/take", data={"answer": "99"}).status_code == 404
    assert last(town) == "inquiry.note"


def test_who_has_no_section_chooses_one(town: Flask, planner: FlaskClient, sign_in: SignIn) -> None:
    started(planner)
    anyone = sign_in("section", name="saito")
    assert len(visit(anyone, HERE).select(".card a")) == 2
    with town.app_context():
        plan = db.session.get_one(Plan, 1)
        (inquiry,) = inquiries.of_plan(db.session(), plan)
        due = inquiries.sheets_of(db.session(), inquiry)[0].due_at
        assert due.date() > today()
