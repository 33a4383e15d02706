"""選好 as evidence: what people put first where they were asked what is lacking."""

import numpy as np

from analysis.book import Book
from analysis.codebook import Score
from analysis.digest.evidence import LEAST_ANSWERS, TINY, Evidence, Source, is_a_need, named, said
from analysis.digest.favour import asks_needs
from analysis.preferred import Preferred
from analysis.presentation import SMALL_BASE, decimal

MOST = 5


def preferred(book: Book, companions: frozenset[str]) -> list[Evidence]:
    """Items whose score is above the mean of all items, the highest first.

    `companions` names further questions that lead into complaints: their texts say so.
    """
    found: list[Evidence] = []
    for each in book.preferences:
        asked = each.whole.question
        if asked.way is Score.MEAN:
            continue
        wanted = asks_needs(asked.label) or asked.name in companions
        if wanted and each.whole.n >= SMALL_BASE:
            found += _first(each.whole)
    return sorted(found, key=lambda one: (-one.strength, one.subject))


def strength(made: Preferred, place: int) -> float:
    """The score of an item as a share of the highest there could be."""
    most = made.question.columns[place].most
    full = 1.0 if made.question.way is Score.BEST else float(most or 1)
    return max(0.0, min(1.0, float(made.made.score[place]) / full))


def _first(made: Preferred) -> list[Evidence]:
    scores = made.made
    middle = float(scores.score[scores.order].mean()) if scores.order else 0.0
    return [
        _told(made, place)
        for place in scores.order[:MOST]
        if scores.score[place] > middle and is_a_need(scores.labels[place]) and _enough(made, place)
    ]


def _enough(made: Preferred, place: int) -> bool:
    people, rest = int(made.people[place]), made.n - int(made.people[place])
    return people >= LEAST_ANSWERS and (rest == 0 or rest >= LEAST_ANSWERS)


def _rank(made: Preferred, place: int) -> str:
    """The place of an item: 「2位」, 「同率2位」 where another has the same score."""
    scores, own = made.made.score, made.made.score[place]
    tied = int((np.abs(scores - own) <= TINY).sum()) > 1
    return f"{'同率' if tied else ''}{1 + int((scores > own + TINY).sum())}位"


def _told(made: Preferred, place: int) -> Evidence:
    scores = made.made
    label, score = scores.labels[place], float(scores.score[place])
    ends = f"{decimal(float(scores.low[place]))}〜{decimal(float(scores.high[place]))}"
    weighed = "重み付け後、" if made.weighted else ""
    statement = (
        f"{named(made.title)}で{said(label)}は、{scores.title}が{decimal(score)}"
        f"（{weighed}95%信頼区間{ends}、n={made.n:,}）で、"
        f"{len(scores.labels)}項目中{_rank(made, place)}です。"
    )
    people, source = int(made.people[place]), Source(made.question.name)
    return Evidence("preference", statement, label, strength(made, place), made.n, people, source)
