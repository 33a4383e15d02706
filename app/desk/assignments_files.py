"""割り当ての表: which voice is of which theme, as a sheet to be worked on, and back."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from analysis.text.intent import intent_of
from analysis.text.words import Word
from app.desk.voice_sheets import Form, NumberTwice, NumberUnknown, number_of, read, same, write
from app.texts import Texts
from surveys.arrangement import Arrangement
from surveys.errors import N_, SurveyError
from surveys.theme_decisions import LONGEST_NAME

HEAD = ("番号", "声（伏せ字済み）", "テーマ", "小さなテーマ", "意図")
THEME = HEAD[2]
FORM = Form("割り当て", HEAD, (14, 80, 32, 32, 10))
NAMES = "テーマ"


class NotAnAssignmentSheet(SurveyError):
    message = N_(
        "割り当ての表ではないようです。この画面から保存したExcelの「番号」「声（伏せ字済み）」"
        "「テーマ」の列を残したまま、「テーマ」だけを書き換えてください"
    )


class SheetOfOthers(SurveyError):
    message = N_("別の設問の表のようです。この設問の声が1件もありません")


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
            number_of("S", held.code, each),
            said[each],
            one.name if one else "",
            part_of.get(each, ""),
            str(intent_of(words[each])),
        )
        for each, one in listed
        if each in said
    ]


def workbook(listed: Sequence[Row], names: Sequence[str]) -> bytes:
    """One sheet with a row for each voice, one with the names; nothing is read as a formula."""
    out = BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        cells = ([row.number, row.words, row.theme, row.part, row.intent] for row in listed)
        sheet = write(book, FORM, cells)
        _offer(sheet, len(listed), len(names))
        there = book.add_worksheet(NAMES)
        there.set_column(0, 0, FORM.widths[HEAD.index(THEME)])
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
    for line, (number, words, said) in read(given, name, HEAD[:3], NotAnAssignmentSheet):
        theme = _plain(said)
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
    return None if same(words, voice.words) else VoiceDiffers(line=line)


def _plain(name: str) -> str:
    return " ".join(name.split())
