"""群の平均点 from the sums of cells: worked by hand, and as from the rows."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.methods.design import Design
from analysis.methods.means import two_means
from analysis.methods.step_means import step_means

POINTS = np.array([2.0, 0.0, -2.0])


def cells(answers: list[tuple[int, int, float]]) -> tuple[np.ndarray, np.ndarray]:
    """Σ weight and Σ weight² (1 × 2 × 3) of (group, step, weight)."""
    made = np.zeros((2, 1, 2, 3))
    for group, step, weight in answers:
        made[0, 0, group, step] += weight
        made[1, 0, group, step] += weight**2
    return made[0], made[1]


def test_means_and_their_gaps_are_worked_by_hand() -> None:
    """One group says 2, 2, 0, the other −2, 0: means 4/3 and −1, of all 2/5."""
    answers = [(0, 0, 1.0), (0, 0, 1.0), (0, 1, 1.0), (1, 2, 1.0), (1, 1, 1.0)]
    made = step_means(*cells(answers), POINTS, 5)

    assert made.mean[0].tolist() == pytest.approx([4 / 3, -1])
    assert made.whole.tolist() == pytest.approx([2 / 5])
    # Influence of the first group: (2 − 4/3)/3 − (2 − 2/5)/5 = −0.0978 twice, (0 − 4/3)/3 + 0.08
    # = −0.3644; of the rest (−2 − 2/5)/5 = −0.48 and −0.08; Σ² · 5/4.
    spread = 2 * (2 / 9 - 1.6 / 5) ** 2 + (-4 / 9 + 0.08) ** 2 + 0.48**2 + 0.08**2
    assert made.gap_se[0, 0] == pytest.approx(np.sqrt(spread * 5 / 4))


@given(
    st.lists(
        st.tuples(st.integers(0, 1), st.integers(0, 2), st.sampled_from([0.5, 1.0, 3.0])),
        min_size=4,
        max_size=40,
    )
)
def test_sums_of_cells_say_what_the_rows_say(answers: list[tuple[int, int, float]]) -> None:
    groups, steps, weight = (np.array(part) for part in zip(*answers, strict=True))
    if len(set(groups)) < 2:
        return
    made = step_means(*cells(answers), POINTS, len(answers))
    rows = two_means(Design.of(weight), POINTS[steps], groups == 1)

    assert made.mean[0, 1] - made.mean[0, 0] == pytest.approx(rows.difference, abs=1e-9)
    if rows.se > 1e-9:
        assert made.p[0] == pytest.approx([rows.p, rows.p], abs=1e-9)


def test_a_group_of_nobody_has_no_mean() -> None:
    made = step_means(*cells([(0, 0, 1.0), (0, 2, 1.0), (0, 1, 1.0)]), POINTS, 3)
    assert np.isnan([made.mean[0, 1], made.gap_se[0, 1], *made.p[0]]).all()
    assert made.gap_se[0, 0] == pytest.approx(0)
