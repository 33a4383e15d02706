"""標本設計: letters, expected answers and half-widths, worked by hand."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.sampling.cells import Cell
from analysis.sampling.designing import (
    NobodyToAsk,
    OutOfRange,
    Sample,
    Wish,
    design,
    design_effect,
    half_width,
)
from analysis.sampling.merging import proposed
from analysis.sampling.sizes import TooFewLetters, apportion


def city(*districts: int) -> list[tuple[Cell, ...]]:
    """Districts A, B …, each halved into two age bands."""
    return [
        (Cell(chr(65 + place), band, people // 2),)
        for (place, people), band in product(enumerate(districts), ("若", "老"))
    ]


def letters(made: Sample) -> list[int]:
    return [each.part.drawn for each in made.strata]


def test_the_fewest_letters_reach_the_half_width_that_is_wanted() -> None:
    # n0 = 1.96² · 0.25 / 0.03² = 1067.1; n = 1067.1 / (1 + 1066.1 / 50,000) = 1044.8 → 1,045
    # answers; 1,045 / 0.4 = 2,612.5 → 2,613 letters (Cochran 1977, 4.2).
    made = design([(Cell("市", "", 50_000),)], Wish(0.4, 0.03))
    assert made.whole.drawn == 2613
    assert made.whole.expected == pytest.approx(1045.2)
    # 1.96 · √((50,000 − 1,045.2) / 49,999 · 0.25 / 1,045.2)
    assert made.whole.half == pytest.approx(0.029994, abs=1e-6)
    assert made.strata[0].part.weight == pytest.approx(50_000 / 2613)
    assert made.deff == 1


def test_the_half_width_of_strata_is_that_of_their_weighted_variances() -> None:
    # V = 0.25² · 75/99 · 0.25/25 + 0.75² · 225/299 · 0.25/75 = 0.0018844
    assert half_width([100, 300], [25, 75]) == pytest.approx(0.085084, abs=1e-6)
    # one stratum is the table that municipalities print: 1.96 · √(0.25 / 400) = 4.9 points
    assert half_width([10**9], [400]) == pytest.approx(0.049, abs=1e-6)
    assert half_width([100], [100]) == 0
    # 100 answers · (100²/50 + 300²/50) / 400²
    assert design_effect([100, 300], [50, 50]) == pytest.approx(1.25)
    assert half_width([100, 300], [25, 0]) != half_width([100, 300], [25, 0])  # not a number


def test_letters_follow_the_people_the_root_of_the_people_or_neither() -> None:
    groups = city(4000, 1000)
    shared = {
        how: letters(design(groups, Wish(0.5, 0.05, allocation=how, total=300)))
        for how in ("proportional", "root", "equal")
    }
    assert shared == {
        "proportional": [120, 120, 30, 30],
        "root": [100, 100, 50, 50],  # √4,000 is twice √1,000
        "equal": [75, 75, 75, 75],
    }


def test_every_district_gets_the_answers_that_it_needs() -> None:
    # 1.96² · 0.25 / 0.1² = 96.04: 4,000 people need 93.8 → 94, 200 people 65.1 → 66 answers.
    made = design(city(4000, 200), Wish(0.5, 0.1, per="district"))
    assert [part.drawn for part in made.areas] == [188, 132]
    assert made.missed == ()
    few = design(city(4000, 60), Wish(0.5, 0.1, per="district"))
    assert few.areas[1].drawn == 60
    assert [part.name for part in few.missed] == ["B"]


def test_unequal_chances_need_more_letters_for_the_whole() -> None:
    groups = city(9000, 1000)
    same = design(groups, Wish(0.5, 0.05))
    equal = design(groups, Wish(0.5, 0.05, allocation="equal"))
    assert equal.whole.half <= 0.05
    # Each half of the letters: 2 · (0.9² + 0.1²) = 1.64
    assert equal.deff == pytest.approx(1.64, abs=0.01)
    assert equal.whole.drawn > 1.5 * same.whole.drawn


def test_whole_letters_go_to_the_largest_remainders_and_add_up() -> None:
    assert apportion(10, [5, 3, 1], [500, 300, 100]) == (6, 3, 1)  # 5.56, 3.33, 1.11
    assert apportion(100, [1, 1], [1000, 10]) == (90, 10)  # nobody gets two letters
    assert apportion(100, [990, 10], [990, 10], least=5) == (95, 5)
    assert apportion(100, [1, 1], [3, 4]) == (3, 4)
    assert apportion(2, [1, 1, 1], [9, 9, 9]) == (1, 1, 0)
    with pytest.raises(TooFewLetters, match="10通ずつ送ると、2層で20通"):
        apportion(19, [1, 1], [50, 50], least=10)


def test_a_wish_that_means_nothing_is_refused() -> None:
    for rate, margin in ((0, 0.03), (1.1, 0.03), (0.4, 0), (0.4, 0.5)):
        with pytest.raises(OutOfRange):
            Wish(rate, margin)
    with pytest.raises(NobodyToAsk):
        design([(Cell("A", "", 0),)], Wish(0.4, 0.03))


REGISTER = st.lists(st.integers(0, 5000), min_size=1, max_size=25).filter(any)


@given(REGISTER, st.integers(0, 8000), st.integers(0, 20), st.sampled_from([0.0, 0.5, 1.0]))
def test_letters_add_up_and_nobody_gets_two(
    people: list[int], total: int, least: int, power: float
) -> None:
    try:
        made = apportion(total, [n**power if n else 0.0 for n in people], people, least=least)
    except TooFewLetters:
        assert sum(min(least, n) for n in people) > min(total, sum(people))
        return
    assert sum(made) == min(total, sum(people))
    assert all(min(least, n) <= drawn <= n for drawn, n in zip(made, people, strict=True))


@given(
    st.lists(st.integers(30, 20_000), min_size=1, max_size=6),
    st.sampled_from(["whole", "district", "stratum"]),
    st.sampled_from(["proportional", "root", "equal"]),
    st.floats(0.1, 1),
    st.floats(0.02, 0.2),
)
def test_a_design_reaches_its_wish_or_asks_everybody(
    districts: list[int], per: str, allocation: str, rate: float, margin: float
) -> None:
    wish = Wish(rate, margin, per, allocation)
    made = design(proposed([cell for (cell,) in city(*districts)], wish), wish)
    for part in made.missed:
        assert part.drawn == part.people
    assert all(0 <= each.part.drawn <= each.part.people for each in made.strata)
    assert made.whole.drawn == sum(letters(made)) == sum(part.drawn for part in made.areas)
