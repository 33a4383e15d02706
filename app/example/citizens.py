"""市民意識調査: how an invented resident fills in the form of `questionnaires/citizens.yaml`."""

from collections.abc import Mapping, Sequence

import numpy as np

from app.example.filling import UNSURE, Form, one_of, point, several, silent, unsure
from app.example.people import (
    HOMES,
    HOUSEHOLDS,
    OCCUPATIONS,
    SEXES,
    YEARS_LIVED,
    Person,
    concern,
    person,
)
from app.example.writing import Pen
from surveys.documents import Document
from surveys.kinds import Question

SAMPLE = 1200
# topic: how much more important than the middle everybody finds it
WEIGHTS = {
    "transport": 0.7,
    "roads": 0.7,
    "childcare": 0.9,
    "culture": 0.5,
    "medical": 1.5,
    "seniors": 0.8,
    "disaster": 1.2,
    "jobs": 0.7,
    "shopping": 0.4,
    "farming": 0.2,
    "parks": 0.1,
    "environment": 0.2,
    "cityhall": 0.0,
}
# row of 問5: how many agree to begin with, and what it hangs on
STATEMENTS = {
    "raising": (0.5, "childcare"),
    "enjoying": (0.5, "shopping"),
    "hope": (0.5, "jobs"),
    "purpose": (1.2, "jobs"),
    "time": (0.1, "time"),
    "support": (0.1, "community"),
    "ready": (0.5, "disaster"),
    "food": (0.3, "environment"),
}
BESIDE = {"q11": "バスを使う目的", "q12": "バスを使わない理由"}
LEAVE, CHILD, NO_BUS = "3", "1", "4"
Wards = Mapping[str, Sequence[str]]


def wards(area: Question) -> Wards:
    """{地区: codes of its 行政区}, as the question of the form lists them."""
    found: dict[str, list[str]] = {}
    for choice in area.choices:
        if choice.within:
            found.setdefault(choice.within[-1], []).append(choice.code)
    return found


def everybody(document: Document, seed: int) -> list[tuple[Person, Form]]:
    """Everyone who answers, each with the form they send in."""
    rng = np.random.default_rng(seed)
    pen, homes = Pen(rng), wards(document.question("f3"))
    met = [person(rng) for _ in range(SAMPLE)]
    return [(who, fill(rng, pen, who, homes)) for who in met]


def fill(rng: np.random.Generator, pen: Pen, who: Person, homes: Wards) -> Form:
    """All fields of one form; `homes` says which 行政区 lie in a district."""
    return {
        **_living(rng, who),
        **_matrices(rng, who),
        **_wishes(rng, pen, who),
        **_moving(rng, pen, who),
        **_raising(rng, who),
        **_texts(rng, pen, who),
        **_person(rng, who, homes),
    }


def _living(rng: np.random.Generator, who: Person) -> Form:
    general = who.mood + 0.3 - 0.4 * who.district.far
    stay = _stay(rng, who)
    return {
        "q1": silent(rng, 0.01, point(rng, general + 0.3)),
        "q2": silent(rng, 0.02, stay),
        "q3": _reasons_to_leave(rng, who) if stay == LEAVE else [],
        "q4": silent(rng, 0.02, point(rng, general + 0.5)),
        "q6": silent(rng, 0.03, _happiness(rng, who)),
    }


def _stay(rng: np.random.Generator, who: Person) -> str:
    if rng.random() < 0.08:
        return UNSURE
    wish = who.mood + (who.age - 45) / 40 + float(rng.normal(0, 0.5))
    wish -= 0.6 if who.occupation == "学生" else 0.0
    return str(3 - int(np.searchsorted([-0.9, 0.1], wish)))


def _reasons_to_leave(rng: np.random.Generator, who: Person) -> list[str]:
    about = ("transport", "shopping", "jobs", "medical", "childcare")
    pull = {str(place): -who.content[topic] for place, topic in enumerate(about, 1)}
    return several(rng, pull | {"6": -0.4, "7": -0.5}, limit=3)


def _happiness(rng: np.random.Generator, who: Person) -> str:
    return str(int(np.clip(round(6.7 + 1.6 * who.mood + rng.normal(0, 1.5)), 0, 10)))


