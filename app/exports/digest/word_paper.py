"""The Word paper of the digest: its styles, header and footer, tables, pictures and fields."""

from collections.abc import Sequence
from io import BytesIO

from docx import Document
from docx.document import Document as Paper
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table
from docx.table import _Cell as Place
from docx.text.paragraph import Paragraph

from app.exports.digest.cells import Grid, numeric
from app.exports.digest.content import Content

FONT = "Yu Gothic"
BLUE, GRAY = RGBColor(0x00, 0x17, 0xC1), RGBColor(0x4D, 0x4D, 0x4D)
RED, BLACK = RGBColor(0xCE, 0x00, 0x00), RGBColor(0x1A, 0x1A, 0x1A)
WIDTH = 166  # mm of text on A4
LONGEST = 255  # letters of what a file says of itself
SMALL, RULED = "Ronten small", "Table Grid"
_STYLES = (  # name, points, bold, colour, points before and after
    ("Normal", 10.5, False, BLACK, (0, 5)),
    ("Title", 30, True, BLUE, (70, 24)),
    ("Subtitle", 14, False, GRAY, (6, 6)),
    ("Heading 1", 17, True, BLUE, (0, 10)),
    ("Heading 2", 12, True, BLACK, (12, 4)),
    ("List Bullet", 9.5, False, BLACK, (0, 2)),
    ("Quote", 10, False, BLACK, (0, 5)),
    ("Caption", 9, True, BLACK, (10, 2)),
    ("Header", 9, True, RED, (0, 0)),
    ("Footer", 8.5, False, GRAY, (0, 0)),
    (SMALL, 8.5, False, GRAY, (0, 4)),
)


def blank(content: Content) -> Paper:
    """An A4 paper with the styles, header and footer of the digest, and nothing on it."""
    paper = Document()
    paper.styles.add_style(SMALL, WD_STYLE_TYPE.PARAGRAPH)
    for name, size, bold, colour, space in _STYLES:
        _style(paper, name, (size, space), bold=bold, colour=colour)
    paper.styles["Quote"].paragraph_format.left_indent = Mm(5)
    _lined(paper.styles["Quote"].element.get_or_add_pPr(), "left", "9DB7F9", wide=18)
    _hairlines(paper)
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm((210 - WIDTH) / 2)
    section.top_margin = section.bottom_margin = Mm(24)
    section.different_first_page_header_footer = True  # the cover has neither
    head = section.header.paragraphs[0]
    head.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    head.add_run("　".join(content.marks))
    _foot(section.footer.paragraphs[0], content.foot)
    known = paper.core_properties
    known.title = f"{content.municipality} {content.title}（{content.stage}）"[:LONGEST]
    known.author, known.language = content.municipality[:LONGEST], "ja-JP"
    known.created = known.modified = content.made_at.replace(tzinfo=None)
    known.comments = ""
    return paper


def rule(paper: Paper) -> None:
    """A thick blue line across the page."""
    line = paper.add_paragraph()
    line.paragraph_format.space_after = Pt(60)
    _lined(_element(line).get_or_add_pPr(), "top", "0017C1", wide=48)


def chapter(paper: Paper, words: str, mark: str) -> None:
    """A heading on a new page, with a mark by which the contents know its page."""
    made = paper.add_heading(level=1)
    made.paragraph_format.page_break_before = True
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for each in (start, end):
        each.set(qn("w:id"), str(int(mark.removeprefix("_Toc"))))
    start.set(qn("w:name"), mark)
    _element(made).append(start)
    made.add_run(words)
    _element(made).append(end)


def contents(paper: Paper, listed: Sequence[tuple[str, str]]) -> None:
    """目次: every title with a field for its page, which Word and LibreOffice both work out.

    `listed` are the titles with the marks of their headings. (LibreOffice never renews what
    stands inside a field of contents, so its numbers would be missing there.)
    """
    head = paper.add_paragraph().add_run("目次")
    head.bold, head.font.size, head.font.color.rgb = True, Pt(17), BLUE
    for words, mark in listed:
        line = paper.add_paragraph()
        line.paragraph_format.tab_stops.add_tab_stop(
            Mm(WIDTH), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS
        )
        line.add_run(f"{words}\t")
        field(line, f"PAGEREF {mark} \\h")


