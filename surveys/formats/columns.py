"""The columns and lines of the Excel form: what each is called, and how it is explained."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from surveys.formats.notation import plain
from surveys.kinds import KINDS

OVERVIEW, SECTIONS, QUESTIONS = "調査の概要", "セクション", "設問"
TRANSLATIONS, GUIDE, EXAMPLE = "翻訳", "使い方", "例"
YES = "○"
_SAID_YES = {
    "○",
    "〇",
    "◯",
    "●",
    "◎",
    "はい",
    "1",
    "YES",
    "Y",
    "TRUE",
    "必須",
    "必要",
    "✓",
    "✔",
    "レ",
}
_SAID_NO = {"×", "✕", "X", "いいえ", "0", "NO", "N", "FALSE", "-", "ー", "―", "任意", "なし"}
ORDERED, REVERSE, UNNAMED, WEIGHT = "順序あり", "最初が良い側", "名前なし", "ウエイト"
GRAIN_WORDS = {10: "10m", 100: "100m", 1000: "1km"}  # how coarsely a pin is kept


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet, or a line of 調査の概要.

    Attributes:
        key: its name in the document's own form.
        told: what to write there; `example` is one.
        width: in letters.
        also: other headings that mean it.
    """

    key: str
    heading: str
    told: str
    width: int = 0
    example: str = ""
    also: tuple[str, ...] = ()


def _columns(name: str) -> tuple[Column, ...]:
    return tuple(
        Column(**(each | {"also": tuple(each.get("also", ()))})) for each in _written()[name]
    )


@cache
def _written() -> Any:
    file = resources.files("surveys.formats") / "columns.yaml"
    return yaml.safe_load(file.read_text("utf-8"))


def guide() -> list[dict[str, Any]]:
    """What 使い方 says: parts with a title, perhaps headings, and rows of up to three cells."""
    columns = {
        "title": "「設問」の列",
        "head": ["列", "書くこと", "例"],
        "rows": [[column.heading, column.told, column.example] for column in COLUMNS],
    }
    parts: list[dict[str, Any]] = _written()["guide"]
    return [parts[0], columns, *parts[1:]]


LINES, COLUMNS = _columns("lines"), _columns("questions")
SECTION_COLUMNS, TRANSLATION_COLUMNS = _columns("sections"), _columns("translations")
HEADINGS = {column.key: column.heading for column in (*SECTION_COLUMNS, *COLUMNS, *LINES)}
LANGUAGES = {
    "en": ("英語", "ENGLISH"),
    "zh": ("中国語", "中文", "CHINESE"),
    "ko": ("韓国語", "한국어", "KOREAN"),
    "pt": ("ポルトガル語", "PORTUGUÊS", "PORTUGUESE"),
    "vi": ("ベトナム語", "TIẾNG VIỆT", "VIETNAMESE"),
    "ja-easy": ("やさしい日本語",),
}
KIND_WORDS: Mapping[str, str] = {
    **{plain(kind.label): key for key, kind in KINDS.items()},
    **{plain(key): key for key in KINDS},
    **{plain(word): key for key, kind in KINDS.items() for word in kind.also},
}
_MEANT_YES, _MEANT_NO = {plain(word) for word in _SAID_YES}, {plain(word) for word in _SAID_NO}


def is_yes(cell: str) -> bool | None:
    """Whether a cell says yes; None = it says neither yes nor no."""
    said = plain(cell)
    if said in _MEANT_YES:
        return True
    return False if not said or said in _MEANT_NO else None


def key_of(heading: str, columns: tuple[Column, ...]) -> str:
    """The key of the column a heading means; "" = none."""
    said = _bare(heading)
    for column in columns:
        if said in {_bare(word) for word in (column.heading, *column.also)}:
            return column.key
    return ""


def _bare(heading: str) -> str:
    """A heading without what was added to it: ※必須, a note in brackets, line ends, spaces."""
    said = plain(heading).replace("\n", "").replace(" ", "")
    for mark in ("※", "(", "["):
        said = said.partition(mark)[0] or said
    return said.strip("*:").strip()
