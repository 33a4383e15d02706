"""新旧対照表 as a Word file: new words on the left, old on the right, changes underlined."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell, _Row

from surveys.word_changes import GONE, NEW, Piece

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FONT = "Yu Mincho"
WIDTHS = (112, 112, 37)  # mm; together the 261 mm between the margins
SHADE = "F2F2F2"


@dataclass(frozen=True, slots=True)
class Said:
    """A line in a cell: a label, and its pieces, of which the cell shows its own side."""

    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """A row: what both sides say, in the same lines, and the remark beside them.

    Attributes:
        heads: what the row is about, in the new and in the old one; "" where it is not there.
    """

    heads: tuple[str, str]
    lines: Sequence[Said]
    remark: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The table. `new` and `old` name the two; `notes` stand above it."""

    title: str
    new: str
    old: str
    notes: Sequence[str]
    rows: Sequence[Compared]


def write(made: Comparison) -> bytes:
    paper = Document()
    _set_up(paper)
    paper.core_properties.title = made.title
    paper.add_heading(made.title, 1)
    for note in made.notes:
        paper.add_paragraph(note)
    grid = paper.add_table(rows=0, cols=len(WIDTHS))
    grid.style = paper.styles["Table Grid"]
    grid.autofit = False
    heads = _row(grid)
    for cell, words in zip(heads.cells, (made.new, made.old, "備考"), strict=True):
        cell.paragraphs[0].add_run(words).bold = True
        _shade(cell)
    _mark(heads, "w:tblHeader")
    for each in made.rows:
        _compared(grid, each)
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


def _compared(grid: Table, each: Compared) -> None:
    row = _row(grid)
    _mark(row, "w:cantSplit")
    for place, left_out in enumerate((GONE, NEW)):
        _side(row.cells[place], each.heads[place], each.lines, left_out)
    row.cells[2].paragraphs[0].add_run(each.remark).font.size = Pt(8.5)


def _side(cell: _Cell, head: str, lines: Sequence[Said], left_out: str) -> None:
    """One side of a row; what only it says is underlined, and what it does not say is left out."""
    if not head:
        cell.paragraphs[0].add_run("（新設）" if left_out == NEW else "（削る）")
        return
    cell.paragraphs[0].add_run(head).bold = True
    for line in lines:
        shown = [piece for piece in line.pieces if piece.kind != left_out]
        paragraph = cell.add_paragraph()
        if line.label:
            paragraph.add_run(f"{line.label}　").font.size = Pt(8.5)
        for piece in shown:
            paragraph.add_run(piece.words).underline = piece.kind in (GONE, NEW)
        if not "".join(piece.words for piece in shown):
            paragraph.add_run("（なし）")


def _set_up(paper: Paper) -> None:
    section = paper.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin = section.bottom_margin = Mm(16)
    for name, size in (("Normal", 10.0), ("Heading 1", 15.0)):
        style = paper.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
    paper.styles["Normal"].paragraph_format.space_after = Pt(2)


def _row(grid: Table) -> _Row:
    row: _Row = grid.add_row()  # type: ignore[no-untyped-call] # python-docx left it bare
    for cell, width in zip(row.cells, WIDTHS, strict=True):
        cell.width = Mm(width)
    return row


def _mark(row: _Row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001 - python-docx has no word for it


def _shade(cell: _Cell) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), SHADE)
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001 - python-docx has no word for it
