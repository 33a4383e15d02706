"""From rows to passages: what was said once, by whom, and who said nothing or only copied."""

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.text.words import normalise

_SAID_NOTHING = re.compile(
    r"((今の?ところ|現在|現状)?(は|で)?(特に?|とくに|何も|なにも|特段|別に|べつに)?(は|も)?"
    r"(あり|ござい)ません(でした)?|(今の?ところ|現在)?(は|で)?(特|とく|何|なに|特段|別|べつ)?(に|も|には|にも)?"
    r"(は|も)?(無|な)(し|い|かった)(です)?(ね|よ)?|特|とくに|特に|別に|同上|上記同様|"
    r"(よく|まだ)?(分|わ)か(らない|りません|らん)(です)?|不明|無回答|未回答|ノーコメント|non?e?|n/?a|"
    r"以上(です)?|無)",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W_]+")
_COPIED_FROM = 20  # letters; two people do not write so much alike by chance
_SHINGLE = 5
_BANDS = 4
_NEARLY = 0.8


@dataclass(frozen=True, slots=True)
class Passage:
    """One wording. `rows`: who wrote it, or a near copy of it, in order; `text`: as written."""

    key: str
    text: str
    rows: tuple[int, ...]

    @property
    def copied(self) -> int:
        """How many rows only repeat it: 0 for what many may well say in the same few words."""
        return len(self.rows) - 1 if len(letters(self.key)) >= _COPIED_FROM else 0

    @property
    def voices(self) -> int:
        """How many people it speaks for: each once, but copies of a long text only together."""
        return len(self.rows) - self.copied


@dataclass(frozen=True, slots=True)
class Answers:
    """`passages` are sorted by their key, so that the order of rows never matters."""

    passages: tuple[Passage, ...]
    blank: int
    said_nothing: int


def letters(text: str) -> str:
    """Only letters and figures, small: what stays the same in a copy."""
    return "".join(_LETTERS.findall(text)).lower()


def says_nothing(text: str) -> bool:
    """Whether a text only says that there is nothing to say: 特になし, ありません, 「？」."""
    said = letters(normalise(text))
    return not said or _SAID_NOTHING.fullmatch(said) is not None


def read(texts: Sequence[str | None]) -> Answers:
    """Sort out who said something, and gather equal and nearly equal wordings."""
    written = [text if text is not None and text.strip() else None for text in texts]
    keys = [None if text is None else normalise(text) for text in written]
    rows_of: dict[str, list[int]] = {}
    nothing = 0
    for row, key in enumerate(keys):
        if key is not None and says_nothing(key):
            nothing += 1
        elif key is not None:
            rows_of.setdefault(_same(key), []).append(row)
    rows_of = _gathered(rows_of)
    passages = []
    for rows in rows_of.values():
        first = min(rows, key=lambda row: (keys[row] or "", row))
        passages.append(Passage(keys[first] or "", texts[first] or "", tuple(sorted(rows))))
    passages.sort(key=lambda passage: passage.key)
    return Answers(tuple(passages), written.count(None), nothing)


def _same(key: str) -> str:
    return letters(key)


def _gathered(rows_of: dict[str, list[int]]) -> dict[str, list[int]]:
    """Join the rows of long texts that share most of their shingles, under the first of them."""
    heads: dict[tuple[int, int], list[str]] = {}
    shingles: dict[str, set[int]] = {}
    gathered: dict[str, list[int]] = {}
    for key in sorted(rows_of):
        if len(key) < _COPIED_FROM:
            gathered[key] = rows_of[key]
            continue
        found = _shingles(key)
        bands = [(band, min(number ^ mask for number in found)) for band, mask in enumerate(_MASKS)]
        near = (head for band in bands for head in heads.get(band, ()))
        head = next((head for head in near if _alike(found, shingles[head])), key)
        if head == key:
            shingles[key] = found
            for band in bands:
                heads.setdefault(band, []).append(key)
        gathered.setdefault(head, []).extend(rows_of[key])
    return gathered


_MASKS = tuple(zlib.crc32(bytes([band])) for band in range(_BANDS))


def _shingles(key: str) -> set[int]:
    return {
        zlib.crc32(key[start : start + _SHINGLE].encode("utf-8"))
        for start in range(len(key) - _SHINGLE + 1)
    }


def _alike(one: set[int], other: set[int]) -> bool:
    return len(one & other) >= _NEARLY * len(one | other)
