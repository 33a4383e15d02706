"""Characteristic words of groups."""

from collections.abc import Sequence
from math import log
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis.disclosure import DESK, PUBLIC
from analysis.text.keywords import LEAST_THEME, Characteristic, characteristic, guard
from analysis.text.lexicon import NOTHING, Lexicon, documents
from analysis.text.space import Corpus
from analysis.text.word_tests import fisher

LEVELS = ["若年", "高齢", "中年"]


def texts(word: str, number: int, of: int) -> list[str]:
    return [f"{word}が気になる"] * number + ["気になる"] * (of - number)


def found(
    rows: Sequence[tuple[str | None, str]],
    weights: list[float] | None = None,
    lexicon: Lexicon = NOTHING,
) -> Characteristic:
    corpus = Corpus(documents([text for _, text in rows], lexicon))
    groups = [group for group, _ in rows]
    return characteristic(corpus, groups, levels=LEVELS, weights=weights, lexicon=lexicon)


def both(young: list[str], old: list[str]) -> list[tuple[str | None, str]]:
    return [*(("若年", text) for text in young), *(("高齢", text) for text in old)]


def test_the_difference_has_newcombes_interval() -> None:
    # Newcombe (1998), example (a): 56/70 against 48/80, method 10: 0.2000, 0.0524 to 0.3339.
    made = found(both(texts("バス", 56, 70), texts("バス", 48, 80)))
    word = made.groups[0].words[0]
    assert (word.word, word.texts, word.n) == ("バス", 56, 70)
    assert (word.share, word.rest) == (0.8, 0.6)
    assert word.difference == pytest.approx(0.2)
    assert (word.low, word.high) == pytest.approx((0.0524, 0.3339), abs=5e-5)
    g2 = 2 * (56 * log(56 / (70 * 104 / 150)) + 48 * log(48 / (80 * 104 / 150))
              + 14 * log(14 / (70 * 46 / 150)) + 32 * log(32 / (80 * 46 / 150)))  # fmt: skip
    assert word.score == pytest.approx(g2)
    assert word.p == pytest.approx(stats.chi2.sf(g2, 1))


def test_words_of_the_other_group_are_never_told_of() -> None:
    made = found(both(texts("バス", 20, 40), texts("蕎麦", 20, 40)))
    words = [[word.word for word in group.words] for group in made.groups]
    assert words == [["バス"], ["蕎麦"], []]


def test_a_group_under_thirty_is_silent_but_is_compared_with() -> None:
    rows = both(texts("バス", 29, 29), texts("蕎麦", 40, 60))
    rows += [("中年", text) for text in texts("公園", 10, 30)]
    made = found(rows)
    assert [group.silent for group in made.groups] == [True, False, False]
    assert made.groups[0].words == ()
    assert (made.groups[1].words[0].word, made.groups[1].words[0].rest_n) == ("蕎麦", 59)
    assert [group.n for group in made.groups] == [29, 60, 30]
    assert "30件に満たない" in made.tables()[0].note


def test_a_group_with_too_few_to_compare_it_with_is_silent() -> None:
    made = found(both(texts("バス", 50, 50), texts("蕎麦", 29, 29)))
    assert all(group.silent and not group.words for group in made.groups)
    assert made.tested == 0


def test_groups_that_do_not_differ_have_no_words() -> None:
    made = found(both(texts("バス", 20, 40), texts("バス", 21, 40)))
    assert all(group.words == () for group in made.groups)
    assert "違うと言える語はありません" in made.tables()[0].note


def test_a_word_said_often_in_one_text_is_one_voice() -> None:
    made = found(both(["バス" * 50, *texts("駅", 0, 39)], texts("駅", 0, 40)))
    assert made.groups[0].words == ()


def test_texts_of_no_group_are_left_out() -> None:
    rows = both(texts("バス", 20, 40), texts("駅", 20, 40))
    extra: list[tuple[str | None, str]] = [(None, "バス")] * 50
    assert found(rows) == found(rows + extra)


def test_equal_weights_give_the_same_shares_and_say_they_weigh() -> None:
    rows = both(texts("バス", 30, 40), texts("バス", 10, 40))
    plain, weighted = found(rows), found(rows, [2.0] * 80)
    assert weighted.weighted
    one, other = plain.groups[0].words[0], weighted.groups[0].words[0]
    assert (one.share, one.rest, one.low) == pytest.approx((other.share, other.rest, other.low))
    # z² of the adjusted residual is Pearson's chi-squared: 80 (30·30 − 10·10)² / 40⁴ = 20.
    assert other.score == pytest.approx(20)


