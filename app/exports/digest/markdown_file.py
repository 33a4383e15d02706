"""Markdown: the digest as plain text with headings and tables, charts as their tables."""

import re
from collections.abc import Iterator
from typing import ClassVar

from app.exports.digest.cells import Grid, numeric
from app.exports.digest.content import READING, Chapter, Content

_MEANT = re.compile(r"([\\`*_{}\[\]<>#|~])")


class DigestMarkdown:
    """A .md file (CommonMark with tables)."""

    name: ClassVar[str] = "digest.md"

    def write(self, content: Content) -> bytes:
        return ("\n".join(_lines(content)) + "\n").encode()


def _lines(content: Content) -> Iterator[str]:
    yield f"# {_plain(content.municipality)} {_plain(content.title)}（{_plain(content.stage)}）"
    yield ""
    for mark in content.marks:
        yield f"**{mark}**"
        yield ""
    yield f"{_plain(content.plan)}　{content.date_line}"
    yield from ("", "## はじめに", "")
    yield from _typed(content.preface)
    yield from (f"- {point}" for point in READING)
    yield from ("", "## 論点の一覧", "")
    yield from _grid(content.overview)
    yield from ("", f"### {content.by_field.title}", "")
    yield from _grid(content.by_field)
    for chapter in content.chapters:
        yield from _chapter(chapter)
    yield from ("", "## 付録　方法と限界")
    for section in content.method:
        yield from ("", f"### {section.title}", "")
        for words in section.paragraphs:
            yield from (_plain(words), "")
        if section.grid:
            yield from _grid(section.grid)
        yield from (f"- {_plain(point)}" for point in section.points)


def _chapter(chapter: Chapter) -> Iterator[str]:
    yield from ("", f"## 論点{chapter.number}　{_plain(chapter.title)}", "")
    yield from (f"- {name}: {_plain(words)}" for name, words in chapter.facts)
    if chapter.reason:
        yield f"- 区分の理由: {_plain(chapter.reason)}"
    if chapter.parts:
        told = "・".join(f"{name} {value}" for name, value in chapter.parts)
        yield f"- 優先度: {chapter.priority}（100点満点。{told}）"
    yield ""
    yield from (f"- **{big.share}** {_plain(big.words)}（{big.base}）" for big in chapter.big)
    for title, words in chapter.texts:
        yield from ("", f"### {title}", "")
        yield from _typed(words)
    yield from _numbers(chapter)
    yield from _said(chapter)


def _numbers(chapter: Chapter) -> Iterator[str]:
    for picture in chapter.pictures:
        yield from ("", f"### {picture.name}　{_plain(picture.title)}", "")
        yield from _grid(picture.grid)
        yield f"資料: {_plain(picture.source)}"
    if chapter.gaps:
        yield from ("", f"### {chapter.gaps.title}", "")
        yield from _grid(chapter.gaps)
    told_not = [each.words for each in chapter.evidence if not each.told]
    if told_not:
        yield from ("", "### 根拠となる数字", "")
    yield from (f"- {_plain(words)}" for words in told_not)


def _said(chapter: Chapter) -> Iterator[str]:
    if chapter.voices:
        yield from ("", "### 生の声", "")
    for voice in chapter.voices:
        yield f"> 「{_plain(voice.words)}」" + (f"― {_plain(voice.by)}" if voice.by else "")
        yield ""


def _grid(grid: Grid) -> Iterator[str]:
    """A table; cells of one line each."""
    yield f"| {' | '.join(_plain(head) for head in grid.heads)} |"
    marks = ["---:" if numeric(grid, place) else "---" for place in range(len(grid.heads))]
    yield f"| {' | '.join(marks)} |"
    for row in grid.words():
        yield f"| {' | '.join(_plain(cell) for cell in row)} |"
    yield ""
    if grid.note:
        yield from (grid.note, "")


def _typed(words: str) -> Iterator[str]:
    """Lines somebody typed, each kept apart."""
    for line in words.splitlines():
        yield _plain(line) + "  "
    yield ""


def _plain(words: str) -> str:
    """Words in which no sign means anything."""
    return _MEANT.sub(r"\\\1", " ".join(words.split("\n")))
