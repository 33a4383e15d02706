"""Charts of field work: the curve of returns with where it leads, and who is in them."""

from dataclasses import dataclass
from datetime import date, timedelta

from analysis.charts import frame
from analysis.charts.palette import BLUE, LINE, SUB
from analysis.charts.picture import Chart
from analysis.fieldwork.composition import Composition, Part
from analysis.fieldwork.projecting import Projection
from analysis.presentation import percent

REGISTER, LETTERS, REMINDER = "#8c8c94", "#c8c8d0", "#c74700"
HEIGHT, NARROW_HEIGHT = 260, 220
WIDEST, NARROWEST = 780, 250
MOST_DAYS = 8, 4  # that are named below the curve


@dataclass(frozen=True, slots=True)
class Curve:
    """What is drawn: told numbers from `first` on, one a day; `last` is the deadline.

    Attributes:
        reminders: the days of reminders, planned ones too.
    """

    first: date
    numbers: tuple[int, ...]
    last: date
    reminders: tuple[date, ...] = ()
    projection: Projection | None = None

    @property
    def today(self) -> int:
        """The place of the newest number."""
        return len(self.numbers) - 1

    @property
    def newest(self) -> date:
        """The day of the newest number."""
        return self.first + timedelta(days=self.today)

    @property
    def end(self) -> int:
        return max((self.last - self.first).days, self.today, 1)


def curve(made: Curve, *, narrow: bool = False) -> Chart:
    """Returns day by day; broken on to the deadline; a rule for each reminder."""
    top = max(*made.numbers, made.projection.high if made.projection else 0, 10) * 1.22
    up: frame.Part = {"field": "number", "type": "quantitative"}
    up |= {"title": None, "scale": {"domain": [0, top], "nice": False}}
    up["axis"] = {"grid": True, "gridColor": LINE, "tickCount": 4, "format": ",d"}
    across = _across(made, narrow=narrow)
    values: frame.Values = [
        {"day": place, "number": number} for place, number in enumerate(made.numbers)
    ]
    line: frame.Part = {"type": "area", "line": {"color": BLUE, "strokeWidth": 3}}
    line |= {"color": BLUE, "fillOpacity": 0.1, "interpolate": "monotone"}
    layer = [
        *_rules(made, across, narrow=narrow),
        {"mark": line, "encoding": {"x": across, "y": up}},
        *_ahead(made, across, up),
        *_now(made, across, up),
    ]
    width = NARROWEST if narrow else WIDEST
    height = NARROW_HEIGHT if narrow else HEIGHT
    return Chart(frame.spec(values, width=width, height=height, layer=layer), curve_words(made))


def curve_words(made: Curve) -> str:
    """The curve in words."""
    said = (
        f"{_day(made.first)}からの回収数の折れ線グラフ。"
        f"{_day(made.newest)}までに約{made.numbers[-1]:,}票。"
    )
    if made.reminders:
        said += f"督促状は{'、'.join(_day(day) for day in made.reminders)}。"
    if made.projection:
        said += (
            f"締切の{_day(made.last)}には約{made.projection.expected:,}票"
            f"（{made.projection.low:,}〜{made.projection.high:,}票）の見込み。"
        )
    return said + "数値は下の表にあります。"


def composed(made: Composition, *, narrow: bool = False) -> Chart:
    """Bars of each part: the register's share, the letters' and the returns'."""
    room = frame.room(narrow=narrow)
    labels = frame.distinct([frame.broken(part.label, room.letters) for part in made.parts])
    names = {"母集団": REGISTER, "発送": LETTERS, "回収": BLUE}
    if any(part.people is None for part in made.parts):
        del names["母集団"]
    values: frame.Values = [
        {"label": label, "whose": whose, "share": share, "said": f"{percent(share, 0)}%"}
        for label, part in zip(labels, made.parts, strict=True)
        for whose, share in _shares(part).items()
        if share is not None
    ]
    most = max(each["share"] for each in values) or 1.0
    side = frame.down("label", labels)
    across: frame.Part = {"field": "share", "type": "quantitative", "axis": None}
    across["scale"] = {"domain": [0, most * (1.35 if narrow else 1.15)]}
    apart: frame.Part = {"field": "whose", "sort": list(names)}
    colour: frame.Part = {"field": "whose", "type": "nominal", "legend": {"title": None}}
    colour["scale"] = {"domain": list(names), "range": list(names.values())}
    place = {"y": side, "x": across, "yOffset": apart}
    bars = {
        "mark": {"type": "bar", "height": {"band": 0.86}},
        "encoding": place | {"color": colour},
    }
    words = {
        "mark": {"type": "text", "align": "left", "dx": 6, "fontSize": 12},
        "encoding": place | {"text": {"field": "said"}},
    }
    height = {"step": 20}
    spec = frame.spec(values, width=room.plot, height=height, layer=[bars, words])
    return Chart(spec, composed_words(made))


