import numpy as np
import pytest

from analysis.book import MOST_LEVELS, book
from analysis.codebook import NOT_ASKED, Role
from analysis.frequencies import frequency, summary
from analysis.methods.intervals import wilson
from tests.analysis import made

LIVING = made.scale("住みごこち", "よい", "よくない")
AREA = made.axis("地区", "東", "西")
YEARS = made.number("居住年数")
WEIGHT = made.number("重み", Role.WEIGHT)


def test_blank_and_not_asked_are_counted_apart_and_never_in_the_base() -> None:
    rows = [
        *made.people(6, 住みごこち="よい"),
        *made.people(2, 住みごこち="よくない"),
        *made.people(3, 住みごこち=None),
        *made.people(5, 住みごこち=NOT_ASKED),
    ]
    found = frequency(*made.frame((LIVING,), rows), question="住みごこち")

    assert (found.base, found.no_answer, found.not_asked) == (8, 3, 5)
    assert found.shares.tolist() == [0.75, 0.25]


def test_an_interval_is_wilsons_and_never_leaves_zero_to_one() -> None:
    low, high = wilson(np.array([0.0, 0.8]), 10)
    # R: binom::binom.wilson(0, 10) and (8, 10)
    np.testing.assert_allclose(low, [0.0, 0.4901625], atol=1e-7)
    np.testing.assert_allclose(high, [0.2775328, 0.9433178], atol=1e-7)


def test_an_interval_under_weights_uses_the_effective_number_of_people() -> None:
    rows = [
        *made.people(50, 住みごこち="よい", 重み=1.0),
        *made.people(50, 住みごこち="よくない", 重み=3.0),
    ]
    found = frequency(*made.frame((LIVING, WEIGHT), rows), question="住みごこち", weight="重み")
    # effective n = 200^2 / (50 * 1 + 50 * 9) = 80
    low, high = wilson(np.array([0.25, 0.75]), 80)
    assert found.shares.tolist() == [0.25, 0.75]
    np.testing.assert_allclose(found.low, low)
    np.testing.assert_allclose(found.high, high)
    assert found.base == 100


def test_a_question_nobody_answered_has_no_shares() -> None:
    found = frequency(
        *made.frame((LIVING,), made.people(4, 住みごこち=None)), question="住みごこち"
    )
    assert found.base == 0
    assert np.isnan(found.shares).all()


def test_a_number_is_summed_up_over_those_who_gave_one() -> None:
    rows = [{"居住年数": years} for years in (1, 2, 3, 10, None, NOT_ASKED)]
    found = summary(*made.frame((YEARS,), rows), variable="居住年数")
    assert found is not None
    assert (found.n, found.mean, found.least, found.most) == (4, 4.0, 1.0, 10.0)
    assert found.quartiles == pytest.approx((1.75, 2.5, 4.75))


def test_a_book_has_every_question_by_every_axis_but_itself() -> None:
    rows = made.people(20, 地区="東", 住みごこち="よい")
    made_book = book(*made.frame((AREA, LIVING), rows))
    assert [(t.table.axis.name, t.table.question.name) for t in made_book.crosstabs] == [
        ("地区", "住みごこち")
    ]
    assert [each.question.name for each in made_book.frequencies] == ["地区", "住みごこち"]


def test_a_book_leaves_out_what_no_page_could_hold_and_says_so() -> None:
    places = made.axis("町丁目", *(f"{n}丁目" for n in range(MOST_LEVELS + 1)))
    rows = made.people(20, 町丁目="1丁目", 住みごこち="よい")
    made_book = book(*made.frame((places, LIVING), rows))
    assert made_book.crosstabs == ()
    assert made_book.left_out == ("町丁目",)
