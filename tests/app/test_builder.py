"""画面でつくる: a questionnaire from nothing, changed by two, taken back, filled from others."""

import re

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.desk.builder_kinds import TOLD
from app.desk.builder_page import FIELDS
from app.extensions import db
from surveys import advice, documents, library, questionnaires
from surveys.audit import AuditEntry
from surveys.documents import Document
from surveys.formats.excel_writing import example
from surveys.kinds import KINDS
from surveys.questionnaires import Questionnaire
from tests import make
from tests.conftest import SignIn
from tests.visit import one, submit, visit

BEGUN = {"title": "市民調査", "audience": "citizen", "sampling": "random", "surveyed_year": "2026"}
# What each of its forms sends for a draft of two single questions: see test_recorded.py.
BUILT: dict[str, dict[str, str]] = {
    "desk.builder.add": {"kind": "text"},
    "desk.builder.arrange": {"of": "q2", "go": "up"},
    "desk.builder.rekind": {"of": "q1", "kind": "multiple"},
    "desk.builder.step": {"way": "undo"},
    "desk.builder.write": {"of": "q1", "label": "住み続けますか"},
    "desk.builder_copy.begin": BEGUN,
    "desk.builder_copy.bring": {"source": "library.attributes", "code": "sex"},
    "desk.builder_sections.add": {},
    "desk.library.begin": BEGUN,
    "desk.builder_sections.around": {"title": "市民意識調査"},
    "desk.builder_sections.write": {"of": "s1", "title": "はじめに"},
}
SCRIPT = {"Accept": "application/json"}


def confirmed(app: Flask, questionnaire_id: int) -> dict[str, dict[str, str]]:
    """The same of the forms about something worth thinking over in a draft."""
    with app.app_context():
        drafted = db.session.get_one(Questionnaire, questionnaire_id)
        found = advice.advice(questionnaires.current(db.session(), drafted))
    mark = next(each.marks[0] for each in found if each.level == advice.BETTER)
    return {
        "desk.builder_advice.confirm": {"mark": mark, "why": "そのままでよい"},
        "desk.builder_advice.reopen": {"mark": mark},
    }


@pytest.fixture
def planner(app: Flask, sign_in: SignIn) -> FlaskClient:
    with app.app_context():
        db.session.add(make.plan())
        db.session.commit()
    return sign_in("planner")


@pytest.fixture
def builder(planner: FlaskClient) -> str:
    """The address of a draft that was just begun."""
    reply = planner.post("/desk/plans/1/drafting/begin", data=BEGUN)
    assert reply.status_code == 302
    return str(reply.headers["Location"])


def filled(planner: FlaskClient, builder: str, page: BeautifulSoup) -> dict[str, list[str]]:
    """What the form of a question would send as it stands."""
    form = one(page, "#question-form")
    said: dict[str, list[str]] = {}
    for box in form.select("input[name], textarea[name], select[name]"):
        if box.find_parent("template") or (
            box.get("type") == "checkbox" and not box.has_attr("checked")
        ):
            continue
        chosen = box.select_one("option[selected]") or box.select_one("option")
        value = box.get("value", "") if box.name == "input" else box.text.removeprefix("\n")
        if box.name == "select" and chosen:
            value = chosen.get("value", chosen.text)
        said.setdefault(str(box["name"]), []).append(str(value))
    return said


def draft(app: Flask) -> Document:
    with app.app_context():
        found = db.session.scalars(select(Questionnaire).order_by(Questionnaire.id.desc())).first()
        assert found is not None
        return questionnaires.current(db.session(), found)


def test_a_questionnaire_is_written_from_nothing_without_a_script(
    app: Flask, planner: FlaskClient, builder: str
) -> None:
    refused = submit(planner, "/desk/plans/1/drafting/begin", BEGUN | {"title": ""}, 422)
    assert "調査名を入力してください" in refused.text
    assert one(refused, "option[selected][value=random]")

    assert "最初の設問を加えましょう" in visit(planner, builder).text
    assert visit(planner, f"{builder}?kinds=1&section=s1").select(".builder-add[aria-current]")
    page = submit(planner, f"{builder}/add", {"kind": "single"})
    said = filled(planner, builder, page) | {"label": "住み続けたいですか", "required": "y"}
    page = submit(planner, f"{builder}/question", said | {"choices.lines": "はい\nいいえ\n"})
    assert [box["value"] for box in page.select("ol [data-words]")] == ["はい", "いいえ"]

    page = submit(
        planner, f"{builder}/question", filled(planner, builder, page) | {"go": "up choices 2"}
    )
    page = submit(
        planner, f"{builder}/question", filled(planner, builder, page) | {"go": "drop choices 1"}
    )
    page = submit(
        planner, f"{builder}/question", filled(planner, builder, page) | {"go": "add choices"}
    )
    question = draft(app).question("q1")
    assert [(each.code, each.label) for each in question.choices] == [("2", "いいえ"), ("1", "")]
    assert question.required
    assert "言葉のない選択肢か行があります" in page.text

    submit(planner, f"{builder}/question", filled(planner, builder, page) | {"go": "kinds"})
    page = submit(planner, f"{builder}/add", {"kind": "number", "after": "q1"})
    wrong = submit(
        planner, f"{builder}/question", filled(planner, builder, page) | {"low": "十"}, 422
    )
    assert "数字で入力してください" in wrong.text
    assert one(wrong, "#low")["value"] == "十"
    said = filled(planner, builder, page) | {"code": "age", "bands": "18、40、65", "unit": "歳"}
    submit(planner, f"{builder}/question", said)
    assert [each.label for each in draft(app).question("age").choices][-1] == "65歳以上"


