"""相談窓口: where one who is in danger can turn, and what the person who reads such voices is told.

The municipality edits `help_lines.yaml`: numbers and hours change, and its own desks belong first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).with_name("help_lines.yaml")
SOURCE = "ja"
_OTHERS = "en"  # what who reads any other language is shown


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
    """What the form says (`title`, `invitation`, `notice`, `shown`) and the reviewer is told.

    `checked`: when the municipality last tried the numbers; None until it has. `shown`: the few
    of all `lines` that a form has room for, and that are said in its language.
    """

    checked: date | None
    title: str
    invitation: str
    notice: str
    reviewer: str
    lines: Sequence[HelpLine]
    shown: Sequence[HelpLine]


@cache
def read(language: str = SOURCE, path: Path = _FILE) -> Help:
    """The help lines as the municipality has written them, for who reads this language."""
    told = yaml.safe_load(path.read_text(encoding="utf-8"))
    said = _in(told, language)
    listed = [(line, _in(line, language)) for line in told["lines"]]
    return Help(
        told["checked"],
        said["title"],
        said["invitation"],
        said["notice"],
        told["reviewer"],
        tuple(_line(line) for line in told["lines"]),
        tuple(_line({**line, **said}) for line, said in listed if said and line.get("form")),
    )


def _in(told: Mapping[str, Any], language: str) -> Mapping[str, Any]:
    """What is told in a language, or else in English; easy Japanese falls back on Japanese."""
    if language.startswith(SOURCE):
        return {**told, **told.get(language, {})}
    return {**told.get(_OTHERS, {}), **told.get(language, {})}


def _line(line: Mapping[str, Any]) -> HelpLine:
    return HelpLine(
        line["name"], str(line["number"]), line["for"], line["hours"], line.get("area", "")
    )
