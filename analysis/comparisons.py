"""比べる: two shares, two waves, two groups and many, in a simple sample and in any design."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

from analysis.association import two_sided
from analysis.counting import Floats, Ints
from analysis.design import Design
from analysis.intervals import Pair, wilson
from analysis.multiplicity import benjamini_hochberg

Z = float(stats.norm.isf(0.025))


@dataclass(frozen=True, slots=True)
class TwoShares:
    """The difference of two independent shares, unweighted.

    Attributes:
        z_pooled, p_pooled: the test of equality · z_unpooled: with each share's own variance.
        wald, newcombe, agresti_caffo: 95 % intervals of the difference; Newcombe's (1998) to show.
        fisher_p: exact.
    """

    difference: float
    z_pooled: float
    p_pooled: float
    z_unpooled: float
    wald: Pair
    newcombe: Pair
    agresti_caffo: Pair
    fisher_p: float


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference of two independent estimates with its t test and 95 % interval."""

    difference: float
    se: float
    t: float
    degrees: float
    p: float
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


def two_shares(x1: int, n1: int, x2: int, n2: int) -> TwoShares:
    """Compare x1 of n1 with x2 of n2."""
    p1, p2 = x1 / n1, x2 / n2
    gap, both = p1 - p2, (x1 + x2) / (n1 + n2)
    pooled = float(np.sqrt(both * (1 - both) * (1 / n1 + 1 / n2)))
    own = float(np.sqrt(p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2))
    (low1, high1), (low2, high2) = wilson(x1, n1), wilson(x2, n2)
    newcombe = (
        gap - float(np.hypot(p1 - low1, high2 - p2)),
        gap + float(np.hypot(high1 - p1, p2 - low2)),
    )
    q1, q2 = (x1 + 1) / (n1 + 2), (x2 + 1) / (n2 + 2)
    half = Z * float(np.sqrt(q1 * (1 - q1) / (n1 + 2) + q2 * (1 - q2) / (n2 + 2)))
    return TwoShares(
        gap,
        gap / pooled if pooled else float("nan"),
        _two_sided(gap / pooled) if pooled else float("nan"),
        gap / own if own else float("nan"),
        (gap - Z * own, gap + Z * own),
        newcombe,
        (q1 - q2 - half, q1 - q2 + half),
        float(stats.fisher_exact([[x1, n1 - x1], [x2, n2 - x2]]).pvalue),
    )


def of_estimates(first: Pair, other: Pair, degrees: float) -> Difference:
    """Compare two independent estimates (value, se): two waves, or staff with citizens."""
    gap, se = first[0] - other[0], float(np.hypot(first[1], other[1]))
    return _t_test(gap, se, degrees)


def two_means(design: Design, values: Floats, second: np.ndarray) -> Difference:
    """Compare the means of two groups of one sample (R survey::svyttest).

    Args:
        second: n, whether a row belongs to the second group; the difference is second − first.
    """
    columns = np.column_stack([np.ones(len(values)), second.astype(np.float64)])
    found, spread = _regression(design, columns, values)
    return _t_test(float(found[1]), float(np.sqrt(spread[1, 1])), design.degrees - 1)


def rank_test(design: Design, values: Floats, groups: Ints) -> tuple[float, float, float]:
    """Compare the ranks of two groups: t, degrees, p (R survey::svyranktest, "wilcoxon")."""
    found, spread = _rank_regression(design, values, groups)
    t = float(found[1] / np.sqrt(spread[1, 1]))
    degrees = design.degrees - 1
    return t, float(degrees), float(2 * stats.t.sf(abs(t), degrees))


def means_wald(design: Design, values: Floats, groups: Ints) -> tuple[float, float, float, float]:
    """Compare the means of k groups: F, its two degrees, p (R survey::regTermTest)."""
    found, spread = _regression(design, _dummies(groups), values)
    k = len(found) - 1
    f = float(found[1:] @ np.linalg.solve(spread[1:, 1:], found[1:])) / k
    below = design.degrees - k
    return f, float(k), float(below), float(stats.f.sf(f, k, below))


def ranks_wald(design: Design, values: Floats, groups: Ints) -> tuple[float, float, float]:
    """Compare the ranks of k groups: χ², degrees, p (R survey::svyranktest, "KruskalWallis")."""
    found, spread = _rank_regression(design, values, groups)
    k = len(found) - 1
    chi2 = float(found[1:] @ np.linalg.solve(spread[1:, 1:], found[1:]))
    return chi2, float(k), float(stats.f.sf(chi2 / k, k, design.degrees - k))


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
        side, top: n, levels from 0; shape: r, c.
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


