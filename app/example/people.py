"""Invented people: who they are, how content they are, and what they would write about."""

from dataclasses import dataclass

import numpy as np

from app.example.city import DISTRICTS, District
from app.example.writing import Author

YOUNG, WORKING, PARENT, MIDDLE, SENIOR = "若者", "働き盛り", "子育て", "中年", "シニア"
# each occupation, and what the clauses of `voices/` call it
WORKS = {
    "会社員・公務員": "会社員",
    "パート・アルバイト": "パート",
    "自営業": "自営業",
    "農林業": "農林業",
    "家事専業": "家事",
    "学生": "学生",
    "無職": "無職",
}
OCCUPATIONS = tuple(WORKS)
SEXES = ("男性", "女性", "その他・答えたくない")
YEARS_LIVED = ("5年未満", "5年以上10年未満", "10年以上20年未満", "20年以上")
HOUSEHOLDS = ("ひとり暮らし", "夫婦のみ", "親と子", "三世代", "その他")
HOMES = ("一戸建て", "集合住宅", "その他")
# topic: how content people are to begin with, and what far districts and times of life change
CONTENTMENT: dict[str, tuple[float, float, dict[str, float]]] = {
    "transport": (-0.1, -1.3, {YOUNG: -0.3, SENIOR: -0.5}),
    "roads": (0.0, -0.5, {PARENT: -0.2}),
    "childcare": (0.6, -0.2, {PARENT: -1.3, YOUNG: -0.2}),
    "culture": (0.4, -0.3, {PARENT: -0.3}),
    "medical": (0.3, -1.4, {SENIOR: -0.2, PARENT: -0.3}),
    "seniors": (0.4, -0.3, {SENIOR: -0.5, MIDDLE: -0.4}),
    "disaster": (0.4, -0.4, {}),
    "jobs": (-0.1, -0.3, {YOUNG: -0.7, PARENT: -0.3}),
    "shopping": (0.3, -1.3, {YOUNG: -0.5}),
    "parks": (0.3, -0.2, {PARENT: -1.2}),
    "environment": (0.6, -0.1, {SENIOR: -0.1}),
    "cityhall": (0.5, -0.3, {PARENT: -0.3}),
    "farming": (0.3, -0.3, {}),
    "community": (0.5, -0.2, {MIDDLE: -0.4, PARENT: -0.2}),
    "time": (0.3, 0.0, {PARENT: -0.9, WORKING: -0.5, SENIOR: 0.6}),
}
# topic: what an occupation changes. Sex and the kind of home change nothing, anywhere.
AT_WORK: dict[str, dict[str, float]] = {
    "jobs": {"学生": -0.9, "パート・アルバイト": -0.5},
    "farming": {"農林業": -1.6},
    "environment": {"農林業": -0.6},
    "shopping": {"自営業": -1.0, "学生": -0.4},
    "childcare": {"パート・アルバイト": -0.5},
    "time": {"パート・アルバイト": -0.6, "会社員・公務員": -0.2},
    "transport": {"学生": -0.4},
}
TOPICS = tuple(topic for topic in CONTENTMENT if topic != "time")  # what people write about
_SHARES = np.array([district.share for district in DISTRICTS])


@dataclass(frozen=True, slots=True)
class Person:
    """One respondent. `content` is {topic: how content, about −2 to 2}; `mood` shifts it all."""

    sex: str
    age: int
    district: District
    occupation: str
    years: str
    household: str
    home: str
    life: str
    mood: float
    content: dict[str, float]
    author: Author


def person(rng: np.random.Generator, *, online: bool = False) -> Person:
    """Meet someone; those who answer an open call on the web are younger."""
    district = DISTRICTS[int(rng.choice(len(DISTRICTS), p=_SHARES / _SHARES.sum()))]
    centre = 41.0 if online else 55.0 + 6 * district.old
    age = int(np.clip(rng.normal(centre, 13 if online else 18), 18, 94))
    household = _household(rng, age)
    life = _life(age, household)
    mood = float(rng.normal(0, 0.5))
    occupation = _occupation(rng, age, district)
    content = {
        topic: _content(rng, topic, district, (life, occupation)) + mood for topic in CONTENTMENT
    }
    return Person(
        sex=str(rng.choice(SEXES, p=[0.46, 0.51, 0.03])),
        age=age,
        district=district,
        occupation=occupation,
        years=_years(rng, age, district),
        household=household,
        home=str(rng.choice(HOMES, p=[0.72, 0.25, 0.03])),
        life=life,
        mood=mood,
        content=content,
        author=Author(
            bool(rng.random() < 0.35 + age / 250), _place(district), life, WORKS[occupation]
        ),
    )


def concern(rng: np.random.Generator, who: Person) -> str:
    """The topic a person takes up the pen for: the less content, the likelier."""
    pull = np.exp(np.array([-1.1 * who.content[topic] for topic in TOPICS]))
    return TOPICS[int(rng.choice(len(TOPICS), p=pull / pull.sum()))]


def _place(district: District) -> str:
    """The place a person complains about by its name; nobody does of the centre."""
    return district.name if district.far >= 0.2 else ""


def _content(
    rng: np.random.Generator, topic: str, district: District, doing: tuple[str, str]
) -> float:
    (start, far, lives), (life, occupation) = CONTENTMENT[topic], doing
    changed = lives.get(life, 0.0) + AT_WORK.get(topic, {}).get(occupation, 0.0)
    return start + far * district.far + changed + float(rng.normal(0, 0.7))


def _life(age: int, household: str) -> str:
    if age >= 65:
        return SENIOR
    if household in ("親と子", "三世代") and 25 <= age < 48:
        return PARENT
    if age < 30:
        return YOUNG
    return WORKING if age < 48 else MIDDLE


def _household(rng: np.random.Generator, age: int) -> str:
    if age < 30:
        shares = [0.35, 0.06, 0.45, 0.10, 0.04]
    elif age < 65:
        shares = [0.12, 0.15, 0.57, 0.12, 0.04]
    else:
        shares = [0.19, 0.42, 0.22, 0.13, 0.04]
    return str(rng.choice(HOUSEHOLDS, p=shares))


def _occupation(rng: np.random.Generator, age: int, district: District) -> str:
    if age < 23 and rng.random() < 0.85:
        return "学生"
    farm = 0.02 + 0.08 * district.far
    if age >= 65:
        shares = [0.07, 0.12, 0.08, farm + 0.04, 0.22, 0.0, 0.0]
    else:
        shares = [0.50, 0.18, 0.08, farm, 0.09, 0.0, 0.0]
    return str(rng.choice(OCCUPATIONS, p=[*shares[:6], 1 - sum(shares)]))


def _years(rng: np.random.Generator, age: int, district: District) -> str:
    settled = min(age / 80, 0.9) + 0.1 * district.far + float(rng.normal(0, 0.25))
    return YEARS_LIVED[int(np.searchsorted([0.35, 0.5, 0.65], settled))]
