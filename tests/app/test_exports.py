"""Files: every format writes every analysis, and no cell does anything when it is opened."""

import csv
import io
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from analysis.catalogue import CATALOGUE
from analysis.codebook import Score
from analysis.crosstab import Crosstab, crosstab
from analysis.results import Result, Stage, State, Table
from analysis.sentences.grammar import Told
from app.exports import EXPORTS
from app.exports.base import Report
from app.exports.csv_file import FORMULA, harmless
from tests.analysis import made

AREA = made.axis("地区", "東", "西")
LIVING = made.scale("住みごこち", "よい", "わるい")
YEARS = made.number("年数")
OPINION = made.text("意見")
TOPICS = ("バス", "医療", "公園")
STEPS = ("不満", "やや不満", "やや満足", "満足")
SATISFIED = [made.scale(f"s{n}", *STEPS, label=f"満足度／{t}") for n, t in enumerate(TOPICS)]
IMPORTANT = [made.scale(f"i{n}", *STEPS, label=f"重要度／{t}") for n, t in enumerate(TOPICS)]
CHOSEN = {
    "axis": "地区",
    "question": "住みごこち",
    "variable": "年数",
    "text": "意見",
    "matrix": "s0",
    "satisfaction": "s0",
    "importance": "i0",
    "preference": "r",
    "pinned": "p",
}
RANKED = [
    replace(made.number(f"r_{n}"), label=t, group="r", score=Score.RANK, most=2)
    for n, t in enumerate(TOPICS)
]
PINNED = [
    replace(made.number(f"p_{end}"), group="p", group_label="危ない場所", score=score)
    for end, score in (("lat", Score.LATITUDE), ("lon", Score.LONGITUDE))
]
TEXTS = ("バスを増やしてほしい", "バスが少ない", "公園がほしい", "公園が遠い")


def results() -> dict[str, Result]:
    rated = {v.name: str(n + 1) for n, v in enumerate(SATISFIED)}
    rated |= {v.name: str(3 - n) for n, v in enumerate(IMPORTANT)}
    rows = [
        {"地区": str(n % 2 + 1), "住みごこち": str(n % 2 + 1), "年数": n, "意見": TEXTS[n % 4]}
        | rated
        | {"r_0": 1, "r_1": 2, "p_lat": 36.105, "p_lon": 137.953}
        for n in range(40)
    ]
    frame, book = made.frame(
        (AREA, LIVING, YEARS, OPINION, *SATISFIED, *IMPORTANT, *RANKED, *PINNED), rows
    )
    found = {
        key: each.run(frame, book, **{need: CHOSEN[need] for need in each.needs})
        for key, each in CATALOGUE.items()
    }
    return {key: result for key, result in found.items() if result is not None}


class One:
    """A result of one table."""

    def __init__(self, body: pd.DataFrame, **said: object) -> None:
        self.table = Table("表", body, **({"unit": "count"} | said))  # type: ignore[arg-type] # a test says what it needs

    def tables(self) -> tuple[Table, ...]:
        return (self.table,)


def report(*results: Result) -> Report:
    return Report("市民意識調査", ("対象: 無作為抽出",), results)


def rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


@pytest.mark.parametrize("key", EXPORTS)
def test_every_export_writes_every_analysis(key: str) -> None:
    found = results()
    assert set(found) == set(CATALOGUE)
    for result in found.values():
        assert len(EXPORTS[key].write(report(result)).data) > 50


