"""A word in its contexts, and the words around it."""

from math import log, log2
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.text.collocation import collocation
from analysis.text.concordance import concordance, laid
from analysis.text.lexicon import Lexicon, documents
from analysis.text.matching import NothingSought
from analysis.text.words import normalise
from tests.analysis.text.made import ANSWERS, BUS


def test_all_forms_of_a_word_are_found() -> None:
    made = concordance(["駅へ 行った", "行かない", "こどもと行く", "来た"], "行く")
    assert sorted(line.word for line in made.lines) == ["行か", "行く", "行っ"]
    assert (made.texts, made.read) == (3, 4)
    assert [line.left for line in made.lines if line.word == "行っ"] == ["駅へ "]


def test_letters_are_found_wherever_they_stand() -> None:
    texts = ["バス停とバス", "路線バス"]
    assert len(concordance(texts, "バス", literal=True).lines) == 3
    found = concordance(texts, "ス停", literal=True).lines[0]
    assert (found.left, found.word, found.right) == ("バ", "ス停", "とバス")
    assert found.after == ("と", "バス")


def test_what_mecab_splits_is_found_as_words_in_a_row() -> None:
    made = concordance(["駅前の駐車場が使いにくかった", "使いやすく、しにくい"], "使いにくい")
    assert [line.word for line in made.lines] == ["使いにくかっ"]


def test_a_synonym_finds_all_its_group() -> None:
    lexicon = Lexicon(synonyms=(("子ども", ("児童", "生徒")),))
    made = concordance(["児童の声", "こどもの声", "生徒"], "児童", lexicon=lexicon)
    assert len(made.lines) == 3


def test_lines_with_the_commonest_neighbour_come_first() -> None:
    texts = ["バスは遅い", "バスが来る", "バスが遅い", "バスが遅い。困る", "バス"]
    made = concordance(texts, "バス", by=(1, 2))
    assert [line.right for line in made.lines] == ["が遅い", "が遅い。困る", "が来る", "は遅い", ""]
    left = concordance(["夜のバス", "朝のバス", "朝のバス"], "バス", by=(-2,))
    assert [line.left for line in left.lines] == ["朝の", "朝の", "夜の"]


def test_long_contexts_are_cut_and_say_so() -> None:
    line = concordance(["あ" * 40 + "バス" + "い" * 40], "バス", literal=True, width=5).lines[0]
    assert (line.left, line.right) == ("…あああああ", "いいいいい…")


def test_nothing_cannot_be_looked_for() -> None:
    with pytest.raises(NothingSought):
        concordance(["バス"], " ")
    with pytest.raises(NothingSought):
        concordance(["バス"], " ", literal=True)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(ANSWERS)), st.randoms())
def test_the_order_of_texts_does_not_change_the_lines(texts: list[str], chance: Random) -> None:
    def said(order: list[str]) -> list[tuple[str, str, str]]:
        lines = concordance(order, "バス", by=(-1, 1)).lines
        return [(line.left, line.word, line.right) for line in lines]

    shuffled = texts.copy()
    chance.shuffle(shuffled)
    assert said(texts) == said(shuffled)


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=30))
def test_every_word_is_found_where_it_is_written(text: str) -> None:
    here = laid(text)
    for word, (start, end) in zip(here.words, here.spans, strict=True):
        assert here.said[start:end].replace(" ", "") == word.surface
    assert here.said == normalise(text)


def test_collocates_are_compared_with_all_other_places() -> None:
    texts = ["赤いバス"] * 3 + ["青い電車"] * 5
    found = collocation(documents(texts), "バス", span=2).found
    assert [(each.word, each.number, each.texts) for each in found] == [("赤い", 3, 3)]
    # 13 words of content but バス: 3 within reach, all 赤い; 10 beyond, none of them 赤い.
    assert found[0].expected == pytest.approx(9 / 13)
    assert found[0].likelihood == pytest.approx(2 * (3 * log(13 / 3) + 10 * log(13 / 10)))
    assert found[0].pmi == pytest.approx(log2(13 / 3))
    assert found[0].stands == (0, 3, 0, 0)


def test_rare_collocates_are_not_told_of() -> None:
    found = collocation(documents([*BUS, "駅のバス"]), "バス").found
    assert "駅" not in {each.word for each in found}
    assert found[0].word == "本数"


def test_chance_is_told_for_each_neighbour_and_both_sides_are_counted() -> None:
    texts = ["バスの本数が少ない", "本数の多いバス", "バスの本数", "公園が広い", "公園が狭い"] * 4
    found = collocation(documents(texts), "バス").found
    (number,) = [each for each in found if each.word == "本数"]
    assert (number.before, number.after, number.number) == (4, 8, 12)
    assert 0 <= number.q < 0.05
    assert all(0 <= each.q <= 1 for each in found)
