"""語の対応分析 in a sentence: whether there is anything to read off the map, and how far."""

from analysis.results import State
from analysis.sentences import grammar
from analysis.sentences.mapped import of_mapped
from analysis.text.word_map import WordMap


def of_word_map(made: WordMap, *, state: State | None = None, representative: bool = True) -> str:
    """As of any map; where no word sets a group apart beyond chance, that first."""
    if made.sure == 0:
        return (
            f"{grammar.quoted(made.made.axis.label)}によって書かれかたが違うと言える語は"
            f"見つからないため、図の位置から違いを読み取らないでください（n={made.made.base:,}）。"
            f"{grammar.ending(state, representative=representative)}"
        )
    return of_mapped(made.made, state=state, representative=representative)
