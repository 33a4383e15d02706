"""The nights of a survey in the field: what each of them told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from app.clock import day_of
from app.extensions import db
from surveys import returns
from surveys.questionnaires import Questionnaire
from surveys.returns import Cell


@dataclass(frozen=True, slots=True)
class Nights:
    """Told numbers, cumulative.

    Attributes:
        days: every day from the first one on; after the deadline only those that told more.
        numbers: of the whole, one for each of `days`.
        cells: of each stratum and way, for the days somebody counted.
    """

    days: tuple[date, ...]
    numbers: tuple[int, ...]
    cells: Mapping[Cell, Mapping[date, int]]

    def latest(self, margin: str) -> dict[str, int]:
        """What the last night told of each stratum or way."""
        counted = {day for told in self.cells.values() for day in told}
        last = max(counted, default=date.min)
        return {
            name: told[last]
            for (of, name), told in self.cells.items()
            if of == margin and last in told
        }

    def course(self, cell: Cell) -> tuple[int, ...]:
        """What was told of one stratum or way, for each of `days`."""
        return _filled(self.days, self.cells.get(cell, {}))


def nights(found: Questionnaire, last: date) -> Nights:
    """The nights so far; `last` is the day of the deadline."""
    first = day_of(found.opens_at) if found.opens_at else last
    whole = {one.day: one.number for one in returns.days(db.session(), found) if one.day >= first}
    at_last = max((number for day, number in whole.items() if day <= last), default=0)
    end = max((day for day, n in whole.items() if day <= last or n > at_last), default=None)
    long = (end - first).days + 1 if end else 0
    days = tuple(first + timedelta(days=place) for place in range(long))
    cells: dict[Cell, dict[date, int]] = {}
    for one in returns.cells(db.session(), found):
        cells.setdefault((one.margin, one.name), {})[one.day] = one.number
    return Nights(days, _filled(days, whole), cells)


def _filled(days: tuple[date, ...], told: Mapping[date, int]) -> tuple[int, ...]:
    """A day nobody counted says the number before."""
    made: list[int] = []
    for day in days:
        made.append(told.get(day, made[-1] if made else 0))
    return tuple(made)
