"""The JSON of a book: every number, what it means, and when it is from."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

from analysis.book import book
from analysis.results import Stage, State
from analysis.tabulation import METHODS, book_as_json
from tests.analysis import made

AREA = made.axis("地区", "東", "西", "南")
LIVING = replace(made.scale("住みごこち", "よい", "ふつう", "わるい", label="暮らし"), reverse=True)
YEARS = made.number("年数")
ROWS = [
    *made.people(30, 地区="東", 住みごこち="よい", 年数=3),
    *made.people(29, 地区="西", 住みごこち="わるい", 年数=3),
    *made.people(5, 地区="南", 住みごこち="わるい", 年数=3),
    *made.people(2, 地区="東", 住みごこち=None, 年数=3),
]


def written() -> dict[str, Any]:
    state = State(Stage.PRELIMINARY, date(2026, 3, 31))
    found = book_as_json(book(*made.frame((AREA, LIVING, YEARS), ROWS), state=state))
    read: dict[str, Any] = json.loads(json.dumps(found, allow_nan=False))
    return read


def test_a_book_says_how_its_numbers_were_made_and_when_they_are_from() -> None:
    found = written()
    assert found["state"] == {
        "stage": "速報",
        "as_of": "2026-03-31",
        "words": "速報・2026年3月31日現在",
    }
    assert found["methods"] == METHODS
    told = [each["sentence"] for each in (*found["frequencies"], *found["crosstabs"])]
    assert all("速報・2026年3月31日現在" in sentence for sentence in told)


def test_what_is_printed_stands_beside_what_was_counted() -> None:
    """30 of 64 are 46.875 %: 46.9 in print; 南 has five, and no number of it is told."""
    (table,) = written()["crosstabs"]
    whole, _, _, south = table["printed"]["lines"]
    assert table["total"]["share"][0] == 0.46875
    assert whole["percent"] == ["46.9", "-", "53.1"]
    assert whole["beside"][0] == [30, "46.9"]
    assert (table["total"]["no_answer"], table["no_answer"][:2]) == (2, [2, 0])
    assert (south["label"], south["n"], south["percent"]) == ("南", None, [])
    assert table["difference_se"][2] == [None, None, None]


def test_a_small_group_is_said_to_be_small() -> None:
    (table,) = written()["crosstabs"]
    assert [line["small"] for line in table["printed"]["lines"]] == ["", "", "参考値", ""]
