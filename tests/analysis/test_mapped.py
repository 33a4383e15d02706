"""対応分析: what the map shows, and what is never on it."""

import json
from collections.abc import Mapping
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.charts import mapped as picture
from analysis.disclosure import PUBLIC
from analysis.mapped import Mapped, Withheld, mapped
from analysis.methods.correspondence import NothingToMap
from analysis.results import Stage, State
from analysis.sentences.mapped import of_mapped
from tests.analysis import made
from tests.analysis.made import Row

AREA = made.axis("地区", "東", "西", "北", "南")
USE = made.single("用事", "通院", "買い物", "通学", "行楽", label="バスの用事")
WISHES = made.ticks("望むこと", "バス", "医療", "公園")


def rows(table: Mapping[str, tuple[int, ...]]) -> list[Row]:
    return [
        {"地区": area, "用事": USE.labels[place]}
        for area, counts in table.items()
        for place, times in enumerate(counts)
        for _ in range(times)
    ]


def laid(table: Mapping[str, tuple[int, ...]], **changes: object) -> Mapped:
    frame, codebook = made.frame((AREA, USE), rows(table))
    return mapped(frame, codebook, axis="地区", question="用事", **changes)  # type: ignore[arg-type] # rules, in one test


# Two groups that never give the same answer: all inertia (1.0) lies on one axis.
APART = {"東": (50, 0), "西": (0, 50)}
FULL = {"東": (40, 20, 10, 0), "西": (10, 30, 30, 0), "北": (20, 20, 40, 0), "南": (3, 3, 3, 0)}


def test_two_groups_that_share_no_answer_lie_at_one_unit_on_one_axis() -> None:
    found = laid(APART)
    assert found.found.total == pytest.approx(1)
    assert found.shares == pytest.approx((1, 0))
    np.testing.assert_allclose(np.abs(found.groups), [[1, 0], [1, 0]], atol=1e-12)
    assert found.answers[0, 0] == pytest.approx(1)  # the farthest answer is at the positive end
    assert found.groups[0, 0] == pytest.approx(1)


def test_inertia_is_chi_square_over_n() -> None:
    table = np.array([FULL["東"][:3], FULL["西"][:3], FULL["北"][:3]], dtype=float)
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()
    chi2 = ((table - expected) ** 2 / expected).sum()
    assert laid(FULL).found.total == pytest.approx(chi2 / table.sum())


def test_a_group_under_ten_and_an_answer_nobody_gave_are_not_on_the_map() -> None:
    found = laid(FULL)
    assert found.sides == ("東", "西", "北")
    assert found.tops == ("通院", "買い物", "通学")
    drawn = json.dumps(picture.mapped(found).spec, ensure_ascii=False) + picture.words(found)
    assert "南" not in drawn
    assert "行楽" not in drawn


def test_of_staff_a_table_with_a_hidden_cell_has_no_map() -> None:
    with pytest.raises(Withheld, match="バスの用事"):
        laid({"東": (40, 2, 9), "西": (30, 30, 9), "北": (9, 40, 20)}, rules=PUBLIC)


def test_one_group_or_one_answer_is_nothing_to_map() -> None:
    for table in ({"東": (40, 40)}, {"東": (40,), "西": (40,)}, {}):
        with pytest.raises(NothingToMap):
            laid(table)


def test_an_ma_is_mapped_by_its_ticks() -> None:
    said = [
        *made.people(40, 地区="東", 望むこと_1="1", 望むこと_2="0", 望むこと_3="1"),
        *made.people(40, 地区="西", 望むこと_1="0", 望むこと_2="1", 望むこと_3="1"),
    ]
    frame, codebook = made.frame((AREA, *WISHES), said)
    found = mapped(frame, codebook, axis="地区", question="望むこと")
    assert found.tops == ("バス", "医療", "公園")
    assert found.p is None
    assert found.base == 80


def test_the_sentence_says_how_much_is_shown_and_keeps_quiet_otherwise() -> None:
    state = State(Stage.FINAL, date(2026, 3, 31))
    assert of_mapped(laid(APART), state=state) == (
        "2つの軸で、回答の違い（慣性）の100.0%を表しています（第1軸100.0%、第2軸0.0%、n=100）。"
        "第1軸で離れているのは「西」と「東」です。"
        "近さは回答の似かたの目安で、原因を示すものではありません。（確定・2026年3月31日現在）"
    )
    same = of_mapped(laid({"東": (25, 25), "西": (25, 26)}))
    assert "読み取らないでください（n=101）" in same
    few = of_mapped(laid({"東": (14, 0), "西": (0, 15)}))
    assert "%" not in few
    assert "29人と少ない" in few


@given(st.lists(st.lists(st.integers(0, 30), min_size=3, max_size=3), min_size=3, max_size=3))
def test_the_map_stays_the_same_when_people_come_in_another_order(table: list[list[int]]) -> None:
    counts = {area: tuple(row) for area, row in zip(("東", "西", "北"), table, strict=True)}
    frame, codebook = made.frame((AREA, USE), rows(counts))
    turned = frame.iloc[::-1].reset_index(drop=True)
    try:
        one = mapped(frame, codebook, axis="地区", question="用事")
    except NothingToMap:
        return
    other = mapped(turned, codebook, axis="地区", question="用事")
    np.testing.assert_allclose(one.groups, other.groups)
    assert all(0 <= share <= 1 + 1e-9 or np.isnan(share) for share in one.shares)
    picture.mapped(one)
    of_mapped(one)
