"""志向: the answers of a questionnaire with the axes that were derived from their items."""

from dataclasses import replace
from hashlib import sha256
from typing import Any

from sqlalchemy.orm import Session

from analysis.orientation import Recipe, with_axis
from app.bridge import Answers
from surveys import orientations
from surveys.orientations import Orientation
from surveys.questionnaires import Questionnaire


def oriented(session: Session, questionnaire: Questionnaire, found: Answers) -> Answers:
    """The same answers with an attribute more for every axis that was kept."""
    for kept in orientations.of(session, questionnaire):
        axis = (name(kept), kept.label, kept.names)
        frame, codebook = with_axis(found.frame, found.codebook, recipe(kept.recipe), axis)
        mark = sha256(f"{found.fingerprint}{kept.fingerprint}".encode()).hexdigest()
        found = replace(found, frame=frame, codebook=codebook, fingerprint=mark)
    return found


def made_of(session: Session, questionnaire: Questionnaire, axis: str) -> tuple[str, ...]:
    """The items that an axis was derived from; none of an axis that people were asked."""
    for kept in orientations.of(session, questionnaire):
        if name(kept) == axis:
            return recipe(kept.recipe).items
    return ()


def name(kept: Orientation) -> str:
    """The name of its column."""
    return f"orientation_{kept.id}"


def as_json(made: Recipe) -> dict[str, Any]:
    return {
        "items": list(made.items),
        "mean": list(made.mean),
        "sd": list(made.sd),
        "centres": [list(centre) for centre in made.centres],
    }


def recipe(said: dict[str, Any]) -> Recipe:
    """The recipe that was kept as JSON."""
    return Recipe(
        tuple(said["items"]),
        tuple(said["mean"]),
        tuple(said["sd"]),
        tuple(tuple(centre) for centre in said["centres"]),
    )
