"""The map of themes: an island for each, a point for each voice, nothing upon anything else."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.charts import theme_map as picture
from analysis.charts.islands import (
    COLOURS,
    NOBODY,
    SHAPES,
    Arranged,
    Land,
    Named,
    Painted,
    arranged,
    outline,
)
from analysis.charts.picture import png, svg
from analysis.text.placing import place_by
from analysis.text.theme_map import ThemeMap, seated, theme_map

BUS = ("バスの本数が少なくて不便です", "バスの本数を増やしてほしい", "夕方のバスが少なくて困る")
TRAIN = ("電車の本数が少なくて不便です", "駅までのバスと電車を増やしてほしい", "終電が早くて困る")
PARK = ("公園に遊具が少ない", "公園の遊具が古い", "子どもが遊べる公園がほしい", "公園の木が枯れた")
NOTHING = ("特になし", "ありがとう")
GROUPS = (BUS * 6, TRAIN * 4, PARK * 5)
NAMED = (
    Named("バス・本数", 18, 0.29),
    Named("電車・駅・終電", 12, 0.19),
    Named("公園・遊具・とても長い名前のテーマ", 20, 0.32),
    Named("そのほかの声", 2, 0.03, faint=True),
)


@pytest.fixture(scope="module")
def made() -> ThemeMap:
    return theme_map(GROUPS, NOTHING)


def boxes_of(drawn: Arranged) -> list[tuple[float, float, float, float]]:
    """Left, top, right and bottom of each island with its name."""

    def box(land: Land) -> tuple[float, float, float, float]:
        wide = max(land.radius, max(map(len, land.lines)) * 7)
        low = land.foot + len(land.lines) * 18
        return land.x - wide, land.y - land.radius, land.x + wide, low

    return [box(land) for land in drawn.lands]


def test_every_voice_is_a_point_of_its_own_theme(made: ThemeMap) -> None:
    assert made.each == 1
    assert [len(island.shown) for island in made.islands] == [18, 12, 20, 2]
    drawn = arranged(made, NAMED)
    for land, island in zip(drawn.lands, made.islands, strict=True):
        assert sorted(dot.voice for dot in land.dots) == list(island.shown)


def test_themes_that_share_their_words_are_neighbours(made: ThemeMap) -> None:
    bus, train, park, others = made.islands
    assert bus.near[0] == 1
    assert train.near[0] == 0
    assert made.distances[0, 1] < made.distances[0, 2]
    assert others.near == ()
    assert all(3 not in island.near for island in (bus, train, park))


def test_no_island_and_no_name_lies_upon_another(made: ThemeMap) -> None:
    for narrow in (False, True):
        drawn = arranged(made, NAMED, narrow=narrow)
        for one, other in combinations(boxes_of(drawn), 2):
            apart = one[2] <= other[0] or other[2] <= one[0]
            assert apart or one[3] <= other[1] or other[3] <= one[1]
        for left, top, right, low in boxes_of(drawn):
            assert left >= -0.1
            assert top >= -0.1
            assert right <= drawn.width + 0.1
            assert low <= drawn.height + 0.1


def test_a_map_for_a_phone_is_no_wider_than_a_phone(made: ThemeMap) -> None:
    assert arranged(made, NAMED, narrow=True).width <= 328


def test_no_point_touches_another_or_leaves_its_island(made: ThemeMap) -> None:
    drawn = arranged(made, NAMED)
    for land in drawn.lands:
        at = np.array([(dot.x, dot.y) for dot in land.dots])
        away = np.linalg.norm(at[:, None] - at[None], axis=2)
        assert away[~np.eye(len(at), dtype=bool)].min() > 1.9 * drawn.dot
        reach = np.hypot(at[:, 0] - land.x, at[:, 1] - land.y) + drawn.dot
        assert reach.max() <= land.radius


def test_the_same_voices_give_the_same_map(made: ThemeMap) -> None:
    again = theme_map(GROUPS, NOTHING)
    assert arranged(again, NAMED) == arranged(made, NAMED)


def test_with_many_voices_a_point_stands_for_several() -> None:
    made = theme_map((PARK * 50, BUS * 10), most=60)
    assert made.each == 4
    assert made.voices == 230
    assert [len(island.shown) for island in made.islands] == [50, 8]
    assert made.islands[0].shown[:3] == (0, 4, 8)


def test_a_map_of_nothing_has_no_islands() -> None:
    made = theme_map(())
    assert made.islands == ()
    assert arranged(made, ()).lands == ()


def test_a_single_theme_is_an_island_in_the_sheet() -> None:
    drawn = arranged(theme_map((PARK,)), (Named("公園", 4, 1.0),))
    (land,) = drawn.lands
    assert land.told == "4件・100.0%"
    assert len(land.dots) == 4


def test_alike_voices_sit_near_each_other() -> None:
    at = np.array([(0.0, 0.0), (0.1, 0.0), (9.0, 9.0), (9.1, 9.0)])
    seats = np.array([(0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0)], dtype=np.float64)
    places = seats[seated(at, seats)]
    assert places[0, 0] == places[1, 0]
    assert places[2, 0] == places[3, 0]
    assert places[0, 0] != places[2, 0]


@given(st.lists(st.tuples(st.integers(-3, 3), st.integers(-3, 3)), min_size=1, max_size=40))
def test_no_two_voices_share_a_seat(spots: list[tuple[int, int]]) -> None:
    at = np.array(spots, dtype=np.float64)
    seats = np.column_stack([np.arange(len(at), dtype=np.float64), np.zeros(len(at))])
    assert sorted(seated(at, seats)) == list(range(len(at)))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(20, 120), st.integers(20, 160)), min_size=1, max_size=12))
def test_boxes_told_how_far_apart_they_are_never_overlap(sizes: list[tuple[int, int]]) -> None:
    boxes = np.array(sizes, dtype=float)
    distances = np.abs(np.arange(len(boxes))[:, None] - np.arange(len(boxes))[None]).astype(float)
    for width, height in ((760.0, 400.0), (328.0, 500.0)):
        placed = place_by(boxes, distances, width=width, height=height)
        low, high = placed.centres - boxes / 2, placed.centres + boxes / 2
        assert low.min() >= -0.1
        assert (high <= np.array([placed.width, placed.height]) + 0.1).all()
        for one, other in combinations(range(len(boxes)), 2):
            assert (high[one] <= low[other]).any() or (high[other] <= low[one]).any()


def test_levels_have_a_colour_and_a_shape_each_and_the_unnamed_are_gray_circles() -> None:
    painted = Painted(("20代", "60代", "その他"), ([0],))
    assert [painted.colour(level) for level in range(3)] == [*COLOURS[:2], NOBODY]
    assert [painted.shape(level) for level in range(3)] == [*SHAPES[:2], "circle"]


def test_a_mark_is_a_path_around_its_place() -> None:
    assert outline("square", 10, 20, 1) == "M9.1 19.1L10.9 19.1L10.9 20.9L9.1 20.9z"


def test_the_picture_is_drawn_with_its_names_and_a_key(made: ThemeMap) -> None:
    levels = tuple([place % 3 for place in range(island.voices)] for island in made.islands)
    painted = Painted(("20代", "60代", "その他"), levels)
    drawn = svg(picture.theme_map(made, NAMED, painted, narrow=True)).decode()
    assert "電車・駅" in drawn
    assert "60代" in drawn
    assert "n=52　点1つは1件の声" in drawn
    assert png(picture.theme_map(made, NAMED), scale=1).startswith(b"\x89PNG")


def test_the_picture_is_told_in_words(made: ThemeMap) -> None:
    told = picture.words(made, NAMED)
    assert told.startswith("声の地図。52件の声が3の島に分かれています。大きい順に「バス・本数」")
    assert "「バス・本数」と「電車・駅・終電」" in told
    assert "そのほかの声" not in told
