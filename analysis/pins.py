"""地点の集計: pins on a map counted in the squares of the standard mesh.

Squares are those of JIS X 0410 (地域メッシュ), so that counts can be laid beside the statistics
that the state gives for the same squares.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from analysis.codebook import Codebook, Role, Score, Variable
from analysis.counting import Floats, Ints
from analysis.disclosure import DESK, Rules, withheld_rows
from analysis.errors import AnalysisError
from analysis.partitions import Framed, Partition
from analysis.results import Table

Flags = np.ndarray
FEW = "少数"


class NoSuchPins(AnalysisError):
    message = "地図の地点の設問「%(name)s」はありません。地図にピンを置く設問を選んでください"


class Mesh(StrEnum):
    """How wide a square is, about."""

    TEN_KM = "10km"
    FIVE_KM = "5km"
    ONE_KM = "1km"
    HALF_KM = "500m"
    QUARTER_KM = "250m"

    @property
    def sides(self) -> tuple[float, float]:
        """South to north and west to east, in seconds of arc."""
        return _SIDES[self]


# JIS X 0410: the second, the fivefold, the third, the half and the quarter mesh.
_SIDES: dict[Mesh, tuple[float, float]] = {
    Mesh.TEN_KM: (300.0, 450.0),
    Mesh.FIVE_KM: (150.0, 225.0),
    Mesh.ONE_KM: (30.0, 45.0),
    Mesh.HALF_KM: (15.0, 22.5),
    Mesh.QUARTER_KM: (7.5, 11.25),
}
_HALVED = {Mesh.ONE_KM: 0, Mesh.HALF_KM: 1, Mesh.QUARTER_KM: 2}
_SECONDS = 3600
_COARSE = 2  # decimals of a degree of pins that are kept by the kilometre
_EXACT = 6  # decimals of a second of arc that are no error of a float


@dataclass(frozen=True, slots=True)
class PinQuestion:
    """One pin question of a codebook.

    Attributes:
        name: the group of its columns.
    """

    name: str
    label: str
    latitude: Variable
    longitude: Variable


@dataclass(frozen=True, slots=True)
class Placed:
    """Where n respondents set the pin of a question, in degrees; NaN 無回答, −inf 非該当."""

    question: PinQuestion
    latitude: Floats
    longitude: Floats

    @property
    def set_(self) -> Flags:
        """Who set a pin (n, bool)."""
        return np.asarray(np.isfinite(self.latitude) & np.isfinite(self.longitude))

    @property
    def usual(self) -> Mesh:
        """Squares that rounding does not blur: of pins kept by the kilometre wider ones."""
        known = np.concatenate([self.latitude[self.set_], self.longitude[self.set_]])
        coarse = bool(np.allclose(known, np.round(known, _COARSE), rtol=0, atol=1e-9))
        return Mesh.FIVE_KM if coarse else Mesh.ONE_KM


@dataclass(frozen=True, slots=True)
class Pins:
    """Pins of one question in c squares that hold any, the fullest first, the hidden ones last.

    Attributes:
        codes: c codes of the standard mesh.
        corners: c × 4, south, west, north and east of each square, in degrees.
        n: c, how many pins; −1 where withheld (少数).
        total: all pins; −1 where so few pinned that nothing is shown.
        elsewhere: respondents who chose an area from the list and set no pin, or none at all.
        not_asked: respondents who were never asked.
    """

    question: PinQuestion
    mesh: Mesh
    codes: tuple[str, ...]
    corners: Floats
    n: Ints
    total: int
    elsewhere: int
    not_asked: int

    @property
    def title(self) -> str:
        return f"{self.question.label}（{self.mesh}メッシュ）"

    @property
    def hidden(self) -> Flags:
        """Which squares are withheld (c, bool)."""
        return np.asarray(self.n < 0)

    def tables(self) -> tuple[Table, ...]:
        heads = ("件数", "南端の緯度", "西端の経度", "北端の緯度", "東端の経度")
        columns = (self.n.astype(float), *np.round(self.corners.T, 6))
        body = pd.DataFrame(dict(zip(heads, columns, strict=True)), index=list(self.codes))
        withheld = np.zeros(body.shape, dtype=bool)
        withheld[:, 0] = self.hidden
        note = (
            f"ピン {self.total:,}件。{FEW}の升目は、件数を示しません。" if self.total >= 0 else ""
        )
        return (Table(self.title, body, "count", note, withheld),)


def pin_questions(codebook: Codebook) -> tuple[PinQuestion, ...]:
    """Every question that was answered on a map, in the codebook's order."""
    groups: dict[str, dict[Score, Variable]] = {}
    for variable in codebook.variables:
        placed = variable.score in (Score.LATITUDE, Score.LONGITUDE)
        if placed and variable.group and variable.role in (Role.QUESTION, Role.ATTRIBUTE):
            groups.setdefault(variable.group, {})[variable.score] = variable
    return tuple(
        PinQuestion(
            name,
            both[Score.LATITUDE].group_label or name,
            both[Score.LATITUDE],
            both[Score.LONGITUDE],
        )
        for name, both in groups.items()
        if len(both) == len((Score.LATITUDE, Score.LONGITUDE))
    )


