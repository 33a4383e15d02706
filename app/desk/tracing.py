"""From a sentence back to its numbers: the address of the table or theme it was made from."""

from collections.abc import Mapping
from typing import Any

from flask import current_app, url_for


def address(plan_id: int, source: Mapping[str, Any]) -> str | None:
    """Where the numbers of an evidence sentence can be seen, if that page is part of this app."""
    place = {"plan_id": plan_id, "questionnaire_id": source["questionnaire_id"]}
    question = source["question"]
    if source.get("theme"):
        return _page("desk.themes.index", **place, question=question)
    if source.get("axis"):
        return _page("desk.tables.crosstab", **place, question=question, axis=source["axis"])
    return _page("desk.tables.index", **place, _anchor=question)


def _page(endpoint: str, **values: Any) -> str | None:
    return url_for(endpoint, **values) if endpoint in current_app.view_functions else None
