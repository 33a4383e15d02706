"""みんなの声: how somebody on the web fills in the form of `questionnaires/everyone.yaml`."""

import numpy as np

from app.example.citizens import WEIGHTS
from app.example.city import DISTRICTS
from app.example.filling import Form, one_of, point, several, silent
from app.example.people import Person, concern
from app.example.writing import Pen

CALL = 30
ASKED = ("transport", "roads", "childcare", "medical", "seniors", "disaster", "jobs", "shopping")
LIVES_HERE, NO_BUS = "1", "3"


def fill(rng: np.random.Generator, pen: Pen, who: Person) -> Form:
    """All fields of one form."""
    here = one_of(rng, [0.86, 0.08, 0.06])
    bus = one_of(rng, [0.08, 0.2, 0.72])
    place = str(DISTRICTS.index(who.district) + 1)
    form = {
        "q1": [here],
        "q2": silent(rng, 0.03, place) if here == LIVES_HERE else [],
        "q3": silent(rng, 0.02, str(min(max(who.age // 10, 1), 7))),
        "q4": silent(rng, 0.02, point(rng, who.mood)),
        "q5": several(rng, {t: WEIGHTS[t] - who.content[t] for t in ASKED}, limit=3),
        "q6": [bus],
        "q7": silent(rng, 0.1, one_of(rng, [0.35, 0.15, 0.1, 0.4])) if bus == NO_BUS else [],
    }
    if rng.random() < 0.6:
        form["q8"] = [pen.trouble(who.author, concern(rng, who))]
    return form
