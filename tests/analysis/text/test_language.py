"""The language of a short answer, so that answers can be grouped apart and translated."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.language import Language, language_of
from tests.analysis.text.labelled import pairs
from tests.analysis.text.made import ANSWERS

KNOWN = pairs("languages.txt")
HALVES = {"development": KNOWN[0::2], "held out": KNOWN[1::2]}


def right(sentences: list[tuple[str, str]]) -> float:
    return sum(language_of(text) == said for said, text in sentences) / len(sentences)


@pytest.mark.parametrize("half", HALVES)
def test_the_language_of_a_short_answer_is_told(half: str) -> None:
    assert right(HALVES[half]) >= 0.97


def test_answers_the_rules_never_saw_are_mostly_told() -> None:
    assert right(pairs("languages_unseen.txt")) >= 0.89


def test_japanese_is_never_taken_for_another_language() -> None:
    """A resident's answer must not wait for a translator."""
    japanese = [text for said, text in KNOWN if said == "ja"]
    assert {language_of(text) for text in (*ANSWERS, *japanese)} == {Language.JAPANESE}


@pytest.mark.parametrize(
    "text", ["交通不便", "了解", "的確", "是非改善", "不満", "国際交流", "最多"]
)
def test_kanji_alone_are_japanese_unless_they_are_chinese(text: str) -> None:
    assert language_of(text) is Language.JAPANESE


def test_the_two_ways_of_writing_chinese_are_told_apart() -> None:
    assert language_of("医院里没有中文翻译") is Language.SIMPLIFIED
    assert language_of("醫院沒有中文翻譯") is Language.TRADITIONAL


def test_japanese_in_roman_letters_is_japanese() -> None:
    assert language_of("basu ga sukunai desu") is Language.JAPANESE


@pytest.mark.parametrize("text", ["", "100", "👍", "…", "！？", "https://example.jp"])
def test_what_holds_no_words_has_no_language(text: str) -> None:
    assert language_of(text) is Language.UNKNOWN


@given(st.text(max_size=30))
def test_any_text_has_one_answer(text: str) -> None:
    assert language_of(text) is language_of(text)


def test_a_masked_text_is_in_the_language_it_was_written_in() -> None:
    assert language_of("My name is 〔氏名〕, call 〔電話番号〕") == "en"
    assert language_of("〔氏名〕 〔電話番号〕") == "und"
