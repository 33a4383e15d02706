"""語の対応分析: words, or themes, and the groups of an axis on one map."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.codebook import (
    FIRST_LEVEL,
    TICK_LEVELS,
    Codebook,
    Measure,
    Role,
    Variable,
    column_of,
)
from analysis.counting import Floats, Ints
from analysis.disclosure import DESK, Rules, withheld_rows
from analysis.mapped import Mapped, mapped
from analysis.methods.correspondence import NothingToMap
from analysis.results import Table
from analysis.text import word_tests
from analysis.text.lexicon import NOTHING, Lexicon
from analysis.text.space import Corpus

WORDS, THEMES = "語", "テーマ"
LEAST_SHOWN = 3  # texts of shown groups that have a word
_NAME = "__words__"


@dataclass(frozen=True, slots=True)
class WordMap:
    """A map of r groups and c words or themes.

    Attributes:
        made: the map. `kind`: what its answers are, `WORDS` or `THEMES`.
        keys: c, what each word is counted as, or which theme it is.
        texts: c, how many texts have it, in groups that are shown; never weighted.
        sure: how many words set a group apart beyond chance; None of themes, which the test of
            their table tells.
    """

    made: Mapped
    kind: str
    keys: tuple[str, ...]
    texts: Ints
    sure: int | None = None

    @property
    def contribution(self) -> Floats:
        """How much of the inertia of the map's two axes each word makes (c)."""
        found = self.made.found
        shown = found.column_contribution[:, :2] * found.inertia[:2]
        return np.asarray(shown.sum(axis=1))

    def tables(self) -> tuple[Table, ...]:
        (table,) = self.made.tables()
        named = [name.replace("回答: ", f"{self.kind}: ", 1) for name in table.body.index]
        body = table.body.set_axis(named)
        body.insert(0, "声の数", np.concatenate([self.made.n, self.texts]).astype(float))
        return (replace(table, body=body),)


def of_words(
    frame: pd.DataFrame,
    axis: Variable,
    corpus: Corpus,
    columns: Sequence[int],
    *,
    weight: Variable | None = None,
    rules: Rules = DESK,
) -> WordMap:
    """Map words by the groups whose texts have them.

    Args:
        frame: a response table with the columns of `axis` and `weight`; one row a text (n).
        axis: the variable whose levels are the groups.
        corpus: the same n texts.
        columns: of the words to map; those that hardly anybody in a shown group has are left off.
        weight: what weighs each response.
        rules: groups with too few people are left off.

    Raises:
        NothingToMap, Withheld, WeightUnusable
    """
    has = corpus.counts[:, list(columns)].astype(bool).toarray()
    known = has[_large_enough(frame, axis, rules)].sum(axis=0) >= LEAST_SHOWN
    has, terms = (
        has[:, known],
        [corpus.terms[c] for c, keep in zip(columns, known, strict=True) if keep],
    )
    if not terms:
        raise NothingToMap
    labels = _distinct([corpus.written[term] for term in terms], terms)
    ticks = [
        Variable(
            name=f"{_NAME}{place}",
            label=label,
            measure=Measure.TICK,
            levels=TICK_LEVELS,
            group=_NAME,
            group_label=WORDS,
        )
        for place, label in enumerate(labels)
    ]
    marked = {
        tick.name: column_of(tick, has[:, place].astype(np.int16) + FIRST_LEVEL)
        for place, tick in enumerate(ticks)
    }
    made = _mapped(frame, (axis, weight, *ticks), marked, rules)
    shown = _in(frame, axis, made)
    number = dict(zip(labels, has[shown].sum(axis=0), strict=True))
    key = dict(zip(labels, terms, strict=True))
    return WordMap(
        made,
        WORDS,
        tuple(key[label] for label in made.tops),
        np.array([number[label] for label in made.tops], dtype=np.int64),
    )


