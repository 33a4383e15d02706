"""パブリックコメント at the desk: from what came in to the table that is published."""

from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook

from analysis.text.masking import mask
from app import commenting
from app.extensions import db
from surveys import opinion_groups, public_comments
from surveys.comment_files import CommentFile
from surveys.opinion_groups import Gathered
from surveys.public_comments import CommentRound, Opinion
from tests import make
from tests.app.commented import BUS, LATE, PARK, REPLY, ROUND, last_step
from tests.conftest import SignIn
from tests.visit import one, spoken, submit, visit

LEAFLET = "図書館の開館時間を夜8時まで延ばし、勉強する学生の席を増やしてください。"


@pytest.fixture
def planner(app: Flask, sign_in: SignIn) -> FlaskClient:
    with app.app_context():
        db.session.add(make.plan())
        db.session.commit()
    return sign_in("planner")


@pytest.fixture
def here(planner: FlaskClient) -> str:
    """The address of a round that waits for comments."""
    page = visit(planner, "/desk/plans/1/comments")
    assert "意見募集はまだありません" in spoken(page)
    made = submit(planner, "/desk/plans/1/comments/new", ROUND)
    assert "まだ1件も入っていません" in spoken(made)
    return "/desk/plans/1/comments/1"


def held(app: Flask) -> list[Gathered]:
    with app.app_context():
        round_ = db.session.get_one(CommentRound, 1)
        return opinion_groups.gathered(db.session(), round_)


def opinions(app: Flask) -> list[Opinion]:
    with app.app_context():
        return public_comments.opinions(db.session(), db.session.get_one(CommentRound, 1))


def paste(client: FlaskClient, here: str, *said: str, **changes: str) -> None:
    submit(client, f"{here}/paste", {"pasted": "\n\n".join(said), "channel": "mail", **changes})


def test_a_round_needs_a_draft_and_days_in_order(planner: FlaskClient) -> None:
    wrong = ROUND | {"document": "", "last_day": "2026-06-01"}
    page = submit(planner, "/desk/plans/1/comments/new", wrong, 422)
    assert "案の名前を入力してください" in spoken(page)
    page = submit(planner, "/desk/plans/1/comments/new", ROUND | {"last_day": "2026-06-01"}, 422)
    assert "最終日は" in spoken(page)
    assert one(page, "#title")["value"] == ROUND["title"]


def test_typing_goes_on_with_an_empty_form_and_hides_who_wrote(
    app: Flask, planner: FlaskClient, here: str
) -> None:
    said = {"words": "道を直してください。電話は 0266-12-3456 です。", "channel": "fax"}
    page = submit(planner, f"{here}/letters", said)
    assert "受付番号1で入れました" in spoken(page)
    assert spoken(one(page, "#words")) == ""
    assert one(page, "#words").has_attr("autofocus")
    assert one(page, "input[name=channel][checked]")["value"] == "fax"
    assert [each.words for each in opinions(app)] == [
        "道を直してください。電話は 〔電話番号〕 です。"
    ]
    page = submit(planner, f"{here}/letters", {"words": "", "channel": "fax"}, 422)
    assert "意見の文を入力してください" in spoken(page)
    page = visit(planner, f"{here}?q=1")
    assert "1人分が見つかりました" in spoken(page)


def test_what_is_pasted_is_shown_before_it_is_stored(
    app: Flask, planner: FlaskClient, here: str
) -> None:
    said = {"pasted": "氏名: 見本太郎\n道を直して\n\n橋を直して", "channel": "mail"}
    page = submit(planner, f"{here}/paste/check", said)
    assert "2人分に分かれました。まだ保存していません" in spoken(page)
    assert "次の行は保存しません: 氏名" in spoken(page)
    assert opinions(app) == []
    assert "見本太郎" in spoken(one(page, "#pasted"))  # what was typed is not lost
    page = submit(planner, f"{here}/paste/check", {"pasted": " "}, 422)
    assert "意見を貼り付けてください" in spoken(page)
    page = submit(planner, f"{here}/paste/check", said)
    seen = {"seen": one(page, "input[name=seen]")["value"]}
    page = submit(planner, f"{here}/paste", said | seen | {"way": "lines"})
    assert "見た後に文か分け方が変わりました" in spoken(page)
    assert opinions(app) == []
    submit(planner, f"{here}/paste", said | seen)
    assert [each.words for each in opinions(app)] == ["道を直して", "橋を直して"]


