"""What a cell of the Excel form says: each column's words as entries of the document's own form."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from surveys.formats import notation
from surveys.formats.base import meant
from surveys.formats.columns import (
    GRAIN_WORDS,
    KIND_WORDS,
    ORDERED,
    REVERSE,
    UNNAMED,
    WEIGHT,
    is_yes,
)
from surveys.formats.notation import plain
from surveys.kinds import KINDS
from surveys.questionnaires import AUDIENCES, SAMPLINGS

Entries = dict[str, Any]
_NUMBER = re.compile(r"^約?\s*(-?[\d,]+(?:\.\d+)?)\s*[^\d\s]{0,3}$")
_NOTED = re.compile(r"^(.+?)\s*(?:\((.+)\)|:(.+))$")
_UP_TO = re.compile(r"(\d+)\s*(?:つ|個|件|位)")
_JAPANESE_YEAR = re.compile(r"^(令和|平成|R|H)\s*(\d{1,2}|元)")
_BEFORE = {"令和": 2018, "R": 2018, "平成": 1988, "H": 1988}
_BETWEEN = re.compile(r"[・、,，\s]+")
_WHOM = {"住民": "citizen", "市民等": "citizen", "庁内": "staff", "市外の人": "outside"}
_HOW = {"無作為": "random", "抽出": "random", "標本": "random", "全員": "census", "悉皆": "census"}


class CellUnreadable(Exception):
    """A cell says nothing its column can mean; `advice` says what to write."""

    def __init__(self, advice: str) -> None:
        super().__init__(advice)
        self.advice = advice


def read(key: str, cell: str) -> Entries:
    """Read a cell of the column `key`, which is not blank.

    Raises:
        CellUnreadable
    """
    reading = _READ.get(key)
    return reading(cell) if reading else {key: cell}


def _code(cell: str) -> Entries:
    return {"code": unicodedata.normalize("NFKC", cell)}


def _kind(cell: str) -> Entries:
    """A kind, with what may stand in brackets behind it: 複数回答（3つまで）, 地区（行政区）."""
    said = plain(cell)
    noted = _NOTED.match(said)
    word, note = (noted[1].strip(), (noted[2] or noted[3]).strip()) if noted else (said, "")
    kind = KIND_WORDS.get(said) or KIND_WORDS.get(word)
    if kind is None:
        raise CellUnreadable(meant(cell, [each.label for each in KINDS.values()]))
    most = _UP_TO.search(note)
    takes = KINDS[kind].takes
    if most and {"choices", "limit"} <= takes:
        return {"kind": kind, "limit": int(most[1])}
    return {"kind": kind, "levels": [note]} if note and "levels" in takes else {"kind": kind}


def _choices(cell: str) -> Entries:
    return {"choices": notation.choices(cell)}


def _rows(cell: str) -> Entries:
    return {"rows": notation.rows(cell)}


def _others(cell: str) -> Entries:
    return {"others": notation.choices(cell)}


def _aspects(cell: str) -> Entries:
    return {"aspects": notation.rows(cell)}


def _sets(cell: str) -> Entries:
    """One set a line, the codes of its choices with commas between."""
    lines = (re.split(r"\s*[、,，]\s*", line.strip()) for line in cell.splitlines())
    return {"sets": [codes for line in lines if (codes := [code for code in line if code])]}


def _yes(key: str) -> Callable[[str], Entries]:
    def read(cell: str) -> Entries:
        said = is_yes(cell)
        if said is None:
            raise CellUnreadable("○ を入れるか、空けてください")
        return {key: True} if said else {}

    return read


def _attribute(cell: str) -> Entries:
    if plain(cell) in (plain(WEIGHT), "重み", "WEIGHT"):
        return {"weight": True}
    return _yes("attribute")(cell)


def _number(key: str, *, whole: bool = False) -> Callable[[str], Entries]:
    def read(cell: str) -> Entries:
        found = _NUMBER.match(plain(cell))
        number = float(found[1].replace(",", "")) if found else 0.5
        if not found or (whole and not number.is_integer()):
            raise CellUnreadable("数字だけを入れてください。例: 3")
        return {key: int(number) if number.is_integer() else number}

    return read


def _bands(cell: str) -> Entries:
    words = [word for word in re.split(r"[^\d.\-]+", plain(cell)) if word]
    if not words or not all(re.fullmatch(r"-?\d{1,9}", word) for word in words):
        raise CellUnreadable("区分の始まりの数字を、小さい順に並べてください。例: 18, 30, 40, 50")
    return {"bands": [int(word) for word in words]}


def _band_label(cell: str) -> Entries:
    said = notation.row(cell)
    if isinstance(said, str):
        return {"band_label": said}
    return {"band_code": said["code"], "band_label": said["label"]}


def _order(cell: str) -> Entries:
    known: dict[str, Entries] = {
        ORDERED: {"ordered": True},
        REVERSE: {"reverse": True},
        UNNAMED: {"labelled": False},
    }
    told: Entries = {}
    for word in filter(None, _BETWEEN.split(cell)):
        if word not in known:
            raise CellUnreadable(meant(word, known))
        told |= known[word]
    return told


def _levels(cell: str) -> Entries:
    return {"levels": [word for word in re.split(r"\s*[、,，\n]\s*", cell) if word]}


def _one_of(
    key: str, known: Mapping[str, str], also: Mapping[str, str]
) -> Callable[[str], Entries]:
    words = {plain(label): name for name, label in known.items()}
    words |= {plain(name): name for name in known} | {plain(word): n for word, n in also.items()}

    def read(cell: str) -> Entries:
        said = plain(cell)
        begins = next((name for word, name in words.items() if said.startswith(word)), None)
        if begins is None:
            raise CellUnreadable(meant(cell, known.values()))
        return {key: words.get(said, begins)}

    return read


def _year(cell: str) -> Entries:
    said = plain(cell)
    japanese = _JAPANESE_YEAR.match(said)
    if japanese:
        number = 1 if japanese[2] == "元" else int(japanese[2])
        return {"year": _BEFORE[japanese[1]] + number}
    western = re.match(r"^(\d{4})(?!\d)", said)
    if western is None:
        raise CellUnreadable("「2026」か「令和8年度」のように書いてください")
    return {"year": int(western[1])}


def _grain(cell: str) -> Entries:
    said = plain(cell).removeprefix("約").replace(" ", "")
    known = {plain(word): metres for metres, word in GRAIN_WORDS.items()}
    known |= {str(metres): metres for metres in GRAIN_WORDS}
    if said not in known:
        raise CellUnreadable(meant(cell, GRAIN_WORDS.values()))
    return {"grain": known[said]}


_READ: dict[str, Callable[[str], Entries]] = {
    "code": _code,
    "kind": _kind,
    "choices": _choices,
    "rows": _rows,
    "others": _others,
    "aspects": _aspects,
    "required": _yes("required"),
    "attribute": _attribute,
    "least": _number("least", whole=True),
    "limit": _number("limit", whole=True),
    "total": _number("total", whole=True),
    "sets": _sets,
    "low": _number("low"),
    "high": _number("high"),
    "bands": _bands,
    "band_label": _band_label,
    "as_of": _number("as_of", whole=True),
    "order": _order,
    "levels": _levels,
    "grain": _grain,
    "audience": _one_of("audience", AUDIENCES, _WHOM),
    "sampling": _one_of("sampling", SAMPLINGS, _HOW),
    "year": _year,
    "minutes": _number("minutes", whole=True),
}
