"""Charts of one question: how everyone rated it, or which choices were made most."""

from collections.abc import Sequence

import numpy as np

from analysis.codebook import Measure, Question, Score
from analysis.counting import Floats
from analysis.digest.charted.chart import Answered, Numbers, Series, Told, same
from analysis.digest.favour import favourable, unfavourable
from analysis.digest.preferred import strength
from analysis.disclosure import LEAST_CELL, PUBLIC, guard_frequency
from analysis.frequencies import Frequency, frequency
from analysis.preferred import Preferred, preferences

MOST_BARS = 10


def rating(told: Told, answered: Answered) -> Numbers | None:
    """Everyone's answers as one bar.

    The sentence tells the sum of the bad answers and that of the good. So where few chose one
    answer, the answers are summed up just as the sentence does, or it could be subtracted.
    """
    made = _counted(told, answered)
    bad, good = unfavourable(made.question), favourable(made.question)
    if not same(float(made.shares[list(bad)].sum()), told["strength"]):
        return None
    if (guard_frequency(made, PUBLIC).n < 0).any():
        return _summed(made, bad, good)
    return _bar(made, made.question.labels, made.shares, bad, _tones(made.question, bad, good))


def needs(told: Told, answered: Answered) -> Numbers | None:
    """The choices of a question in the order of their shares, the one that is told among them."""
    made = _counted(told, answered)
    labels = made.question.labels
    if told["subject"] not in labels:
        return None
    own = labels.index(told["subject"])
    shown = guard_frequency(made, PUBLIC)
    if shown.n[own] < 0 or not same(float(made.shares[own]), told["strength"]):
        return None
    order = [int(p) for p in np.argsort(-made.shares, kind="stable") if shown.n[p] > 0]
    kept = order[:MOST_BARS]
    kept = kept if own in kept else [*kept[:-1], own]
    return Numbers(
        "bars",
        made.question.label,
        tuple(labels[place] for place in kept),
        (Series("選んだ人の割合", made.base, tuple(float(made.shares[p]) for p in kept)),),
        made.base,
        marked=(kept.index(own),),
    )


def preferred(told: Told, answered: Answered) -> Numbers | None:
    """The items of a question with scores, by the share that each was chosen or given."""
    name = told["source"]["question"]
    made = preferences(
        answered.people,
        answered.codebook,
        preference=name,
        weight=answered.weight,
        rules=PUBLIC,
    )
    labels = made.made.labels
    own = labels.index(told["subject"]) if told["subject"] in labels else None
    if own is None or made.gone[own] or not same(strength(made, own), told["strength"]):
        return None
    words, shares = _shares(made)
    order = [int(p) for p in np.argsort(-np.nan_to_num(shares), kind="stable") if shares[p] > 0]
    kept = order[:MOST_BARS]
    kept = kept if own in kept else [*kept[:-1], own]
    return Numbers(
        "bars",
        f"{made.title}（{words}）",
        tuple(labels[place] for place in kept),
        (Series(words, made.n, tuple(float(shares[place]) for place in kept)),),
        made.n,
        marked=(kept.index(own),),
    )


def _shares(made: Preferred) -> tuple[str, Floats]:
    """What is drawn of each item, and its name: shares of people, of points, of times shown."""
    if made.question.way is Score.RANK:
        return "選んだ人の割合", made.made.beside["選んだ割合"]
    if made.question.way is Score.POINTS:
        return "配分の割合", made.made.score / (made.question.columns[0].most or 1)
    return "最良に選ばれた割合", made.made.beside["最良の割合"]


def _counted(told: Told, answered: Answered) -> Frequency:
    name = told["source"]["question"]
    return frequency(answered.people, answered.codebook, question=name, weight=answered.weight)


def _summed(made: Frequency, bad: Sequence[int], good: Sequence[int]) -> Numbers | None:
    rest = [place for place in range(len(made.n)) if place not in (*bad, *good)]
    parts = [part for part in (list(good), rest, list(bad)) if part]
    if any(0 < made.n[part].sum() < LEAST_CELL for part in parts):
        return None
    labels = ["・".join(made.question.labels[place] for place in part) for part in parts]
    shares = np.array([float(made.shares[part].sum()) for part in parts])
    tones = [1.0 if part == list(good) else -1.0 if part == list(bad) else 0.0 for part in parts]
    return _bar(made, labels, shares, [len(parts) - 1], tones)


def _bar(
    made: Frequency,
    labels: Sequence[str],
    shares: np.ndarray,
    marked: Sequence[int],
    tones: Sequence[float | None],
) -> Numbers:
    whole = Series("全体", made.base, tuple(float(share) for share in shares))
    title = made.question.label
    kept = tuple(marked)
    return Numbers(
        "shares", title, tuple(labels), (whole,), made.base, marked=kept, tones=tuple(tones)
    )


def _tones(question: Question, bad: Sequence[int], good: Sequence[int]) -> list[float | None]:
    if question.variables[0].measure is Measure.ORDINAL:
        return tones_of(question)
    return [
        -1.0 if place in bad else 1.0 if place in good else 0.0
        for place in range(len(question.labels))
    ]


def tones_of(question: Question) -> list[float | None]:
    """1 (favourable) to −1 for each step of a scale, None for what is none.

    Where the words of its steps say which end is bad, they decide.
    """
    variable = question.variables[0]
    off = len(variable.off_scale)
    steps = len(variable.levels) - off
    made = [1 - 2 * step / (steps - 1) if steps > 1 else 1.0 for step in range(steps)]
    bad = unfavourable(question)
    first_is_good = sum(bad) / len(bad) > (steps - 1) / 2 if bad else variable.reverse
    return [*(made if first_is_good else made[::-1]), *[None] * off]