def test_a_file_comes_in_without_its_names(app: Flask, planner: FlaskClient, here: str) -> None:
    sheet = (
        "番号,氏名,住所,電話番号,提出方法,該当箇所,ご意見\n"
        "1,見本太郎,本町1-1,0266-00-0000,持参,論点2,図書館を広くしてください\n"
        "2,見本花子,本町1-2,,メール,,連絡は a@example.jp まで。橋を直してください\n"
        "3,見本次郎,本町1-3,,郵送,,\n"
    )
    file = {"file": (BytesIO(sheet.encode("cp932")), "意見.csv")}
    page = submit(planner, f"{here}/file", file)
    assert "次の列は読み込んでいません: 氏名、住所、電話番号" in spoken(page)
    assert "2人分を取り込む" in spoken(page)
    with app.app_context():
        waiting = db.session.get_one(CommentFile, 1)
        assert "見本" not in repr(waiting.rows)
        assert "example.jp" not in repr(waiting.rows)
    page = submit(planner, f"{here}/file/1", {"text": "0", "only": "look"})
    assert "3人分を取り込む" in spoken(page)  # another column, still only looked at
    assert opinions(app) == []
    submit(planner, f"{here}/file/1", {})
    assert [(each.words, each.place) for each in opinions(app)] == [
        ("図書館を広くしてください", "論点2 公園で遊べる"),  # as the round lists it
        ("連絡は 〔メールアドレス〕 まで。橋を直してください", ""),
    ]
    for content, sentence in ((b"", "回答の行がありません"), (b"%PDF-1.7", "PDF")):
        page = submit(planner, f"{here}/file", {"file": (BytesIO(content), "x.csv")}, 422)
        assert sentence in spoken(one(page, "#file-error"))


def test_comments_are_gathered_and_copies_counted_once(
    app: Flask, planner: FlaskClient, here: str
) -> None:
    paste(planner, here, *BUS, *PARK, *[LEAFLET] * 5)
    page = submit(planner, f"{here}/groups/gather", {"size": "coarse"})
    found = held(app)
    bus = next(each for each in found if BUS[0] in {o.words for o in each.opinions})
    assert {each.words for each in bus.opinions} == set(BUS)
    copied = next(each for each in found if each.copies)
    assert (len(copied.opinions), copied.copies, len(copied.different)) == (5, 4, 1)
    assert "意見5件（うち同文4件）" in spoken(page)
    page = visit(planner, f"{here}/groups/{copied.group.id}")
    assert "同文がほかに4件" in spoken(page)
    assert len(page.select(".rows details li a")) == 4  # every original can be opened


def test_the_summary_that_is_offered_is_word_for_word(
    app: Flask, planner: FlaskClient, here: str
) -> None:
    paste(planner, here, *BUS, *PARK)
    submit(planner, f"{here}/groups/gather", {})
    for each in held(app):
        page = visit(planner, f"{here}/groups/{each.group.id}")
        offered = spoken(one(page, "#summary"))
        assert offered
        assert any(offered in opinion.words for opinion in each.opinions)
        assert each.group.summary == ""  # offered is not written
    assert commenting.draft("1. 道を直す。") == "道を直す。"
    long = "前置きがとても長い。" * 20 + "橋を直してほしい。"
    assert commenting.draft(long, "橋を直してほしい") == "橋を直してほしい。"


def test_the_planners_grouping_stands_when_late_comments_join(
    app: Flask, planner: FlaskClient, here: str
) -> None:
    paste(planner, here, *BUS, *PARK)
    submit(planner, f"{here}/groups/gather", {"size": "coarse"})
    first = next(each for each in held(app) if BUS[0] in {o.words for o in each.opinions})
    moved = {"opinion": str(first.opinions[0].id), "to": "new", "name": "病院の足"}
    submit(planner, f"{here}/groups/move", moved)
    before = {each.group.id: {o.id for o in each.opinions} for each in held(app)}
    assert "病院の足" in {each.group.name for each in held(app)}
    submit(planner, f"{here}/letters", {"words": LATE, "channel": "mail"})
    submit(planner, f"{here}/groups/late", {})
    after = {each.group.id: {o.id for o in each.opinions} for each in held(app)}
    assert all(before[key] <= after[key] for key in before)
    assert sum(map(len, after.values())) == sum(map(len, before.values())) + 1
    page = submit(planner, f"{here}/groups/undo", {"seen": str(last_step(app, 1))})
    assert "直前の操作を取り消しました" in spoken(page)
    assert {each.group.id: {o.id for o in each.opinions} for each in held(app)} == before
    submit(planner, f"{here}/groups/gather", {})
    assert "病院の足" in {each.group.name for each in held(app)}