def pins(
    frame: pd.DataFrame,
    codebook: Codebook,
    *,
    pinned: str,
    mesh: Mesh = Mesh.ONE_KM,
    rules: Rules = DESK,
) -> Pins:
    """Count the pins of a question in the squares of a mesh.

    Args:
        frame: a response table of `codebook`; one row a response.
        codebook: what the columns of `frame` mean.
        pinned: the group of the two columns.
        mesh: which squares.
        rules: under `rules.base` pins nothing is shown; squares under `rules.cell` are withheld,
            with further ones, the least full, until what is missing could be `rules.cell` people
            of more than one square: the total stays visible, and must not give one away.

    Returns:
        Pins, never weighted: a pin is a place, and no share of a population.

    Raises:
        NoSuchPins

    Source of the squares: JIS X 0410:2002, 地域メッシュコード.
    """
    return counted(placed([Framed(frame)], _named(codebook, pinned)), mesh, rules)


def placed(partitions: Sequence[Partition], question: PinQuestion) -> Placed:
    """Where all respondents of all parts set their pins."""
    lat, lon = (
        np.concatenate([each.numbers(variable) for each in partitions])
        for variable in (question.latitude, question.longitude)
    )
    return Placed(question, lat, lon)


def counted(said: Placed, mesh: Mesh, rules: Rules = DESK) -> Pins:
    """Count pins in squares, guarded as `pins` says."""
    asked, set_ = said.question, said.set_
    not_asked = int(np.isneginf(said.latitude).sum())
    total = int(set_.sum())
    blank = len(set_) - not_asked - total
    if total < rules.base:
        nothing = np.empty((0, 4)), np.empty(0, dtype=np.int64)
        return Pins(asked, mesh, (), *nothing, -1, blank, not_asked)
    squares, n = _squares(said.latitude[set_], said.longitude[set_], mesh)
    hidden = withheld_rows(n, rules.cell, partners=True)
    order = np.lexsort((np.arange(len(n)), -n, hidden))
    return Pins(
        question=asked,
        mesh=mesh,
        codes=tuple(_code(int(y), int(x), mesh) for y, x in squares[order]),
        corners=_corners(squares[order], mesh),
        n=np.where(hidden, -1, n)[order],
        total=total,
        elsewhere=blank,
        not_asked=not_asked,
    )


def _named(codebook: Codebook, name: str) -> PinQuestion:
    for each in pin_questions(codebook):
        if each.name == name:
            return each
    raise NoSuchPins(name=name)


def _squares(lat: Floats, lon: Floats, mesh: Mesh) -> tuple[Ints, Ints]:
    """Which squares hold pins, c × 2 numbers from the south and from the west, and how many."""
    high, wide = mesh.sides
    places = np.column_stack(
        [
            np.floor(np.round(lat * _SECONDS, _EXACT) / high),
            np.floor(np.round(lon * _SECONDS, _EXACT) / wide),
        ]
    ).astype(np.int64)
    squares, n = np.unique(places, axis=0, return_counts=True)
    return squares, n.astype(np.int64)


def _corners(squares: Ints, mesh: Mesh) -> Floats:
    high, wide = mesh.sides
    south, west = squares[:, 0] * high / _SECONDS, squares[:, 1] * wide / _SECONDS
    north, east = south + high / _SECONDS, west + wide / _SECONDS
    return np.column_stack([south, west, north, east])


def _code(y: int, x: int, mesh: Mesh) -> str:
    """The code of the square that is y from the equator and x from the meridian of Greenwich."""
    high, wide = mesh.sides
    lat, lon = y * high, x * wide - 100 * _SECONDS
    first, lat, u, lon = *divmod(lat, 2400), *divmod(lon, 3600)
    second, lat, v, lon = *divmod(lat, 300), *divmod(lon, 450)
    code = f"{first:02.0f}{u:02.0f}{second:.0f}{v:.0f}"
    if mesh in (Mesh.TEN_KM, Mesh.FIVE_KM):
        return code + (_quarter(lat, lon, 150, 225) if mesh is Mesh.FIVE_KM else "")
    third, lat, w, lon = *divmod(lat, 30), *divmod(lon, 45)
    halves = _quarter(lat, lon, 15, 22.5) + _quarter(lat % 15, lon % 22.5, 7.5, 11.25)
    return f"{code}{third:.0f}{w:.0f}{halves[: _HALVED[mesh]]}"


def _quarter(lat: float, lon: float, high: float, wide: float) -> str:
    """Southwest 1, southeast 2, northwest 3, northeast 4."""
    return str(1 + 2 * (lat >= high) + (lon >= wide))
