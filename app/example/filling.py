"""How a form is filled in by somebody: raw strings, as a phone sends them."""

from collections.abc import Sequence

import numpy as np

Form = dict[str, list[str]]
POINTS = 5
UNSURE = "9"  # わからない, in every questionnaire of the example
_CUTS = (-1.25, -0.4, 0.3, 1.1)


def point(rng: np.random.Generator, content: float) -> str:
    """The point of a five-point scale that fits how content someone is; 1 is favourable."""
    place = int(np.searchsorted(_CUTS, content + float(rng.normal(0, 0.35))))
    return str(POINTS - place)


def unsure(rng: np.random.Generator, share: float, said: str) -> str:
    """The answer, or わからない with this share."""
    return UNSURE if rng.random() < share else said


def silent(rng: np.random.Generator, share: float, *said: str) -> list[str]:
    """The answer as a form field holds it, or nothing with this share: 無回答."""
    return [] if rng.random() < share else list(said)


def one_of(rng: np.random.Generator, shares: Sequence[float]) -> str:
    """The code of a choice, drawn by the shares of all of them; codes count from 1."""
    weights = np.array(shares) / sum(shares)
    return str(1 + int(rng.choice(len(weights), p=weights)))


def several(
    rng: np.random.Generator, pull: dict[str, float], *, limit: int, fewest: int = 1
) -> list[str]:
    """Up to `limit` codes: those that pull most, with some chance; most people use them all."""
    names = list(pull)
    drawn = np.array(list(pull.values())) + rng.gumbel(0, 0.7, len(names))
    number = limit if rng.random() < 0.75 else int(rng.integers(fewest, limit + 1))
    best = set(np.argsort(-drawn)[:number].tolist())
    return [name for place, name in enumerate(names) if place in best]
