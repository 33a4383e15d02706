"""The trade's form: how shares, tests and bases are written in Japanese survey reports.

Half-up rounding of the exact ratio, because Python's `round` is not what a report expects:
49/400 is 12.25 % and is printed 12.3.
"""

from decimal import ROUND_HALF_UP, Decimal
from math import isfinite

from analysis.methods.association import Association

SMALL_BASE = 30
LEAST_BASE = 10
WITHHELD = "非表示"
REFERENCE = "参考値"


def ratio(count: int, base: int, digits: int = 1) -> str:
    """A percentage without its sign from an exact ratio; `-` for nobody, 0.0 for almost nobody."""
    if count == 0 or base == 0:
        return "-"
    return _half_up(Decimal(count) * 100 / Decimal(base), digits)


def percent(share: float, digits: int = 1) -> str:
    """A share (0 to 1) as a percentage without its sign; `-` where it is zero or missing.

    A float such as 0.285 is a hair below its decimal, so it is read at 12 digits before rounding.
    """
    if not isfinite(share) or share == 0:
        return "-"
    return _half_up(Decimal(f"{share * 100:.12g}"), digits)


def points(difference: float, digits: int = 1) -> str:
    """A difference of shares in percentage points: 「+3.2ポイント」「△3.2ポイント」."""
    size = _half_up(Decimal(f"{abs(difference) * 100:.12g}"), digits)
    return f"{'△' if difference < 0 else '+'}{size}ポイント"


def decimal(value: float, digits: int = 2) -> str:
    """A score or a mean, half up, △ below zero; `-` where it is missing."""
    if not isfinite(value):
        return "-"
    size = _half_up(Decimal(f"{abs(value):.12g}"), digits)
    return f"△{size}" if value < 0 and Decimal(size) != 0 else size


def p_value(p: float) -> str:
    """「p<0.001」 or 「p=0.012」; just under 0.05 it has the digits that say so: 「p=0.0499」."""
    if p < 0.001:
        return "p<0.001"
    shown = _half_up(Decimal(f"{p:.12g}"), 3)
    if shown == "0.050" and p < 0.05:
        finer = _half_up(Decimal(f"{p:.12g}"), 4)
        return f"p={finer}" if finer != "0.0500" else "p<0.05"
    return f"p={shown}"


def q_value(q: float) -> str:
    """The same of a p value corrected for many tests, without its letter: 「<0.001」 「0.012」."""
    return p_value(q).removeprefix("p").removeprefix("=")


def test_line(association: Association | None) -> str:
    """One line that names the test, its result and its effect size."""
    if association is None:
        return "検定なし（比べられる群が2つ以上ないか、表示できない値があります）"
    df = association.df
    shown = f"{df:g}" if isinstance(df, float) else "、".join(f"{part:.1f}" for part in df)
    line = (
        f"{association.name}: 統計量 {decimal(association.statistic)}（自由度 {shown}）"
        f"、{p_value(association.p)}、クラメールのV={decimal(association.cramers_v)}"
        f"（{effect_word(association.cramers_v)}）"
    )
    if association.reason:
        line += f"。{association.reason}"
    if association.exact_p is not None and not association.trustworthy:
        line += f"（フィッシャーの正確検定 {p_value(association.exact_p)}）"
    return line


def effect_word(v: float) -> str:
    """Cohen's (1988) words for w at one degree of freedom: .1 small, .3 medium, .5 large."""
    if v < 0.1:
        return "関連はごく弱い"
    if v < 0.3:
        return "弱い関連"
    return "中程度の関連" if v < 0.5 else "強い関連"


def base_mark(n: int) -> str:
    """What must stand beside a base: 参考値 under 30, nothing otherwise."""
    return REFERENCE if 0 < n < SMALL_BASE else ""


def _half_up(value: Decimal, digits: int) -> str:
    return str(value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP))
