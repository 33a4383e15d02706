"""庁内照会: sheets go out, are filled in on a page or in Excel, and come into the issues."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from app.clock import now, today
from app.exports import inquiry_excel
from app.exports.inquiry_excel import Part, Row, SheetFile
from app.extensions import db
from surveys import inquiries, inquiry_files, issue_comments, issue_steps, issues, sections, staff
from surveys.audit import AuditEntry
from surveys.inquiries import BLANKS, Inquiry, InquirySheet
from surveys.inquiry_answers import InquiryAnswer, mark, tidy
from surveys.issues import Evidence, PolicyIssue
from surveys.plans import Plan
from surveys.voices import Voice
from tests import make
from tests.conftest import SignIn
from tests.visit import one, submit, visit

BUS, WALK, GREEN = "運転しない人が通院できる", "高齢者が歩いて買い物に行ける", "公園の整備"
DESK = "/desk/plans/1"
HERE = f"{DESK}/inquiries"
LATER = {"due_day": "2099-12-25", "due_time": "17:15"}


@pytest.fixture
def town(app: Flask) -> Flask:
    """A plan with three issues, of which nobody answers for the last."""
    with app.app_context():
        session = db.session()
        plan = make.plan()
        session.add(plan)
        session.flush()
        bus = _issue(plan, BUS, section="地域交通課", related_sections="福祉課")
        bus.present_state = "バスは1日4便です。"
        issues.add(session, bus)
        said = ((40, "40人が通院に困っています。"), (8, "8人は車がありません。"))
        found = [
            Evidence(
                kind="need",
                statement=words,
                strength=0.4,
                n=n,
                source={"questionnaire_id": 1, "question": "q1", "axis": None, "theme": None},
            )
            for n, words in said
        ]
        issues.set_evidence(session, bus, found)
        for words, approved in (("バスが来ない", now()), ("病院が遠い", None)):
            voice = Voice(plan_id=plan.id, question_code="q", words=words, attributes=["80代"])
            voice.workshop, voice.approved_at = "市民ワークショップ", approved
            session.add(voice)
            session.flush()
            issues.add_voice(session, bus, voice)
        issues.add(session, _issue(plan, WALK, section="福祉課"))
        issues.add(session, _issue(plan, GREEN))
        session.commit()
    return app


def _issue(plan: Plan, title: str, **of: str) -> PolicyIssue:
    return PolicyIssue(
        plan_id=plan.id, topic=title, desired_state=title, parts={}, created_at=make.NOON, **of
    )


@pytest.fixture
def planner(town: Flask, sign_in: SignIn) -> FlaskClient:
    return sign_in("planner", name="kikaku")


def seated(
    app: Flask, sign_in: SignIn, name: str, section: str, *, head: bool = False
) -> FlaskClient:
    """Somebody of a section, who shows as their sign-in name."""
    client = sign_in("section", name=name)
    with app.app_context():
        member = staff.by_name(db.session(), name)
        assert member is not None
        member.shown_name = name
        (given,) = staff.roles_of(db.session(), member)
        sections.seat(given, section, head=head)
        db.session.commit()
    return client


def asked(**changes: Any) -> dict[str, Any]:
    """An inquiry about the first two issues."""
    return {"title": "照会（第1回）", "note": "お願いします", "issue": [1, 2], **LATER} | changes


def started(planner: FlaskClient) -> None:
    reply = planner.post(f"{HERE}/new", data=asked())
    assert reply.status_code == 302, reply.text


def typed(page: BeautifulSoup, **said: str) -> dict[str, str]:
    """What a sheet's form sends when these blanks of its first issue are filled in."""
    form = one(page, "form#sheet")
    sent = {str(box["name"]): box.get_text().strip() for box in form.select("textarea")}
    sent |= {str(box["name"]): str(box["value"]) for box in form.select("[name^=seen-]")}
    first = next(iter(sent)).partition("-")[0]
    return sent | {f"{first}-{key}": words for key, words in said.items()}


def state(app: Flask, sheet_id: int) -> str:
    with app.app_context():
        return db.session.get_one(InquirySheet, sheet_id).state


def answers(app: Flask) -> dict[str, str]:
    with app.app_context():
        listed = db.session.scalars(db.select(InquiryAnswer).order_by(InquiryAnswer.id))
        return {each.blank: each.words for each in listed}


