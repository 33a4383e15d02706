"""これまでの市民意識調査: two waves before this one, as the files that an office kept of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from app.example import citizens
from app.example.filling import Form
from app.example.people import Person, person
from app.example.writing import Pen
from surveys.documents import Document

# What is asked every year in the same words.
ASKED = ("q1", "q2", "q4", "q5", "q7", "q9", "f1", "f2", "f4")


@dataclass(frozen=True, slots=True)
class Wave:
    """One earlier wave: how many answered, and how much more content people were then.

    `before` is how many years ago; `worded` what a question was called then.
    """

    before: int
    people: int
    content: Mapping[str, float]
    worded: Mapping[str, str]


WAVES = (
    Wave(
        before=2,
        people=620,
        content={"transport": 0.9, "jobs": -0.3, "childcare": -0.5, "disaster": -0.5},
        worded={"q4": "市政全体について満足していますか"},
    ),
    Wave(
        before=1,
        people=680,
        content={"transport": 0.45, "jobs": -0.1, "childcare": -0.25},
        worded={},
    ),
)


def asked(document: Document, wave: Wave) -> Document:
    """What the wave asked of this year's questions, in the words of then."""
    return replace(
        document,
        questions=tuple(
            replace(question, label=wave.worded.get(question.code, question.label))
            for question in document.questions
            if question.code in ASKED
        ),
    )


def forms(document: Document, wave: Wave, seed: int) -> Iterator[Form]:
    """The forms that came in."""
    rng = np.random.default_rng([seed, wave.before])
    pen, homes = Pen(rng), citizens.wards(document.question("f3"))
    for _ in range(wave.people):
        form = citizens.fill(rng, pen, _then(person(rng), wave), homes)
        yield {name: said for name, said in form.items() if _is_asked(name)}


def _then(who: Person, wave: Wave) -> Person:
    more = {topic: wave.content.get(topic, 0.0) for topic in who.content}
    return replace(who, content={topic: who.content[topic] + more[topic] for topic in more})


def _is_asked(name: str) -> bool:
    return name.partition("_")[0] in ASKED
