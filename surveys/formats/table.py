"""A sheet as a table: its heading row found, its columns known by what they are called."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from surveys.formats.columns import Column, key_of
from surveys.formats.workbook import Sheet

HEAD_WITHIN = 15  # rows; a title and a note may stand above the headings


@dataclass(frozen=True, slots=True)
class Line:
    """One row that says anything: {key of a column: its words}."""

    row: int
    said: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows under the headings.

    Attributes:
        heads: {key: the column it stands in}.
        strange: (heading, column) of columns that mean nothing here, or mean the same again.
    """

    sheet: Sheet
    head: int
    heads: Mapping[str, int]
    strange: tuple[tuple[str, int], ...]

    def lines(self, own: str) -> Iterator[Line]:
        """Every row that is not blank; what is merged downwards counts where `own` is filled."""
        for row in range(self.head + 1, len(self.sheet.rows)):
            said = {key: self.sheet.cell(row, column) for key, column in self.heads.items()}
            if said.get(own):
                said = {
                    key: words or self.sheet.merged.get((row, self.heads[key]), "")
                    for key, words in said.items()
                }
            filled = {key: words for key, words in said.items() if words}
            if filled:
                yield Line(row, filled)


def table(sheet: Sheet, columns: tuple[Column, ...], *needed: str) -> Table | None:
    """The table of a sheet whose headings include the `needed` ones; None = there is none."""
    for row, words in enumerate(sheet.rows[:HEAD_WITHIN]):
        heads: dict[str, int] = {}
        strange: list[tuple[str, int]] = []
        for column, heading in enumerate(words):
            key = key_of(heading, columns) if heading else ""
            if key and key not in heads:
                heads[key] = column
            elif heading:
                strange.append((heading, column))
        if all(key in heads for key in needed):
            return Table(sheet, row, heads, tuple(strange))
    return None