def _matrices(rng: np.random.Generator, who: Person) -> Form:
    felt = {
        f"q5_{row}": silent(rng, 0.02, point(rng, start + 0.6 * who.content[topic]))
        for row, (start, topic) in STATEMENTS.items()
    }
    content = {
        f"q7_{topic}": silent(rng, 0.03, unsure(rng, 0.04, point(rng, who.content[topic])))
        for topic in WEIGHTS
    }
    important = {
        f"q8_{topic}": silent(
            rng, 0.04, unsure(rng, 0.03, _important(rng, weight - 0.2 * who.content[topic]))
        )
        for topic, weight in WEIGHTS.items()
    }
    return felt | content | important


def _important(rng: np.random.Generator, weight: float) -> str:
    return point(rng, 0.3 + weight + float(rng.normal(0, 0.7)))


def _wishes(rng: np.random.Generator, pen: Pen, who: Person) -> Form:
    """Up to three topics: what matters and fails. None: nothing in particular."""
    drawn = rng.random()
    if drawn < 0.02:
        return {}
    if drawn < 0.08:
        return {"q9": ["none"]}
    wanted = several(rng, {t: WEIGHTS[t] - who.content[t] for t in WEIGHTS}, limit=3)
    if drawn > 0.988:
        return {"q9": [*wanted[:2], "misc"], "q9_other": [pen.beside("力を入れてほしいこと")]}
    return {"q9": wanted}


def _moving(rng: np.random.Generator, pen: Pen, who: Person) -> Form:
    near = 0.12 + 0.1 * (1 - who.district.far)
    rides = silent(rng, 0.02, one_of(rng, [near * 0.4, near * 0.6, near, 1 - 2 * near]))
    energy = [code for code, share in (("1", 0.17), ("2", 0.06), ("3", 0.08)) if _yes(rng, share)]
    form = {"q10": rides, "q13": silent(rng, 0.03, *(energy or ["5"]))}
    if rides == [NO_BUS]:
        few = 0.2 + 0.3 * who.district.far
        why = one_of(rng, [few, 0.13, 0.1, 0.05, 0.7 - few, 0.02])
        return form | {"q12": silent(rng, 0.04, why)} | _written(pen, "q12", why, "6")
    if rides:
        use = one_of(
            rng, [0.3, 0.3, 0.25, 0.1, 0.05] if who.age < 65 else [0.05, 0.5, 0.3, 0.1, 0.05]
        )
        return form | {"q11": silent(rng, 0.03, use)} | _written(pen, "q11", use, "5")
    return form


def _written(pen: Pen, question: str, chosen: str, other: str) -> Form:
    """What stands beside その他, where that was chosen."""
    return {f"{question}_other": [pen.beside(BESIDE[question])]} if chosen == other else {}


def _raising(rng: np.random.Generator, who: Person) -> Form:
    child = _yes(rng, 0.9 if who.life == "子育て" else 0.03)
    form = {"q14": silent(rng, 0.02, "1" if child else "2")}
    if not child or form["q14"] != [CHILD]:
        return form
    if _yes(rng, 0.08):
        return form | {"q15": ["9"]}
    working = 0.8 if who.occupation == "パート・アルバイト" else 0.2
    pull = {"1": 0.3, "2": 0.5, "3": 0.5, "4": 0.2 - 0.4 * who.content["parks"], "5": 0.6}
    return form | {"q15": several(rng, pull | {"6": -0.3, "7": working}, limit=3)}


def _texts(rng: np.random.Generator, pen: Pen, who: Person) -> Form:
    """困っていること and 望むこと; most leave both blank."""
    form: Form = {}
    for name, share, write in (("q16", 0.36, pen.trouble), ("q17", 0.25, pen.wish)):
        drawn = rng.random()
        if drawn < share:
            form[name] = [write(who.author, concern(rng, who))]
        elif drawn < share + 0.05:
            form[name] = [pen.nothing()]
    return form


def _person(rng: np.random.Generator, who: Person, homes: Wards) -> Form:
    ward = str(rng.choice(list(homes[who.district.name])))
    return {
        "f1": silent(rng, 0.01, _code(SEXES, who.sex)),
        "f2": silent(rng, 0.01, str(who.age)),
        "f3": silent(rng, 0.015, "unknown" if _yes(rng, 0.015) else ward),
        "f4": silent(rng, 0.015, _code(OCCUPATIONS, who.occupation)),
        "f5": silent(rng, 0.02, _code(YEARS_LIVED, who.years)),
        "f6": silent(rng, 0.03, _code(HOUSEHOLDS, who.household)),
        "f7": silent(rng, 0.02, _code(HOMES, who.home)),
    }


def _code(labels: Sequence[str], label: str) -> str:
    return str(labels.index(label) + 1)


def _yes(rng: np.random.Generator, share: float) -> bool:
    return bool(rng.random() < share)
