"""The letters of the random sample: who got one, how many answered, and when."""

from collections import Counter
from collections.abc import Sequence
from math import ceil

import numpy as np

from app.example.people import Person
from surveys import access

# 年齢層: its first age, and the share of its letters that are answered
AGES = {"18～39歳": (18, 0.36), "40～64歳": (40, 0.5), "65歳以上": (65, 0.64)}
REMINDED = 17  # the day on which the お礼状兼督促状 arrives
POSTED = REMINDED - 2
WORDS = """先日お送りした市民意識調査にすでにご回答いただいた皆さまに、心からお礼を申し上げます。

まだの方は、先日の案内にそって、締切までにご回答くださいますようお願いいたします。

この調査は無記名で、どなたが回答されたかは市にも分かりません。そのため、案内をお送りした皆さまにお届けしています。行き違いの節はお許しください。"""
BY_QR = 0.7  # of those who answer on the web
TOGETHER = 5  # letters are addressed by fives


def stratum(who: Person) -> str:
    """The stratum a person's letter was drawn in: district and age."""
    return f"{who.district.name} {_ages(who)}"


def sent_out(met: Sequence[Person]) -> dict[str, int]:
    """How many letters each stratum got, so that the usual share of them was answered."""
    answered = Counter(map(stratum, met))
    share = {stratum(who): AGES[_ages(who)][1] for who in met}
    return {
        name: ceil(answered[name] / share[name] / TOGETHER) * TOGETHER for name in sorted(answered)
    }


def way(rng: np.random.Generator, who: Person) -> str:
    """How a sheet comes back: the older, the more often on paper."""
    if rng.random() < min(max((who.age - 30) / 70, 0.08), 0.75):
        return access.PAPER
    return access.QR if rng.random() < BY_QR else access.TYPED


def arrivals(rng: np.random.Generator, number: int, days: int) -> list[int]:
    """The day of the period each sheet comes in on: after the letter, or after the reminder."""
    drawn = np.where(
        rng.random(number) < 0.62,
        rng.gamma(2.2, 2.4, number),
        REMINDED + rng.gamma(2.0, 2.0, number),
    )
    return [int(day) for day in np.clip(drawn, 0, days - 1)]


def _ages(who: Person) -> str:
    return [name for name, (first, _) in AGES.items() if first <= who.age][-1]
