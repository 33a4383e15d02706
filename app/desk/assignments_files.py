"""割り当ての表: which voice is of which theme, as a sheet to be worked on, and back."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from analysis import files
from analysis.text.intent import intent_of
from analysis.text.words import Word
from app.texts import Texts
from surveys.arrangement import Arrangement
from surveys.errors import N_, SurveyError
from surveys.theme_decisions import LONGEST_NAME

HEAD = ("番号", "声（伏せ字済み）", "テーマ", "小さなテーマ", "意図")
NUMBER, VOICE, THEME = HEAD[:3]
WIDTHS = (14, 80, 32, 32, 10)
SHEET, NAMES = "割り当て", "テーマ"


class NotAnAssignmentSheet(SurveyError):
    message = N_(
        "割り当ての表ではないようです。この画面から保存したExcelの「番号」「声（伏せ字済み）」"
        "「テーマ」の列を残したまま、「テーマ」だけを書き換えてください"
    )


class SheetOfOthers(SurveyError):
    message = N_("別の設問の表のようです。この設問の声が1件もありません")


class NumberUnknown(SurveyError):
    message = N_(
        "%(line)d行目の番号は、この設問の声にありません。番号が書き換わっていないか確かめてください"
    )


class NumberTwice(SurveyError):
    message = N_("%(line)d行目の番号は、前の行にもあります。1つの声は1行にしてください")


class VoiceDiffers(SurveyError):
    message = N_(
        "%(line)d行目の声が、番号の声と違います。列だけを並べ替えていないか確かめてください"
    )


class NameTooLong(SurveyError):
    message = N_("%(line)d行目のテーマの名前が長すぎます。%(limit)d文字以内にしてください")


@dataclass(frozen=True, slots=True)
class Row:
    """A voice with where it stands; `theme` is "" where it is of none."""

    response_id: int
    number: str
    words: str
    theme: str
    part: str
    intent: str


@dataclass(frozen=True, slots=True)
class Read:
    """A sheet that came back: {response: the name of its new theme}, and what is wrong, by row."""

    changes: Mapping[int, str]
    problems: Sequence[SurveyError]


@dataclass(frozen=True, slots=True)
class Moving:
    """How many voices a sheet moves from one theme to another; `new`, to one it makes."""

    before: str
    after: str
    n: int
    new: bool


def rows(now: Arrangement, held: Texts, words: Mapping[int, Sequence[Word]]) -> list[Row]:
    """Every voice that has a place, theme by theme, those of none last; `words` as read of each."""
    said = held.readable
    placed = [(each, one) for one in now.themes for each in one.ids]
    part_of = {each: part.name for one in now.themes for part in one.parts for each in part.ids}
    listed = [*placed, *((each, None) for each in now.others)]
    return [
        Row(
            each,
            number_of(held.code, each),
            said[each],
            one.name if one else "",
            part_of.get(each, ""),
            str(intent_of(words[each])),
        )
        for each, one in listed
        if each in said
    ]


def number_of(code: str, response_id: int) -> str:
    """What a voice is known by in a sheet: the same in every file, and no id of anything."""
    return "S-" + sha256(f"{code} {response_id}".encode()).hexdigest()[:10].upper()


def workbook(listed: Sequence[Row], names: Sequence[str]) -> bytes:
    """One sheet with a row for each voice, one with the names; nothing is read as a formula."""
    out = BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        head = book.add_format({"bold": True, "bg_color": "#E8F1FE"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet(SHEET)
        for column, (name, width) in enumerate(zip(HEAD, WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, name, head)
        sheet.freeze_panes(1, 0)
        for line, row in enumerate(listed, start=1):
            cells = (row.number, row.words, row.theme, row.part, row.intent)
            for column, text in enumerate(cells):
                sheet.write_string(line, column, text, wrapped)
        _offer(sheet, len(listed), len(names))
        there = book.add_worksheet(NAMES)
        there.set_column(0, 0, WIDTHS[2])
        for line, name in enumerate(names):
            there.write_string(line, 0, name)
    return out.getvalue()


def _offer(sheet: Worksheet, last: int, names: int) -> None:
    """The names there are, to choose from; another one may be typed."""
    if last and names:
        at = HEAD.index(THEME)
        chosen = {"validate": "list", "source": f"={NAMES}!$A$1:$A${names}", "show_error": False}
        sheet.data_validation(1, at, last, at, chosen)


def brought(given: bytes, name: str, listed: Sequence[Row]) -> Read:
    """What a sheet would change; rows that are not in it stay as they are.

    Raises:
        NotAnAssignmentSheet, SheetOfOthers, and what reading a file raises.
    """
    known = {each.number: each for each in listed}
    changes: dict[int, str] = {}
    problems: list[SurveyError] = []
    seen: set[str] = set()
    for line, number, words, theme in _rows(given, name):
        wrong = NumberTwice(line=line) if number in seen else _wrong(line, known, number, words)
        seen.add(number)
        if wrong is None and len(theme) > LONGEST_NAME and theme != known[number].theme:
            wrong = NameTooLong(line=line, limit=LONGEST_NAME)
        if wrong is not None:
            problems.append(wrong)
        elif theme != _plain(known[number].theme):
            changes[known[number].response_id] = theme
    if not seen & known.keys():
        raise SheetOfOthers
    return Read(changes, problems)


def moving(changes: Mapping[int, str], now: Arrangement) -> list[Moving]:
    """What a sheet moves, most voices first."""
    names = {one.key: one.name for one in now.themes}
    place_of = now.place_of()
    counted = Counter((names.get(place_of.get(each, ""), ""), to) for each, to in changes.items())
    ordered = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    known = {*map(_plain, names.values()), ""}
    return [Moving(before, after, n, after not in known) for (before, after), n in ordered]


def _wrong(line: int, known: Mapping[str, Row], number: str, words: str) -> SurveyError | None:
    voice = known.get(number)
    if voice is None:
        return NumberUnknown(line=line)
    return None if _letters(words) == _letters(voice.words) else VoiceDiffers(line=line)


def _rows(given: bytes, name: str) -> Iterator[tuple[int, str, str, str]]:
    """(line, number, voice, theme) of every row below the head that says anything."""
    read = files.grid(given, name)
    places: list[int] | None = None
    for line, row in zip(read.lines, read.rows, strict=True):
        cells = [cell.strip() for cell in row]
        if places is None:
            if {NUMBER, VOICE, THEME} <= set(cells):
                places = [cells.index(each) for each in (NUMBER, VOICE, THEME)]
        elif any(cells):
            number, words, theme = (cells[at] if at < len(cells) else "" for at in places)
            yield line, number, words, _plain(theme)
    if places is None:
        raise NotAnAssignmentSheet


def _plain(name: str) -> str:
    return " ".join(name.split())


def _letters(words: str) -> str:
    """What a spreadsheet leaves of a text, however it turns its lines and its spaces."""
    return "".join(each for each in words if each.isalnum())
