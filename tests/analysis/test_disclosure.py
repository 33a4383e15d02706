import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analysis.crosstab import Crosstab, crosstab
from analysis.disclosure import PUBLIC, guard, withheld_rows
from tests.analysis import made

AREA = made.axis("地区", "東", "西", "南", "北")
LIVING = made.scale("住みごこち", "よい", "ふつう", "よくない")


def _table(*counts: tuple[int, int, int]) -> Crosstab:
    rows = [
        row
        for area, line in zip("東西南北", counts, strict=False)
        for label, times in zip(("よい", "ふつう", "よくない"), line, strict=True)
        for row in made.people(times, 地区=area, 住みごこち=label)
    ]
    return crosstab(*made.frame((AREA, LIVING), rows), axis="地区", question="住みごこち")


def test_a_row_under_ten_is_withheld_at_the_desk_and_costs_no_other_row() -> None:
    table = guard(_table((20, 20, 20), (3, 3, 1), (10, 10, 10), (50, 50, 50)))
    assert table.hidden.tolist() == [False, True, False, False]
    assert table.bases.tolist() == [60, -1, 30, 150]
    assert table.association is not None


def test_a_published_row_under_ten_goes_with_a_partner_so_that_it_cannot_be_subtracted() -> None:
    table = guard(_table((20, 20, 20), (3, 3, 1), (10, 10, 10), (50, 50, 50)), PUBLIC)

    assert table.hidden.tolist() == [False, True, True, False]
    assert np.isnan(table.shares[1]).all()
    assert table.bases.tolist() == [60, -1, -1, 150]
    assert table.total_base == 247


def test_an_empty_row_is_no_secret() -> None:
    table = guard(_table((20, 20, 20), (0, 0, 0), (10, 10, 10), (50, 50, 50)))
    assert not table.hidden.any()


def test_two_small_rows_that_hide_ten_people_need_no_partner() -> None:
    assert withheld_rows(np.array([60, 7, 5, 30]), 10, partners=True).tolist() == [
        False,
        True,
        True,
        False,
    ]


def test_a_survey_of_nine_shows_nothing() -> None:
    table = guard(_table((3, 3, 3)))
    assert table.hidden.all()
    assert table.association is None


def test_a_published_table_hides_small_cells_with_partners_in_row_and_column() -> None:
    table = guard(_table((20, 20, 2), (20, 20, 20), (10, 30, 10), (50, 50, 50)), PUBLIC)

    hidden = table.n < 0
    assert hidden[0, 2]
    assert (hidden.sum(axis=0) != 1).all()
    assert (hidden.sum(axis=1) != 1).all()
    assert table.association is None


@given(st.lists(st.integers(0, 40), min_size=1, max_size=8))
def test_what_is_withheld_always_covers_ten_people_or_everyone(bases: list[int]) -> None:
    counted = np.array(bases)
    hidden = withheld_rows(counted, 10, partners=True)
    assert hidden[(counted > 0) & (counted < 10)].all()
    if hidden.any():
        assert counted[hidden].sum() >= 10 or counted[~hidden].sum() == 0
