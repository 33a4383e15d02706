"""Texts with their codes, counted by the same code as every question with several answers (MA)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.codebook import FIRST_LEVEL, TICK_LEVELS, Codebook, Measure, Variable, column_of
from analysis.disclosure import DESK, Rules, guard_frequency
from analysis.frequencies import Frequency, frequency
from analysis.results import Table
from analysis.text.coding import Reading, Rule, codes_of
from analysis.text.lexicon import NOTHING, Lexicon
from analysis.text.words import Word, normalise, tokenise

NAME = "codes"
NO_CODE = "どのコードにも当てはまらない"
LEAST_TOGETHER = 2  # texts that have both codes of a pair that is told of
_BLANK = 1  # 無回答 in a frame's integer codes


@dataclass(frozen=True, slots=True)
class Pair:
    """Two codes that stand in the same texts. `jaccard`: of the texts with either, with both."""

    codes: tuple[str, str]
    texts: int
    jaccard: float


@dataclass(frozen=True, slots=True)
class Coded:
    """Texts under rules.

    Attributes:
        codes: k names. `given`: n × k, whether the text has the code.
        said: n, whether there is any text; one that is blank has no code and is in no base.
    """

    codes: tuple[str, ...]
    given: np.ndarray
    said: np.ndarray

    def tables(self) -> tuple[Table, ...]:
        base, number = int(self.said.sum()), self.given.sum(axis=0)
        rest = base - int(self.given.any(axis=1).sum())
        counts = pd.DataFrame({"声の数": [*number, rest]}, index=[*self.codes, NO_CODE])
        note = f"n={base:,}（記入のあった声）。1件の声に複数のコードが付くことがあります"
        shares = (
            counts["声の数"].to_numpy(dtype=float) / base if base else np.full(len(counts), np.nan)
        )
        shared = pd.DataFrame({"割合": shares}, index=counts.index)
        return (Table("コード", counts, "count", note), Table("コード", shared, "share", note))

    def counted(self, *, label: str = "コード", rules: Rules = DESK) -> Frequency:
        """How many texts have each code, and none, as every question with several answers."""
        nobody = pd.DataFrame(index=range(len(self.said)))
        frame, codebook = self.beside(nobody, Codebook(()), label=label)
        return guard_frequency(frequency(frame, codebook, question=NAME), rules)

    def pairs(self, *, least: int = LEAST_TOGETHER) -> tuple[Pair, ...]:
        """The codes that stand together in at least `least` texts, the closest first."""
        given = self.given.astype(np.int64)
        both, alone = given.T @ given, given.sum(axis=0)
        made = [
            Pair(
                (self.codes[one], self.codes[other]),
                int(both[one, other]),
                float(both[one, other] / (alone[one] + alone[other] - both[one, other])),
            )
            for one in range(len(self.codes))
            for other in range(one + 1, len(self.codes))
            if both[one, other] >= least
        ]
        return tuple(sorted(made, key=lambda each: (-each.jaccard, -each.texts, each.codes)))

    def beside(
        self, frame: pd.DataFrame, codebook: Codebook, *, label: str = "コード"
    ) -> tuple[pd.DataFrame, Codebook]:
        """The response table with the codes as one more MA, called `NAME`.

        Args:
            frame: the n responses that the texts are of, in the same order.
            codebook: what its columns mean.
            label: of the question that the codes make.
        """
        none = self.said & ~self.given.any(axis=1)
        columns = [*self.given.T, none]
        ticks = tuple(
            Variable(
                f"{NAME}_{place}", code, Measure.TICK, TICK_LEVELS, group=NAME,
                group_label=label, exclusive=place > len(self.codes),
            )
            for place, code in enumerate((*self.codes, NO_CODE), start=1)
        )  # fmt: skip
        made = {
            tick.name: column_of(tick, np.where(self.said, FIRST_LEVEL + column, _BLANK))
            for tick, column in zip(ticks, columns, strict=True)
        }
        added = pd.DataFrame(made, index=frame.index)
        return pd.concat([frame, added], axis=1), Codebook((*codebook.variables, *ticks))


def code(
    texts: Sequence[str | None],
    rules: Sequence[Rule],
    *,
    lexicon: Lexicon = NOTHING,
    documents: Sequence[Sequence[Word]] | None = None,
) -> Coded:
    """Give n texts the codes of k rules; a text may get several, or none.

    Args:
        texts: None or blank says nothing.
        rules: in their order; a code may ask for those above it.
        lexicon: the settings of words.
        documents: the words of the n texts, where they were read with `lexicon` already.
    """
    said = np.array([bool(text and text.strip()) for text in texts], dtype=bool)
    given = np.zeros((len(texts), len(rules)), dtype=bool)
    for row, text in enumerate(texts):
        if text and said[row]:
            words = documents[row] if documents is not None else lexicon.applied(tokenise(text))
            given[row] = codes_of(Reading(normalise(text), words, lexicon), rules)
    return Coded(tuple(rule.code for rule in rules), given, said)
