"""数値 in a sentence: the mean, the median and where the middle half lies."""

from analysis.frequencies import Summary
from analysis.presentation import decimal
from analysis.results import State
from analysis.sentences.grammar import behind, ending, quiet


def of_summary(made: Summary, *, state: State | None = None, representative: bool = True) -> str:
    silent = quiet(made.n)
    if silent:
        return silent
    low, middle, high = (decimal(value, 1) for value in made.quartiles)
    told = (
        f"平均は{decimal(made.mean, 1)}、中央値は{middle}で、"
        f"回答した人の半数は{low}から{high}の間にいます{behind(made.n)}。"
    )
    return told + ending(state, representative=representative, of="値")
