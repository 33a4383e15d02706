"""確認: an answer is held to what was answered before, and told in words when it does not fit."""

from dataclasses import replace

import pytest

from surveys import answer_checks, documents, rule_words, sheets
from surveys.answer_checks import CheckFailed, CheckUntold
from surveys.documents import Document
from surveys.formats import FORMATS
from surveys.formats.base import Brought
from surveys.kinds import Question
from tests.surveys.asked import choices

FAMILY = Question("q1", "世帯の人数", "number", unit="人")
KIDS = Question("q2", "子どもの人数", "number", unit="人", check="q2 <= q1")
HOME = Question("q3", "使うもの", "multiple", choices=choices("車", "バス", "徒歩"))
END = Question("q4", "引っ越した日", "date")
DOCUMENT = Document((FAMILY, KIDS, HOME, END))


def refused(document: Document, **said: str) -> dict[str, str]:
    sheet = sheets.read(document, {name: [text] for name, text in said.items()})
    return {code: str(error) for code, error in sheet.errors.items()}


def test_an_answer_that_does_not_fit_is_refused_in_the_planners_words() -> None:
    told = replace(KIDS, check_told="子どもの人数が、世帯の人数より多くなっています。100%")
    document = Document((FAMILY, told))
    assert refused(document, q1="3", q2="3") == {}
    assert refused(document, q1="3", q2="4") == {"q2": told.check_told}
    assert "q2" not in sheets.read(document, {"q1": ["3"], "q2": ["4"]}).answers


def test_without_words_of_the_planner_the_rule_is_put_into_a_sentence() -> None:
    sentence = "この答えが「世帯の人数」以下のはずです。答えを確かめてください"
    assert refused(DOCUMENT, q1="3", q2="4") == {"q2": sentence}


def test_who_left_out_what_is_compared_is_not_held_to_it() -> None:
    assert refused(DOCUMENT, q2="4") == {}
    assert refused(DOCUMENT, q1="3") == {}
    either = Document((FAMILY, replace(KIDS, check="q1 あり または q2 あり")))
    assert list(refused(either)) == ["q2"], "to answer one of the two is what this check asks"


def test_a_page_is_checked_against_the_answers_of_earlier_ones() -> None:
    sheet = sheets.read(DOCUMENT, {"q1": ["3"], "q2": ["4"]}, of={"q2"})
    assert list(sheet.errors) == ["q2"]


def test_a_check_is_told_in_the_language_of_the_reader() -> None:
    words = {"q1": "Household", "q2": "Children", "q2.check": "More children than people."}
    spoken = replace(DOCUMENT, translations={"en": words, "pt": {"q1": "Família"}})
    told = replace(spoken, questions=(FAMILY, replace(KIDS, check_told="多すぎます"), HOME, END))
    english = answer_checks.failed(told.in_language("en"), KIDS, "en")
    assert str(english) == "More children than people."
    assert type(english) is CheckFailed
    portuguese = answer_checks.failed(spoken.in_language("pt"), KIDS, "pt")
    assert isinstance(portuguese, CheckUntold)
    assert portuguese.details == {"questions": "Família / 子どもの人数"}


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("q1 >= 3", "問1が3人以上の人"),
        ("q1 <= 3", "問1が3人以下の人"),
        ("q1 > 3", "問1が3人を超える人"),
        ("q1 < 3", "問1が3人未満の人"),
        ("q1 != 3, 4", "問1が3人か4人ではない人"),
        ("q2 <= q1", "問2が問1以下の人"),
        ("q2 > q1", "問2が問1を上回る人"),
        ("q2 = q1", "問2が問1と同じ人"),
        ("q1 + q2 = 24", "問1と問2の合計が24人の人"),
        ("q1 - q2 >= 3", "問1から問2を引いた数が3以上の人"),
        ("q3 の数 >= 2", "問3で選んだ数が2以上の人"),
        ("q1 >= q3 の数", "問1が問3で選んだ数以上の人"),
        ("q4 >= 2026-04-01", "問4が2026年4月1日以後の人"),
        ("q1 > 3 かつ q3 = 車", "問1が3人を超える、かつ問3で「車」を選んだ人"),
    ],
)
def test_sizes_are_said_as_people_say_them(rule: str, words: str) -> None:
    document = replace(DOCUMENT, questions=(*DOCUMENT.questions, Question("q5", "", "text")))
    asked = replace(document.question("q5"), show=rule)
    whole = replace(document, questions=(*DOCUMENT.questions, asked))
    ((read, _),) = whole.rules["q5"]
    assert rule_words.who(whole, read) == words


def test_a_check_goes_into_a_document_and_every_file_and_comes_back() -> None:
    told = replace(KIDS, check_told="多すぎます。\n確かめてください")
    document = replace(DOCUMENT, questions=(FAMILY, told, HOME, END), title="調査")
    written = documents.write(document)
    assert written["questions"][1]["check"] == "q2 <= q1"
    assert documents.parse(written) == document
    brought = Brought(document, "citizen", "open", 2026)
    for form in FORMATS.values():
        assert form.read(form.write(brought)).brought == brought
