"""Who said something, who said nothing, who only copied."""

import pytest

from analysis.text.passages import read, says_nothing

LONG = "市役所の窓口を土曜日の午前中にも開けてほしいと前から思っています"


@pytest.mark.parametrize(
    "text",
    [
        "特になし",
        "なんとなく",
        "３",
        "上記の通り。",
        "なし",
        "ない",
        "無し",
        "特にありません。",
        "?",
        "。",
        "ー",
        "特にない",
        "とくになし",
        "わからない",
        "今のところ特にありません",
        "特に無いです",
        "何もない",
        "N/A",
    ],
)
def test_nothing_to_say_is_recognised(text: str) -> None:
    assert says_nothing(text)


@pytest.mark.parametrize(
    "text", ["駐車場がない", "何もない町", "ないと困る", "特にバスがほしい", "便利"]
)
def test_a_short_answer_is_still_an_answer(text: str) -> None:
    assert not says_nothing(text)


def test_blank_and_empty_answers_are_counted_apart() -> None:
    found = read([None, "  ", "特になし", "バス"])
    assert (found.blank, found.said_nothing) == (2, 1)
    assert [passage.rows for passage in found.passages] == [(3,)]


def test_the_same_short_words_are_several_voices() -> None:
    (passage,) = read(["きれい", "きれい。", "きれい！"]).passages
    assert (passage.rows, passage.voices, passage.copied) == ((0, 1, 2), 3, 0)


def test_copies_of_a_long_text_are_one_voice() -> None:
    (passage,) = read([LONG, f"{LONG}。", LONG.replace("前から", "以前から")]).passages
    assert (passage.rows, passage.voices, passage.copied) == ((0, 1, 2), 1, 2)


def test_a_long_text_of_ones_own_is_no_copy() -> None:
    other = "市役所の窓口で待つ時間が長いので、予約できるようにしてほしいと思います"
    assert len(read([LONG, other]).passages) == 2
