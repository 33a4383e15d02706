"""相談窓口: where one who is in danger can turn, and what the person who reads such voices is told.

The municipality edits `help_lines.yaml`: numbers and hours change, and its own desks belong first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml

_FILE = Path(__file__).with_name("help_lines.yaml")


@dataclass(frozen=True, slots=True)
class HelpLine:
    """One place to turn to; `number` is "" where it is found by its name."""

    name: str
    number: str
    meant_for: str
    hours: str
    area: str


@dataclass(frozen=True, slots=True)
class Help:
    """What the form says (`invitation`, `notice`, `lines`) and what the reviewer is told.

    `checked`: when the municipality last tried the numbers; None until it has.
    """

    checked: date | None
    invitation: str
    notice: str
    reviewer: str
    lines: Sequence[HelpLine]


@cache
def read(path: Path = _FILE) -> Help:
    """The help lines as the municipality has written them."""
    told = yaml.safe_load(path.read_text(encoding="utf-8"))
    lines = tuple(
        HelpLine(
            line["name"], str(line["number"]), line["for"], line["hours"], line.get("area", "")
        )
        for line in told["lines"]
    )
    return Help(told["checked"], told["invitation"], told["notice"], told["reviewer"], lines)
