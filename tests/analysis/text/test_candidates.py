"""Compounds that a planner may want to force together."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.text.candidates import candidates, table
from analysis.text.lexicon import Lexicon, documents

TEXTS = ["公共交通機関が少ない"] * 4 + ["公共交通を増やす"] * 2 + ["オスプレイの配備"] * 3


def test_nouns_in_a_row_are_candidates_with_their_parts() -> None:
    found = {each.written: each for each in candidates(documents(TEXTS))}
    assert found["オスプレイ"].parts == ("オス", "プレイ")
    assert found["オスプレイ"].texts == 3


def test_a_part_that_is_seldom_alone_comes_after_the_whole() -> None:
    found = {each.written: each.score for each in candidates(documents(TEXTS))}
    # 公共交通機関: log2 3 × 4 texts; 公共交通: log2 2 × (6 − 4); 交通機関: 4 − 4 = 0.
    assert found["公共交通機関"] == pytest.approx(4 * 1.5849625)
    assert found["公共交通"] == pytest.approx(2)
    assert "交通機関" not in found


def test_what_is_forced_together_is_no_candidate_any_more() -> None:
    lexicon = Lexicon(compounds=("オスプレイ",))
    assert "オスプレイ" not in {each.written for each in candidates(documents(TEXTS, lexicon))}


def test_rare_compounds_are_left_out() -> None:
    assert candidates(documents(TEXTS), least=5)[0].written == "公共交通"


@settings(max_examples=10, deadline=None)
@given(st.randoms())
def test_the_order_of_texts_does_not_matter(chance: Random) -> None:
    shuffled = TEXTS.copy()
    chance.shuffle(shuffled)
    assert candidates(documents(shuffled)) == candidates(documents(TEXTS))


def test_the_table_shows_how_a_candidate_is_split() -> None:
    shown = table(candidates(documents(TEXTS)), len(TEXTS))
    assert shown.body.loc["オスプレイ", "分かれ方"] == "オス＋プレイ"
