"""Excel: the digest as lists to sort and filter, numbers as numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import ClassVar

from xlsxwriter import Workbook
from xlsxwriter.format import Format as Look
from xlsxwriter.worksheet import Worksheet

from analysis.digest.priorities import PARTS
from app.exports.digest.cells import Amount, Cell
from app.exports.digest.content import Chapter, Content

FORMS = {"share": "0.0%", "points": "+0.0%;-0.0%;0.0%", "count": "#,##0", "score": "0.0"}
LONGEST_FOOT = 100  # letters; Excel takes 255 with all marks
LINE, HIGHEST = 16, 409  # points: of a line, and the most that a row can be high
_WRAPPED = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#D9D9D9"}
_HEAD = {**_WRAPPED, "bold": True, "bg_color": "#E8F1FE"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: heads with the widths of their columns, and rows."""

    name: str
    heads: tuple[tuple[str, int], ...]
    rows: tuple[tuple[Cell, ...], ...]


class DigestExcel:
    """An .xlsx file; equal content gives equal bytes."""

    name: ClassVar[str] = "digest.xlsx"

    def write(self, content: Content) -> bytes:
        out = BytesIO()
        with Workbook(out, {"in_memory": True}) as book:
            made_at = content.made_at.replace(tzinfo=None, microsecond=0)
            title = f"{content.municipality} {content.title}（{content.stage}）"
            book.set_properties(
                {"title": title, "author": content.municipality, "created": made_at}
            )
            looks = {form: book.add_format(_WRAPPED | {"num_format": f}) for form, f in _forms()}
            head, bold = book.add_format(_HEAD), book.add_format({"bold": True, "font_size": 13})
            for each in _sheets(content):
                sheet = book.add_worksheet(each.name)
                _set_up(sheet, each, content)
                sheet.write_string(0, 0, "　".join([title, *content.marks, each.name]), bold)
                for column, (words, width) in enumerate(each.heads):
                    sheet.set_column(column, column, width)
                    sheet.write_string(1, column, words, head)
                _fill(sheet, each, looks)
        return out.getvalue()


def _forms() -> Iterator[tuple[str, str]]:
    yield from FORMS.items()
    yield "text", "@"


def _set_up(sheet: Worksheet, each: Sheet, content: Content) -> None:
    sheet.freeze_panes(2, 2)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1)
    foot = content.foot[:LONGEST_FOOT].replace("&", "&&")
    sheet.set_footer(f"&L{foot}&R&P / &N")
    sheet.autofilter(1, 0, max(1, len(each.rows) + 1), len(each.heads) - 1)


def _fill(sheet: Worksheet, each: Sheet, looks: dict[str, Look]) -> None:
    """Words are never read as formulas; what may not be shown says so."""
    for place, row in enumerate(each.rows, 2):
        lines = max(_lines(str(cell), w) for cell, (_, w) in zip(row, each.heads, strict=True))
        sheet.set_row(place, min(lines * LINE, HIGHEST))
        for column, cell in enumerate(row):
            if isinstance(cell, Amount) and cell.value is not None:
                sheet.write_number(place, column, cell.value, looks[cell.form])
            else:
                sheet.write_string(place, column, str(cell), looks["text"])


