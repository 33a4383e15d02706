"""Pictures: what is withheld from a table is in neither its picture nor its words."""

import json
from dataclasses import replace
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.charts import crossed, frame, palette, single
from analysis.charts.histogram import classes
from analysis.charts.picture import Chart, png, svg
from analysis.codebook import Question
from analysis.crosstab import crosstab
from analysis.disclosure import PUBLIC, guard, guard_frequency
from analysis.frequencies import frequency, summary
from tests.analysis import made

AREA = made.axis("地区", "東", "西", "北")
LIVING = made.scale("住みごこち", "よい", "ふつう", "わるい")
WISHES = made.ticks("望むこと", "バス", "医療")
ROWS = [
    *made.people(30, 地区="東", 住みごこち="よい", 望むこと_1="1", 望むこと_2="0", 望むこと_3="0"),
    *made.people(
        20, 地区="西", 住みごこち="ふつう", 望むこと_1="0", 望むこと_2="1", 望むこと_3="0"
    ),
    *made.people(4, 地区="北", 住みごこち="わるい", 望むこと_1="1", 望むこと_2="0", 望むこと_3="0"),
]
FRAME = made.frame((AREA, LIVING, *WISHES), ROWS)


def written(chart: Chart) -> str:
    return json.dumps(chart.spec, ensure_ascii=False) + chart.words


def test_a_bar_says_its_share_and_the_words_name_the_commonest() -> None:
    chart = single.frequency(frequency(*FRAME, question="住みごこち"))
    said = [value["said"] for value in chart.spec["data"]["values"]]
    assert said == ["55.6%", "37.0%", "7.4%"]
    assert chart.words == (
        "「住みごこち」の横棒グラフ。n=54。多い順に、よい 55.6%、ふつう 37.0%、わるい 7.4%。"
    )


@pytest.mark.parametrize("question", ["住みごこち", "望むこと"])
@pytest.mark.parametrize("narrow", [True, False])
def test_a_withheld_group_is_not_drawn(question: str, *, narrow: bool) -> None:
    table = guard(crosstab(*FRAME, axis="地区", question=question))
    chart = crossed.crosstab(table, narrow=narrow)
    assert "全体" in written(chart)
    assert "北" not in written(chart)


def test_a_choice_of_few_members_of_staff_has_no_number_in_its_bar() -> None:
    rows = [*made.people(40, 住みごこち="よい"), *made.people(2, 住みごこち="わるい")]
    found = guard_frequency(frequency(*made.frame((LIVING,), rows), question="住みごこち"), PUBLIC)
    said = [value["said"] for value in single.frequency(found).spec["data"]["values"]]
    assert said == ["非表示", "-", "非表示"]


def test_many_choices_by_many_groups_become_shaded_cells() -> None:
    wide = made.single("目的", *[f"目的{number}" for number in range(12)])
    rows = [{"地区": str(1 + place % 2), "目的": str(1 + place % 12)} for place in range(240)]
    table = guard(crosstab(*made.frame((AREA, wide), rows), axis="地区", question="目的"))
    assert "rect" in written(crossed.crosstab(table))


def test_a_picture_is_drawn_here_as_svg_and_png() -> None:
    chart = single.frequency(frequency(*FRAME, question="住みごこち"))
    drawn = svg(chart)
    assert ElementTree.fromstring(drawn).tag.endswith("svg")  # noqa: S314 - our own drawing
    assert "よい" in drawn.decode()
    assert png(chart).startswith(b"\x89PNG")


def test_numbers_are_drawn_in_round_classes() -> None:
    years = made.number("年数")
    values = np.array([0, 3, 7, 12, 12, 48], dtype=float)
    total = summary(*made.frame((years,), [{"年数": v} for v in values]), variable="年数")
    assert total is not None
    chart = single.histogram(values, total, least=0)
    counts = [value["n"] for value in chart.spec["data"]["values"]]
    assert classes(values)[:3].tolist() == [0, 5, 10]
    assert sum(counts) == 6
    assert sum(v["n"] for v in single.histogram(values, total, least=3).spec["data"]["values"]) == 0


@given(st.lists(st.floats(-1e6, 1e6).map(lambda value: round(value, 3)), min_size=1, max_size=50))
def test_classes_hold_every_number(values: list[float]) -> None:
    edges = classes(np.array(values))
    assert np.histogram(values, edges)[0].sum() == len(values)
    assert 2 <= len(edges) <= 30


def test_a_scale_runs_from_blue_to_orange_with_gray_between() -> None:
    assert palette.diverging(3) == [palette.BLUE, palette.GRAY, palette.ORANGE]
    (question,) = made.frame((LIVING,), [])[1].questions()
    assert palette.of_choices(question) == [palette.ORANGE, palette.GRAY, palette.BLUE]


def test_what_lies_off_a_scale_is_gray_and_no_two_are_alike() -> None:
    asked = made.scale("q", "よい", "わるい", "わからない", "無回答")
    off = replace(asked, reverse=True, off_scale=("3", "4"))
    colours = palette.of_choices(Question("q", "q", (off,)))
    assert colours[:2] == [palette.BLUE, palette.ORANGE]
    assert len(set(colours)) == 4


@given(st.sampled_from([*palette.NOMINAL, *palette.diverging(5), *palette.OFF_SCALE]))
def test_what_is_written_on_a_colour_can_be_read(colour: str) -> None:
    """WCAG 2.2 wants 4.5 to 1."""
    light, dark = sorted((luminance(colour), luminance(palette.ink(colour))), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return float(np.dot(linear, [0.2126, 0.7152, 0.0722]))


def test_a_long_label_breaks_into_lines_and_equal_ones_stay_apart() -> None:
    assert frame.broken("医療や福祉が充実している", 6) == "医療や福祉が\n充実している"
    assert frame.broken("あ" * 30, 6) == "ああああああ\nああああああ\nあああああ…"
    assert len(set(frame.distinct(["同じ", "同じ", "別"]))) == 3
