"""A table in plain numbers: what JSON, pages and charts are made from."""

from typing import Any

import numpy as np

from analysis.association import Association
from analysis.book import Book, Tested
from analysis.counting import Floats
from analysis.crosstab import Crosstab
from analysis.frequencies import Frequency, Summary


def crosstab_as_json(table: Crosstab) -> dict[str, Any]:
    """A crosstab as JSON can hold it: counts withheld and shares missing are None."""
    return {
        "axis": table.axis.labels,
        "question": table.question.labels,
        "n": [[None if cell < 0 else int(cell) for cell in row] for row in table.n],
        "share": [plain(row) for row in table.shares],
        "bases": [None if base < 0 else int(base) for base in table.bases],
        "test": test_as_json(table.association),
        "cramers_v": table.association.cramers_v if table.association else None,
        "total": {
            "n": [None if cell < 0 else int(cell) for cell in table.total_n],
            "share": plain(table.total_shares),
            "base": table.total_base,
        },
        "effective_n": plain(table.effective),
        "residual": [plain(row) for row in table.residuals],
        "q": [plain(row) for row in table.q],
        "no_answer": [None if cell < 0 else int(cell) for cell in table.no_answer],
        "blank": table.blank,
        "not_asked": table.not_asked,
    }


def test_as_json(made: Association | None) -> dict[str, Any] | None:
    """A test; `df` is a number, or [numerator, denominator] of an F test."""
    if made is None:
        return None
    return {
        "name": made.name,
        "statistic": made.statistic,
        "df": made.df if isinstance(made.df, float) else list(made.df),
        "p": made.p,
        "exact_p": made.exact_p,
        "trustworthy": made.trustworthy,
        "reason": made.reason,
    }


def frequency_as_json(each: Frequency) -> dict[str, Any]:
    return {
        "name": each.question.name,
        "label": each.question.label,
        "multiple": each.question.multiple,
        "levels": each.question.labels,
        "n": [None if cell < 0 else int(cell) for cell in each.n],
        "share": plain(each.shares),
        "low": plain(each.low),
        "high": plain(each.high),
        "base": each.base,
        "no_answer": each.no_answer,
        "not_asked": each.not_asked,
    }


def summary_as_json(each: Summary) -> dict[str, Any]:
    return {
        "name": each.variable.name,
        "label": each.variable.label,
        "n": each.n,
        "mean": each.mean,
        "sd": each.sd,
        "quartiles": list(each.quartiles),
        "least": each.least,
        "most": each.most,
    }


def book_as_json(made: Book) -> dict[str, Any]:
    """A whole book: every question, then every question by every axis."""
    return {
        "n": made.n,
        "frequencies": [frequency_as_json(each) for each in made.frequencies],
        "summaries": [summary_as_json(each) for each in made.summaries],
        "crosstabs": [tested_as_json(each) for each in made.crosstabs],
    }


def tested_as_json(each: Tested) -> dict[str, Any]:
    return {
        "axis_name": each.table.axis.name,
        "axis_label": each.table.axis.label,
        "question_name": each.table.question.name,
        "question_label": each.table.question.label,
        "multiple": each.table.question.multiple,
        "book_q": each.q,
        **crosstab_as_json(each.table),
    }


def plain(values: Floats) -> list[float | None]:
    """Numbers for JSON: what is undefined is None."""
    return [float(value) if np.isfinite(value) else None for value in values]
