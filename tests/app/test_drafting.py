"""調査票づくり: from a planner's file to a draft, its preview, and a corrected version."""

from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.extensions import db
from surveys import documents, plans, questionnaires
from surveys.audit import AuditEntry
from surveys.formats import FORMATS
from surveys.formats.excel_writing import example, example_yaml
from surveys.questionnaires import DRAFT, PUBLISHED, Questionnaire
from tests import make
from tests.conftest import SignIn
from tests.visit import one, submit, visit

DESK = "/desk/plans/1"
SMALL = """\
title: 小さな調査
audience: citizen
sampling: open
sections:
- title: はじめに
  questions:
  - {code: q1, label: 市に住んでいますか, kind: single, required: true, choices: [はい, いいえ]}
- title: くわしく
  questions:
  - {code: q2, label: 何年住んでいますか, kind: number, show: q1 = はい}
- title: おわりに
  questions:
  - {code: q3, label: ご意見, kind: text}
translations:
  en: {title: A small survey, q1: "Do you live here?", "q1:1": "Yes"}
  ja-easy: {q1: "ここに 住《す》んで いますか"}
"""


@pytest.fixture
def planner(app: Flask, sign_in: SignIn) -> FlaskClient:
    with app.app_context():
        plan = make.plan()
        db.session.add(plan)
        db.session.flush()
        plans.set_areas(db.session(), plan, ["行政区,地区", "大門,南部", "郷原,北部"])
        db.session.commit()
    return sign_in("planner")


def file(said: str | bytes, name: str = "調査.yaml") -> dict[str, object]:
    content = said.encode() if isinstance(said, str) else said
    return {"file": (BytesIO(content), name)}


def drafted(client: FlaskClient, said: str = SMALL) -> str:
    """The address of a draft made of a file."""
    reply = client.post(f"{DESK}/drafting", data=file(said))
    assert reply.status_code == 302, reply.text
    return str(reply.headers["Location"])


def published(app: Flask, said: str = SMALL) -> str:
    """The address of a published questionnaire."""
    with app.app_context():
        document = FORMATS["yaml"].read(said.encode()).whole().document
        found = Questionnaire(
            plan_id=1,
            title=document.title,
            audience="citizen",
            sampling="open",
            surveyed_year=2026,
            created_at=make.NOON,
            state=PUBLISHED,
            access="open",
            public_key=bytes(32),
            opens_at=make.NOON,
            closes_at=make.NOON.replace(year=2040),
        )
        db.session.add(found)
        db.session.flush()
        questionnaires.freeze(db.session(), found, documents.write(document), make.NOON)
        db.session.commit()
        return f"{DESK}/drafting/{found.id}"


def test_the_excel_of_the_example_becomes_a_draft(app: Flask, planner: FlaskClient) -> None:
    visit(planner, f"{DESK}/questionnaires")
    visit(planner, f"{DESK}/drafting")
    book = FORMATS["excel"].write(example())
    page = submit(planner, f"{DESK}/drafting", file(book, "調査.xlsx"))
    assert one(page, "h1").text == "令和8年度 市民意識調査"
    assert "問6で「市外に移りたい」を選んだ人だけにたずねます" in page.text
    assert page.select_one("a[href$='/publishing']") is not None
    with app.app_context():
        found = db.session.scalars(select(Questionnaire)).one()
        assert (found.state, found.audience, found.sampling) == (DRAFT, "citizen", "random")
        assert questionnaires.current(db.session(), found) == example().document
        assert db.session.scalars(select(AuditEntry.what)).all() == ["questionnaire.draft"]


def test_every_problem_of_a_file_is_shown_and_nothing_is_stored(
    app: Flask, planner: FlaskClient
) -> None:
    said = SMALL.replace("kind: single", "kind: radio").replace("show: q1", "show: q9")
    page = submit(planner, f"{DESK}/drafting", file(said), 422)
    told = [row.text.strip() for row in page.select(".problems tbody th")]
    assert [where.split()[0] for where in told] == ["7行目", "10行目"]
    with app.app_context():
        assert db.session.scalars(select(Questionnaire)).all() == []


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ("", "ファイルが選ばれていません"),
        (SMALL.replace("audience: citizen\n", ""), "「対象」がありません"),
    ],
)
def test_what_is_missing_is_asked_for(planner: FlaskClient, said: str, what: str) -> None:
    page = submit(planner, f"{DESK}/drafting", file(said) if said else {}, 422)
    assert what in page.text


def test_a_draft_is_replaced_by_the_next_file(planner: FlaskClient) -> None:
    address = drafted(planner)
    again = SMALL.replace("小さな調査", "直した調査")
    page = submit(planner, f"{DESK}/drafting/{address.rpartition('/')[2]}", file(again))
    assert one(page, "h1").text == "直した調査"
    broken = submit(planner, f"{DESK}/drafting/{address.rpartition('/')[2]}", file("x"), 422)
    assert one(broken, "h1").text == "直した調査"


