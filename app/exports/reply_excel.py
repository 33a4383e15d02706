"""意見の概要と市の考え方 as an Excel book: one sheet, ready to be printed on A4 on its side."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from app.exports.excel import Excel
from app.exports.reply_facts import facts, handlings, heading, notes, warning
from app.words import number
from surveys.opinion_groups import HANDLINGS
from surveys.reply_tables import ReplyTable

TYPE = Excel.media_type
COLUMNS = {  # heading: width in figures; a kanji takes two
    "番号": 6,
    "該当箇所": 18,
    "意見の概要": 46,
    "意見数": 7,
    "うち同文": 8,
    "市の考え方": 50,
    "反映区分": 14,
    "修正内容": 26,
    "状態": 12,
}
TITLE, LINE, TALLEST = 24, 15, 409  # points
MOST = 32_767  # letters a cell of Excel holds
A4 = 9
LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14},
    "warning": {"bold": True, "font_color": "#CE0000"},
    "head": {
        "bold": True,
        "bg_color": "#E8F1FE",
        "border": 1,
        "text_wrap": True,
        "align": "center",
    },
    "cell": {"border": 1, "text_wrap": True, "valign": "top"},
    "number": {"border": 1, "valign": "top", "num_format": "#,##0"},
    "label": {"bold": True, "valign": "top"},
    "plain": {"valign": "top"},
}


def write(table: ReplyTable, now: datetime) -> bytes:
    """The file; what is missing stands empty, and its row says 作成中."""
    out = BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        looks = {name: book.add_format(look) for name, look in LOOKS.items()}
        sheet = book.add_worksheet("意見の概要と市の考え方")
        for column, width in enumerate(COLUMNS.values()):
            sheet.set_column(column, column, width)
        head = _above(sheet, table, looks, now)
        for column, words in enumerate(COLUMNS):
            sheet.write_string(head, column, words, looks["head"])
        _body(sheet, table, looks, head + 1)
        _to_print(sheet, table, head)
    return out.getvalue()


def _above(sheet: Worksheet, table: ReplyTable, looks: dict[str, Format], now: datetime) -> int:
    """Title, facts and counts; gives the line of the heads."""
    lines: list[tuple[tuple[str, ...], str]] = [((table.municipality,), "plain")]
    lines.append(((heading(table),), "title"))
    if told := warning(table):
        lines.append(((told,), "warning"))
    lines += [(("", *fact), "plain") for fact in facts(table)]
    for name, what, rows, n in handlings(table):
        lines.append((("", name, f"{what}　{rows}・{n}"), "plain"))
    lines += [((note,), "plain") for note in notes(table, now)]
    sheet.set_row(1, TITLE)
    for line, (values, look) in enumerate(lines):
        for column, value in enumerate(values):
            if value:
                sheet.write_string(line, column, value, looks[look])
    return len(lines) + 1


def _body(sheet: Worksheet, table: ReplyTable, looks: dict[str, Format], first: int) -> None:
    for line, row in enumerate(table.rows, first):
        handling = f"{row.handling} {HANDLINGS[row.handling]}" if row.handling else ""
        state = "" if row.answered else "作成中"
        state += "・概要は下書き" if row.drafted else ""
        values: list[str | int] = [row.number, row.place, row.summary, row.opinions, row.copies]
        values += [row.reply, handling, row.changes, state]
        sheet.set_row(line, _height(values))
        for column, value in enumerate(values):
            if isinstance(value, int):
                sheet.write_number(line, column, value, looks["number"])
            else:  # never read as a formula, whatever it begins with
                sheet.write_string(line, column, value[:MOST], looks["cell"])


def _height(values: Sequence[str | int]) -> int:
    """Tall enough for the longest cell: not every program makes room for wrapped words itself."""
    lines = [
        sum(-(-max(len(part), 1) * 2 // width) for part in str(value).split("\n"))
        for value, width in zip(values, COLUMNS.values(), strict=True)
    ]
    return min(LINE * max(lines), TALLEST)


def _to_print(sheet: Worksheet, table: ReplyTable, head: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head)
    sheet.freeze_panes(head + 1, 0)
    sheet.autofilter(head, 0, head + len(table.rows), len(COLUMNS) - 1)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.set_footer(f"&C&P / &N　{number(len(table.rows))}項目")
