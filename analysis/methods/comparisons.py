"""比べる: two shares, two waves, two groups and many, in a simple sample and in any design."""

from dataclasses import dataclass

import numpy as np
from scipy import stats

from analysis.counting import Floats, Ints
from analysis.methods.association import two_sided
from analysis.methods.design import Design
from analysis.methods.intervals import NOWHERE, Pair, Share, wilson
from analysis.methods.multiplicity import benjamini_hochberg
from analysis.methods.statistic import Statistic, over

Z = float(stats.norm.isf(0.025))
NOTHING = float("nan")


@dataclass(frozen=True, slots=True)
class TwoShares:
    """The difference of two independent shares, unweighted.

    Attributes:
        z_pooled, p_pooled: the test of equality · z_unpooled: with each share's own variance.
        wald, newcombe, agresti_caffo: 95 % intervals of the difference; Newcombe's (1998) to show.
        counts: x1, n1, x2, n2.
    """

    difference: float
    z_pooled: float
    p_pooled: float
    z_unpooled: float
    wald: Pair
    newcombe: Pair
    agresti_caffo: Pair
    counts: tuple[int, int, int, int]

    @property
    def fisher_p(self) -> float:
        """The exact test; a hundred times as slow as all the others together."""
        x1, n1, x2, n2 = self.counts
        if min(n1, n2) <= 0:
            return NOTHING
        return float(stats.fisher_exact([[x1, n1 - x1], [x2, n2 - x2]]).pvalue)


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference of two independent estimates with its t test and 95 % interval.

    Attributes:
        p, normal_p: of t with `degrees`, the one to report · of the normal curve.
    """

    difference: float
    se: float
    t: float
    degrees: float
    p: float
    normal_p: float
    interval: Pair


@dataclass(frozen=True, slots=True)
class Against:
    """Each of r groups against everyone, and against everyone else.

    Attributes:
        n, share: r, of the groups; total_n, total_share: of everyone.
        z_total, p_total: r, with the group's part in the total taken into account.
        rest: r, the share of everyone else; z_rest, p_rest: r, pooled.
    """

    n: Ints
    share: Floats
    total_n: int
    total_share: float
    z_total: Floats
    p_total: Floats
    rest: Floats
    z_rest: Floats
    p_rest: Floats


@dataclass(frozen=True, slots=True)
class CellsAgainst:
    """Each cell of an r × c table against the rest of its column, in a design.

    Missing where a group has under two respondents or nobody chose the answer.
    """

    difference: Floats
    se: Floats
    p: Floats
    q: Floats


@dataclass(frozen=True, slots=True)
class McNemar:
    """Two yes/no answers of the same people.

    Attributes:
        table: 2 × 2, the first answer down the side, 「no」 first.
        chi2, p: as published · corrected_chi2, corrected_p: with continuity correction.
        exact_p: of the pairs that differ, binomial.
    """

    table: Ints
    chi2: float
    p: float
    corrected_chi2: float
    corrected_p: float
    exact_p: float


UNDEFINED = TwoShares(*(NOTHING,) * 4, *(NOWHERE,) * 3, (0,) * 4)


def two_shares(x1: int, n1: int, x2: int, n2: int) -> TwoShares:
    """Compare x1 of n1 with x2 of n2; missing where a group has no one.

    Source: R prop.test(correct = FALSE), fisher.test; Newcombe (1998), method 10; Agresti &
    Caffo (2000).
    """
    if min(n1, n2) <= 0:
        return UNDEFINED
    p1, p2 = x1 / n1, x2 / n2
    gap, both = p1 - p2, (x1 + x2) / (n1 + n2)
    pooled = float(np.sqrt(both * (1 - both) * (1 / n1 + 1 / n2)))
    own = float(np.sqrt(p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2))
    low, high = wilson(np.array([p1, p2]), np.array([n1, n2]))
    (low1, low2), (high1, high2) = low.tolist(), high.tolist()
    newcombe = (
        gap - float(np.hypot(p1 - low1, high2 - p2)),
        gap + float(np.hypot(high1 - p1, p2 - low2)),
    )
    q1, q2 = (x1 + 1) / (n1 + 2), (x2 + 1) / (n2 + 2)
    half = Z * float(np.sqrt(q1 * (1 - q1) / (n1 + 2) + q2 * (1 - q2) / (n2 + 2)))
    return TwoShares(
        gap,
        over(gap, pooled),
        _two_sided(over(gap, pooled)),
        over(gap, own),
        (gap - Z * own, gap + Z * own),
        newcombe,
        (q1 - q2 - half, q1 - q2 + half),
        (x1, n1, x2, n2),
    )


def of_shares(first: Share, other: Share) -> Difference:
    """Compare two independent samples, wave with wave or staff with citizens, a stratum each."""
    return of_estimates((first.p, first.se), (other.p, other.se), first.n + other.n - 2)


def of_estimates(first: Pair, other: Pair, degrees: float) -> Difference:
    """Compare two independent estimates (value, se)."""
    return t_test(first[0] - other[0], float(np.hypot(first[1], other[1])), degrees)


def t_test(gap: float, se: float, degrees: float) -> Difference:
    """Judge a difference by its standard error; missing where there is none."""
    t = gap / se if se > 0 else float("nan")
    half = float(stats.t.isf(0.025, degrees)) * se
    p = float(2 * stats.t.sf(abs(t), degrees))
    return Difference(gap, se, t, float(degrees), p, _two_sided(t), (gap - half, gap + half))


def against_total(groups: Ints, event: np.ndarray, number: int) -> Against:
    """Compare each of `number` groups with everyone and with everyone else (unweighted).

    Source: IBM SPSS Statistics Algorithms for overlapping samples, n12 = the group itself.
    """
    n = np.bincount(groups, minlength=number).astype(np.int64)
    hits = np.bincount(groups, weights=event.astype(np.float64), minlength=number)
    total, all_hits = int(n.sum()), float(hits.sum())
    share, whole = _divide(hits, n), all_hits / total
    pooled = (hits + all_hits) / (n + total)
    with np.errstate(divide="ignore", invalid="ignore"):
        z_total = (share - whole) / np.sqrt(pooled * (1 - pooled) * (1 / n + 1 / total - 2 / total))
        rest = (all_hits - hits) / (total - n)
        z_rest = (share - rest) / np.sqrt(whole * (1 - whole) * (1 / n + 1 / (total - n)))
    return Against(
        n, share, total, whole, z_total, two_sided(z_total), rest, z_rest, two_sided(z_rest)
    )


def cells_against_rest(
    design: Design, side: Ints, top: Ints, shape: tuple[int, int]
) -> CellsAgainst:
    """Compare every cell's row share with the share of everyone outside the row, in a design.

    Args:
        design: of the n rows that answered both questions.
        side: n, the row of the table from 0.
        top: n, the column from 0.
        shape: r, c.
    """
    difference, se, p = (np.full(shape, np.nan) for _ in range(3))
    ticks = (top[:, None] == np.arange(shape[1])).astype(np.float64)
    degrees = len(side) - 1
    chosen = ticks.any(axis=0)
    for row in range(shape[0]):
        inside = side == row
        if inside.sum() < 2 or inside.all():
            continue
        own, spread_own = _moves(design, inside, ticks)
        others, spread_others = _moves(design, ~inside, ticks)
        error = np.sqrt(np.diag(design.variance(spread_own - spread_others)))
        gap = own - others
        difference[row] = np.where(chosen, gap, np.nan)
        se[row] = np.where(chosen, error, np.nan)
        with np.errstate(divide="ignore", invalid="ignore"):
            p[row] = np.where(chosen, 2 * stats.t.sf(np.abs(gap / error), degrees), np.nan)
    q = benjamini_hochberg(p.ravel()).reshape(shape)
    return CellsAgainst(difference, se, p, q)


def mcnemar(a: np.ndarray, b: np.ndarray) -> McNemar:
    """Compare two yes/no answers (n each) of the same people; missing where all agree.

    Source: McNemar (1947); R mcnemar.test, and the exact test of the pairs that differ.
    """
    both, only_a, only_b = int((a & b).sum()), int((a & ~b).sum()), int((~a & b).sum())
    table = np.array([[len(a) - both - only_a - only_b, only_b], [only_a, both]])
    moved = only_a + only_b
    if moved == 0:
        return McNemar(table, *(NOTHING,) * 5)
    plain = Statistic.chi2((only_a - only_b) ** 2 / moved, 1)
    corrected = Statistic.chi2(max(abs(only_a - only_b) - 1, 0) ** 2 / moved, 1)
    exact = float(stats.binomtest(only_a, moved).pvalue)
    return McNemar(table, plain.statistic, plain.p, corrected.statistic, corrected.p, exact)


def trend(hits: Floats, n: Floats | Ints, scores: Floats) -> Statistic:
    """A trend of shares over k ordered groups: χ² (Cochran–Armitage; R prop.trend.test).

    Args:
        hits: k, how many of each group.
        n: k, respondents of each group; groups of nobody say nothing.
        scores: k, where each group stands.
    """
    held = n > 0
    people = np.asarray(n[held], dtype=np.float64)
    hits, scores = hits[held], scores[held]
    share, weight = hits / people, people / people.sum()
    whole = hits.sum() / people.sum()
    apart = scores - float(weight @ scores)
    below = float(whole * (1 - whole) * (people @ apart**2))
    return Statistic.chi2(over(float(people @ (apart * (share - whole))) ** 2, below), 1)


def _moves(design: Design, inside: np.ndarray, ticks: Floats) -> tuple[Floats, Floats]:
    """Shares within a domain, and how each row moves them."""
    weight = np.where(inside, design.weight, 0.0)
    share = weight @ ticks / weight.sum()
    return share, (weight[:, None] * (ticks - share)) / weight.sum()


def _two_sided(z: float) -> float:
    return float(2 * stats.norm.sf(abs(z)))


def _divide(part: Floats | Ints, whole: Floats | Ints) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(whole > 0, part / whole, np.nan), dtype=np.float64)
