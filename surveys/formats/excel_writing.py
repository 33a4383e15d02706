"""The Excel form: filled in with a questionnaire, or empty with its guide and an example."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from surveys.documents import Document
from surveys.formats import columns, excel_rows
from surveys.formats.base import Brought
from surveys.formats.columns import (
    COLUMNS,
    EXAMPLE,
    GUIDE,
    LANGUAGES,
    LINES,
    ORDERED,
    OVERVIEW,
    QUESTIONS,
    REVERSE,
    SECTION_COLUMNS,
    SECTIONS,
    TRANSLATION_COLUMNS,
    TRANSLATIONS,
    WEIGHT,
    YES,
    Column,
)
from surveys.formats.excel_rows import Said
from surveys.formats.yaml_file import Yaml
from surveys.kinds import KINDS
from surveys.questionnaires import AUDIENCES, SAMPLINGS

BLANK_ROWS = 60  # framed, and with their lists to choose from
BLUE, DARK, PALE, GRAY = "#0017C1", "#00118F", "#E8F1FE", "#BFBFBF"
FACE = {"font_name": "Yu Gothic", "font_size": 10, "valign": "top", "text_wrap": True}
LOOKS: dict[str, dict[str, Any]] = {
    "title": {"font_name": "Yu Gothic", "font_size": 16, "bold": True, "font_color": DARK},
    "part": {"font_name": "Yu Gothic", "font_size": 12, "bold": True, "font_color": DARK},
    "note": FACE | {"font_color": "#4D4D4D", "text_wrap": False},
    "head": FACE | {"bold": True, "bg_color": BLUE, "font_color": "#FFFFFF", "border": 1}
    | {"border_color": "#FFFFFF", "valign": "vcenter"},
    "name": FACE | {"bold": True, "bg_color": PALE, "border": 1, "border_color": GRAY},
    "cell": FACE | {"border": 1, "border_color": GRAY, "num_format": "@"},
    "mark": FACE | {"border": 1, "border_color": GRAY, "num_format": "@", "align": "center"},
    "told": FACE | {"font_color": "#4D4D4D", "border": 1, "border_color": GRAY},
}  # fmt: skip
CENTRED = ("code", "required", "attribute", "least", "limit", "total", "low", "high", "unit")
LISTS: Mapping[str, Sequence[str]] = {
    "kind": [kind.label for kind in KINDS.values()],
    "required": [YES],
    "attribute": [YES, WEIGHT],
    "order": [ORDERED, REVERSE, f"{ORDERED}・{REVERSE}"],
    "audience": list(AUDIENCES.values()),
    "sampling": list(SAMPLINGS.values()),
}


def write(brought: Brought) -> bytes:
    """The form filled in with a questionnaire."""
    document = brought.document
    book = _Book()
    book.overview(excel_rows.overview(brought))
    book.table(QUESTIONS, COLUMNS, list(excel_rows.questions(document)), blank=20)
    if document.sections:
        book.table(SECTIONS, SECTION_COLUMNS, list(excel_rows.sections(document)), blank=5)
    if document.translations:
        book.translations(document)
    book.guide()
    return book.closed()


@cache
def template() -> bytes:
    """The empty form, with a guide to every column and a whole example."""
    book = _Book()
    book.overview({})
    book.table(QUESTIONS, COLUMNS, [], blank=BLANK_ROWS)
    book.guide()
    book.table(EXAMPLE, COLUMNS, list(excel_rows.questions(example().document)), blank=0)
    return book.closed()


@cache
def example() -> Brought:
    """A whole 市民意識調査, as the template and the manual show it."""
    return Yaml().read(example_yaml()).whole()


def example_yaml() -> bytes:
    return (resources.files("surveys.formats") / "example.yaml").read_bytes()


class _Book:
    """A book being written."""

    def __init__(self) -> None:
        self.out = BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self.book = Workbook(self.out, options)
        self.looks = {name: self.book.add_format(look) for name, look in LOOKS.items()}

    def closed(self) -> bytes:
        self.book.close()
        return self.out.getvalue()

    def overview(self, said: Said) -> None:
        sheet = self.book.add_worksheet(OVERVIEW)
        sheet.hide_gridlines(2)
        for column, width in enumerate((18, 60, 52)):
            sheet.set_column(column, column, width)
        self._line(sheet, 0, ("項目", "内容", "書き方"), ["head"] * 3)
        for row, line in enumerate(LINES, 1):
            example = f"。例: {line.example}" if line.example else ""
            words = (line.heading, said.get(line.key, ""), f"{line.told}{example}")
            self._line(sheet, row, words, ("name", "cell", "told"))
            _choose(sheet, (row, 1, row, 1), line.key)
        sheet.freeze_panes(1, 0)
        _to_paper(sheet, landscape=False)

    def table(
        self, name: str, heads: tuple[Column, ...], lines: Sequence[Said], *, blank: int
    ) -> None:
        """Rows under their headings, and `blank` rows to go on in."""
        sheet = self.book.add_worksheet(name)
        self._heads(sheet, [(column.heading, column.width) for column in heads])
        looks = ["mark" if column.key in CENTRED else "cell" for column in heads]
        for row, said in enumerate((*lines, *({},) * blank), 1):
            self._line(sheet, row, [said.get(column.key, "") for column in heads], looks)
        for place, column in enumerate(heads):
            sheet.write_comment(0, place, column.told, {"x_scale": 2, "author": ""})
            if lines or blank:
                _choose(sheet, (1, place, len(lines) + blank, place), column.key)
        sheet.freeze_panes(1, 3 if heads is COLUMNS else 1)

    def translations(self, document: Document) -> None:
        languages = list(document.translations)
        sheet = self.book.add_worksheet(TRANSLATIONS)
        heads = [(column.heading, column.width) for column in TRANSLATION_COLUMNS]
        named = [f"{LANGUAGES.get(lang, ('',))[0]} ({lang})".strip() for lang in languages]
        self._heads(sheet, [*heads, *((name, 44) for name in named)])
        for row, (path, words, told) in enumerate(excel_rows.translations(document), 1):
            said = (path, words, *(told.get(language, "") for language in languages))
            self._line(sheet, row, said, ["mark", "told", *["cell"] * len(languages)])
        sheet.freeze_panes(1, 2)

    def guide(self) -> None:
        sheet = self.book.add_worksheet(GUIDE)
        sheet.hide_gridlines(2)
        for column, width in enumerate((24, 64, 44)):
            sheet.set_column(column, column, width)
        sheet.write_string(0, 0, "記入用の調査票の使い方", self.looks["title"])
        sheet.set_row(0, 30)
        row = 2
        for part in columns.guide():
            sheet.write_string(row, 0, part["title"], self.looks["part"])
            row += 1
            if "head" in part:
                self._line(sheet, row, part["head"], ["head"] * 3)
                row += 1
            looks = ["name", "cell", "told"]
            for words in part["rows"]:
                self._line(sheet, row, words, looks)
                row += 1
            row += 1
        sheet.freeze_panes(1, 0)
        _to_paper(sheet, landscape=False)

    def _heads(self, sheet: Worksheet, heads: Sequence[tuple[str, int]]) -> None:
        for column, (_, width) in enumerate(heads):
            sheet.set_column(column, column, width)
        sheet.set_row(0, 30)
        self._line(sheet, 0, [heading for heading, _ in heads], ["head"] * len(heads))
        sheet.repeat_rows(0)
        sheet.hide_gridlines(2)
        _to_paper(sheet, landscape=True)

    def _line(self, sheet: Worksheet, row: int, words: Sequence[str], looks: Sequence[str]) -> None:
        """Words only: nothing is ever read as a formula or a date."""
        for column, (word, look) in enumerate(zip(words, looks, strict=False)):
            if word:
                sheet.write_string(row, column, word, self.looks[look])
            else:
                sheet.write_blank(row, column, None, self.looks[look])


def _choose(sheet: Worksheet, cells: tuple[int, int, int, int], key: str) -> None:
    """Offer the words of a column; others may still be typed, as reading is forgiving."""
    if key in LISTS:
        offered = {"validate": "list", "source": list(LISTS[key]), "error_type": "information"}
        sheet.data_validation(*cells, offered | {"show_error": False})


def _to_paper(sheet: Worksheet, *, landscape: bool) -> None:
    sheet.set_paper(9)
    if landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
