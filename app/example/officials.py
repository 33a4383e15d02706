"""職員アンケート: how a member of staff fills in the form of `questionnaires/officials.yaml`."""

import numpy as np

from app.example.filling import Form, one_of, point, several, silent
from app.example.writing import Author, Pen

STAFF = 240
# 所属: its share of the staff, and what it would have the next plan do
DEPARTMENTS = {
    "general": (0.16, "cityhall"),
    "living": (0.17, "environment"),
    "welfare": (0.23, "seniors"),
    "industry": (0.13, "farming"),
    "works": (0.16, "roads"),
    "education": (0.15, "culture"),
}
# row of 問1: how content staff are; what a higher post and long service change
QUESTIONS = {
    "known": (0.5, 0.5, 0.1),
    "used": (0.2, 0.4, 0.0),
    "budget": (-0.3, 0.3, -0.1),
    "burden": (-0.7, 0.0, -0.3),
    "power": (0.2, 0.5, 0.0),
    "together": (-0.4, 0.1, -0.1),
    "voices": (0.0, 0.1, 0.0),
    "time": (-0.9, -0.1, -0.2),
}
WANTED = {
    "transport": 0.6,
    "childcare": 1.0,
    "medical": 0.8,
    "seniors": 0.4,
    "disaster": 0.9,
    "jobs": 0.8,
    "shopping": 0.3,
}
TOPICS = {"staff_cycle": 0.42, "staff_people": 0.33, "staff_together": 0.25}


def everybody(seed: int) -> list[Form]:
    """The forms that all staff who answer send in."""
    rng = np.random.default_rng(seed)
    pen = Pen(rng)
    return [fill(rng, pen, each) for each in _departments(rng)]


def fill(rng: np.random.Generator, pen: Pen, department: str) -> Form:
    """All fields of one form; the department is the one whose link was opened."""
    age = int(rng.choice(4, p=[0.22, 0.28, 0.27, 0.23]))
    service = int(np.clip(round(rng.normal(age, 0.7)), 0, 3))
    post = int(np.clip(round(rng.normal(service * 0.55, 0.4)), 0, 2))
    return {
        "d1": [department],
        "d2": silent(rng, 0.01, str(service + 1)),
        "d3": silent(rng, 0.02, str(post + 1)),
        "d4": silent(rng, 0.01, str(age + 1)),
        **_rows(rng, post, service),
        **_sheets(rng, post),
        "q4": several(rng, _wanted(department), limit=3),
        **_texts(rng, pen, post),
    }


def _departments(rng: np.random.Generator) -> list[str]:
    """The department of each who answers."""
    shares = [share for share, _ in DEPARTMENTS.values()]
    return [str(each) for each in rng.choice(list(DEPARTMENTS), size=STAFF, p=shares)]


def _rows(rng: np.random.Generator, post: int, service: int) -> Form:
    return {
        f"q1_{row}": silent(
            rng, 0.01, point(rng, start + rise * (post - 0.5) + long * (service - 1) + rng.normal())
        )
        for row, (start, rise, long) in QUESTIONS.items()
    }


def _sheets(rng: np.random.Generator, post: int) -> Form:
    written = bool(rng.random() < 0.5 + 0.1 * post)
    if not written:
        return {"q2": ["2"]}
    if rng.random() < 0.05:
        return {"q2": ["1"], "q3": ["7"]}
    pull = {"1": 1.0, "2": 0.4, "3": 0.5, "4": 0.6, "5": -0.2}
    return {"q2": ["1"], "q3": several(rng, pull, limit=3)}


def _wanted(department: str) -> dict[str, float]:
    own = DEPARTMENTS[department][1]
    everyone = {topic: 0.0 for _, topic in DEPARTMENTS.values()} | WANTED
    return everyone | {own: everyone[own] + 1.2}


def _texts(rng: np.random.Generator, pen: Pen, post: int) -> Form:
    author = Author(polite=False, place="", life="職員")
    form: Form = {}
    for name, share, write in (("q5", 0.45, pen.trouble), ("q6", 0.38, pen.wish)):
        if rng.random() < share:
            form[name] = [write(author, _topic(rng, post))]
    return form


def _topic(rng: np.random.Generator, post: int) -> str:
    """Those who do the forms write of forms; those who lead, of working together."""
    lean = {"staff_cycle": -0.08 * post, "staff_together": 0.08 * post}
    place = one_of(rng, [share + lean.get(topic, 0.0) for topic, share in TOPICS.items()])
    return list(TOPICS)[int(place) - 1]
