"""The example's questionnaires, read from the YAML a planner could have written."""

from dataclasses import replace
from pathlib import Path

from sqlalchemy.orm import Session

from surveys import area_choices, pin_maps
from surveys.formats import FORMATS
from surveys.formats.base import Brought
from surveys.plans import Plan

FOLDER = Path(__file__).parent / "questionnaires"
NAMES = ("citizens", "officials", "everyone")


def brought(session: Session, plan: Plan, name: str) -> Brought:
    """One of the folder, with the plan's areas and its map as choices.

    Raises:
        NotReadable, UnknownMap
    """
    content = (FOLDER / f"{name}.yaml").read_bytes()
    read = FORMATS["yaml"].read(content, area_choices.of_plan(session, plan)).whole()
    return replace(read, document=pin_maps.filled(session, plan, read.document))
