"""満足度の低さと重要度の高さ: what people find important and are less content with."""

import pandas as pd

from analysis.book import Book
from analysis.codebook import Codebook
from analysis.comparing.matrices import Matrix, matrices, pairs
from analysis.digest.evidence import LEAST_ANSWERS, Evidence, Source, named
from analysis.digest.favour import unfavourable
from analysis.frequencies import Frequency
from analysis.improving import Improving, TooFewItems, improving
from analysis.presentation import SMALL_BASE, decimal

FIRST = "重点改善"  # the quadrant of low satisfaction and high importance
FULL_IMPROVEMENT = 20.0  # 改善度 that counts as full strength


def unmet(
    frame: pd.DataFrame, codebook: Codebook, tables: Book, *, weight: str | None = None
) -> list[Evidence]:
    """The items of every pair of matrices to be improved first, beyond chance; the most so first.

    Each is told under its line of the satisfaction matrix, so that it meets the low rating of
    the same line. Silent where the 95 % interval of 改善度 reaches 0 or fewer than 30 answered.
    """
    asked = {each.question.name: each for each in tables.frequencies}
    found: list[Evidence] = []
    for satisfied, important in pairs(matrices(codebook)):
        try:
            made = improving(
                frame,
                codebook,
                satisfaction=satisfied.name,
                importance=important.name,
                weight=weight,
            )
        except TooFewItems:
            continue
        found += _first(made, satisfied, asked)
    return found


def _first(made: Improving, satisfied: Matrix, asked: dict[str, Frequency]) -> list[Evidence]:
    lines = {line.label: line.variable.name for line in satisfied.lines}
    found = []
    for place in made.order:
        name = lines.get(made.items[place])
        enough = min(made.satisfied_n[place], made.important_n[place]) >= SMALL_BASE
        firm = made.placed.quadrant[place] == FIRST and made.low[place] > 0
        if enough and firm and name in asked:
            found += _told(made, place, asked[name])
    return found


def _told(made: Improving, place: int, rated: Frequency) -> list[Evidence]:
    people = int(rated.n[list(unfavourable(rated.question))].sum())
    if people < LEAST_ANSWERS or rated.base - people < LEAST_ANSWERS:
        return []
    placed = made.placed
    rank = 1 + int((placed.improvement > placed.improvement[place]).sum())
    n = int(min(made.satisfied_n[place], made.important_n[place]))
    statement = (
        f"{named(made.items[place])}は、重要度の平均が{decimal(placed.importance[place], 2)}点"
        f"（偏差値{decimal(placed.importance_deviation[place], 1)}）と高く、満足度の平均は"
        f"{decimal(placed.satisfaction[place], 2)}点"
        f"（偏差値{decimal(placed.satisfaction_deviation[place], 1)}）と低く、"
        f"{len(made.items)}項目の中で改善度は{rank}位です（改善度"
        f"{decimal(placed.improvement[place], 1)}、95%信頼区間{decimal(made.low[place], 1)}〜"
        f"{decimal(made.high[place], 1)}、n={n:,}）。"
    )
    strength = min(1.0, float(placed.improvement[place]) / FULL_IMPROVEMENT)
    source = Source(rated.question.name)
    return [Evidence("unmet", statement, rated.question.label, strength, n, people, source)]
