"""Weights by hand: what they must add up to, what they cost, and what cannot be met."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import AnalysisError
from analysis.methods.calibrated import poststratified, raked
from analysis.methods.design import Design
from analysis.methods.weighting import (
    EmptyLevel,
    Margin,
    NotReached,
    TotalsDiffer,
    UnknownLevel,
    calibrate,
    kish,
    poststratify,
    rake,
    trim,
)

FEWER = settings(max_examples=50)
SEX = Margin.of("性別", ["男"] * 30 + ["女"] * 20, {"男": 400.0, "女": 600.0})
AGE = Margin.of("年代", (["若"] * 10 + ["高"] * 15) * 2, {"若": 300.0, "高": 700.0})


def test_kish_counts_what_unequal_weights_cost() -> None:
    made = kish(np.array([1.0, 1.0, 2.0]))
    assert made.deff == pytest.approx(3 * 6 / 16)
    assert made.neff == pytest.approx(16 / 6)


def test_raking_meets_every_margin() -> None:
    made = rake([SEX, AGE])
    assert SEX.sums(made.weight) == pytest.approx([400, 600], rel=1e-9)
    assert AGE.sums(made.weight) == pytest.approx([300, 700], rel=1e-9)


def test_raking_to_one_margin_is_post_stratification() -> None:
    assert rake([SEX]).weight == pytest.approx(poststratify(SEX))
    assert poststratify(SEX)[[0, 49]] == pytest.approx([400 / 30, 600 / 20])


def test_the_least_squares_weights_meet_the_margins_too() -> None:
    made = calibrate([SEX, AGE], np.full(50, 20.0))
    assert SEX.sums(made) == pytest.approx([400, 600])
    assert AGE.sums(made) == pytest.approx([300, 700])


def test_bounded_weights_stay_within_their_bounds() -> None:
    base = np.full(50, 20.0)
    ratio = calibrate([SEX, AGE], base, (0.4, 2.5)) / base
    assert 0.4 < ratio.min() < ratio.max() < 2.5
    with pytest.raises(NotReached):
        calibrate([SEX, AGE], base, (0.95, 1.05))


def test_a_level_nobody_answered_with_is_named() -> None:
    with pytest.raises(EmptyLevel, match=r"地区.*11.*100人"):
        Margin.of("地区", ["1", "1"], {"1": 900.0, "11": 100.0})


def test_an_answer_the_register_does_not_know_is_named() -> None:
    with pytest.raises(UnknownLevel, match=r"地区.*12"):
        Margin.of("地区", ["1", "12"], {"1": 900.0})


def test_margins_of_different_totals_are_refused() -> None:
    other = Margin.of("年代", ["若"] * 50, {"若": 999.0})
    with pytest.raises(TotalsDiffer, match=r"1,000人.*999人"):
        rake([SEX, other])


def test_margins_that_contradict_each_other_are_named() -> None:
    same = Margin.of("世帯", ["甲"] * 30 + ["乙"] * 20, {"甲": 500.0, "乙": 500.0})
    with pytest.raises(NotReached, match=r"性別|世帯"):
        rake([SEX, same])


def test_trimmed_weights_keep_their_sum() -> None:
    made = trim(np.array([1.0, 2.0, 3.0, 10.0]), 1.5, 6.0)
    # 1 → 1.5 and 10 → 6: 3.5 left over, shared by the two that were inside.
    assert made == pytest.approx([1.5, 3.75, 4.75, 6])
    assert trim(np.array([1.0, 2.0]), 0.0, 5.0).tolist() == [1, 2]


def test_a_margin_that_explains_an_answer_takes_its_error_away() -> None:
    answer = np.array([1.0] * 30 + [0.0] * 20)
    made = raked([SEX, AGE])
    share, se = made.mean(Design.of(np.ones(50)), answer)
    assert share == pytest.approx(0.4)
    assert se == pytest.approx(0, abs=1e-9)


def test_a_post_stratified_share_has_the_error_within_strata() -> None:
    answer = np.array([1.0] * 15 + [0.0] * 15 + [1.0] * 5 + [0.0] * 15)
    share, se = poststratified(SEX).mean(Design.of(np.ones(50)), answer)
    assert share == pytest.approx(0.4 * 0.5 + 0.6 * 0.25)
    within = 50 / 49 * (0.4**2 * 0.25 / 30 + 0.6**2 * 0.1875 / 20)
    assert se == pytest.approx(np.sqrt(within))


def test_people_the_register_has_none_of_weigh_nothing() -> None:
    none = Margin.of("性別", ["男"] * 30 + ["他"] * 20, {"男": 100.0, "他": 0.0})
    for made in (raked([none]), poststratified(none)):
        assert made.weight[30:].tolist() == [0.0] * 20
        assert np.isfinite(made.mean(Design.of(np.ones(50)), np.arange(50.0))).all()


def test_nobody_who_answered_has_no_share() -> None:
    assert np.isnan(raked([SEX]).mean(Design.of(np.ones(50)), np.full(50, np.nan))).all()


@FEWER
@given(
    st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("xyz")), min_size=6, max_size=40),
    st.lists(st.floats(1, 50), min_size=5, max_size=5),
)
def test_raking_either_meets_all_margins_or_says_which_it_cannot(
    people: list[tuple[str, str]], sizes: list[float]
) -> None:
    first, second = np.array(sizes[:2]), np.array(sizes[2:])
    registers = (
        dict(zip("ab", first / first.sum() * 100, strict=True)),
        dict(zip("xyz", second / second.sum() * 100, strict=True)),
    )
    said = zip("PQ", zip(*people, strict=True), registers, strict=True)
    refused = ""
    try:
        margins = [Margin.of(name, list(own), register) for name, own, register in said]
        made = rake(margins)
    except AnalysisError as error:
        refused = str(error)
    if refused:
        assert "「P」" in refused or "「Q」" in refused
    else:
        for margin in margins:
            assert margin.sums(made.weight) == pytest.approx(margin.people, rel=1e-8)
