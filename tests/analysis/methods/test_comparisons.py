"""Numbers by hand and from papers: shares, waves and groups compared."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.methods import comparisons
from analysis.methods.design import Design
from analysis.methods.intervals import Share


def test_two_shares_agree_with_newcombes_paper() -> None:
    """Newcombe (1998), 56/70 against 48/80: method 10 gives 0.0524 to 0.3339."""
    made = comparisons.two_shares(56, 70, 48, 80)
    assert made.difference == pytest.approx(0.2)
    assert made.newcombe == pytest.approx((0.0524, 0.3339), abs=5e-5)
    assert made.p_pooled == pytest.approx(0.00804508, abs=1e-8)  # R: prop.test(correct = FALSE)


def test_two_shares_of_nobody_are_not_compared() -> None:
    made = comparisons.two_shares(0, 0, 3, 5)
    assert np.isnan([made.difference, made.p_pooled, *made.newcombe, made.fisher_p]).all()


def test_shares_that_are_both_nothing_have_an_interval_but_no_test() -> None:
    made = comparisons.two_shares(0, 10, 0, 20)
    assert np.isnan(made.p_pooled)
    assert made.newcombe[0] < 0 < made.newcombe[1]


@given(st.integers(1, 40), st.integers(1, 40), st.data())
def test_comparing_the_other_way_round_turns_the_sign(n: int, m: int, data: st.DataObject) -> None:
    x, y = data.draw(st.integers(0, n)), data.draw(st.integers(0, m))
    one, other = comparisons.two_shares(x, n, y, m), comparisons.two_shares(y, m, x, n)
    assert one.difference == pytest.approx(-other.difference)
    assert one.newcombe == pytest.approx((-other.newcombe[1], -other.newcombe[0]))
    assert one.p_pooled == pytest.approx(other.p_pooled, nan_ok=True)


def test_two_waves_differ_by_their_own_errors() -> None:
    made = comparisons.of_shares(Share(0.5, 0.03, 300, 299), Share(0.4, 0.04, 200, 199))
    assert made.difference == pytest.approx(0.1)
    assert made.se == pytest.approx(0.05)
    assert made.t == pytest.approx(2)
    assert made.degrees == 498
    assert made.p == pytest.approx(0.0460429, abs=1e-6)  # R: 2 * pt(-2, 498)
    assert made.normal_p == pytest.approx(0.0455003, abs=1e-6)  # R: 2 * pnorm(-2)


def test_the_same_people_are_compared_by_those_who_differ() -> None:
    first = np.array([True] * 10 + [True] * 5 + [False] * 15 + [False] * 70)
    second = np.array([True] * 10 + [False] * 5 + [True] * 15 + [False] * 70)
    made = comparisons.mcnemar(first, second)
    assert made.table.tolist() == [[70, 15], [5, 10]]
    assert made.chi2 == 100 / 20
    assert made.corrected_chi2 == 81 / 20
    assert made.exact_p == pytest.approx(2 * 21700 / 2**20)  # Σ C(20, k) for k ≤ 5 is 21,700


def test_people_who_all_agree_with_themselves_are_not_tested() -> None:
    same = np.array([True, False])
    assert np.isnan(comparisons.mcnemar(same, same).p)


def test_a_trend_is_told_from_ordered_groups() -> None:
    # R: prop.trend.test(c(15, 10, 5), c(30, 30, 30)): X-squared = 7.5, p-value = 0.00617
    n, scores = np.full(3, 30), np.array([1.0, 2.0, 3.0])
    made = comparisons.trend(np.array([15.0, 10.0, 5.0]), n, scores)
    assert made.statistic == pytest.approx(7.5)
    assert made.p == pytest.approx(0.00617, abs=5e-6)
    moved = comparisons.trend(np.array([15.0, 10.0, 5.0]), n, 10 * scores - 3)
    assert moved.statistic == pytest.approx(7.5)


def test_a_group_is_part_of_the_total_it_is_compared_with() -> None:
    groups = np.array([0] * 10 + [1] * 30)
    event = np.array([True] * 8 + [False] * 2 + [True] * 12 + [False] * 18)
    made = comparisons.against_total(groups, event, 3)
    assert made.n.tolist() == [10, 30, 0]
    assert made.total_share == 0.5
    assert made.rest.tolist()[:2] == [0.4, 0.8]
    # pp = 28/50; variance pp(1 − pp)(1/10 − 1/40)
    assert made.z_total[0] == pytest.approx(0.3 / np.sqrt(0.56 * 0.44 * (1 / 10 - 1 / 40)))
    assert np.isnan(made.share[2])


def test_a_cell_is_compared_with_everyone_outside_its_row() -> None:
    side = np.repeat([0, 1], [40, 60])
    top = np.repeat([0, 1, 0, 1], [10, 30, 30, 30])
    made = comparisons.cells_against_rest(Design.of(np.ones(100)), side, top, (3, 3))
    assert made.difference[:2, :2].tolist() == [[-0.25, 0.25], [0.25, -0.25]]
    # n/(n − 1) · (p(1 − p)/40 + q(1 − q)/60)
    spread = 100 / 99 * (0.25 * 0.75 / 40 + 0.5 * 0.5 / 60)
    assert made.se[0, 0] == pytest.approx(np.sqrt(spread))
    assert np.isnan(made.difference[2]).all()  # nobody is in the third row
    assert np.isnan(made.difference[:, 2]).all()  # nobody gave the third answer
