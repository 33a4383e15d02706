"""地図: the borders that pins are set on, brought once for a plan and drawn from there, offline."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys import drawn_maps, geojson, outlines, plans
from surveys.base import Base
from surveys.errors import N_, SurveyError
from surveys.geojson import Feature
from surveys.plans import Plan
from surveys.shapes import Ring, Shape

LONGEST_NAME = 100
LONGEST_ATTRIBUTION = 300
MOST_AREAS = 300
NAMELESS = "名前なし"
SHOWN_BYTES = 24_000  # what a picture is thinned to; names in other languages may be longer
_KEPT_POINTS = 20_000  # of the borders that another name of the areas can still be read from
_HINTS = ("name", "名", "n03_004", "moji", "地区", "校区", "district", "area")
_DECIMALS = 5  # about 1 m


class MapNameMissing(SurveyError):
    message = N_("地図の名前を入力してください")


class MapNameTaken(SurveyError):
    message = N_("「%(name)s」という地図はもうあります。別の名前にしてください")


class AttributionMissing(SurveyError):
    message = N_("出典・利用条件を入力してください。地図の下に表示します")


class TooManyAreas(SurveyError):
    message = N_(
        "「%(name)s」では%(n)d地区に分かれます。回答者が選べるのは%(limit)d地区までです。"
        "もっと大きな区域の項目を選ぶか、地区ごとにまとめたファイルを選んでください"
    )


class TooDetailed(SurveyError):
    message = N_(
        "形を簡略にしても、回答者のスマートフォンに送る地図が重すぎます（%(kb)dKB、%(limit)dKBまで）。"
        "地区の数を減らしてください"
    )


class UnknownProperty(SurveyError):
    message = N_("「%(name)s」という項目は、この地図のファイルにありません")


class PlaceMap(Base):
    """地図, e.g. 小学校区. Never changed once a published questionnaire asks for pins on it.

    Attributes:
        key: by which questions name it, for ever.
        property_name: which words of the file name the areas.
        attribution: 出典・利用条件, shown under it wherever it is drawn.
        source: every surface of the file, thinned, with what the file says of it.
        areas: the areas as respondents get them, [{name, rings}].
    """

    __tablename__ = "place_map"
    __table_args__ = (UniqueConstraint("plan_id", "key"), UniqueConstraint("plan_id", "name"))

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    key: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    property_name: Mapped[str] = mapped_column(String(100))
    attribution: Mapped[str] = mapped_column(String(LONGEST_ATTRIBUTION))
    passed: Mapped[int] = mapped_column(default=0)
    source: Mapped[list[dict[str, Any]]] = mapped_column(JSON, deferred=True)
    areas: Mapped[list[dict[str, Any]]] = mapped_column(JSON, deferred=True)

    @property
    def shapes(self) -> tuple[Shape, ...]:
        """Its areas, each by its name."""
        return tuple(Shape(each["name"], _rings(each["rings"])) for each in self.areas)

    @property
    def names(self) -> list[str]:
        return [str(each["name"]) for each in self.areas]


@dataclass(frozen=True, slots=True)
class Property:
    """One thing that a file says of its surfaces; `known` counts names the plan has as areas."""

    name: str
    values: tuple[str, ...]
    known: int

    @property
    def examples(self) -> str:
        return "、".join(self.values[:3])


def of_plan(session: Session, plan: Plan) -> Sequence[PlaceMap]:
    """The maps of a plan in the order they came."""
    mine = select(PlaceMap).where(PlaceMap.plan_id == plan.id)
    return session.scalars(mine.order_by(PlaceMap.id)).all()


def bring(session: Session, plan: Plan, content: bytes, *, name: str, attribution: str) -> PlaceMap:
    """Make a map of a file, its areas named by what looks most like names.

    Raises:
        MapNameMissing, MapNameTaken, AttributionMissing, TooManyAreas, TooDetailed, and what
        `geojson.read` refuses.
    """
    known = of_plan(session, plan)
    if not name.strip():
        raise MapNameMissing
    if name.strip() in {each.name for each in known}:
        raise MapNameTaken(name=name.strip())
    if not attribution.strip():
        raise AttributionMissing
    read = geojson.read(content)
    made = PlaceMap(
        plan_id=plan.id,
        key=_next_key(known),
        name=name.strip()[:LONGEST_NAME],
        attribution=attribution.strip()[:LONGEST_ATTRIBUTION],
        passed=read.passed,
        source=_kept(read.features),
    )
    listed = properties(session, plan, made)
    name_by(made, listed[0].name if listed else "")
    session.add(made)
    session.flush()
    return made


def carry(session: Session, source: PlaceMap, plan: Plan) -> PlaceMap:
    """The same map in another plan: the one there with the same areas, or a copy."""
    known = of_plan(session, plan)
    same = [one for one in known if one.areas == source.areas]
    if same:
        return same[0]
    taken, name, number = {one.name for one in known}, source.name, 1
    while name in taken:
        number += 1
        name = f"{source.name[: LONGEST_NAME - 5]}（{number}）"
    told = ("property_name", "attribution", "passed", "source", "areas")
    held = {each: getattr(source, each) for each in told}
    made = PlaceMap(plan_id=plan.id, key=_next_key(known), name=name, **held)
    session.add(made)
    session.flush()
    return made


def properties(session: Session, plan: Plan, made: PlaceMap) -> list[Property]:
    """What the areas may be named by, the likeliest first."""
    areas = {area.name for area in plans.areas(session, plan)}
    found: dict[str, dict[str, None]] = {}
    for each in made.source:
        for name, value in each["properties"].items():
            if value:
                found.setdefault(name, {})[value] = None
    listed = [Property(n, tuple(said), len(areas & set(said))) for n, said in found.items()]
    return sorted(listed, key=_likely, reverse=True)


def name_by(made: PlaceMap, name: str) -> None:
    """Name the areas by a property of the file; surfaces of one name become one area.

    Raises:
        UnknownProperty, TooManyAreas, TooDetailed
    """
    if name and not any(name in each["properties"] for each in made.source):
        raise UnknownProperty(name=name)
    grouped: dict[str, list[Ring]] = {}
    for each in made.source:
        label = each["properties"].get(name) or NAMELESS
        grouped.setdefault(label, []).extend(_rings(each["rings"]))
    if len(grouped) > MOST_AREAS:
        raise TooManyAreas(name=name, n=len(grouped), limit=MOST_AREAS)
    whole = [Shape(label, _one(rings)) for label, rings in grouped.items()]
    names = {shape.code: shape.code for shape in whole}
    thin = outlines.thinned(whole, lambda made: drawn_maps.weight(made, names) <= SHOWN_BYTES)
    weight = drawn_maps.weight(thin, names)
    if weight > drawn_maps.MOST_BYTES:
        raise TooDetailed(kb=-(-weight // 1000), limit=drawn_maps.MOST_BYTES // 1000)
    made.property_name = name
    made.areas = [{"name": each.code, "rings": _flat(each.rings)} for each in thin]


def matched(session: Session, plan: Plan, made: PlaceMap) -> tuple[str, list[str]]:
    """The level of the plan's areas most names are equal to, and the names not found there."""
    names = made.names
    best, known = "", set[str]()
    for level in plans.area_levels(session, plan):
        there = {area.name for area in plans.areas(session, plan) if area.level_id == level.id}
        if len(there & set(names)) > len(known):
            best, known = level.name, there & set(names)
    return best, [name for name in names if name not in known]


