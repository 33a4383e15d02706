"""優先度: the parts of an issue's priority, their weights, and how firm the rank is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

PARTS = {
    "breadth": "広がり",
    "severity": "深刻さ",
    "concentration": "偏り",
    "voices": "声の厚み",
    "divergence": "職員と市民の差",
    "trend": "悪化",
}
WEIGHTS: Mapping[str, float] = {
    "breadth": 0.3,
    "severity": 0.25,
    "concentration": 0.15,
    "voices": 0.15,
    "divergence": 0.05,
    "trend": 0.1,
}
# What only some issues show: where any does, the others have none of it, and none is 0.
FOUND = ("concentration", "divergence", "trend")
SHAKE = (0.5, 1.5)
FULL_BREADTH = 0.25
FULL_GAP = 0.2
EXACT = 9  # decimals of a score
LOW = 0.5  # under which a part may be said to hold an issue down
# What the sentence about a rank is made of; the page that ranks anew uses the same.
WHY = {
    "lifted": "主に「{part}」で順位が上がり",
    "flat": "順位を上げる数字が少なく",
    "held": "、「{part}」は相対的に低く",
    "firm": "、重みを変えても{best}位です。",
    "loose": "、重みの置き方により{best}〜{worst}位です。",
}


@dataclass(frozen=True, slots=True)
class Priority:
    """A score from 0 to 1 with what it is made of; a part no data speak to is None.

    Attributes:
        parts: {part: 0 to 1 or None}, in the order of `PARTS`.
        score: the weighted mean of the parts that are known.
        ranks: best and worst rank when each weight in turn is halved or raised by half.
    """

    parts: Mapping[str, float | None]
    score: float
    ranks: tuple[int, int]


def parts(
    *,
    share: float,
    severity: float | None,
    voices: float | None,
    gap: float | None = None,
    divergence: float | None = None,
    trend: float | None = None,
) -> dict[str, float | None]:
    """The parts of one issue.

    Args:
        share: respondents concerned ÷ respondents; a quarter of all counts as full breadth.
        severity: share of complaints among its voices, or of unfavourable answers.
        voices: its number of voices ÷ that of the issue with most voices.
        gap: the widest difference of a group from everyone; 20 points count as full.
        divergence: the widest difference between staff and citizens; 20 points count as full.
        trend: how many points it got worse since the last survey; 20 count as full.
    """
    return {
        "breadth": min(1.0, share / FULL_BREADTH),
        "severity": severity,
        "concentration": _of_full(gap),
        "voices": voices,
        "divergence": _of_full(divergence),
        "trend": _of_full(trend),
    }


def comparable(listed: Sequence[Mapping[str, float | None]]) -> list[dict[str, float | None]]:
    """The parts of all issues, so that having a little of something never ranks below none."""
    there = {name for name in FOUND if any(each.get(name) is not None for each in listed)}
    return [
        {name: 0.0 if value is None and name in there else value for name, value in each.items()}
        for each in listed
    ]


def rank(
    listed: Sequence[Mapping[str, float | None]], weights: Mapping[str, float] = WEIGHTS
) -> list[Priority]:
    """The priority of every issue in the order given, with the firmness of its rank."""
    scores = [score(each, weights) for each in listed]
    spans = [places(scores)]
    for part in weights:
        for factor in SHAKE:
            shaken = {**weights, part: weights[part] * factor}
            spans.append(places([score(each, shaken) for each in listed]))
    return [
        Priority(each, own, (min(held), max(held)))
        for each, own, held in zip(listed, scores, zip(*spans, strict=True), strict=True)
    ]


def score(each: Mapping[str, float | None], weights: Mapping[str, float] = WEIGHTS) -> float:
    """The weighted mean of the parts that are known, 0 to 1; 0 where none is.

    Rounded, so that the last bits of a sum never decide between two issues.
    """
    known = {name: v for name, v in each.items() if v is not None and name in weights}
    total = sum(weights[name] for name in known)
    if not total:
        return 0.0
    return round(sum(weights[name] * value for name, value in known.items()) / total, EXACT)


def places(scores: Sequence[float]) -> list[int]:
    """Competition ranks, 1 for the highest."""
    return [1 + sum(other > own for other in scores) for own in scores]


def why(priority: Priority, weights: Mapping[str, float] = WEIGHTS) -> str:
    """In one sentence, what lifts this issue, what holds it down, and how firm its rank is."""
    known = {name: value for name, value in priority.parts.items() if value is not None}
    lifts = {name: value * weights.get(name, 0) for name, value in known.items()}
    strongest = max(lifts, key=lambda name: lifts[name], default="")
    lifted = WHY["lifted"] if strongest and lifts[strongest] > 0 else WHY["flat"]
    low = [name for name in known if known[name] < LOW and weights.get(name)]
    others = [name for name in low if name not in (*FOUND, strongest)]
    weakest = min(others, key=lambda name: (known[name], name), default="")
    best, worst = priority.ranks
    return (
        lifted.format(part=PARTS.get(strongest, ""))
        + (WHY["held"].format(part=PARTS[weakest]) if weakest else "")
        + WHY["firm" if best == worst else "loose"].format(best=best, worst=worst)
    )


def _of_full(gap: float | None) -> float | None:
    return None if gap is None else min(1.0, gap / FULL_GAP)
