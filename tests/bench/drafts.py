"""A digest of a survey as cities hold it, and what somebody who programs would do at least.

60 questions of 2,000 people by four axes: 20 items of satisfaction and the same of importance, 10
lists of wishes, 10 single answers; 2,000 voices; the wave before and the staff beside it. Seeded.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import fugashi
import numpy as np
import pandas as pd

from analysis.codebook import FIRST_LEVEL, TICK_LEVELS, Codebook, Measure, Role, Variable, column_of
from analysis.comparing.surveys import Survey
from analysis.digest.beside import Beside
from analysis.digest.drafts import digest
from tests.bench import texts

PEOPLE, STAFF, VOICES = 2_000, 300, 2_000
ITEMS, LISTS, SINGLES = 20, 10, 10
STEPS = ("満足", "やや満足", "どちらともいえない", "やや不満", "不満")
WEIGHTY = ("重要", "やや重要", "どちらともいえない", "あまり重要でない", "重要でない")
AXES = (("性別", 3), ("年代", 7), ("地区", 10), ("職業", 8))
THINGS = ("交通", "医療", "子育て", "防災", "仕事", "買い物", "公園", "環境")
BLANK = 0.03


@dataclass(frozen=True, slots=True)
class Asked:
    """A codebook, with which everybody here is asked."""

    frame: pd.DataFrame
    codebook: Codebook

    def named(self, name: str) -> Survey:
        return Survey(name, self.frame, self.codebook)


def ours() -> Callable[[], object]:
    """From answers and voices to drafts."""
    own, before, staff = (_asked(seed, n) for seed, n in ((1, PEOPLE), (2, PEOPLE), (3, STAFF)))
    beside = Beside(
        *("citizen", "令和7年度", "市民"),
        before=before.named("令和5年度"),
        others=staff.named("職員"),
    )
    return lambda: digest(own.frame, own.codebook, beside=beside)


def plain() -> Callable[[], object]:
    """Each question by each axis in pandas, and the voices through MeCab."""
    own, tagger = _asked(1, PEOPLE), fugashi.Tagger()
    said = [text for name in ("困りごと", "望むこと") for text in own.frame[name] if text]
    asked = [v.name for v in own.codebook.variables if v.role is Role.QUESTION and v.has_levels]

    def work() -> None:
        for name in asked:
            for axis, _size in AXES:
                pd.crosstab(own.frame[axis], own.frame[name])
        for text in said:
            tagger.parse(text)

    return work


def _asked(seed: int, people: int) -> Asked:
    rng, book = np.random.default_rng(seed), Codebook(tuple(_variables()))
    written = texts.written(VOICES)
    made: dict[str, object] = {}
    for place, variable in enumerate(book.variables):
        if variable.measure is Measure.TEXT:
            said = [text if n % 2 == place % 2 else None for n, text in enumerate(written)]
            made[variable.name] = pd.Series(said[:people], dtype=object)
        else:
            made[variable.name] = column_of(variable, _codes(rng, variable, people, place, seed))
    return Asked(pd.DataFrame(made, index=range(people)), book)


def _codes(
    rng: np.random.Generator, variable: Variable, people: int, place: int, seed: int
) -> np.ndarray:
    """Each question leans its own way, and every wave a little otherwise."""
    size = len(variable.levels)
    lean = np.linspace(1.0, 1.0 + (place % 5) / 2 + seed / 10, size)
    codes = FIRST_LEVEL + rng.choice(size, people, p=lean / lean.sum())
    if variable.role is Role.ATTRIBUTE:
        return codes
    return np.where(rng.random(people) < BLANK, 1, codes)


def _variables() -> Iterator[Variable]:
    for name, size in AXES:
        yield replace(_single(name, _numbered(name, size)), role=Role.ATTRIBUTE)
    for matrix, steps in (("満足度", STEPS), ("重要度", WEIGHTY)):
        for number in range(ITEMS):
            label = f"{matrix}／{THINGS[number % len(THINGS)]}の{number + 1}"
            yield replace(
                _single(f"{matrix}{number}", steps, label), measure=Measure.ORDINAL, reverse=True
            )
    for number in range(LISTS):
        group = f"力を入れてほしいこと{number + 1}"
        for tick, thing in enumerate(THINGS):
            name = f"{group}_{tick}"
            yield Variable(name, thing, Measure.TICK, TICK_LEVELS, group=group, group_label=group)
    for number in range(SINGLES):
        yield _single(f"問{number + 1}", _numbered("答え", 8))
    yield Variable("困りごと", "困っていること", Measure.TEXT)
    yield Variable("望むこと", "市に望むこと", Measure.TEXT)


def _single(name: str, labels: tuple[str, ...], label: str = "") -> Variable:
    levels = tuple((str(number), each) for number, each in enumerate(labels, 1))
    return Variable(name, label or name, Measure.NOMINAL, levels)


def _numbered(name: str, size: int) -> tuple[str, ...]:
    return tuple(f"{name}{number}" for number in range(1, size + 1))
