"""From a sentence back to its numbers: the address of the table or theme it was made from."""

from collections.abc import Mapping
from typing import Any

from flask import url_for


def address(plan_id: int, source: Mapping[str, Any]) -> str:
    """Where the numbers of an evidence sentence can be seen."""
    place: dict[str, Any] = {"plan_id": plan_id, "questionnaire_id": source["questionnaire_id"]}
    question = source["question"]
    if source.get("theme"):
        return url_for(
            "desk.gathered.show",
            plan_id=plan_id,
            run_id=source["run_id"],
            draft_key=source["draft_key"],
            axis=source.get("axis"),
        )
    if source.get("axis"):
        return url_for("desk.tables.crosstab", **place, question=question, axis=source["axis"])
    anchor = question.replace(" ", "_").replace("　", "_")
    return url_for("desk.tables.index", **place, _anchor=anchor)
