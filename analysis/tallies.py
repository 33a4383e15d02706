"""数え上げ: all axes × all questions of a part of the responses, in one pass over each question.

The axes of a response meet in one joint cell; a question's answers are added up in (joint cell,
answer) and only then summed to each axis, so that a further axis costs next to nothing. The ticks
of an MA are taken four at a time, as one pattern of 16. Tallies of parts add up exactly.
"""

import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import reduce
from importlib import import_module
from itertools import accumulate, pairwise
from math import prod
from typing import Self

import numpy as np
import numpy.typing as npt
from scipy import sparse

from analysis.codebook import FIRST_LEVEL, Codebook, Question, Variable, meeting
from analysis.errors import AnalysisError
from analysis.partitions import Codes, Numbers, Partition

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int32]
Scatter = Callable[[Places, Codes, int, Numbers | None, Floats], None]

EVERYONE = slice(0, FIRST_LEVEL + 1)
THREADS = 2
TICKS = 4  # of an MA in one pattern
_TICKED = FIRST_LEVEL + 1
_MOST_CELLS = 1 << 14  # joint cells whose sums stay near the processor
_KERNELS = "analysis.kernels"
_WORTH_COMPILING = 20_000_000  # answers; below, loading numba takes longer than it saves


class NotTogether(AnalysisError):
    message = "分けて数えた結果どうしで、集計軸・設問・重みの有無が合いません"


@dataclass(frozen=True, slots=True)
class Axis:
    """What stands down the side; a joint axis is read from its parts, any other from itself."""

    variable: Variable
    parts: tuple[Variable, ...]

    @property
    def size(self) -> int:
        return len(self.variable.levels) + FIRST_LEVEL

    def codes(self, of: Sequence[np.ndarray]) -> np.ndarray:
        """The axis's codes from those of its parts."""
        if len(of) == 1:
            return of[0]
        return meeting(of, [len(part.levels) for part in self.parts])


@dataclass(frozen=True, slots=True)
class Scheme:
    """What is counted: every question by everyone and by every axis; `weight` names a column."""

    axes: tuple[Axis, ...]
    questions: tuple[Question, ...]
    weight: Variable | None = None

    @property
    def columns(self) -> int:
        """How many columns of answers are counted of each response."""
        return sum(len(widths(each)) for each in self.questions)

    @property
    def sides(self) -> list[slice]:
        """The rows of a tally: the codes of each axis, after those of `EVERYONE`."""
        return _slices(EVERYONE.stop, [axis.size for axis in self.axes])

    @property
    def height(self) -> int:
        """How many rows a tally has."""
        return EVERYONE.stop + sum(axis.size for axis in self.axes)

    @property
    def tops(self) -> list[slice]:
        """The columns of a tally: the patterns of each question."""
        return _slices(0, [sum(widths(question)) for question in self.questions])


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted of a scheme.

    Attributes:
        rows: responses.
        sums: sides × tops × 3: people, Σ weight, Σ weight²; × 1 where nothing is weighed.
    """

    rows: int
    sums: Floats

    def __add__(self, other: Self) -> "Tally":
        """Raises: NotTogether."""
        if self.sums.shape != other.sums.shape:
            raise NotTogether
        return Tally(self.rows + other.rows, self.sums + other.sums)


@dataclass(frozen=True, slots=True)
class _Meeting:
    """Where the responses stand on some axes at once.

    Attributes:
        place: n, the joint cell of each response; `number` is how many cells there are.
        sides: sides × number, in which rows of the tally a joint cell is counted.
    """

    place: Places
    number: int
    sides: sparse.csr_array


def axes(codebook: Codebook, chosen: Sequence[Variable]) -> tuple[Axis, ...]:
    """The axes of a scheme, a joint one with its parts."""
    return tuple(
        Axis(each, tuple(codebook.get(name) for name in each.joint) or (each,)) for each in chosen
    )


def tally(partition: Partition, scheme: Scheme, weight: Numbers | None = None) -> Tally:
    """Count a part of the responses.

    Args:
        partition: n responses.
        scheme: the axes, the questions and perhaps the weight.
        weight: n; without it, the scheme's column is read where it names one.

    Raises:
        WrongCodes: the part does not hold what the codebook says.
    """
    if weight is None and scheme.weight is not None:
        weight = partition.numbers(scheme.weight)
    meetings = [_meeting(partition, scheme, group) for group in _groups(scheme.axes)]
    scatter = _way(partition.rows * scheme.columns)

    def of(question: Question) -> Floats:
        columns = patterns(partition.codes(question.variables), multiple=question.multiple)
        return np.concatenate(
            [
                _summed(meetings, codes, width, weight, scatter)
                for codes, width in zip(columns, widths(question), strict=True)
            ],
            axis=1,
        )

    if len(scheme.questions) > 1:
        with ThreadPoolExecutor(THREADS) as pool:
            made = list(pool.map(of, scheme.questions))
    else:  # to begin a thread takes longer than to count one question
        made = [of(question) for question in scheme.questions]
    nothing = np.zeros((scheme.height, 0, 1 if weight is None else 3))
    return Tally(partition.rows, np.concatenate([nothing, *made], axis=1))


def widths(question: Question) -> list[int]:
    """How many values each of a question's columns of patterns can take."""
    if not question.multiple:
        return [len(question.labels) + FIRST_LEVEL]
    number = len(question.variables)
    return [2 ** min(TICKS, number - first) + FIRST_LEVEL for first in range(0, number, TICKS)]


