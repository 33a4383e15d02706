"""Characteristic words of groups, and the word cloud."""

import sys

import pytest

from analysis.text.cloud import cloud, count
from analysis.text.keywords import characteristic
from analysis.text.space import Corpus
from analysis.text.words import tokenise
from tests.analysis.text.made import ANSWERS, BUS, FOOD


def test_each_group_has_the_words_the_other_lacks() -> None:
    corpus = Corpus([tokenise(text) for text in (*BUS, *FOOD, "関係のない文")])
    found = characteristic(corpus, ["若年"] * len(BUS) + ["高齢"] * len(FOOD) + [None])
    assert list(found) == ["若年", "高齢"]
    assert found["若年"][0].word in ("バス", "本数")
    bus = next(keyword for keyword in found["若年"] if keyword.word == "バス")
    assert (bus.texts, bus.share) == (7, 0.875)  # the eighth says バス停
    assert not {k.word for k in found["若年"]} & {k.word for k in found["高齢"]}


def test_a_word_is_counted_once_a_text() -> None:
    assert dict(count(["バス、バス、またバス", "バスと蕎麦", None]))["バス"] == 2


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_same_words_give_the_same_picture_without_pyplot() -> None:
    first = cloud(count(ANSWERS), width=320, height=180)
    again = cloud(count(ANSWERS), width=320, height=180)
    assert first.png.startswith(b"\x89PNG")
    assert first.png == again.png
    assert first.words[0][1] >= first.words[-1][1]
    assert "matplotlib.pyplot" not in sys.modules


def test_no_words_give_no_picture() -> None:
    assert cloud(count(["特になし", None])).png == b""
