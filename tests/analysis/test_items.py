"""マトリクスをまとめて: its rows are the items' own tables; groups are judged as one family."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.blanks import Asked, alone, table
from analysis.book import book
from analysis.codebook import NOT_ASKED, Codebook, Role
from analysis.comparing.matrices import NoSuchMatrix
from analysis.disclosure import DESK, PUBLIC, Rules
from analysis.form.blocks import blocks
from analysis.form.crossed import of_crosstab
from analysis.form.items import of_items, of_items_by_group
from analysis.items import Items, Kind, Order, Wanted, items
from analysis.items_by_group import ItemsByGroup, items_by_group
from analysis.tabulation import book_as_json
from tests.analysis import made
from tests.analysis.made import Row

STEPS = ("満足", "やや満足", "どちらともいえない", "やや不満", "不満")
TOPICS = ("バス", "医療", "公園")
SCALES = [
    replace(made.scale(f"q{n}", *STEPS, label=f"満足度／{topic}"), reverse=True)
    for n, topic in enumerate(TOPICS)
]
AREA = made.axis("地区", "東", "西", "北")
WEIGHT = made.number("重み", Role.WEIGHT)
VARIABLES = (AREA, *SCALES, WEIGHT)
WANTED = Wanted("q0")
BY_AREA = replace(WANTED, axis="地区")


def answer(area: str | None, *steps: str | None, weight: float = 1.0) -> Row:
    """1 is 満足, None 無回答."""
    return {"地区": area, "重み": weight} | {f"q{n}": step for n, step in enumerate(steps)}


ROWS = [
    *[answer("東", "1", "5", "1")] * 30,
    *[answer("東", "2", "4", None)] * 10,
    *[answer("西", "5", "5", "2")] * 40,
    *[answer("西", "3", NOT_ASKED, "3")] * 20,
    *[answer("北", "1", "1", "1")] * 9,
]


def of(frame: pd.DataFrame, codebook: Codebook, wanted: Wanted, rules: Rules = DESK) -> Items:
    return items(
        frame,
        codebook,
        matrix=wanted.matrix,
        weight=wanted.weight,
        no_answer=wanted.no_answer,
        rules=rules,
    )


def whole(rows: Sequence[Row] = ROWS, wanted: Wanted = WANTED) -> Items:
    return of(*made.frame(VARIABLES, rows), wanted)


def grouped(rows: Sequence[Row] = ROWS, wanted: Wanted = BY_AREA) -> ItemsByGroup:
    frame, codebook = made.frame(VARIABLES, rows)
    found = items_by_group(frame, codebook, of(frame, codebook, wanted), wanted)
    assert found is not None
    return found


def test_every_item_has_its_own_base_top_and_mean() -> None:
    """バス 109 answered: 39 + 10 of them satisfied, mean (39·2 + 10 − 40·2)/109 = 8/109."""
    found = whole()
    assert found.labels == ["バス", "医療", "公園"]
    assert found.n.tolist() == [109, 89, 99]
    assert found.top.tolist() == pytest.approx([49 / 109, 9 / 89, 79 / 99])
    assert found.mean.tolist() == pytest.approx([8 / 109, -132 / 89, 118 / 99])


def test_items_are_sorted_as_asked_and_those_alike_stay() -> None:
    assert whole().sorted(Order.TOP).labels == ["公園", "バス", "医療"]
    assert whole().sorted(Order.MEAN).labels == ["公園", "バス", "医療"]
    alike = [answer("東", "1", "5", "2")] * 20
    assert whole(alike).sorted(Order.TOP).labels == ["バス", "公園", "医療"]


def test_an_item_under_ten_is_withheld_and_comes_last() -> None:
    rows = [*[answer("東", "5", "4", None)] * 30, *[answer("東", None, None, "1")] * 9]
    found = whole(rows).sorted(Order.TOP)
    assert found.labels[-1] == "公園"
    assert found.n[-1] == -1
    assert np.isnan([found.top[-1], found.mean[-1]]).all()
    assert of_items(found).lines[-1].withheld


def test_steps_that_run_both_ways_have_no_top_together() -> None:
    variables = (AREA, replace(SCALES[0], reverse=False), *SCALES[1:], WEIGHT)
    frame, codebook = made.frame(variables, ROWS)
    found = of(frame, codebook, BY_AREA)
    assert found.scale is None
    assert found.sorted(Order.TOP).labels == list(TOPICS)
    assert of_items(found).beside[0].key == "blank"
    assert items_by_group(frame, codebook, found, BY_AREA) is None


def test_blanks_may_be_a_choice_of_every_item() -> None:
    found = whole(wanted=replace(WANTED, no_answer=True))
    assert found.n.tolist() == [109, 89, 109]  # 非該当 is in no base
    assert found.top[2] == pytest.approx(79 / 109)
    assert found.mean[2] == pytest.approx(118 / 99)
    assert grouped(wanted=replace(BY_AREA, no_answer=True)).n[2].tolist() == [40, 60, -1]


def test_another_name_is_no_matrix() -> None:
    with pytest.raises(NoSuchMatrix):
        whole(wanted=Wanted("地区"))


def test_a_group_under_ten_is_withheld_and_under_thirty_marked() -> None:
    rows = [*ROWS, *[answer("北", "1", "1", "1")] * 11]
    cells = of_items_by_group(grouped(rows)).lines[0].cells
    assert [cell.count for cell in cells] == [120, 40, 60, 20]
    assert cells[3].mark == "few"
    hidden = of_items_by_group(grouped()).lines[0].cells[3]
    assert (hidden.count, hidden.share) == (None, "")


def test_groups_are_judged_as_one_family() -> None:
    found = grouped()
    crossed = [
        table(*made.frame(VARIABLES, ROWS), Asked("地区", line.variable.name))
        for line in found.matrix.lines
    ]
    assert found.value[:, :2] == pytest.approx(
        np.stack([each.shares[:2, :2].sum(axis=1) for each in crossed])
    )
    assert found.strong[0].tolist() == [True, True, False]
    # 医療: 9 of 89 satisfied, none of the 40 in 東 nor of the 40 in 西. The adjusted residual of
    # both is −(9/89)(40/89)/√((9/89)(40/89)(80/89)(49/89)/89) = −2.859, p = 0.0042508. Of nine p
    # values in the matrix they are the seventh and the eighth smallest: q = 0.0042508 · 9/8.
    assert found.q[1, :2] == pytest.approx([0.0047821, 0.0047821], abs=1e-7)
    own = [table(*made.frame(VARIABLES, ROWS), Asked("地区", f"q{n}")) for n in range(3)]
    assert [each.total_base for each in own] == found.total_n.tolist()


def test_means_are_of_those_who_chose_a_step() -> None:
    found = grouped(wanted=replace(BY_AREA, kind=Kind.MEAN, no_answer=True))
    assert found.n[2].tolist() == [30, 60, -1]
    assert found.value[2, :2].tolist() == pytest.approx([2, 40 / 60])
    assert found.measure == "平均点"
    assert "平均の差のt検定" in "".join(of_items_by_group(found).notes)


def test_what_staff_said_is_withheld_as_in_their_crosstabs() -> None:
    frame, codebook = made.frame(VARIABLES, ROWS)
    found = of(frame, codebook, BY_AREA, rules=PUBLIC)
    by_area = items_by_group(frame, codebook, found, BY_AREA, rules=PUBLIC)
    assert by_area is not None
    for place, line in enumerate(found.matrix.lines):
        crossed = table(frame, codebook, Asked("地区", line.variable.name), rules=PUBLIC)
        gone = (crossed.n[:, :2] < 0).any(axis=1)
        assert (by_area.n[place] < 0).tolist() == gone.tolist()
        assert not by_area.strong[place][gone].any()


answers = st.lists(
    st.tuples(
        st.sampled_from(["東", "西", "北", None]),
        *[st.sampled_from(["1", "2", "3", "4", "5", None, NOT_ASKED])] * 3,
        st.sampled_from([0.0, 0.5, 1.0, 7.0]),
    ),
    min_size=30,
    max_size=120,
)


@settings(max_examples=25)
@given(answers, st.sampled_from([None, "重み"]))
def test_rows_are_the_items_own_frequencies_and_crosstabs(
    drawn: list[tuple[str | None, str | None, str | None, str | None, float]], weight: str | None
) -> None:
    rows = [answer(area, one, two, three, weight=w + 0.1) for area, one, two, three, w in drawn]
    frame, codebook = made.frame(VARIABLES, rows)
    wanted = replace(BY_AREA, weight=weight)
    found = of(frame, codebook, wanted)
    by_area = items_by_group(frame, codebook, found, wanted)
    assert by_area is not None
    assert ((by_area.q >= 0) | np.isnan(by_area.q)).all()
    for place, line in enumerate(found.matrix.lines):
        own = alone(frame, codebook, wanted.alone(line.variable.name))
        assert found.rows[place].n.tolist() == own.n.tolist()
        crossed = table(frame, codebook, wanted.crossed(line.variable.name))
        printed = [each for each in of_crosstab(crossed).lines[1:] if not each.withheld]
        cells = of_items_by_group(by_area).lines[place].cells[1:]
        shown = [cell for cell in cells if cell.count]
        assert [cell.share for cell in shown] == [each.beside[0].share for each in printed]
        assert [cell.count for cell in shown] == [each.base for each in printed]


@settings(max_examples=5)
@given(st.permutations(range(len(ROWS))))
def test_the_order_of_the_responses_changes_nothing(order: list[int]) -> None:
    other = grouped([ROWS[place] for place in order])
    assert other.value == pytest.approx(grouped().value, nan_ok=True)
    assert other.q == pytest.approx(grouped().q, nan_ok=True)


def test_the_book_holds_the_same_matrix() -> None:
    frame, codebook = made.frame(VARIABLES, ROWS)
    (together,) = book(frame, codebook).matrices
    (by_area,) = together.by_group
    assert together.items.top == pytest.approx(whole().top)
    assert by_area.q == pytest.approx(grouped().q, nan_ok=True)
    assert by_area.strong.tolist() == grouped().strong.tolist()


def test_json_tells_the_matrix_with_nothing_undefined() -> None:
    told = book_as_json(book(*made.frame(VARIABLES, ROWS)))["matrices"][0]
    assert told["labels"] == list(TOPICS)
    assert told["n"] == [109, 89, 99]
    assert told["by_group"][0]["n"][0] == [40, 60, None]
    assert told["by_group"][0]["share"][0] == [1.0, 0.0, None]
    assert told["by_group"][0]["stands_out"][0] == [True, True, False]


def test_files_write_n_above_and_the_mark_behind_the_share() -> None:
    (block,) = blocks(grouped()) or ()
    assert block.heads == ("項目", "全体", "東", "西", "北")
    assert block.rows[0] == ("バス", 109, 40, 60, "非表示")
    assert block.rows[1] == ("", "45.0", "100.0▲", "-▽", "")
