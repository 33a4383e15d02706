"""因子 as evidence: only what is surely low, told cautiously, and no issue by itself."""

from dataclasses import replace

from analysis.book import Book, book
from analysis.codebook import Factor, Variable
from analysis.digest.drafts import digest
from analysis.digest.factored import factored
from analysis.factors import with_factors
from tests.analysis import made

AREA = made.axis("地区", "東", "西")


def item(name: str) -> Variable:
    return replace(made.scale(name, "非常に", "ある程度", "どちら", "あまり", "全く"), reverse=True)


VARIABLES = (AREA, *(item(name) for name in ("鉄道", "バス", "店", "公園")))
FACTORS = (
    Factor("move", "移動・交通", ("鉄道", "バス")),
    Factor("shop", "買物", ("店",)),
    Factor("park", "公園", ("公園", "店")),
)
ROWS = [
    *made.people(60, 地区="東", 鉄道="4", バス="3", 店="5", 公園="1"),
    *made.people(40, 地区="西", 鉄道="5", バス="4", 店="5", 公園="1"),
]


def tables(times: int = 1) -> Book:
    return book(*with_factors(*made.frame(VARIABLES, ROWS[:: 1 if times else 4]), FACTORS))


def test_a_factor_surely_under_the_middle_is_told_with_its_lowest_group() -> None:
    """移動・交通: 2.5 of 60 and 1.5 of 40: 2.10, half of its interval 1.984 × 0.0492."""
    ((low, (group,)),) = factored(tables())
    assert low.statement == (
        "「移動・交通」についての2問をまとめた平均点（1〜5）は2.10"
        "（95%信頼区間2.00〜2.20、n=100）で、真ん中の3を下回っています。"
    )
    assert (low.subject, low.n, round(low.strength, 6)) == ("移動・交通", 100, 0.45)
    assert group.statement.startswith(
        "地区が「西」の人では、「移動・交通」の平均点が1.50で、ほかの人より1.00低くなっています（n=40、"
    )
    assert (group.source.axis, group.source.level) == ("地区", "2")


def test_neither_one_question_nor_few_people_nor_the_middle_are_told() -> None:
    assert [low.subject for low, _ in factored(tables())] == ["移動・交通"]  # 買物 is one question
    assert factored(tables(0)) == []  # 25 people


def test_a_factor_joins_what_its_topic_says_and_is_no_issue_alone() -> None:
    found = digest(*with_factors(*made.frame(VARIABLES, ROWS), FACTORS))
    assert not [d for d in found.drafts if {e.kind for e in d.evidence} <= {"factor", "factor_gap"}]
