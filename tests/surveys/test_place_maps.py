"""地図: a city's own borders are read, thinned, named and looked up, by no other server."""

import json
from contextlib import suppress
from itertools import pairwise
from math import cos, pi, sin, tau
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from surveys import (
    drawn_maps,
    geojson,
    outlines,
    pin_maps,
    place_maps,
    plans,
)
from surveys.errors import SurveyError
from surveys.geojson import (
    MapTooLarge,
    NotAMap,
    OnlyPoints,
    OtherSystem,
    Swapped,
)
from surveys.place_maps import MapNameTaken, TooManyAreas, UnknownProperty
from surveys.plans import Plan
from surveys.shapes import Shape, area_at, contains
from tests.surveys import mapped
from tests.surveys.mapped import SOUTH, WEST, box, bring, collection, feature

IN_WEST = (WEST + 0.02, SOUTH + 0.03)


# ---- what can be read ----------------------------------------------------------------------------


@pytest.mark.parametrize("content", [collection(), mapped.topology()])
def test_the_areas_of_a_file_are_found_by_their_place(content: bytes) -> None:
    read = geojson.read(content)
    shapes = [Shape(each.properties["name"], each.rings) for each in read.features]
    assert area_at(shapes, IN_WEST) == "西地区"
    assert area_at(shapes, (WEST + 0.07, SOUTH + 0.03)) == "東地区"
    assert area_at(shapes, (WEST + 0.12, SOUTH + 0.03)) == ""


def test_points_and_lines_beside_the_areas_are_passed_over_and_counted() -> None:
    point = {
        "type": "Feature",
        "properties": {},
        "geometry": {"type": "Point", "coordinates": [0, 0]},
    }
    nothing = {"type": "Feature", "properties": None, "geometry": None}
    read = geojson.read(collection(mapped.EAST, point, nothing))
    assert (len(read.features), read.passed) == (1, 2)


def test_surfaces_in_a_collection_are_surfaces_of_their_feature() -> None:
    both = [mapped.WEST_SIDE["geometry"], {"type": "Point", "coordinates": [0, 0]}]
    gathered = {"type": "GeometryCollection", "geometries": both}
    read = geojson.read(collection({**mapped.WEST_SIDE, "geometry": gathered}))
    assert [each.properties["name"] for each in read.features] == ["西地区"]
    assert read.passed == 1
    assert geojson.read(json.dumps(gathered).encode()).features


def test_names_keep_only_what_a_page_can_show_on_one_line() -> None:
    odd = collection(feature("西・地区", box(0, 0, 5, 8)))
    read = geojson.read(odd.replace("・".encode(), rb"\ud800\u0000\n"))
    assert read.features[0].properties["name"] == "西 地区"


def test_a_hole_is_outside_its_area() -> None:
    ringed = Shape("a", (tuple(map(tuple, box(0, 0, 9, 9))), tuple(map(tuple, box(3, 3, 6, 6)))))  # type: ignore[arg-type] # pairs from lists
    assert not contains(ringed, (WEST + 0.045, SOUTH + 0.045))
    assert contains(ringed, (WEST + 0.01, SOUTH + 0.045))


PLANE = feature(
    "西", [[-8000.0, 12000.0], [-7000.0, 12000.0], [-7000.0, 13000.0], [-8000.0, 12000.0]]
)
BACKWARDS = feature("西", [[36.1, 137.9], [36.2, 137.9], [36.2, 138.0], [36.1, 137.9]])
DOT = {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [1, 2]}}


BROKEN = collection().replace(b"[137.9, 36.1]", b'["a", "b"]')
ENDLESS = collection().replace(b"[137.9, 36.1]", b"[1" + b"0" * 400 + b", 36.1]")
FLAT = feature("西", [[137.9, 36.1], [138.0, 36.1], [137.9, 36.1]], [[137.9, 36.1]] * 5)
# Few bytes that name one long line over and over.
BOMB = mapped.topology().replace(b"[[0, 1]]", b"[[" + b"1," * 200_000 + b"1]]")
NOTHING = b'{"type": "FeatureCollection", "features": [' + b"{}," * geojson.MOST_BESIDE + b"{}]}"


@pytest.mark.parametrize(
    ("content", "error", "says"),
    [
        (b"not json", NotAMap, "JSON"),
        (b"PK\x03\x04", NotAMap, "ZIP"),
        (b"<?xml version='1.0'?><kml/>", NotAMap, "XML"),
        (b'[{"town": "x", "lat": 36.0, "lng": 137.9}]', NotAMap, "GeoJSONでない"),
        (b'{"type": "Topology", "objects": {"a": {"geometries": [{}]}}}', NotAMap, "TopoJSON"),
        (b"[" * 100_000, NotAMap, "JSON"),
        (collection(DOT), OnlyPoints, "点だけ"),
        (collection(PLANE), OtherSystem, "EPSG:6668"),
        (
            collection(crs={"properties": {"name": "urn:ogc:def:crs:EPSG::6676"}}),
            OtherSystem,
            "6676",
        ),
        (collection(BACKWARDS), Swapped, "経度、緯度の順"),
        (b" " * (geojson.MOST_BYTES + 1), MapTooLarge, "20MB"),
        (BROKEN, SurveyError, "1番目"),
        (ENDLESS, SurveyError, "1番目"),
        (collection(FLAT), SurveyError, "広がりがありません"),
        (BOMB, SurveyError, "50万点まで"),
        (NOTHING, SurveyError, "10万個まで"),
    ],
)
def test_a_file_that_is_no_map_is_refused_with_what_to_do(
    content: bytes, error: type[SurveyError], says: str
) -> None:
    with pytest.raises(error, match=says):
        geojson.read(content)