def mcnemar(a: np.ndarray, b: np.ndarray) -> dict[str, float]:
    """Compare two yes/no answers of the same people: χ², with correction, and exact."""
    only_a, only_b = int((a & ~b).sum()), int((~a & b).sum())
    moved = only_a + only_b
    plain = (only_a - only_b) ** 2 / moved
    corrected = max(abs(only_a - only_b) - 1, 0) ** 2 / moved
    return {
        "chi2": plain,
        "p": float(stats.chi2.sf(plain, 1)),
        "chi2_cc": corrected,
        "p_cc": float(stats.chi2.sf(corrected, 1)),
        "exact_p": float(stats.binomtest(only_a, moved).pvalue),
    }


def trend(hits: Floats, n: Floats, scores: Floats) -> tuple[float, float]:
    """A trend of shares over ordered groups: χ² with 1 degree, and p (R prop.trend.test)."""
    share, weight = hits / n, n / n.sum()
    whole = hits.sum() / n.sum()
    centre = float(weight @ scores)
    slope = float(n @ ((scores - centre) * (share - whole)))
    chi2 = slope**2 / float(whole * (1 - whole) * (n @ (scores - centre) ** 2))
    return chi2, float(stats.chi2.sf(chi2, 1))


def welch(samples: Sequence[Floats]) -> tuple[float, float, float]:
    """Compare means without equal variances: F, denominator degrees, p (Welch 1951)."""
    n = np.array([len(sample) for sample in samples], dtype=np.float64)
    middle = np.array([sample.mean() for sample in samples])
    weight = n / np.array([sample.var(ddof=1) for sample in samples])
    k, whole = len(samples), weight.sum()
    centre = float(weight @ middle / whole)
    part = float(((1 - weight / whole) ** 2 / (n - 1)).sum()) / (k * k - 1)
    f = float(weight @ (middle - centre) ** 2) / ((k - 1) * (1 + 2 * (k - 2) * part))
    below = 1 / (3 * part)
    return f, below, float(stats.f.sf(f, k - 1, below))


def _moves(design: Design, inside: np.ndarray, ticks: Floats) -> tuple[Floats, Floats]:
    """Shares within a domain, and how each row moves them."""
    weight = np.where(inside, design.weight, 0.0)
    share = weight @ ticks / weight.sum()
    return share, (weight[:, None] * (ticks - share)) / weight.sum()


def _t_test(gap: float, se: float, degrees: float) -> Difference:
    t = gap / se if se > 0 else float("nan")
    half = float(stats.t.isf(0.025, degrees)) * se
    p = float(2 * stats.t.sf(abs(t), degrees))
    return Difference(gap, se, t, float(degrees), p, (gap - half, gap + half))


def _regression(design: Design, columns: Floats, values: Floats) -> tuple[Floats, Floats]:
    """Weighted least squares with the design's covariance of the coefficients."""
    bread = np.linalg.inv((columns * design.weight[:, None]).T @ columns)
    found = bread @ (columns.T @ (design.weight * values))
    left = design.weight * (values - columns @ found)
    return np.asarray(found), design.variance((columns * left[:, None]) @ bread)


def _rank_regression(design: Design, values: Floats, groups: Ints) -> tuple[Floats, Floats]:
    order = np.argsort(values, kind="stable")
    weight = design.weight[order]
    middle = np.cumsum(weight) - weight / 2
    _, place, number = np.unique(values[order], return_inverse=True, return_counts=True)
    ranks = np.empty(len(values))
    ranks[order] = (np.bincount(place, weights=middle) / number)[place]
    return _regression(design, _dummies(groups), ranks / weight.sum())


def _dummies(groups: Ints) -> Floats:
    """A constant, and a column for each group but the first."""
    levels = np.unique(groups)
    rest = (groups[:, None] == levels[1:]).astype(np.float64)
    return np.hstack([np.ones((len(groups), 1)), rest])


def _two_sided(z: float) -> float:
    return float(2 * stats.norm.sf(abs(z)))


def _divide(part: Floats, whole: Ints) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(whole > 0, part / whole, np.nan), dtype=np.float64)