def last(app: Flask) -> str:
    with app.app_context():
        return str(db.session.scalars(db.select(AuditEntry.what).order_by(AuditEntry.id)).all()[-1])


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
    assert f"土木課: {WALK}" in page.get_text()
    page = submit(planner, f"{HERE}/1/more", {})
    assert "照会票に加えました: 土木課" in page.get_text()
    assert "主管課・関係課が変わっています" not in page.get_text()


def book(client: FlaskClient, sheet_id: int = 1) -> Workbook:
    reply = client.post(f"{HERE}/sheets/{sheet_id}/file")
    assert reply.status_code == 200
    return load_workbook(BytesIO(reply.data))


def bytes_of(made: Workbook) -> bytes:
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def send_file(client: FlaskClient, data: bytes, status: int = 200, **more: str) -> BeautifulSoup:
    said = {"file": (BytesIO(data), "照会票.xlsx"), **more}
    return submit(client, f"{HERE}/1/check", said, status)


def rows_of(made: Workbook) -> tuple[Worksheet, dict[str, int]]:
    """The sheet, and the row of each label."""
    sheet = made["照会票"]
    return sheet, {str(sheet.cell(row, 1).value): row for row in range(1, sheet.max_row + 1)}


def test_a_sheet_goes_out_as_excel_and_comes_back(
    town: Flask, planner: FlaskClient, sign_in: SignIn
) -> None:
    started(planner)
    clerk, path = seated(town, sign_in, "tanaka", "地域交通課"), f"{HERE}/sheets/1"
    submit(clerk, path, typed(visit(clerk, path), gap="前の課題", measures="前の取り組み"))

    _fits_paper(book(clerk))
    made = book(clerk)
    sheet, row = rows_of(made)
    sheet.cell(row["現状"], 3).value = "ファイルの現状\r\n2行目"
    sheet.cell(row["課題"], 3).value = "ファイルの課題"
    sheet.cell(row["取り組み"], 3).value = None
    sheet.cell(row["これまでの振り返り"], 3).value = 2024
    submit(clerk, path, typed(visit(clerk, path), gap="画面の課題"))
    page = send_file(clerk, bytes_of(made), sheet="1")
    kinds = [each.get_text() for each in page.select(".asked .chip:not(.good)")]
    assert kinds == ["画面の文と食い違う"]
    assert [each.get_text() for each in page.select(".asked p .chip.good")] == [
        "新しく書く",
        "空欄にする",
        "新しく書く",
    ]
    assert answers(town) == {"gap": "画面の課題", "measures": "前の取り組み"}
    _take_in(town, clerk, page)


def _fits_paper(made: Workbook) -> None:
    """A4 with its head on each page; only blanks are written in; only what may go out is in it."""
    sheet, row = rows_of(made)
    words = " ".join(str(cell.value) for line in sheet.iter_rows() for cell in line)
    assert "40人が通院に困っています。" in words
    assert "8人は" not in words  # too few to leave the screen
    assert "バスが来ない" in words
    assert "病院が遠い" not in words  # nobody approved it
    assert sheet.cell(row["現状"], 2).value == "バスは1日4便です。"
    assert sheet.cell(row["課題"], 3).value == "前の課題"
    assert sheet.protection.sheet
    assert not sheet.cell(row["課題"], 3).protection.locked
    assert sheet.cell(row["課題"], 2).protection.locked
    assert sheet.column_dimensions["D"].hidden
    assert sheet.page_setup.paperSize == 9
    assert sheet.print_title_rows == "$1:$2"


def _take_in(town: Flask, clerk: FlaskClient, page: BeautifulSoup) -> None:
    """Keep the words of the screen, then those of the file, then what is there no more."""
    path = f"{HERE}/sheets/1"
    sent = {"made": str(one(page, "[name=made]")["value"]), "use-1-gap": "screen"}
    page = submit(clerk, f"{path}/take-in", sent)
    assert "Excelの照会票を取り込みました" in page.get_text()
    assert last(town) == "inquiry.take_in"
    assert answers(town) == {
        "gap": "画面の課題",
        "measures": "",
        "present_state": "ファイルの現状\n2行目",
        "review": "2024",
    }
    page = submit(clerk, f"{path}/take-in", sent | {"use-1-gap": "file"}, 200)
    assert answers(town)["gap"] == "ファイルの課題"
    page = submit(clerk, path, typed(visit(clerk, path), gap="また画面で"))
    page = submit(clerk, f"{path}/take-in", sent | {"use-1-gap": "file"}, 422)
    assert "取り込むあいだに" in page.get_text()