def of_themes(
    frame: pd.DataFrame,
    axis: Variable,
    themes: Sequence[tuple[str, str]],
    place_of: Sequence[int | None],
    *,
    weight: Variable | None = None,
    rules: Rules = DESK,
) -> WordMap:
    """Map themes by the groups whose texts are in them.

    Args:
        frame: as for `of_words` (n).
        axis: the variable whose levels are the groups.
        themes: key and name of each; names differ.
        place_of: the place of each text's theme (n); texts of none are left out.
        weight: as for `of_words`.
        rules: as for `of_words`.

    Raises:
        NothingToMap, Withheld, WeightUnusable
    """
    levels = tuple((str(place), name) for place, (_, name) in enumerate(themes))
    variable = Variable(_NAME, THEMES, Measure.NOMINAL, levels)
    codes = np.array([1 if p is None else p + FIRST_LEVEL for p in place_of], dtype=np.int16)
    made = _mapped(frame, (axis, weight, variable), {_NAME: column_of(variable, codes)}, rules)
    shown = codes[_in(frame, axis, made)]
    key = {name: (key, int((shown == place).sum()))
           for place, (key, name) in enumerate(themes, FIRST_LEVEL)}  # fmt: skip
    return WordMap(
        made,
        THEMES,
        tuple(key[label][0] for label in made.tops),
        np.array([key[label][1] for label in made.tops], dtype=np.int64),
    )


def telling(
    corpus: Corpus,
    groups: Sequence[str | None],
    *,
    levels: Sequence[str],
    lexicon: Lexicon = NOTHING,
    number: int = 30,
) -> list[int]:
    """Columns of the words whose shares differ most between groups, by Pearson's χ².

    Chosen so, words lie apart on a map even where nothing but chance parts them: whether any
    differs beyond chance is for `keywords.characteristic` to say.
    """
    counts = word_tests.counted(corpus, groups, levels, None)
    columns = word_tests.tested(corpus, counts, lexicon)
    n, base = counts.n[:, columns], counts.base_n[:, None]
    expected = base * n.sum(axis=0) / max(1.0, base.sum())
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = (n - expected) ** 2 * (1 / expected + 1 / (base - expected))
    order = np.argsort(-np.round(np.nansum(parts, axis=0), 9), kind="stable")
    return sorted(int(column) for column in columns[order[:number]])


def _large_enough(frame: pd.DataFrame, axis: Variable, rules: Rules) -> np.ndarray:
    """Which texts are of a group that may be shown (n, bool)."""
    codes = frame[axis.name].cat.codes.to_numpy() - FIRST_LEVEL
    sizes = np.bincount(codes[codes >= 0], minlength=len(axis.levels))
    hidden = withheld_rows(sizes, rules.base, partners=rules.strict)
    return np.asarray((codes >= 0) & ~hidden[codes])


def _distinct(labels: Sequence[str], terms: Sequence[str]) -> list[str]:
    """Words that are written alike are told apart by what they are counted as."""
    often = Counter(labels)
    return [
        f"{label}（{term}）" if often[label] > 1 else label
        for label, term in zip(labels, terms, strict=True)
    ]


def _mapped(
    frame: pd.DataFrame,
    variables: Sequence[Variable | None],
    marked: Mapping[str, "pd.Categorical[str]"],
    rules: Rules,
) -> Mapped:
    axis, weight, *_ = variables
    there = [each for each in variables if each is not None]
    kept = [each for each in (axis, weight) if each is not None]
    table = pd.DataFrame({each.name: frame[each.name] for each in kept}).assign(**marked)
    return mapped(
        table,
        Codebook(tuple(replace(each, role=_role(each)) for each in there)),
        axis=kept[0].name,
        question=_NAME,
        weight=None if weight is None else weight.name,
        rules=rules,
    )


def _role(variable: Variable) -> Role:
    return Role.QUESTION if variable.name.startswith(_NAME) else variable.role


def _in(frame: pd.DataFrame, axis: Variable, made: Mapped) -> np.ndarray:
    """Which texts are of a group that is shown (n, bool)."""
    names = [None, None, *axis.labels]
    return np.array([names[code] in made.sides for code in frame[axis.name].cat.codes])
