"""Column letters and corrections for many tests, by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.methods import letters, multiplicity

some = st.lists(st.one_of(st.floats(0, 1), st.just(float("nan"))), max_size=20).map(np.array)


def test_the_letter_of_the_lower_group_stands_in_the_higher_ones_cell() -> None:
    pairs = letters.compare(np.array([[0.2, 0.5, 0.35]]), np.array([100.0, 100.0, 100.0]))
    # z of A and B: 0.3 / sqrt(0.35 · 0.65 · 2/100) = 4.45; of A and C 2.38; of B and C 2.15.
    assert np.abs(pairs.z) == pytest.approx([4.447, 2.376, 2.146], abs=1e-3)
    assert letters.letters(pairs, (1, 3), "none") == [["", "Ac", "a"]]
    assert letters.letters(pairs, (1, 3), "bonferroni") == [["", "A", ""]]


def test_groups_of_one_and_shares_of_all_or_nothing_are_not_compared() -> None:
    pairs = letters.compare(np.array([[0.5, 0.0, 1.0, 0.5, np.nan]]), np.array([9.0, 9, 9, 1, 0]))
    assert len(pairs.z) == 0
    assert letters.letters(pairs, (1, 5), "bh") == [["", "", "", "", ""]]


def test_the_twenty_seventh_group_is_aa() -> None:
    assert [letters.name(place) for place in (0, 25, 26, 52)] == ["A", "Z", "AA", "BA"]


def test_groups_that_share_people_are_compared_with_less_error() -> None:
    answers = np.repeat([0, 1], 50)
    groups = np.column_stack([np.arange(100) < 60, np.arange(100) >= 20])
    made = letters.overlapping(answers, groups, 2)
    assert made.common.tolist() == [40, 40]
    shares, pooled = (50 / 60, 30 / 80), 80 / 140
    left = 1 / 60 + 1 / 80 - 2 * 40 / (60 * 80)
    assert made.z[0] == pytest.approx(
        (shares[0] - shares[1]) / np.sqrt(pooled * (1 - pooled) * left)
    )


def test_a_group_of_nobody_is_compared_with_no_one() -> None:
    groups = np.column_stack([np.array([True, True, False]), np.zeros(3, dtype=bool)])
    assert np.isnan(letters.overlapping(np.array([0, 1, 1]), groups, 2).z).all()


def test_what_is_compared_is_summed_up_with_its_weights() -> None:
    made = letters.of_events(
        np.array([0, 0, 1]),
        np.array([[True, False, True]]),
        np.array([1.0, 3.0, 2.0]),
        number=3,
        effective=True,
    )
    assert made.n.tolist() == [2, 1, 0]
    assert made.bases == pytest.approx([1.6, 1, 0])
    assert made.shares[0, :2].tolist() == [0.25, 1]
    assert np.isnan(made.shares[0, 2])


def test_corrections_of_four_p_values_by_hand() -> None:
    p = np.array([0.01, 0.04, np.nan, 0.03, 0.005])
    assert multiplicity.bonferroni(p)[[0, 1]].tolist() == [0.04, 0.16]
    assert multiplicity.holm(p)[[0, 1, 3, 4]] == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert multiplicity.hochberg(p)[[0, 1, 3, 4]] == pytest.approx([0.03, 0.04, 0.04, 0.02])
    assert multiplicity.benjamini_hochberg(p)[[0, 1, 3, 4]] == pytest.approx(
        [0.02, 0.04, 0.04, 0.02]
    )
    assert multiplicity.benjamini_yekutieli(p)[4] == pytest.approx(
        0.02 * (1 + 1 / 2 + 1 / 3 + 1 / 4)
    )


@given(some)
def test_a_correction_never_lowers_a_p_value_and_leaves_missing_ones_out(p: np.ndarray) -> None:
    for corrected in (
        multiplicity.bonferroni(p),
        multiplicity.holm(p),
        multiplicity.hochberg(p),
        multiplicity.benjamini_hochberg(p),
        multiplicity.benjamini_yekutieli(p),
    ):
        assert np.array_equal(np.isnan(corrected), np.isnan(p))
        known = ~np.isnan(p)
        assert (corrected[known] >= p[known] - 1e-15).all()
        assert (corrected[known] <= 1).all()
