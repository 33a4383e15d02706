"""議会用1枚 as PDF and as Word: one A4 page that never becomes two."""

from dataclasses import asdict
from io import BytesIO
from typing import ClassVar

from docx.document import Document as Paper
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell as Place

from app.exports.digest.brief import Brief, Line, brief
from app.exports.digest.cells import Grid
from app.exports.digest.content import Content
from app.exports.digest.pdf_file import heading
from app.exports.digest.word_paper import BLUE, GRAY, SMALL, blank, grid
from app.exports.pdf import pdf
from app.exports.steady import steady

WIDTHS = (8, 56, 46, 68)  # mm: number, ありたい姿, figure, voice
HEADS = ("", "ありたい姿・区分・主管課", "ひとつの数字", "ひとつの声")


class CouncilPdf:
    """A .pdf file of one page."""

    name: ClassVar[str] = "council.pdf"

    def write(self, content: Content) -> bytes:
        told = {"heads": HEADS, "widths": WIDTHS} | asdict(brief(content))
        return pdf("council", heading(content) | told, content.made_at)


class CouncilWord:
    """A .docx file of one page: its rows are exactly as high as the page allows."""

    name: ClassVar[str] = "council.docx"

    def write(self, content: Content) -> bytes:
        paper, told = blank(content), brief(content)
        _narrow(paper)
        head = paper.add_paragraph().add_run(told.title)
        head.bold, head.font.size, head.font.color.rgb = True, Pt(15), BLUE
        marks = "　".join([content.stage, *content.marks, content.date_line])
        paper.add_paragraph(f"{content.plan}　{marks}", style=SMALL)
        paper.add_paragraph(told.lead).runs[0].font.size = Pt(9.5)
        _table(paper, told)
        _foot(paper, told)
        out = BytesIO()
        paper.save(out)
        return steady(out.getvalue())


def _narrow(paper: Paper) -> None:
    """Wide enough for the table, and no header or footer but what stands on the page itself."""
    section = paper.sections[0]
    section.left_margin = section.right_margin = Mm(16)
    section.top_margin = section.bottom_margin = Mm(13)
    section.header_distance = section.footer_distance = Mm(5)


def _table(paper: Paper, told: Brief) -> None:
    rows = tuple((line.number, "", "", "") for line in told.lines)
    made = grid(paper, Grid("", HEADS, rows), WIDTHS)
    for row, line in zip(made.rows[1:], told.lines, strict=True):
        row.height, row.height_rule = Mm(told.row), WD_ROW_HEIGHT_RULE.EXACTLY
        _issue(row.cells, line)


def _issue(cells: tuple[Place, ...], line: Line) -> None:
    _, what, number, voice = cells
    _say(what, line.title, 10, bold=True)
    _say(what, line.who, 8, colour=GRAY)
    _say(what, line.gap and f"課題: {line.gap}", 8)
    _say(number, line.share, 17, bold=True, colour=BLUE)
    _say(number, line.of, 8)
    _say(number, line.base, 7.5, colour=GRAY)
    for words, by in line.voices:
        _say(voice, f"「{words}」", 8.5)
        _say(voice, by and f"― {by}", 7.5, colour=GRAY)


def _say(
    cell: Place,
    words: str,
    size: float,
    *,
    bold: bool = False,
    colour: RGBColor | None = None,
) -> None:
    """Words as a paragraph of their own, the first in the cell's empty one."""
    if not words:
        return
    first = cell.paragraphs[0]
    line = cell.add_paragraph() if first.text else first
    line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(1)
    line.paragraph_format.line_spacing = 1.0
    run = line.add_run(words)
    run.bold, run.font.size = bold, Pt(size)
    if colour is not None:
        run.font.color.rgb = colour


def _foot(paper: Paper, told: Brief) -> None:
    if told.changed:
        line = paper.add_paragraph()
        line.paragraph_format.space_before = Pt(6)
        run = line.add_run("前の版からの変更")
        run.bold, run.font.size = True, Pt(9.5)
    for words in told.changed:
        paper.add_paragraph(words, style=SMALL).paragraph_format.space_after = Pt(0)
    paper.add_paragraph(told.more, style=SMALL).paragraph_format.space_before = Pt(6)
