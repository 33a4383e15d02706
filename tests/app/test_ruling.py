"""条件: a draft as a flow, a rule by picking; checks and answers said back on the phone."""

from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from app import bridge
from app.extensions import db
from app.respond.pages import Around, Blanks, asked_as
from surveys import documents, draft_steps, questionnaires
from surveys.documents import Document, Section
from surveys.kinds import Question
from surveys.piping import Echo
from surveys.questionnaires import DRAFT, Questionnaire
from tests import make
from tests.app.asking import choices, publish
from tests.conftest import SignIn
from tests.visit import one, spoken, submit, visit

DESK = "/desk/plans/1"
SAID = """\
title: 移動の調査
audience: citizen
sampling: open
sections:
- code: s1
  title: あなたについて
  questions:
  - {code: age, label: 年齢, kind: number, required: true, low: 18, unit: 歳}
  - {code: main, label: "使うもの", kind: multiple, choices: [車, バス, 徒歩]}
- code: s2
  title: くわしく
  show: age >= 65
  questions:
  - {code: q3, label: "{main}について", kind: text}
  - {code: q4, label: 若い方へ, kind: text, show: age < 18}
- code: s3
  title: おわりに
  questions:
  - {code: q5, label: 困りごと, kind: text, show: main = 車}
  - {code: q6, label: 世帯の人数, kind: number}
"""


@pytest.fixture
def planner(app: Flask, sign_in: SignIn) -> FlaskClient:
    with app.app_context():
        db.session.add(make.plan())
        db.session.commit()
    return sign_in("planner")


@pytest.fixture
def draft(planner: FlaskClient) -> str:
    """The address of a draft."""
    file = (BytesIO(SAID.encode()), "調査.yaml")
    reply = planner.post(f"{DESK}/drafting", data={"file": file})
    return f"{DESK}/drafting/{reply.headers['Location'].rpartition('/')[2]}"


def document(app: Flask) -> Document:
    with app.app_context():
        found = db.session.query(Questionnaire).filter_by(state=DRAFT).one()
        return questionnaires.current(db.session(), found)


def texts(page: BeautifulSoup, selector: str) -> list[str]:
    return [spoken(each) for each in page.select(selector)]


def test_a_draft_is_read_as_a_flow_with_what_is_odd_beside_it(
    planner: FlaskClient, draft: str
) -> None:
    page = visit(planner, f"{draft}/flow")
    assert texts(page, ".flow-facts dd") == ["5問 約3分", "3問 約1分", "4通り"]
    assert texts(page, ".advice li") == [
        "問4はだれにもたずねられません。問1が18歳未満の人はいません"
    ]
    assert "問1が65歳以上の人 → へ: 問3" in texts(page, ".flow-jump")[0]
    assert texts(page, ".flow-branch > .flow-who")[1] == (
        "↳ 問2で「車」を選んだ人だけ 4通りのうち2通り"
    )
    assert "〔問2の回答〕について" in texts(page, ".flow-label")
    found = one(page, ".advice a")["href"]
    assert page.select_one(str(found)) is not None
    assert "流れを見る" in spoken(visit(planner, draft))


def test_a_rule_is_picked_without_typing_or_a_script(
    app: Flask, planner: FlaskClient, draft: str
) -> None:
    path = f"{draft}/rules/q6"
    first = visit(planner, path)
    assert "条件はありません。ここへ来た全員にたずねます。" in spoken(first)
    line = {"as": "lines", "lines": "1", "seen": "", "1.about": "main"}
    looked = submit(planner, path, line | {"go": "look.1"})
    assert texts(looked, ".picked-line .choice") == ["車", "バス", "徒歩"]
    assert one(looked, "[autofocus]")["name"] == "1.test"
    none = submit(planner, path, line | {"1.test": "="}, 422)
    assert "1行目の条件に、選択肢か数が選ばれていません" in spoken(none)

    chosen = line | {"1.test": "=", "1.choice": ["1", "2"]}
    more = submit(planner, path, chosen | {"go": "add"})
    assert len(more.select(".picked-line")) == 2
    assert len(more.select("input[checked]")) == 2, "what was picked stays"
    size = {"2.about": "age", "2.test": ">=", "2.size": "65"}
    saved = submit(planner, path, chosen | size | {"lines": "2", "joint": "または"})
    assert "問2で「車」か「バス」を選んだ、または問1が65歳以上の人だけにたずねます" in spoken(saved)
    assert document(app).question("q6").show == "main = 1, 2 または age >= 65"


