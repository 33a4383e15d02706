"""The example's questionnaires, read from the YAML a planner could have written."""

from pathlib import Path

from sqlalchemy.orm import Session

from surveys import area_choices
from surveys.formats import FORMATS
from surveys.formats.base import Brought
from surveys.plans import Plan

FOLDER = Path(__file__).parent / "questionnaires"
NAMES = ("citizens", "officials", "everyone")


def brought(session: Session, plan: Plan, name: str) -> Brought:
    """One of NAMES, with the plan's areas as choices.

    Raises:
        NotReadable
    """
    content = (FOLDER / f"{name}.yaml").read_bytes()
    return FORMATS["yaml"].read(content, area_choices.of_plan(session, plan)).whole()
