"""図の数字: those of the sentence, and nothing that too few people are behind."""

from typing import Any

from analysis.book import book
from analysis.codebook import Variable
from analysis.digest.charted.chart import Answered
from analysis.digest.charted.every import charted
from analysis.digest.evidence import Evidence, gaps, needs, ratings
from analysis.digest.plain import evidence_as_json
from tests.analysis import made
from tests.analysis.made import Row

AREA = made.axis("地区", "東", "西", "南", "北")
STEPS = ("満足", "やや満足", "どちらともいえない", "やや不満", "不満")
BUS = made.scale("バスの便", *STEPS)
WISH = made.single("改善してほしいこと", "交通", "医療", "公園", "特にない")
COLUMNS = (AREA, BUS, WISH)


def _chart(rows: list[Row], found: Evidence, **other: Any) -> dict[str, Any] | None:
    frame, codebook = made.frame(COLUMNS, rows)
    told = evidence_as_json(found)
    told["source"] |= other.pop("source", {})
    issue = {"evidence": [told | other], "groups": []}
    (said,) = charted(issue, Answered(frame, codebook, len(rows)))["evidence"]
    chart: dict[str, Any] | None = said["source"]["chart"]
    return chart


def _rated(*counts: int, area: str = "東") -> list[Row]:
    return [
        row
        for step, count in zip(STEPS, counts, strict=True)
        for row in made.people(count, 地区=area, バスの便=step)
    ]


def _rating(rows: list[Row]) -> Evidence:
    return ratings(book(*made.frame(COLUMNS, rows)))[0]


def test_a_rating_is_drawn_with_every_answer() -> None:
    rows = _rated(20, 20, 20, 30, 10)
    chart = _chart(rows, _rating(rows))
    assert chart is not None
    assert chart["levels"] == list(STEPS)
    assert chart["series"] == [{"name": "全体", "n": 100, "values": [0.2, 0.2, 0.2, 0.3, 0.1]}]
    assert (chart["marked"], chart["n"]) == ([3, 4], 100)
    assert chart["tones"] == [1.0, 0.5, 0.0, -0.5, -1.0]
    assert "やや不満 30.0%" in chart["alt"]


def test_answers_of_two_people_are_summed_up_as_the_sentence_sums_them() -> None:
    """Beside 「やや不満」 40.0 %, a sentence that says 42.0 % in all tells of two people."""
    rows = _rated(20, 20, 18, 40, 2)
    chart = _chart(rows, _rating(rows))
    assert chart is not None
    assert chart["levels"] == ["満足・やや満足", "どちらともいえない", "やや不満・不満"]
    assert chart["series"][0]["values"] == [0.4, 0.18, 0.42]


def test_there_is_no_chart_where_even_the_sums_are_of_two_people() -> None:
    rows = _rated(29, 29, 2, 38, 2)
    assert _chart(rows, _rating(rows)) is None


def test_groups_under_ten_are_withheld_with_a_partner() -> None:
    rows = [
        *_rated(40, 40, 10, 5, 5, area="東"),
        *_rated(10, 10, 10, 30, 40, area="西"),
        *_rated(20, 8, 2, 5, 5, area="南"),
        *_rated(3, 2, 1, 1, 1, area="北"),
    ]
    (found,) = gaps(book(*made.frame(COLUMNS, rows)))["バスの便"]
    chart = _chart(rows, found)
    assert chart is not None
    assert chart["levels"] == ["東", "西", "南", "北"]
    assert chart["series"][0]["values"] == [0.1, 0.7, None, None]
    assert chart["bases"] == [100, 100, None, None]
    assert chart["marked"] == [1]
    assert chart["total"] == (10 + 70 + 10 + 2) / 248


def test_a_chart_with_other_numbers_than_its_sentence_is_not_made() -> None:
    rows = _rated(20, 20, 20, 30, 10)
    assert _chart(rows, _rating(rows), strength=0.41) is None


def test_needs_are_ranked_and_a_need_of_two_people_is_left_out() -> None:
    rows = [
        *made.people(30, 改善してほしいこと="交通"),
        *made.people(40, 改善してほしいこと="医療"),
        *made.people(2, 改善してほしいこと="公園"),
        *made.people(28, 改善してほしいこと="特にない"),
    ]
    found = needs(book(*made.frame(COLUMNS, rows)), frozenset())
    chart = _chart(rows, next(each for each in found if each.subject == "交通"))
    assert chart is not None
    assert chart["levels"] == ["医療", "交通"]
    assert chart["series"][0]["values"] == [0.4, 0.3]
    assert chart["marked"] == [1]


def test_contents_of_one_or_two_voices_are_not_drawn_nor_left_over() -> None:
    rows: list[Row] = made.people(40, バスの便="満足")
    frame, codebook = made.frame((*COLUMNS, _text()), rows)
    told = {"kind": "theme", "strength": 0.5, "source": {"question": "trouble"}}
    sizes = {"本数が少ない": 9, "病院に行けない": 5, "通学に困る": 4, "高い": 2}
    groups = [{"name": name, "voices": [[0, "trouble"]] * n} for name, n in sizes.items()]
    issue = {"evidence": [told], "groups": groups}
    (said,) = charted(issue, Answered(frame, codebook, 40))["evidence"]
    chart = said["source"]["chart"]
    assert chart["levels"] == ["本数が少ない", "病院に行けない"]  # 6 are left over, not 2
    assert chart["unit"] == "count"


def _text() -> Variable:
    return made.text("trouble", "お困りのこと")
