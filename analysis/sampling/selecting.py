"""抽出ウエイト: how many residents a drawn one stands for, told from what a respondent answered.

No code is linked to an answer, so that a respondent's stratum is known only through the district
and the age that the answer itself names.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import pandas as pd

from analysis.codebook import FIRST_LEVEL, Codebook, codes_of
from analysis.counting import Floats
from analysis.errors import AnalysisError
from analysis.weighing.margins import Class
from analysis.weighing.populations import OUT, Choice, Match, ages, match

DISTRICT, BAND = "地区", "年代"


class NotAsked(AnalysisError):
    message = (
        "抽出ウエイトを回答に付けられません。"
        "標本設計の「%(axis)s」にあたる集計軸が調査票にありません"
    )


class NoLevel(AnalysisError):
    message = (
        "抽出ウエイトを回答に付けられません。標本設計の「%(axis)s」の「%(level)s」に"
        "あたる選択肢が、調査票の「%(label)s」にないか、区分の境目が合いません"
    )


@dataclass(frozen=True, slots=True)
class Chosen:
    """A cell of the design: its people, and how many of them were drawn on average.

    `drawn` is n/N of its stratum times its people, seldom whole.
    """

    district: str
    band: str
    people: int
    drawn: float


@dataclass(frozen=True, slots=True)
class Selection:
    """Selection weights by the levels of one or two axes.

    Attributes:
        names, labels: of the axes.
        weights: {a level's code of each axis: N/n}, not of mean 1.
    """

    names: tuple[str, ...]
    labels: tuple[str, ...]
    weights: Mapping[tuple[str, ...], float]


@dataclass(frozen=True, slots=True)
class Started:
    """What a raking begins with: n weights of mean 1; `unknown` respondents got the mean."""

    axes: str
    weight: Floats
    unknown: int

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader must know of it."""
        told = f"{self.axes}の回答から分かる抽出ウエイト（N/n）から始めました"
        if not self.unknown:
            return (told,)
        others = f"{self.axes}が分からないか、どの層にも入らない{self.unknown:,}人"
        return (told, f"{others}は、ほかの人の抽出ウエイトの平均としました")


def selection(chosen: Sequence[Chosen], codebook: Codebook, choice: Choice) -> Selection:
    """Find the levels that a design's districts and bands are, and what each weighs.

    Args:
        chosen: cells with people, each in a stratum from which somebody was drawn.
        codebook: what respondents were asked.
        choice: what a person decided where names do not tell, and what axes are called.

    A combination of levels may hold cells of several strata; it weighs ΣN/Σn over them, the
    inverse of their mean chance (Horvitz & Thompson 1952, Kish 1992). A band that holds several
    levels whole (18〜39歳) gives each its weight.

    Raises:
        NotAsked, NoLevel
    """
    people = [each for each in chosen if each.people]
    axes = [(DISTRICT, [each.district for each in people]), (BAND, [each.band for each in people])]
    found = [_levels(axis, words, codebook, choice) for axis, words in axes if any(words)]
    held: dict[tuple[str, ...], tuple[float, float]] = {}
    for place, each in enumerate(people):
        for key in product(*(levels[place] for _, _, levels in found)):
            size, drawn = held.get(key, (0.0, 0.0))
            held[key] = (size + each.people, drawn + each.drawn)
    return Selection(
        tuple(name for name, _, _ in found),
        tuple(label for _, label, _ in found),
        {key: size / drawn for key, (size, drawn) in held.items() if drawn},
    )


def started(made: Selection, frame: pd.DataFrame, codebook: Codebook) -> Started:
    """The selection weight of every respondent (n), of mean 1.

    Who did not say to which stratum they belong, or said what no stratum holds, gets the mean of
    the others: nothing is known that would make them count more or less.

    Raises:
        UnknownVariable, WrongMeasure: the answers have no such axis any more.
    """
    weight = np.full(len(frame), np.nan)
    axes = [codebook.categorical(name) for name in made.names]
    placed = [np.asarray(codes_of(frame, axis), dtype=np.int64) for axis in axes]
    for codes, value in made.weights.items():
        if all(code in axis.codes for code, axis in zip(codes, axes, strict=True)):
            there = [
                at == FIRST_LEVEL + axis.codes.index(code)
                for code, axis, at in zip(codes, axes, placed, strict=True)
            ]
            weight[np.logical_and.reduce(there)] = value
    known = ~np.isnan(weight)
    mean = float(weight[known].mean()) if known.any() else 1.0
    filled = np.where(known, weight, mean)
    return Started("と".join(made.labels), np.asarray(filled / filled.mean()), int((~known).sum()))


def _levels(
    axis: str, words: Sequence[str], codebook: Codebook, choice: Choice
) -> tuple[str, str, list[tuple[str, ...]]]:
    """The variable of an axis, its label, and the levels of each word.

    Raises:
        NotAsked, NoLevel
    """
    listed = [Class(axis, word, 1, place) for place, word in enumerate(dict.fromkeys(words), 1)]
    (found,) = match(listed, codebook, choice)
    if not found.name:
        raise NotAsked(axis=axis)
    codes = {
        each.level: (code,) if code else _inside(each.level, found) for each, code in found.classes
    }
    for word in words:
        if not codes[word]:
            raise NoLevel(axis=axis, level=word, label=found.label)
    return found.name, found.label, [() if OUT in codes[word] else codes[word] for word in words]


def _inside(word: str, found: Match) -> tuple[str, ...]:
    """The levels of which an age band holds every age; none where one goes beyond it."""
    band = ages(word)
    if band is None:
        return ()
    spans = {code: span for code, label in found.levels if (span := ages(label)) is not None}
    inside = [code for code, (low, high) in spans.items() if band[0] <= low and high <= band[1]]
    met = [code for code, (low, high) in spans.items() if band[0] <= high and low <= band[1]]
    return tuple(inside) if inside == met else ()
