"""A new search for themes never undoes what a person decided."""

from collections.abc import Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st

from surveys.arrangement import Arrangement, Theme, Told
from surveys.theme_keeping import carried

BUS = Theme("1", "公共交通", (11, 12, 13, 14), kept=True, named=True, told=Told())
ROAD = Theme("2", "道路", (21, 22, 23), told=Told())
BEFORE = Arrangement((BUS, ROAD), (31,), 3)


def to_first(ids: Sequence[int], themes: Sequence[Theme]) -> Mapping[int, str | None]:
    return dict.fromkeys(ids, themes[0].key)


def test_a_persons_theme_keeps_its_name_and_takes_in_who_was_found_with_it() -> None:
    found = Arrangement(
        (
            Theme("3", "バスの本数", (11, 12, 41), told=Told()),
            Theme("4", "道路", (21, 22, 23, 14, 42), told=Told()),
        ),
        (31, 13),
        5,
    )
    now = carried(found, BEFORE, to_first)
    assert {theme.name: set(theme.ids) for theme in now.themes} == {
        "公共交通": {11, 12, 13, 14, 41},
        "道路": {21, 22, 23, 42},
    }
    assert now.others == (31,)
    assert now.get("1").kept
    assert now.get("4").told is None


def test_a_new_theme_never_has_the_name_of_a_kept_one() -> None:
    found = Arrangement((Theme("3", "公共交通", (21, 22, 23), told=Told()),), (), 4)
    now = carried(found, BEFORE, to_first)
    assert sorted(theme.name for theme in now.themes) == ["公共交通", "公共交通（2）"]


@given(st.lists(st.lists(st.sampled_from(range(11, 42)), unique=True, min_size=1), max_size=4))
def test_every_voice_is_in_one_place_and_kept_themes_lose_none(groups: list[list[int]]) -> None:
    seen: set[int] = set()
    listed = []
    for place, ids in enumerate(groups):
        mine = tuple(each for each in ids if each not in seen)
        seen.update(mine)
        if mine:
            listed.append(Theme(str(3 + place), f"見つかった{place}", mine, told=Told()))
    there = {each for theme in BEFORE.themes for each in theme.ids} | {31} | seen
    others = tuple(each for each in there if each not in seen)
    now = carried(Arrangement(tuple(listed), others, 9), BEFORE, to_first)
    held = [*now.others, *(each for theme in now.themes for each in theme.ids)]
    assert sorted(held) == sorted(there)
    assert set(BUS.ids) <= set(now.get("1").ids)