def test_what_was_picked_for_one_question_is_never_said_of_another(
    app: Flask, planner: FlaskClient, draft: str
) -> None:
    path = f"{draft}/rules/q6"
    line = {"as": "lines", "lines": "1", "seen": "", "1.about": "main", "1.test": "="}
    shown = submit(planner, path, line | {"1.choice": "1", "go": "add"})
    assert one(shown, "[name='1.of']")["value"] == "main"
    changed = line | {"1.of": "main", "1.choice": "1", "1.about": "q5", "1.test": "あり"}
    late = submit(planner, path, changed, 422)
    assert "1行目の条件に、「どんな答えか」が選ばれていません" in spoken(late)
    assert one(late, "[name='1.of']")["value"] == "q5"
    gone = submit(planner, path, line | {"1.about": "q9", "1.choice": "1"}, 422)
    assert "1行目の条件で見る設問が、ここより前にありません" in spoken(gone)
    assert document(app).question("q6").show == ""


def test_two_planners_do_not_overwrite_each_others_rule_silently(
    app: Flask, planner: FlaskClient, draft: str
) -> None:
    path = f"{draft}/rules/q6"
    chosen = {"as": "lines", "lines": "1", "seen": "", "1.about": "main", "1.test": "="}
    submit(planner, path, chosen | {"1.choice": "3"})
    chosen |= {"1.choice": "1"}
    late = submit(planner, path, chosen, 422)
    assert "ほかの人が、この条件を「main = 3」に変えました" in spoken(late)
    seen = one(late, "[name=seen]")["value"]
    submit(planner, path, chosen | {"seen": seen})
    assert document(app).question("q6").show == "main = 1"
    with app.app_context():
        (found,) = db.session.query(Questionnaire).all()
        steps = [step.said for step in draft_steps.history(db.session(), found)]
    assert steps[:2] == ["問6の条件", "問6の条件"]


def test_sections_and_checks_have_rules_and_a_complex_one_stays_words(
    app: Flask, planner: FlaskClient, draft: str
) -> None:
    section = f"{draft}/rules/s2?which=section"
    assert "問1が65歳以上の人だけにたずねます" in spoken(visit(planner, section))
    words = {
        "as": "words",
        "seen": "age >= 65",
        "text": "age >= 65 または (main = 1 かつ age > 20)",
    }
    typed = submit(planner, section, words)
    assert one(typed, "textarea[name=text]").get_text(strip=True) == words["text"]
    wrong = submit(planner, section, words | {"text": "q6 あり", "seen": words["text"]}, 422)
    assert "「q6」は、ここより前にありません。条件で見る設問を前に" in spoken(wrong)

    check = f"{draft}/rules/q6?which=check"
    line = {"as": "lines", "lines": "1", "1.about": "q6", "1.test": "<=", "1.against": "age"}
    told = "人数が多すぎます"
    submit(planner, check, line | {"seen": "", "told": told})
    asked = document(app).question("q6")
    assert (asked.check, asked.check_told) == ("q6 <= age", told)
    assert visit(planner, f"{draft}/rules/age").select_one(".rule-picker") is None
    visit(planner, f"{draft}/rules/nothing", 422)


