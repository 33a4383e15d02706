"""Themes by axis: who raises what, as an ordinary guarded crosstab."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.codebook import FIRST_LEVEL, Codebook, Measure, Question, Variable, column_of
from analysis.counting import count
from analysis.crosstab import Crosstab, from_cells
from analysis.disclosure import DESK, Rules, guard
from analysis.results import Table
from analysis.text.themes import Themes, themes

_NAME = "__theme__"
OTHER = "どのテーマにも入らない声"


@dataclass(frozen=True, slots=True)
class ThemeList:
    """The themes of a column as a table; `voices` is how many wrote anything."""

    label: str
    found: Themes
    voices: int

    def tables(self) -> tuple[Table, ...]:
        names = [theme.name for theme in self.found.themes]
        sizes = [theme.size for theme in self.found.themes]
        shares = [size / self.voices for size in sizes]
        note = f"声 {self.voices:,}件。{self.found.method}"
        return (
            Table(self.label, pd.DataFrame({"声の数": sizes}, index=names), "count", note),
            Table(self.label, pd.DataFrame({"割合": shares}, index=names), "share", note),
        )


def theme_list(
    frame: pd.DataFrame, codebook: Codebook, *, text: str, number: int | None = None
) -> ThemeList:
    """Find the themes of a text variable whose words are in `frame`.

    Raises:
        UnknownVariable
    """
    variable = codebook.get(text)
    texts = [each if isinstance(each, str) else None for each in frame[variable.name]]
    found = themes(texts, number=number)
    return ThemeList(variable.label, found, sum(bool((each or "").strip()) for each in texts))


def by_axis(
    frame: pd.DataFrame,
    axis: Variable,
    names: Sequence[str],
    place_of: Sequence[int | None],
    *,
    rules: Rules = DESK,
) -> Crosstab:
    """Cross the themes with an axis.

    Args:
        frame: a response table with the column of `axis`; n rows.
        axis: what stands down the side.
        names: of the themes.
        place_of: for each row its theme's place in `names`, `len(names)` for a voice without a
            theme, None where nothing was written (n).
        rules: what is too small to be shown.

    Returns:
        A guarded table whose base is everyone of the row who wrote something; its last column
        is `OTHER`.
    """
    levels = tuple((str(place), name) for place, name in enumerate([*names, OTHER]))
    variable = Variable(_NAME, "テーマ", Measure.NOMINAL, levels)
    codes = np.array([0 if p is None else p + FIRST_LEVEL for p in place_of], dtype=np.int16)
    marked = frame.assign(**{_NAME: column_of(variable, codes)})
    question = Question(_NAME, "テーマ", (variable,))
    return guard(
        from_cells(axis, question, count(marked, axis, question, None), weighted=False), rules
    )
