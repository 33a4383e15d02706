import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.codebook import NOT_ASKED, Role
from analysis.counting import WeightUnusable, count
from analysis.crosstab import Crosstab, crosstab, from_cells
from analysis.errors import UnknownVariable, WrongMeasure
from tests.analysis import made

AREA = made.axis("地区", "東", "西", "北")
LIVING = made.scale("住みごこち", "よい", "よくない")
WISHES = made.ticks("望むこと", "バス", "医療", "公園")
WEIGHT = made.number("重み", Role.WEIGHT)

ANSWERED = [
    *made.people(30, 地区="東", 住みごこち="よい"),
    *made.people(10, 地区="東", 住みごこち="よくない"),
    *made.people(20, 地区="西", 住みごこち="よい"),
    *made.people(40, 地区="西", 住みごこち="よくない"),
]


def test_shares_run_along_each_row_of_the_axis() -> None:
    table = crosstab(*made.frame((AREA, LIVING), ANSWERED), axis="地区", question="住みごこち")

    assert table.n.tolist() == [[30, 10], [20, 40], [0, 0]]
    assert table.bases.tolist() == [40, 60, 0]
    assert table.shares[0].tolist() == [0.75, 0.25]
    assert np.isnan(table.shares[2]).all()
    assert table.total_shares.tolist() == [0.5, 0.5]


def test_a_test_of_independence_is_pearsons_and_v_is_bias_corrected() -> None:
    table = crosstab(*made.frame((AREA, LIVING), ANSWERED), axis="地区", question="住みごこち")

    assert table.association is not None
    # chi2 = 100 (30*40 - 10*20)^2 / (40 * 60 * 50 * 50) = 16.6667
    assert table.association.statistic == pytest.approx(100 * 1000**2 / (40 * 60 * 50 * 50))
    assert table.association.df == 1
    # phi2 - 1/99 = .1565657; divided by 2 - 1/99 - 1 = .9898990; root = .3976971
    assert table.association.cramers_v == pytest.approx(0.3976971, abs=1e-6)
    assert table.association.trustworthy


def test_blank_answers_do_not_weaken_an_association() -> None:
    blanks = made.people(300, 地区="東", 住みごこち=None)
    asked_elsewhere = made.people(50, 地区="西", 住みごこち=NOT_ASKED)

    with_blanks = crosstab(
        *made.frame((AREA, LIVING), [*ANSWERED, *blanks, *asked_elsewhere]),
        axis="地区",
        question="住みごこち",
    )
    without = crosstab(*made.frame((AREA, LIVING), ANSWERED), axis="地区", question="住みごこち")

    assert with_blanks.association == without.association
    assert with_blanks.bases.tolist() == [40, 60, 0]
    assert with_blanks.no_answer.tolist() == [300, 0, 0]


def test_a_multiple_answer_is_a_share_of_the_people_who_answered_it() -> None:
    rows = [
        *made.people(6, 地区="東", 望むこと_1="1", 望むこと_2="1", 望むこと_3="0"),
        *made.people(4, 地区="東", 望むこと_1="0", 望むこと_2="1", 望むこと_3="0"),
        *made.people(5, 地区="東", 望むこと_1=None, 望むこと_2=None, 望むこと_3=None),
    ]
    table = crosstab(*made.frame((AREA, *WISHES), rows), axis="地区", question="望むこと")

    assert table.bases.tolist() == [10, 0, 0]
    assert table.n[0].tolist() == [6, 10, 0]
    assert table.shares[0].tolist() == [0.6, 1.0, 0.0]
    assert table.no_answer.tolist() == [5, 0, 0]
    assert table.association is None


def test_weights_change_shares_and_never_n() -> None:
    rows = [
        *made.people(1, 地区="東", 住みごこち="よい", 重み=3.0),
        *made.people(1, 地区="東", 住みごこち="よくない", 重み=1.0),
    ]
    table = crosstab(
        *made.frame((AREA, LIVING, WEIGHT), rows), axis="地区", question="住みごこち", weight="重み"
    )

    assert table.n[0].tolist() == [1, 1]
    assert table.shares[0].tolist() == [0.75, 0.25]
    assert table.effective[0] == pytest.approx(16 / 10)


def test_weights_of_one_equal_no_weights_but_for_the_name_of_the_test() -> None:
    rows = [{**row, "重み": 1.0} for row in ANSWERED]
    data = made.frame((AREA, LIVING, WEIGHT), rows)

    weighed = crosstab(*data, axis="地区", question="住みごこち", weight="重み")
    plain = crosstab(*data, axis="地区", question="住みごこち")

    np.testing.assert_allclose(weighed.shares, plain.shares)
    np.testing.assert_allclose(weighed.residuals, plain.residuals)
    assert weighed.association is not None
    assert plain.association is not None
    assert weighed.association.cramers_v == plain.association.cramers_v


def test_a_missing_weight_is_an_error_that_says_how_many() -> None:
    rows = [{**row, "重み": None} for row in ANSWERED[:3]]
    data = made.frame((AREA, LIVING, WEIGHT), rows)
    with pytest.raises(WeightUnusable, match="3件"):
        crosstab(*data, axis="地区", question="住みごこち", weight="重み")


def test_free_text_cannot_be_crossed() -> None:
    data = made.frame((AREA, made.text("ご意見")), [{"地区": "東", "ご意見": "駅前"}])
    with pytest.raises(WrongMeasure, match="ご意見"):
        crosstab(*data, axis="地区", question="ご意見")


def test_a_wrong_column_is_named_together_with_the_columns_there_are() -> None:
    data = made.frame((AREA, LIVING), ANSWERED)
    with pytest.raises(UnknownVariable, match=r"「地域」はありません。使える列: 地区、住みごこち"):
        crosstab(*data, axis="地域", question="住みごこち")


def test_nobody_at_all_is_a_table_of_zeros() -> None:
    table = crosstab(*made.frame((AREA, LIVING), []), axis="地区", question="住みごこち")
    assert table.n.sum() == 0
    assert table.association is None
    assert all(len(shown.body) == 4 for shown in table.tables())


_CELLS = st.sampled_from([None, NOT_ASKED, "1", "2"])
_ROWS = st.lists(
    st.fixed_dictionaries({"地区": st.sampled_from([None, "1", "2", "3"]), "住みごこち": _CELLS}),
    max_size=60,
)


def _of(rows: list[dict[str, object]]) -> Crosstab:
    return crosstab(*made.frame((AREA, LIVING), rows), axis="地区", question="住みごこち")


@given(_ROWS)
def test_counts_add_up_to_those_who_answered_both(rows: list[dict[str, object]]) -> None:
    table = _of(rows)
    both = sum(row["地区"] is not None and row["住みごこち"] in ("1", "2") for row in rows)
    assert table.n.sum() == table.bases.sum() == table.total_base == both


@given(_ROWS)
def test_the_order_of_responses_changes_nothing(rows: list[dict[str, object]]) -> None:
    there, back = _of(rows), _of(rows[::-1])
    assert there.n.tolist() == back.n.tolist()
    assert there.association == back.association


@given(_ROWS, st.integers(0, 60))
def test_parts_counted_apart_and_added_equal_the_whole(
    rows: list[dict[str, object]], cut: int
) -> None:
    whole_frame, book = made.frame((AREA, LIVING), rows)
    question = book.question("住みごこち")
    parts = [count(part, AREA, question, None) for part in (whole_frame[:cut], whole_frame[cut:])]
    added = from_cells(AREA, question, parts[0] + parts[1], weighted=False)
    assert added.n.tolist() == _of(rows).n.tolist()
    assert added.association == _of(rows).association
