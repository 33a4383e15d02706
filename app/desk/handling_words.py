"""The sentences of the 取扱説明書: those of `app/papers/handling.yaml` that fit a questionnaire."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from app.desk.handling_facts import Facts
from surveys.openings import LEAST_KEPT, LEAST_OPENED

FILE = Path(__file__).parents[1] / "papers" / "handling.yaml"
UNTOLD = "市の保存期間による"
Cells = list[str]


def of(facts: Facts) -> dict[str, list[Cells]]:
    """{part of the paper: its lines}, each with the values of this questionnaire."""
    known, said = traits(facts), _values(facts)
    return {
        part: [
            [cell.format_map(said) for cell in entry["cells"]]
            for entry in entries
            if known.issuperset(entry.get("when", ()))
        ]
        for part, entries in written().items()
    }


def traits(facts: Facts) -> set[str]:
    """What a line may ask for in `when`."""
    asked = facts.questionnaire
    found = {
        "server" if asked.opens_by_itself else "keeper",
        "staff" if asked.audience == "staff" else "public",
        "codes" if asked.access == "codes" else "free",
    }
    also = {
        "departments": asked.access == "departments",
        "paper": facts.paper,
        "joined": bool(facts.joined),
    }
    return found | {name for name, holds in also.items() if holds}


@cache
def written() -> Mapping[str, list[dict[str, Any]]]:
    """The file, as it was written."""
    told: Mapping[str, list[dict[str, Any]]] = yaml.safe_load(FILE.read_text("utf-8"))
    return told


def _values(facts: Facts) -> dict[str, str]:
    return {
        "kept": facts.document.kept_until or UNTOLD,
        "opened": str(LEAST_OPENED),
        "least": str(LEAST_KEPT),
        "joined": "、".join(facts.joined),
    }