def test_every_file_writes_a_table_in_the_trades_form(crossed: Crosstab) -> None:
    """Two lines a cell, TOP1 of a scale of three beside, and the sentence above."""
    told: Told = {"state": State(Stage.FINAL, date(2026, 3, 31)), "representative": True}
    one = Report("市民意識調査", (), (crossed,), told)
    lines = rows(EXPORTS["csv"].write(one).data)
    whole = next(place for place, line in enumerate(lines) if line[:1] == ["全体"])
    assert lines[whole][:6] == ["全体", "40", "20", "0", "20", "20"]
    assert lines[whole + 1][:6] == ["", "", "50.0", "-", "50.0", "50.0"]
    assert any("（確定・2026年3月31日現在）" in "".join(line) for line in lines)

    sheet = load_workbook(io.BytesIO(EXPORTS["excel"].write(one).data)).worksheets[0]
    found = list(sheet.iter_rows(values_only=True))
    place = next(number for number, line in enumerate(found) if line[0] == "全体")
    assert found[place][:4] == ("全体", 40, 20, 0)
    assert found[place + 1][2:4] == (50, "-")

    (table,) = Document(io.BytesIO(EXPORTS["word"].write(one).data)).tables
    assert [cell.text for cell in table.rows[2].cells][:5] == ["", "", "50.0", "-", "50.0"]


@pytest.fixture
def crossed() -> Crosstab:
    half = [
        *made.people(20, 地区="東", 暮らし="よい"),
        *made.people(20, 地区="西", 暮らし="わるい"),
    ]
    scale = replace(made.scale("暮らし", "よい", "ふつう", "わるい"), reverse=True)
    return crosstab(*made.frame((AREA, scale), half), axis="地区", question="暮らし")


def test_shares_are_percent_in_csv_and_numbers_in_excel() -> None:
    body = pd.DataFrame({"よい": [0.375, np.nan]}, index=["東", "西"])
    one = One(body, unit="share", withheld=np.array([[False], [True]]))

    assert rows(EXPORTS["csv"].write(report(one)).data)[-2:] == [["東", "37.5"], ["西", "非表示"]]
    sheet = load_workbook(io.BytesIO(EXPORTS["excel"].write(report(one)).data)).worksheets[0]
    cells = [(cell.value, cell.number_format) for cell in sheet["B"]][-2:]
    assert cells == [(0.375, "0.0%"), ("非表示", "General")]


def test_what_is_undefined_is_a_hyphen_and_what_is_withheld_says_so() -> None:
    body = pd.DataFrame({"n": [np.nan, np.nan]}, index=["東", "西"])
    one = One(body, withheld=np.array([[False], [True]]))
    assert rows(EXPORTS["csv"].write(report(one)).data)[-2:] == [["東", "-"], ["西", "非表示"]]


def test_excel_opens_utf8_and_old_systems_are_told_what_is_lost() -> None:
    one = One(pd.DataFrame({"𠮷田町": [1], "髙": [2]}, index=["😀"]))
    assert EXPORTS["csv"].write(report(one)).data.startswith(b"\xef\xbb\xbf")

    old = EXPORTS["csv-cp932"].write(report(one))
    assert "〓田町" in old.data.decode("cp932")
    assert "髙" in old.data.decode("cp932")
    assert old.lost == "𠮷😀"


@given(st.lists(st.text(max_size=12), min_size=1, max_size=5))
def test_no_label_becomes_a_formula(labels: list[str]) -> None:
    one = One(pd.DataFrame({"人数": range(len(labels))}, index=labels))
    for cell in _words(rows(EXPORTS["csv"].write(report(one)).data)):
        assert cell == "-" or not cell.startswith(FORMULA)


@given(st.sampled_from(FORMULA), st.text(max_size=8))
def test_a_formula_is_kept_as_words(first: str, rest: str) -> None:
    told = harmless(first + rest)
    assert told in (f"'{first}{rest}", "-")


def test_excel_keeps_a_label_with_an_equals_sign_as_words() -> None:
    one = One(pd.DataFrame({"=1+1": [1]}, index=["=cmd|' /C calc'!A0"]))
    sheet = load_workbook(io.BytesIO(EXPORTS["excel"].write(report(one)).data)).worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s", "n"}


def _words(lines: Iterable[list[str]]) -> list[str]:
    return [cell for line in lines for cell in line if not cell.isdecimal()]