def grid(paper: Paper, table: Grid, millimetres: Sequence[float] | None = None) -> Table:
    """A ruled table whose head is repeated on every page it reaches."""
    made: Table = paper.add_table(rows=1 + len(table.rows), cols=len(table.heads))
    made.style = paper.styles[RULED]
    made.alignment, made.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    right = [numeric(table, column) for column in range(len(table.heads))]
    for cell, words, number in zip(made.rows[0].cells, table.heads, right, strict=True):
        _fill(cell, words, bold=True, number=number)
        _element(cell.paragraphs[0]).getparent().get_or_add_tcPr().append(_shade("E8F1FE"))
    for place, row in enumerate(table.words()):
        for cell, words, number in zip(made.rows[place + 1].cells, row, right, strict=True):
            _fill(cell, words, bold=place in table.marked, number=number)
    for place, line in enumerate(made.rows):
        rules = _element(line.cells[0].paragraphs[0]).getparent().getparent().get_or_add_trPr()
        rules.append(OxmlElement("w:cantSplit"))
        if place == 0:
            rules.append(OxmlElement("w:tblHeader"))
    _widths(made, millimetres or _shared(right))
    if table.note:
        paper.add_paragraph(table.note, style=SMALL)
    return made


def picture(paper: Paper, png: bytes, alt: str, millimetres: float) -> None:
    """A picture in the middle, with the words for who cannot see it."""
    line = paper.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line.paragraph_format.keep_with_next = True
    line.paragraph_format.space_after = Pt(0)
    run = line.add_run()
    run.add_picture(BytesIO(png), width=Mm(millimetres))
    for told in run.element.iter(qn("wp:docPr")):  # docx knows no alternative text
        told.set("descr", alt)


def field(line: Paragraph, code: str) -> None:
    """A field Word fills in when the file is opened, such as a page number."""
    text = OxmlElement("w:instrText")
    text.set(qn("xml:space"), "preserve")
    text.text = f" {code} "
    _mark(line, "begin").set(qn("w:dirty"), "true")
    line.add_run().element.append(text)
    _mark(line, "separate")
    _mark(line, "end")


def _mark(line: Paragraph, kind: str) -> BaseOxmlElement:
    made = OxmlElement("w:fldChar")
    made.set(qn("w:fldCharType"), kind)
    line.add_run().element.append(made)
    return made


def _element(line: Paragraph) -> BaseOxmlElement:
    """The XML of a paragraph, for what docx has no words for."""
    found: BaseOxmlElement = line.paragraph_format.element
    return found


def _style(
    paper: Paper,
    name: str,
    size: tuple[float, tuple[float, float]],
    *,
    bold: bool,
    colour: RGBColor,
) -> None:
    style = paper.styles[name]
    points, (before, after) = size
    style.font.name, style.font.size = FONT, Pt(points)
    style.font.bold, style.font.italic, style.font.color.rgb = bold, False, colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for which in ("w:eastAsia", "w:ascii", "w:hAnsi", "w:cs"):
        fonts.set(qn(which), FONT)
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(theme), None)
    style.paragraph_format.space_before = Pt(before)
    style.paragraph_format.space_after = Pt(after)
    if name in ("Heading 1", "Heading 2", "Caption"):
        style.paragraph_format.keep_with_next = True


def _foot(line: Paragraph, words: str) -> None:
    line.add_run(f"{words}\t\t")  # past the middle, to the stop on the right
    field(line, "PAGE")
    line.add_run(" / ")
    field(line, "NUMPAGES")
    _lined(_element(line).get_or_add_pPr(), "top", "D9D9D9")


def _hairlines(paper: Paper) -> None:
    """Tables are ruled in light gray, so that words come first."""
    rules = next(paper.styles[RULED].element.iter(qn("w:tblBorders")))
    for line in rules:
        line.set(qn("w:color"), "BFBFBF")


def _lined(rules: BaseOxmlElement, side: str, colour: str, *, wide: int = 4) -> None:
    """A line at one side of a paragraph."""
    borders, line = OxmlElement("w:pBdr"), OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", str(wide)), ("space", "6"), ("color", colour)):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    rules.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _shade(colour: str) -> BaseOxmlElement:
    made = OxmlElement("w:shd")
    made.set(qn("w:val"), "clear")
    made.set(qn("w:fill"), colour)
    return made


def _fill(cell: Place, words: str, *, bold: bool, number: bool) -> None:
    line = cell.paragraphs[0]
    line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(2)
    if number:
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    run = line.add_run(words)
    run.bold, run.font.size = bold, Pt(9)


def _shared(right: Sequence[bool]) -> list[float]:
    """Widths where none were asked for: numbers narrow, words share what is left."""
    words = max(1, right.count(False))
    narrow = min(34.0, WIDTH / len(right))
    rest = WIDTH - narrow * right.count(True)
    return [narrow if number else rest / words for number in right]


def _widths(made: Table, millimetres: Sequence[float]) -> None:
    for column, width in zip(made.columns, millimetres, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
