"""Groups that a person put together are told in the same words as those that were found."""

import pytest

from analysis.text.describing import describe
from analysis.text.lexicon import Lexicon
from analysis.text.reading import Reading

BUSES = ["夕方のバスの本数が少ない", "バスの本数を増やしてほしい", "バスの本数が足りず不便です"]
ROADS = ["歩道の段差が危ない", "歩道の段差で転びそうになる", "歩道の段差を直してほしい"]
OTHERS = ["図書館が好きです", "公園の木が大きい", "役場の窓口が親切", "祭りが楽しい"]


def test_each_group_is_named_by_what_parts_it_from_the_others() -> None:
    buses, roads = describe([BUSES, ROADS], OTHERS)
    assert buses is not None
    assert roads is not None
    assert "バスの本数" in buses.name
    assert "段差" in roads.name
    assert sorted(buses.rows) == [0, 1, 2]
    assert buses.clause in BUSES


def test_a_group_of_one_has_a_name_too() -> None:
    (only,) = describe([["夜の病院が遠い"]], BUSES)
    assert only is not None
    assert only.name
    assert only.size == 1


def test_who_said_nothing_stays_where_a_person_put_them_and_is_read_last() -> None:
    (found,) = describe([["特になし", *BUSES]], ROADS)
    assert found is not None
    assert found.rows[-1] == 0
    assert found.size == 4


def test_a_group_that_said_nothing_at_all_is_not_told() -> None:
    assert describe([["特になし", ""], []], BUSES) == (None, None)
    assert describe([["特になし"]], []) == (None,)


def test_what_is_banned_names_no_group() -> None:
    (found,) = describe([BUSES], ROADS, reading=Reading(Lexicon(banned=("バス",))))
    assert found is not None
    assert "バス" not in found.name


@pytest.mark.parametrize("turn", [1, 2])
def test_the_order_of_voices_does_not_change_what_is_told(turn: int) -> None:
    turned = BUSES[turn:] + BUSES[:turn]
    (one,), (other,) = describe([BUSES], ROADS), describe([turned], ROADS)
    assert one is not None
    assert other is not None
    assert (one.name, one.clause, one.terms) == (other.name, other.clause, other.terms)
    assert [BUSES[row] for row in one.rows] == [turned[row] for row in other.rows]
