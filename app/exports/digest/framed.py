"""公開ページの図: drawn once and frozen with an edition, for the pages cannot draw."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from analysis.charts.frozen import frozen
from analysis.charts.picture import svg
from app.exports.digest.drawing import AT_ONCE
from surveys.edition_charts import chosen, file_name
from surveys.editions import Edition

Wanted = tuple[str, Mapping[str, Any], bool]  # its name, its numbers, whether it is for a phone


def charts(edition: Edition) -> dict[str, bytes]:
    """{name: SVG} of every chart the pages show, for a desk and for a phone."""
    wanted: list[Wanted] = [
        (file_name(issue["number"], place, narrow=narrow), each["chart"], narrow)
        for issue in edition.document["issues"]
        for place, each in enumerate(chosen(issue), 1)
        for narrow in (False, True)
    ]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return dict(pool.map(_drawn, wanted))


def _drawn(wanted: Wanted) -> tuple[str, bytes]:
    name, numbers, narrow = wanted
    return name, svg(frozen(numbers, narrow=narrow))
