"""列比較: which groups differ from which, told by letters as in the trade's tables.

Group A is the first row of the axis. Where a pair differs, the letter of the lower group goes
into the higher one's cell: upper case at p < .01, lower case at p < .05.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from string import ascii_uppercase
from typing import Literal

import numpy as np

from analysis.association import two_sided
from analysis.counting import Floats
from analysis.multiplicity import benjamini_hochberg

Correction = Literal["none", "bonferroni", "bh"]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Every compared pair of groups in every row of answers.

    Attributes:
        item, first, second: m, places from 0 of the answer and of the two groups.
        z, p: m, the pooled two-proportion test.
        bonferroni, bh: m, p corrected within the answer · over all pairs of the table.
    """

    item: np.ndarray
    first: np.ndarray
    second: np.ndarray
    z: Floats
    p: Floats
    bonferroni: Floats
    bh: Floats


@dataclass(frozen=True, slots=True)
class Overlapping:
    """Pairs of groups that people may both belong to: the ticks of an MA as a banner.

    Attributes:
        p1, p2: m, the shares; common: m, how many belong to both groups.
    """

    item: np.ndarray
    first: np.ndarray
    second: np.ndarray
    p1: Floats
    p2: Floats
    common: np.ndarray
    z: Floats
    p: Floats


def compare(shares: Floats, bases: Floats) -> Pairs:
    """Compare every pair of groups in every answer.

    Args:
        shares: items × groups, 0 to 1.
        bases: groups, respondents, or effective numbers of them for weighted shares.

    Groups where nobody or everybody chose the answer, or with fewer than two respondents, are not
    compared in that answer. Source: the pooled z test; equals R prop.test(correct = FALSE).
    """
    found: list[tuple[int, int, int, float, int]] = []
    for item, row in enumerate(shares):
        kept = [g for g, share in enumerate(row) if bases[g] >= 2 and 0 < share < 1]
        pairs = len(kept) * (len(kept) - 1) // 2
        for a, b in combinations(kept, 2):
            both = (row[a] * bases[a] + row[b] * bases[b]) / (bases[a] + bases[b])
            spread = both * (1 - both) * (1 / bases[a] + 1 / bases[b])
            found.append((item, a, b, float((row[a] - row[b]) / np.sqrt(spread)), pairs))
    item, first, second, _, number = (np.array(column) for column in _columns(found))
    z = np.array([each[3] for each in found], dtype=np.float64)
    p = two_sided(z)
    return Pairs(item, first, second, z, p, np.minimum(p * number, 1.0), benjamini_hochberg(p))


def overlapping(answers: np.ndarray, groups: np.ndarray, levels: int) -> Overlapping:
    """Compare every pair of overlapping groups in every answer.

    Args:
        answers: n, the answer from 0.
        groups: n × k, whether each respondent belongs to each group.
        levels: how many answers there are.

    Source: IBM SPSS Statistics Algorithms, variance p(1−p)(1/n1 + 1/n2 − 2·n12/(n1·n2)).
    """
    inside = groups.astype(np.float64)
    n = inside.sum(axis=0)
    both = inside.T @ inside
    rows: list[tuple[int, int, int, float, float, float, float]] = []
    for item in range(levels):
        share = (answers == item).astype(np.float64) @ inside / n
        for a, b in combinations(range(len(n)), 2):
            pooled = (share[a] * n[a] + share[b] * n[b]) / (n[a] + n[b])
            left = 1 / n[a] + 1 / n[b] - 2 * both[a, b] / (n[a] * n[b])
            spread = pooled * (1 - pooled) * left
            z = (share[a] - share[b]) / np.sqrt(spread) if spread > 0 else np.nan
            rows.append((item, a, b, float(share[a]), float(share[b]), both[a, b], float(z)))
    item, first, second, p1, p2, common, z = (
        np.array(column) for column in zip(*rows, strict=True)
    )
    return Overlapping(item, first, second, p1, p2, common, z, two_sided(z))


def letters(pairs: Pairs, shape: tuple[int, int], correction: Correction) -> list[list[str]]:
    """The letters of each cell, items × groups."""
    p = {"none": pairs.p, "bonferroni": pairs.bonferroni, "bh": pairs.bh}[correction]
    told = [["" for _ in range(shape[1])] for _ in range(shape[0])]
    for item, a, b, z, each in zip(pairs.item, pairs.first, pairs.second, pairs.z, p, strict=True):
        if each < 0.05:
            high, low = (a, b) if z > 0 else (b, a)
            letter = name(int(low))
            told[item][high] += letter if each < 0.01 else letter.lower()
    return [["".join(sorted(cell, key=str.upper)) for cell in row] for row in told]


def name(place: int) -> str:
    """A for the first group, Z for the 26th, AA for the 27th."""
    over, own = divmod(place, len(ascii_uppercase))
    return (ascii_uppercase[over - 1] if over else "") + ascii_uppercase[own]


def _columns(found: Sequence[tuple[int, int, int, float, int]]) -> Sequence[Sequence[float]]:
    return list(zip(*found, strict=True)) if found else [(), (), (), (), ()]
