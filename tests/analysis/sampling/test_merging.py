"""層の統合: what is too small joins its neighbour, and every cell stays in exactly one stratum."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.sampling.cells import Cell
from analysis.sampling.designing import Group, Wish, design
from analysis.sampling.merging import ChooseTwo, NothingToSplit, joined, proposed, split
from analysis.sampling.naming import names, within

BANDS = ("18・19歳", "20〜29歳", "30〜39歳", "40歳以上")


def register(**districts: tuple[int, ...]) -> list[Cell]:
    return [
        Cell(district, band, people)
        for district, counts in districts.items()
        for band, people in zip(BANDS, counts, strict=False)
    ]


def called(groups: tuple[Group, ...]) -> list[str]:
    return names(groups)


def test_the_smallest_band_joins_the_smaller_band_beside_it() -> None:
    cells = register(中央=(40, 300, 200, 460))
    # 100 letters: 4, 30, 20, 46; only the first is under 10, and has one neighbour.
    assert called(proposed(cells, Wish(1, 0.1, total=100))) == [
        "中央・18〜29歳",
        "中央・30〜39歳",
        "中央・40歳以上",
    ]
    # At a rate of 40 % a stratum needs 25 letters: 20 joins the smaller of its neighbours, 34.
    made = proposed(cells, Wish(0.4, 0.1, total=100))
    assert called(made) == ["中央・18〜39歳", "中央・40歳以上"]
    assert [within(group) for group in made] == ["18・19歳、20〜29歳、30〜39歳", ""]


def test_a_district_too_small_as_a_whole_joins_the_one_beside_it() -> None:
    cells = register(中央=(100, 300), 山=(10, 40), 川=(150, 400))
    # 100 letters: 10, 30; 1, 4; 15, 40. 山 has 5 in all and joins 中央, the smaller neighbour.
    made = proposed(cells, Wish(1, 0.1, total=100))
    assert called(made) == [
        "中央・山・18・19歳",
        "中央・山・20〜29歳",
        "川・18・19歳",
        "川・20〜29歳",
    ]
    assert within(made[0]) == ""  # its name says all
    assert within((*made[0], *made[1])) == "中央・山の18・19歳、20〜29歳"
    assert [each.part.drawn for each in design(made, Wish(1, 0.1, total=100)).strata] == [
        *(11, 34, 15, 40)
    ]


def test_a_planner_merges_and_takes_apart_by_hand() -> None:
    single: tuple[Group, ...] = tuple((cell,) for cell in register(中央=(10, 20), 山=(30, 40)))
    made = joined(single, [0, 3])
    assert called(made) == ["中央・18・19歳＋山・20〜29歳", "中央・20〜29歳", "山・18・19歳"]
    assert split(made, 0) == (single[0], single[3], single[1], single[2])
    with pytest.raises(ChooseTwo):
        joined(single, [1, 1, 99])
    with pytest.raises(NothingToSplit):
        split(made, 1)


def test_strata_have_short_names_that_differ() -> None:
    decades = [Cell("", f"{decade}0代", 5) for decade in range(2, 6)]
    assert names([decades[:2], decades[2:]]) == ["20〜30代", "40〜50代"]
    far = [(decades[0], decades[2]), (decades[1],), (decades[3],)]
    assert names(far)[0] == "20代＋40代"
    many = [tuple(Cell(f"{letter}町", "20代", 5) for letter in "東西南北中")]
    assert names(many) == ["東町・西町ほか3地区・20代"]
    assert names([(Cell("", "", 5),)]) == ["全体"]
    twice = [tuple(Cell(name * 35, "20代", 5) for name in "東西" + last) for last in "南北"]
    assert len(set(names(twice))) == 2
    assert all(len(name) <= 100 for name in names(twice))


PEOPLE = st.lists(st.integers(0, 900), min_size=4, max_size=4)


@given(st.lists(PEOPLE, min_size=1, max_size=8), st.integers(10, 1500), st.floats(0.1, 1))
def test_no_stratum_is_small_where_there_are_letters_enough(
    districts: list[list[int]], total: int, rate: float
) -> None:
    cells = register(**{f"d{n}": tuple(counts) for n, counts in enumerate(districts)})
    if not any(cell.people for cell in cells):
        return
    wish = Wish(rate, 0.05, total=total)
    made = proposed(cells, wish)
    assert sorted((c.district, c.band) for group in made for c in group) == sorted(
        (c.district, c.band) for c in cells
    )
    sample = design(made, wish)
    assert len(made) == 1 or all(each.part.drawn >= wish.safe for each in sample.strata)
    assert len({each.part.name for each in sample.strata}) == len(made)
