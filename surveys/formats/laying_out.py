"""The sheets of the Excel form laid out as the document's own form, with where each cell stood."""

import re
from dataclasses import dataclass, field
from typing import Any

from surveys.formats import cells, form
from surveys.formats.base import Areas, Found, Path, Place, Problem, Reading, Unreadable
from surveys.formats.columns import (
    COLUMNS,
    EXAMPLE,
    GUIDE,
    HEADINGS,
    LANGUAGES,
    LINES,
    OVERVIEW,
    QUESTIONS,
    SECTION_COLUMNS,
    SECTIONS,
    TRANSLATION_COLUMNS,
    TRANSLATIONS,
    Column,
    key_of,
)
from surveys.formats.notation import plain
from surveys.formats.table import Line, Table, table
from surveys.formats.workbook import Sheet

FILL = "「%(name)s」の欄を埋めてください"
BEGIN = "「設問」シートに、1行に1問ずつ書いてください"
KEEP_CODE = "あとから変えないように、「設問コード」の欄に書いておいてください"
ENGLISH = "English"
NOT_USED = "読み込みには使いませんでした"
CONTINUED = {"choices", "others", "rows"}  # what may go on in the rows under a question
DAYS = {"earliest", "latest"}
_LANGUAGE = re.compile(r"^(?:.*\()?([A-Z]{2,8}(?:-[A-Z0-9]{1,8})*)\)?$")


@dataclass(slots=True)
class Laid:
    """What the sheets say so far.

    Attributes:
        said: the document's own form.
        places: where each part of it stands; a part that is not there has its neighbour's.
        notes: what the reader should know, though nothing is wrong.
    """

    book: dict[str, Sheet]
    said: dict[str, Any] = field(default_factory=dict)
    places: dict[Path, Place] = field(default_factory=dict)
    notes: list[Problem] = field(default_factory=list)
    found: Found = field(init=False)

    def __post_init__(self) -> None:
        self.found = Found(self.place, names=HEADINGS, fill=FILL, begin=BEGIN)

    def place(self, path: Path) -> Place:
        near = path
        while near not in self.places and near:
            near = near[:-1]
        return self.places.get(near) or Place((0, 0, 0), f"「{OVERVIEW}」シート")

    def put(self, path: Path, sheet: Sheet, row: int, column: int, heading: str = "") -> None:
        """Remember where a part stands."""
        order = (list(self.book).index(sheet.name), row, column)
        words = f"「{sheet.name}」シート {row + 1}行目" + (f"「{heading}」" if heading else "")
        self.places[path] = Place(order, words)

    def take(self, key: str, cell: str, path: Path, into: dict[str, Any]) -> None:
        """Add what a cell says; words it cannot mean are a problem, and stay for the schema."""
        try:
            into |= cells.read(key, cell)
        except cells.CellUnreadable as error:
            into[key] = cell
            what = f"「{HEADINGS.get(key, key)}」の「{cell}」が読めません"
            self.found.add((*path, key), what, error.advice)

    def table(self, name: str, columns: tuple[Column, ...], *needed: str) -> Table | None:
        """The table of a sheet, if there is one; columns it does not know are noted."""
        found = table(self.book[name], columns, *needed) if name in self.book else None
        for heading, column in found.strange if found else ():
            where = f"「{name}」シート {letter(column)}列"
            self.notes.append(Problem(where, f"「{heading}」の列", NOT_USED))
        return found


def lay_out(book: dict[str, Sheet], areas: Areas | None) -> Reading:
    """Read the sheets of a book.

    Raises:
        Unreadable: no sheet has questions.
    """
    laid = Laid(book)
    asked = _asked(laid)
    _overview(laid)
    _questions(laid, asked, _sections(laid, asked))
    _translations(laid)
    return form.read(laid.said, laid.found, areas, tuple(laid.notes))


def _overview(laid: Laid) -> None:
    sheet = laid.book.get(OVERVIEW)
    for row, words in enumerate(sheet.rows if sheet else ()):
        filled = [(column, cell) for column, cell in enumerate(words) if cell]
        key = key_of(filled[0][1], LINES) if filled else ""
        if sheet is None or not key:
            continue
        laid.put((key,), sheet, row, filled[0][0])
        cell = sheet.cell(row, filled[0][0] + 1)
        if cell:
            laid.take(key, cell, (), laid.said)


def _asked(laid: Laid) -> Table:
    """The table of questions: of its own sheet, else of the first that looks like one."""
    named = [name for name in laid.book if name == QUESTIONS]
    for name in (*named, *(name for name in laid.book if name not in (QUESTIONS, EXAMPLE, GUIDE))):
        found = laid.table(name, COLUMNS, "label", "kind")
        if found:
            laid.places["questions",] = Place((list(laid.book).index(name),), f"「{name}」シート")
            return found
    advice = (
        "「設問文」と「設問形式」の見出しがあるか、確かめてください。"
        "記入用のExcelから作ると確かです"
    )
    raise Unreadable(f"「{QUESTIONS}」シート", "設問の表が見つかりません", advice)