def _lines(words: str, width: int) -> int:
    """Lines that words take in a column; a Japanese letter is as wide as two others."""
    parts = words.splitlines() or [""]
    sizes = [sum(2 if ord(letter) > 0xFF else 1 for letter in part) for part in parts]
    return sum(max(1, -(-size // width)) for size in sizes)


def _sheets(content: Content) -> tuple[Sheet, ...]:
    return (_list(content), _evidence(content), _numbers(content), _voices(content), _told(content))


def _list(content: Content) -> Sheet:
    heads = (
        *(("番号", 6), ("ありたい姿", 36), ("政策分野", 14), ("区分", 12), ("区分の理由", 30)),
        *(("主管課", 14), ("関係課", 20), ("現状", 60), ("課題", 50), ("取り組み", 40)),
        *(("優先度", 8), *((name, 9) for name in PARTS.values())),
    )
    return Sheet("一覧", heads, tuple(_line(chapter) for chapter in content.chapters))


def _line(chapter: Chapter) -> tuple[Cell, ...]:
    texts, parts = dict(chapter.texts), dict(chapter.parts)
    return (
        Amount(chapter.number, "count"),
        chapter.title,
        chapter.fact("政策分野"),
        chapter.fact("区分"),
        chapter.reason,
        chapter.fact("主管課"),
        chapter.fact("関係課"),
        *(texts[name] for name in ("現状", "課題", "取り組み")),
        chapter.priority,
        *(
            Amount(float(parts[name]), "count") if name in parts else "－"
            for name in PARTS.values()
        ),
    )


def _evidence(content: Content) -> Sheet:
    rows: list[tuple[Cell, ...]] = [
        (*_of(chapter), "大きな数字", f"{big.words}（{big.base}）", big.share, _people(big.n), "")
        for chapter in content.chapters
        for big in chapter.big
    ]
    rows += [
        (*_of(chapter), "根拠", each.words, "", _people(each.n), each.source)
        for chapter in content.chapters
        for each in chapter.evidence
    ]
    heads = (
        *(("番号", 6), ("ありたい姿", 30), ("種類", 12)),
        *(("文", 90), ("割合", 9), ("n", 9), ("調査", 36)),
    )
    return Sheet("根拠", heads, tuple(rows))


def _people(n: int) -> Cell:
    """The base of a sentence; one about no respondents has none."""
    return Amount(n, "count") if n else "－"


def _numbers(content: Content) -> Sheet:
    """Every chart cell by cell, and every difference between groups."""
    heads = (
        *(("番号", 6), ("ありたい姿", 30), ("図", 8), ("題", 44), ("項目", 34)),
        *(("何の値か", 24), ("値", 10)),
    )
    rows: list[tuple[Cell, ...]] = []
    for chapter in content.chapters:
        grids = [(each.name, each.grid) for each in chapter.pictures]
        for name, grid in [*grids, *([("違い", chapter.gaps)] if chapter.gaps else [])]:
            rows += [
                (*_of(chapter), name, grid.title, _label(row), head, cell)
                for row in grid.rows
                for head, cell in zip(grid.heads, row, strict=True)
                if isinstance(cell, Amount)
            ]
    return Sheet("図の数字", heads, tuple(rows))


def _label(row: Sequence[Cell]) -> str:
    return "・".join(cell for cell in row if isinstance(cell, str))


def _voices(content: Content) -> Sheet:
    rows = tuple(
        (*_of(chapter), voice.words, voice.by)
        for chapter in content.chapters
        for voice in chapter.voices
    )
    return Sheet(
        "声", (("番号", 6), ("ありたい姿", 30), ("声", 90), ("だれの・どこの声か", 44)), rows
    )


def _told(content: Content) -> Sheet:
    """Cover, preface and appendix, line by line."""
    rows: list[tuple[Cell, ...]] = [
        ("この冊子", "計画", content.plan),
        ("この冊子", "段階", content.stage),
        ("この冊子", "日付", content.date_line),
        ("はじめに", "", content.preface),
    ]
    for section in content.method:
        rows += [(section.title, "", words) for words in (*section.paragraphs, *section.points)]
        if section.grid:
            for row in section.grid.rows:
                pairs = zip(section.grid.heads[1:], row[1:], strict=True)
                rows += [
                    (section.title, f"{row[0]} {head}", cell) for head, cell in pairs if str(cell)
                ]
    return Sheet("方法", (("項目", 24), ("内訳", 40), ("内容", 100)), tuple(rows))


def _of(chapter: Chapter) -> tuple[Cell, Cell]:
    return Amount(chapter.number, "count"), chapter.title
