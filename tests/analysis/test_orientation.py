"""志向: groups found again from the same answers, whoever comes first."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.charts import orientation as picture
from analysis.codebook import NO_ANSWER, NOT_ASKED, Codebook, Measure, Role
from analysis.crosstab import crosstab
from analysis.disclosure import PUBLIC
from analysis.errors import UnknownVariable, WrongMeasure
from analysis.orientation import (
    GroupsOutOfRange,
    GroupTooSmall,
    NothingApart,
    Orientation,
    TooFewItems,
    TooFewPeople,
    find,
    items,
    with_axis,
)
from analysis.results import Stage, State
from analysis.sentences.orientation import of_group, of_orientation
from tests.analysis import made
from tests.analysis.made import Row

STEPS = ("反対", "やや反対", "どちらでもない", "やや賛成", "賛成")
GROW = made.scale("grow", *STEPS, label="開発を進める")
KEEP = made.scale("keep", *STEPS, label="自然を守る")
WISHES = made.ticks("望むこと", "道路", "公園")
AREA = made.axis("地区", "東", "西")
VARIABLES = (AREA, GROW, KEEP, *WISHES)
CHOSEN = ("grow", "keep")


def people(times: int, grow: str, keep: str, **more: object) -> list[Row]:
    ticked = {"望むこと_1": "1", "望むこと_2": "0"}
    return made.people(times, grow=grow, keep=keep, 地区="東", **(ticked | more))


# Three kinds of people: 60 who want growth, 40 who want nature, 30 who do not mind.
TOWN = [*people(60, "5", "1"), *people(40, "1", "5"), *people(30, "3", "3")]


def town(rows: Sequence[Row]) -> tuple[pd.DataFrame, Codebook]:
    return made.frame(VARIABLES, rows)


def found(rows: Sequence[Row], groups: int = 3) -> Orientation:
    return find(*town(rows), chosen=CHOSEN, groups=groups)


def test_people_who_answer_alike_stand_together_the_largest_group_first() -> None:
    groups = found(TOWN)
    assert groups.n.tolist() == [60, 40, 30]
    np.testing.assert_allclose(groups.means, [[2, -2], [-2, 2], [0, 0]])
    assert groups.explained == pytest.approx(1)
    # grow: mean (120 − 80)/130 = 0.308, sd √(400/130 − 0.095) = 1.727
    assert groups.whole[0] == pytest.approx(40 / 130)
    assert groups.apart[0, 0] == pytest.approx(
        (2 - 40 / 130) / np.sqrt(400 / 130 - (40 / 130) ** 2)
    )
    assert groups.telling(0) == [("開発を進める", True), ("自然を守る", False)]
    assert groups.telling(2) == []


def test_the_axis_places_everyone_and_leaves_blanks_apart() -> None:
    rows = [*TOWN, *people(5, "5", None), *people(4, "5", NOT_ASKED), *people(3, "4", "1")]  # type: ignore[arg-type] # a blank is None
    frame, codebook = town(rows)
    recipe = found(TOWN).recipe
    more, longer = with_axis(frame, codebook, recipe, ("o", "志向", ("成長", "自然", "中間")))
    counted = more["o"].value_counts()
    assert (counted["1"], counted["2"], counted["3"]) == (63, 40, 30)
    assert (counted[NO_ANSWER], counted[NOT_ASKED]) == (5, 4)
    axis = longer.get("o")
    assert (axis.role, axis.measure, axis.labels) == (
        Role.ATTRIBUTE,
        Measure.NOMINAL,
        ["成長", "自然", "中間"],
    )
    assert crosstab(more, longer, axis="o", question="望むこと").bases.tolist() == [63, 40, 30]


def test_one_person_is_placed_as_they_are_among_all_so_that_parts_add_up() -> None:
    frame, codebook = town(TOWN)
    recipe = found(TOWN).recipe
    whole, _ = with_axis(frame, codebook, recipe, ("o", "志向", "abc"))
    parts = [
        with_axis(frame.iloc[[row]], codebook, recipe, ("o", "志向", "abc"))[0]["o"].iloc[0]
        for row in (0, 70, 120)
    ]
    assert parts == [whole["o"].iloc[row] for row in (0, 70, 120)]


def test_ticks_are_items_too_and_count_as_shares() -> None:
    rows = [*people(60, "5", "1"), *people(60, "5", "1", 望むこと_1="0", 望むこと_2="1")]
    groups = find(*town(rows), chosen=("望むこと_1", "望むこと_2"), groups=2)
    assert groups.labels == ("望むこと／道路", "望むこと／公園")
    assert groups.scales == (False, False)
    assert groups.whole.tolist() == [0.5, 0.5]
    assert sorted(groups.means[:, 0]) == [0, 1]


def test_attributes_and_texts_are_no_items() -> None:
    frame, codebook = town(TOWN)
    assert [v.name for v in items(codebook)] == ["grow", "keep", "望むこと_1", "望むこと_2"]
    with pytest.raises(WrongMeasure):
        find(frame, codebook, chosen=("grow", "地区"), groups=2)
    with pytest.raises(UnknownVariable):
        find(frame, codebook, chosen=("grow", "ない"), groups=2)


def test_what_makes_no_groups_is_said_in_words() -> None:
    with pytest.raises(TooFewItems):
        find(*town(TOWN), chosen=("grow", "grow"), groups=2)
    with pytest.raises(TooFewPeople, match="99人"):
        found(TOWN[:99])
    with pytest.raises(NothingApart):
        found(people(120, "3", "3"))
    with pytest.raises(GroupTooSmall):
        found([*people(120, "5", "1"), *people(9, "1", "5")], groups=2)
    with pytest.raises(GroupsOutOfRange):
        found(TOWN, groups=7)


def test_of_staff_a_group_needs_thirty_and_few_ticks_are_in_no_share() -> None:
    few = [*people(60, "5", "1"), *people(58, "1", "5", 望むこと_1="0")]
    few += people(2, "1", "5")
    chosen = ("grow", "keep", "望むこと_1")
    shown = find(*town(few), chosen=chosen, groups=2)
    assert np.isfinite(shown.means).all()
    staff = find(*town(few), chosen=chosen, groups=2, rules=PUBLIC)
    hidden = np.isnan(staff.means)
    assert hidden.sum() == 1
    assert hidden[:, 2].any()
    assert np.isnan(staff.whole[2])  # else it could be subtracted
    assert len(picture.orientation(staff).spec["data"]["values"]) == 5
    small = [*people(100, "5", "1"), *people(29, "1", "5")]
    with pytest.raises(GroupTooSmall, match="30人に満たない"):
        find(*town(small), chosen=CHOSEN, groups=2, rules=PUBLIC)


def test_thousands_of_people_are_placed_by_an_even_part_of_them() -> None:
    rng = np.random.default_rng(3)
    rows = [
        {"grow": str(a), "keep": str(6 - a if rng.random() < 0.9 else a), "地区": "東"}
        for a in rng.choice([1, 2, 4, 5], size=4500)
    ]
    groups = found(rows, groups=2)
    assert groups.base == 4500
    assert groups.explained > 0.6


def test_the_sentences_say_sizes_and_never_that_there_are_such_people() -> None:
    told = of_orientation(found(TOWN), state=State(Stage.FINAL, date(2026, 3, 31)))
    assert told.startswith(
        "すべての項目に答えた130人を、答え方の似た3つの群に分けました"
        "（群1 60人（46.2%）、群2 40人（30.8%）、群3 30人（23.1%））。"
        "群の違いで、項目のばらつきの100.0%を説明できます。"
    )
    assert "示すものではありません" in told
    assert told.endswith("（確定・2026年3月31日現在）")
    assert of_group(found(TOWN), 0) == "「開発を進める」が高い、「自然を守る」が低い群です。"
    assert of_group(found(TOWN), 2) == "全体の平均に近い群です。"
    few = replace(found(TOWN), n=np.array([101, 20, 9]))
    assert of_group(few, 1).startswith("回答した人が20人と少ない")
    weak = replace(found(TOWN), explained=0.1, left_out=1234)
    assert "分け方は弱く" in of_orientation(weak)
    assert "1,234人は「無回答」" in of_orientation(weak)


@pytest.mark.parametrize("narrow", [True, False])
def test_the_picture_has_a_dot_for_every_group_and_item(*, narrow: bool) -> None:
    chart = picture.orientation(found(TOWN), narrow=narrow)
    assert len(chart.spec["data"]["values"]) == 6
    assert "群3" in json.dumps(chart.spec, ensure_ascii=False)


@settings(max_examples=20)
@given(st.randoms(use_true_random=False), st.integers(2, 4))
def test_the_order_of_people_changes_no_group(rng: object, groups: int) -> None:
    seeded = np.random.default_rng(5)
    rows = [
        {"grow": str(a), "keep": str(b), "地区": "東"} for a, b in seeded.integers(1, 6, (150, 2))
    ]
    shuffled = list(rows)
    rng.shuffle(shuffled)  # type: ignore[attr-defined] # hypothesis gives a random.Random
    one, other = found(rows, groups), found(shuffled, groups)
    assert one.recipe == other.recipe
    assert one.n.tolist() == other.n.tolist()
