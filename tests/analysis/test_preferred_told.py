"""選好 in words, in print and in pictures."""

from dataclasses import replace

import numpy as np
import pytest

from analysis.charts.preferences import preferences as drawn
from analysis.codebook import Score
from analysis.disclosure import PUBLIC
from analysis.form.blocks import blocks
from analysis.form.preferences import of_preferred as laid_out
from analysis.form.preferences import of_preferred_by_group as across
from analysis.methods.design import Design
from analysis.methods.estimates import ratio
from analysis.preferred import Preferred, preferences
from analysis.preferred_by_group import preferences_by_group
from analysis.sentences.grammar import TOO_FEW
from analysis.sentences.preferences import (
    NO_SCORES,
    TOO_FEW_SHOWN,
    of_preferred,
    of_preferred_by_group,
)
from tests.analysis import made
from tests.analysis.test_preferred import (
    BEST,
    ROWS,
    VARIABLES,
    WORST,
    by_area,
    of_everyone,
    ranking,
    sharing,
)

HIDING = [*[sharing(70, 30, 0)] * 30, *[sharing(50, 40, 10)] * 2]


def shared(rows: list[dict[str, object]], **said: object) -> Preferred:
    frame, book = made.frame(VARIABLES, rows)
    return preferences(frame, book, preference="配分", **said)  # type: ignore[arg-type] # a test says what it needs


def test_the_sentence_says_that_some_items_are_not_shown() -> None:
    hidden = shared(HIDING, rules=PUBLIC)
    assert hidden.gone.tolist() == [True, False, True]
    assert of_preferred(hidden) == TOO_FEW_SHOWN
    one_more = replace(hidden, made=shared(HIDING).made)
    assert of_preferred(one_more).startswith("表示できる項目のうち、配分の平均点がもっとも高い")
    assert of_preferred(shared(HIDING[:9])) == TOO_FEW
    assert "29人と少ない" in of_preferred(shared(HIDING[:29]))


def test_items_that_were_never_shown_have_no_place() -> None:
    bare = tuple(replace(v, most=0) for v in (*BEST, *WORST))
    rows: list[made.Row] = [{v.name: 1 for v in bare}] * 40
    found = preferences(*made.frame(bare, rows), preference="最良最悪")
    assert of_preferred(found) == NO_SCORES
    assert [row.rank for row in laid_out(found).rows] == [0, 0, 0]
    assert "示せる値はありません" in drawn(found).words


def test_groups_that_do_not_differ_or_are_too_small_are_said_so() -> None:
    alike = [ranking(1, 2, None, 地区=area) for area in ("東", "西") for _ in range(40)]
    told = of_preferred_by_group(by_area(alike))
    assert "偶然とは考えにくい違いは見つかりませんでした" in told
    assert "30人以上の群が2つ以上ない" in of_preferred_by_group(by_area(alike[:50]))
    assert of_preferred_by_group(by_area(alike[:9])) == TOO_FEW
    assert "ほかの人より" in of_preferred_by_group(by_area(ROWS))


@pytest.mark.parametrize(
    ("depth", "words"),
    [(2, "1位に2点、2位に1点、選ばれ"), (7, "1位に7点、2位に6点、…、7位に1点、選ばれ")],
)
def test_the_points_of_each_place_are_said(depth: int, words: str) -> None:
    found = of_everyone()
    columns = tuple(replace(v, most=depth) for v in found.question.columns)
    deep = replace(found, question=replace(found.question, columns=columns))
    assert words in laid_out(deep).notes[0]


def test_print_has_ranks_ends_and_what_is_withheld() -> None:
    standing = laid_out(of_everyone())
    first = standing.rows[0]
    assert (first.rank, first.label, first.score) == (1, "バス", "1.51")
    assert standing.counted == "順位付け、n=85、無回答 5"
    assert standing.heads == ("1位の割合（%）", "選んだ割合（%）", "平均順位")
    hidden = laid_out(shared(HIDING, rules=PUBLIC))
    assert hidden.rows[-1].hidden
    (block,) = blocks(shared(HIDING, rules=PUBLIC)) or ()
    assert set(block.rows[-1][1:]) == {"非表示"}
    table = across(by_area(ROWS))
    assert [(group.label, group.n) for group in table.groups] == [
        ("全体", 85),
        ("東", 40),
        ("西", 36),
        ("北", None),
    ]
    assert across(by_area(ROWS[:45])).groups[1].head == "東"
    assert across(by_area(ROWS[30:56])).groups[2].head == "西（参考値）"
    assert [spot.mark for spot in table.rows[0][1]] == ["", "high", "low", ""]
    assert table.rows[0][1][3].hidden


@pytest.mark.parametrize("narrow", [False, True])
def test_scores_below_nothing_go_to_the_left(*, narrow: bool) -> None:
    names = [v.name for v in (*BEST, *WORST)]
    rows: list[made.Row] = [dict(zip(names, (2, 0, 0, 0, 1, 1), strict=True))] * 40
    frame, book = made.frame(VARIABLES, rows)
    chart = drawn(preferences(frame, book, preference="最良最悪"), narrow=narrow)
    values = chart.spec["data"]["values"]
    assert (values[0]["label"], values[0]["said"]) == ("バス", "1.00")
    assert len({each["colour"] for each in values}) == 2
    assert "高い順に、バス 1.00、医療 △0.50" in chart.words


def test_scores_and_their_errors_are_those_of_a_weighted_ratio() -> None:
    found = of_everyone(weight="重み").made
    said = [row for row in ROWS if row["順位_1"] or row["順位_2"] or row["順位_3"]]
    weight = np.array([float(str(row["重み"])) for row in said])
    points = np.array(
        [
            [3.0 - float(str(row[f"順位_{n}"])) if row[f"順位_{n}"] else 0.0 for n in (1, 2, 3)]
            for row in said
        ]
    )
    for item in range(3):
        score, se = ratio(Design.of(weight), points[:, item], np.ones(len(said)))
        assert (found.score[item], found.se[item]) == (pytest.approx(score), pytest.approx(se))


def test_groups_by_an_axis_of_answers_and_no_one_beside_are_not_compared() -> None:
    rows = [ranking(1, 2, None, 地区="東")] * 40
    frame, book = made.frame(VARIABLES, rows)
    whole = preferences(frame, book, preference="順位")
    found = preferences_by_group(frame, book, whole, axis="地区")
    assert found.groups == [0]
    assert not found.strong.any()
    assert np.isnan(found.q).all()
    assert whole.question.way is Score.RANK
