"""How a cell says what YAML says in several lines: choices and rows with codes and marks, words.

満足                    a bare label; its place is its code
1. はい                 a number before it is its code; 1) and ① and 1： are too
[bus] バス              a code of one's own
その他【記述】          with a line to write in
特にない【単独】        rules the others out
わからない【段階外】    is no step of the scale
郷原【地区＝広丘小＞広丘】  the larger areas it lies in
郷原【よみ＝ごうばら】  how it is read; after the areas it lies in, with ・ between
[1] その他（記述）【】  【】 = nothing here is a mark
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from surveys.kinds import Choice, Row

MARKS = {"write_in": "記述", "exclusive": "単独", "beside": "段階外"}
_MEANT = {
    **dict.fromkeys(("記述", "自由記述", "記入", "記入欄", "記述欄"), "write_in"),
    **dict.fromkeys(("単独", "排他", "ほかと一緒に選べない"), "exclusive"),
    **dict.fromkeys(("段階外", "尺度外", "対象外"), "beside"),
}
AREA, READING = "地区＝", "よみ＝"
_STEP = "＞"
_MARKED = re.compile(r"^(.*?)\s*【([^【】]*)】$", re.DOTALL)
_CODED = re.compile(r"^[\[［]\s*([^\]］]+?)\s*[\]］]\s*(.+)$", re.DOTALL)
_NUMBERED = re.compile(r"^([0-9０-９]{1,3})\s*[.．:：)）、]\s*(?![0-9０-９])(\S.*)$", re.DOTALL)
_CIRCLED = re.compile(r"^([①-⑳])\s*(\S.*)$", re.DOTALL)
_BULLET = re.compile(r"^[・･□☐▢]\s*(?=\S)")
_TO_WRITE = r"(?:記述|自由記述|記入|具体的に(?:お?書いて|ご?記入)?[^（()）]{0,8})"
_LINE = re.compile(rf"^(.+?)\s*[（(][\s＿_:：]*{_TO_WRITE}?[\s＿_:：]*[）)]$")

Said = str | dict[str, Any]


def choices(cell: str) -> list[Said]:
    """The choices of a cell, one a line."""
    return [choice(line) for line in cell.splitlines() if line.strip()]


def choice(line: str) -> Said:
    """One choice as the document's own form says it."""
    said, marks = _marks(line.strip())
    code, label = _code(said)
    if marks is None:
        written = _LINE.match(label)
        label, marks = (written[1], {"write_in": True}) if written else (label, {})
    if not code and not marks:
        return label
    return ({"code": code} if code else {}) | {"label": label, **marks}


def rows(cell: str) -> list[Said]:
    """The lines of a matrix, one a line."""
    return [row(line) for line in cell.splitlines() if line.strip()]


def row(line: str) -> Said:
    """One line of a matrix."""
    code, label = _code(line.strip())
    return {"code": code, "label": label} if code else label


def write_choices(listed: Sequence[Choice]) -> list[str]:
    """Lines that `choices` reads as these choices."""
    return [_write_choice(each, number) for number, each in enumerate(listed, 1)]


def write_rows(listed: Sequence[Row]) -> list[str]:
    """Lines that `rows` reads as these rows."""
    return [
        each.label
        if each.code == str(number) and row(each.label) == each.label
        else f"[{each.code}] {each.label}"
        for number, each in enumerate(listed, 1)
    ]


def plain(cell: str) -> str:
    """A word as it is compared: half-width, without spaces at its ends, in capitals."""
    return unicodedata.normalize("NFKC", cell).strip().upper()


def _write_choice(each: Choice, number: int) -> str:
    """The shortest line that is read as this choice."""
    words = [word for name, word in MARKS.items() if getattr(each, name)]
    words += [AREA + _STEP.join(each.within)] if each.within else []
    words += [READING + each.reading] if each.reading else []
    marks, coded = f"【{'・'.join(words)}】", f"[{each.code}] {each.label}"
    shorter = (each.label, f"{each.label}{marks}", coded)
    return next((line for line in shorter if _means(line, each, number)), f"{coded}{marks}")


def _means(line: str, each: Choice, number: int) -> bool:
    said = choice(line)
    told = {"code": str(number)} | ({"label": said} if isinstance(said, str) else said)
    wanted: dict[str, Any] = {"code": each.code, "label": each.label}
    wanted |= {name: True for name in MARKS if getattr(each, name)}
    wanted |= {"within": list(each.within)} if each.within else {}
    return told == wanted | ({"reading": each.reading} if each.reading else {})


def _marks(said: str) -> tuple[str, dict[str, Any] | None]:
    """What stands before the marks, and the marks; None = it has none."""
    found = _MARKED.match(said)
    if not found:
        return said, None
    said_so, _, reading = found[2].partition(READING)
    said_so, _, around = said_so.partition(AREA)
    words = [word.strip() for word in re.split("[・、,，]", said_so) if word.strip()]
    if not all(word in _MEANT for word in words):
        return said, None
    told: dict[str, Any] = {_MEANT[word]: True for word in words}
    within = [each.strip() for each in around.rstrip("・").split(_STEP) if each.strip()]
    told |= {"within": within} if within else {}
    return found[1], told | ({"reading": reading.strip()} if reading.strip() else {})


def _code(said: str) -> tuple[str, str]:
    for form in (_CODED, _NUMBERED, _CIRCLED):
        found = form.match(said)
        if found:
            return unicodedata.normalize("NFKC", found[1]) if form is not _CODED else found[
                1
            ], found[2]
    return "", _BULLET.sub("", said)
