"""What a wall shows of a phase: columns of cards, a page at a time, and nothing that is hidden."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from surveys.workshops import boards, tables
from surveys.workshops.boards import Board, Slip
from surveys.workshops.phases import Phase
from surveys.workshops.workshops import Workshop

GROUPS, TABLES, NEWEST = "groups", "tables", "newest"
BY = {GROUPS: "まとまり", TABLES: "テーブル", NEWEST: "新しい順"}
COLUMNS = 3  # of 28 px letters, on a wall of 1920
ROOM, CARD, LINE = 645, 73, 42  # px of a column on a wall of 1080 lines, of a card, of a line in it
LETTERS, LINES = 20, 4  # letters of a line; lines of a card, the rest is cut off by the style sheet


@dataclass(frozen=True, slots=True)
class Card:
    """A slip as a room reads it.

    Attributes:
        times: how often it was said.
        table: whose it is, in words; "" where nobody's.
    """

    id: int
    words: str
    times: int
    table: str


@dataclass(frozen=True, slots=True)
class Column:
    """A group or a table: `number` counts its slips, `more` those that are not among the cards."""

    title: str
    number: int
    cards: tuple[Card, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Wall:
    """A page of a wall.

    Attributes:
        by: one of `BY`.
        number: slips of the phase, those that repeat one counted, too.
        columns: at most three.
        page, pages: from 1.
    """

    by: str
    number: int
    columns: tuple[Column, ...]
    page: int
    pages: int


def of(session: Session, workshop: Workshop, phase: Phase, by: str, page: int) -> Wall:
    """A page of the wall; while a phase is hidden only how many slips there are.

    Groups come in their order, what is in none after them; the newest slip comes first. A page or
    an arrangement that does not exist is the nearest that does.
    """
    board = boards.of(session, phase)
    by = by if by in BY else GROUPS if board.stacks else NEWEST
    if not phase.visible:
        return Wall(by, board.number, (), 1, 1)
    names = {table.id: table.label for table in tables.of(session, workshop)}
    pages = _pages(_columns(board, by, names))
    page = min(max(page, 1), len(pages))
    return Wall(by, board.number, pages[page - 1], page, len(pages))


def _columns(board: Board, by: str, names: dict[int, str]) -> list[Column]:
    if by == NEWEST:
        return _in_rows(_newest(board.slips), names)
    if by == TABLES:
        seats: list[int | None] = [*names, None]
        parts = {seat: [s for s in board.slips if s.idea.table_id == seat] for seat in seats}
        return [
            _column(names.get(seat, "テーブルなし") if seat else "テーブルなし", slips, names)
            for seat, slips in parts.items()
            if slips
        ]
    held = [
        _column(stack.group.name or "名前のないまとまり", stack.slips, names, kept=True)
        for stack in board.stacks
        if stack.slips
    ]
    return [
        *held,
        *([_column("まだまとめていないアイデア", board.loose, names)] if board.loose else []),
    ]


def _column(
    title: str, slips: Sequence[Slip], names: dict[int, str], *, kept: bool = False
) -> Column:
    """As many cards as there is room for: in the order people laid them, or else the newest."""
    ordered = slips if kept else _newest(slips)
    shown = ordered[: _fitting(ordered)]
    number = sum(slip.times for slip in slips)
    return Column(title, number, tuple(_card(s, names) for s in shown), len(slips) - len(shown))


def _in_rows(slips: Sequence[Slip], names: dict[int, str]) -> list[Column]:
    """The newest on the left, then to the right, a column after the other."""
    columns: list[Column] = []
    while slips:
        number = _fitting(slips)
        cards = tuple(_card(slip, names) for slip in slips[:number])
        columns.append(Column("", 0, cards, 0))
        slips = slips[number:]
    return columns


def _fitting(slips: Sequence[Slip]) -> int:
    """How many slips, from the first, a column has room for; one at least."""
    room, number = ROOM, 0
    for slip in slips:
        lines = sum(-(-len(line) // LETTERS) for line in slip.idea.words.split("\n"))
        room -= CARD + LINE * min(lines, LINES)
        if room < 0:
            break
        number += 1
    return max(number, 1)


def _pages(columns: Sequence[Column]) -> list[tuple[Column, ...]]:
    parts = [tuple(columns[at : at + COLUMNS]) for at in range(0, len(columns), COLUMNS)]
    return parts or [()]


def _newest(slips: Iterable[Slip]) -> list[Slip]:
    return sorted(slips, key=lambda slip: -slip.idea.sequence)


def _card(slip: Slip, names: dict[int, str]) -> Card:
    idea = slip.idea
    return Card(idea.id, idea.words, slip.times, names.get(idea.table_id or 0, ""))
