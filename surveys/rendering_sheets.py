"""翻訳の表: what a translator is given and gives back, a row a text and a column a language."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from unicodedata import normalize

from xlsxwriter import Workbook

from surveys import renderings
from surveys.documents import SOURCE_LANGUAGE, Document
from surveys.errors import N_, SurveyError
from surveys.formats import workbook
from surveys.formats.base import MOST_BYTES, Unreadable
from surveys.formats.workbook import Sheet
from surveys.renderings import Group

SHEET, GUIDE = "翻訳", "翻訳する方へ"
PATH, WHERE, JAPANESE = HEAD = ("場所", "設問", "日本語")
_WIDTHS, _WIDE = (14, 20, 48), 48
_FACE = {"font_name": "Yu Gothic", "font_size": 10, "text_wrap": True, "valign": "top"}
_EDGED = _FACE | {"border": 1, "border_color": "#D9D9D9"}
_HEAD, _FIXED = {"bold": True, "bg_color": "#E8F1FE"}, {"bg_color": "#F8F8FB"}
_OPEN = {"locked": False, "num_format": "@"}
_LANGUAGE = re.compile(r"\(([A-Za-z]{2,3}(?:-[A-Za-z]{1,8})?)\)\s*$")
_NOTES = (
    (
        "「日本語」を見て、右の列に訳を書いてください。左の3列は変えないでください。",
        "Translate column C into the columns to its right. Please leave columns A to C alone.",
    ),
    (
        "空けたままのところは、回答の画面に日本語のまま出ます。",
        "What is left blank is shown in Japanese.",
    ),
    (
        "{q3} のような { } には前の答えが入ります。{ } のまま、訳の合う位置に置いてください。",
        "{q3} and the like stand for an earlier answer. Keep them, braces and all, where they fit.",
    ),
    (
        "漢字《かんじ》や ｜範囲《はんい》の《 》は、ふりがなです。ほかの言語には要りません。",
        "《 》 after a word is its Japanese reading. Leave it out of other languages.",
    ),
    (
        "選択肢は短く、同じ言葉には同じ訳を使ってください。",
        "Keep choices short, and say the same thing in the same words.",
    ),
)


class NotARenderingSheet(SurveyError):
    message = N_(
        "翻訳のファイルではないようです。この画面から保存したExcelの「場所」「日本語」の列と、"
        "「英語 (en)」のような言語の列を残したまま、訳を書いてください"
    )


class SheetUnreadable(SurveyError):
    message = N_("%(what)s。%(advice)s")


class PathTwice(SurveyError):
    message = N_("同じ場所の行が2つあります。1つにしてください")


class ColumnTwice(SurveyError):
    message = N_("「%(language)s」の列が2つあります。どちらか1つにしてください")


Row = tuple[int, str, str, dict[str, str]]  # its number, path, Japanese, {language: text}


@dataclass(frozen=True, slots=True)
class Change:
    """A text that the sheet says otherwise.

    Attributes:
        before: its translation now, "" = there is none.
        older: the Japanese of the sheet, where the questionnaire says something else now.
    """

    language: str
    path: str
    japanese: str
    before: str
    after: str
    older: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """A sheet that came back.

    Attributes:
        changes: what it would change; an empty cell changes nothing.
        problems: (row, language, what is wrong); with any, nothing is kept.
        unknown: the places of rows that the questionnaire does not have.
        missing: {language: how many texts would still have no translation}.
    """

    changes: Sequence[Change]
    problems: Sequence[tuple[int, str, SurveyError]]
    unknown: Sequence[str]
    missing: Mapping[str, int] = field(default_factory=dict)


def write(document: Document, groups: Sequence[Group], named: Mapping[str, str]) -> bytes:
    """The sheet with a column for each language of `named`, and a page of advice to translators."""
    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(out, options) as book:
        _table(book, document, groups, named)
        guide = book.add_worksheet(GUIDE)
        guide.set_column(0, 1, 60)
        face = book.add_format(_FACE)
        for line, words in enumerate(_NOTES):
            for column, text in enumerate(words):
                guide.write_string(line, column, text, face)
    return out.getvalue()


def _table(
    book: Workbook, document: Document, groups: Sequence[Group], named: Mapping[str, str]
) -> None:
    head, fixed, open_ = (book.add_format(_EDGED | look) for look in (_HEAD, _FIXED, _OPEN))
    sheet = book.add_worksheet(SHEET)
    names = [f"{name} ({language})" for language, name in named.items()]
    for column, name in enumerate((*HEAD, *names)):
        sheet.set_column(column, column, (*_WIDTHS, *[_WIDE] * len(names))[column])
        sheet.write_string(0, column, name, head)
    listed = [(group.title, place) for group in groups for place in group.places]
    for row, (title, place) in enumerate(listed, 1):
        told = [document.translations.get(each, {}).get(place.path, "") for each in named]
        for column, text in enumerate((place.path, f"{title} {place.what}", place.japanese, *told)):
            sheet.write_string(row, column, text, fixed if column < len(HEAD) else open_)
    sheet.freeze_panes(1, len(HEAD))
    # Kept from slips, not from people: there is no password.
    sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})
    sheet.autofilter(0, 0, len(listed), len(HEAD) + len(names) - 1)


def read(content: bytes, document: Document) -> Read:
    """What a sheet would change.

    Raises:
        SheetUnreadable, NotARenderingSheet, ColumnTwice
    """
    rows, spoken = _rows(content, document)
    now = renderings.places(document)
    changes: list[Change] = []
    problems: list[tuple[int, str, SurveyError]] = []
    unknown: list[str] = []
    seen: set[str] = set()
    for line, path, japanese, told in rows:
        if path not in now:
            unknown.append(path)
            continue
        if path in seen:
            problems.append((line, "", PathTwice()))
        seen.add(path)
        met = _changes(document, (path, now[path]), japanese, told)
        changes += met
        problems += [
            (line, each.language, error)
            for each in met
            for error in renderings.wrong(document, {path: each.after}).values()
        ]
    return Read(changes, problems, unknown, _missing(document, spoken, changes))


def _changes(
    document: Document, place: tuple[str, str], japanese: str, told: Mapping[str, str]
) -> list[Change]:
    path, now = place
    older = japanese if japanese and not _same(japanese, now) else ""
    found = []
    for language, text in told.items():
        before = document.translations.get(language, {}).get(path, "")
        if text and text != before:
            found.append(Change(language, path, now, before, text, older))
    return found


def _missing(
    document: Document, spoken: Sequence[str], changes: Sequence[Change]
) -> dict[str, int]:
    whole = len(renderings.places(document))
    new = {(each.language, each.path) for each in changes if not each.before}
    return {
        language: whole
        - renderings.done(document, language)
        - sum(said == language for said, _ in new)
        for language in spoken
    }


def _rows(content: bytes, document: Document) -> tuple[list[Row], list[str]]:
    """Every row below the head, and the languages of its columns."""
    for sheet in _sheets(content).values():
        for top, row in enumerate(sheet.rows):
            cells = [cell.strip() for cell in row]
            spoken = _spoken(cells, document)
            if PATH in cells and JAPANESE in cells and spoken:
                places = (cells.index(PATH), cells.index(JAPANESE))
                listed = (_row(sheet, n, places, spoken) for n in range(top + 1, len(sheet.rows)))
                return [each for each in listed if each[1]], list(spoken.values())
    raise NotARenderingSheet


def _spoken(cells: Sequence[str], document: Document) -> dict[int, str]:
    """{column: its language}, as the questionnaire spells it: a column (EN) is its English.

    Raises:
        ColumnTwice
    """
    known = {each.lower(): each for each in document.translations}
    found: dict[int, str] = {}
    for at, cell in enumerate(cells):
        met = _LANGUAGE.search(normalize("NFKC", cell))
        language = renderings.tag(met[1]) if met else SOURCE_LANGUAGE
        language = known.get(language.lower(), language)
        if language in found.values():
            raise ColumnTwice(language=cell)
        if language != SOURCE_LANGUAGE:
            found[at] = language
    return found


def _row(sheet: Sheet, line: int, places: tuple[int, int], spoken: Mapping[int, str]) -> Row:
    path, japanese = (sheet.cell(line, at).strip() for at in places)
    told = {language: sheet.cell(line, at).strip() for at, language in spoken.items()}
    return line + 1, path, japanese, told


def _sheets(content: bytes) -> Mapping[str, Sheet]:
    if len(content) > MOST_BYTES:
        raise SheetUnreadable(what="ファイルが大きすぎます", advice="2MBまでにしてください")
    try:
        return workbook.sheets(content)
    except Unreadable as error:
        raise SheetUnreadable(what=error.problem.what, advice=error.problem.advice) from None


def _same(one: str, other: str) -> bool:
    """Whether a spreadsheet could have made one text of the other, turning lines and spaces."""
    return "".join(one.split()) == "".join(other.split())
