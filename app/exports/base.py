"""What every file format must be able to do, and what there is to write."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import ClassVar, Protocol

import numpy as np

from analysis.comparing.preferring import PreferredCompared
from analysis.comparing.score_waves import ScoreWaves
from analysis.crosstab import Crosstab
from analysis.form.blocks import Block, blocks
from analysis.frequencies import Frequency
from analysis.items import Items
from analysis.items_by_group import ItemsByGroup
from analysis.preferred import Preferred
from analysis.preferred_by_group import PreferredByGroup
from analysis.presentation import WITHHELD
from analysis.results import Result, Table
from analysis.sentences.crosstab import of_crosstab
from analysis.sentences.frequency import of_frequency
from analysis.sentences.grammar import Told
from analysis.sentences.items import of_items, of_items_by_group
from analysis.sentences.preferences import (
    of_preferred,
    of_preferred_by_group,
    of_preferred_compared,
)
from analysis.sentences.score_waves import of_score_waves
from analysis.sentences.threeway import of_threeway
from analysis.threeway import Threeway

_SENTENCES: dict[type, Callable[..., str]] = {
    Crosstab: of_crosstab,
    Frequency: of_frequency,
    Threeway: of_threeway,
    Items: of_items,
    ItemsByGroup: of_items_by_group,
    Preferred: of_preferred,
    PreferredByGroup: of_preferred_by_group,
    PreferredCompared: of_preferred_compared,
    ScoreWaves: of_score_waves,
}


@dataclass(frozen=True, slots=True)
class Report:
    """What is written: results of analyses under one title.

    `notes` say whose answers these are and how they were counted; with `said`, each result
    that has a sentence begins with it.
    """

    title: str
    notes: tuple[str, ...]
    results: tuple[Result, ...]
    said: Told | None = None

    def tables(self) -> tuple[Table | Block, ...]:
        """What is written one under another: in the trade's form where a result has one."""
        return tuple(
            replace(table, note="\n".join([*self._sentence(result), table.note]))
            for result in self.results
            for table in (blocks(result) or result.tables())
        )

    def _sentence(self, result: Result) -> tuple[str, ...]:
        """What a result says, where it says anything."""
        sentence = _SENTENCES.get(type(result))
        return () if sentence is None or self.said is None else (sentence(result, **self.said),)

    def ending(self) -> tuple[str, ...]:
        """The notes under the tables, each once."""
        told = (table.notes for table in self.tables() if isinstance(table, Block))
        return tuple(dict.fromkeys(note for notes in told for note in notes))


@dataclass(frozen=True, slots=True)
class Written:
    """A file; `lost` are the characters its encoding could not hold, now 〓, each once."""

    data: bytes
    lost: str = ""


class Export(Protocol):
    """A file format."""

    key: ClassVar[str]
    label: ClassVar[str]
    suffix: ClassVar[str]
    media_type: ClassVar[str]

    def write(self, report: Report) -> Written: ...


Cell = str | int | float


def cells(table: Table | Block) -> list[list[Cell]]:
    """A table's rows, its heads first: what is withheld says so, what is undefined is `-`."""
    if isinstance(table, Block):
        return [list[Cell](row) for row in (table.heads, *table.rows)]
    body = table.body
    withheld = np.zeros(body.shape, dtype=bool) if table.withheld is None else table.withheld
    rows: list[list[Cell]] = [["", *(str(name) for name in body.columns)]]
    for name, values, gone in zip(body.index, body.to_numpy(), withheld, strict=True):
        written = [
            _cell(v, table, hidden=bool(hidden)) for v, hidden in zip(values, gone, strict=True)
        ]
        rows.append([str(name), *written])
    return rows


def _cell(value: object, table: Table, *, hidden: bool) -> Cell:
    if hidden:
        return WITHHELD
    if isinstance(value, str):
        return value
    number = float(str(value))
    if not np.isfinite(number):
        return "-"
    return int(number) if table.unit == "count" and number.is_integer() else number
