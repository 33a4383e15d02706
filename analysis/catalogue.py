"""The analyses, one line each: what pages, jobs and files can ask for by name."""

from collections.abc import Callable
from dataclasses import dataclass

from analysis.crosstab import crosstab
from analysis.frequencies import frequency, summary
from analysis.improving import improving
from analysis.items import items
from analysis.mapped import mapped
from analysis.pins import pins
from analysis.preferred import preferences
from analysis.results import Result
from analysis.text.membership import theme_list


@dataclass(frozen=True, slots=True)
class Analysis:
    """One analysis: `run(frame, codebook, **{need: a name})`.

    `needs` are what must be chosen: axis, question, variable (a number), text, and the names of
    matrices (matrix, satisfaction, importance), of questions whose choices are scored
    (preference) and of those answered on a map (pinned).
    """

    key: str
    label: str
    needs: tuple[str, ...]
    run: Callable[..., Result | None]


CATALOGUE: dict[str, Analysis] = {
    each.key: each
    for each in (
        Analysis("frequency", "単純集計", ("question",), frequency),
        Analysis("summary", "数値の要約", ("variable",), summary),
        Analysis("crosstab", "クロス集計", ("axis", "question"), crosstab),
        Analysis("items", "マトリクス", ("matrix",), items),
        Analysis("improving", "満足度×重要度", ("satisfaction", "importance"), improving),
        Analysis("preferences", "選好（順位・配分・最良最悪）と因子", ("preference",), preferences),
        Analysis("pins", "地図の地点", ("pinned",), pins),
        Analysis("mapped", "対応分析", ("axis", "question"), mapped),
        Analysis("themes", "テーマ", ("text",), theme_list),
    )
}
