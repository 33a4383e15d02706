"""重みづけ: worked by hand, told with what it costs, and refused with a reason."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.codebook import Codebook, Role
from analysis.errors import AnalysisError
from analysis.sentences.representation import of_representation
from analysis.sentences.weighting import of_weighting
from analysis.weighing.fitted import Limits, LimitsWrong
from analysis.weighing.populations import Counted, Population
from analysis.weighing.representation import represent
from analysis.weighing.weights import COLUMN, weigh, with_weight
from tests.analysis import made
from tests.analysis.made import Row

SEX = made.axis("性別", "男性", "女性", "答えたくない")
AGE = made.axis("年代", "若い", "高い")
DESIGN = made.number("抽出", Role.WEIGHT)


def population(name: str, **people: float) -> Population:
    axis = {"性別": SEX, "年代": AGE}[name]
    levels = tuple(
        Counted(code, label, people[label], (label,))
        for code, label in axis.levels
        if label in people
    )
    outside = tuple(level for level in axis.levels if level[1] not in people)
    return Population(name, name, levels, outside)


BY_SEX = population("性別", 男性=500, 女性=500)
BY_AGE = population("年代", 若い=600, 高い=400)


def answered(*cells: tuple[str | None, str | None, int]) -> tuple[pd.DataFrame, Codebook]:
    rows: list[Row] = []
    for sex, age, times in cells:
        rows += made.people(times, 性別=sex, 年代=age)
    return made.frame((SEX, AGE), rows)


def refused(*cells: tuple[str | None, str | None, int], margins: tuple[Population, ...]) -> str:
    with pytest.raises(AnalysisError) as caught:
        weigh(*answered(*cells), margins)
    return str(caught.value)


def test_two_by_two_is_raked_as_by_hand() -> None:
    """Cells 40, 10, 20, 30 whose odds ratio is 6; margins of 50:50 and 60:40 keep that ratio.

    With x young men of 100: x(x − 10) = 6(50 − x)(60 − x), so 5x² − 650x + 18000 = 0,
    x = 65 − √625 = 40: young men 40, old men 10, young women 20, old women 30. So the sample
    already fits. Halving the young women to 10 gives odds 12 and 11x² − 1310x + 36000 = 0.
    """
    fits = weigh(
        *answered(
            ("男性", "若い", 40), ("男性", "高い", 10), ("女性", "若い", 20), ("女性", "高い", 30)
        ),
        [BY_SEX, BY_AGE],
    )
    np.testing.assert_allclose(fits.weight, 1)

    moved = weigh(
        *answered(
            ("男性", "若い", 40), ("男性", "高い", 10), ("女性", "若い", 10), ("女性", "高い", 30)
        ),
        [BY_SEX, BY_AGE],
    )
    x = (1310 - np.sqrt(1310**2 - 4 * 11 * 36000)) / 22
    expected = np.array([x / 40, (50 - x) / 10, (60 - x) / 10, (x - 10) / 30]) * 0.9
    np.testing.assert_allclose(moved.weight[[0, 40, 50, 60]], expected, rtol=1e-10)
    assert moved.weight.sum() == pytest.approx(90)


def test_one_axis_is_post_stratified() -> None:
    made_of = weigh(*answered(("男性", None, 20), ("女性", None, 80)), [BY_SEX])
    np.testing.assert_allclose(made_of.weight[[0, 20]], [2.5, 0.625])
    assert made_of.cost.deff == pytest.approx(1.5625)
    assert made_of.cost.neff == pytest.approx(64)
    (margin,) = made_of.margins
    assert margin.n.tolist() == [20, 80]
    assert margin.sample.tolist() == [0.2, 0.8]
    np.testing.assert_allclose(margin.weighted, 0.5)


def test_who_gave_no_answer_keeps_the_share_of_the_sample() -> None:
    """30 of 100 told no sex or another: they weigh 1, and the others share 70 as the register."""
    found = weigh(
        *answered(
            ("男性", "若い", 14),
            ("女性", "若い", 56),
            (None, "若い", 20),
            ("答えたくない", "若い", 10),
        ),
        [BY_SEX],
    )
    np.testing.assert_allclose(found.weight[[0, 14, 70, 90]], [2.5, 0.625, 1, 1])
    assert found.margins[0].unadjusted == 30
    assert found.notes == (
        "「性別」の「答えたくない」は母集団の表にないため、この軸では合わせていません",
    )


def test_raking_begins_with_the_weight_there_is() -> None:
    rows = [
        *made.people(20, 性別="男性", 抽出=3),
        *made.people(20, 性別="女性", 抽出=1),
        *made.people(20, 性別="女性", 抽出=2),
    ]
    frame, codebook = made.frame((SEX, DESIGN), rows)
    found = weigh(frame, codebook, [BY_SEX], base_weight="抽出")
    np.testing.assert_allclose(found.weight[[0, 20, 40]], [1.5, 0.5, 1.0])


def test_weights_are_cut_and_what_that_moves_is_told() -> None:
    frame, codebook = answered(("男性", None, 20), ("女性", None, 80))
    found = weigh(frame, codebook, [BY_SEX], limits=Limits(0.5, 2))
    np.testing.assert_allclose(found.weight[[0, 20]], [2, 0.75])
    assert (found.raised, found.cut) == (0, 20)
    assert found.off == pytest.approx(0.1)
    assert "上下限にそろえた人は20人で、構成比のずれは最大10.0ポイントです" in of_weighting(found)


@pytest.mark.parametrize(("low", "high"), [(1, 3), (0.3, 1), (-0.1, 3), (0.5, 0.4)])
def test_limits_leave_room_for_the_mean(low: float, high: float) -> None:
    with pytest.raises(LimitsWrong):
        Limits(low, high)


def test_a_level_without_respondents_is_named() -> None:
    said = refused(("男性", "若い", 10), margins=(BY_SEX,))
    assert "「性別」の「女性」は母集団に500人いますが、回答者が0人です" in said


def test_a_level_without_people_is_named() -> None:
    nobody = population("性別", 男性=0, 女性=10)
    said = refused(("男性", "若い", 4), ("女性", "若い", 6), margins=(nobody,))
    assert "「男性」は母集団が0人ですが、回答者が4人います" in said


def test_a_level_that_is_no_more_is_named() -> None:
    gone = Population("性別", "性別", (Counted("9", "むかしの区分", 10, ()),))
    assert "「むかしの区分」という選択肢がありません" in refused(
        ("男性", "若い", 4), margins=(gone,)
    )


def test_totals_far_apart_are_refused_and_near_ones_told() -> None:
    cells = (("男性", "若い", 5), ("女性", "高い", 5), ("男性", "高い", 5), ("女性", "若い", 5))
    said = refused(*cells, margins=(BY_SEX, population("年代", 若い=600, 高い=430)))
    assert "「性別」では1,000人、「年代」では1,030人で、1%を超えて違います" in said

    near = weigh(*answered(*cells), [BY_SEX, population("年代", 若い=600, 高い=405)])
    assert "少し違うため、それぞれの構成比に合わせました" in near.notes[0]
    np.testing.assert_allclose(near.margins[1].weighted, [600 / 1005, 405 / 1005])


def test_margins_that_cannot_be_met_are_refused() -> None:
    """All men are young and all women old, but the register says otherwise."""
    assert "収束しませんでした" in refused(
        ("男性", "若い", 10), ("女性", "高い", 10), margins=(BY_SEX, BY_AGE)
    )


def test_nothing_to_fit_is_said() -> None:
    assert "重み付けに使う軸がありません" in refused(("男性", "若い", 3), margins=())


def test_the_weight_becomes_the_only_weight_of_the_codebook() -> None:
    frame, codebook = made.frame((SEX, DESIGN), made.people(4, 性別="男性", 抽出=2))
    men = population("性別", 男性=10)
    weighed, book = with_weight(frame, codebook, weigh(frame, codebook, [men]))
    assert [v.name for v in book.variables if v.role is Role.WEIGHT] == [COLUMN]
    assert weighed[COLUMN].tolist() == [1, 1, 1, 1]
    assert COLUMN not in frame


@given(st.lists(st.integers(1, 40), min_size=4, max_size=4), st.randoms(use_true_random=False))
def test_every_margin_is_met_whatever_the_order_of_rows(numbers: list[int], chance: object) -> None:
    cells = zip(
        (("男性", "若い"), ("男性", "高い"), ("女性", "若い"), ("女性", "高い")),
        numbers,
        strict=True,
    )
    rows = [row for (sex, age), n in cells for row in made.people(n, 性別=sex, 年代=age)]
    frame, codebook = made.frame((SEX, AGE), rows)
    found = weigh(frame, codebook, [BY_SEX, BY_AGE])
    np.testing.assert_allclose(found.margins[0].weighted, [0.5, 0.5], rtol=1e-9)
    np.testing.assert_allclose(found.margins[1].weighted, [0.6, 0.4], rtol=1e-9)
    order = np.random.default_rng(len(rows)).permutation(len(rows))
    again = weigh(frame.iloc[order].reset_index(drop=True), codebook, [BY_SEX, BY_AGE])
    np.testing.assert_allclose(again.weight, found.weight[order], rtol=1e-8)


def test_a_composition_is_set_beside_the_register() -> None:
    """60 men and 40 women of 50:50: χ² = 10²/50 + 10²/50 = 4, p = 0.0455."""
    frame, codebook = answered(("男性", None, 60), ("女性", None, 40), (None, None, 5))
    found = represent(frame, codebook, population("性別", 男性=50_000, 女性=50_000))
    assert found.n.tolist() == [60, 40]
    assert found.left_out == 5
    np.testing.assert_allclose(found.gaps, [0.1, -0.1])
    np.testing.assert_allclose(found.half, 1.96 * np.sqrt(99_900 / 99_999 * 0.25 / 100))
    assert found.beyond == (True, True)
    assert found.fit is not None
    assert found.fit.statistic == pytest.approx(4)
    assert found.fit.p == pytest.approx(0.04550026)
    assert of_representation(found) == (
        "「性別」の構成は、母集団と差があります。母集団より「男性」が10.0ポイント多く、"
        "「女性」が10.0ポイント少なくなっています"
        "（n=100、適合度検定 χ²=4.0、自由度1、p=0.046）。"
    )


@pytest.mark.parametrize(
    ("men", "women", "said"),
    [
        (50, 50, "母集団との差が偶然の範囲に収まっています"),
        (10, 8, "回答した人が18人と少ない"),
        (0, 0, "この設問に回答した人はいません"),
        (100_000, 0, "「男性」が50.0ポイント多く、「女性」が50.0ポイント少なくなっています"),
    ],
)
def test_a_sentence_is_true_at_the_ends(men: int, women: int, said: str) -> None:
    frame, codebook = answered(("男性", None, men), ("女性", None, women), (None, None, 1))
    assert said in of_representation(represent(frame, codebook, BY_SEX))


def test_an_open_call_is_described_and_never_tested() -> None:
    frame, codebook = answered(("男性", None, 60), ("女性", None, 40))
    said = of_representation(represent(frame, codebook, BY_SEX), representative=False)
    assert "検定" not in said
    assert "公募" in said
