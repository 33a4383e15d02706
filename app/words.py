"""How a number, a share, a date and a base are written in Japanese: the template filters."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from math import isnan

from flask import Flask

from app.clock import JAPAN, day_of

ERAS = (  # first day of each era, newest first
    (date(2019, 5, 1), "令和"),
    (date(1989, 1, 8), "平成"),
    (date(1926, 12, 25), "昭和"),
    (date(1912, 7, 30), "大正"),
)
Number = int | float | Fraction


def init_app(app: Flask) -> None:
    for word in (number, percent, points, day, moment, iso, fiscal_year, base):
        app.add_template_filter(word)


def number(value: Number | None, digits: int = 0) -> str:
    """1234567 → 1,234,567; -3 → △3; nothing → －."""
    if _missing(value):
        return "－"
    rounded = _rounded(value, digits)
    return f"{'△' if rounded < 0 else ''}{abs(rounded):,.{digits}f}"


def percent(share: Number | None, digits: int = 1) -> str:
    """0.375 → 37.5%, halves rounded up as the trade does, from the exact ratio."""
    return "－" if _missing(share) else f"{number(_exact(share) * 100, digits)}%"


def points(difference: Number | None, digits: int = 1) -> str:
    """A difference of shares: -0.032 → △3.2ポイント, 0.032 → +3.2ポイント."""
    if _missing(difference):
        return "－"
    said = number(_exact(difference) * 100, digits)
    return f"{'' if said.startswith('△') or not said.strip('0.') else '+'}{said}ポイント"


def base(n: int) -> str:
    """What a share is a share of: n=1,204."""
    return f"n={number(n)}"


def day(value: date | datetime) -> str:
    """2026-07-01 → 令和8年7月1日; a moment is the day it is in Japan."""
    told = day_of(value) if isinstance(value, datetime) else value
    for first, era in ERAS:
        if told >= first:
            return f"{era}{_year(told.year - first.year + 1)}年{told.month}月{told.day}日"
    return f"{told.year}年{told.month}月{told.day}日"


def moment(value: datetime) -> str:
    """令和8年7月1日 15:04, in Japan."""
    return f"{day(value)} {value.astimezone(JAPAN):%H:%M}"


def iso(value: date | datetime) -> str:
    """For machines: the `datetime` of a `<time>`."""
    if isinstance(value, datetime):
        return value.astimezone(JAPAN).isoformat(timespec="minutes")
    return value.isoformat()


def fiscal_year(year: int) -> str:
    """2026 → 令和8年度."""
    return f"{day(date(year, 5, 1)).partition('年')[0]}年度"


def _missing(value: Number | None) -> bool:
    return value is None or (isinstance(value, float) and isnan(value))


def _exact(value: Number | None) -> Fraction:
    """The shortest decimal a float stands for, so that 0.3625 is a tie and rounds up."""
    if isinstance(value, float):
        return Fraction(Decimal(repr(float(value))))
    return Fraction(value or 0)


def _rounded(value: Number | None, digits: int) -> Decimal:
    """Round halves away from zero; a negative that rounds to nothing is plain zero."""
    exact = _exact(value)
    scaled = (abs(exact) * 10**digits * 2 + 1) // 2
    size = Decimal(int(scaled)).scaleb(-digits)
    return -size if exact < 0 and size else size


def _year(count: int) -> str:
    return "元" if count == 1 else str(count)