def test_a_file_with_the_heads_name_is_handed_in_by_planners(
    town: Flask, planner: FlaskClient
) -> None:
    started(planner)
    made = book(planner)
    sheet, row = rows_of(made)
    for label in ("現状", "課題", "取り組み", "これまでの振り返り", "今後の方向"):
        sheet.cell(row[label], 3).value = f"ファイルの{label}"
    sheet.cell(row["課長確認"], 3).value = "課長 山田"
    page = send_file(planner, bytes_of(made))
    assert "課長確認欄（課長 山田）のとおり" in page.get_text()
    sent = {"made": str(one(page, "[name=made]")["value"]), "name": "課長 山田", "confirmed": "y"}
    page = submit(planner, f"{HERE}/sheets/1/take-in", sent)
    assert "課長 山田さんの確認" in page.get_text()
    assert state(town, 1) == "submitted"
    assert (
        "すでに課長の確認に回っているか、提出済み"
        in send_file(planner, bytes_of(made), 422).get_text()
    )

    reply = planner.post(f"{HERE}/1/file")
    with ZipFile(BytesIO(reply.data)) as archive:
        assert archive.namelist() == [
            "照会票_地域交通課_照会（第1回）.xlsx",
            "照会票_福祉課_照会（第1回）.xlsx",
        ]


@given(st.dictionaries(st.sampled_from(list(BLANKS)), st.text(max_size=80)))
@settings(max_examples=20)
def test_what_is_written_into_a_file_is_read_out_of_it(said: dict[str, str]) -> None:
    kept = {key: tidy(words) for key, words in said.items()}
    sheet = InquirySheet(id=7)
    rows = [
        Row(BLANKS[key].label, "", "", words, inquiry_files.key(sheet, (3, key), words))
        for key, words in kept.items()
    ]
    name, date = (inquiry_files.key(sheet, (0, each)) for each in ("name", "date"))
    told = SheetFile("照会", "計画", "甲課", "明日", "", [Part("論点1", (), rows)], name, date)
    brought = inquiry_files.read(inquiry_excel.write(told))
    assert (brought.sheet_id, brought.name, brought.date) == (7, "", "")
    assert {place[1]: each.words for place, each in brought.said.items()} == kept
    assert all(mark(each.words) == each.seen for each in brought.said.values())


def test_a_file_that_is_not_this_sheet_is_refused_in_words(
    town: Flask, planner: FlaskClient, sign_in: SignIn
) -> None:
    started(planner)
    clerk = seated(town, sign_in, "tanaka", "地域交通課")
    theirs = bytes_of(book(planner, 2))
    page = send_file(clerk, theirs, 422, sheet="1")
    assert "「福祉課」の照会票です。「地域交通課」の照会票を選んでください" in page.get_text()
    assert "福祉課" in send_file(clerk, theirs, 422).get_text()
    assert "ファイルを選んでください" in submit(planner, f"{HERE}/1/check", {}, 422).get_text()
    assert "古い形式のExcel" in send_file(planner, b"no book", 422).get_text()
    assert "照会票のファイルではない" in send_file(planner, bytes_of(Workbook()), 422).get_text()
    with town.app_context():
        inquiry = Inquiry(plan_id=1, title="別の照会", due_at=now(), created_at=now())
        db.session.add(inquiry)
        db.session.commit()
    said = {"file": (BytesIO(theirs), "照会票.xlsx")}
    page = submit(planner, f"{HERE}/2/check", said, 422)
    assert "この照会の照会票ではありません" in page.get_text()


def test_a_file_whose_hidden_numbers_were_touched_is_refused(
    town: Flask, planner: FlaskClient
) -> None:
    started(planner)
    made = book(planner)
    sheet, row = rows_of(made)
    key = sheet.cell(row["課題"], 4)
    whole = str(key.value)
    key.value = whole[:-1] + ("0" if whole[-1] != "0" else "1")
    text = send_file(planner, bytes_of(made), 422).get_text()
    assert f"{row['課題']}行目の照合番号（印刷されない列）が書き換わっています" in text
    key.value = sheet.cell(row["現状"], 4).value
    text = send_file(planner, bytes_of(made), 422).get_text()
    assert f"{row['課題']}行目の照合番号は、前の行にもあります" in text
    other, rows = rows_of(book(planner, 2))
    key.value = other.cell(rows["取り組み"], 4).value
    text = send_file(planner, bytes_of(made), 422).get_text()
    assert f"{row['課題']}行目は、別の照会票の行です" in text


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
    issue = answered(planner)
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
