"""Word: tables one under another on A4, as a report takes them."""

from io import BytesIO
from typing import ClassVar

from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell as Place

from analysis.form.blocks import Block
from analysis.presentation import decimal, percent
from analysis.results import Table
from app.exports.base import Cell, Report, Written, cells

FONT = "Yu Gothic"
WIDE = 9  # columns; a wider table turns the paper on its side


class WordTables:
    """A .docx file; numbers are texts, printed as the page prints them."""

    key: ClassVar[str] = "word"
    label: ClassVar[str] = "Word"
    suffix: ClassVar[str] = "docx"
    media_type: ClassVar[str] = (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    )

    def write(self, report: Report) -> Written:
        paper = Document()
        tables = [(table, cells(table)) for table in report.tables()]
        _set_up(paper, wide=any(len(rows[0]) > WIDE for _, rows in tables))
        paper.add_heading(report.title, 1)
        for note in report.notes:
            paper.add_paragraph(note)
        for table, rows in tables:
            paper.add_heading(table.title, 2)
            for line in table.note.splitlines():
                paper.add_paragraph(line)
            _table(paper, table, rows)
        for note in report.ending():
            paper.add_paragraph(note, style="List Bullet")
        out = BytesIO()
        paper.save(out)
        return Written(out.getvalue())


def _set_up(paper: Paper, *, wide: bool) -> None:
    section = paper.sections[0]
    section.page_width, section.page_height = (Mm(297), Mm(210)) if wide else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin = section.bottom_margin = Mm(18)
    for name in ("Normal", "Heading 1", "Heading 2"):
        style = paper.styles[name]
        style.font.name = FONT
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
    paper.styles["Normal"].font.size = Pt(9)
    paper.styles["Normal"].paragraph_format.space_after = Pt(2)


def _table(paper: Paper, table: Table | Block, rows: list[list[Cell]]) -> None:
    grid = paper.add_table(rows=len(rows), cols=len(rows[0]))
    grid.style = paper.styles["Table Grid"]
    for place, row in enumerate(rows):
        own = grid.rows[place].cells
        for column, value in enumerate(row):
            _say(own[column], _printed(value, table), head=place == 0, label=column == 0)


def _say(place: Place, words: str, *, head: bool, label: bool) -> None:
    paragraph = place.paragraphs[0]
    run = paragraph.add_run(words)
    run.bold, run.font.size = head, Pt(8)
    if not label:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if head else WD_ALIGN_PARAGRAPH.RIGHT


def _printed(value: Cell, table: Table | Block) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int):
        return f"{value:,}"
    return percent(value) if isinstance(table, Table) and table.unit == "share" else decimal(value)
