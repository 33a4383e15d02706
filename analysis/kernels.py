"""数え上げの核: the innermost loops, compiled by numba when they are first called.

Imported only where so much is counted that it pays (see `analysis.tallies`). Each adds in the
order of the responses, as `numpy.bincount` does, so that both ways give the same bits.
"""

from collections.abc import Callable
from typing import Any, cast

import numba
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int32]
Codes = npt.NDArray[np.unsignedinteger[Any]]


def _weighted(place: Places, codes: Codes, width: int, weight: Floats, sums: Floats) -> None:
    for row in range(len(place)):
        cell = (np.int64(place[row]) * width + codes[row]) * 3
        each = weight[row]
        sums[cell] += 1.0
        sums[cell + 1] += each
        sums[cell + 2] += each * each


def _plain(place: Places, codes: Codes, width: int, sums: Floats) -> None:
    for row in range(len(place)):
        sums[np.int64(place[row]) * width + codes[row]] += 1.0


def _compiled(loop: Callable[..., None]) -> Callable[..., None]:
    """The loop as machine code; kept in a cache where there is a place for one."""
    compiler = cast(Any, numba).njit
    try:
        return cast(Callable[..., None], compiler(nogil=True, cache=True)(loop))
    except RuntimeError:  # neither beside the program nor at home may anything be written
        return cast(Callable[..., None], compiler(nogil=True)(loop))


_add_weighted, _add_plain = _compiled(_weighted), _compiled(_plain)


def scatter(place: Places, codes: Codes, width: int, weight: Floats | None, sums: Floats) -> None:
    """Add every response to the cell it is in.

    Args:
        place: n, the joint cell of the axes.
        codes: n, the answers, each under `width`.
        width: how many codes there are.
        weight: n; without weights only people are counted.
        sums: cells × width × depth, to which 1, weight and weight² are added (depth 3), or 1.
    """
    flat = sums.reshape(-1)
    if weight is None:
        _add_plain(_fixed(place), _fixed(codes), width, flat)
    else:
        _add_weighted(_fixed(place), _fixed(codes), width, _fixed(weight), flat)


def _fixed(values: np.ndarray) -> np.ndarray:
    """The same values in one piece that may not be written to: a kind is compiled only once."""
    fixed = np.ascontiguousarray(values).view()
    fixed.flags.writeable = False
    return fixed
