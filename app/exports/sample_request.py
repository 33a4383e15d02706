"""抽出仕様書: what one section of the city hall hands to another, as a paper and as a book."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from app.exports.pdf import pdf
from app.exports.steady import steady

PAPER, TITLE = "sample_request", "標本抽出仕様書"
LIST_HEAD = ("整理番号", "層", "郵便番号", "住所", "氏名")
LIST_WIDTHS = (10, 26, 12, 50, 20)
BASE = {"font_name": "游ゴシック", "font_size": 10.5, "valign": "top", "text_wrap": True}
LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16, "text_wrap": False},
    "head": {"bold": True, "bg_color": "#E8F1FE", "border": 1, "valign": "vcenter"},
    "label": {"bold": True, "border": 1, "bg_color": "#F8F8FB"},
    "words": {"border": 1},
    "number": {"border": 1, "num_format": "#,##0"},
    "sum": {"border": 1, "num_format": "#,##0", "bold": True},
}


@dataclass(frozen=True, slots=True)
class Line:
    """One stratum: where each k-th is drawn with its interval and start, else neither."""

    number: int
    name: str
    parts: str
    people: int
    drawn: int
    interval: int | None
    start: int | None


@dataclass(frozen=True, slots=True)
class Request:
    """All that the paper says.

    Attributes:
        facts: (what, words), in the order of reading.
        rules: how the drawing is done and what happens in odd cases.
        handling: what becomes of the list.
        systematic: whether the lines have an interval and a start.
    """

    municipality: str
    survey: str
    section: str
    contact: str
    day: str
    marks: Sequence[str]
    facts: Sequence[tuple[str, str]]
    rules: Sequence[str]
    handling: Sequence[str]
    lines: Sequence[Line]
    systematic: bool

    @property
    def people(self) -> int:
        return sum(line.people for line in self.lines)

    @property
    def drawn(self) -> int:
        return sum(line.drawn for line in self.lines)

    @property
    def heads(self) -> list[str]:
        """Of the table of strata; the last column is for the hand of who draws."""
        steps = ["抽出間隔", "起番号"] if self.systematic else []
        return ["番号", "層", "対象人口", "抽出数", *steps, "抽出した数"]


def paper(said: Request, made_at: datetime) -> bytes:
    """The PDF, of one page and the table of strata."""
    data = asdict(said) | {
        "title": TITLE,
        "heads": said.heads,
        "list_head": LIST_HEAD,
        "rows": [[_said(cell) for cell in _cells(line, said)] for line in said.lines],
        "total": [f"{said.people:,}", f"{said.drawn:,}"],
    }
    return pdf(PAPER, data, made_at)


def book(said: Request) -> bytes:
    """The same as an Excel book, with the empty list that is to be filled in."""
    out = BytesIO()
    with Workbook(out, {"in_memory": True}) as made:
        looks = {name: made.add_format(BASE | look) for name, look in LOOKS.items()}
        made.set_properties({"title": f"{TITLE} {said.survey}"})
        _facts(made.add_worksheet("仕様"), looks, said)
        _strata(made.add_worksheet("層の一覧"), looks, said)
        _empty_list(made.add_worksheet("名簿の様式"), looks)
    return steady(out.getvalue())


def _facts(sheet: Worksheet, looks: dict[str, Any], said: Request) -> None:
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 82)
    sheet.write_string(0, 0, f"{TITLE}（{said.municipality}）", looks["title"])
    rows = [
        ("依頼する課", f"{said.section}　{said.contact}".strip()),
        ("日付", said.day),
        *said.facts,
        *((f"抽出の手順 {n}", words) for n, words in enumerate(said.rules, 1)),
        *((f"名簿の取扱い {n}", words) for n, words in enumerate(said.handling, 1)),
    ]
    for row, (what, words) in enumerate(rows, 2):
        sheet.write_string(row, 0, what, looks["label"])
        sheet.write_string(row, 1, words, looks["words"])


def _strata(sheet: Worksheet, looks: dict[str, Any], said: Request) -> None:
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 2)
    heads = [*said.heads, "合わせた区分"]
    for column, (head, width) in enumerate(
        zip(heads, (6, 30, 12, 10, *([10] * (len(heads) - 5)), 60), strict=True)
    ):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, head, looks["head"])
    for row, line in enumerate(said.lines, 1):
        for column, cell in enumerate([*_cells(line, said), line.parts]):
            write = sheet.write_string if isinstance(cell, str) else sheet.write_number
            write(row, column, cell, looks["words" if isinstance(cell, str) else "number"])
    last = len(said.lines) + 1
    sheet.write_string(last, 1, "計", looks["label"])
    sheet.write_number(last, 2, said.people, looks["sum"])
    sheet.write_number(last, 3, said.drawn, looks["sum"])


def _empty_list(sheet: Worksheet, looks: dict[str, Any]) -> None:
    for column, (head, width) in enumerate(zip(LIST_HEAD, LIST_WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, head, looks["head"])


def _cells(line: Line, said: Request) -> list[str | int]:
    """A line as the table has it; the last cell is left blank for the hand."""
    steps = [line.interval or 0, line.start or 0] if said.systematic else []
    return [line.number, line.name, line.people, line.drawn, *steps, ""]


def _said(cell: str | int) -> str:
    return cell if isinstance(cell, str) else f"{cell:,}"
