"""三重クロス in a sentence: the meeting of two levels that lies farthest from 全体."""

from analysis.results import State
from analysis.sentences.crosstab import of_crosstab
from analysis.sentences.grammar import quoted
from analysis.threeway import Threeway


def of_threeway(made: Threeway, *, state: State | None = None, representative: bool = True) -> str:
    """What the table that may be read says; where meetings are closed, that it is of one axis."""
    told = of_crosstab(made.shown, state=state, representative=representative)
    if not made.closed or (made.outer.total_n < 0).all():
        return told
    return f"かけ合わせた行は表示できないため、{quoted(made.axes[0].label)}だけで見ます。{told}"
