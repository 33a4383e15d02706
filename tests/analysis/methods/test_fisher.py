"""Fisher's exact test against counting every table, and against R's fisher.test."""

from collections.abc import Iterator
from itertools import product
from math import exp, lgamma
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from analysis.counting import Ints
from analysis.methods.exact import gamma, odds_ratio, tau_b
from analysis.methods.fisher import fisher

# R: fisher.test(matrix(c(1,2,1,0, 3,3,6,1, 10,10,14,9, 6,7,12,11), 4)): p-value = 0.7827
JOB = np.array([[1, 3, 10, 6], [2, 3, 10, 7], [1, 6, 14, 12], [0, 1, 9, 11]])

FEWER = settings(max_examples=50)
small = arrays(
    np.int64, st.tuples(st.integers(2, 3), st.integers(2, 3)), elements=st.integers(0, 3)
)


def every_table(rest: tuple[int, ...], columns: list[int]) -> Iterator[list[tuple[int, ...]]]:
    if len(columns) == 1:
        yield [rest]
        return
    for taken in product(*(range(left + 1) for left in rest)):
        if sum(taken) == columns[0]:
            left = tuple(a - b for a, b in zip(rest, taken, strict=True))
            for others in every_table(left, columns[1:]):
                yield [taken, *others]


def counted_out(table: Ints) -> float:
    """Fisher's p from a list of all tables with the same margins."""
    found = every_table(tuple(table.sum(axis=1).tolist()), table.sum(axis=0).tolist())
    logs = [-sum(lgamma(n + 1) for column in each for n in column) for each in found]
    own = -sum(lgamma(n + 1) for n in table.ravel().tolist())
    whole = sum(exp(log) for log in logs)
    return sum(exp(log) for log in logs if log <= own + 1e-7) / whole


@FEWER
@given(small)
def test_the_p_value_is_that_of_all_tables_counted_out(table: Ints) -> None:
    assert fisher(table) == pytest.approx(counted_out(table), abs=1e-12)


@FEWER
@given(small, st.randoms(use_true_random=False))
def test_the_order_of_rows_and_columns_says_nothing(table: Ints, random: Random) -> None:
    rows, columns = list(range(len(table))), list(range(len(table[0])))
    random.shuffle(rows)
    random.shuffle(columns)
    assert fisher(table[rows][:, columns]) == pytest.approx(fisher(table), abs=1e-12)
    assert fisher(table.T) == pytest.approx(fisher(table), abs=1e-12)


def test_a_table_of_a_hundred_people_agrees_with_r() -> None:
    assert fisher(JOB) == pytest.approx(0.782684938965675, abs=1e-11)


@FEWER
@given(arrays(np.int64, (2, 2), elements=st.integers(0, 400)))
def test_a_large_two_by_two_table_does_not_overflow(table: Ints) -> None:
    held = min(table.sum(axis=0).min(), table.sum(axis=1).min()) > 0
    expected = stats.fisher_exact(table).pvalue if held else 1.0
    assert fisher(table) == pytest.approx(expected, rel=1e-6, abs=1e-12)


def test_a_table_too_large_for_it_is_left_alone() -> None:
    assert fisher(JOB * 100) is None
    # R cannot hold it either: UCBAdmissions by department.
    assert fisher(np.array([[601, 332], [370, 215], [322, 596], [269, 523], [147, 437]])) is None


def test_lady_tasting_tea() -> None:
    found = odds_ratio(np.array([[3, 1], [1, 3]]))
    assert found.p == pytest.approx(17 / 35)
    assert found.ratio == pytest.approx(6.408319658, abs=1e-8)


def test_an_empty_cell_leaves_the_odds_ratio_open_on_one_side() -> None:
    assert odds_ratio(np.array([[5, 0], [0, 7]])).ratio == np.inf
    assert odds_ratio(np.array([[0, 5], [7, 0]])).interval[0] == 0


def test_ordered_answers_go_together_by_pairs() -> None:
    table = np.array([[2.0, 1.0], [1.0, 2.0]])
    # 2·2 pairs agree, 1·1 disagree; 36 − 18 of twice the pairs are apart on either side.
    assert gamma(table) == pytest.approx(3 / 5)
    assert tau_b(table) == pytest.approx(3 / 9)


def test_pairs_that_all_tie_say_nothing() -> None:
    assert np.isnan(gamma(np.array([[3.0, 0.0]])))
    assert np.isnan(tau_b(np.array([[3.0, 2.0]])))
