"""調査票の文書: it comes back as it was written, in every language, or says what is wrong."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys import documents
from surveys.documents import Document, RuleBroken, Section
from surveys.errors import SurveyError
from surveys.kinds import KINDS, Choice, Question, Row
from surveys.soundness import (
    AreaUnplaced,
    ChoiceCodeTaken,
    SectionsMixed,
    TwiceTheSameCode,
    UnknownKind,
    UnknownSection,
)
from tests.surveys.asked import AREAS, DOCUMENT, choices

words = st.text(st.characters(codec="utf-8"), max_size=8)
codes = st.lists(st.text("abcあ1_", min_size=1, max_size=4), unique=True, max_size=4)


@st.composite
def questions(draw: st.DrawFn) -> Question:
    listed = [
        Choice(
            code,
            draw(words),
            exclusive=draw(st.booleans()),
            beside=draw(st.booleans()),
            within=("東",) if draw(st.booleans()) else (),
        )
        for code in draw(codes)
    ]
    return Question(
        code="q",
        label=draw(words),
        kind=draw(st.sampled_from(sorted(KINDS))),
        part=draw(st.sampled_from(["question", "attribute"])),
        required=draw(st.booleans()),
        choices=tuple(listed),
        rows=tuple(Row(code, draw(words)) for code in draw(codes)),
        help=draw(words),
        least=draw(st.none() | st.integers(1, 3)),
        low=draw(st.none() | st.floats(0, 9)),
        unit=draw(words),
        levels=("行政区", "地区"),
        ordered=draw(st.booleans()),
        bands=tuple(draw(st.lists(st.integers(0, 99), max_size=3))),
        band_code="band",
        as_of=draw(st.none() | st.just(2026)),
    )


@given(questions(), words, st.dictionaries(st.just("en"), st.dictionaries(words, words)))
def test_a_document_comes_back_as_it_was_written(
    question: Question, title: str, translations: dict[str, dict[str, str]]
) -> None:
    written = documents.write(Document((question,), title=title, translations=translations))
    stored = json.loads(json.dumps(written))
    back = documents.parse(stored)
    assert back.questions == (question,)
    assert (back.title, dict(back.translations)) == (title, translations)
    assert documents.write(back) == written
    assert documents.fingerprint(stored) == documents.fingerprint(written)


def test_everything_at_once_comes_back_too() -> None:
    back = documents.parse(json.loads(json.dumps(documents.write(DOCUMENT))))
    assert back == DOCUMENT
    assert back.rules == DOCUMENT.rules


def test_what_imports_wrote_before_there_were_sections_is_still_read() -> None:
    old: dict[str, Any] = {
        "format": 1,
        "questions": [
            {
                "code": "問1",
                "label": "住みごこち",
                "kind": "scale",
                "part": "question",
                "required": False,
                "choices": [
                    {"code": "1", "label": "よい", "exclusive": False, "beside": False},
                    {"code": "2", "label": "わるい", "exclusive": False, "beside": False},
                ],
                "limit": None,
                "ordered": True,
                "reverse": False,
                "labelled": True,
                "bands": [],
                "as_of": None,
                "band_code": "",
                "band_label": "",
            }
        ],
    }
    made = documents.parse(old)
    assert made.questions[0].codes == ["1", "2"]
    assert made.sections == ()
    assert made.asked({}) == {"問1"}


def test_another_language_says_what_was_translated_and_the_rest_in_japanese() -> None:
    english = DOCUMENT.in_language("en")
    drives = english.question("q3")
    assert (drives.label, drives.choices[0].label) == ("Do you drive?", "I do")
    assert drives.choices[1].label == "しない"
    assert english.sections[0].lead == "First, you"
    assert english.title == DOCUMENT.title
    assert english.rules == DOCUMENT.rules, "rules read the Japanese words in every language"
    assert DOCUMENT.in_language("en") is english, "made once"
    assert DOCUMENT.in_language("xx") is DOCUMENT
    assert DOCUMENT.languages == ("ja", "en")


def question(code: str = "q1", kind: str = "single", **changes: Any) -> Question:
    return Question(code, "設問", kind, **({"choices": choices("はい", "いいえ")} | changes))


OTHER = Choice("other", "その他", write_in=True)
TWO = (Section("a", "一"), Section("b", "二"))


@pytest.mark.parametrize(
    ("asked", "sections", "error", "said"),
    [
        ([question(kind="dance")], (), UnknownKind, "q1.*dance"),
        ([question(), question()], (), TwiceTheSameCode, "q1"),
        (
            [question("q1", "matrix", rows=(Row("2", "行"),)), question("q1_2")],
            (),
            TwiceTheSameCode,
            "q1_2",
        ),
        ([question(section="c")], TWO, UnknownSection, "q1.*c"),
        ([question()], TWO, UnknownSection, "q1"),
        ([question(section="b"), question("q2", section="a")], TWO, SectionsMixed, "q2.*a"),
        ([question(section="a")], (TWO[0], TWO[0]), TwiceTheSameCode, "a"),
        ([question(choices=choices("は") * 2)], (), ChoiceCodeTaken, "q1.*1"),
        ([question(kind="matrix", rows=(Row("a", ""),) * 2)], (), ChoiceCodeTaken, "q1.*a"),
        ([question(kind="multiple", choices=(OTHER,))], (), ChoiceCodeTaken, "q1.*other"),
        ([question(kind="area", choices=AREAS, levels=("区",))], (), AreaUnplaced, "q1.*旭町"),
        ([question(show="q2 = 1"), question("q2")], (), RuleBroken, "設問「q1」の条件.*q2"),
        ([question(skip="q1 = 1")], (), RuleBroken, "設問「q1」の条件.*「q1」"),
        (
            [question(section="a")],
            (replace(TWO[0], show="q1 = 1"),),
            RuleBroken,
            "セクション「a」の条件",
        ),
    ],
)
def test_a_document_that_cannot_be_asked_says_why(
    asked: list[Question], sections: tuple[Section, ...], error: type[SurveyError], said: str
) -> None:
    with pytest.raises(error, match=said):
        documents.parse(documents.write(Document(tuple(asked), sections)))
