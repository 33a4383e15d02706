"""群どうしの差: which groups of a crosstab differ from which, and each from everyone else."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.blanks import Asked, with_no_answer
from analysis.codebook import FIRST_LEVEL, Codebook, Question, Variable, asked, codes_of
from analysis.counting import TICKED_CODE, Floats, Ints, weights
from analysis.crosstab import Crosstab
from analysis.disclosure import DESK, Rules
from analysis.methods.comparisons import cells_against_rest
from analysis.methods.design import Design
from analysis.methods.letters import Correction, Pairs, compare, letters, name
from analysis.methods.multiplicity import benjamini_hochberg
from analysis.presentation import SMALL_BASE
from analysis.results import Table
from analysis.standing import STRONG, enough

CORRECTIONS: dict[Correction, str] = {"bonferroni": "ボンフェローニ", "bh": "BH"}


@dataclass(frozen=True, slots=True)
class Gap:
    """Two groups that differ: places of the answer, of the higher and of the lower group."""

    answer: int
    higher: int
    lower: int
    p: float


@dataclass(frozen=True, slots=True)
class Differing:
    """A crosstab with its groups compared.

    Attributes:
        correction: of the p values of pairs of groups.
        letters: r × c, in the higher group's cell the letters of the lower ones.
        named: r, the letter of each compared group, "" under 30 respondents.
        gaps: the pairs that differ (p < 0.05 after correction), the widest first.
        difference: r × c, share of the group less that of everyone else, in the design.
        q: r × c, of it, after Benjamini–Hochberg over the table.
    """

    table: Crosstab
    correction: Correction
    letters: tuple[tuple[str, ...], ...]
    named: tuple[str, ...]
    gaps: tuple[Gap, ...]
    difference: Floats
    q: Floats

    @property
    def strong(self) -> np.ndarray:
        """Cells that differ from everyone else (r × c, bool): q < 0.05, and people enough.

        Where nobody of a few chose an answer, t has no spread of theirs to go by.
        """
        with np.errstate(invalid="ignore"):
            return np.asarray((self.q < STRONG) & enough(self.table))

    def tables(self) -> tuple[Table, ...]:
        top = self.table.question.labels
        side = [
            f"{letter} {label}".strip()
            for letter, label in zip(self.named, self.table.axis.labels, strict=True)
        ]
        words = f"{CORRECTIONS[self.correction]}補正"
        told = pd.DataFrame([list(row) for row in self.letters], index=side, columns=top)
        gone = self.table.n < 0
        apart = pd.DataFrame(np.where(gone, np.nan, self.difference), index=side, columns=top)
        q = pd.DataFrame(np.where(gone, np.nan, self.q), index=side, columns=top)
        title = self.table.title
        return (
            Table(
                f"{title} 群どうしの差（{words}）",
                told,
                "text",
                "文字の群より割合が高い。大文字は1%、小文字は5%の水準。n=30未満の群は比べない",
            ),
            Table(f"{title} その群以外との差", apart, "share", withheld=gone),
            Table(f"{title} その群以外との差の q（BH補正後）", q, "score", withheld=gone),
        )


def differing(
    frame: pd.DataFrame,
    codebook: Codebook,
    table: Crosstab,
    wanted: Asked,
    *,
    correction: Correction = "bonferroni",
    rules: Rules = DESK,
) -> Differing:
    """Compare the groups of a guarded crosstab.

    Args:
        frame: a response table of `codebook`.
        codebook: what the columns of `frame` mean.
        table: made of them as `wanted` says, with what may not be shown taken out.
        wanted: the names of its axis, question and weight.
        correction: of the p values of pairs.
        rules: those the table was guarded by.

    Raises:
        UnknownVariable, WrongMeasure, WeightUnusable

    Pairs of groups: pooled two-proportion z, with Kish's effective numbers where there are
    weights, and for the ticks of an MA down the side the variance that the people of both leave
    (`letters.compare`). Each group against everyone else: linearised variance, t (see
    `comparisons.cells_against_rest`); every choice of an MA is a table of its own.
    """
    shared = _shared(frame, codebook, wanted) if table.overlapping else None
    pairs, shown = _pairs(table, shared), _shown(table)
    told = letters(pairs, (table.n.shape[1], table.n.shape[0]), correction)
    difference, q = _against_rest(frame, codebook, wanted)
    gone = table.n < 0
    # What is left of a test could be solved for the cells that are hidden (see `disclosure`).
    missing = np.where(gone | (rules.strict & gone.any()), np.nan, 1.0)
    return Differing(
        table=table,
        correction=correction,
        letters=tuple(tuple(column) for column in zip(*told, strict=True)),
        named=tuple(name(row) if keep else "" for row, keep in enumerate(shown)),
        gaps=_found(pairs, table, correction),
        difference=difference * missing,
        q=q * missing,
    )


def gaps(table: Crosstab, *, correction: Correction = "bonferroni") -> tuple[Gap, ...]:
    """The pairs of groups of a guarded crosstab that differ, the widest first (see `differing`)."""
    return _found(_pairs(table), table, correction)


def _shown(table: Crosstab) -> np.ndarray:
    """Groups that are compared (r, bool)."""
    return np.asarray((table.bases >= SMALL_BASE) & ~table.hidden)


def _pairs(table: Crosstab, shared: Floats | None = None) -> Pairs:
    bases = np.nan_to_num(table.effective) if table.weighted else table.bases.astype(np.float64)
    shown = _shown(table)
    shares = np.where(shown[:, None], np.nan_to_num(table.shares), 0.0)
    if table.overlapping and table.axis.name == table.question.name:
        np.fill_diagonal(shares, 0.0)  # A tick is not compared in itself.
    return compare(shares.T, np.where(shown, bases, 0.0), shared)


def _shared(frame: pd.DataFrame, codebook: Codebook, wanted: Asked) -> Floats:
    """How much people who ticked both share of each pair of an MA's ticks (see `compare`)."""
    found = _standing(frame, codebook, wanted)
    inside = (found.groups == 1).astype(np.float64)
    held = inside @ found.weight
    with np.errstate(divide="ignore", invalid="ignore"):
        shared = (inside * found.weight**2) @ inside.T / np.outer(held, held)
    return np.asarray(np.nan_to_num(shared))