def test_weights_count_for_the_share_but_not_for_n() -> None:
    rows = both(texts("バス", 30, 40), texts("バス", 10, 40))
    word = found(rows, [3.0] * 30 + [1.0] * 10 + [1.0] * 40).groups[0].words[0]
    assert word.share == pytest.approx(0.9)
    assert (word.texts, word.n) == (30, 40)


def test_banned_words_are_not_told_of() -> None:
    rows = both(texts("バス", 20, 40), texts("駅", 20, 40))
    assert found(rows, lexicon=Lexicon(banned=("バス",))).groups[0].words == ()


def test_fishers_test_is_exact() -> None:
    assert fisher(3, 4, 4, 8) == pytest.approx(34 / 70)  # the lady who tasted tea
    for table in ([[2, 28], [9, 31]], [[0, 30], [4, 36]], [[7, 3], [1, 90]]):
        here, words = table[0][0], table[0][0] + table[1][0]
        size, total = sum(table[0]), sum(map(sum, table))
        expected = stats.fisher_exact(table).pvalue
        assert fisher(here, words, size, total) == pytest.approx(expected)


def test_chance_alone_rarely_makes_a_word_characteristic() -> None:
    rng = np.random.default_rng(3)
    words = ("バス", "駅", "蕎麦", "公園", "道路", "図書館", "病院", "学校", "祭り", "温泉")
    wrong = 0
    for _ in range(20):
        rows = [(LEVELS[rng.integers(2)], words[rng.integers(10)]) for _ in range(120)]
        wrong += any(word.sure for group in found(rows).groups for word in group.words)
    assert wrong <= 3


@settings(max_examples=20, deadline=None)
@given(st.randoms())
def test_the_order_of_texts_does_not_change_a_bit(chance: Random) -> None:
    rows = both(texts("バス", 20, 40) + texts("温泉", 8, 30), texts("バス", 12, 50))
    weights = [chance.random() * 3 for _ in rows]
    order = list(range(len(rows)))
    chance.shuffle(order)
    assert found(rows, weights) == found([rows[i] for i in order], [weights[i] for i in order])


def test_a_word_that_many_comparisons_may_explain_is_told_of_as_such() -> None:
    words = ["駅", "道路", "公園", "学校", "病院", "橋", "川", "山", "海", "祭り"] * 3
    rows = both([*texts("バス", 13, 30), *words], [*texts("バス", 4, 30), *words])
    (told,) = found(rows).groups[0].words
    assert (told.word, told.sure) == ("バス", False)
    assert told.p < 0.05 < told.q
    assert found(rows).tables()[0].body.index.tolist() == ["バス（参考）"]


def test_themes_are_described_from_ten_texts_on_and_nothing_is_inferred() -> None:
    corpus = Corpus(documents([*["バスの本数"] * 12, *["公園"] * 40]))
    groups = [*["若年"] * 12, *["高齢"] * 40]
    made = characteristic(corpus, groups, levels=LEVELS[:2], least=LEAST_THEME)
    assert made.described
    assert "検定の意味はありません" in made.tables()[0].note
    assert not made.groups[0].silent
    assert characteristic(corpus, groups, levels=LEVELS[:2]).groups[0].silent


def test_a_group_under_ten_is_not_even_counted() -> None:
    rows = both(texts("バス", 30, 40), texts("バス", 10, 40))
    rows += [("中年", "気になる")] * 9
    made = guard(found(rows), DESK)
    assert [group.n for group in made.groups] == [40, 40, -1]
    assert "非表示" in made.tables()[4].note
    strict = guard(found(rows), PUBLIC)
    assert sorted(group.n for group in strict.groups) == [-1, -1, 40]


def test_strict_rules_tell_no_word_of_one_or_two_others() -> None:
    rows = both([*texts("バス", 20, 40)], [*texts("バス", 2, 40)])
    assert [word.word for word in guard(found(rows), DESK).groups[0].words] == ["バス"]
    assert guard(found(rows), PUBLIC).groups[0].words == ()


def test_the_first_words_are_the_clearest() -> None:
    rows = both(
        [*texts("バス", 30, 40), *texts("蕎麦", 12, 40)], [*texts("バス", 5, 40), *["気"] * 40]
    )
    made = found(rows)
    assert [word.word for word in made.first(1).groups[0].words] == ["バス"]
    assert made.first(9) == made


def test_a_few_heavy_texts_make_no_difference_sure() -> None:
    rows = both(texts("バス", 4, 50), texts("バス", 2, 200))
    weights = [2.5] * 4 + [1.0] * 246
    (word,) = found(rows, weights).groups[0].words
    assert word.p >= stats.fisher_exact([[4, 46], [2, 198]]).pvalue
