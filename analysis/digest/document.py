"""政策論点集 as a Word file: the form in which it is handed in.

`write` takes the plain form of a digest, of drafts or of a published edition alike; what an
issue does not have yet (主管課, 取り組み) is printed as a line to fill in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as Paper
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table as Grid
from docx.text.paragraph import Paragraph

from analysis.digest.priorities import PARTS
from analysis.digest.stating import bare
from analysis.presentation import decimal

FONT = "Yu Gothic"
BLUE = RGBColor(0x00, 0x17, 0xC1)
GRAY = RGBColor(0x4D, 0x4D, 0x4D)
MOST_VOICES = 8
TO_FILL_IN = "（担当課で記入）"


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands on the first page. `lines` are short facts: edition, date, sources, n."""

    title: str
    subtitle: str
    lines: Sequence[str]
    preface: str = ""
    notes: Sequence[str] = field(default=())


def write(cover: Cover, issues: Sequence[Mapping[str, Any]]) -> bytes:
    """Write a digest of issues, in the order given, as a .docx file."""
    paper = Document()
    _page(paper)
    _cover(paper, cover)
    _overview(paper, issues)
    for number, issue in enumerate(issues, 1):
        _issue(paper, number, issue)
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


def _page(paper: Paper) -> None:
    """A4, a Japanese typeface everywhere, page numbers at the foot."""
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin = section.bottom_margin = Mm(20)
    for name, size, colour in (
        ("Normal", 10.5, None),
        ("Title", 24, BLUE),
        ("Heading 1", 16, BLUE),
        ("Heading 2", 12, None),
    ):
        style = paper.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
        if colour is not None:
            style.font.color.rgb = colour
    paper.styles["Heading 2"].font.color.rgb = RGBColor(0x1A, 0x1A, 0x1A)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _field(foot, "PAGE")


def _cover(paper: Paper, cover: Cover) -> None:
    paper.add_heading(cover.title, level=0)
    _say(paper, cover.subtitle, size=13)
    for line in cover.lines:
        _say(paper, line, colour=GRAY)
    if cover.preface:
        paper.add_paragraph(cover.preface)
    if cover.notes:
        paper.add_heading("読むときの注意", level=2)
        for note in cover.notes:
            paper.add_paragraph(note, style="List Bullet")


def _overview(paper: Paper, issues: Sequence[Mapping[str, Any]]) -> None:
    paper.add_heading("論点の一覧", level=1)
    rows = [
        [
            str(number),
            issue["desired_state"] or TO_FILL_IN,
            issue["topic"],
            issue["field"],
            decimal(float(issue["priority"])),
        ]
        for number, issue in enumerate(issues, 1)
    ]
    grid = _grid(paper, ["順位", "ありたい姿", "手がかりの言葉", "政策分野", "優先度"], rows)
    _widths(grid, [12, 66, 46, 26, 16])


def _issue(paper: Paper, number: int, issue: Mapping[str, Any]) -> None:
    heading = paper.add_heading(f"{number}　{issue['desired_state'] or issue['topic']}", level=1)
    heading.paragraph_format.page_break_before = True
    facts = [
        issue["field"],
        issue.get("horizon") or "未定",
        issue.get("section") or TO_FILL_IN,
        issue.get("related_sections") or TO_FILL_IN,
    ]
    _grid(paper, ["政策分野", "区分", "主管課", "関係課"], [facts])
    _priority(paper, issue)
    for title, words in (
        ("現状", issue["present_state"]),
        ("課題（ありたい姿との隔たり）", issue["gap"]),
        ("取り組み", issue.get("measures", "")),
    ):
        paper.add_heading(title, level=2)
        paper.add_paragraph(words or TO_FILL_IN)
    told = [each["statement"] for each in issue["evidence"]]
    _evidence(paper, [each for each in told if bare(each) not in issue["present_state"]])
    _voices(paper, issue["voices"][:MOST_VOICES])


def _evidence(paper: Paper, statements: Sequence[str]) -> None:
    """The sentences that 現状 does not already say word for word."""
    if statements:
        paper.add_heading("根拠", level=2)
    for statement in statements:
        line = paper.add_paragraph(statement, style="List Bullet")
        line.paragraph_format.space_after = Pt(2)


def _voices(paper: Paper, voices: Sequence[Mapping[str, Any]]) -> None:
    if not voices:
        return
    paper.add_heading("生の声", level=2)
    for voice in voices:
        line = paper.add_paragraph()
        line.paragraph_format.left_indent = Mm(6)
        line.paragraph_format.space_after = Pt(3)
        line.add_run(f"「{' '.join(str(voice['text']).split())}」")
        who = "・".join(voice.get("attributes") or ())
        said = "、".join(part for part in (who, voice.get("origin", "")) if part)
        if said:
            aside = line.add_run(f"（{said}）")
            aside.font.color.rgb, aside.font.size = GRAY, Pt(9)


def _priority(paper: Paper, issue: Mapping[str, Any]) -> None:
    known = {name: issue["parts"].get(name) for name in PARTS}
    if all(value is None for value in known.values()):
        return
    _say(paper, "", size=4)
    scores = ["－" if value is None else decimal(float(value)) for value in known.values()]
    _grid(paper, ["優先度", *PARTS.values()], [[decimal(float(issue["priority"])), *scores]])
    if issue.get("why"):
        _say(paper, issue["why"], size=9, colour=GRAY)


def _say(paper: Paper, words: str, *, size: float = 10.5, colour: RGBColor | None = None) -> None:
    run = paper.add_paragraph().add_run(words)
    run.font.size = Pt(size)
    if colour is not None:
        run.font.color.rgb = colour


def _grid(paper: Paper, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Grid:
    """A ruled table with a shaded head."""
    grid: Grid = paper.add_table(rows=1 + len(rows), cols=len(heads))
    grid.style = paper.styles["Table Grid"]
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    grid.autofit = False
    for cell, head in zip(grid.rows[0].cells, heads, strict=True):
        cell.paragraphs[0].add_run(head).bold = True
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), "E8F1FE")
        cell.paragraphs[0].paragraph_format.element.getparent().get_or_add_tcPr().append(shade)
    for row, words in zip(grid.rows[1:], rows, strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
            cell.paragraphs[0].paragraph_format.space_after = Pt(2)
    return grid


def _widths(grid: Grid, millimetres: Sequence[int]) -> None:
    for column, width in zip(grid.columns, millimetres, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def _field(paragraph: Paragraph, code: str) -> None:
    """A field Word fills in itself, such as the page number."""
    for kind, text in (("begin", None), (None, code), ("end", None)):
        run = paragraph.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run.element.append(mark)
