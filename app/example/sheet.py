"""A file of answers as offices keep it: two header rows, cells of words, blanks for 無回答."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import StringIO

import numpy as np

SATISFIED = ("満足", "やや満足", "どちらともいえない", "やや不満", "不満")
IMPORTANT = ("重要", "やや重要", "どちらともいえない", "あまり重要でない", "重要でない")
AGREE = (
    "そう思う",
    "どちらかといえばそう思う",
    "どちらともいえない",
    "どちらかといえばそう思わない",
    "そう思わない",
)
_CUTS = (-1.25, -0.4, 0.3, 1.1)


@dataclass(frozen=True, slots=True)
class Item:
    """One column: the words above it, `under` them those of the second header row."""

    heading: str
    under: str = ""


def answer(rng: np.random.Generator, levels: Sequence[str], content: float) -> str:
    """The level that fits how content someone is; `levels` begin at the favourable end."""
    place = int(np.searchsorted(_CUTS, content + float(rng.normal(0, 0.35))))
    return levels[len(levels) - 1 - place]


def silent(rng: np.random.Generator, share: float, said: str) -> str:
    """The answer, or a blank with this share: 無回答."""
    return "" if rng.random() < share else said


def csv_bytes(rows: Iterable[Sequence[str]], encoding: str) -> bytes:
    out = StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode(encoding)


def headings(items: Sequence[Item]) -> list[list[str]]:
    """Two header rows; words that stand above several columns are written once, as merged cells."""
    above = [item.heading for item in items]
    merged = [
        "" if place and word == above[place - 1] else word for place, word in enumerate(above)
    ]
    return [merged, [item.under for item in items]]
