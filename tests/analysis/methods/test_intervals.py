"""Intervals of a share: known ones by their papers, all of them by what an interval must be."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.methods import intervals
from analysis.methods.design import Design
from analysis.methods.intervals import Share

counted = st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def test_newcombes_example_is_met() -> None:
    """Newcombe (1998), 81 of 263: Wilson 0.2553–0.3662, corrected 0.2535–0.3682."""
    low, high = intervals.wilson(81 / 263, 263)
    assert (float(low), float(high)) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert intervals.wilson_corrected(81, 263) == pytest.approx((0.2535, 0.3682), abs=5e-5)
    assert intervals.clopper_pearson(81, 263) == pytest.approx((0.2527, 0.3676), abs=5e-5)


@given(counted)
def test_an_interval_of_counts_holds_the_share_and_stays_a_share(pair: tuple[int, int]) -> None:
    x, n = pair
    found = (
        intervals.wilson_corrected(x, n),
        intervals.clopper_pearson(x, n),
        intervals.jeffreys(x, n),
        tuple(float(end) for end in intervals.wilson(x / n, n)),
    )
    for low, high in found:
        assert -1e-12 <= low <= x / n + 1e-12
        assert x / n - 1e-12 <= high <= 1 + 1e-12


@given(counted)
def test_those_who_did_not_have_the_mirrored_interval(pair: tuple[int, int]) -> None:
    x, n = pair
    low, high = intervals.wilson_corrected(x, n)
    assert intervals.wilson_corrected(n - x, n) == pytest.approx((1 - high, 1 - low), abs=1e-12)


def test_nobody_has_no_interval() -> None:
    for method in (intervals.wald, intervals.wilson_corrected, intervals.clopper_pearson):
        assert np.isnan(method(0, 0)).all()
    low, high = intervals.wilson(np.array([0.5, np.nan]), np.array([0.0, 0.0]))
    assert np.isnan([low, high]).all()


def test_equal_weights_change_no_interval() -> None:
    event = np.array([True] * 30 + [False] * 70)
    plain, weighed = (Design.of(np.full(100, each)) for each in (1.0, 7.0))
    for method in (intervals.logit, intervals.beta, intervals.arcsine, intervals.effective_wilson):
        ends = [method(Share.of(design, event)) for design in (plain, weighed)]
        assert ends[0] == pytest.approx(ends[1])
    ends = [intervals.likelihood(design, event) for design in (plain, weighed)]
    assert ends[0] == pytest.approx(ends[1])


def test_the_profile_is_where_the_deviance_reaches_its_limit() -> None:
    event = np.array([True] * 300 + [False] * 700)
    low, high = intervals.likelihood(Design.of(np.ones(1000)), event)
    for end in (low, high):
        gap = 2 * (0.3 * np.log(0.3 / end) + 0.7 * np.log(0.7 / (1 - end)))
        # t² with 999 degrees; R reads the ends off a spline, so a millionth is as near as it gets.
        assert gap * 999 * 999 / 1000 == pytest.approx(1.962341**2, rel=1e-3)


@pytest.mark.parametrize("event", [np.zeros(20, dtype=bool), np.ones(20, dtype=bool)])
def test_nobody_or_everybody_has_no_interval_in_a_design(event: np.ndarray) -> None:
    design = Design.of(np.arange(1.0, 21.0))
    assert np.isnan(intervals.logit(Share.of(design, event))).all()
    assert np.isnan(intervals.beta(Share.of(design, event))).all()
    assert np.isnan(intervals.likelihood(design, event)).all()
