"""What is planned and published: sample sizes, indicators, standardised shares, hidden cells."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from analysis.methods import disclosure_audit, indicators, sampling
from analysis.methods.standardisation import NothingCommon, standardise


def test_the_published_margins_of_error_are_met() -> None:
    """伊勢原市（2016年）: n=1,430 で 1.13、1.55、2.07、2.38、2.54、2.59ポイント."""
    found = sampling.margin_of_error([0.05, 0.1, 0.2, 0.3, 0.4, 0.5], [1430])
    assert found[0] * 100 == pytest.approx([1.13, 1.55, 2.07, 2.38, 2.54, 2.59], abs=5e-3)


def test_asking_everyone_leaves_no_sampling_error() -> None:
    found = sampling.margin_of_error([0.5], [50, 100, 101], population=100)
    assert found[0, 0] == pytest.approx(1.96 * np.sqrt(50 / 99 * 0.25 / 50))
    assert found[1, 0] == 0
    assert np.isnan(found[2, 0])


def test_a_sample_is_planned_for_a_half_width() -> None:
    assert sampling.needed(56_000, 0.03) == 1048
    assert sampling.needed(None, 0.03) == 1068
    assert sampling.to_send(1048, 0.43) == 2438


@given(st.integers(100, 10_000_000), st.floats(0.01, 0.2))
def test_the_planned_sample_keeps_its_half_width(people: int, half: float) -> None:
    n = sampling.needed(people, half)
    reached = sampling.margin_of_error([0.5], [n], population=people, k=1.959963984540054)
    assert reached[0, 0] <= half + 1e-9


def test_an_indicator_goes_from_its_baseline_to_its_target() -> None:
    made = indicators.progress(baseline=57.4, previous=57.4, latest=52.7, target=70)
    assert made.change == pytest.approx(-4.7)
    assert made.gap == pytest.approx(17.3)
    assert made.attainment == pytest.approx(-37.3015873)
    assert made.reached is False
    assert made.n_to_tell == 859


def test_a_target_that_is_a_word_stays_a_word() -> None:
    made = indicators.progress(baseline=50, previous=50, latest=52, target="増加")
    assert made.words == "増加"
    assert (made.gap, made.attainment, made.reached) == (None, None, None)
    assert made.change == 2


def test_a_number_nobody_knows_is_not_zero() -> None:
    made = indicators.progress(baseline=50, previous=50, latest=None, target=60)
    assert (made.change, made.gap, made.attainment, made.reached) == (None, None, None, None)


def test_an_indicator_that_should_stay_has_no_way_to_go() -> None:
    made = indicators.progress(baseline=82.3, previous=82.3, latest=82.3, target=82.3)
    assert made.attainment is None
    assert made.reached is True
    assert made.n_to_tell is None


def test_a_change_is_judged_by_both_waves() -> None:
    # 0.1 / sqrt((0.25 + 0.24) / 98) = √2
    z, p = indicators.change_z(0.5, 0.6, 98)
    assert z == pytest.approx(2**0.5)
    assert p == pytest.approx(0.1573, abs=5e-5)


def test_staff_are_compared_as_if_they_were_composed_like_residents() -> None:
    made = standardise(
        np.array([1.0, 0.0, 1.0, 1.0]),
        ["若", "若", "高", "別"],
        other_event=np.array([1.0, 0.0, 0.0]),
        other_cells=["若", "高", "高"],
        other_weight=np.array([1.0, 2.0, 1.0]),
    )
    # Staff 0.5 and 1 in residents' proportions of 1 to 3; residents 1 and 0 likewise.
    assert made.cells == 2
    assert made.crude == pytest.approx(2 / 3)
    assert made.standardised == pytest.approx(0.5 / 4 + 3 / 4)
    assert made.other == pytest.approx(1 / 4)
    assert made.composition_effect + made.rate_effect == pytest.approx(made.crude - made.other)


def test_groups_with_nothing_in_common_are_not_compared() -> None:
    with pytest.raises(NothingCommon):
        standardise(
            np.ones(1),
            ["若"],
            other_event=np.ones(1),
            other_cells=["高"],
            other_weight=np.ones(1),
        )


tables = arrays(np.int64, (3, 3), elements=st.integers(0, 9))


@settings(max_examples=30)
@given(tables, arrays(np.bool_, (3, 3)))
def test_what_is_hidden_lies_within_what_can_be_worked_out(
    table: np.ndarray, hidden: np.ndarray
) -> None:
    found = disclosure_audit.bounds(table, hidden)
    assert len(found) == hidden.sum()
    for each in found:
        assert each.low - 1e-7 <= each.true <= each.high + 1e-7


def test_one_hidden_cell_is_no_secret() -> None:
    hidden = np.zeros((2, 2), dtype=bool)
    hidden[0, 1] = True
    (found,) = disclosure_audit.bounds(np.array([[3, 1], [4, 5]]), hidden)
    assert found.exact


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_percentage_gives_its_count_away_in_a_small_group(pair: tuple[int, int]) -> None:
    count, base = pair
    share = (2 * 1000 * count + base) // (2 * base) / 10
    assert disclosure_audit.counts_behind(share, base, decimals=1) == [count]


def test_a_difference_of_one_person_is_seen() -> None:
    first = np.array([66, 201, 327])
    assert disclosure_audit.reveals(first, np.array([66, 201, 326]), 10)
    assert not disclosure_audit.reveals(first, first, 10)
    assert not disclosure_audit.reveals(first, np.array([56, 201, 327]), 10)
