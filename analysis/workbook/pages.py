"""Where a table longer than a page goes on: in pieces about equally high, each with its head."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_STEP = 5.0  # points


def going_on(place: int, parts: int) -> str:
    """What the heading of a further piece says, `place` from 0: 「（つづき 2/3）」."""
    return f"（つづき {place + 1}/{parts}）"


@dataclass(frozen=True, slots=True)
class Room:
    """What a page holds, in points.

    Attributes:
        whole: of a page.
        first: taken by what stands above the lines of the first piece.
        again: taken by what is repeated above those of each further piece.
    """

    whole: float
    first: float
    again: float


def pieces(heights: Sequence[float], room: Room) -> list[slice]:
    """The lines that stand on one page each, in as few pieces as can be.

    Args:
        heights: of the lines from the top, in points; one higher than a page has one to itself.
        room: of the pages.
    """
    found = _filled(heights, room, room.whole)
    least = room.whole
    while len(shorter := _filled(heights, room, least - _STEP)) == len(found) and least > _STEP:
        found, least = shorter, least - _STEP
    return found


def _filled(heights: Sequence[float], room: Room, most: float) -> list[slice]:
    return list(_pieces(heights, room, most))


def _pieces(heights: Sequence[float], room: Room, most: float) -> Iterator[slice]:
    start, used = 0, room.first
    for place, height in enumerate(heights):
        if place > start and used + height > most:
            yield slice(start, place)
            start, used = place, room.again
        used += height
    yield slice(start, len(heights))
