"""What a stratum is called: its districts and its age bands, as short as they can be said."""

import re
from collections import Counter
from collections.abc import Sequence
from math import inf

from analysis.sampling.cells import Cell
from analysis.weighing.populations import ages

LONGEST = 100  # letters, as a code carries it
MOST_DISTRICTS, MOST_BANDS = 3, 3
ALL = "全体"
_DECADE = re.compile(r"(\d+)代")


def area(group: Sequence[Cell]) -> str:
    """The district of a stratum, or its districts."""
    districts = list(dict.fromkeys(cell.district for cell in group if cell.district))
    return _some(districts, MOST_DISTRICTS, "地区")


def names(groups: Sequence[Sequence[Cell]]) -> list[str]:
    """What each stratum is called, each differently: 「本町・18〜39歳」."""
    bands = _in_order([cell.band for group in groups for cell in group if cell.band])
    said = [_name(group, bands)[: LONGEST - 6] for group in groups]
    often, seen = Counter(said), Counter[str]()
    for place, called in enumerate(said):
        seen[called] += 1
        if often[called] > 1:
            said[place] = f"{called}（{seen[called]}）"
    return said


def within(group: Sequence[Cell]) -> str:
    """What was merged into a stratum, as short as its name lets it be; "" of a single cell."""
    districts = list(dict.fromkeys(cell.district for cell in group))
    bands = list(dict.fromkeys(cell.band for cell in group))
    told = len(bands) == 1 and len(districts) <= MOST_DISTRICTS  # by the name alone
    if len(group) < 2 or told:
        return ""
    if len({(cell.district, cell.band) for cell in group}) < len(districts) * len(bands):
        return "、".join(cell.words for cell in group)
    where, ages_of = "・".join(districts), "、".join(filter(None, bands))
    if len(districts) == 1 or not where:
        return ages_of
    return f"{where}の{ages_of}" if ages_of else where


def _in_order(bands: Sequence[str]) -> list[str]:
    """Bands by their ages, or as they stand where one names none."""
    listed = list(dict.fromkeys(bands))
    spans = {band: ages(band) for band in listed}
    known = {band: span for band, span in spans.items() if span is not None}
    return sorted(listed, key=lambda band: known[band]) if len(known) == len(listed) else listed


def _name(group: Sequence[Cell], bands: Sequence[str]) -> str:
    districts = {cell.district for cell in group}
    mine = [band for band in bands if any(cell.band == band for cell in group)]
    if len({(cell.district, cell.band) for cell in group}) < len(districts) * max(len(mine), 1):
        return _some([cell.words for cell in group], MOST_DISTRICTS, "区分", "＋")
    whole = len(mine) == len(bands) > 1
    said = [area(group), "" if whole else _band(mine, bands)]
    return "・".join(filter(None, said)) or ALL


def _band(mine: Sequence[str], bands: Sequence[str]) -> str:
    """Bands as one where they follow each other: 18・19歳 and 20〜29歳 are 18〜29歳."""
    start = bands.index(mine[0]) if mine else 0
    if len(mine) < 2 or list(bands[start : start + len(mine)]) != list(mine):
        return _some(list(mine), MOST_BANDS, "区分", "＋")
    first, last = _DECADE.fullmatch(mine[0]), _DECADE.fullmatch(mine[-1])
    if first and last:
        return f"{first[1]}〜{last[1]}代"
    spans = [ages(band) for band in mine]
    known = [span for span in spans if span is not None]
    if len(known) < len(mine):
        return f"{mine[0]}〜{mine[-1]}"
    low, high = min(span[0] for span in known), max(span[1] for span in known)
    return f"{low:.0f}歳以上" if high == inf else f"{low:.0f}〜{high:.0f}歳"


def _some(words: Sequence[str], most: int, what: str, between: str = "・") -> str:
    """All of a few words; of many the first, and how many more."""
    if len(words) <= most:
        return between.join(words)
    return f"{between.join(words[: most - 1])}ほか{len(words) - most + 1}{what}"
