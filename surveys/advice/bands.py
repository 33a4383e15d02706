"""数の区分: classes of an age, an amount or a number of times that overlap or leave a gap."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from surveys.advice.base import Said, steps
from surveys.kinds import Question

LEAST = 3  # classes from which on a list is one of classes
_N = r"(\d+(?:\.\d+)?)"
_UNIT = r"(?:[一-龠a-zA-Zヶ々]{0,4}?)"
_BETWEEN = re.compile(
    rf"^{_N}{_UNIT}(?:(?:以上|超|から|を超え)[~、]?|[~\-–—])約?{_N}{_UNIT}(未満|以下|まで|くらい|ぐらい|程度)?$"
)
_FROM = re.compile(rf"^{_N}{_UNIT}(以上|超|を超える|より多い|より長い|より上|[~〜])$")
_TO = re.compile(rf"^[~〜]?{_N}{_UNIT}(未満|以下|まで|以内)$")
_DECADE = re.compile(r"^(\d+)歳?代(以上|以下|未満)?$")
_ONE = re.compile(rf"^{_N}{_UNIT}$")


@dataclass(frozen=True, slots=True)
class Range:
    """A class. `low` and `high` as written; `below`: its upper end is not part of it."""

    label: str
    low: float
    high: float
    below: bool


def question(asked: Question) -> Iterator[Said]:
    for one, other in pairwise(sorted(ranges(asked), key=lambda each: (each.low, each.high))):
        between = f"「{one.label}」と「{other.label}」"
        if one.high > other.low or (one.high == other.low and not one.below):
            yield Said(
                f"{between}が重なっています",
                "両方にあてはまる人は、人によって違う方を選びます",
            )
        elif other.low - one.high > (0 if one.below else 1):
            yield Said(f"{between}の間が空いています", "間にあてはまる人は、選ぶものがありません")


def ranges(asked: Question) -> list[Range]:
    """Its classes; none where the choices are something else."""
    if asked.bands or asked.kind not in ("single", "scale"):
        return []
    read = [_read(choice.label) for choice in steps(asked)]
    found = [each for each in read if each is not None]
    wide = any(each.high != each.low for each in found)
    return found if wide and len(found) == len(read) >= LEAST else []


def _read(label: str) -> Range | None:
    """A class as the words say it; None where they say none."""
    words = unicodedata.normalize("NFKC", label).replace(",", "").replace(" ", "")
    words = words.replace("〜", "~").replace("・", "~")
    words = re.sub(r"\(.*?\)", "", words)
    for pattern, made in _READ:
        if found := pattern.match(words):
            low, high, below = made(found)
            return Range(label, low, high, below)
    return None


_Ends = tuple[float, float, bool]


def _decade(found: re.Match[str]) -> _Ends:
    first, last = float(found[1]), float(found[1]) + 10
    ends = {"以上": (first, inf), "以下": (0.0, last), "未満": (0.0, first)}
    return (*ends.get(found[2], (first, last)), True)


def _from(found: re.Match[str]) -> _Ends:
    return float(found[1]), inf, False


def _to(found: re.Match[str]) -> _Ends:
    return 0.0, float(found[1]), found[2] == "未満"


def _between(found: re.Match[str]) -> _Ends:
    return float(found[1]), float(found[2]), found[3] == "未満"


def _one(found: re.Match[str]) -> _Ends:
    return float(found[1]), float(found[1]), False


_READ: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], _Ends]], ...] = (
    (_DECADE, _decade),
    (_FROM, _from),
    (_TO, _to),
    (_BETWEEN, _between),
    (_ONE, _one),
)