def composed_words(made: Composition) -> str:
    """The composition in words."""
    told = "、".join(
        f"{part.label} "
        + " ".join(
            f"{whose}{percent(s, 0)}%" for whose, s in _shares(part).items() if s is not None
        )
        for part in made.parts
    )
    return f"{made.axis}の構成を比べる横棒グラフ。{told}。"


def _shares(part: Part) -> dict[str, float | None]:
    return {"母集団": part.people, "発送": part.sent, "回収": part.returned}


def _across(made: Curve, *, narrow: bool) -> frame.Part:
    most = MOST_DAYS[narrow]
    step = max(-(-made.end // most), 1)
    places = list(range(0, made.end + 1, step))
    names = [f"{day.month}/{day.day}" for day in (made.first + timedelta(d) for d in places)]
    axis = {
        "title": None,
        "values": places,
        "labelExpr": f"{names}[indexof({places}, datum.value)]",
        "domain": True,
        "domainColor": LINE,
    }
    scale = {"domain": [0, made.end], "nice": False}
    return {"field": "day", "type": "quantitative", "axis": axis, "scale": scale}


def _rules(made: Curve, across: frame.Part, *, narrow: bool) -> list[frame.Part]:
    """Where reminders were sent and where the period ends."""
    days = [(day, "督促", REMINDER) for day in made.reminders]
    days.append((made.last, "締切", SUB))
    values: frame.Values = [
        {
            "day": (day - made.first).days,
            "said": word if narrow else f"{word} {day.month}/{day.day}",
            "colour": colour,
        }
        for day, word, colour in days
        if 0 <= (day - made.first).days <= made.end
    ]
    colour = {"field": "colour", "type": "nominal", "scale": None}
    rule = {"type": "rule", "strokeDash": [4, 4], "strokeWidth": 1.5}
    text = {"type": "text", "align": "right", "baseline": "top", "dx": -5, "fontSize": 13}
    return [
        {"data": {"values": values}, "mark": rule, "encoding": {"x": across, "color": colour}},
        {
            "data": {"values": values},
            "mark": text,
            "encoding": {
                "x": across,
                "y": {"value": 2},
                "text": {"field": "said"},
                "color": colour,
            },
        },
    ]


def _ahead(made: Curve, across: frame.Part, up: frame.Part) -> list[frame.Part]:
    if made.projection is None or made.end == made.today:
        return []
    now = {"day": made.today, "number": made.numbers[-1]}
    end = {"day": made.end, "number": made.projection.expected}
    bounds = {"day": made.end, "number": made.projection.low, "high": made.projection.high}
    return [
        {
            "data": {"values": [now, end]},
            "mark": {"type": "line", "color": BLUE, "strokeDash": [6, 5], "strokeWidth": 2},
            "encoding": {"x": across, "y": up},
        },
        {
            "data": {"values": [bounds]},
            "mark": {"type": "rule", "color": BLUE, "strokeWidth": 7, "opacity": 0.35},
            "encoding": {"x": across, "y": up, "y2": {"field": "high"}},
        },
        {
            "data": {"values": [end | {"said": f"約{made.projection.expected:,}"}]},
            "mark": {"type": "text", "align": "right", "dx": -9, "dy": -10, "color": SUB},
            "encoding": {"x": across, "y": up, "text": {"field": "said"}},
        },
    ]


def _now(made: Curve, across: frame.Part, up: frame.Part) -> list[frame.Part]:
    """The newest number, written beside its point: to the left of it, where there is room."""
    late = made.today * 2 > made.end
    value = {"day": made.today, "number": made.numbers[-1], "said": f"約{made.numbers[-1]:,}票"}
    text: frame.Part = {"type": "text", "align": "right" if late else "left", "fontWeight": 700}
    text |= {"dx": -9 if late else 9, "dy": -10 if late else 10, "color": BLUE}
    return [
        {
            "data": {"values": [value]},
            "mark": {"type": "point", "filled": True, "size": 110, "color": BLUE, "opacity": 1},
            "encoding": {"x": across, "y": up},
        },
        {
            "data": {"values": [value]},
            "mark": text,
            "encoding": {"x": across, "y": up, "text": {"field": "said"}},
        },
    ]


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"
