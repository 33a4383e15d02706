"""Numbers by hand: how a sample was drawn decides how far its estimates may be off."""

import numpy as np
import pytest

from analysis.methods.design import Design, DesignUnusable, WeightUnknown
from analysis.methods.estimates import design_effect, jackknife, mean, ratio, total

ANSWERS = np.array([1.0, 2.0, 3.0, 6.0])


def test_a_simple_sample_has_the_variance_of_the_textbook() -> None:
    found, spread = mean(Design.of(np.ones(4)), ANSWERS)
    assert found[0] == 3
    # s² = (4 + 1 + 0 + 9) / 3, over n = 4
    assert spread[0, 0] == pytest.approx(14 / 3 / 4)


def test_a_finite_population_makes_a_sample_more_exact() -> None:
    drawn = Design.of(np.full(4, 2.0), population=[np.full(4, 8)])
    assert mean(drawn, ANSWERS)[1][0, 0] == pytest.approx(14 / 3 / 4 * (1 - 4 / 8))


def test_weights_follow_from_the_sizes_of_the_population() -> None:
    towns, homes = np.array([1, 1, 2, 2]), np.array([1, 2, 1, 2])
    drawn = Design.of(
        None, clusters=[towns, homes], population=[np.full(4, 10), np.array([6, 6, 4, 4])]
    )
    # 10 towns of which 2 were drawn, then 2 homes of 6 and of 4.
    assert drawn.weight.tolist() == [15, 15, 10, 10]
    assert total(drawn, ANSWERS)[0][0] == 15 * 3 + 10 * 9


def test_only_differences_within_strata_count() -> None:
    strata = np.array([1, 1, 2, 2])
    _, spread = mean(Design.of(np.ones(4), strata=[strata]), ANSWERS)
    # n_h / (n_h − 1) · Σ (e − ē)² of e = y / 4 in either stratum: 2 · 2 · 0.125² and 2 · 2 · 0.375²
    assert spread[0, 0] == pytest.approx(2 * 2 * 0.125**2 + 2 * 2 * 0.375**2)


def test_people_of_one_cluster_count_as_one() -> None:
    towns = np.array([1, 1, 2, 2])
    drawn = Design.of(np.ones(4), clusters=[towns])
    # Sums of (y − 3) / 4 by town are −0.75 and 0.75.
    assert mean(drawn, ANSWERS)[1][0, 0] == pytest.approx(2 * 2 * 0.75**2)
    assert drawn.degrees == 1


def test_a_stratum_with_one_unit_leaves_the_error_unknown() -> None:
    lonely = Design.of(np.ones(4), strata=[np.array([1, 1, 1, 2])])
    found, spread = mean(lonely, ANSWERS)
    assert found[0] == 3
    assert np.isnan(spread[0, 0])


def test_a_stratum_that_was_asked_whole_adds_no_error() -> None:
    whole = Design.of(
        np.array([2.0, 2, 2, 1]),
        strata=[np.array([1, 1, 1, 2])],
        population=[np.array([6, 6, 6, 1])],
    )
    assert np.isfinite(mean(whole, ANSWERS)[1][0, 0])


def test_a_part_of_the_sample_keeps_the_whole_design() -> None:
    drawn = Design.of(np.ones(4))
    part = drawn.domain(np.array([True, True, False, False]))
    found, spread = mean(part, ANSWERS)
    assert found[0] == 1.5
    # n / (n − 1) · Σ ((y − 1.5) / 2)² over the two, with n = 4 of the whole.
    assert spread[0, 0] == pytest.approx(4 / 3 * 2 * 0.25**2)


def test_nobody_has_no_mean() -> None:
    nobody = Design.of(np.ones(4)).domain(np.zeros(4, dtype=bool))
    found, spread = mean(nobody, ANSWERS)
    assert np.isnan(found[0])
    assert np.isnan(spread[0, 0])


def test_a_ratio_to_nothing_is_missing() -> None:
    found, se = ratio(Design.of(np.ones(4)), ANSWERS, np.zeros(4))
    assert np.isnan([found, se]).all()


def test_leaving_one_out_agrees_with_linearisation_for_a_mean() -> None:
    drawn = Design.of(np.ones(4))
    made = jackknife(drawn, ANSWERS)
    assert made.mean == 3
    assert made.se == pytest.approx(np.sqrt(mean(drawn, ANSWERS)[1][0, 0]))
    assert made.scale == 3 / 4


def test_leaving_one_out_stratum_by_stratum_agrees_too() -> None:
    drawn = Design.of(np.ones(4), strata=[np.array([1, 1, 2, 2])])
    made = jackknife(drawn, ANSWERS, kind="JKn")
    assert made.se == pytest.approx(np.sqrt(mean(drawn, ANSWERS)[1][0, 0]))


def test_the_design_effect_of_a_simple_sample_is_one() -> None:
    drawn = Design.of(np.full(4, 25.0), population=[np.full(4, 100)])
    assert design_effect(drawn, ANSWERS) == pytest.approx(1)


def test_weights_that_are_no_head_count_have_no_design_effect() -> None:
    assert np.isnan(design_effect(Design.of(np.full(4, 0.5)), ANSWERS))


def test_a_column_of_another_length_is_refused_by_name() -> None:
    with pytest.raises(DesignUnusable, match="層"):
        Design.of(np.ones(4), strata=[np.array([1, 2])])


def test_a_design_needs_weights_or_sizes() -> None:
    with pytest.raises(WeightUnknown):
        Design.of(None, clusters=[np.arange(4)])
