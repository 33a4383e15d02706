"""列比較: which groups differ from which, told by letters as in the trade's tables.

Group A is the first row of the axis. Where a pair differs, the letter of the lower group goes
into the higher one's cell: upper case at p < .01, lower case at p < .05.
"""

from dataclasses import dataclass
from itertools import combinations
from string import ascii_uppercase
from typing import Literal

import numpy as np

from analysis.counting import Floats, Ints
from analysis.methods.association import two_sided
from analysis.methods.multiplicity import benjamini_hochberg

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


@dataclass(frozen=True, slots=True)
class Columns:
    """What is compared: groups with their respondents, bases and shares.

    Attributes:
        n, bases: groups, respondents · these, or the effective numbers of them.
        shares: items × groups, 0 to 1; missing where a group has no one.
    """

    n: Ints
    bases: Floats
    shares: Floats


def of_events(
    groups: Ints, events: np.ndarray, weight: Floats, *, number: int, effective: bool
) -> Columns:
    """Sum up answers for comparison.

    Args:
        groups: n, each respondent's group from 0.
        events: items × n, who gave each answer.
        weight: n.
        number: how many groups there are.
        effective: whether bases are Kish's effective numbers, as weighted shares need.
    """
    n = np.bincount(groups, minlength=number)
    held, squares = (np.bincount(groups, x, minlength=number) for x in (weight, weight**2))
    hits = np.array([np.bincount(groups, weight * x, minlength=number) for x in events])
    full = held > 0
    base = np.divide(held**2, squares, out=np.zeros(number), where=full)
    shares = np.divide(hits, held, out=np.full(hits.shape, np.nan), where=full)
    return Columns(n.astype(np.int64), base if effective else n.astype(np.float64), shares)


def compare(shares: Floats, bases: Floats, shared: Floats | None = None) -> Pairs:
    """Compare every pair of groups in every answer.

    Args:
        shares: items × groups, 0 to 1.
        bases: groups, respondents, or effective numbers of them for weighted shares.
        shared: groups × groups that people may belong to at once: Σ weight² of those in both,
            over the product of the two groups' Σ weight (unweighted n12 / (n1 n2)).

    Groups where nobody or everybody chose the answer, or with fewer than two respondents, are not
    compared in that answer. Source: the pooled z test; equals R prop.test(correct = FALSE), and
    `overlapping` where groups do.
    """
    item, first, second, times = [], [], [], []
    for row, own in enumerate(shares):
        kept = np.flatnonzero((bases >= 2) & (own > 0) & (own < 1))
        pairs = list(combinations(kept.tolist(), 2))
        item += [row] * len(pairs)
        times += [len(pairs)] * len(pairs)
        first += [a for a, _ in pairs]
        second += [b for _, b in pairs]
    rows, a, b = (np.array(places, dtype=np.int64) for places in (item, first, second))
    p1, p2, n1, n2 = shares[rows, a], shares[rows, b], bases[a], bases[b]
    common = np.zeros(len(rows)) if shared is None else shared[a, b]
    both = (p1 * n1 + p2 * n2) / (n1 + n2)
    left = 1 / n1 + 1 / n2 - 2 * common
    with np.errstate(divide="ignore", invalid="ignore"):
        # Groups of the same people differ in nothing.
        z = np.where(left > 0, (p1 - p2) / np.sqrt(both * (1 - both) * left), np.nan)
    p = two_sided(z)
    within = np.minimum(p * np.array(times, dtype=np.float64), 1.0)
    return Pairs(rows, a, b, z, p, within, benjamini_hochberg(p))


def overlapping(answers: np.ndarray, groups: np.ndarray, levels: int) -> Overlapping:
    """Compare every pair of overlapping groups in every answer.

    Args:
        answers: n, the answer from 0.
        groups: n × k, whether each respondent belongs to each group.
        levels: how many answers there are.

    Source: IBM SPSS Statistics Algorithms, variance p(1−p)(1/n1 + 1/n2 − 2·n12/(n1·n2)).
    """
    inside = groups.astype(np.float64)
    n, both = inside.sum(axis=0), inside.T @ inside
    first, second = np.triu_indices(len(n), 1)
    hits = np.array([(answers == item).astype(np.float64) @ inside for item in range(levels)])
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = hits / n
        pooled = (hits[:, first] + hits[:, second]) / (n[first] + n[second])
        left = 1 / n[first] + 1 / n[second] - 2 * both[first, second] / (n[first] * n[second])
        z = (shares[:, first] - shares[:, second]) / np.sqrt(pooled * (1 - pooled) * left)
    return Overlapping(
        item=np.repeat(np.arange(levels), len(first)),
        first=np.tile(first, levels),
        second=np.tile(second, levels),
        p1=shares[:, first].ravel(),
        p2=shares[:, second].ravel(),
        common=np.tile(both[first, second], levels),
        z=np.where(np.isfinite(z), z, np.nan).ravel(),
        p=two_sided(np.where(np.isfinite(z), z, np.nan)).ravel(),
    )


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
