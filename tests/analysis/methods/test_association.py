"""Numbers made with R: chisq.test, survey::svychisq, rstatix; see STATISTICS conventions."""

import numpy as np
import pytest

from analysis.counting import Floats, Ints
from analysis.methods.association import Association
from analysis.methods.associations import associations, residuals
from analysis.methods.multiplicity import benjamini_hochberg

# R: chisq.test(matrix(c(1,2,1,0, 3,3,6,1, 10,10,14,9, 6,7,12,11), 4), correct = FALSE)
JOB = np.array([[1, 3, 10, 6], [2, 3, 10, 7], [1, 6, 14, 12], [0, 1, 9, 11]])


def associate(n: Ints, w: Floats, w2: Floats, *, weighted: bool) -> Association | None:
    return associations(n[None], w[None], w2[None], weighted=weighted)[0]


def test_pearsons_chi_squared_agrees_with_r() -> None:
    made = associate(JOB, JOB * 1.0, JOB * 1.0, weighted=False)
    assert made is not None
    assert made.statistic == pytest.approx(5.9655155, abs=1e-6)
    assert made.df == 9
    assert made.p == pytest.approx(0.7433647, abs=1e-6)


def test_a_sparse_table_is_marked_and_says_why() -> None:
    made = associate(JOB, JOB * 1.0, JOB * 1.0, weighted=False)
    assert made is not None
    assert not made.trustworthy
    assert "期待度数が1未満" in made.reason


def test_a_two_by_two_table_gets_fishers_exact_test() -> None:
    tea = np.array([[3, 1], [1, 3]])
    made = associate(tea, tea * 1.0, tea * 1.0, weighted=False)
    assert made is not None
    assert made.exact_p == pytest.approx(0.4857143, abs=1e-6)  # R: fisher.test
    assert made.best_p == made.exact_p


def test_a_sparse_table_of_any_size_gets_the_exact_test_too() -> None:
    made = associate(JOB, JOB * 1.0, JOB * 1.0, weighted=False)
    assert made is not None
    assert made.exact_p == pytest.approx(0.7826849389664, abs=1e-12)  # R: fisher.test
    assert made.best_p == made.exact_p


def test_a_large_sparse_table_keeps_the_asymptotic_test() -> None:
    large = JOB * 40
    made = associate(large, large * 1.0, large * 1.0, weighted=False)
    assert made is not None
    assert made.exact_p is None


def test_one_row_cannot_be_tested() -> None:
    alone = np.array([[3, 1, 5], [0, 0, 0]])
    assert associate(alone, alone * 1.0, alone * 1.0, weighted=False) is None


def test_rao_scott_with_equal_weights_is_pearson_but_for_the_finite_sample() -> None:
    n = np.array([[30, 10], [20, 40]])
    w = n * 2.0
    made = associate(n, w, n * 4.0, weighted=True)
    assert made is not None
    # One degree of freedom: the generalised design effect is n / (n - 1).
    assert made.statistic == pytest.approx(16.6666667 * 99 / 100, rel=1e-6)
    assert made.df == pytest.approx((1.0, 99.0))


def test_residuals_of_a_two_by_two_table_are_the_root_of_chi_squared() -> None:
    n = np.array([[30.0, 10.0], [20.0, 40.0]])
    root = 16.6666667**0.5
    found = residuals(n[None], n.sum(axis=1)[None], n.sum(axis=0)[None], np.array([100.0]))
    np.testing.assert_allclose(found, [[[root, -root], [-root, root]]], rtol=1e-6)


def test_q_values_follow_benjamini_and_hochberg_and_leave_missing_ones_out() -> None:
    p = np.array([0.01, np.nan, 0.04, 0.03, 0.02])
    q = benjamini_hochberg(p)
    np.testing.assert_allclose(q, [0.04, np.nan, 0.04, 0.04, 0.04])
    np.testing.assert_allclose(benjamini_hochberg(np.array([0.001, 0.5])), [0.002, 0.5])


def test_a_weighted_table_that_falls_into_pieces_is_still_tested() -> None:
    """Everyone of a row gave one answer alone: no contrast joins the pieces."""
    n = np.diag([40, 20, 12])
    found = associate(n, n * 1.5, n * 2.5, weighted=True)
    assert found is not None
    assert np.isfinite([found.statistic, found.p, found.cramers_v]).all()
    assert found.p < 0.001
