"""版の図: which pieces of evidence of an issue show their chart, and what the charts are called."""

from collections.abc import Mapping, Sequence
from typing import Any

MOST = 2  # charts of one issue
# A chart of the whole first, then one of groups; where one is missing, what comes next.
WHOLE = ("worsened", "divergence", "low_rating", "need", "preference", "theme", "unmet")
GROUPS = ("group_gap", "theme_group")
Told = Mapping[str, Any]  # a piece of evidence of a document


def chosen(issue: Mapping[str, Any]) -> list[Told]:
    """The pieces of evidence whose charts are shown, at most two and never two of one question."""
    drawn = [each for each in issue["evidence"] if each.get("chart")]
    whole = _first(drawn, WHOLE, ())
    split = _first(drawn, GROUPS, ())
    other = _first(drawn, (*WHOLE, *GROUPS), [each for each in (whole, split) if each])
    return [each for each in (whole, split, other) if each][:MOST]


def file_name(number: int, place: int, *, narrow: bool = False) -> str:
    """What a chart's picture is called among the files of an edition: chart-3-1.svg."""
    return f"chart-{number}-{place}{'-narrow' if narrow else ''}.svg"


def _first(drawn: Sequence[Told], kinds: Sequence[str], but: Sequence[Told]) -> Told | None:
    titles = {each["chart"]["title"] for each in but}
    for kind in kinds:
        for each in drawn:
            if each["kind"] == kind and each["chart"]["title"] not in titles:
                return each
    return None