def _sections(laid: Laid, asked: Table) -> dict[str, int]:
    """The place of each section by its title and its code: none where nothing is divided."""
    known: dict[str, int] = {}
    sections: list[dict[str, Any]] = []
    listed = laid.table(SECTIONS, SECTION_COLUMNS, "title")
    for line in listed.lines("title") if listed else ():
        _line(laid, ("sections", len(sections)), line, listed)
        for name in (line.said.get("title", ""), line.said.get("code", "")):
            known.setdefault(name, len(sections))
        sections.append({"title": "", **line.said, "questions": []})
    for line in asked.lines("label"):
        title = line.said.get("section", "")
        if title and title not in known:
            known[title] = len(sections)
            laid.put(("sections", len(sections)), asked.sheet, line.row, 0)
            sections.append({"title": title, "questions": []})
    if sections:
        laid.said["sections"] = sections
    return known


def _questions(laid: Laid, asked: Table, sections: dict[str, int]) -> None:
    """Each row a question; a row with choices alone goes on with the question above."""
    home: dict[str, Any] = laid.said["sections"][0] if sections else laid.said
    path: Path = ("sections", 0) if sections else ()
    names = _Names({line.said["code"] for line in asked.lines("label") if "code" in line.said})
    entry: dict[str, Any] = {}
    for line in asked.lines("label"):
        if entry and not set(line.said) - CONTINUED:
            _go_on(entry, line)
            continue
        if line.said.get("section"):
            number = sections[line.said["section"]]
            home, path = laid.said["sections"][number], ("sections", number)
        mine = home.setdefault("questions", [])
        here = (*path, "questions", len(mine))
        entry = _entry(laid, line, here, asked)
        if "code" not in entry:
            entry["code"] = names.next()
            what = f"設問コードがないので「{entry['code']}」を付けました"
            laid.notes.append(Problem(laid.place(here).words, what, KEEP_CODE))
        mine.append(entry)


@dataclass(slots=True)
class _Names:
    """Codes for the questions that were given none: q1, q2 … by their place."""

    taken: set[str]
    number: int = 0

    def next(self) -> str:
        self.number += 1
        while f"q{self.number}" in self.taken:
            self.number += 1
        return f"q{self.number}"


def _entry(laid: Laid, line: Line, path: Path, asked: Table) -> dict[str, Any]:
    _line(laid, path, line, asked)
    entry: dict[str, Any] = {}
    for key, cell in line.said.items():
        if key not in DAYS and (line.row, asked.heads[key]) in asked.sheet.dates:
            what = f"「{HEADINGS[key]}」のセルをExcelが日付に変えています"
            advice = "セルの書式を「文字列」にして、入力し直してください"
            laid.found.add((*path, key), what, advice)
        elif key != "section":
            laid.take(key, cell, path, entry)
    if "levels" in entry and "choices" not in entry:
        entry["areas"] = "、".join(entry.pop("levels"))
        laid.places[*path, "areas"] = laid.place((*path, "levels"))
    return entry


def _line(laid: Laid, path: Path, line: Line, where: Table | None) -> None:
    """Remember where a row and each of its cells stand."""
    if where is None:
        return
    laid.put(path, where.sheet, line.row, 0)
    for key, column in where.heads.items():
        laid.put((*path, key), where.sheet, line.row, column, HEADINGS[key])


def _go_on(entry: dict[str, Any], line: Line) -> None:
    for key in CONTINUED & set(line.said):
        entry[key] = [*entry.get(key, ()), *cells.read(key, line.said[key])[key]]


def _translations(laid: Laid) -> None:
    for name in (TRANSLATIONS, ENGLISH):
        found = table(laid.book[name], TRANSLATION_COLUMNS, "path") if name in laid.book else None
        if found is None:
            continue
        for heading, column in found.strange:
            language = _language(heading)
            if language:
                _words(laid, found, language, column)
            else:
                where = f"「{name}」シート {letter(column)}列"
                laid.notes.append(Problem(where, f"「{heading}」の列", NOT_USED))


def _words(laid: Laid, found: Table, language: str, column: int) -> None:
    told: dict[str, str] = laid.said.setdefault("translations", {}).setdefault(language, {})
    for row in range(found.head + 1, len(found.sheet.rows)):
        path = found.sheet.cell(row, found.heads["path"])
        words = found.sheet.cell(row, column)
        if path and words:
            told[path] = words
            laid.put(("translations", language, path), found.sheet, row, column, language)


def _language(heading: str) -> str:
    """The language of a column; "" = the heading is no language."""
    said = plain(heading)
    for code, words in LANGUAGES.items():
        if said in words:
            return code
    found = _LANGUAGE.match(said)
    return found[1].lower() if found else ""


def letter(column: int) -> str:
    """The letter of a column, from 0."""
    more, last = divmod(column, 26)
    return (letter(more - 1) if more else "") + chr(ord("A") + last)
