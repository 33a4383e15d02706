"""Maps and groups by hand: correspondence, clusters, components, CS portfolios."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from analysis.counting import Floats
from analysis.methods import correspondence, grouping, importance
from analysis.methods.contingency import chi_squared

counts = arrays(
    np.float64,
    st.tuples(st.integers(2, 5), st.integers(2, 5)),
    elements=st.integers(1, 9).map(float),
)


@given(counts)
def test_all_inertia_is_chi_squared_over_n(table: Floats) -> None:
    made, tested = correspondence.correspondence(table), chi_squared(table)
    assert tested is not None
    assert made.total == pytest.approx(tested.pearson.statistic / table.sum(), abs=1e-12)
    assert made.inertia.sum() == pytest.approx(made.total, abs=1e-12)


@given(counts)
def test_a_row_meets_a_column_as_far_as_the_table_says(table: Floats) -> None:
    made = correspondence.correspondence(table)
    shares = table / table.sum()
    expected = np.outer(made.row_mass, made.column_mass)
    np.testing.assert_allclose(
        made.rows @ made.standard_columns.T, shares / expected - 1, atol=1e-9
    )


def test_a_table_with_an_empty_row_cannot_be_mapped() -> None:
    with pytest.raises(correspondence.NothingToMap):
        correspondence.correspondence(np.array([[1.0, 2.0], [0.0, 0.0]]))


def test_a_table_without_any_association_has_no_axis_to_share() -> None:
    made = correspondence.correspondence(np.array([[2.0, 2.0], [4.0, 4.0]]))
    assert made.total == pytest.approx(0, abs=1e-30)


def test_two_questions_that_say_the_same_have_one_full_axis() -> None:
    answers = np.array([0, 0, 1, 1])
    made = correspondence.multiple([answers, answers])
    assert made.inertia == pytest.approx([1, 0], abs=1e-12)
    assert made.adjusted == pytest.approx([1])


def test_ward_joins_what_is_near_first() -> None:
    made = grouping.ward(np.array([[0.0], [1.0], [10.0], [12.0]]))
    # √(2·1·1/(1+1))·distance for two points; the centres 0.5 and 11 of two each at the end.
    assert made.heights == pytest.approx([1, 2, np.sqrt(2 * 2 * 2 / 4) * 10.5])
    assert made.merges.tolist() == [[-1, -2], [-3, -4], [1, 2]]
    assert made.labels(2).tolist() == [1, 1, 2, 2]


def test_components_of_two_columns_are_one_plus_and_minus_their_correlation() -> None:
    values = grouping.standardise(np.array([[1.0, 1.0], [2.0, 3.0], [3.0, 2.0]]))
    made = grouping.components(values)
    assert made.eigenvalues == pytest.approx([1.5, 0.5])
    assert made.share == pytest.approx([0.75, 0.25])


def test_a_constant_column_is_nothing_once_standardised() -> None:
    assert grouping.standardise(np.array([[2.0], [2.0]])).tolist() == [[0], [0]]


def test_items_that_move_together_are_reliable() -> None:
    same = np.array([[1.0, 1.0], [2.0, 2.0], [4.0, 4.0]])
    assert grouping.alpha(same) == pytest.approx(1)
    assert np.isnan(grouping.alpha(np.ones((3, 2))))


def test_improvement_agrees_with_the_published_example() -> None:
    """修正角度指数 0.729、改善度 11.5（角度24.4度、距離15.8）."""
    index, better = importance.improvement(np.array([15.8]), np.array([24.4]))
    assert index[0] == pytest.approx(0.729, abs=5e-4)
    assert better[0] == pytest.approx(11.5, abs=0.05)


def test_what_matters_and_does_not_satisfy_comes_first() -> None:
    made = importance.portfolio(np.array([1.0, -1.0, 1.0, -1.0]), np.array([1.0, 1.0, -1.0, -1.0]))
    assert made.quadrant == ("重点維持", "重点改善", "維持", "改善")
    assert made.satisfaction_deviation.tolist() == [60, 40, 60, 40]
    assert made.rank[1] == 1
    assert made.angle == pytest.approx([90, 0, 180, 90])
    assert made.improvement[1] == pytest.approx(np.hypot(10, 10))


def test_items_that_are_all_alike_have_a_deviation_score_of_fifty() -> None:
    assert importance.deviation(np.full(3, 0.7)).tolist() == [50, 50, 50]
    assert importance.deviation(np.array([0.7]), ddof=1).tolist() == [50]


def test_one_item_goes_with_the_whole_as_it_correlates() -> None:
    item = np.array([[1.0], [2.0], [3.0], [np.nan]])
    made = importance.derived(item, np.array([1.0, 3.0, 2.0, 5.0]), np.ones(4))
    assert made.n_complete == 3
    for found in (made.pearson, made.weighted, made.partial, made.beta):
        assert found == pytest.approx([0.5])
