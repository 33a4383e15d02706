"""公開ページの図: drawn once and frozen with an edition, for the pages cannot draw."""

from analysis.charts.frozen import frozen
from analysis.charts.picture import svg
from surveys.edition_charts import chosen, file_name
from surveys.editions import Edition


def charts(edition: Edition) -> dict[str, bytes]:
    """{name: SVG} of every chart the pages show, for a desk and for a phone."""
    return {
        file_name(issue["number"], place, narrow=narrow): svg(frozen(each["chart"], narrow=narrow))
        for issue in edition.document["issues"]
        for place, each in enumerate(chosen(issue), 1)
        for narrow in (False, True)
    }
