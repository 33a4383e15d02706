"""満足度×重要度: worked by hand, and what every such table must keep."""

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.charts import improving as picture
from analysis.codebook import Codebook, Variable
from analysis.comparing.matrices import NoSuchMatrix, matrices, overall, pairs, whole
from analysis.disclosure import PUBLIC
from analysis.improving import (
    TooFewItems,
    Wanted,
    by_group,
    improving,
)
from analysis.sentences.improving import of_groups, of_improving
from analysis.steps import steps, values
from tests.analysis import made
from tests.analysis.made import Row

STEPS = ("不満", "やや不満", "どちらともいえない", "やや満足", "満足")
WEIGHS = ("重要でない", "あまり", "どちらともいえない", "やや重要", "重要")
TOPICS = ("バス", "医療", "公園")
SATISFIED = [made.scale(f"s{n}", *STEPS, label=f"満足度／{t}") for n, t in enumerate(TOPICS)]
IMPORTANT = [made.scale(f"i{n}", *WEIGHS, label=f"重要度／{t}") for n, t in enumerate(TOPICS)]
WHOLE = made.scale("all", *STEPS, label="市政全体の満足度")
AREA = made.axis("地区", "東", "西", "北")
VARIABLES = (AREA, *SATISFIED, *IMPORTANT, WHOLE)
WANTED = Wanted("s0", "i0", "all")


def answer(satisfied: str, important: str, **more: object) -> Row:
    """A row from two words of three digits: 5 is 満足 or 重要."""
    said = {f"s{n}": digit for n, digit in enumerate(satisfied)}
    return said | {f"i{n}": digit for n, digit in enumerate(important)} | more


def town(rows: list[Row]) -> tuple[pd.DataFrame, Codebook]:
    return made.frame(VARIABLES, rows)


# Means of satisfaction −1, 0, 1 and of importance 1, 0, −1.
EVEN = [answer("234", "432", 地区="東", all="4")] * 20 + [
    answer("135", "531", 地区="西", all="5"),
    answer("333", "333", 地区="西", all="3"),
] * 10


def test_three_items_on_the_diagonal_are_placed_by_hand() -> None:
    found = improving(*town(EVEN), satisfaction="s0", importance="i0")
    side = 10 / np.sqrt(2 / 3)
    np.testing.assert_allclose(found.placed.satisfaction, [-1, 0, 1])
    np.testing.assert_allclose(found.placed.satisfaction_deviation, [50 - side, 50, 50 + side])
    np.testing.assert_allclose(found.placed.improvement, [side * 2**0.5, 0, -side * 2**0.5])
    np.testing.assert_allclose(found.placed.need, [2, 0, -2])
    assert found.placed.quadrant == ("重点改善", "重点維持", "維持")
    assert found.order == [0, 1, 2]
    assert found.satisfied_n.tolist() == [40, 40, 40]


def test_the_standard_error_is_that_of_leaving_one_person_out() -> None:
    rng = np.random.default_rng(1)
    rising = np.array([-1, 0, 1])
    rows = [
        answer(
            "".join(map(str, np.clip(rng.integers(1, 6, 3) + rising, 1, 5))),
            "".join(map(str, np.clip(rng.integers(1, 6, 3) - rising, 1, 5))),
        )
        for _ in range(150)
    ]
    frame, codebook = town(rows)
    whole = improving(frame, codebook, satisfaction="s0", importance="i0")
    left = np.array(
        [
            improving(
                frame.drop(index=n), codebook, satisfaction="s0", importance="i0"
            ).placed.improvement
            for n in range(150)
        ]
    )
    jackknife = np.sqrt(149 / 150 * ((left - left.mean(axis=0)) ** 2).sum(axis=0))
    np.testing.assert_allclose(whole.se, jackknife, rtol=0.05)


def test_dont_know_is_no_step_and_an_even_scale_has_no_middle() -> None:
    four = made.scale("x", "1", "2", "3", "4")
    assert steps(four).tolist() == [-2, -1, 1, 2]
    beside = Variable(
        "y",
        "y",
        four.measure,
        made.levels("よい", "ふつう", "わるい", "わからない"),
        reverse=True,
        off_scale=("4",),
    )
    np.testing.assert_array_equal(steps(beside), [1, 0, -1, np.nan])
    frame, _ = made.frame((beside,), [{"y": "4"}, {"y": None}, {"y": "1"}])
    np.testing.assert_array_equal(values(frame, beside), [np.nan, np.nan, 1])


def test_the_pair_is_proposed_from_its_words_and_the_overall_question_found() -> None:
    codebook = Codebook(VARIABLES)
    (pair,) = pairs(matrices(codebook))
    assert [matrix.label for matrix in pair] == ["満足度", "重要度"]
    assert [line.label for line in pair[0].lines] == list(TOPICS)
    assert overall(codebook) == (WHOLE,)
    assert whole(WHOLE) == 2


