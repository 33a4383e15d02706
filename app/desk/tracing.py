"""From a sentence back to its numbers: the address of the table or theme it was made from."""

from collections.abc import Mapping
from typing import Any

from flask import url_for

from app.desk import comparing
from surveys.issues import MEASURED

Said = Mapping[str, Any]
_OF_KIND = {
    "unmet": "importance.show",
    "preference": "preferences.show",
    "factor": "preferences.show",
    "factor_gap": "preferences.show",
}


def address(plan_id: int, source: Said) -> str:
    """Where the numbers of an evidence sentence can be seen."""
    if source.get("theme"):
        return url_for(
            "desk.gathered.show",
            plan_id=plan_id,
            run_id=source["run_id"],
            draft_key=source["draft_key"],
            axis=source.get("axis"),
        )
    if source.get("kind") in MEASURED:
        anchor = f"indicator-{source['question']}"
        return url_for("desk.indicators.index", plan_id=plan_id, _anchor=anchor)
    name, said = _page(source)
    questionnaire_id = source["questionnaire_id"]
    return url_for(f"desk.{name}", plan_id=plan_id, questionnaire_id=questionnaire_id, **said)


def _page(source: Said) -> tuple[str, Said]:
    """The page of numbers, and what its address says beside the questionnaire."""
    question = source["question"]
    if source.get("with"):
        return "comparisons.show", {"question": question, comparing.WITH: source["with"]}
    kind = source.get("kind")
    if kind in _OF_KIND:
        said = {"question": question} | ({"axis": source["axis"]} if source.get("axis") else {})
        return _OF_KIND[kind], {} if kind == "unmet" else said
    if source.get("axis"):
        return "tables.crosstab", {"question": question, "axis": source["axis"]}
    return "tables.index", {"_anchor": question.replace(" ", "_").replace("　", "_")}
