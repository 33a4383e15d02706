"""The chart of a matrix: bars as long as what was answered, hung where they should be."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.charts.items import Shape, items
from analysis.charts.picture import svg
from analysis.items import Items
from tests.analysis.test_items import TOPICS, WANTED, answer, whole


def parts(made: Items, shape: Shape) -> list[dict[str, Any]]:
    return list(items(made, shape=shape).spec["data"]["values"])


def test_a_bar_is_a_hundred_percent_long() -> None:
    bus = [each for each in parts(whole(), "stacked") if str(each["side"]).startswith("バス")]
    assert bus[0]["start"] == 0
    assert bus[-1]["end"] == pytest.approx(1)
    assert [each["said"] for each in bus] == ["35.8", "9.2", "18.3", "", "36.7"]


def test_a_hung_bar_has_its_better_half_on_the_right() -> None:
    """バス: half of 20 どちらともいえない lies on either side of the line."""
    bus = [each for each in parts(whole(), "diverging") if str(each["side"]).startswith("バス")]
    best, _, middle, _, worst = bus
    assert middle["start"] == pytest.approx(-10 / 109)
    assert middle["end"] == pytest.approx(10 / 109)
    assert best["end"] == pytest.approx((10 + 10 + 39) / 109)
    assert worst["start"] == pytest.approx((-10 - 40) / 109)


def test_what_is_no_step_stands_apart_from_the_scale() -> None:
    made = whole(wanted=replace(WANTED, no_answer=True))
    blank = [each for each in parts(made, "diverging") if each["choice"] == "無回答"]
    others = [each for each in parts(made, "diverging") if each["choice"] != "無回答"]
    starts = {each["start"] for each in blank}
    assert len(starts) == 1
    assert min(starts) > max(each["end"] for each in others)


def test_its_words_name_every_item_that_may_be_shown() -> None:
    rows = [*[answer("東", "1", "5", None)] * 40, *[answer("東", "1", "5", "1")] * 9]
    chart = items(whole(rows))
    assert chart.words == (
        "「満足度」の3項目の回答を比べた100%の帯グラフ。TOP2は、バス 100.0%、医療 0.0%。"
        "数値は下の表にあります。"
    )
    assert "公園" not in json.dumps(chart.spec, ensure_ascii=False)


@settings(max_examples=10)
@given(
    st.lists(st.tuples(*[st.sampled_from(["1", "2", "3", "4", "5", None])] * 3), max_size=60),
    st.sampled_from(["stacked", "diverging"]),
)
def test_every_part_is_as_long_as_its_share(
    drawn: list[tuple[str | None, ...]], shape: Shape
) -> None:
    made = whole([answer("東", *each) for each in drawn])
    by_choice: dict[str, float] = {}
    for part in parts(made, shape):
        length = part["end"] - part["start"]
        by_choice[str(part["choice"])] = by_choice.get(str(part["choice"]), 0.0) + length
    for place, choice in enumerate(made.rows[0].question.labels if by_choice else []):
        shares = [float(row.shares[place]) for row in made.rows if row.n[0] >= 0]
        assert by_choice[choice] == pytest.approx(sum(shares), abs=1e-9)


def test_it_is_drawn_with_its_items_in_order() -> None:
    for narrow in (True, False):
        drawn = svg(items(whole(), shape="diverging", narrow=narrow)).decode()
        places = [drawn.index(f">{topic}<") for topic in TOPICS]
        assert places == sorted(places)
