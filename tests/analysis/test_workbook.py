from io import BytesIO
from typing import Any

import openpyxl

from analysis import workbook
from analysis.book import book
from tests.analysis import made

AREA = made.axis("地区", "東", "西", "南")
LIVING = made.scale("住みごこち", "=よい", "よくない")
AGE = made.number("居住年数")
ROWS = [
    *made.people(30, 地区="東", 住みごこち="=よい", 居住年数=10),
    *made.people(10, 地区="東", 住みごこち="よくない", 居住年数=20),
    *made.people(20, 地区="西", 住みごこち="=よい", 居住年数=None),
    *made.people(40, 地区="西", 住みごこち="よくない", 居住年数=5),
    *made.people(3, 地区="南", 住みごこち="よくない", 居住年数=5),
]


def _sheet(name: str) -> list[tuple[Any, ...]]:
    data = workbook.write(book(*made.frame((AREA, LIVING, AGE), ROWS)), title="集計表")
    return list(openpyxl.load_workbook(BytesIO(data))[name].iter_rows(values_only=True))


def test_cells_have_two_lines_the_count_above_the_share() -> None:
    rows = _sheet("地区")
    whole = next(number for number, row in enumerate(rows) if row[0] == "全体")
    assert rows[whole][:4] == ("全体", 103, 50, 53)
    assert rows[whole + 1][2:4] == ("48.5", "51.5")


def test_a_group_under_ten_stands_in_no_cell() -> None:
    hidden = [row for row in _sheet("地区") if row[1] == "非表示"]
    assert [row[0] for row in hidden] == ["南"]


def test_a_label_that_looks_like_a_formula_stays_a_text() -> None:
    (head,) = (row for row in _sheet("地区") if row[0] == "地区")
    assert head[2] == "=よい"


def test_every_test_is_listed_with_its_q_value() -> None:
    rows = _sheet("検定一覧")
    assert rows[0][:3] == ("集計軸", "設問", "n")
    assert rows[1][:4] == ("地区", "住みごこち", 103, "カイ二乗検定")
    assert str(rows[1][5]).startswith("q")


def test_numbers_are_summed_up_without_those_who_did_not_answer() -> None:
    rows = _sheet("単純集計")
    assert "数値、n=83" in {row[0] for row in rows}
