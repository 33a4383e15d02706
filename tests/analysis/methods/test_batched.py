import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from analysis.counting import Floats, Ints
from analysis.methods.associations import associations, residuals
from analysis.methods.multiplicity import benjamini_hochberg
from analysis.methods.rao_scott import corrected


@st.composite
def _tables(draw: st.DrawFn) -> tuple[Ints, Floats, Floats]:
    """Up to five tables of one shape, many cells empty; weights differ from cell to cell."""
    shape = (draw(st.integers(1, 5)), draw(st.integers(1, 5)), draw(st.integers(1, 5)))
    n = draw(arrays.arrays(np.int64, shape, elements=st.sampled_from([0, 1, 2, 5, 30])))
    each = draw(arrays.arrays(np.float64, shape, elements=st.floats(0.3, 3.0)))
    return n, n * each, n * each**2 * 1.2


def _alone(n: Ints, w: Floats, w2: Floats) -> tuple[float, float]:
    """Rao–Scott's F and its degrees for one table, by the matrices as they are in the books."""
    rows, columns = w.sum(axis=1) > 0, w.sum(axis=0) > 0
    n, w, w2 = (each[rows][:, columns] for each in (n, w, w2))
    total, share = int(n.sum()), w / w.sum()
    expected = np.outer(share.sum(axis=1), share.sum(axis=0))
    chi2 = total * float(((share - expected) ** 2 / expected).sum())
    p, s = share.ravel(), w2.ravel()
    spread = np.diag(s) - np.outer(s, p) - np.outer(p, s) + s.sum() * np.outer(p, p)
    made = corrected(chi2, share, total / (total - 1) * spread / w.sum() ** 2, total)
    return made.f, made.df


@given(_tables())
def test_tables_solved_at_once_equal_each_solved_alone(
    tables: tuple[Ints, Floats, Floats],
) -> None:
    for found, *table in zip(associations(*tables, weighted=True), *tables, strict=True):
        filled = [(table[1].sum(axis=way) > 0).sum() for way in (0, 1)]
        assert (found is None) == (min(filled) < 2)
        if found is not None:
            f, df = _alone(*table)
            assert found.statistic == pytest.approx(f, rel=1e-10, nan_ok=True)
            degrees = (df, df * (table[0].sum() - 1))
            assert found.df == pytest.approx(degrees, rel=1e-10, nan_ok=True)


def _haberman(w: Floats, w2: Floats) -> Floats:
    """Adjusted residuals of one table, scaled to Kish's effective number of respondents."""
    whole, side, top = w.sum(), w.sum(axis=1), w.sum(axis=0)
    found = np.full(w.shape, np.nan)
    for row, column in np.ndindex(w.shape):
        if 0 < side[row] < whole and 0 < top[column] < whole:
            a, b = side[row] / whole, top[column] / whole
            spread = a * b * (1 - a) * (1 - b) / (whole**2 / w2.sum())
            found[row, column] = (w[row, column] / whole - a * b) / np.sqrt(spread)
    return found


@given(_tables())
def test_residuals_at_once_equal_those_of_each_table(tables: tuple[Ints, Floats, Floats]) -> None:
    n, w, w2 = tables
    with np.errstate(divide="ignore", invalid="ignore"):
        effective = w.sum(axis=(1, 2)) ** 2 / w2.sum(axis=(1, 2))
        found = residuals(w, w.sum(axis=2), w.sum(axis=1), effective)
    for each, *table in zip(found, n, w, w2, strict=True):
        side, top = table[0].sum(axis=1), table[0].sum(axis=0)
        some = [(part > 0) & (part < table[0].sum()) for part in (side, top)]
        known = some[0][:, None] & some[1]
        np.testing.assert_allclose(each[known], _haberman(*table[1:])[known], rtol=1e-9, atol=1e-9)
        assert np.isnan(each[~known]).all()


@given(
    arrays.arrays(
        np.float64,
        st.tuples(st.integers(1, 4), st.integers(1, 6)),
        elements=st.floats(0.0, 1.0) | st.just(float("nan")),
    )
)
def test_q_values_of_many_families_equal_those_of_each(p: Floats) -> None:
    expected = [benjamini_hochberg(family) for family in p]
    np.testing.assert_allclose(benjamini_hochberg(p), expected, rtol=1e-12)


def test_an_unweighted_table_has_pearsons_test_and_fishers_where_it_is_small() -> None:
    n = np.array([[[30, 10], [20, 40]], [[3, 1], [1, 3]]])
    large, small = associations(n, n.astype(float), n.astype(float), weighted=False)

    assert large is not None
    assert small is not None
    # 100 (30·40 − 10·20)² / (40·60·50·50)
    assert large.statistic == pytest.approx(100 * 1000**2 / (40 * 60 * 50 * 50))
    assert large.trustworthy
    # Of the 70 ways to fill the margins 4, 4 | 4, 4, 1 + 16 + 16 + 1 are no likelier: 34/70.
    assert small.exact_p == pytest.approx(34 / 70)
    assert not small.trustworthy


def test_a_table_that_empty_cells_part_in_pieces_is_tested_within_what_is_left() -> None:
    w = np.zeros((1, 4, 4))
    w[0, :2, :2] = [[5.0, 9.0], [7.0, 4.0]]
    w[0, 2:, 2:] = [[8.0, 3.0], [6.0, 6.0]]
    (found,) = associations(w.astype(int), w, w * 1.5, weighted=True)
    assert found is not None
    assert found.statistic == pytest.approx(_alone(w[0].astype(int), w[0], w[0] * 1.5)[0])
