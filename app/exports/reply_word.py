"""意見の概要と市の考え方 as a Word file: A4 on its side, heads repeated on every page."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO

from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from app.exports.reply_facts import HEADS, cells, facts, handlings, heading, notes, warning
from surveys.reply_tables import ReplyTable

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FONT = "Yu Gothic"
SHADE = "E8F1FE"
RED = RGBColor(0xCE, 0x00, 0x00)
BLUE = RGBColor(0x00, 0x17, 0xC1)
WIDTHS = (12, 96, 22, 103, 28)  # mm; together the 261 mm between the margins
FACTS = (32, 229)
KINDS = (46, 147, 34, 34)
CENTRED = {0, 2, 4}


def write(table: ReplyTable, now: datetime) -> bytes:
    """The file; while anything is missing it says so at the top and in every row concerned."""
    paper = Document()
    _set_up(paper, f"{table.municipality}　{table.round.title}")
    paper.core_properties.title = heading(table)
    _say(paper.add_paragraph(), table.municipality, size=10.5)
    paper.add_heading(heading(table), 1)
    if told := warning(table):
        _say(paper.add_paragraph(), told, bold=True, colour=RED)
    _rows(paper, None, facts(table), FACTS)
    paper.add_heading("反映区分ごとの件数", 2)
    _rows(paper, ("反映区分", "意味", "項目", "意見"), handlings(table), KINDS, centred={2, 3})
    for line in notes(table, now):
        _say(paper.add_paragraph(), line, size=8.5)
    for place, rows in table.sections():
        paper.add_heading(place, 2)
        _rows(paper, HEADS, [cells(row) for row in rows], WIDTHS, centred=CENTRED)
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


def _set_up(paper: Paper, running: str) -> None:
    section = paper.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin, section.bottom_margin = Mm(16), Mm(15)
    for name, size in (("Normal", 9.5), ("Heading 1", 16), ("Heading 2", 11.5)):
        style = paper.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
        if name != "Normal":
            style.font.color.rgb, style.font.bold = BLUE, True
    paper.styles["Normal"].paragraph_format.space_after = Pt(3)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _say(foot, f"{running}　", size=8)
    _page_number(foot)


def _page_number(foot: Paragraph) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    foot._p.append(field)  # noqa: SLF001 - python-docx knows no fields


def _rows(
    paper: Paper,
    heads: Sequence[str] | None,
    rows: Sequence[Sequence[str]],
    widths: Sequence[int],
    *,
    centred: Iterable[int] = (),
) -> None:
    """A ruled table; its heads are repeated, and no row is torn by the end of a page."""
    grid = paper.add_table(rows=0, cols=len(widths))
    grid.style, grid.alignment = paper.styles["Table Grid"], WD_TABLE_ALIGNMENT.CENTER
    grid.autofit = False
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = Mm(width)
    middle = set(centred)
    if heads:
        head = _row(grid, heads, widths, middle=set(range(len(widths))), bold=True)
        _mark(head, "w:tblHeader")
        for cell in head.cells:
            _shade(cell)
    for values in rows:
        made = _row(grid, values, widths, middle=middle)
        _mark(made, "w:cantSplit")
        if not heads:
            _shade(made.cells[0])
    paper.add_paragraph()


def _row(
    grid: Table,
    values: Sequence[str],
    widths: Sequence[int],
    *,
    middle: set[int],
    bold: bool = False,
) -> _Row:
    row: _Row = grid.add_row()  # type: ignore[no-untyped-call] # python-docx left it bare
    for column, (cell, value) in enumerate(zip(row.cells, values, strict=True)):
        cell.width = Mm(widths[column])
        first, *more = value.split("\n")
        paragraphs = [(cell.paragraphs[0], first), *((cell.add_paragraph(), x) for x in more)]
        for paragraph, words in paragraphs:
            paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1)
            if column in middle:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            _say(paragraph, words, size=9, bold=bold)
    return row


def _say(
    paragraph: Paragraph,
    words: str,
    *,
    size: float = 9.5,
    bold: bool = False,
    colour: RGBColor | None = None,
) -> None:
    run = paragraph.add_run(words)
    run.font.size, run.bold = Pt(size), bold
    if colour is not None:
        run.font.color.rgb = colour


def _mark(row: _Row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001 - python-docx has no word for it


def _shade(cell: _Cell) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), SHADE)
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001 - python-docx has no word for it
