"""PDF: the whole digest as a paper, from its cover to its method and limits."""

from dataclasses import asdict
from typing import Any, ClassVar

from app.exports.digest.cells import Grid, numeric
from app.exports.digest.content import READING, Chapter, Content
from app.exports.digest.drawing import drawn, prepare, width
from app.exports.digest.pictures import Picture
from app.exports.pdf import pdf


class DigestPdf:
    """A .pdf file, tagged, with bookmarks; equal content gives equal bytes."""

    name: ClassVar[str] = "digest.pdf"

    def write(self, content: Content) -> bytes:
        prepare(drawn, content.pictures)
        return pdf("digest", _told(content), content.made_at)


def heading(content: Content) -> dict[str, Any]:
    """What every paper of an edition says of it."""
    return {
        "full_title": f"{content.municipality} {content.title}（{content.stage}）",
        "municipality": content.municipality,
        "plan": content.plan,
        "title": content.title,
        "stage": content.stage,
        "date_line": content.date_line,
        "marks": list(content.marks),
        "foot": content.foot,
    }


def printed_grid(grid: Grid | None) -> dict[str, Any] | None:
    """A table as a paper sets it: words, and which columns are of numbers."""
    if grid is None:
        return None
    return {
        "title": grid.title,
        "heads": list(grid.heads),
        "rows": grid.words(),
        "numeric": [numeric(grid, column) for column in range(len(grid.heads))],
        "marked": list(grid.marked),
        "note": grid.note,
    }


def _told(content: Content) -> dict[str, Any]:
    return heading(content) | {
        "preface": content.preface,
        "reading": READING,
        "overview": printed_grid(content.overview),
        "by_field": printed_grid(content.by_field),
        "chapters": [_chapter(each) for each in content.chapters],
        "method": [
            asdict(section) | {"grid": printed_grid(section.grid)} for section in content.method
        ],
    }


def _chapter(chapter: Chapter) -> dict[str, Any]:
    return {
        "number": chapter.number,
        "title": chapter.title,
        "facts": chapter.facts,
        "reason": chapter.reason,
        "big": [asdict(each) | {"share": str(each.share)} for each in chapter.big],
        "texts": chapter.texts,
        "pictures": [_picture(each) for each in chapter.pictures],
        "gaps": printed_grid(chapter.gaps),
        "evidence": [each.words for each in chapter.evidence if not each.told],
        "voices": [asdict(each) for each in chapter.voices],
        "priority": str(chapter.priority),
        "parts": chapter.parts,
    }


def _picture(picture: Picture) -> dict[str, Any]:
    return {
        "name": picture.name,
        "title": picture.title,
        "alt": picture.alt,
        "source": picture.source,
        "svg": drawn(picture).decode(),
        "width": width(picture),
        "grid": printed_grid(picture.grid),
    }