def test_every_kind_is_told_and_has_an_editor(
    app: Flask, planner: FlaskClient, builder: str
) -> None:
    assert set(TOLD) == set(KINDS)
    page = visit(planner, f"{builder}?kinds=1")
    assert {button["value"] for button in page.select(".builder-card")} == set(KINDS)
    for place, key in enumerate(KINDS, 1):
        page = submit(planner, f"{builder}/add", {"kind": key})
        phone = builder.replace("/builder", f"/preview?framed=1&question=q{place}")
        visit(planner, phone)
        said = filled(planner, builder, page) | {
            "label": f"設問{place}",
            "choices.lines": "あ\nい\nう",
        }
        page = submit(planner, f"{builder}/question", said | {"rows.lines": "か\nき"})
        visit(planner, phone)
        question = draft(app).question(f"q{place}")
        assert (question.kind, question.label) == (key, f"設問{place}")
        asked = {name for name in KINDS[key].takes & set(FIELDS) if name not in {"sets"}}
        shown = {str(box["name"]) for box in one(page, "#question-form").select("[name]")}
        assert asked - shown <= {"levels"}, key
        assert visit(planner, f"{builder}?kinds=1&change=q{place}").select(
            ".builder-card[aria-current]"
        )
    preview = planner.get(builder.replace("/builder", "/preview?framed=1&question=q1"))
    assert preview.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in preview.headers["Content-Security-Policy"]
    assert "preview-band" not in preview.text
    assert "preview-band" in planner.get(builder.replace("/builder", "/preview?question=q1")).text


def test_two_planners_do_not_write_over_each_other(
    app: Flask, planner: FlaskClient, builder: str, sign_in: SignIn
) -> None:
    other = sign_in("planner", name="kato")
    page = submit(planner, f"{builder}/add", {"kind": "text"})
    mine = filled(planner, builder, page) | {"label": "わたしの言葉"}
    theirs = filled(other, builder, page) | {"label": "相手の言葉"}
    assert other.post(f"{builder}/question", data=theirs, headers=SCRIPT).status_code == 200

    script = planner.post(f"{builder}/question", data=mine, headers=SCRIPT)
    assert (script.status_code, script.json["apart"]) == (409, True)  # type: ignore[index] # it is JSON
    apart = submit(planner, f"{builder}/question", mine, 409)
    assert [cell.text for cell in apart.select("tbody td")] == ["相手の言葉", "わたしの言葉"]
    kept = {str(box["name"]): box["value"] for box in apart.select("main form input[type=hidden]")}
    both = submit(planner, f"{builder}/question", kept | {"both": "1"})
    assert one(both, "#label").text.strip() == "わたしの言葉"
    assert "相手の言葉" in one(both, ".callout").text
    assert draft(app).question("q1").label == "相手の言葉"
    submit(planner, f"{builder}/question", kept)
    assert draft(app).question("q1").label == "わたしの言葉"

    refused = submit(other, f"{builder}/step", {"way": "undo"})
    assert "ほかの人に変えられています" in refused.text
    undone = submit(planner, f"{builder}/step", {"way": "undo"})
    assert "取り消しました" in undone.text
    assert draft(app).question("q1").label == "相手の言葉"
    submit(planner, f"{builder}/step", {"way": "redo"})
    assert draft(app).question("q1").label == "わたしの言葉"
    told = visit(planner, f"{builder}/history")
    assert len(told.select(".builder-steps li")) == 3


