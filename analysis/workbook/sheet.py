"""A sheet that is written row by row, and knows where its pages end."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from xlsxwriter import Workbook

from analysis.workbook.looks import FONT, LETTER, LOOKS, ROW, folded, page_height, page_width, scale

INDEX = "目次"
BACK = "［目次へ］"
_TITLE = 240  # letters; a link may show 255
_SECTION = 20.0  # points
_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", "・"))
Written = tuple[str | float, str]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a table begins: the name of its sheet and its row from 0."""

    sheet: str
    row: int

    @property
    def address(self) -> str:
        """The link of a workbook to itself."""
        name = self.sheet.replace("'", "''")
        return f"internal:'{name}'!A{self.row + 1}"


@dataclass(slots=True)
class Sheet:
    """Rows are written once, from the top; `scale` is the percentage it is printed at.

    `repeated` is how high the rows are that stand at the top of every page.
    """

    page: Any
    name: str
    looks: dict[str, Any]
    scale: int
    line: int = 0
    used: float = 0.0
    repeated: float = 0.0
    breaks: list[int] = field(default_factory=list)

    @property
    def here(self) -> Place:
        return Place(self.name, self.line)

    def row(self, cells: Sequence[Written], height: float = ROW) -> None:
        """Write the next row; texts are never read as formulas, whatever they begin with."""
        if height != ROW:
            self.page.set_row(self.line, height)
        for column, (value, look) in enumerate(cells):
            made = self.looks[look]
            if value == "":
                self.page.write_blank(self.line, column, None, made)
            elif isinstance(value, str):
                self.page.write_string(self.line, column, value, made)
            else:
                self.page.write_number(self.line, column, value, made)
        self._down(height)

    @property
    def room(self) -> float:
        """Points of rows that a page holds below what every page repeats."""
        return page_height(self.scale) - self.repeated

    def section(self, words: str, legend: str = "") -> None:
        """Write the sheet's name, and how its tables are read, which every page repeats."""
        self.row([(words, "section")], _SECTION)
        if legend:
            self.row([(legend, "note")])
        self.page.repeat_rows(0, self.line - 1)
        self.used, self.repeated = 0.0, self.used

    def text(self, words: str, look: str = "plain") -> None:
        """Write a text that may run over the columns to its right, up to the page's width."""
        across = page_width(self.scale) / LETTER
        for line in folded(words, across):
            self.row([(line, look)])

    def titled(self, words: str, back: Place) -> None:
        """A heading that leads back to its line of the index."""
        told = f"{words[:_TITLE]}　{BACK}"
        self.page.write_url(self.line, 0, back.address, self.looks["bold"], told)
        self._down(ROW)

    def gap(self, rows: int = 1) -> None:
        for _ in range(rows):
            self._down(ROW)

    def keep(self, height: float) -> None:
        """Begin a new page unless so much fits on this one."""
        least = height if height <= self.room else self.room / 2
        if self.used and self.used + least > self.room:
            self.breaks.append(self.line)
            self.used = 0.0

    def close(self) -> None:
        """Set where pages end, once everything is written."""
        self.page.set_h_pagebreaks(self.breaks)

    def _down(self, height: float) -> None:
        self.line += 1
        self.used += height


@dataclass(slots=True)
class Maker:
    """Makes the sheets of one workbook; `title` and `state` stand on every page."""

    book: Workbook
    title: str
    state: str
    looks: dict[str, Any] = field(init=False)
    used: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.looks = {name: self.book.add_format({**FONT, **look}) for name, look in LOOKS.items()}

    def sheet(self, label: str, widths: list[float]) -> Sheet:
        """A sheet for A4 paper on its side; columns are so many characters wide, and fit on it."""
        name = self._name(label)
        page = self.book.add_worksheet(name)
        for column, width in enumerate(widths):
            page.set_column(column, column, width)
        percent = scale(widths)
        page.set_landscape()
        page.set_print_scale(percent)
        page.set_paper(9)
        page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        page.set_default_row(ROW)
        page.hide_gridlines(2)
        head = _plain(self.title, 80)
        page.set_header(f'&L&"Meiryo UI"&8 {head}&R&"Meiryo UI"&8 {_plain(self.state, 40)}')
        page.set_footer('&L&"Meiryo UI"&8 &A&C&"Meiryo UI"&8 &P / &N ページ')
        return Sheet(page, name, self.looks, percent)

    def _name(self, label: str) -> str:
        """A name Excel takes: short, without its reserved signs, and used once."""
        plain = " ".join(label.translate(_NAME).split())[:28].strip("' ") or "軸"
        if plain.lower() == "history":  # the one word Excel keeps for itself
            plain = f"{plain}（軸）"
        name, number = plain, 2
        while name.lower() in self.used:
            name, number = f"{plain[:25]}({number})", number + 1
        self.used.add(name.lower())
        return name


def _plain(words: str, most: int) -> str:
    """Words as a page's header takes them: short, with its one sign written twice.

    A blank goes before them, for a year would be read as a part of the size of the letters.
    """
    return words[:most].replace("&", "&&")