def test_two_who_answer_at_once_lose_nothing(app: Flask, planner: FlaskClient, here: str) -> None:
    paste(planner, here, *BUS)
    submit(planner, f"{here}/groups/one-by-one", {})
    group = f"{here}/groups/{held(app)[0].group.id}"
    submit(planner, group, REPLY | {"revision": "1", "reply": "先の人の文"})
    page = submit(planner, group, REPLY | {"revision": "1", "reply": "後の人の文"}, 409)
    assert spoken(one(page, "#reply")) == "後の人の文"
    assert "先の人の文" in spoken(one(page, ".compare"))
    again = str(one(page, "input[name=revision]")["value"])
    submit(planner, group, REPLY | {"revision": again, "reply": "後の人の文"})
    assert held(app)[0].group.reply == "後の人の文"
    page = submit(planner, group, REPLY | {"revision": "3", "handling": "A"}, 422)
    assert "修正内容も書いてください" in spoken(page)


def test_the_files_say_what_is_missing_and_then_nothing(
    app: Flask, planner: FlaskClient, here: str
) -> None:
    paste(planner, here, *[LEAFLET] * 3, "橋を直してください。")
    submit(planner, f"{here}/groups/one-by-one", {})
    first, second = held(app)
    submit(planner, f"{here}/groups/{first.group.id}", REPLY | {"revision": "1"})
    assert "2項目のうち1項目が途中です" in spoken(visit(planner, f"{here}/table"))
    words, cells = word(planner, here), excel(planner, here)
    assert "【作成中】" in words
    assert "（未記入）" in words
    assert any("作成中" in str(each) for each in cells[-1])
    written = {"summary": "電話 0266-12-3456 の橋を直す。", "reply": "=1+1", "handling": "A"}
    written |= {"changes": "論点2に橋を加えます。", "place": "", "revision": "1"}
    page = submit(planner, f"{here}/groups/{second.group.id}", written)
    assert "伏せました" in spoken(page)
    words, cells = word(planner, here), excel(planner, here)
    assert "作成中" not in words
    assert "0266" not in words
    for said in (
        "提出者数",
        "4人（郵送 4人）",
        "4件（うち同文 2件）",
        "令和8年7月1日から",
        "論点2に橋を",
    ):
        assert said in words
    assert cells[-1][5] == "=1+1"  # a text, never a formula
    assert [row[3:5] for row in cells[-2:]] == [(3, 2), (1, 0)]


def word(client: FlaskClient, here: str) -> str:
    paper = Document(BytesIO(client.post(f"{here}/table/word").data))
    assert paper.sections[0].orientation == WD_ORIENT.LANDSCAPE
    assert paper.tables[-1].rows[0]._tr.xpath("w:trPr/w:tblHeader")
    told = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in paper.paragraphs), *told])


def excel(client: FlaskClient, here: str) -> list[tuple[Any, ...]]:
    sheet = load_workbook(BytesIO(client.post(f"{here}/table/excel").data)).active
    assert sheet is not None
    assert sheet.print_title_rows
    assert sheet.page_setup.orientation == "landscape"
    return list(sheet.iter_rows(values_only=True))


def test_what_is_masked_stays_masked_when_words_are_mended(
    app: Flask, planner: FlaskClient, here: str
) -> None:
    paste(planner, here, "道を直してください。見本の例です。")
    (opinion,) = opinions(app)
    said = {"opinion": opinion.id, "words": "電話 090-1234-5678 へ。", "place": "論点1"}
    submit(planner, f"{here}/letters/1/reword", said)
    (opinion,) = opinions(app)
    assert opinion.words == mask("電話 090-1234-5678 へ。").text
    assert "090" not in opinion.words


def test_a_round_goes_only_when_its_title_is_typed(planner: FlaskClient, here: str) -> None:
    paste(planner, here, "道を直して")
    page = submit(planner, f"{here}/remove", {"repeated": "別の題名"})
    assert "題名が違うため" in spoken(page)
    page = submit(planner, f"{here}/remove", {"repeated": ROUND["title"]})
    assert "意見募集はまだありません" in spoken(page)