PIPED = Document(
    title="調査",
    sections=(Section("s1", "はじめ"), Section("s2", "つぎ", lead="{town}のことをうかがいます。")),
    questions=(
        Question("town", "地区", "single", choices=choices("川西", "山手"), section="s1"),
        Question("name", "お店", "text", section="s1"),
        Question("family", "世帯の人数", "number", unit="人", section="s1"),
        Question(
            "kids",
            "{family}のうち子どもの人数",
            "number",
            section="s2",
            check="kids < family",
            check_told="子どもの人数を確かめてください",
        ),
        Question("why", "{name|お店}へ行く理由", "text", section="s2"),
        Question(
            "way", "行き方", "single", choices=choices("{town}から歩いて", "車で"), section="s2"
        ),
    ),
    translations={
        "en": {"town": "Area", "town:1": "Kawanishi", "kids.check": "Check the number"},
    },
)


def test_each_reads_their_own_answers_said_back_and_never_anothers(app: Flask) -> None:
    town = publish(app, PIPED)
    ann, ben, cleo = town.somebody(), town.somebody(), town.somebody()
    for each in (ann, ben, cleo):
        each.opens()
        each.starts()
    ann.answers(town="1", name="<b>みどり屋</b> {family}", family="3")
    first = spoken(ann.page)
    assert "川西のことをうかがいます。" in first
    assert "<b>みどり屋</b> {family}へ行く理由" in first, "as it was typed, and escaped"
    assert "川西から歩いて" in first
    ben.answers(town="2")
    second = spoken(ben.page)
    assert "山手のことをうかがいます。" in second
    assert "お店へ行く理由" in second
    assert "前の設問の答えのうち子どもの人数" in second
    cleo.answers()
    for words in ("川西", "山手", "みどり屋", "3人"):
        assert words not in spoken(cleo.page)


def test_what_was_typed_stays_beside_a_check_and_is_said_back_in_the_review(app: Flask) -> None:
    ann = publish(app, PIPED).somebody()
    ann.opens()
    ann.starts()
    ann.answers(town="1", family="3")
    refused = ann.answers(422, kids="3", why="近い")
    assert "子どもの人数を確かめてください" in spoken(refused)
    assert one(refused, "[name=kids]")["value"] == "3", "what was typed stays"
    assert "3人のうち子どもの人数" in spoken(one(refused, ".notice.error"))
    english = ann.opens(f"{ann.path}?lang=en")
    assert "Kawanishiのことをうかがいます。" in spoken(english)
    review = ann.answers(kids="1", why="近い", way="1")
    assert "3人のうち子どもの人数" in spoken(review)
    assert "Kawanishiから歩いて" in spoken(review)


def test_a_question_that_says_an_answer_back_is_rendered_for_one_reader_alone(app: Flask) -> None:
    blanks: Blanks = {}
    asked = {question.code: question for question in PIPED.questions}
    for area, words in (("1", "川西"), ("2", "山手")):
        around = Around("", blanks=blanks, echo=Echo(asked, {"town": area}))
        with app.test_request_context():
            made = asked_as(PIPED.questions, {}, {}, around)
        assert f"{words}から歩いて" in made["way"]
        assert {code for code, *_ in blanks} == {"town", "name", "family"}


def test_a_check_is_told_in_the_language_that_is_read(app: Flask) -> None:
    town = publish(app, PIPED)
    ann = town.somebody()
    ann.opens("?lang=en")
    ann.starts()
    ann.answers(town="1", family="3")
    assert "Check the number" in spoken(ann.answers(422, kids="4"))


def test_a_table_says_whose_answer_a_text_would_say_back(app: Flask) -> None:
    with app.app_context():
        made = make.questionnaire(db.session())
        questionnaires.freeze(db.session(), made, documents.write(PIPED), make.NOON)
        book = bridge.codebook(bridge.asked(db.session(), made))
        assert book.get("kids").label == "〔問3の回答〕のうち子どもの人数"
        assert book.get("way").levels[0][1] == "〔問1の回答〕から歩いて"
    assert PIPED.piped.keys() == {"section s2", "kids", "why", "way"}
