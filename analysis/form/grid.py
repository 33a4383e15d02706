"""What a page or a file shows: heads, lines and cells whose texts are ready."""

from dataclasses import dataclass

from analysis.presentation import WITHHELD


@dataclass(frozen=True, slots=True)
class Cell:
    """Two lines: the count above, what it comes to below.

    Attributes:
        count: respondents, never weighted; None where withheld.
        share: the lower line as it is printed: 45.6, `-` for nobody, 0.0 for almost nobody,
            a mean or M.T. in its own column; "" where there is nothing to say.
        mark: `high` or `low` where the cell differs from 全体 more than chance explains; `few`
            where a cell with a base of its own rests on under 30.
        letters: the columns it is higher than, where columns were compared.
    """

    count: int | None
    share: str
    mark: str = ""
    letters: str = ""

    @property
    def n(self) -> str:
        return WITHHELD if self.count is None else f"{self.count:,}"


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column beside the answers; `key` names what it is (top, bottom, mean …)."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Line:
    """One level of the side.

    Attributes:
        base: respondents behind the shares; None where the line is withheld, which has no cells.
        small: 参考値 under 30, else "".
        cells: one for each answer.
        beside: one for each of the grid's `beside`: TOP2, BOTTOM2, mean, M.T., 無回答.
        depth: 1 where the line is a part of the one above it that has 0.
    """

    label: str
    base: int | None
    small: str
    cells: tuple[Cell, ...]
    beside: tuple[Cell, ...] = ()
    depth: int = 0

    @property
    def n(self) -> str:
        return WITHHELD if self.base is None else f"{self.base:,}"

    @property
    def withheld(self) -> bool:
        return self.base is None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table in the trade's form.

    Attributes:
        side: the head of the first column.
        heads: of the answers.
        beside: of the columns beside them.
        lines: 全体 first, where it stands here.
        unweighted: the same lines with shares of the bare counts; empty where nothing is weighted.
        notes: what the shares are of, and what the signs mean.
        whole: whether the first line is 全体.
    """

    title: str
    side: str
    heads: tuple[str, ...]
    beside: tuple[Head, ...]
    lines: tuple[Line, ...]
    unweighted: tuple[Line, ...]
    notes: tuple[str, ...]
    whole: bool = True