def patterns(codes: Sequence[Codes], *, multiple: bool) -> list[Codes]:
    """The columns of patterns of a question: its codes, or four ticks at a time as bits.

    A pattern of ticks too is 0 非該当, 1 無回答, 2… which of the four are ticked; one tick that
    was asked is enough to have answered, as a correction may have added a choice.
    """
    if not multiple:
        return [codes[0]]
    state = np.minimum(reduce(np.maximum, codes), FIRST_LEVEL).astype(np.uint8)
    found: list[Codes] = []
    for first in range(0, len(codes), TICKS):
        bits = np.zeros(len(state), dtype=np.uint8)
        for tick in reversed(codes[first : first + TICKS]):
            bits += bits
            bits |= (tick == _TICKED).view(np.uint8)
        found.append(bits + state)
    return found


def _summed(
    meetings: Sequence[_Meeting],
    codes: Codes,
    width: int,
    weight: Numbers | None,
    scatter: Scatter,
) -> Floats:
    """One column of patterns by all sides: sides × width × depth."""
    depth = 1 if weight is None else 3
    found = 0.0
    for each in meetings:
        sums = np.zeros((each.number, width * depth))
        scatter(each.place, codes, width, weight, sums)
        found = found + each.sides @ sums
    return np.asarray(found).reshape(-1, width, depth)


def bincounts(
    place: Places, codes: Codes, width: int, weight: Numbers | None, sums: Floats
) -> None:
    """The plain way of `kernels.scatter`, for few answers and where numba is not installed."""
    flat = sums.reshape(len(sums) * width, 1 if weight is None else 3)
    where = place.astype(np.intp) * width + codes
    flat[:, 0] = np.bincount(where, minlength=len(flat))
    if weight is not None:
        flat[:, 1] = np.bincount(where, weight, len(flat))
        flat[:, 2] = np.bincount(where, weight * weight, len(flat))


def prepare(answers: int) -> None:
    """Load, and the first time compile, what counts so many answers; else the first tally does."""
    place, codes = np.zeros(1, dtype=np.int32), np.zeros(1, dtype=np.uint8)
    for weight, depth in ((None, 1), (np.ones(1), 3)):
        _way(answers)(place, codes, 1, weight, np.zeros((1, depth)))


def _way(answers: int) -> Scatter:
    """Compiled where it pays, or where it costs nothing any more."""
    if answers < _WORTH_COMPILING and _KERNELS not in sys.modules:
        return bincounts
    try:
        found: Scatter = import_module(_KERNELS).scatter
    except ImportError:
        return bincounts
    return found


def _groups(chosen: Sequence[Axis]) -> list[list[int]]:
    """Places of axes that are counted together, so few that their joint cells stay near."""
    groups: list[list[int]] = [[]]
    for place in range(len(chosen)):
        near = (each for each in groups if _cells(chosen, [*each, place]) <= _MOST_CELLS)
        group = next(near, None) if groups[0] else groups[0]
        if group is None:
            groups.append([place])
        else:
            group.append(place)
    return groups


def _cells(chosen: Sequence[Axis], group: Sequence[int]) -> int:
    """How many joint cells these axes can have; a joint axis adds none to those of its parts."""
    sizes = {part.name: part for place in group for part in chosen[place].parts}
    return prod(len(part.levels) + FIRST_LEVEL for part in sizes.values())


def _meeting(partition: Partition, scheme: Scheme, group: Sequence[int]) -> _Meeting:
    """Where the responses meet on the axes of a group; cells that nobody is in are left out."""
    parts = list({v.name: v for place in group for v in scheme.axes[place].parts}.values())
    sizes = [len(part.levels) + FIRST_LEVEL for part in parts]
    cell = np.zeros(partition.rows, dtype=np.int32)
    for codes, size in zip(partition.codes(parts), sizes, strict=True):
        cell = cell * np.int32(size) + codes
    there = np.zeros(prod(sizes), dtype=bool)
    there[cell] = True
    number = int(there.sum())
    at = np.unravel_index(np.flatnonzero(there), sizes) if parts else ()
    codes_at = dict(zip((part.name for part in parts), at, strict=True))
    rows = [
        scheme.sides[place].start
        + scheme.axes[place].codes([codes_at[part.name] for part in scheme.axes[place].parts])
        for place in group
    ]
    if not group or group[0] == 0:
        rows.append(np.full(number, EVERYONE.stop - 1))
    renumbered = (np.cumsum(there) - 1).astype(np.int32)
    return _Meeting(renumbered[cell], number, _sides(rows, scheme.sides, number))


def _sides(rows: Sequence[np.ndarray], sides: Sequence[slice], number: int) -> sparse.csr_array:
    shape = (sides[-1].stop if sides else EVERYONE.stop, number)
    side, cell = np.concatenate(rows), np.tile(np.arange(number), len(rows))
    return sparse.csr_array((np.ones(len(side)), (side, cell)), shape=shape)


def _slices(start: int, sizes: Sequence[int]) -> list[slice]:
    return [slice(a, b) for a, b in pairwise(accumulate(sizes, initial=start))]
