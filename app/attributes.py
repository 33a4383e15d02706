"""属性: what may stand beside a voice, so that nobody can be told from it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from app.bridge import Answers

LEAST_HELD = 10  # respondents that hold the same combination
MOST_AXES = 3
MOST_LEVELS = 20
FIRST_SHOWN = 2  # the two levels before are 非該当 and 無回答
FAMILIAR = (("年代", "世代", "年齢"), ("性別",), ("地区", "地域", "居住", "お住まい", "住所"))


@dataclass(frozen=True, slots=True)
class _Axis:
    labels: Sequence[str]
    codes: np.ndarray


@dataclass(slots=True)
class _Shown:
    """The words beside each row, grown axis by axis."""

    words: list[list[str]] = field(default_factory=list)

    def split(self, rows: np.ndarray, axes: Sequence[_Axis]) -> None:
        """Name the levels of the next axis in `rows` that enough people hold.

        Small levels stay unnamed together with the next larger one until enough people are
        without a name: were just a small part unnamed, that would tell who is in it.
        """
        if not axes or not len(rows):
            return
        axis, rest = axes[0], axes[1:]
        codes = axis.codes[rows]
        named = _named(codes)
        self.split(rows[~np.isin(codes, named)], rest)
        for code in named:
            part = rows[codes == code]
            for row in part:
                self.words[row].append(axis.labels[code - FIRST_SHOWN])
            self.split(part, rest)


def _named(codes: np.ndarray) -> list[int]:
    """The levels that may be named, in the codebook's order."""
    levels, held = np.unique(codes[codes >= FIRST_SHOWN], return_counts=True)
    order = np.argsort(held, kind="stable")
    hidden, unnamed = 0, 0
    while hidden < len(order) and (held[order[hidden]] < LEAST_HELD or 0 < unnamed < LEAST_HELD):
        unnamed += int(held[order[hidden]])
        hidden += 1
    return sorted(int(level) for level in levels[order[hidden:]])


def beside_voices(answers: Answers, *, also: str = "") -> list[list[str]]:
    """For each response, labels of generation, sex and district that at least 10 hold together.

    `also` names one more axis, whose labels are added where at least 10 hold all of them. Nothing
    stands beside what was translated: with the language beside it, it would tell who wrote it.
    """
    shown = _Shown([[] for _ in answers.ids])
    shown.split(np.arange(len(answers.ids)), _axes(answers, also))
    told = zip(answers.ids, shown.words, strict=True)
    return [[] if each in answers.translated else words for each, words in told]


def _axes(answers: Answers, also: str) -> list[_Axis]:
    """The axes a reader knows people by, in that order, then `also`; bare codes tell nothing."""
    known = [
        axis
        for axis in answers.codebook.axes()
        if axis.labelled and 2 <= len(axis.levels) <= MOST_LEVELS
    ]
    chosen = []
    for words in FAMILIAR:
        chosen += [axis for axis in known if any(word in axis.label for word in words)][:1]
    last = [axis for axis in answers.codebook.axes() if axis.name == also]
    return [
        _Axis(axis.labels, answers.frame[axis.name].cat.codes.to_numpy())
        for axis in dict.fromkeys([*chosen[:MOST_AXES], *last])
    ]
