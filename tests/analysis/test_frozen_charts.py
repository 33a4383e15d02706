"""図を描き直す: numbers frozen with a sentence become the same picture again."""

import re
from typing import Any

import pytest

from analysis.charts import palette
from analysis.charts.frozen import frozen
from analysis.charts.picture import as_png, svg

SHARES: dict[str, Any] = {
    "kind": "shares",
    "title": "バスの便",
    "alt": "「バスの便」の帯グラフ。",
    "levels": ["満足", "ふつう", "不満", "わからない"],
    "series": [
        {"name": "令和7年度", "n": 1200, "values": [0.3, 0.3, 0.39, 0.01]},
        {"name": "令和8年度", "n": 900, "values": [0.2, 0.3, 0.45, 0.05]},
    ],
    "n": 900,
    "unit": "share",
    "marked": [2],
    "tones": [1.0, 0.0, -1.0, None],
}
BARS: dict[str, Any] = {
    "kind": "bars",
    "title": "不満な割合（地区別）",
    "alt": "「不満な割合」の横棒グラフ。",
    "levels": ["北", "南", "わからない・行政区に入っていない", "東"],
    "series": [{"name": "割合", "n": 400, "values": [0.713, 0.441, 0.2, None]}],
    "n": 400,
    "unit": "share",
    "marked": [0],
    "bases": [87, 1236, 16, None],
    "total": 0.535,
}
COUNTS: dict[str, Any] = {
    "kind": "bars",
    "title": "声のおもな内容（件数）",
    "alt": "横棒グラフ。",
    "levels": ["本数", "値段"],
    "series": [{"name": "声の件数", "n": 1300, "values": [1200.0, 21.0]}],
    "n": 1300,
    "unit": "count",
    "marked": [],
}
POINTS: dict[str, Any] = {
    "kind": "points",
    "title": "満足度と重要度（偏差値）",
    "alt": "散布図。",
    "levels": ["バス", "医療", "公園"],
    "series": [
        {"name": "満足度の偏差値", "n": 500, "values": [31.3, 60.0, 58.7]},
        {"name": "重要度の偏差値", "n": 500, "values": [56.3, 62.0, 31.7]},
    ],
    "n": 500,
    "unit": "score",
    "marked": [0],
}


def said(chart: dict[str, Any], *, narrow: bool = False) -> list[str]:
    """Every word of the picture, in its order."""
    drawn = svg(frozen(chart, narrow=narrow)).decode()
    return re.findall(r">([^<>\s][^<>]*)</t", drawn)


def test_a_rating_shows_every_part_that_has_room_for_its_number() -> None:
    words = said(SHARES)
    assert {"20.0", "30.0", "45.0", "5.0", "満足", "わからない"} <= set(words)
    assert "1.0" not in words
    assert {"令和7年度 (n=1,200)", "令和8年度 (n=900)"} <= set(words)


def test_a_scale_runs_from_blue_to_orange_and_what_is_no_step_is_dark() -> None:
    drawn = svg(frozen(SHARES)).decode()
    colours = (palette.BLUE, palette.GRAY, palette.ORANGE, palette.OFF_SCALE[0])
    assert all(colour in drawn for colour in colours)


def test_groups_stand_beside_everyone_and_a_withheld_one_says_so() -> None:
    words = said(BARS)
    assert {"71.3%", "44.1%", "非表示", "全体 53.5%", "北 (n=87)", "南 (n=1,236)"} <= set(words)
    assert words.index("わからない・行政区に入っていない") < words.index("(n=16)")
    assert "東" in words


def test_voices_are_counted_in_pieces() -> None:
    assert {"1,200件", "21件"} <= set(said(COUNTS))


def test_items_are_points_and_the_one_that_is_told_has_its_name() -> None:
    words = said(POINTS)
    assert {"バス", "満足度の偏差値", "重要度の偏差値"} <= set(words)
    assert "医療" not in words


@pytest.mark.parametrize("chart", [SHARES, BARS, COUNTS, POINTS])
def test_a_chart_is_drawn_for_phones_and_for_word_too(chart: dict[str, Any]) -> None:
    assert frozen(chart).words == chart["alt"]
    wide, narrow = (svg(frozen(chart, narrow=n)) for n in (False, True))
    assert _width(narrow) < _width(wide)
    assert _width(narrow) <= 400
    assert as_png(wide, scale=1).startswith(b"\x89PNG")


def _width(drawn: bytes) -> float:
    found = re.search(rb'<svg[^>]*? width="([\d.]+)"', drawn)
    assert found
    return float(found[1])