def test_degrees_under_another_name_are_degrees() -> None:
    for name in ("urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::6668"):
        assert geojson.read(collection(crs={"properties": {"name": name}})).features


@given(
    st.recursive(
        st.none() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from(["type", "features", "geometry", "coordinates", "arcs", "objects"]),
                inner | st.sampled_from(["FeatureCollection", "Feature", "Polygon", "Topology"]),
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
def test_whatever_json_is_sent_is_read_or_refused(said: Any) -> None:
    with suppress(SurveyError):
        geojson.read(json.dumps(said).encode())


# ---- fewer points --------------------------------------------------------------------------------


def wavy(middle: float, points: int) -> list[tuple[float, float]]:
    """A border from south to north that winds around a meridian."""
    return [(middle + sin(n * 7.3) * 0.004, n / (points - 1) * 0.1) for n in range(points)]


def striped(points: int) -> list[Shape]:
    """Three areas side by side with winding borders between them."""
    lines = [wavy(n * 0.05, points) for n in range(4)]
    return [
        Shape(str(n), ((*left, *right[::-1], left[0]),))
        for n, (left, right) in enumerate(pairwise(lines))
    ]


@given(points=st.integers(20, 80), most=st.integers(40, 200))
@settings(max_examples=20)
def test_neighbours_keep_one_border_however_few_points_are_left(points: int, most: int) -> None:
    made = outlines.thinned(
        striped(points), lambda shapes: sum(len(s.rings[0]) for s in shapes) <= most
    )
    edges = [
        {frozenset(pair) for pair in zip(shape.rings[0], shape.rings[0][1:], strict=False)}
        for shape in made
    ]
    assert len(made) == 3
    assert edges[0] & edges[1], "the first two still touch"
    assert edges[1] & edges[2]
    assert not edges[0] & edges[2]
    for shape in made:
        assert shape.rings[0][0] == shape.rings[0][-1]
    for n in range(1, 30):  # no place is lost between neighbours, and none is in two of them
        inside = [shape.code for shape in made if contains(shape, (n * 0.0049 + 0.0001, 0.0503))]
        assert len(inside) <= 1
        if 0.006 < n * 0.0049 < 0.14:
            assert len(inside) == 1


def test_a_small_island_goes_before_the_shape_of_the_large_one() -> None:
    large = [(cos(tau * n / 60), sin(tau * n / 60)) for n in range(61)]
    small = [(3 + 0.01 * cos(tau * n / 20), 0.01 * sin(tau * n / 20)) for n in range(21)]
    shape = Shape("a", (tuple(large), tuple(small)))
    (made,) = outlines.thinned([shape], lambda shapes: sum(map(len, shapes[0].rings)) <= 30)
    assert len(made.rings) == 1
    assert 8 <= len(made.rings[0]) <= 30
    (least,) = outlines.thinned([Shape("b", (tuple(small),))], lambda _shapes: False)
    assert least.rings, "what is smallest is still there"


def test_surfaces_of_one_name_lose_the_border_between_them() -> None:
    rings = [tuple((x, y) for x, y in box(left, 0, left + 3, 3)) for left in (0, 3)]
    (ring,) = outlines.merged(rings)
    assert len(ring) == 7, "four corners, two places where the border met, and the first again"


def test_a_picture_knows_where_a_place_of_the_earth_lies() -> None:
    shapes = [Shape("a", (tuple((x, y) for x, y in box(0, 0, 10, 8)),))]
    picture = drawn_maps.draw(shapes)
    margin = drawn_maps.MARGIN
    assert picture.place((WEST, SOUTH + 0.08)) == pytest.approx((margin, margin))
    assert picture.place((WEST + 0.1, SOUTH)) == pytest.approx(
        (picture.width - margin, picture.height - margin), abs=1
    )
    assert picture.down / picture.across == pytest.approx(1 / cos((SOUTH + 0.04) * pi / 180))
    (area,) = picture.areas
    assert margin < area.x < picture.width - margin
    assert area.path.startswith("M")


# ---- a plan's maps -------------------------------------------------------------------------------


@pytest.fixture
def plan(session: Session) -> Plan:
    return mapped.plan(session)


def test_the_names_the_plan_knows_are_taken_first(session: Session, plan: Plan) -> None:
    found = bring(session, plan)
    assert (found.key, found.property_name) == ("map1", "name")
    assert found.names == ["西地区", "東地区", "離島"]
    assert place_maps.matched(session, plan, found) == ("地区", ["離島"])
    assert place_maps.properties(session, plan, found)[0].name == "name"
    assert place_maps.weight(found) < drawn_maps.MOST_BYTES
    assert bring(session, plan, name="別の地図").key == "map2"
    with pytest.raises(MapNameTaken):
        bring(session, plan)


def test_areas_of_one_name_are_one_area(session: Session, plan: Plan) -> None:
    found = bring(session, plan)
    pin_maps.rename_areas(session, found, "side")
    assert found.names == ["町", "島"]
    assert area_at(found.shapes, IN_WEST) == "町"
    with pytest.raises(UnknownProperty):
        pin_maps.rename_areas(session, found, "none")


def test_too_many_areas_are_refused(session: Session, plan: Plan) -> None:
    many = [feature(f"{n}区", box(n, 0, n + 1, 1)) for n in range(place_maps.MOST_AREAS + 1)]
    with pytest.raises(TooManyAreas, match="300地区"):
        bring(session, plan, collection(*many))


def test_readings_of_areas_are_kept_beside_their_names(session: Session, plan: Plan) -> None:
    assert [(area.name, area.reading) for area in plans.areas(session, plan)] == [
        ("西地区", "にしちく"),
        ("東地区", ""),
    ]
    assert plans.area_lines(session, plan) == ["地区", "西地区《にしちく》", "東地区"]
