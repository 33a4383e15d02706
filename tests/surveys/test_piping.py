"""差し込み: what was answered stands in later texts, and a table says whose answer it would be."""

from dataclasses import replace
from datetime import date

import pytest

from surveys import piping, rule_words, sheets
from surveys.documents import Document, Section
from surveys.formats import FORMATS
from surveys.kinds import Answers, Choice, Question, Row
from surveys.piping import Echo
from tests.surveys.asked import WAYS, choices

ASKED = {
    each.code: each
    for each in (
        Question("q1", "年齢", "number", unit="歳"),
        Question("q2", "移動手段", "single", choices=WAYS),
        Question("q3", "使うもの", "multiple", choices=choices("車", "バス", "{q2}")),
        Question("q4", "町の名前", "text"),
        Question(
            "q5", "満足", "matrix", choices=choices("満足", "不満"), rows=(Row("bus", "バス"),)
        ),
        Question("q6", "越してきた日", "date"),
        Question("q7", "順番", "ranking", choices=choices("車", "バス", "徒歩")),
        Question("q8", "配分", "points", choices=choices("車", "バス")),
    )
}
SAID: Answers = {
    "q1": 65,
    "q2": "8",
    "q2_other": "馬",
    "q3": ["1", "3"],
    "q4": "みどり町\n{q1}",
    "q5": {"bus": "2"},
    "q6": "2026-04-01",
    "q7": ["3", "1"],
    "q8": {"2": 70},
}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{q1}の方", "65歳の方"),
        ("｛q1｜年齢｝の方", "65歳の方"),
        ("{q2}を使う", "馬を使う"),  # what was written beside その他
        ("{q3}", "車、馬"),  # the words of a choice may hold an answer too
        ("{q4}", "みどり町 {q1}"),  # but nobody's own words are read as a pipe
        ("{q5.bus}と{q5.バス}", "不満と不満"),
        ("{q6}", "4/1"),
        ("{q7} {q7.3}", "徒歩、車 1位"),
        ("{q8.2} {q8.1}", "70点 0点"),
        ("{q5}", "前の設問の答え"),  # a whole matrix is nothing to say
        ("{q9} {}", "{q9} {}"),
    ],
)
def test_an_answer_is_said_back_in_words(text: str, told: str) -> None:
    echo = Echo(ASKED, SAID, day=lambda day: f"{day.month}/{day.day}")
    assert echo.text(text) == told


def test_without_an_answer_the_planners_words_stand_there() -> None:
    echo = Echo(ASKED, {})
    assert echo.text("{q2|ふだんの移動手段}と{q1}") == "ふだんの移動手段と前の設問の答え"
    assert Echo(ASKED, {"q3": ["1", "2"]}, "en").text("{q3}") == "車, バス"


def test_every_text_of_a_question_is_filled_and_one_without_a_pipe_is_left_alone() -> None:
    echo = Echo(ASKED, SAID)
    asked = Question(
        "q9", "{q1}", "matrix", help="{q2}", choices=choices("{q1}"), rows=(Row("a", "{q2}"),)
    )
    told = echo.question(asked)
    assert (told.label, told.help, told.choices[0].label, told.rows[0].label) == (
        "65歳",
        "馬",
        "65歳",
        "馬",
    )
    assert echo.question(ASKED["q1"]) is ASKED["q1"]


def test_a_table_says_which_answer_is_meant() -> None:
    numbers = {"q2": "問2"}
    plain, named = piping.all_named((ASKED["q1"], ASKED["q3"]), numbers)
    assert plain is ASKED["q1"]
    assert named.choices[2].label == "〔問2の回答〕"


def test_a_text_that_says_an_answer_back_stands_on_a_later_page() -> None:
    document = Document(
        (
            Question("q1", "年齢", "number", section="s1"),
            Question("q2", "住まい", "text", section="s1"),
            Question("q3", "意見", "text", section="s1", choices=(Choice("1", "{q1}"),)),
        ),
        (Section("s1", "はじめ"),),
        translations={"en": {"q2": "At {q1}, where do you live?"}},
    )
    pages = sheets.pages(document)
    assert [[each.code for each in page.questions] for page in pages] == [["q1"], ["q2", "q3"]]
    assert sheets.read(document, {"q1": ["65"]}, of={"q3"}).answers == {"q1": 65}


def test_a_title_and_what_a_check_says_hold_answers_without_beginning_a_page() -> None:
    document = Document(
        (
            Question("q1", "世帯の人数", "number", section="s1"),
            Question(
                "q2",
                "子どもの人数",
                "number",
                section="s1",
                check="q2 <= q1",
                check_told="{q2}は、世帯の人数（{q1}）より多くなっています",
            ),
            Question("q3", "意見", "text", section="s2"),
        ),
        (Section("s1", "はじめ"), Section("s2", "{q1}人ぐらしのこと")),
        translations={"en": {"q2.check": "{q2} is more than {q1}"}},
    )
    assert [len(page.questions) for page in sheets.pages(document)] == [2, 1]
    assert sheets.read(document, {"q1": ["2"]}, of={"q3"}).answers == {"q1": 2}
    assert sheets.read(document, {"q1": ["2"]}, of={"q2"}).answers == {"q1": 2}
    assert rule_words.in_tables(document).sections[1].title == "〔問1の回答〕人ぐらしのこと"


FILE = """
title: 調査
sections:
  - title: "{q7}"
    lead: "{q1} {q8}"
    questions:
      - {code: q1, label: "年齢", kind: number}
      - {code: q2, label: "満足", kind: matrix, rows: ["{q3}", "{q1}"], choices: [満足, 不満]}
      - {code: q3, label: "{q2}と{q2.1}", kind: text, check: "q3 あり かつ q4 あり"}
      - {code: q4, label: "意見", kind: text, check: "q4 あり", check_told: "{q4} {q5}"}
translations:
  en: {q3: "{q4}", q4.check: "{q4} {q6}"}
"""


def test_a_file_tells_every_text_and_check_that_looks_at_no_earlier_answer() -> None:
    told = [problem.what for problem in FORMATS["yaml"].read(FILE.encode()).problems]
    assert set(told) == {
        "差し込み「{q1}」の設問が、これより前にありません",
        "差し込み「{q8}」の設問が、これより前にありません",
        "差し込み「{q3}」の設問が、これより前にありません",
        "差し込み「{q4}」の設問が、これより前にありません",
        *(f"差し込み「{{q{n}}}」の設問が、これより前にありません" for n in (5, 6, 7)),
        "差し込み「{q2}」の答えは、1つの言葉になりません",
        "条件「q3 あり かつ q4 あり」の「q4」は、ここより前にありません",
    }


def test_days_are_said_as_the_reader_says_them() -> None:
    assert Echo(ASKED, SAID, day=lambda day: day.strftime("%Y")).text("{q6}") == "2026"
    assert replace(Echo(), day=date.isoformat).text("{q6}") == "{q6}"
