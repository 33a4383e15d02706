"""Word: the digest as sections go on writing in it, with styles, contents and page numbers."""

from io import BytesIO
from typing import ClassVar

from docx.document import Document as Paper
from docx.enum.text import WD_BREAK
from docx.shared import Pt

from app.exports.digest.cells import Grid
from app.exports.digest.content import READING, Chapter, Content
from app.exports.digest.drawing import prepare, printed, width
from app.exports.digest.method import Section
from app.exports.digest.word_paper import (
    BLUE,
    RED,
    SMALL,
    WIDTH,
    blank,
    contents,
    grid,
    picture,
    rule,
)
from app.exports.digest.word_paper import chapter as opened
from app.exports.steady import steady

PREFACE, LIST = "はじめに", "論点の一覧"
NUMBERS, METHOD = "付録1　図のもとになった数字", "付録2　方法と限界"


class DigestWord:
    """A .docx file; equal content gives equal bytes."""

    name: ClassVar[str] = "digest.docx"

    def write(self, content: Content) -> bytes:
        prepare(printed, content.pictures)
        paper = blank(content)
        titles = [PREFACE, LIST, *map(_title, content.chapters), NUMBERS, METHOD]
        marks = {title: f"_Toc{place:08d}" for place, title in enumerate(titles, 1)}
        _cover(paper, content)
        contents(paper, list(marks.items()))
        _opening(paper, content, marks)
        for chapter in content.chapters:
            opened(paper, _title(chapter), marks[_title(chapter)])
            _chapter(paper, chapter)
        opened(paper, NUMBERS, marks[NUMBERS])
        _numbers(paper, content)
        opened(paper, METHOD, marks[METHOD])
        for section in content.method:
            _section(paper, section)
        out = BytesIO()
        paper.save(out)
        return steady(out.getvalue())


def _title(chapter: Chapter) -> str:
    return f"論点{chapter.number}　{chapter.title}"


def _cover(paper: Paper, content: Content) -> None:
    rule(paper)
    paper.add_paragraph(content.municipality, style="Subtitle")
    paper.add_paragraph(content.plan, style="Subtitle")
    paper.add_paragraph(content.title, style="Title")
    line = paper.add_paragraph()
    for words in dict.fromkeys([content.stage, *content.marks]):
        run = line.add_run(f"【{words}】")
        run.bold, run.font.size = True, Pt(14)
        run.font.color.rgb = RED if words in content.marks else BLUE
    foot = paper.add_paragraph(content.date_line, style="Subtitle")
    foot.paragraph_format.space_before = Pt(300)
    paper.add_paragraph(content.municipality, style="Subtitle").runs[0].bold = True
    paper.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _opening(paper: Paper, content: Content, marks: dict[str, str]) -> None:
    opened(paper, PREFACE, marks[PREFACE])
    if content.preface:
        _typed(paper, content.preface)
    paper.add_heading("読み方", level=2)
    for point in READING:
        paper.add_paragraph(point, style="List Bullet")
    opened(paper, LIST, marks[LIST])
    grid(paper, content.overview, (14, 80, 28, 20, 24))
    paper.add_heading(content.by_field.title, level=2)
    grid(paper, content.by_field)


def _chapter(paper: Paper, chapter: Chapter) -> None:
    names, said = zip(*chapter.facts, strict=True)
    grid(paper, Grid("", names, (said,)), (36, 36, 42, 52))
    if chapter.reason:
        paper.add_paragraph(f"区分の理由: {chapter.reason}", style=SMALL)
    _big(paper, chapter)
    for title, words in chapter.texts:
        paper.add_heading(title, level=2)
        _typed(paper, words)
    _pictures(paper, chapter)
    if chapter.gaps:
        paper.add_heading(chapter.gaps.title, level=2)
        grid(paper, chapter.gaps, (54, 30, 24, 16, 28, 14))
    _evidence(paper, chapter)
    _voices(paper, chapter)
    if chapter.parts:
        told = "・".join(f"{name} {value}" for name, value in chapter.parts)
        paper.add_paragraph(f"優先度 {chapter.priority}（100点満点）　{told}", style=SMALL)


def _big(paper: Paper, chapter: Chapter) -> None:
    """Large figures side by side; a line of words under each."""
    if not chapter.big:
        return
    paper.add_paragraph().paragraph_format.space_after = Pt(0)
    table = paper.add_table(rows=1, cols=len(chapter.big))
    for cell, big in zip(table.rows[0].cells, chapter.big, strict=True):
        run = cell.paragraphs[0].add_run(str(big.share))
        run.bold, run.font.size, run.font.color.rgb = True, Pt(24), BLUE
        cell.paragraphs[0].paragraph_format.space_after = Pt(0)
        cell.add_paragraph(f"{big.words}（{big.base}）", style=SMALL)


def _pictures(paper: Paper, chapter: Chapter) -> None:
    for each in chapter.pictures:
        paper.add_paragraph(f"{each.name}　{each.title}", style="Caption")
        picture(paper, printed(each), each.alt, min(width(each), float(WIDTH)))
        paper.add_paragraph(f"資料: {each.source}", style=SMALL)


def _evidence(paper: Paper, chapter: Chapter) -> None:
    told = [each.words for each in chapter.evidence if not each.told]
    if told:
        paper.add_heading("根拠となる数字", level=2)
    for words in told:
        paper.add_paragraph(words, style="List Bullet")


def _voices(paper: Paper, chapter: Chapter) -> None:
    if chapter.voices:
        paper.add_heading("生の声", level=2)
    for voice in chapter.voices:
        line = paper.add_paragraph(f"「{voice.words}」", style="Quote")
        if voice.by:
            line.add_run(f"― {voice.by}").font.size = Pt(8.5)


def _numbers(paper: Paper, content: Content) -> None:
    for chapter in content.chapters:
        for each in chapter.pictures:
            paper.add_paragraph(f"{each.name}　{each.title}", style="Caption")
            grid(paper, each.grid)


def _section(paper: Paper, section: Section) -> None:
    paper.add_heading(section.title, level=2)
    for words in section.paragraphs:
        paper.add_paragraph(words)
    if section.grid:
        grid(paper, section.grid)
    for point in section.points:
        paper.add_paragraph(point, style="List Bullet")


def _typed(paper: Paper, words: str) -> None:
    for line in words.splitlines():
        paper.add_paragraph(line)
