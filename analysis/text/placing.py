"""Where the nodes of a network are drawn: near what they are tied to, no label upon another."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.counting import Floats

_ROUNDS = 150
_PUSHES = 400
_CLEARINGS = 250
_CLEAR = 3.0  # between a node and a line that is not its own
_GAP = (6.0, 4.0)  # between labels, across and down
_APART = 1.0  # steps that unconnected parts are farther apart than the longest way
_GROWTH = 1.12
_LEAST_ROOM = 1.6  # times the area of all labels, below which no sheet is tried
_ROOMY = 1.35  # times the area of all boxes, over which things are spread that may be moved far
_REACH, _TRIED = 120.0, 31  # how far from its wish a place is looked for first, and how finely
_GOLDEN = np.pi * (3 - np.sqrt(5))


@dataclass(frozen=True, slots=True)
class Placed:
    """`centres`: n × 2 in points from the upper left; all boxes lie within width × height."""

    centres: Floats
    width: float
    height: float


def place(boxes: Floats, ties: Sequence[tuple[int, int]], *, width: float, height: float) -> Placed:
    """Lay a network out on a sheet of a given width; its height grows until every label fits.

    Args:
        boxes: width and height of what is drawn for each node, in points (n × 2).
        ties: pairs of nodes.
        width: of the sheet, in points.
        height: of the sheet to begin with.

    Returns:
        The same places for the same nodes and ties; nothing is left to chance.

    Source: stress majorisation (Gansner, Koren & North 2005) of the number of steps between
    nodes, from classical scaling; then overlapping labels are pushed apart.
    """
    if not len(boxes):
        return Placed(np.zeros((0, 2)), width, height)
    centres = _turned(_stress(_steps(len(boxes), ties)), upright=height > width)
    width = max(width, float(boxes[:, 0].max()))
    height = max(height, _LEAST_ROOM * float(boxes.prod(axis=1).sum()) / width)
    while True:
        sheet = np.array([width, height])
        cleared = _cleared(_spread(centres, boxes, sheet), boxes, sheet, np.array(ties, dtype=int))
        found, free = _apart(cleared, boxes, sheet)
        if free:
            return Placed(np.round(found, 1), width, height)
        height *= _GROWTH


def place_by(boxes: Floats, distances: Floats, *, width: float, height: float) -> Placed:
    """Lay things out as far apart as they are told to be, as nearly as their boxes let them.

    Args:
        boxes: width and height of what is drawn for each thing, in points (n × 2).
        distances: n × n, of any unit; only how they compare with each other matters.
        width: of the sheet, in points.
        height: of the sheet to begin with; it is cut to what is used, or grows.

    Method: stress majorisation as in `place`; then each thing, the largest first, takes the free
    place nearest to where that put it.
    """
    if not len(boxes):
        return Placed(np.zeros((0, 2)), width, height)
    apart = distances[~np.eye(len(boxes), dtype=bool)]
    least = max(float(apart.min(initial=np.inf)), 1e-9) if len(apart) else 1.0
    width = max(width, float(boxes[:, 0].max()))
    height = max(height, _ROOMY * float(boxes.prod(axis=1).sum()) / width)
    wished = _turned(_stress(distances / least), upright=height > width)
    centres = _freed(_spread(wished, boxes, np.array([width, height])), boxes, width)
    centres[:, 1] -= (centres[:, 1] - boxes[:, 1] / 2).min()
    low = float((centres[:, 1] + boxes[:, 1] / 2).max())
    return Placed(np.round(centres, 1), width, round(low + 0.1, 1))


def _freed(wished: Floats, boxes: Floats, width: float) -> Floats:
    """The free place nearest to each thing's wish, within the width."""
    half = boxes / 2
    found = wished.copy()
    done: list[int] = []
    for one in np.argsort(-boxes.prod(axis=1), kind="stable"):
        taken = np.hstack([found[done], half[done]])
        reach, place = _REACH, None
        while place is None:
            place = _nearest(wished[one], half[one], taken, width, reach)
            reach *= 1.6
        found[one] = place
        done.append(int(one))
    return found


def _nearest(
    wish: Floats, half: Floats, taken: Floats, width: float, reach: float
) -> Floats | None:
    """The free place nearest to a wish and at most `reach` from it; None where there is none.

    `taken` has the middles and half the sizes of what is there (k × 4).
    """
    steps = np.linspace(-reach, reach, _TRIED)
    spots = wish + np.stack(np.meshgrid(steps, steps), axis=2).reshape(-1, 2)
    inside = np.abs(spots[:, 0] - width / 2) <= width / 2 - half[0] + 1e-6
    away = np.hypot(*(spots - wish).T)
    spots, away = spots[inside & (away <= reach)], away[inside & (away <= reach)]
    offset = np.abs(spots[:, None] - taken[None, :, :2])
    clear = (offset >= half + taken[:, 2:] + np.array(_GAP)).any(axis=2).all(axis=1)
    if not clear.any():
        return None
    return np.asarray(spots[clear][np.argmin(away[clear])])


def _steps(n: int, ties: Sequence[tuple[int, int]]) -> Floats:
    """How many ties lie between two nodes (n × n); parts without a tie are set apart."""
    steps = np.full((n, n), np.inf)
    np.fill_diagonal(steps, 0)
    for one, other in ties:
        steps[one, other] = steps[other, one] = 1
    for middle in range(n):
        steps = np.minimum(steps, steps[:, middle, None] + steps[None, middle])
    longest = steps[np.isfinite(steps)].max()
    return np.where(np.isfinite(steps), steps, min(longest + _APART, 5.0))


