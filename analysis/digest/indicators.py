"""指標の根拠: whether an indicator is off its target, and whether it moves towards it.

An indicator of a survey varies by chance: its change is only called a change where n is known of
both years and the test of two shares says so. One of statistics counts everybody and is taken
as it is.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isfinite

from analysis.errors import AnalysisError
from analysis.methods.comparisons import two_shares

STATISTIC, SURVEY = "統計", "市民"
PERCENT, WHOLE = "%", 100.0
UP, DOWN = 1, -1
_VALUE = re.compile(r"^([△▲−-]?[\d,]+(?:\.\d+)?)\s*([^\d\s]*?)\s*(以上|以下|未満|超)?$")
_SENSES = {"以上": UP, "超": UP, "以下": DOWN, "未満": DOWN, "": 0}
_WAYS = {
    **dict.fromkeys(("増加", "延伸", "上昇", "向上", "拡大"), UP),
    **dict.fromkeys(("減少", "短縮", "低下", "縮小", "抑制"), DOWN),
}
_BESIDE = re.compile(r"^(.+?)(?:平均)?(?:より|を)\s*(高|多|上回|低|少|下回).*$")


class NoTarget(AnalysisError):
    message = (
        "目標値「%(said)s」を読み取れません。「70.0%%」「0.6以上」「増加」「国・県より高」の"
        "ような書き方にしてください"
    )


@dataclass(frozen=True, slots=True)
class Value:
    """An indicator in one year; None: no result yet. `n` is how many were asked, if known.

    `beside` is what it was elsewhere in that year: {国: 68.6}.
    """

    when: str
    value: float | None
    n: int | None = None
    beside: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Target:
    """What an indicator is to become: a number, a way (増加), or more than others (国・県).

    Attributes:
        said: as it was written.
        way: UP or DOWN; 0 where a number leaves it open.
        value, unit, digits: of a number, with as many decimals as it was written with.
        others: whose value is to be passed.
    """

    said: str
    way: int
    value: float | None = None
    unit: str = ""
    digits: int = 0
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """指標. `key` is how its page is found; `about` are words that say what it is about.

    Attributes:
        kind: 統計 (everybody is counted) or 市民 (a survey).
        digits: decimals its values are shown with.
        values: in the order of the years, after the baseline.
    """

    key: str
    name: str
    kind: str
    unit: str
    baseline: Value
    values: tuple[Value, ...]
    target: Target
    digits: int = 1
    due: str = ""
    about: str = ""
    topic: str | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """How an indicator stands.

    Attributes:
        latest: the last year with a result after the baseline's; None: none yet.
        moved: latest − baseline; None where either is missing.
        towards: whether that is the way to the target; None where it did not move.
        met: whether the target is reached; None where that cannot be told.
        short: how far off the target it is, as a share of the target or of the baseline, the
            larger one; 0 where it is met.
        p: of the change, pooled z test of two shares; None: not tested.
    """

    latest: Value | None
    moved: float | None = None
    towards: bool | None = None
    met: bool | None = None
    short: float = 0.0
    p: float | None = None


def target(said: str) -> Target:
    """Read a target as plans write it: 70.0%, 0.6以上, 増加, 国・県より高.

    Raises:
        NoTarget
    """
    words = said.strip()
    if words in _WAYS:
        return Target(words, _WAYS[words])
    number = _VALUE.match(words)
    if number is not None:
        value = float(re.sub("[△▲−]", "-", number[1]).replace(",", ""))
        digits = len(number[1].partition(".")[2])
        unit = number[2].replace("％", PERCENT)
        return Target(words, _SENSES[number[3] or ""], value, unit, digits)
    beside = _BESIDE.match(words)
    if beside is None:
        raise NoTarget(said=said)
    way = UP if beside[2] in ("高", "多", "上回") else DOWN
    return Target(words, way, others=tuple(re.split("[・、,と]", beside[1])))


def judge(one: Indicator) -> Judged:
    """Set the last result beside the baseline and the target."""
    latest = next((each for each in reversed(one.values) if each.value is not None), None)
    if latest is None or latest.value is None:
        return Judged(None)
    way, base = _way(one), one.baseline.value
    moved = None if base is None else round(latest.value - base, 10)
    met, short = _off(one, latest, way)
    return Judged(
        latest, moved, None if not moved else moved * way > 0, met, short, _chance(one, latest)
    )


def _way(one: Indicator) -> int:
    """Which way is better: as the target says, else from the baseline to it, else up."""
    aim, base = one.target.value, one.baseline.value
    if one.target.way:
        return one.target.way
    return DOWN if aim is not None and base is not None and aim < base else UP


def _off(one: Indicator, latest: Value, way: int) -> tuple[bool | None, float]:
    """Whether the target is met, and how far off it is (see `Judged`)."""
    wanted = _wanted(one, latest)
    if latest.value is None or not wanted:
        return None, 0.0
    gaps = [(aim - latest.value) * way for aim in wanted]
    widest = max(gaps)
    met = widest <= 0 if one.target.value is not None else widest < 0
    whole = max(abs(wanted[gaps.index(widest)]), abs(one.baseline.value or 0.0))
    return met, 0.0 if met else min(1.0, widest / whole if whole else 1.0)


def _wanted(one: Indicator, latest: Value) -> list[float]:
    """The values to reach or to pass; none where one of them is not known."""
    if one.target.value is not None:
        return [one.target.value]
    if not one.target.others:
        return [] if one.baseline.value is None else [one.baseline.value]
    known = [latest.beside.get(name) for name in one.target.others]
    found = [value for value in known if value is not None]
    return found if len(found) == len(known) else []


def _chance(one: Indicator, latest: Value) -> float | None:
    """The p value of the change of a share between two samples."""
    now, then, n, before = latest.value, one.baseline.value, latest.n, one.baseline.n
    if not sampled(one) or one.unit != PERCENT or now is None or then is None:
        return None
    if not n or not before or not 0 <= min(now, then) <= max(now, then) <= WHOLE:
        return None
    p = two_shares(round(now / WHOLE * n), n, round(then / WHOLE * before), before).p_pooled
    return p if isfinite(p) else None


def sampled(one: Indicator) -> bool:
    """Whether its values come from a sample, so that they vary by chance."""
    return one.kind == SURVEY
