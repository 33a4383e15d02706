"""From rows to passages: what was said once, by whom, and who said nothing or only copied."""

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from analysis.text.words import normalise

_NOW = r"(?:(?:今の?ところ|いまのところ|現在|現状|現時点)(?:は|で|では)?)?"
_ANYTHING = r"(?:(?:特|とく|別|べつ|何|なに|特段|格別)(?:には|にも|に|も)?(?:は|も)?)?"
_NONE = r"(?:(?:無|な)(?:し|い|かった)(?:です|でした)?|(?:あり|ござい)ません(?:でした)?)(?:ね|よ)?"
_NOT_KNOWN = r"(?:よく|まだ)?(?:分|わ)から(?:ない|ず|ん)(?:です)?|(?:よく|まだ)?(?:分|わ)かりません"
_SAID_NOTHING = re.compile(
    rf"{_NOW}{_ANYTHING}{_NONE}|{_NOT_KNOWN}|特に?|とくに|別に|無|ー+|(?:上記に?)?同(?:上|様|じ)|以上(?:です)?|"
    r"(?:何|なん)となく(?:です)?|上記(?:の(?:通り|とおり)|参照)(?:です)?|"
    r"不明|無回答|未回答|無記入|ノーコメント|none?|nothing|na",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W_]+")
_COPIED_FROM = 20  # letters; two people do not write so much alike by chance
_SHINGLE = 5
_BANDS = 4
_NEARLY = 0.7
_MASKS = np.array([[zlib.crc32(bytes([mask]))] for mask in range(2 * _BANDS)], dtype=np.uint32)
_MULTIPLIERS = np.array(  # odd, so that every letter of a run tells
    [zlib.crc32(bytes([100 + place])) << 31 | 1 for place in range(_SHINGLE)], dtype=np.uint64
)


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
    return _is_nothing(letters(normalise(text)))


def _is_nothing(said: str) -> bool:
    return not said or said.isdecimal() or _SAID_NOTHING.fullmatch(said) is not None


def read(texts: Sequence[str | None]) -> Answers:
    """Sort out who said something, and gather equal and nearly equal wordings."""
    written = [text if text is not None and text.strip() else None for text in texts]
    keys = [None if text is None else normalise(text) for text in written]
    rows_of: dict[str, list[int]] = {}
    nothing = 0
    for row, key in enumerate(keys):
        if key is None:
            continue
        said = letters(key)
        if _is_nothing(said):
            nothing += 1
        else:
            rows_of.setdefault(said, []).append(row)
    rows_of = _gathered(rows_of)
    passages = []
    for rows in rows_of.values():
        first = min(rows, key=lambda row: (keys[row] or "", row))
        passages.append(Passage(keys[first] or "", texts[first] or "", tuple(sorted(rows))))
    passages.sort(key=lambda passage: passage.key)
    return Answers(tuple(passages), written.count(None), nothing)


def _gathered(rows_of: dict[str, list[int]]) -> dict[str, list[int]]:
    """Join the rows of long texts that share most of their shingles, under the first of them."""
    heads: dict[tuple[int, tuple[int, int]], list[str]] = {}
    shingles: dict[str, set[int]] = {}
    gathered: dict[str, list[int]] = {}
    for key in sorted(rows_of):
        if len(key) < _COPIED_FROM:
            gathered[key] = rows_of[key]
            continue
        runs = _shingles(key)
        bands, found = list(enumerate(_bands(runs))), set(runs.tolist())
        near = dict.fromkeys(head for band in bands for head in heads.get(band, ()))
        head = next((head for head in near if _alike(found, shingles[head])), key)
        if head == key:
            shingles[key] = found
            for band in bands:
                heads.setdefault(band, []).append(key)
        gathered.setdefault(head, []).extend(rows_of[key])
    return gathered


def _shingles(key: str) -> np.ndarray:
    """A number for each run of five letters (uint32)."""
    codes = np.frombuffer(key.encode("utf-32-le"), dtype="<u4").astype(np.uint64)
    runs = sliding_window_view(codes, _SHINGLE) * _MULTIPLIERS
    return np.asarray(runs.sum(axis=1, dtype=np.uint64) >> np.uint64(32), dtype=np.uint32)


def _bands(shingles: np.ndarray) -> list[tuple[int, int]]:
    """Pairs of least numbers under masks: texts that share most shingles share most of these.

    MinHash (Broder 1997) in bands of two; the masks stand in for independent orders.
    """
    least = (shingles ^ _MASKS).min(axis=1).tolist()
    return list(zip(least[::2], least[1::2], strict=True))


def _alike(one: set[int], other: set[int]) -> bool:
    shared = len(one & other)
    return shared >= _NEARLY * (len(one) + len(other) - shared)
