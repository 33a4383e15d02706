"""群どうしの差: letters, and each group against everyone else, by hand."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.blanks import Asked, table
from analysis.codebook import Codebook, Role
from analysis.comparing.differing import Differing, differing
from analysis.disclosure import DESK, PUBLIC, Rules
from analysis.form.crossed import of_crosstab
from analysis.form.lettered import lettered
from analysis.methods.letters import Correction
from analysis.results import Stage, State
from analysis.sentences.differing import of_differing
from tests.analysis import made
from tests.analysis.made import Row

AGE = made.axis("年代", "20代", "40代", "60代", "80代")
BUS = made.single("bus", "乗る", "乗らない", label="バスに乗りますか")
WISHES = made.ticks("望むこと", "道路", "公園")
WEIGHT = made.number("重み", Role.WEIGHT)
WANTED = Asked("年代", "bus")


def rides(age: str, share: int, n: int = 100) -> list[Row]:
    ticked = {"望むこと_1": "1", "望むこと_2": "0", "重み": 1}
    return [
        {"年代": age, "bus": "乗る" if place < share else "乗らない", **ticked}
        for place in range(n)
    ]


VARIABLES = (AGE, BUS, *WISHES, WEIGHT)
TOWN = [*rides("20代", 60), *rides("40代", 40), *rides("60代", 45), *rides("80代", 3, 12)]


def town(rows: Sequence[Row]) -> tuple[pd.DataFrame, Codebook]:
    return made.frame(VARIABLES, rows)


def found(
    rows: Sequence[Row],
    correction: Correction = "bonferroni",
    rules: Rules = DESK,
    wanted: Asked = WANTED,
) -> Differing:
    frame, codebook = town(rows)
    crossed = table(frame, codebook, wanted, rules=rules)
    return differing(frame, codebook, crossed, wanted, correction=correction, rules=rules)


def test_the_higher_group_bears_the_letter_of_the_lower_one() -> None:
    # 60 against 40 of 100: z = 2√2, p = 0.0047, times 3 pairs = 0.014: a small letter.
    # 60 against 45: p = 0.034, times 3 = 0.10: none. 12 people are not compared at all.
    got = found(TOWN)
    assert got.letters[0] == ("b", "")
    assert got.letters[1] == ("", "a")
    assert got.letters[2] == ("", "")
    assert got.named == ("A", "B", "C", "")
    assert [(gap.answer, gap.higher, gap.lower) for gap in got.gaps] == [(0, 0, 1), (1, 1, 0)]
    assert got.gaps[0].p == pytest.approx(3 * 0.004677735, abs=1e-8)


def test_bh_asks_less_than_bonferroni_of_the_same_pairs() -> None:
    corrected = {gap.answer: gap.p for gap in found(TOWN).gaps}
    by_bh = {gap.answer: gap.p for gap in found(TOWN, "bh").gaps}
    assert by_bh[0] <= corrected[0]


def test_each_group_is_compared_with_everyone_else_in_the_design() -> None:
    got = found([*rides("20代", 60), *rides("40代", 40)])
    assert got.difference[0, 0] == pytest.approx(0.2)
    # se² = 2 · 0.24/100 · 200/199; t = 0.2/0.06946 = 2.8796 with 199 degrees
    assert got.q[0, 0] == pytest.approx(0.004416, abs=1e-5)
    assert got.strong[:2].all()


def test_where_nobody_of_a_few_chose_an_answer_nothing_is_marked() -> None:
    got = found([*rides("20代", 10), *rides("40代", 10), *rides("60代", 0, 40)])
    assert got.q[2, 0] < 0.05  # the t test has no spread of their own to go by
    assert not got.strong[2].any()  # 40 · 20/240 = 3.3 were expected


def test_weights_of_one_change_no_letter_and_real_ones_widen_the_error() -> None:
    weighed = Asked("年代", "bus", "重み")
    assert found(TOWN, wanted=weighed).letters == found(TOWN).letters
    uneven = [{**row, "重み": 9 if place % 5 == 0 else 1} for place, row in enumerate(TOWN)]
    assert found(uneven, wanted=weighed).letters[0] == ("", "")


def test_every_choice_of_an_ma_is_compared_by_itself() -> None:
    rows = [
        {**row, "望むこと_1": "1" if row["bus"] == "乗る" else "0", "望むこと_2": "1"}
        for row in TOWN
    ]
    got = found(rows, wanted=Asked("年代", "望むこと"))
    assert got.letters[0] == ("b", "")
    assert got.difference[0, 0] == pytest.approx(0.6 - 88 / 212)
    assert np.isnan(got.q[0, 1])  # everybody chose it: there is nothing to test


def test_with_blanks_as_a_choice_they_are_compared_too() -> None:
    rows = [*TOWN, *[{**row, "bus": None} for row in rides("60代", 0, 40)]]
    got = found(rows, wanted=Asked("年代", "bus", None, no_answer=True))
    assert got.letters[2][2] == ""
    assert got.difference.shape == (4, 3)
    assert got.difference[2, 2] == pytest.approx(40 / 140)


def test_of_staff_a_table_with_something_hidden_keeps_no_test() -> None:
    rows = [*rides("20代", 60), *rides("40代", 40), *rides("60代", 1, 40)]
    got = found(rows, rules=PUBLIC)
    assert (got.table.n < 0).any()
    assert np.isnan(got.q).all()
    assert not found(rows).strong.all()


def test_the_printed_table_gets_its_letters_and_a_withheld_row_none() -> None:
    rows = [*TOWN[:300], *rides("80代", 3, 9)]
    got = found(rows)
    grid = lettered(of_crosstab(got.table), got)
    assert [line.label for line in grid.lines] == ["全体", "A 20代", "B 40代", "C 60代", "80代"]
    assert grid.lines[1].cells[0].letters == "b"
    assert grid.lines[1].cells[0].mark == "high"
    assert grid.lines[4].withheld
    assert grid.lines[0].cells[0].letters == ""


def test_the_sentence_names_the_widest_pair_with_its_interval() -> None:
    assert of_differing(found(TOWN), state=State(Stage.FINAL, date(2026, 3, 31))) == (
        "「乗る」と答えた人は20代の60.0%（n=100）で、40代の40.0%（n=100）より20.0ポイント高くなっています"
        "（差の95%信頼区間6.1〜32.8ポイント、ボンフェローニ補正後 p=0.014）。"
        "このほか1組に差があります。（確定・2026年3月31日現在）"
    )


def test_the_sentence_claims_nothing_of_alike_or_of_small_groups() -> None:
    alike = of_differing(found([*rides("20代", 50), *rides("40代", 50)]))
    assert "見つかりませんでした" in alike
    assert "差がないことを示すものではありません" in alike
    small = of_differing(found([*rides("20代", 60), *rides("40代", 4, 29)]))
    assert "群どうしは比べません" in small
    assert "%" not in small


def test_nobody_leaves_nothing_to_compare() -> None:
    got = found([])
    assert np.isnan(got.difference).all()
    assert "比べません" in of_differing(got)


@given(st.permutations(range(len(TOWN))))
def test_the_order_of_people_changes_nothing(order: list[int]) -> None:
    shuffled = found([TOWN[place] for place in order])
    assert shuffled.letters == found(TOWN).letters
    np.testing.assert_allclose(shuffled.q, found(TOWN).q)
