"""地図のファイルを読む: the areas of a GeoJSON or TopoJSON file, in longitude and latitude."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice
from math import isfinite
from typing import Any

from surveys.errors import N_, SurveyError
from surveys.kinds.base import plain
from surveys.shapes import Point, Ring

MOST_BYTES = 20_000_000
MOST_FEATURES = 5_000
MOST_BESIDE = 100_000  # points and lines that are passed over
MOST_POINTS = 500_000  # of all borders: some seconds of thinning
LONGEST_VALUE = 100
MOST_PROPERTIES = 40
_POLYGONS = ("Polygon", "MultiPolygon")
_KINDS = {"Point": "点", "MultiPoint": "点", "LineString": "線", "MultiLineString": "線"}
_COLLECTION = "GeometryCollection"
_CORNERS = 3  # that surround anything
_UNREADABLE = (TypeError, ValueError, IndexError, KeyError, AttributeError, OverflowError)
Said = tuple[Mapping[str, Any], Mapping[str, Any]]  # a feature and its geometry
# Reference systems of longitude and latitude that differ by less than a pin can show.
_IN_DEGREES = ("CRS84", *(f":{code}" for code in (4326, 4612, 4979, 6668, 6697)))
_TO_DEGREES = N_("QGISなどで、座標参照系をJGD2011（EPSG:6668）にしたGeoJSONに書き出してください")


class MapTooLarge(SurveyError):
    message = N_(
        "ファイルが大きすぎます（%(limit)dMBまで）。市の範囲だけを取り出すか、"
        "QGISなどで形を簡略にしてから選んでください"
    )


class NotAMap(SurveyError):
    message = N_(
        "GeoJSONとして読めません（%(why)s）。"
        "拡張子が .geojson か .json の、地区の境界のファイルを選んでください"
    )


class OnlyPoints(SurveyError):
    message = N_(
        "地区の境界（面）がありません。このファイルにあるのは%(found)sだけです。"
        "境界のポリゴンが入ったファイルを選んでください"
    )


class OtherSystem(SurveyError):
    message = N_("座標が緯度・経度ではありません（%(found)s）。%(advice)s")


class Swapped(SurveyError):
    message = N_(
        "座標の緯度と経度が逆のようです（%(found)s）。"
        "GeoJSONでは経度、緯度の順に書きます。書き出し直してください"
    )


class TooManyFeatures(SurveyError):
    message = N_(
        "面が%(n)d個あります（%(limit)d個まで）。地区ごとにまとめたファイルを選んでください"
    )


class TooMuchBeside(SurveyError):
    message = N_(
        "面のほかの点や線が多すぎます（%(limit)d万個まで）。"
        "境界のポリゴンだけを書き出したファイルを選んでください"
    )


class TooManyPoints(SurveyError):
    message = N_(
        "境界の点が多すぎます（%(limit)d万点まで）。市の範囲だけを取り出すか、"
        "QGISなどで形を簡略にしてから選んでください"
    )


class NothingInside(SurveyError):
    message = N_(
        "地区の境界（面）はありますが、どれにも広がりがありません。ファイルを書き出し直してください"
    )


class CoordinateBroken(SurveyError):
    message = N_("%(n)d番目の面の座標が読めません。ファイルを書き出し直してください")


@dataclass(frozen=True, slots=True)
class Feature:
    """A surface of the file, with what the file says of it in words."""

    properties: Mapping[str, str]
    rings: tuple[Ring, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """The surfaces of a file; `passed` counts what it holds besides: points, lines, nothing."""

    features: tuple[Feature, ...]
    passed: int = 0


def read(content: bytes) -> Reading:
    """Read a file.

    Raises:
        MapTooLarge, NotAMap, OnlyPoints, OtherSystem, Swapped, TooManyFeatures, TooMuchBeside,
        TooManyPoints, CoordinateBroken, NothingInside
    """
    if len(content) > MOST_BYTES:
        raise MapTooLarge(limit=MOST_BYTES // 1_000_000)
    said = _loaded(content)
    _must_be_in_degrees(said.get("crs"))
    topology = said.get("type") == "Topology"
    found, beside = _apart(_of_topology(said) if topology else _listed(said))
    if not found:
        raise OnlyPoints(found="・".join(beside) or "何もないもの")
    if len(found) > MOST_FEATURES:
        raise TooManyFeatures(n=len(found), limit=MOST_FEATURES)
    features = tuple(_features(found))
    if not features:
        raise NothingInside
    _must_be_on_earth(features)
    return Reading(features, beside.total())


def _apart(listed: Iterable[Said]) -> tuple[list[Said], Counter[str]]:
    """The surfaces, and how many points, lines and others are beside them.

    Raises:
        TooMuchBeside
    """
    found: list[Said] = []
    beside = Counter[str]()
    for each in listed:
        if each[1].get("type") in _POLYGONS:
            found.append(each)
            continue
        beside[_KINDS.get(str(each[1].get("type")), "その他")] += 1
        if beside.total() > MOST_BESIDE:
            raise TooMuchBeside(limit=MOST_BESIDE // 10_000)
    return found, beside


def _features(found: Sequence[Said]) -> Iterator[Feature]:
    """The surfaces that surround anything.

    Raises:
        TooManyPoints, CoordinateBroken
    """
    points = 0
    for number, (feature, geometry) in enumerate(found, 1):
        coordinates = geometry.get("coordinates") or ()
        try:
            polygons = [coordinates] if geometry["type"] == "Polygon" else list(coordinates)
            points += sum(1 + len(ring) for polygon in polygons for ring in polygon)
            if points > MOST_POINTS:
                raise TooManyPoints(limit=MOST_POINTS // 10_000)
            rings = [_ring(ring) for polygon in polygons for ring in polygon]
        except _UNREADABLE as error:
            raise CoordinateBroken(n=number) from error
        kept = tuple(ring for ring in rings if ring)
        if kept:
            yield Feature(_properties(feature), kept)


def _loaded(content: bytes) -> Mapping[str, Any]:
    for encoding in ("utf-8-sig", "cp932"):
        try:
            said = json.loads(content.decode(encoding))
        except UnicodeDecodeError:
            continue
        except (ValueError, RecursionError) as error:
            raise NotAMap(why=_why(content)) from error
        if not isinstance(said, Mapping):
            raise NotAMap(why="座標の一覧など、GeoJSONでない形です")
        return said
    raise NotAMap(why=_why(content))


def _why(content: bytes) -> str:
    """What the file seems to be."""
    if content.startswith(b"PK"):
        return "ZIPで圧縮されています。中の .geojson を取り出してください"
    if content.lstrip().startswith((b"<", b"\xef\xbb\xbf<")):
        return "KMLやGMLなどのXMLです。GeoJSONに書き出してください"
    if content.startswith(b"\x00\x00\x27\x0a"):
        return "シェープファイルです。GeoJSONに書き出してください"
    return "JSONの書き方になっていません"


def _must_be_in_degrees(crs: Any) -> None:
    """GeoJSON has no other system since 2016 (RFC 7946); older files name theirs."""
    told = crs.get("properties") if isinstance(crs, Mapping) else None
    name = str(told.get("name", "")) if isinstance(told, Mapping) else ""
    if name and not name.endswith(_IN_DEGREES):
        raise OtherSystem(found=name[:80], advice=_TO_DEGREES)


def _must_be_on_earth(features: Sequence[Feature]) -> None:
    for each in features:
        for ring in each.rings:
            for x, y in ring:
                if abs(x) <= 180 and abs(y) <= 90:
                    continue
                found = f"{x:g}, {y:g}"
                if abs(x) <= 90 and abs(y) <= 180:
                    raise Swapped(found=found)
                raise OtherSystem(found=found, advice=_TO_DEGREES)


def _listed(said: Mapping[str, Any]) -> Iterator[Said]:
    """Every feature with its geometry, whichever the file is made of."""
    kind = said.get("type")
    if kind == "FeatureCollection":
        listed = said.get("features")
        for each in listed if isinstance(listed, list) else ():
            if isinstance(each, Mapping):
                yield from _parts(each, _mapping(each.get("geometry")))
    elif kind == "Feature":
        yield from _parts(said, _mapping(said.get("geometry")))
    elif kind in (*_POLYGONS, _COLLECTION) or "coordinates" in said:
        yield from _parts({}, said)
    else:
        raise NotAMap(why="「type」がFeatureCollectionではありません")


def _parts(feature: Mapping[str, Any], geometry: Mapping[str, Any]) -> Iterator[Said]:
    """A geometry, or those of a collection, which are all of one feature."""
    listed = geometry.get("geometries")
    if geometry.get("type") != _COLLECTION or not isinstance(listed, list):
        yield feature, geometry
        return
    for each in listed:
        yield feature, _mapping(each)


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _properties(feature: Mapping[str, Any]) -> dict[str, str]:
    """What is said of it, as short words; what is no word or number is left out."""
    said = _mapping(feature.get("properties"))
    told = (
        (str(name), f"{value:g}" if isinstance(value, float) else str(value))
        for name, value in said.items()
        if isinstance(value, (str, int, float)) and not isinstance(value, bool)
    )
    return {_short(name): _short(value) for name, value in islice(told, MOST_PROPERTIES)}


def _short(words: str) -> str:
    """On one line, without what no page may show."""
    return " ".join(plain(words[: 2 * LONGEST_VALUE]).split())[:LONGEST_VALUE]


def _ring(said: Sequence[Sequence[float]]) -> Ring:
    """A closed ring; nothing where it surrounds nothing."""
    points = tuple((float(point[0]), float(point[1])) for point in said)
    if not all(isfinite(x) and isfinite(y) for x, y in points):
        raise ValueError("not a number")
    if len(set(points)) < _CORNERS:
        return ()
    return points if not points or points[0] == points[-1] else (*points, points[0])


def _of_topology(said: Mapping[str, Any]) -> Iterator[Said]:
    """The geometries of a TopoJSON file with their arcs put in.

    Source: the TopoJSON format specification (2013), arcs and their reversal.

    Raises:
        NotAMap, TooManyPoints
    """
    points = 0
    try:
        arcs = _arcs(said)
        for name in _mapping(said.get("objects")).values():
            for one in name.get("geometries") or [name]:
                points += sum(len(arcs[max(n, ~n)]) for n in _numbers(one))
                if points > MOST_POINTS:
                    raise TooManyPoints(limit=MOST_POINTS // 10_000)
                yield one, {"type": one.get("type"), "coordinates": _with_arcs(one, arcs)}
    except _UNREADABLE as error:
        raise NotAMap(why="TopoJSONの中身が読めません") from error


def _numbers(one: Mapping[str, Any]) -> Iterator[int]:
    """Of the arcs of a surface: a few bytes of a file may name a long one again and again."""
    if one.get("type") in _POLYGONS:
        for polygon in [one["arcs"]] if one["type"] == "Polygon" else one["arcs"]:
            for ring in polygon:
                yield from ring


def _arcs(said: Mapping[str, Any]) -> list[list[Point]]:
    transform = said.get("transform")
    if not transform:
        return [[(float(x), float(y)) for x, y, *_ in arc] for arc in said["arcs"]]
    (wide, high), (west, south) = transform["scale"], transform["translate"]
    made = []
    for arc in said["arcs"]:
        xs, ys = accumulate(step[0] for step in arc), accumulate(step[1] for step in arc)
        made.append([(x * wide + west, y * high + south) for x, y in zip(xs, ys, strict=True)])
    return made


def _with_arcs(one: Mapping[str, Any], arcs: Sequence[Sequence[Point]]) -> Any:
    """The coordinates of a geometry; of what is no surface nothing."""
    if one.get("type") == "Polygon":
        return [_chained(ring, arcs) for ring in one["arcs"]]
    if one.get("type") == "MultiPolygon":
        return [[_chained(ring, arcs) for ring in polygon] for polygon in one["arcs"]]
    return None


def _chained(numbers: Sequence[int], arcs: Sequence[Sequence[Point]]) -> list[Point]:
    """Arcs after one another; a number below zero is the arc ~number walked backwards."""
    points: list[Point] = []
    for number in numbers:
        walked = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += walked[1:] if points else walked
    return points
