"""Every chart of a digest: each piece of evidence gets the numbers that can be drawn of it."""

from collections.abc import Callable, Mapping
from typing import Any

from analysis.digest.charted import answers, groups, others
from analysis.digest.charted.chart import Answered, Numbers, Told

_MADE: dict[str, Callable[[Told, Answered], Numbers | None]] = {
    "low_rating": answers.rating,
    "need": answers.needs,
    "preference": answers.preferred,
    "group_gap": groups.groups,
    "worsened": others.waves,
    "divergence": others.kinds_of_people,
    "unmet": others.items,
}


def charted(issue: Mapping[str, Any], answered: Answered) -> dict[str, Any]:
    """A draft, as JSON, whose evidence has a `chart` wherever one may be published.

    The numbers are counted from the answers the sentences were made from, under the rules of
    what is published; where they would not be those of the sentence there is no chart.
    """
    told = [_with_chart(each, issue, answered) for each in issue["evidence"]]
    return {**issue, "evidence": told}


def _with_chart(each: Told, issue: Mapping[str, Any], answered: Answered) -> dict[str, Any]:
    made = _numbers(each, issue, answered)
    source = {**each["source"], "chart": made.as_json() if made else None}
    return {**each, "source": source}


def _numbers(each: Told, issue: Mapping[str, Any], answered: Answered) -> Numbers | None:
    if each["kind"] == "theme":
        return others.contents(issue)
    if each["kind"] == "theme_group":
        rows = frozenset(row for group in issue["groups"] for row, _ in group["voices"])
        return groups.raisers(each, answered, rows)
    make = _MADE.get(each["kind"])
    return make(each, answered) if make else None