def weight(made: PlaceMap) -> int:
    """How many bytes respondents get, nearly."""
    return drawn_maps.weight(made.shapes, {name: name for name in made.names})


def _next_key(known: Iterable[PlaceMap]) -> str:
    numbers = [int(each.key.removeprefix("map")) for each in known]
    return f"map{max(numbers, default=0) + 1}"


def _likely(each: Property) -> tuple[int, bool, bool, int]:
    """Names of the plan's areas first; then many words that are no numbers, and not too many."""
    words = [value for value in each.values if not value.replace(".", "").isdecimal()]
    hinted = any(hint in each.name.lower() for hint in _HINTS)
    fits = 1 < len(words) <= MOST_AREAS or (hinted and len(words) == 1)
    return each.known, fits, hinted and bool(words), len(words) if fits else 0


def _kept(features: Sequence[Feature]) -> list[dict[str, Any]]:
    """The surfaces as they are kept, with fewer points where there are very many."""
    shapes = [Shape(str(n), each.rings) for n, each in enumerate(features)]
    thin = outlines.thinned(shapes, lambda made: _points(made) <= _KEPT_POINTS)
    return [
        {"properties": dict(feature.properties), "rings": _flat(shape.rings)}
        for feature, shape in zip(features, thin, strict=True)
    ]


def _points(shapes: Sequence[Shape]) -> int:
    return sum(len(ring) for shape in shapes for ring in shape.rings)


def _one(rings: Sequence[Ring]) -> tuple[Ring, ...]:
    """Surfaces as one area; as they are, where their borders leave nothing over."""
    return outlines.merged(rings) or tuple(rings)


def _flat(rings: Sequence[Ring]) -> list[list[float]]:
    """Rings as JSON holds them: x, y, x, y …"""
    return [[round(each, _DECIMALS) for point in ring for each in point] for ring in rings]


def _rings(flat: Sequence[Sequence[float]]) -> tuple[Ring, ...]:
    return tuple(tuple(zip(ring[::2], ring[1::2], strict=True)) for ring in flat)


def by_word(found: Iterable[PlaceMap]) -> Mapping[str, PlaceMap]:
    """Maps by what a file may call them: their names and their keys."""
    listed = list(found)
    return {each.name: each for each in listed} | {each.key: each for each in listed}