def test_what_is_read_first_can_be_changed_without_a_file(app: Flask, planner: FlaskClient) -> None:
    address = drafted(planner).replace("questionnaires", "drafting")
    way = one(visit(planner, address), "a[href*=around]")
    said = {"title": "新しい名前", "contact": "企画課 0000-00-0000", "minutes": "5"}
    submit(planner, f"{address}/builder/around", said)
    assert "around=1" in str(way["href"])
    page = visit(planner, address)
    assert one(page, "h1").text == "新しい名前"
    assert "企画課 0000-00-0000" in one(page, "dl.facts").text
    with app.app_context():
        found = db.session.get_one(Questionnaire, 1)
        assert questionnaires.current(db.session(), found).minutes == 5


def test_areas_of_the_plan_become_choices(planner: FlaskClient) -> None:
    said = SMALL.replace("kind: text}", "kind: area, areas: 行政区}")
    page = visit(planner, drafted(planner, said))
    assert "大門" in page.text
    assert "わからない・行政区に入っていない" in page.text


@pytest.mark.parametrize("key", FORMATS)
def test_a_draft_is_written_out_as_it_was_read(planner: FlaskClient, key: str) -> None:
    address = drafted(planner, example_yaml().decode()).replace("questionnaires", "drafting")
    form = FORMATS[key]
    reply = planner.get(f"{address}/questionnaire.{form.suffix}")
    assert form.read(reply.data).brought == example()


def test_the_template_and_the_example_can_be_downloaded(planner: FlaskClient) -> None:
    for name in ("template.xlsx", "example.xlsx", "example.yaml"):
        reply = planner.get(f"{DESK}/drafting/{name}")
        assert reply.status_code == 200
        assert "attachment" in reply.headers["Content-Disposition"]


def test_a_draft_is_deleted_once_its_name_is_repeated(planner: FlaskClient) -> None:
    address = drafted(planner)
    page = submit(planner, f"{address}/delete", {"repeated": "ちがう"}, 422)
    assert one(page, "h1").text == "小さな調査"
    page = submit(planner, f"{address}/delete", {"repeated": "小さな調査"})
    assert "削除しました" in page.text


def test_the_preview_branches_by_what_is_typed_and_keeps_nothing(planner: FlaskClient) -> None:
    preview = drafted(planner).replace("questionnaires", "drafting") + "/preview"
    assert "プレビュー：回答は保存されません" in visit(planner, preview).text
    asked = submit(planner, preview, {"page": "0", "go": "next"})
    assert "市に住んでいますか" in asked.text
    refused = submit(planner, preview, {"page": "1", "go": "next"}, 422)
    assert "この設問に回答してください" in refused.text

    yes = submit(planner, preview, {"page": "1", "go": "next", "q1": "1"})
    assert "何年住んでいますか" in yes.text
    assert one(yes, "input[type=hidden][name=q1]")["value"] == "1"
    no = submit(planner, preview, {"page": "1", "go": "next", "q1": "2"})
    assert "ご意見" in no.text
    back = submit(planner, preview, {"page": "3", "go": "back", "q1": "2"})
    assert one(back, "input[value='2'][checked]")["name"] == "q1"
    end = submit(planner, preview, {"page": "3", "go": "next", "q1": "2", "q3": "意見"})
    assert "この答え方ではたずねなかった設問" in end.text
    assert "何年住んでいますか" in end.text


def test_the_preview_speaks_every_language_of_the_questionnaire(planner: FlaskClient) -> None:
    preview = drafted(planner).replace("questionnaires", "drafting") + "/preview"
    page = submit(planner, preview, {"page": "1", "language": "en", "q1": "1"})
    assert "Do you live here?" in page.text
    assert "市に住んでいますか" not in page.text
    easy = submit(planner, preview, {"page": "1", "language": "ja-easy", "q1": "1"})
    assert one(easy, "legend rt").parent is not None
    assert one(easy, "input[name=language]")["value"] == "ja-easy"
    assert {tag["lang"] for tag in easy.select("main [lang]")} == {"ja"}


def test_a_correction_shows_what_changes_before_it_is_put_out(
    app: Flask, planner: FlaskClient
) -> None:
    address = published(app)
    visit(planner, address)
    corrected = SMALL.replace("ご意見", "ご意見をお聞かせください")
    page = submit(planner, f"{address}/compare", file(corrected))
    assert "設問「q3」の設問文: 「ご意見」→「ご意見をお聞かせください」" in page.text
    with app.app_context():
        found = db.session.get_one(Questionnaire, 1)
        assert questionnaires.latest(db.session(), found).number == 1

    said = one(page, "input[name=said]")["value"]
    after = submit(planner, f"{address}/correct", {"said": said})
    assert "訂正版（第2版）を出しました" in after.text
    assert "第2版" in after.text


def test_a_correction_that_takes_a_choice_away_is_refused(app: Flask, planner: FlaskClient) -> None:
    address = published(app)
    said = SMALL.replace("choices: [はい, いいえ]", "choices: [はい]")
    page = submit(planner, f"{address}/correct", {"said": said}, 422)
    assert "回答が届いているかもしれないので消せません" in page.text


def test_a_reader_sees_the_draft_without_the_ways_to_change_it(
    planner: FlaskClient, sign_in: SignIn
) -> None:
    address = drafted(planner)
    page = visit(sign_in("viewer", name="reader"), address)
    assert not page.select("form[enctype]")
    assert page.select_one("a[href$='/preview']") is not None
