"""マトリクス×軸: one number of every item in every group of an axis, judged as one family."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis import executors
from analysis.blank_choices import blanked
from analysis.blanks import table
from analysis.codebook import FIRST_LEVEL, Codebook, Variable
from analysis.comparing.matrices import Matrix
from analysis.counting import Cells, Floats, Ints, cells, gap_se, usable
from analysis.crosstab import TOTAL, Crosstab
from analysis.disclosure import DESK, Rules
from analysis.items import Items, Kind, Wanted
from analysis.methods.association import two_sided
from analysis.methods.associations import residuals
from analysis.methods.multiplicity import benjamini_hochberg
from analysis.methods.step_means import step_means
from analysis.partitions import Framed, Partition
from analysis.presentation import LEAST_BASE, SMALL_BASE
from analysis.results import Table, Unit
from analysis.scales import Scale
from analysis.standing import LEAST_EXPECTED, STRONG
from analysis.tallies import Scheme, axes

MOST_GROUPS = 20  # that stand side by side


@dataclass(frozen=True, slots=True)
class ItemsByGroup:
    """k items in r groups, in the order of the matrix and of the axis.

    Attributes:
        matrix, axis, scale: what is compared; `kind` says by which number of the scale.
        n: k × r, respondents behind each number, never weighted; −1 where withheld.
        value: k × r, TOP2 shares (0 to 1) or mean scores; missing where withheld or of no one.
        total_n, total: k, the same of 全体: everyone who answered the item and the axis.
        gap_se: k × r, standard errors of the group's value less that of 全体.
        q: k × r, of the group against everyone else, Benjamini–Hochberg over the whole matrix.
        strong: k × r, where a group stands out: q < 0.05, and people enough to be judged.
        effective: k × r, Kish's effective numbers of respondents.
    """

    matrix: Matrix
    axis: Variable
    scale: Scale
    kind: Kind
    weighted: bool
    n: Ints
    value: Floats
    total_n: Ints
    total: Floats
    gap_se: Floats
    q: Floats
    strong: np.ndarray
    effective: Floats

    @property
    def title(self) -> str:
        return f"{self.matrix.label} × {self.axis.label}（{self.measure}）"

    @property
    def measure(self) -> str:
        return f"TOP{self.scale.width}" if self.kind is Kind.TOP else "平均点"

    @property
    def labels(self) -> list[str]:
        return [line.label for line in self.matrix.lines]

    @property
    def groups(self) -> list[int]:
        """Places of the groups that anyone is in."""
        return [int(place) for place in np.flatnonzero((self.n != 0).any(axis=0))]

    def tables(self) -> tuple[Table, ...]:
        side, heads = self.labels, [TOTAL, *self.axis.labels]
        bases = np.column_stack([self.total_n, self.n])
        values = np.column_stack([self.total, self.value])
        people = pd.DataFrame(np.where(bases < 0, np.nan, bases), index=side, columns=heads)
        shown = pd.DataFrame(values, index=side, columns=heads)
        unit: Unit = "share" if self.kind is Kind.TOP else "score"
        return (
            Table(f"{self.title} n", people, "count", withheld=bases < 0),
            Table(self.title, shown, unit, withheld=bases < 0),
        )


@dataclass(frozen=True, slots=True)
class _Judged:
    """What the cells say of the groups, whatever may be shown: k × r each.

    `enough`: 30 people or more in the group, and for TOP2 five expected in it and beside it.
    """

    gap_se: Floats
    p: Floats
    enough: np.ndarray


def items_by_group(
    frame: pd.DataFrame,
    codebook: Codebook,
    made: Items,
    wanted: Wanted,
    *,
    rules: Rules = DESK,
) -> ItemsByGroup | None:
    """Set the items of a matrix beside each other in every group of an axis.

    Args:
        frame: a response table of `codebook`.
        codebook: what the columns of `frame` mean.
        made: the items, in the order they are to stand.
        wanted: how they were counted, the axis whose levels are the groups, and by which number
            these are compared.
        rules: what is too small to be shown.

    Returns:
        None where the items are no scale.

    Raises:
        UnknownVariable, WrongMeasure, WeightUnusable
    """
    if made.scale is None:
        return None
    names = [line.variable.name for line in made.matrix.lines]
    tables = [table(frame, codebook, wanted.crossed(name), rules=rules) for name in names]
    parts, known = [Framed(frame)], codebook
    held: Sequence[Partition] = parts
    if wanted.no_answer and not rules.strict:
        held, known = blanked(parts, codebook)
    weight = usable(held, known, wanted.weight)
    side = axes(known, (known.categorical(wanted.axis),))
    scheme = Scheme(side, tuple(known.question(name) for name in names), weight)
    counted = cells(scheme, executors.count(held, scheme))
    rows = scheme.sides[0]
    return of_tables(made, tables, [each.of(rows) for each in counted], kind=wanted.kind)


def of_tables(
    made: Items, tables: Sequence[Crosstab], counted: Sequence[Cells], *, kind: Kind = Kind.TOP
) -> ItemsByGroup | None:
    """The same of crosstabs of the items that were made and guarded, and of their cells.

    Args:
        made: the items, k of them.
        tables: k, by one axis, in the same order.
        counted: k, the cells the tables were made of.
        kind: by which number the groups are compared.

    The tests are those of a crosstab: adjusted residuals of TOP2 against the rest, or t of means;
    they see all cells, and what the tables withhold is taken out of what is given back.
    """
    if made.scale is None:
        return None
    told = [_told(made.scale, each.n, each.shares, each.bases, kind) for each in tables]
    everyone = [
        _told(
            made.scale,
            each.total_n[None],
            each.total_shares[None],
            np.array([each.total_base]),
            kind,
        )
        for each in tables
    ]
    values = np.stack([shown for _, shown in told])
    judged = _tops(made.scale, counted) if kind is Kind.TOP else _means(made.scale, counted)
    q = benjamini_hochberg(judged.p.reshape(-1)).reshape(judged.p.shape)
    shown = np.isfinite(values)
    return ItemsByGroup(
        matrix=made.matrix,
        axis=tables[0].axis,
        scale=made.scale,
        kind=kind,
        weighted=tables[0].weighted,
        n=np.stack([n for n, _ in told]),
        value=values,
        total_n=np.concatenate([n for n, _ in everyone]),
        total=np.concatenate([value for _, value in everyone]),
        gap_se=np.where(shown, judged.gap_se, np.nan),
        q=np.where(shown, q, np.nan),
        strong=shown & judged.enough & (q < STRONG),
        effective=np.stack([each.effective for each in tables]),
    )


def _told(scale: Scale, n: Ints, shares: Floats, bases: Ints, kind: Kind) -> tuple[Ints, Floats]:
    """Who is behind the number of each of r groups (−1 where withheld), and the number.

    A mean is of those who chose a step; under ten of them tell none.
    """
    places = list(scale.top if kind is Kind.TOP else scale.places)
    gone = (n[:, places] < 0).any(axis=1)
    if kind is Kind.TOP:
        behind, values = bases, shares[:, places].sum(axis=1)
    else:
        behind = n[:, places].sum(axis=1)
        gone |= (behind > 0) & (behind < LEAST_BASE)
        values = np.array([scale.mean(row) for row in shares])
    return np.where(gone, -1, behind), np.where(gone, np.nan, values)


def _tops(scale: Scale, counted: Sequence[Cells]) -> _Judged:
    """TOP2 as the one column of a table: the residuals and errors that a crosstab has."""
    inside, top = _inside(counted), list(scale.top)
    n, w, w2 = (
        np.stack([getattr(each, name)[:, top].sum(axis=1) for each in inside])[..., None]
        for name in ("n", "w", "w2")
    )
    bases, base, squares = (
        np.stack([getattr(each, name) for each in inside])
        for name in ("base_n", "base_w", "base_w2")
    )
    everyone = base.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        effective = everyone**2 / squares.sum(axis=1)
        share = n.sum(axis=1) / bases.sum(axis=1, keepdims=True)
    left = residuals(w, base, w.sum(axis=1), effective)[..., 0]
    expected = bases * np.minimum(share, 1 - share)
    return _Judged(
        gap_se(w, w2, (base, squares), counted[0].rows)[..., 0],
        two_sided(left),
        (bases >= SMALL_BASE) & (expected >= LEAST_EXPECTED),
    )


def _means(scale: Scale, counted: Sequence[Cells]) -> _Judged:
    """Means of the steps; both the group and everyone else need people enough."""
    inside, places = _inside(counted), list(scale.places)
    n, w, w2 = (
        np.stack([getattr(each, name)[:, places] for each in inside]) for name in ("n", "w", "w2")
    )
    points = np.array(scale.points, dtype=np.float64)
    made, bases = step_means(w, w2, points, counted[0].rows), n.sum(axis=2)
    least = np.minimum(bases, bases.sum(axis=1, keepdims=True) - bases)
    return _Judged(made.gap_se, made.p, least >= SMALL_BASE)


def _inside(counted: Sequence[Cells]) -> list[Cells]:
    """The rows of the axis's levels."""
    return [each.of(slice(FIRST_LEVEL, None)) for each in counted]
