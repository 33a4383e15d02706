"""The clause, as someone wrote it, that says most of what a theme is about."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt

from analysis.text.passages import Passage
from analysis.text.phrases import phrases
from analysis.text.words import normalise, tokenise

_BREAK = re.compile(
    r"[。．!！?？\n\r♪☆★]+|\.(?!\d)|#{2,}|なので(?:[、，, 　]|$)|"
    r"(?<=[るたいすんうだ])(?:ので|ため|から|けれど|けど|が|し)(?:[、，, 　]|$)"
)
_OPENING = re.compile(
    r"(?:しかし|しかしながら|また|そして|なので|だから|ただ|ただし|でも|特に|とくに|まあ|あと|それに|"
    r"さらに|更に|つまり|例えば|たとえば|そのため|このため|もちろん|やはり|やっぱり|とにかく|それと|"
    r"一方で?|なお|ちなみに|あえて言えば|できれば|例[.:：])[、，,]\s*"
)
_HEADING = re.compile(r"(?:Q|問|設問|質問)\s*\d+", re.IGNORECASE)
_BRACKETS = (("（", "）"), ("(", ")"), ("「", "」"), ("『", "』"), ("【", "】"))
_SHORTEST, _LONGEST = 8, 34
_KEPT = 20_000  # clauses remembered
_ENDS = ("動詞", "形容詞", "助動詞", "形状詞")
_OTHERS = 0.33  # what a phrase counts that is no keyword
_WITHOUT = 0.3  # what a clause counts that has no keyword, was cut open, or is a heading
_LONG = 0.3
_SHORT = 0.6
_CUT = 0.6  # and one that leaves off with a particle, 駅に行って, or goes on: また冬は
_WHOLE = 1.3


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause as it was read: the keys of its phrases, sorted; its letters; how it ends."""

    keys: tuple[str, ...]
    length: int
    ending: float


def clause(
    passages: Sequence[Passage],
    closeness: Sequence[float],
    weight: Mapping[str, float],
    chosen: Sequence[str],
) -> tuple[str, int]:
    """The clause that says most of a theme; and the row it is from.

    Args:
        passages: the theme's passages, the most representative first.
        closeness: of each passage to the middle of the theme.
        weight: of the theme's phrases.
        chosen: its keywords, which count fully; other phrases count for a third.
    """
    best, best_score = ("", -1), -1.0
    for passage, near in zip(passages, closeness, strict=True):
        worth = max(near, 0.05) * (_WITHOUT if _HEADING.match(passage.key) else 1.0)
        for part in _clauses(passage.text):
            score = _score(part, weight, chosen) * worth
            if score > best_score:
                best, best_score = (part, passage.rows[0]), score
    return best


def _clauses(text: str) -> list[str]:
    found = (part.strip(" 　・、,，*＊-—") for part in _BREAK.split(text))
    return [_opened(part) for part in found if part]


def _opened(part: str) -> str:
    """Without a word that only ties it to what was said before: しかし、."""
    opening = _OPENING.match(part)
    return part if opening is None else part[opening.end() :]


def _score(part: str, weight: Mapping[str, float], chosen: Sequence[str]) -> float:
    found = _read(part)
    carried = 0.0
    for key in found.keys:
        carried += weight.get(key, 0.0) * (1.0 if key in chosen else _OTHERS)
    score = carried / sqrt(max(found.length, _SHORTEST)) * found.ending
    if found.length < _SHORTEST or found.length > _LONGEST:
        score *= _SHORT if found.length < _SHORTEST else _LONG
    if not any(key in found.keys for key in chosen):
        score *= _WITHOUT
    return score


@lru_cache(_KEPT)
def _read(part: str) -> _Clause:
    """Read once for the theme and once for the theme within it."""
    words = tokenise(part)
    keys = tuple(sorted({phrase.key for phrase in phrases(words) if not phrase.of}))
    ending = _WHOLE if words and words[-1].pos in _ENDS else 1.0
    if words and words[-1].pos == "助詞" and words[-1].pos2 != "終助詞":
        ending = _CUT
    if words and words[0].pos == "接続詞":
        ending *= _CUT
    if not _is_whole(part):
        ending *= _WITHOUT
    return _Clause(keys, len(normalise(part)), ending)


def _is_whole(part: str) -> bool:
    """Whether no bracket was cut open: not 「(例：世田谷区は楽だ」."""
    return all(part.count(left) == part.count(right) for left, right in _BRACKETS)