def test_a_script_is_told_what_it_needs_and_writing_on_is_recorded_once(
    app: Flask, planner: FlaskClient, builder: str
) -> None:
    page = submit(planner, f"{builder}/add", {"kind": "single"})
    said = filled(planner, builder, page)
    said |= {
        "choices": ["new1", "new2"],
        "choices.new1.label": ["はい"],
        "choices.new2.label": [""],
    }
    reply = planner.post(f"{builder}/question", data=said, headers=SCRIPT)
    assert reply.json is not None
    assert reply.json["given"] == {"choices": {"new1": "1"}}
    assert re.fullmatch(r"\d\d:\d\d", reply.json["saved"])
    assert len(reply.data) < 1500
    again = said | {"seen": [reply.json["seen"]], "choices.new1.code": ["1"], "label": ["通勤"]}
    assert planner.post(f"{builder}/question", data=again, headers=SCRIPT).status_code == 200
    refused = planner.post(f"{builder}/question", data=again | {"code": ["a b"]}, headers=SCRIPT)
    assert refused.status_code == 409  # its mark is of the question before
    with app.app_context():
        count = select(func.count()).where(AuditEntry.what == "draft.change")
        assert db.session.scalar(count) == 2


def test_sections_and_questions_move_and_say_what_keeps_them(
    app: Flask, planner: FlaskClient, builder: str
) -> None:
    for kind in ("single", "text"):
        page = submit(planner, f"{builder}/add", {"kind": kind})
    submit(planner, f"{builder}/question", filled(planner, builder, page) | {"go": "split"})
    page = visit(planner, f"{builder}?section=s2")
    submit(planner, f"{builder}/section", {"of": "s2", "title": "くわしく", "lead": "つづき"})
    page = submit(planner, f"{builder}/arrange", {"of": "q1", "section": "s2"})
    assert [(each.code, each.section) for each in draft(app).questions] == [
        ("q2", "s2"),
        ("q1", "s2"),
    ]
    submit(planner, f"{builder}/arrange", {"of": "q1", "go": "up"})
    for go in ("copy", "delete"):
        page = visit(planner, f"{builder}?question=q1")
        submit(planner, f"{builder}/question", filled(planner, builder, page) | {"go": go})
    assert [each.code for each in draft(app).questions] == ["q3", "q2"]
    submit(planner, f"{builder}/sections", {})
    submit(planner, f"{builder}/section", {"of": "s3", "go": "up"})
    submit(planner, f"{builder}/section", {"of": "s3", "go": "join"})
    assert [each.title for each in draft(app).sections] == ["", "くわしく"]
    stale = {"of": "s2", "title": "べつ", "seen": "0"}
    assert "今の見出しは「くわしく」" in submit(planner, f"{builder}/section", stale, 422).text
    around = submit(planner, f"{builder}/around", {"title": "新しい名前", "purpose": "計画のため"})
    assert one(around, "h1").text == "新しい名前"
    assert submit(planner, f"{builder}/around", {"title": ""}, 422)
    gone = submit(planner, f"{builder}/question", {"of": "q9", "label": "書いたこと"}, 422)
    assert "書いたこと" in gone.text


def test_a_question_put_before_what_it_needs_stays_with_the_reason(
    planner: FlaskClient, builder: str
) -> None:
    for kind in ("single", "text"):
        page = submit(planner, f"{builder}/add", {"kind": kind})
    said = filled(planner, builder, page) | {"label": "{q1}について"}
    submit(planner, f"{builder}/question", said)
    ahead = submit(planner, f"{builder}/arrange", {"of": "q2", "before": "q1"})
    assert "より後に置いてください" in one(ahead, ".callout.error").text
    assert one(ahead, "#label").text.strip() == "{q1}について"


def test_questions_come_from_other_questionnaires_and_the_library(
    app: Flask, planner: FlaskClient, builder: str
) -> None:
    with app.app_context():
        found = make.questionnaire(db.session(), db.session.get_one(type(make.plan()), 1))
        document = example().document
        questionnaires.freeze(db.session(), found, documents.write(document), make.NOON)
        db.session.commit()
        key = str(found.id)
    page = visit(planner, f"{builder}/copy")
    assert "市民意識調査" in page.text
    for entry in library.listed():
        listed = visit(planner, f"{builder}/copy?source=library.{entry.key}")
        assert len(listed.select("[name=code]")) == entry.questions
    assert submit(planner, f"{builder}/copy", {"source": key}, 422)
    codes = [question.code for question in document.questions][:3]
    submit(planner, f"{builder}/copy", {"source": key, "code": codes})
    lost = {"source": key, "code": codes[1:], "section": "s9"}
    lost_page = submit(planner, f"{builder}/copy", lost, 422)
    assert [box["value"] for box in lost_page.select("[name=code][checked]")] == codes[1:]
    page = submit(planner, f"{builder}/copy", {"source": key, "code": codes[:1]})
    assert "この調査票で使われているので" in page.text
    assert [question.code for question in draft_of(app, 1).questions][:3] == codes
    visit(planner, f"{builder}/copy?source=999", 422)


