"""選好 as evidence: what is put first where people were asked what is lacking."""

from dataclasses import replace

import pytest

from analysis.book import book
from analysis.codebook import Score, Variable
from analysis.digest.charted.chart import Answered
from analysis.digest.charted.every import charted
from analysis.digest.drafts import digest
from analysis.digest.evidence import needs
from analysis.digest.plain import evidence_as_json
from analysis.digest.preferred import preferred
from tests.analysis import made
from tests.analysis.made import Row

ITEMS = ("路線バス", "医療", "公園", "特にない")
ASKED = "力を入れてほしい取り組み"


def columns(score: Score, most: int, label: str = ASKED, end: str = "") -> tuple[Variable, ...]:
    return tuple(
        replace(
            made.number(f"q_{n}{end}"),
            label=item,
            group="q",
            group_label=label,
            score=score,
            most=most,
        )
        for n, item in enumerate(ITEMS)
    )


RANKS = (*columns(Score.RANK, 2), made.single("q_first", *ITEMS, label=f"{ASKED}（1位）"))
ROWS: list[Row] = [
    *made.people(40, q_0=1, q_1=2, q_first="路線バス"),
    *made.people(20, q_1=1, q_0=2, q_first="医療"),
    *made.people(3, q_2=1, q_first="公園"),
    *made.people(37, q_3=1, q_first="特にない"),
]


def test_what_is_ranked_above_the_others_is_told_with_its_score() -> None:
    """路線バス: (80 + 20)/100, 医療 (40 + 40)/100, 特にない 74/100 is no need; 公園 6/100."""
    tables = book(*made.frame(RANKS, ROWS))
    first, second = preferred(tables, frozenset())
    assert first.statement == (
        "『力を入れてほしい取り組み』で「路線バス」は、順位の得点（0〜2）が1.00"
        "（95%信頼区間0.82〜1.18、n=100）で、4項目中1位です。"
    )
    assert (first.subject, first.strength, first.people) == ("路線バス", 0.5, 60)
    assert second.subject == "医療"
    assert needs(tables, frozenset()) == []  # the first places are told with the scores


def test_nothing_is_told_of_few_people_nor_of_what_asks_no_need() -> None:
    assert preferred(book(*made.frame(RANKS, ROWS[:29])), frozenset()) == []
    liked = columns(Score.RANK, 2, "好きな場所")
    tables = book(*made.frame(liked, ROWS))
    assert preferred(tables, frozenset()) == []
    assert preferred(tables, frozenset({"q"}))[0].subject == "路線バス"


def test_what_nearly_everyone_chose_is_not_told_of_the_few_who_did_not() -> None:
    rows = [*made.people(96, q_0=1), *made.people(4, q_1=1)]
    assert preferred(book(*made.frame(RANKS, rows)), frozenset()) == []


POINTS: list[Row] = [
    *made.people(50, q_0=70, q_1=30, q_2=0, q_3=0),
    *made.people(50, q_0=50, q_1=40, q_2=10, q_3=0),
]
BEST = [
    *made.people(60, q_0_best=1, q_2_worst=1),
    *made.people(40, q_1_best=1, q_2_worst=1),
]


@pytest.mark.parametrize(
    ("asked", "rows", "words", "shares"),
    [
        (RANKS, ROWS, "選んだ人の割合", [0.6, 0.6, 0.37, 0.03]),
        (columns(Score.POINTS, 100), POINTS, "配分の割合", [0.6, 0.35, 0.05]),
        (
            (*columns(Score.BEST, 1, end="_best"), *columns(Score.WORST, 1, end="_worst")),
            [
                {f"q_{n}{end}": 0 for n in range(4) for end in ("_best", "_worst")} | dict(row)
                for row in BEST
            ],
            "最良に選ばれた割合",
            [0.6, 0.4],
        ),
    ],
)
def test_its_chart_shows_the_items_in_shares(
    asked: tuple[Variable, ...], rows: list[Row], words: str, shares: list[float]
) -> None:
    frame, codebook = made.frame(asked, rows)
    told = evidence_as_json(preferred(book(frame, codebook), frozenset())[0])
    issue = {"evidence": [told], "groups": []}
    (said,) = charted(issue, Answered(frame, codebook, len(rows)))["evidence"]
    chart = said["source"]["chart"]
    assert chart["title"] == f"{ASKED}（{words}）"
    assert chart["series"][0]["values"] == shares
    assert chart["levels"][chart["marked"][0]] == "路線バス"


def test_a_ranking_alone_makes_an_issue() -> None:
    found = digest(*made.frame(RANKS, ROWS))
    assert sorted(each.topic for each in found.drafts) == ["医療", "路線バス"]
    for draft in found.drafts:
        assert f"「{draft.topic}」は、順位の得点（0〜2）が" in draft.present_state
        assert "が優先したいものの上位に挙がっており、" in draft.gap
