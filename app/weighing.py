"""重み: the answers of a questionnaire with the weights that its recipe gives them.

Weights are made anew whenever answers are read, so that they are always those of all opened
answers; equal answers and an equal recipe give equal weights.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from sqlalchemy.orm import Session

from analysis.errors import AnalysisError
from analysis.sampling.selecting import Selection, started
from analysis.weighing.fitted import Limits
from analysis.weighing.fitted import Weighting as Weighed
from analysis.weighing.populations import Choice, Counted, Population
from analysis.weighing.weights import weigh, with_weight
from app import bridge
from app.bridge import Answers
from app.orienting import oriented
from surveys import weightings
from surveys.questionnaires import Questionnaire


@dataclass(frozen=True, slots=True)
class Recipe:
    """How answers are weighed: to what populations, held to what, beginning with which weight.

    `choice` is what a person decided where names did not tell; it is only for the page.
    `start` are the selection weights of a sample design, in the place of a weight of the file.
    """

    margins: tuple[Population, ...]
    limits: Limits | None = None
    base: str | None = None
    choice: Choice = field(default_factory=Choice)
    start: Selection | None = None

    def weigh(self, answers: Answers) -> Weighed:
        """The weights of these answers.

        Raises:
            AnalysisError: no weights can be made, and why.
        """
        frame, codebook = answers.frame, answers.codebook
        begun = started(self.start, frame, codebook) if self.start else None
        made = weigh(
            frame,
            codebook,
            self.margins,
            base_weight=self.base,
            limits=self.limits,
            start=begun.weight if begun else None,
        )
        return replace(made, notes=(*begun.notes, *made.notes)) if begun else made

    def gives_the_same_as(self, other: "Recipe") -> bool:
        """Whether both give equal weights, however they were decided."""
        mine, others = (
            (each.margins, each.limits, each.base, each.start) for each in (self, other)
        )
        return mine == others

    def as_json(self) -> dict[str, Any]:
        return {
            "margins": [_margin_as_json(margin) for margin in self.margins],
            "limits": list(self.limits.sides if self.limits else (None, None)),
            "base": self.base,
            "axes": dict(self.choice.axes),
            "classes": [[*words, code] for words, code in self.choice.classes.items()],
            **({"start": _start_as_json(self.start)} if self.start else {}),
        }


@dataclass(frozen=True, slots=True)
class Read:
    """Answers as they are to be counted.

    Attributes:
        weighting: how they were weighed; None where they were not.
        broken: why their recipe gives no weights.
    """

    answers: Answers
    weighting: Weighed | None = None
    broken: AnalysisError | None = None


def recipe(said: dict[str, Any]) -> Recipe:
    """The recipe that was kept as JSON."""
    classes = {(axis, level): code for axis, level, code in said["classes"]}
    return Recipe(
        tuple(_margin(each) for each in said["margins"]),
        Limits.between(*said["limits"]),
        said["base"],
        Choice(said["axes"], classes),
        _start(said["start"]) if "start" in said else None,
    )


def read(session: Session, questionnaire: Questionnaire, *, derived: bool = True) -> Read:
    """The opened answers, weighed where that was decided and can be done.

    `derived`: with the axes that were made of answers.
    """
    found = bridge.answers(session, questionnaire)
    if derived:
        found = oriented(session, questionnaire, found)
    kept = weightings.of(session, questionnaire)
    if kept is None or not found.ids:
        return Read(found)
    try:
        made = recipe(kept.recipe).weigh(found)
    except AnalysisError as error:
        return Read(found, broken=error)
    frame, codebook = with_weight(found.frame, found.codebook, made)
    mark = sha256(f"{found.fingerprint}{kept.fingerprint}".encode()).hexdigest()
    return Read(replace(found, frame=frame, codebook=codebook, fingerprint=mark), made)


def answers(session: Session, questionnaire: Questionnaire, *, derived: bool = True) -> Answers:
    """The same for who counts them without telling why a weight is missing."""
    return read(session, questionnaire, derived=derived).answers


def _margin_as_json(margin: Population) -> dict[str, Any]:
    levels = [[each.code, each.label, each.people, list(each.classes)] for each in margin.levels]
    return {
        "name": margin.name,
        "label": margin.label,
        "levels": levels,
        "outside": [list(level) for level in margin.outside],
    }


def _margin(said: dict[str, Any]) -> Population:
    return Population(
        said["name"],
        said["label"],
        tuple(Counted(code, label, people, tuple(c)) for code, label, people, c in said["levels"]),
        _pairs(said["outside"]),
    )


def _start_as_json(start: Selection) -> dict[str, Any]:
    weights = [[*codes, weight] for codes, weight in start.weights.items()]
    return {"names": list(start.names), "labels": list(start.labels), "weights": weights}


def _start(said: dict[str, Any]) -> Selection:
    weights = {tuple(codes): weight for *codes, weight in said["weights"]}
    return Selection(tuple(said["names"]), tuple(said["labels"]), weights)


def _pairs(said: Sequence[Sequence[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((code, label) for code, label in said)
