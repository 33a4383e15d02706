"""因子 as evidence: means that are surely under the middle of their scale, and of whom more so."""

from collections.abc import Iterator

from analysis.book import Book
from analysis.codebook import Score
from analysis.digest.evidence import LEAST_GAP, Evidence, Source, axis_of, said
from analysis.preferred import Preferred
from analysis.preferred_by_group import PreferredByGroup
from analysis.presentation import SMALL_BASE, decimal, p_value


def factored(book: Book) -> list[tuple[Evidence, list[Evidence]]]:
    """Factors under the middle, the lowest first, each with the lowest group of every axis.

    Only those whose whole interval is under the middle: the questions themselves are told as
    ratings, and this adds that what belongs together says the same.
    """
    found = [
        (_told(each.whole, place), list(_lower(each.by_group, place)))
        for each in book.preferences
        if each.whole.question.way is Score.MEAN
        for place in each.whole.made.order
        if _is_low(each.whole, place)
    ]
    return sorted(found, key=lambda one: (-one[0].strength, one[0].subject))


def _ends(made: Preferred) -> tuple[int, int]:
    column = made.question.columns[0]
    return column.least, column.most


def _is_low(made: Preferred, place: int) -> bool:
    """Whether several questions, answered by enough people, surely come to less than the middle."""
    enough = made.people[place] >= SMALL_BASE and len(made.question.items[place]) > 1
    return enough and bool(made.made.high[place] < sum(_ends(made)) / 2)


def _told(made: Preferred, place: int) -> Evidence:
    scores, (low, high), middle = made.made, _ends(made), sum(_ends(made)) / 2
    label, score, n = scores.labels[place], float(scores.score[place]), int(made.people[place])
    ends = f"{decimal(float(scores.low[place]))}〜{decimal(float(scores.high[place]))}"
    weighed = "重み付け後、" if made.weighted else ""
    statement = (
        f"{said(label)}についての{len(made.question.items[place])}問をまとめた平均点"
        f"（{low}〜{high}）は{decimal(score)}（{weighed}95%信頼区間{ends}、n={n:,}）で、"
        f"真ん中の{middle:g}を下回っています。"
    )
    strength = (middle - score) / (middle - low)
    return Evidence("factor", statement, label, strength, n, n, Source(made.question.name))


def _lower(listed: tuple[PreferredByGroup, ...], place: int) -> Iterator[Evidence]:
    """Of every axis whose groups have names, the one that is surely and clearly the lowest."""
    for each in listed:
        low, high = _ends(each.whole)
        least = -LEAST_GAP * (high - low)
        surely = [
            group
            for group in each.groups
            if each.strong[place, group] and each.gap[place, group] <= least
        ]
        if surely and each.axis.labelled:
            yield _group(each, place, min(surely, key=lambda group: each.score[place, group]))


def _group(made: PreferredByGroup, place: int, group: int) -> Evidence:
    label, axis = made.whole.made.labels[place], made.axis
    score, gap = float(made.score[place, group]), float(made.gap[place, group])
    sides = (float(each[place, group]) for each in (made.gap_low, made.gap_high))
    ends = "〜".join(decimal(side) for side in sides)
    low, high = _ends(made.whole)
    n = int(made.n[group])
    statement = (
        f"{axis_of(axis.label)}が{said(axis.labels[group])}の人では、{said(label)}の平均点が"
        f"{decimal(score)}で、ほかの人より{decimal(abs(gap))}低くなっています"
        f"（n={n:,}、差の95%信頼区間{ends}、BH補正後 {p_value(float(made.q[place, group]))}）。"
    )
    strength = min(1.0, abs(gap) / (high - low))
    source = Source(made.whole.question.name, axis.name, level=axis.codes[group])
    return Evidence("factor_gap", statement, label, strength, n, n, source)
