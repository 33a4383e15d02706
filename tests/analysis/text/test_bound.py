"""Compounds of nouns that hardly ever stand alone."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.text.bound import whole
from analysis.text.lexicon import NOTHING, Lexicon, documents
from analysis.text.words import terms

RAILWAY = ["新幹線の駅", "新幹線が来る", "新幹線を待つ", "駅が遠い"]


def counted(texts: list[str], lexicon: Lexicon = NOTHING) -> list[list[str]]:
    return [terms(words) for words in whole(documents(texts, lexicon), lexicon)]


def test_a_noun_that_never_stands_alone_is_counted_as_what_it_makes() -> None:
    assert counted(RAILWAY)[0] == ["新幹線", "駅"]
    clubs = ["自治会の役員", "自治会が遠い", "自治会に入る"]
    assert [each[0] for each in counted(clubs)] == ["自治会"] * 3


def test_a_noun_that_also_stands_alone_stays_what_it_is() -> None:
    texts = [
        "子育て支援",
        "子育て支援",
        "子育て支援",
        "子育てが大変",
        "子育て",
        "支援がほしい",
        "支援",
    ]
    assert counted(texts)[0] == ["子育て", "支援"]


def test_what_two_texts_say_is_no_compound_yet() -> None:
    assert counted(RAILWAY[:2])[0] == ["幹線", "駅"]


def test_a_bound_noun_that_is_left_over_says_nothing() -> None:
    texts = ["交通機関"] * 4 + ["金融機関"] + ["報道機関"]
    assert counted(texts) == [["交通機関"]] * 4 + [["金融"], ["報道"]]
    assert "機関" in counted(texts, Lexicon(pinned=("機関",)))[-1]


@pytest.mark.parametrize("number", ["三回", "100人"])
def test_numbers_make_no_compound(number: str) -> None:
    assert not any("回" in term or "人" in term for each in counted([number] * 5) for term in each)


@settings(max_examples=20, deadline=None)
@given(st.randoms())
def test_the_order_of_texts_does_not_matter(chance: Random) -> None:
    order = list(range(len(RAILWAY)))
    chance.shuffle(order)
    assert counted([RAILWAY[place] for place in order]) == [counted(RAILWAY)[p] for p in order]
