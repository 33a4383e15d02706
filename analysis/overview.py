"""One question by every axis at a glance: where it is worth looking."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.blanks import Asked, table
from analysis.codebook import Codebook
from analysis.disclosure import DESK, Rules
from analysis.methods.association import Association
from analysis.methods.multiplicity import benjamini_hochberg
from analysis.standing import stands_out

MOST_LEVELS = 60  # an axis of more levels is a list of places, not something to compare by


@dataclass(frozen=True, slots=True)
class Glance:
    """One axis: its test, the test's q over all axes here, and how many cells stand out.

    `association` and `q` are None for an MA, whose choices are tested one by one.
    """

    axis: str
    label: str
    association: Association | None
    q: float | None
    marked: int


def glances(
    frame: pd.DataFrame,
    codebook: Codebook,
    *,
    question: str,
    weight: str | None = None,
    rules: Rules = DESK,
) -> tuple[Glance, ...]:
    """Cross a question with every attribute; the strongest association first.

    Raises:
        UnknownVariable, WrongMeasure, WeightUnusable
    """
    axes = [a for a in codebook.axes() if a.name != question and len(a.levels) <= MOST_LEVELS]
    tables = [
        table(frame, codebook, Asked(axis.name, question, weight), rules=rules) for axis in axes
    ]
    p = [t.association.best_p if t.association else np.nan for t in tables]
    q = benjamini_hochberg(np.array(p, dtype=np.float64))
    found = [
        Glance(
            made.axis.name,
            made.axis.label,
            made.association,
            None if np.isnan(each) else float(each),
            int(stands_out(made).sum()),
        )
        for made, each in zip(tables, q, strict=True)
    ]
    return tuple(sorted(found, key=_strength))


def _strength(glance: Glance) -> tuple[float, int]:
    v = glance.association.cramers_v if glance.association else -1.0
    return -v, -glance.marked
