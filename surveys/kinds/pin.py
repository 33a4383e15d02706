"""地図の地点: a place on one of the plan's maps, rounded, or an area chosen from its list.

The place is rounded before anything is made of it, the area too: nothing finer than what
respondents were told is ever kept.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from surveys.drawn_maps import Picture
from surveys.errors import N_, SurveyError
from surveys.kinds.base import (
    AnswerRequired,
    Answers,
    Column,
    Fault,
    Kind,
    Line,
    Question,
    Said,
    Say,
    Term,
    Told,
    Value,
    spoken,
)
from surveys.kinds.number import NotANumber, figures
from surveys.kinds.single import one_of
from surveys.shapes import METRES, Point, Shape, area_at

OUTSIDE = "outside"  # the code of the choice that lies in no area of the map
GRAINS = {10: N_("約10m"), 100: N_("約100m"), 1000: N_("約1km")}
USUAL_GRAIN = 100
# Decimals of a degree: of latitude they are 11 m, 111 m and 1.1 km, of longitude a little less.
DECIMALS = {10: 4, 100: 3, 1000: 2}
_DIAGONAL = 0.75  # from the middle of a cell to its corner, in sides of the cell


class PlaceUnreadable(SurveyError):
    message = N_("地図の位置が読めません。もう一度地図でピンを置くか、一覧から選んでください")


@dataclass(frozen=True, slots=True)
class OnMap(Question):
    """A pin question with its map at hand: the areas as they are, and as a page draws them."""

    shapes: tuple[Shape, ...] = ()
    picture: Picture | None = None
    attribution: str = ""


class Pin(Kind):
    """JSON value: {"lat": "36.105", "lon": "137.953", "area": code}; from the list its area alone.

    A place outside every area has the code of 地図の外 where the question offers that.
    """

    key = "pin"
    label = N_("地図の地点")
    also = ("地図", "ピン", "地点", "位置")
    takes = frozenset({"choices", "place_map", "grain"})
    typed = "one"
    whole = True

    def fields(self, question: Question) -> tuple[str, ...]:
        return tuple(f"{question.code}_{part}" for part in ("lat", "lon", "area"))

    def read(self, question: Question, said: Said) -> dict[str, Value]:
        """A choice from the list counts before a pin: who chose it may see no map.

        Raises:
            AnswerRequired, PlaceUnreadable, UnknownChoice, OneChoiceOnly
        """
        lat, lon, area = (spoken(said, name) for name in self.fields(question))
        if area:
            return {question.code: {"area": one_of(question, area)}}
        if lat or lon:
            return {question.code: self.parse(question, [*lat[:1], *lon[:1]])}
        if question.required:
            raise AnswerRequired
        return {}

    def blamed(self, question: Question, said: Said, error: SurveyError) -> frozenset[str]:
        """The list, which every phone shows."""
        return frozenset([f"{question.code}_area"])

    def parse(self, question: Question, said: Sequence[str]) -> dict[str, str]:
        point = rounded(question, _point(said))
        decimals = DECIMALS[grain(question)]
        value = {"lat": f"{point[1]:.{decimals}f}", "lon": f"{point[0]:.{decimals}f}"}
        code = area_of(question, point)
        return value | {"area": code} if code in question.codes else value

    def terms(self, question: Question) -> tuple[Term, ...]:
        return (Term("choices", keys=("area",), choices=question.choices),)

    def columns(self, question: Question) -> tuple[Column, ...]:
        code, label = question.code, question.label.rstrip("。 　")
        lat = Column(f"{code}_lat", f"{label}（緯度）", "number", group=code, score="latitude")
        lon = Column(f"{code}_lon", f"{label}（経度）", "number", group=code, score="longitude")
        return (lat, lon, Column(f"{code}_area", label, "nominal", question.levels_of_table))

    def cells(self, question: Question, answers: Answers) -> tuple[object, ...]:
        value = answers.get(question.code)
        given = value if isinstance(value, Mapping) else {}
        lat, lon = (float(given[part]) if part in given else None for part in ("lat", "lon"))
        return (lat, lon, given.get("area"))

    def told(self, question: Question, said: Said, say: Say = str) -> tuple[Told, ...]:
        try:
            value = self.read(question, said).get(question.code)
        except SurveyError:
            value = None
        if not isinstance(value, dict):
            return ()
        area = question.choice(str(value["area"])).label if "area" in value else ""
        if "lat" not in value:
            return (area,)
        place = say(N_("北緯%(lat)s度、東経%(lon)s度のあたり")) % value
        return (area, place) if area else (place,)

    def lines(self, question: Question) -> tuple[Line, ...]:
        return (Line(f"{question.code}_area", "", "one"),)

    def faults(self, question: Question) -> Iterator[Fault]:
        if not question.place_map:
            advice = "計画に登録した地図の名前を書いてください"
            yield "place_map", "「地図の地点」の設問に地図がありません", advice
        if question.grain is not None and question.grain not in GRAINS:
            yield "grain", "位置の丸めが選べる値ではありません", "10、100、1000 から選んでください"

    def advise(self, question: Question) -> Iterator[str]:
        if "自宅" in question.label or "お住まい" in question.label:
            yield "自宅の位置をたずねています。だれのことか分かるので、地区の設問に変えてください"


def grain(question: Question) -> int:
    """How coarsely a pin is kept, in metres."""
    return question.grain if question.grain in GRAINS else USUAL_GRAIN


def rounded(question: Question, point: Point) -> Point:
    """A place in the middle of the cell of the grid that it lies in."""
    decimals = DECIMALS[grain(question)]
    return round(point[0], decimals), round(point[1], decimals)


def area_of(question: Question, point: Point) -> str:
    """The area of a rounded place, or 地図の外; "" while the map is not at hand.

    Rounding may carry a place over the edge of the map: what is nearer than that lies in the
    nearest area.
    """
    if not isinstance(question, OnMap) or not question.shapes:
        return ""
    step = METRES * 10 ** -DECIMALS[grain(question)]
    return area_at(question.shapes, point, near=step * _DIAGONAL) or OUTSIDE


def _point(said: Sequence[str]) -> Point:
    """Longitude and latitude of what was said: latitude first.

    Raises:
        PlaceUnreadable
    """
    try:
        lat, lon = map(figures, said)
    except (NotANumber, ValueError) as error:
        raise PlaceUnreadable from error
    if not (abs(lat) <= 90 and abs(lon) <= 180):
        raise PlaceUnreadable
    return float(lon), float(lat)
