"""Numbers by hand and from R: means and ranks of groups, and correlations."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.methods import means
from analysis.methods.correlation import correlations
from analysis.methods.design import Design
from analysis.methods.scores import scores

ONE, TWO, THREE = (np.array(x, dtype=float) for x in ([1, 2, 3], [2, 3, 4], [5, 6, 7]))
values = st.lists(st.integers(1, 5).map(float), min_size=2, max_size=12).map(np.array)


def test_the_f_of_three_groups_is_that_of_the_textbook() -> None:
    made = means.anova([ONE, TWO, THREE])
    # Between: 3 · ((−5/3)² + (−2/3)² + (7/3)²) = 26, over 2; within: 2 + 2 + 2, over 6.
    assert made.statistic == pytest.approx(13)
    assert (made.df, made.further_df) == (2, 6)
    assert made.p == pytest.approx(0.006592, abs=1e-6)  # R: pf(13, 2, 6, lower.tail = FALSE)


def test_two_groups_by_f_are_two_groups_by_t() -> None:
    design = Design.of(np.ones(6))
    groups = np.array([0, 0, 0, 1, 1, 1])
    made = means.two_means(design, np.concatenate([ONE, THREE]), groups == 1)
    wald = means.means_wald(design, np.concatenate([ONE, THREE]), groups)
    assert made.difference == pytest.approx(4)
    # Each mean's variance is 6/5 · (Σ (e/3)²) = 6/5 · 2/9.
    assert made.se == pytest.approx(np.sqrt(2 * 6 / 5 * 2 / 9))
    assert wald.statistic == pytest.approx(made.t**2)


def test_welch_asks_for_two_in_every_group() -> None:
    assert np.isnan(means.welch([ONE, np.array([4.0])]).statistic)
    # R: oneway.test(c(1,2,3,5,6,9) ~ rep(1:2, each = 3)): F = 9.6, denom df = 2.9412
    made = means.welch([ONE, np.array([5.0, 6.0, 9.0])])
    gap = (14 / 3) ** 2 / (1 / 3 + (13 / 3) / 3)
    assert made.statistic == pytest.approx(gap)


def test_ranks_are_corrected_for_ties() -> None:
    # R: kruskal.test(list(c(1,2,3), c(2,3,4))): 1.4727 is 1.4286 / 0.97
    made = means.kruskal([ONE, TWO])
    # Ranks 1, 2.5, 4.5 and 2.5, 4.5, 6: sums 8 and 13; H = 12/42 · (64 + 169)/3 − 21
    h = 12 / 42 * (64 + 169) / 3 - 21
    assert made.statistic == pytest.approx(h / (1 - 12 / 210))
    assert means.mann_whitney(ONE, TWO).w == 2  # 8 − 3·4/2


def test_everyone_saying_the_same_is_no_test() -> None:
    same = np.full(4, 3.0)
    assert np.isnan(means.kruskal([same, same]).statistic)
    assert np.isnan(means.mann_whitney(same, same).p)
    assert np.isnan(means.anova([same, same]).statistic)


@given(values, values)
def test_two_groups_by_ranks_agree_however_they_are_counted(a: np.ndarray, b: np.ndarray) -> None:
    made, other = means.mann_whitney(a, b), means.mann_whitney(b, a)
    assert made.w + other.w == len(a) * len(b)
    assert made.p == pytest.approx(other.p, nan_ok=True)
    assert means.kruskal([a, b]).p == pytest.approx(made.p, nan_ok=True)


def test_a_mean_of_a_group_is_a_part_of_the_sample() -> None:
    weights, answers = np.array([1.0, 3.0, 2.0]), np.array([5.0, 1.0, 4.0])
    made = scores(Design.of(weights), answers, np.array([0, 0, 1]), 3)
    assert made.n.tolist() == [2, 1, 0]
    assert made.mean[0] == 2
    assert made.sd[0] == pytest.approx(np.sqrt((1 * 9 + 3 * 1) / 4))
    assert made.median[0] == 1  # three of four people said 1
    assert made.effective[0] == pytest.approx(16 / 10)
    assert made.se[1] == 0
    assert np.isnan([made.mean[2], made.median[2]]).all()


def test_a_correlation_of_three_pairs_by_hand() -> None:
    made = correlations(np.array([1.0, 2, 3, np.nan]), np.array([1.0, 3, 2, 5]))
    assert made.n == 3
    assert (made.pearson, made.spearman) == pytest.approx((0.5, 0.5))
    assert made.kendall == pytest.approx(1 / 3)  # two pairs agree, one does not


def test_an_answer_everyone_gave_goes_with_nothing() -> None:
    made = correlations(np.ones(3), np.array([1.0, 2, 3]))
    assert np.isnan([made.pearson, made.spearman, made.kendall, made.weighted]).all()


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=3, max_size=20))
def test_weights_of_one_change_no_correlation(pairs: list[tuple[int, int]]) -> None:
    x, y = np.array(pairs, dtype=float).T
    made = correlations(x, y, np.full(len(pairs), 3.0))
    assert made.weighted == pytest.approx(made.pearson, nan_ok=True)
