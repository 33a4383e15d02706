"""照会票 as an Excel sheet: on A4 to be printed and confirmed, or filled in and brought back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from math import ceil
from typing import Any
from unicodedata import east_asian_width

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from surveys.inquiry_answers import LONGEST_ANSWER

SHEET = "照会票"
WIDTHS = (17, 39, 46)
LINE, TALLEST, LEAST_LINES = 17, 400, 5  # in points; Excel's rows end at 409
BASE = {"font_name": "游ゴシック", "font_size": 10.5, "valign": "top", "text_wrap": True}
LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16, "text_wrap": False, "valign": "vcenter"},
    "plain": {},
    "head": {"bold": True, "bg_color": "#E8F1FE", "border": 1, "valign": "vcenter"},
    "label": {"bold": True, "border": 1},
    "given": {"border": 1, "bg_color": "#F2F2F2", "font_color": "#4D4D4D"},
    "blank": {"border": 2, "locked": False},
    "date": {"border": 2, "locked": False, "num_format": 'yyyy"年"m"月"d"日"', "align": "left"},
    "issue": {"bold": True, "font_size": 12, "bg_color": "#D9E6FF", "border": 1},
}
HOW_TO = (
    "太い枠の中だけに書いてください。ほかのセルは保護しています（パスワードはありません）。",
    "「今の文」のままでよい欄には「変更なし」、当てはまるものがない欄には「該当なし」と書きます。",
    "行が足りないときは行の高さを広げられます。セルの中で改行するには Alt＋Enter を押します。",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One blank: its name, how to fill it, the text that stands now, the answer, and its key."""

    label: str
    hint: str
    beside: str
    answer: str
    key: str


@dataclass(frozen=True, slots=True)
class Part:
    """One issue of a sheet, with the sentences and voices that speak for it."""

    title: str
    grounds: Sequence[str]
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class SheetFile:
    """A 照会票 to be written; `name_key` and `date_key` stand beside 課長確認欄."""

    title: str
    plan: str
    section: str
    due: str
    note: str
    parts: Sequence[Part]
    name_key: str
    date_key: str


def write(told: SheetFile) -> bytes:
    """A book with the one sheet; nothing in it is read as a formula."""
    out = BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"title": f"{SHEET} {told.section}", "comments": told.title})
        page = _Page(book, book.add_worksheet(SHEET))
        page.set_up(told)
        page.opening(told)
        for part in told.parts:
            page.part(part)
    return out.getvalue()


class _Page:
    """The sheet, written from the top down."""

    def __init__(self, book: Workbook, sheet: Worksheet) -> None:
        self.sheet, self.line = sheet, 0
        self.looks: dict[str, Format] = {
            name: book.add_format(BASE | look) for name, look in LOOKS.items()
        }

    def set_up(self, told: SheetFile) -> None:
        """A4 upright, one page wide, its head on every page, only the blanks to be written in."""
        sheet = self.sheet
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        sheet.set_column(len(WIDTHS), len(WIDTHS), 4, None, {"hidden": True})
        sheet.set_paper(9)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0, 1)
        sheet.freeze_panes(2, 0)
        sheet.set_footer(f"&L{_footer(told.section)}&C&P／&N&R{_footer(told.title)}")
        sheet.protect("", {"format_rows": True})
        sheet.hide_gridlines(2)

    def opening(self, told: SheetFile) -> None:
        self._words(("照会票", "", ""), ("title", "title", "title"), 28)
        self._words((told.section, f"回答期限　{told.due}", told.title), ("head",) * 3)
        self._wide(told.plan, "plain")
        for words in told.note.split("\n\n"):
            self._wide(words, "plain")
        self._wide("\n".join(HOW_TO), "given")
        self._words(("課長確認", "氏名", ""), ("head", "label", "blank"), 24)
        self._key(told.name_key)
        self._words(("", "確認日（例: 2026/7/1）", ""), ("head", "label", "date"), 24)
        self._key(told.date_key)
        self._dated(self.line - 1)

    def part(self, part: Part) -> None:
        self.line += 1
        self._wide(part.title, "issue")
        for words in part.grounds:
            self._wide(words, "plain")
        self._words(("欄", "今の文（参考）", "回答"), ("head",) * 3)
        for row in part.rows:
            self._row(row)

    def _row(self, row: Row) -> None:
        beside = row.beside or "－"
        tall = max(LEAST_LINES, *_counted((row.label, beside, row.answer)))
        self._words((row.label, beside, row.answer), ("label", "given", "blank"), tall * LINE)
        self._key(row.key)
        self.sheet.data_validation(
            self.line - 1,
            2,
            self.line - 1,
            2,
            {
                "validate": "length",
                "criteria": "<=",
                "value": LONGEST_ANSWER,
                "input_title": row.label[:32],
                "input_message": row.hint[:255],
                "error_title": "長すぎます",
                "error_message": f"{LONGEST_ANSWER}文字以内で書いてください。",
            },
        )

    def _dated(self, line: int) -> None:
        rule = {"validate": "any", "input_title": "確認日", "input_message": "例: 2026/7/1"}
        self.sheet.data_validation(line, 2, line, 2, rule)

    def _key(self, key: str) -> None:
        self.sheet.write_string(self.line - 1, len(WIDTHS), key)

    def _words(self, cells: Sequence[str], looks: Sequence[str], tall: float = 0) -> None:
        height = tall or max(_counted(cells)) * LINE + 4
        self.sheet.set_row_pixels(self.line, round(min(height, TALLEST) * 4 / 3))
        for column, (words, look) in enumerate(zip(cells, looks, strict=True)):
            if words:
                self.sheet.write_string(self.line, column, words, self.looks[look])
            else:
                self.sheet.write_blank(self.line, column, None, self.looks[look])
        self.line += 1

    def _wide(self, words: str, look: str) -> None:
        height = _lines(words, sum(WIDTHS)) * LINE + 4
        self.sheet.set_row_pixels(self.line, round(min(height, TALLEST) * 4 / 3))
        last = len(WIDTHS) - 1
        self.sheet.merge_range(self.line, 0, self.line, last, "", self.looks[look])
        self.sheet.write_string(self.line, 0, words, self.looks[look])
        self.line += 1


def _counted(cells: Sequence[str]) -> Iterator[int]:
    return (_lines(words, width) for words, width in zip(cells, WIDTHS, strict=True))


def _lines(words: str, width: int) -> int:
    """How many lines a text takes in a column of this width, a kanji being two wide."""
    return sum(max(1, ceil(_wide(line) / width)) for line in words.split("\n"))


def _wide(line: str) -> int:
    return sum(2 if east_asian_width(letter) in "FWA" else 1 for letter in line)


def _footer(words: str) -> str:
    return words.replace("&", "&&")[:60]
