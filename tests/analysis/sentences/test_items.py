"""マトリクスの文: right and cautious whatever the numbers, and silent where n is small."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.items import Kind
from analysis.results import Stage, State
from analysis.sentences.items import of_items, of_items_by_group
from tests.analysis.made import Row
from tests.analysis.test_items import BY_AREA, answer, grouped, whole

FINAL = State(Stage.FINAL, date(2026, 3, 31))


def test_the_highest_and_the_lowest_item_are_told_with_their_intervals() -> None:
    told = of_items(whole(), state=FINAL)
    assert told.startswith(
        "3項目のうち、「満足」と「やや満足」を合わせた割合が最も高いのは「公園」で79.8%"
        "（n=99、95%信頼区間70.8〜86.5%）、最も低いのは「医療」で10.1%"
        "（n=89、95%信頼区間5.4〜18.1%）です。"
    )
    assert told.endswith("（確定・2026年3月31日現在）")
    assert "重なって" not in told


def test_intervals_that_overlap_are_said() -> None:
    rows = [*[answer("東", "1", "5", "1")] * 15, *[answer("東", "5", "1", "5")] * 12]
    assert "ただし、2つの信頼区間は重なっています。" in of_items(
        whole([*rows, *[answer("東", "5", "5", "5")] * 60])
    )


def test_items_alike_are_said_to_be_so() -> None:
    assert of_items(whole([answer("東", "1", "2", "1")] * 40)) == (
        "3項目とも、「満足」と「やや満足」を合わせた割合は100.0%で同じです。"
    )
    shared = of_items(whole([answer("東", "1", "2", "5")] * 40))
    assert "「バス」（ほか1項目も同じ割合）で100.0%" in shared


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "この設問に回答した人はいません。"),
        ([answer("東", None, None, None)] * 50, "この設問に回答した人はいません。"),
        ([answer("東", "1", "1", "1")] * 9, "回答した人が少ないため、結果は表示しません。"),
    ],
)
def test_nothing_is_said_of_nobody_and_of_few(rows: list[Row], said: str) -> None:
    assert of_items(whole(rows)) == said


def test_under_thirty_no_item_is_called_the_highest() -> None:
    told = of_items(whole([answer("東", "1", "5", "3")] * 29))
    assert "最も" not in told
    assert "30人以上" in told


def test_items_left_out_are_counted() -> None:
    rows = [*[answer("東", "1", "5", None)] * 40, *[answer("東", "1", "5", "3")] * 12]
    assert "n が30未満か表示できない1項目は、比べていません。" in of_items(whole(rows))


def test_an_open_call_tells_of_its_own_people() -> None:
    assert "公募のため、回答した人の中での割合です" in of_items(whole(), representative=False)
    assert "公募のため、回答した人の中での違いです" in of_items_by_group(
        grouped(), representative=False
    )


def test_the_widest_difference_of_a_group_is_told() -> None:
    told = of_items_by_group(grouped(), state=FINAL)
    assert told.startswith(
        "地区が「東」の人では、「バス」の「満足」と「やや満足」を合わせた割合が100.0%で、"
        "全体（45.0%）より55.0ポイント高い結果でした（n=40、差の95%信頼区間"
    )
    assert "BH補正後 p<0.001" in told
    assert "このほか" in told


def test_a_mean_is_told_in_points() -> None:
    told = of_items_by_group(grouped(wanted=replace(BY_AREA, kind=Kind.MEAN)))
    assert "平均点が" in told
    assert "点高い結果でした" in told or "点低い結果でした" in told
    assert "差の95%信頼区間" in told


def test_no_difference_is_not_called_the_same() -> None:
    rows = [answer(area, step, step, step) for area in ("東", "西") for step in "12345" * 8]
    told = of_items_by_group(grouped(rows))
    assert "偶然とは考えにくい違いは見つかりませんでした" in told
    assert "違いがないことを示すものではありません。" in told


def test_one_large_group_is_compared_with_nobody() -> None:
    rows = [*[answer("東", "1", "1", "1")] * 40, *[answer("西", "5", "5", "5")] * 20]
    assert "30人以上の群が2つ以上ないため" in of_items_by_group(grouped(rows))


@settings(max_examples=30)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["東", "西", "北", None]), *[st.sampled_from(["1", "3", "5", None])] * 3
        ),
        max_size=150,
    ),
    st.sampled_from([1e-9, 1.0, 1e9]),
    st.sampled_from(list(Kind)),
)
def test_no_sentence_breaks(drawn: list[tuple[str | None, ...]], weight: float, kind: Kind) -> None:
    rows = [answer(*each, weight=weight) for each in drawn]
    wanted = replace(BY_AREA, weight="重み", kind=kind)
    for told in (of_items(whole(rows, wanted)), of_items_by_group(grouped(rows, wanted))):
        assert told.endswith("。")
        assert "nan" not in told
        assert "inf" not in told
        assert "△0.0ポイント" not in told


def test_everyone_of_one_mind_breaks_nothing() -> None:
    for step in "135":
        rows = [answer("東", step, step, step)] * 50 + [answer("西", step, step, step)] * 50
        for kind in Kind:
            found = grouped(rows, replace(BY_AREA, kind=kind))
            assert not found.strong.any()
            assert np.isfinite(found.total).all()
