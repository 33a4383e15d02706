"""A book in which 無回答 is a choice: the same tables as one question at a time gives."""

import numpy as np
import pytest

from analysis.blank_choices import blanked
from analysis.blanks import Asked, table
from analysis.book import counted, tabulated
from analysis.codebook import NOT_ASKED, Role
from analysis.partitions import Framed
from tests.analysis import made
from tests.analysis.made import Row

AREA = made.axis("地区", "東", "西", "南")
LIVING = made.scale("暮らし", "よい", "わるい")
WISHES = made.ticks("望むこと", "バス", "医療")
WEIGHT = made.number("重み", Role.WEIGHT)
YEARS = made.number("年数")
ROWS: list[Row] = [
    *made.people(20, 地区="東", 暮らし="よい", 望むこと_1="1", 望むこと_2="0", 重み=1, 年数=1),
    *made.people(15, 地区="西", 暮らし=None, 望むこと_1=None, 望むこと_2=None, 重み=2),
    *made.people(12, 地区="西", 暮らし="わるい", 望むこと_1="1", 望むこと_2="1", 重み=2),
    *made.people(9, 地区="南", 暮らし="よい", 望むこと_1="1", 望むこと_2="1", 重み=2),
    *made.people(5, 地区="南", 暮らし=None, 望むこと_1=None, 望むこと_2=None, 重み=2),
    *made.people(
        6, 地区=None, 暮らし=NOT_ASKED, 望むこと_1=NOT_ASKED, 望むこと_2=NOT_ASKED, 重み=1
    ),
]
FRAME, BOOK = made.frame((AREA, LIVING, *WISHES, WEIGHT, YEARS), ROWS)


@pytest.mark.parametrize("weight", [None, "重み"])
def test_each_table_is_the_one_that_is_asked_for_alone(weight: str | None) -> None:
    parts, known = blanked([Framed(FRAME[:30]), Framed(FRAME[30:])], BOOK)
    found = tabulated(counted(parts, known, weight=weight))

    for each in found.crosstabs:
        wanted = Asked("地区", each.table.question.name, weight, no_answer=True)
        alone = table(FRAME, BOOK, wanted)
        assert each.table.question.labels == alone.question.labels
        assert each.table.n.tolist() == alone.n.tolist()
        np.testing.assert_allclose(each.table.shares, alone.shares, rtol=1e-12)


def test_nine_who_answered_stay_withheld_among_fourteen_who_were_asked() -> None:
    parts, known = blanked([Framed(FRAME)], BOOK)
    for each in tabulated(counted(parts, known)).crosstabs:
        assert each.table.hidden.tolist() == [False, False, True]


def test_attributes_and_numbers_stay_as_they_are() -> None:
    parts, known = blanked([Framed(FRAME)], BOOK)
    found = tabulated(counted(parts, known))
    area = next(each for each in found.frequencies if each.question.name == "地区")
    assert area.question.labels == ["東", "西", "南"]
    assert (area.base, area.no_answer) == (61, 6)
    assert found.summaries[0].n == 20
