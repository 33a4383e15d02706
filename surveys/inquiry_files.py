"""照会票のファイル: what each blank of a sheet is known by in a file, and a file that came back."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy.orm import Session

from surveys import inquiries, inquiry_answers
from surveys.errors import N_, SurveyError
from surveys.formats import workbook
from surveys.formats.base import Unreadable
from surveys.formats.workbook import Sheet
from surveys.inquiries import Asked, Blank, InquirySheet
from surveys.inquiry_answers import Place, Said, mark, tidy

NAME, DATE = "name", "date"  # the two boxes of 課長確認欄, which are of no issue
NEW, CHANGED, CLEARED, CLASH = "new", "changed", "cleared", "clash"
CHANGES = {
    NEW: N_("新しく書く"),
    CHANGED: N_("書き換える"),
    CLEARED: N_("空欄にする"),
    CLASH: N_("画面の文と食い違う"),
}
_KEY = re.compile(r"^照会([0-9]+)-([0-9]+)-([a-z_]+)-([0-9a-f]{12})-([0-9a-f]{8})$")
_ALIKE = re.compile(r"^照会[0-9]*-")


class NotAnInquiryFile(SurveyError):
    message = N_(
        "照会票のファイルではないようです。照会票の画面から保存したExcel（.xlsx）に書いて、"
        "そのファイルを選んでください"
    )


class FileUnreadable(SurveyError):
    message = N_("ファイルを読めません。%(what)s。%(advice)s")


class KeyBroken(SurveyError):
    message = N_(
        "%(line)d行目の照合番号（印刷されない列）が書き換わっています。照会票を保存し直し、回答だけを"
        "写してください"
    )


class KeyTwice(SurveyError):
    message = N_(
        "%(line)d行目の照合番号は、前の行にもあります。行を写して増やさず、1つの欄に書いてください"
    )


class SheetsMixed(SurveyError):
    message = N_(
        "%(line)d行目は、別の照会票の行です。1つのファイルには1つの課の照会票だけを入れてください"
    )


@dataclass(frozen=True, slots=True)
class Brought:
    """A file that came back: whose sheet it is, what stands in its blanks, who confirmed it."""

    sheet_id: int
    said: Mapping[Place, Said]
    name: str
    date: str


@dataclass(frozen=True, slots=True)
class Change:
    """A blank that a file would write otherwise than it is; `there` is what stands in it now."""

    place: Place
    asked: Asked
    blank: Blank
    kind: str
    there: str
    words: str


def key(sheet: InquirySheet, place: Place, words: str = "") -> str:
    """What a blank is known by in a file; it also says what stood there when it was written."""
    return _signed(sheet.id, place, mark(words))


def read(content: bytes) -> Brought:
    """Read a 照会票 that was filled in with a spreadsheet program.

    Raises:
        FileUnreadable, NotAnInquiryFile, KeyBroken, KeyTwice, SheetsMixed
    """
    try:
        listed = workbook.sheets(content)
    except Unreadable as unreadable:
        raise FileUnreadable(
            what=unreadable.problem.what, advice=unreadable.problem.advice
        ) from unreadable
    cells = [cell for sheet in listed.values() for cell in _keyed(sheet)]
    if not cells:
        raise NotAnInquiryFile
    said: dict[Place, Said] = {}
    sheet_id = 0
    for line, match, words in cells:
        of, place = int(match[1]), (int(match[2]), match[3])
        if sheet_id and of != sheet_id:
            raise SheetsMixed(line=line)
        if place in said:
            raise KeyTwice(line=line)
        sheet_id = of
        said[place] = Said(tidy(words), match[4])
    confirmed = [said.pop((0, each), Said("", "")).words for each in (NAME, DATE)]
    return Brought(sheet_id, said, *confirmed)


def changes(session: Session, sheet: InquirySheet, brought: Brought) -> list[Change]:
    """What a file would change in its sheet, blank by blank, in the sheet's order.

    A blank that was left as it was given out stays as it is now, whoever wrote there since.
    """
    listed = inquiries.asked_of(session, sheet)
    held = inquiry_answers.held(session, listed)
    found = []
    for place, asked, blank in inquiry_answers.places(listed):
        there = held[place].words if place in held else ""
        kind = _kind(there, brought.said.get(place))
        if kind:
            words = brought.said[place].words
            found.append(Change(place, asked, blank, kind, there, words))
    return found


def _kind(there: str, said: Said | None) -> str:
    """A key of `CHANGES`, or "" where nothing changes."""
    if said is None or said.words == there or mark(said.words) == said.seen:
        return ""
    if mark(there) != said.seen:
        return CLASH if there else NEW
    if not said.words:
        return CLEARED
    return CHANGED if there else NEW


def _keyed(sheet: Sheet) -> Iterator[tuple[int, "re.Match[str]", str]]:
    """(line, key, words of the cell before it) of every row that has a key.

    Raises:
        KeyBroken
    """
    for row, cells in enumerate(sheet.rows):
        for column, cell in enumerate(cells):
            if not _ALIKE.match(cell):
                continue
            match = _KEY.match(cell)
            if match is None or column == 0 or not _is_whole(match):
                raise KeyBroken(line=row + 1)
            yield row + 1, match, cells[column - 1]


def _is_whole(match: "re.Match[str]") -> bool:
    return _signed(int(match[1]), (int(match[2]), match[3]), match[4]) == match[0]


def _signed(sheet_id: int, place: Place, seen: str) -> str:
    plain = f"照会{sheet_id}-{place[0]}-{place[1]}-{seen}"
    return f"{plain}-{sha256(plain.encode()).hexdigest()[:8]}"