def test_a_finding_is_confirmed_with_a_reason_and_comes_back_with_other_words(
    app: Flask, planner: FlaskClient, builder: str
) -> None:
    page = submit(planner, f"{builder}/add", {"kind": "number"})
    said = filled(planner, builder, page) | {"label": "最近、何回行きましたか"}
    page = submit(planner, f"{builder}/question", said | {"required": "y", "low": "9", "high": "1"})
    assert "上限が下限より小さくなっています" in one(page, "#high-error").text
    assert one(page, "#advice .must").text.count("上限が下限") == 1
    page = submit(planner, f"{builder}/question", filled(planner, builder, page) | {"high": "10"})
    assert not page.select("#high-error")

    lately = "#advice > ul > li:has(a:-soup-contains('最近'))"
    form = one(page, f"{lately} form")
    marks = {str(box["name"]): str(box["value"]) for box in form.select("input[type=hidden]")}
    assert "理由を書いてください" in submit(planner, str(form["action"]), marks, 422).text
    page = submit(planner, str(form["action"]), marks | {"why": "前回と同じ聞き方で比べるため"})
    assert not page.select(lately)
    assert "前回と同じ聞き方で比べるため（" in one(page, "#advice").text
    address = builder.removesuffix("/builder").replace("drafting", "questionnaires")
    assert "確認済み 1件" in visit(planner, f"{address}/publishing").text
    again = submit(planner, str(form["action"]), marks | {"why": "もう一度"}, 422)
    assert "この指摘は、もうありません" in again.text

    page = visit(planner, f"{builder}?question=q1")
    back = one(page, "#advice details form.act")
    opened = {str(box["name"]): str(box["value"]) for box in back.select("input[type=hidden]")}
    assert submit(planner, str(back["action"]), opened).select(lately)
    submit(planner, str(form["action"]), marks | {"why": "前回と同じ"})
    said = filled(planner, builder, page) | {"label": "最近、何度行きましたか"}
    assert submit(planner, f"{builder}/question", said).select(lately)


def test_a_pin_whose_map_is_gone_keeps_the_questionnaire_from_being_published(
    app: Flask, planner: FlaskClient, builder: str
) -> None:
    page = submit(planner, f"{builder}/add", {"kind": "pin"})
    said = filled(planner, builder, page) | {"label": "危ない場所", "place_map": "map9"}
    page = submit(planner, f"{builder}/question", said)
    assert "問1: 地図がこの計画にありません" in one(page, "#advice .must").text
    address = builder.removesuffix("/builder").replace("drafting", "questionnaires")
    page = visit(planner, f"{address}/publishing")
    assert "問1: 地図がこの計画にありません" in page.text
    assert "設問の直すところを直す" in page.text


def test_two_planners_do_not_write_over_each_others_first_words(
    app: Flask, planner: FlaskClient, builder: str
) -> None:
    page = visit(planner, f"{builder}?around=1")
    seen = str(one(page, "#editor [name=seen]")["value"])
    kept = planner.post(
        f"{builder}/around", data={"title": "相手の名前", "seen": seen}, headers=SCRIPT
    )
    assert kept.json is not None
    mine = {"title": "自分の名前", "purpose": "計画のため", "seen": seen}
    assert planner.post(f"{builder}/around", data=mine, headers=SCRIPT).status_code == 409
    page = submit(planner, f"{builder}/around", mine, 409)
    assert "違うところは、今は調査名「相手の名前」、目的「なし」です" in page.text
    assert one(page, "#title")["value"] == "自分の名前"
    again = str(one(page, "#editor [name=seen]")["value"])
    assert again == kept.json["seen"]
    submit(planner, f"{builder}/around", mine | {"seen": again})
    assert draft(app).title == "自分の名前"


def test_a_script_that_is_refused_is_told_why(planner: FlaskClient, builder: str) -> None:
    submit(planner, f"{builder}/add", {"kind": "text"})
    spaced = planner.post(f"{builder}/question", data={"of": "q1", "code": "a b"}, headers=SCRIPT)
    assert spaced.json is not None
    assert "使えません" in spaced.json["errors"]["code"]
    gone = planner.post(f"{builder}/question", data={"of": "q9"}, headers=SCRIPT)
    assert gone.status_code == 422
    assert gone.json is not None
    assert "設問「q9」がありません" in gone.json["error"]
    section = {"of": "s1", "title": "あ" * 201}
    long = planner.post(f"{builder}/section", data=section, headers=SCRIPT)
    assert "見出しは200文字" in str(long.json)
    section |= {"title": "はじめに"}
    kept = planner.post(f"{builder}/section", data=section, headers=SCRIPT)
    assert kept.json is not None
    assert kept.json["called"] == "はじめに"


def draft_of(app: Flask, number: int) -> Document:
    with app.app_context():
        return questionnaires.current(db.session(), db.session.get_one(Questionnaire, number))