def _stress(steps: Floats) -> Floats:
    """Places whose distances are as nearly as can be the steps between the nodes (n × 2)."""
    n = len(steps)
    at = _scaled(steps)
    if n < 3:
        return at
    weight = np.where(steps > 0, 1 / np.maximum(steps, 1) ** 2, 0)
    inverse = np.linalg.pinv(np.diag(weight.sum(axis=1)) - weight, hermitian=True)
    for _ in range(_ROUNDS):
        distance = np.linalg.norm(at[:, None] - at[None], axis=2)
        pull = -weight * steps / np.maximum(distance, 1e-9)
        np.fill_diagonal(pull, 0)
        np.fill_diagonal(pull, -pull.sum(axis=1))
        at = inverse @ pull @ at
    return np.asarray(at)


def _scaled(steps: Floats) -> Floats:
    """Torgerson's classical scaling, and a little spiral that parts nodes with equal ties."""
    n = len(steps)
    centring = np.eye(n) - 1 / n
    values, vectors = np.linalg.eigh(-0.5 * centring @ steps**2 @ centring)
    at = np.zeros((n, 2))
    for axis, column in enumerate(np.argsort(values)[::-1][:2]):
        vector = np.round(vectors[:, column] * np.sqrt(max(values[column], 0)), 6)
        at[:, axis] = vector * _sign(vector)
    turn = np.arange(n) * _GOLDEN
    return np.asarray(at + 0.05 * np.stack([np.cos(turn), np.sin(turn)], axis=1))


def _sign(vector: Floats) -> float:
    """A mirror image is as good; the one whose first large part is positive is taken."""
    large = np.flatnonzero(np.abs(vector) > np.abs(vector).max() / 2)
    return float(np.sign(vector[large[0]])) if len(large) else 1.0


def _turned(at: Floats, *, upright: bool) -> Floats:
    """Turned so that its longest way lies along the longer side of the sheet."""
    at = at - at.mean(axis=0)
    _, axes = np.linalg.eigh(at.T @ at)
    turned = at @ axes[:, ::-1]
    turned *= [_sign(turned[:, 0]), _sign(turned[:, 1])]
    return np.asarray(turned[:, ::-1] if upright else turned)


def _spread(at: Floats, boxes: Floats, sheet: Floats) -> Floats:
    """Stretched over the sheet, so that each node's box lies within it."""
    low, high = at.min(axis=0), at.max(axis=0)
    share = (at - low) / np.where(high > low, high - low, 1)
    share = np.where(high > low, share, 0.5)
    return np.asarray(boxes / 2 + share * (sheet - boxes))


def _cleared(at: Floats, boxes: Floats, sheet: Floats, ties: np.ndarray) -> Floats:
    """Move nodes off the lines of others, which would seem to end at them, and off each other."""
    half = boxes / 2
    for _ in range(_CLEARINGS if len(ties) else 0):
        moved = at + _off_lines(at, half, ties.reshape(-1, 2))
        moved = np.clip(moved + 0.3 * _off_boxes(moved, half), half, sheet - half)
        if np.abs(moved - at).max() < 0.01:
            break
        at = moved
    return at


def _apart(at: Floats, boxes: Floats, sheet: Floats) -> tuple[Floats, bool]:
    """Push boxes apart until none overlap; whether that was possible on this sheet."""
    half = boxes / 2
    for _ in range(_PUSHES):
        push = _off_boxes(at, half)
        if not push.any():
            return at, True
        at = np.clip(at + 0.3 * push, half, sheet - half)
    return at, False


def _off_boxes(at: Floats, half: Floats) -> Floats:
    """How far each node must yield to those whose boxes its own overlaps (n × 2)."""
    offset = at[:, None] - at[None]
    over = half[:, None] + half[None] + np.array(_GAP) - np.abs(offset)
    np.einsum("iik->ik", over)[:] = 0
    overlaps = (over > 1e-6).all(axis=2)
    across = overlaps & (over[..., 0] < over[..., 1])
    push = np.stack([over[..., 0] * across, over[..., 1] * (overlaps & ~across)], axis=2)
    side = np.where(offset != 0, np.sign(offset), _order(len(at))[..., None])
    return np.asarray((push * side).sum(axis=1))


def _off_lines(at: Floats, half: Floats, ties: np.ndarray) -> Floats:
    """How far each node should yield to lines that run under it, and they to it (n × 2)."""
    start, way = at[ties[:, 0]], at[ties[:, 1]] - at[ties[:, 0]]
    length = np.maximum(np.linalg.norm(way, axis=1), 1e-9)
    normal = np.stack([-way[:, 1], way[:, 0]], axis=1) / length[:, None]
    along = np.einsum("enk,ek->en", at[None] - start[:, None], way) / length[:, None] ** 2
    beside = np.einsum("enk,ek->en", at[None] - start[:, None], normal)
    over = np.abs(normal) @ half.T + _CLEAR - np.abs(beside)
    under = (over > 0) & (along > 0) & (along < 1)
    rows = np.arange(len(ties))
    under[rows, ties[:, 0]] = under[rows, ties[:, 1]] = False
    push = 0.2 * np.where(under, over * np.where(beside < 0, -1, 1), 0)
    moved = push.T @ normal
    for end in (0, 1):
        np.add.at(moved, ties[:, end], -0.5 * push.sum(axis=1)[:, None] * normal)
    return np.asarray(moved)


def _order(n: int) -> Floats:
    """−1 above and 1 below the diagonal: which of two nodes in one place yields to which side."""
    return np.asarray(np.tri(n, n, -1) - np.tri(n, n, -1).T)