def _found(pairs: Pairs, table: Crosstab, correction: Correction) -> tuple[Gap, ...]:
    p = {"none": pairs.p, "bonferroni": pairs.bonferroni, "bh": pairs.bh}[correction]
    found = [
        Gap(int(item), *((int(a), int(b)) if z > 0 else (int(b), int(a))), float(each))
        for item, a, b, z, each in zip(
            pairs.item, pairs.first, pairs.second, pairs.z, p, strict=True
        )
        if each < STRONG
    ]

    def width(gap: Gap) -> float:
        return float(table.shares[gap.higher, gap.answer] - table.shares[gap.lower, gap.answer])

    return tuple(sorted(found, key=lambda gap: -round(width(gap), 12)))


@dataclass(frozen=True, slots=True)
class _Standing:
    """Everyone who answered both questions (n).

    Attributes:
        groups: 1 × n, the level of the axis from 0; of an MA k × n, 1 who made the tick, else 0.
        answers: n, the chosen level from 0; of an MA n × c, whether each choice was ticked.
        weight: n.
    """

    groups: Ints
    answers: np.ndarray
    weight: Floats


def _standing(frame: pd.DataFrame, codebook: Codebook, wanted: Asked) -> _Standing:
    side, question = codebook.side(wanted.axis), codebook.question(wanted.question)
    weighing = weights(frame, codebook, wanted.weight)
    weight = np.ones(len(frame)) if weighing is None else weighing
    groups, there = _groups(frame, codebook, side)
    if wanted.no_answer and side.name != question.name:
        frame, question = with_no_answer(frame, question)
    kept = asked(frame, question) & there
    return _Standing(groups[:, kept], _answers(frame, question)[kept], weight[kept])


def _groups(frame: pd.DataFrame, codebook: Codebook, side: Variable) -> tuple[Ints, np.ndarray]:
    """The groups of `_Standing` of all responses, and who is in the table at all."""
    if not side.ticks:
        groups = codes_of(frame, side).astype(np.int64)[None] - FIRST_LEVEL
        return groups, groups[0] >= 0
    question = codebook.question(side.name)
    return _answers(frame, question).T.astype(np.int64), asked(frame, question)


def _against_rest(frame: pd.DataFrame, codebook: Codebook, wanted: Asked) -> tuple[Floats, Floats]:
    """Differences (r × c) and their q."""
    side, found = codebook.side(wanted.axis), _standing(frame, codebook, wanted)
    question = codebook.question(wanted.question)
    blank = wanted.no_answer and side.name != question.name
    shape = (len(side.levels), len(question.labels) + blank)
    if not len(found.weight):
        nothing = np.full(shape, np.nan)
        return nothing, nothing
    made = _rows(found, shape, apart=bool(side.ticks))
    if side.ticks and side.name == question.name:
        for each in (made.difference, made.p):
            np.fill_diagonal(each, np.nan)
    return made.difference, benjamini_hochberg(made.p.ravel()).reshape(shape)


def _rows(found: _Standing, shape: tuple[int, int], *, apart: bool) -> "_Found":
    """Every row against everyone else; with `apart`, each tick of an MA by itself."""
    design = Design.of(found.weight)
    if not apart:
        return _cells(design, found.groups[0], found.answers, shape)
    each = [_cells(design, ticked, found.answers, (2, shape[1])) for ticked in found.groups]
    return _Found(
        np.stack([made.difference[1] for made in each]), np.stack([made.p[1] for made in each])
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """Of r × c cells against the rest: the difference and its p."""

    difference: Floats
    p: Floats


def _answers(frame: pd.DataFrame, question: Question) -> np.ndarray:
    """The chosen level from 0 (n), or of an MA whether each choice was ticked (n × c)."""
    codes = [codes_of(frame, variable).astype(np.int64) for variable in question.variables]
    if question.multiple:
        return np.asarray(np.column_stack(codes) == TICKED_CODE)
    return codes[0] - FIRST_LEVEL


def _cells(design: Design, groups: Ints, answers: np.ndarray, shape: tuple[int, int]) -> _Found:
    """Single answers are one table; every choice of an MA is a table of its own."""
    if answers.ndim == 1:
        one = cells_against_rest(design, groups, answers, shape)
        return _Found(one.difference, one.p)
    each = [
        cells_against_rest(design, groups, ticked.astype(np.int64), (shape[0], 2))
        for ticked in answers.T
    ]
    return _Found(
        np.column_stack([found.difference[:, 1] for found in each]),
        np.column_stack([found.p[:, 1] for found in each]),
    )