def test_a_pair_is_proposed_from_the_names_of_bare_columns() -> None:
    bare = [made.scale(f"{m}_{n}", *STEPS) for m in ("sat", "imp") for n in range(1, 5)]
    (pair,) = pairs(matrices(Codebook(tuple(bare))))
    assert [matrix.name for matrix in pair] == ["sat_1", "imp_1"]
    assert pair[0].keys == pair[1].keys == ["1", "2", "3", "4"]


def test_an_item_too_few_answered_is_left_out_and_named() -> None:
    four = [*TOPICS, "祭り"]
    variables = (
        *[made.scale(f"s{n}", *STEPS, label=f"満足度／{t}") for n, t in enumerate(four)],
        *[made.scale(f"i{n}", *WEIGHS, label=f"重要度／{t}") for n, t in enumerate(four)],
    )
    rows = [answer("234", "432")] * 40 + [answer("2345", "4325")] * 9
    found = improving(*made.frame(variables, rows), satisfaction="s0", importance="i0")
    assert found.items == TOPICS
    assert found.left_out == ("祭り",)


def test_what_cannot_be_placed_is_said_in_words() -> None:
    with pytest.raises(NoSuchMatrix, match="マトリクス「x」"):
        improving(*town(EVEN), satisfaction="x", importance="i0")
    with pytest.raises(TooFewItems, match="共通する項目"):
        improving(*town(EVEN[:9]), satisfaction="s0", importance="i0")


def test_derived_importance_is_the_correlation_with_the_overall_question() -> None:
    found = improving(*town(EVEN), satisfaction="s0", importance="i0", overall="all")
    frame, _ = town(EVEN)
    item, felt = (frame[name].astype(str).astype(int) for name in ("s2", "all"))
    assert found.derived[2] == pytest.approx(np.corrcoef(item, felt)[0, 1])
    assert np.isnan(found.derived[1])  # everybody gave the same answer


def test_groups_under_ten_are_withheld_and_staff_get_a_partner_too() -> None:
    rows = [*EVEN, *[answer("333", "333", 地区="北")] * 9]
    found = by_group(*town(rows), WANTED, axis="地区")
    assert found.n.tolist() == [20, 20, -1]
    assert found.groups[2] is None
    assert found.groups[0] is not None
    strict = by_group(*town(rows), WANTED, axis="地区", rules=PUBLIC)
    assert (strict.n < 0).sum() == 2
    ranks = found.tables()[0]
    assert ranks.withheld is not None
    assert ranks.withheld[0].tolist() == [False, False, False, True]


def test_the_sentence_names_what_comes_first_and_is_silent_where_few_answered() -> None:
    found = improving(*town(EVEN), satisfaction="s0", importance="i0")
    assert of_improving(found).startswith(
        "重要度が平均以上で満足度が平均を下回る「重点改善」に入るのは、3項目のうち「バス」の1項目です。"
        "改善度がもっとも高いのは「バス」で17.3です（n=40、95%信頼区間"
    )
    few = improving(*town(EVEN[:29]), satisfaction="s0", importance="i0")
    assert "バス" not in of_improving(few)
    assert "29人と少ない" in of_improving(few)
    assert "公募のため、回答した人の中での値です" in of_improving(found, representative=False)


def test_the_sentence_of_groups_counts_those_who_agree() -> None:
    rows = [*EVEN, *[answer("432", "234", 地区="北")] * 30, *EVEN]
    told = of_groups(by_group(*town(rows), WANTED, axis="地区"))
    assert "地区が「北」の人では「公園」" in told
    assert "3群のうち、全体と同じ群は2" in told
    assert "30人に満たない" in of_groups(by_group(*town(EVEN), WANTED, axis="地区"))


def test_the_picture_says_the_rank_of_every_item_and_names_no_withheld_one() -> None:
    found = improving(*town(EVEN), satisfaction="s0", importance="i0")
    for narrow in (True, False):
        spec = picture.improving(found, narrow=narrow).spec
        assert [each["rank"] for each in spec["data"]["values"]] == ["1", "2", "3"]
        assert ("label_x" in json.dumps(spec["layer"])) is not narrow
    assert "重要度が平均以上で満足度が平均より低い「重点改善」の項目: バス" in picture.words(found)


@given(st.permutations(range(40)), st.floats(0.1, 9))
def test_the_order_of_people_and_the_unit_of_their_weight_change_nothing(
    order: list[int], weight: float
) -> None:
    frame, codebook = town(EVEN)
    weighted = Codebook((*codebook.variables, made.number("w")))
    shuffled = frame.iloc[order].reset_index(drop=True).assign(w=weight)
    plain = improving(frame, codebook, satisfaction="s0", importance="i0")
    other = improving(shuffled, weighted, satisfaction="s0", importance="i0", weight="w")
    np.testing.assert_allclose(other.placed.improvement, plain.placed.improvement, atol=1e-9)
    np.testing.assert_allclose(other.se, plain.se, atol=1e-6)
