"""What every count must keep, whoever answered what."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.codebook import NOT_ASKED, Codebook
from analysis.counting import Cells, count
from analysis.crosstab import Crosstab, crosstab, from_cells
from analysis.frequencies import frequency
from analysis.methods.design import Design
from analysis.methods.independence import independence
from analysis.methods.scores import scores
from analysis.threeway import threeway
from tests.analysis import made

Person = dict[str, Any]
AREA = made.axis("area", "北", "南", "東")
AGE = made.axis("age", "若", "高")
Q = made.single("q", "よい", "ふつう", "わるい")
MA = made.ticks("ma", "道", "川")
WEIGHT = made.number("w")
VARIABLES = [AREA, AGE, Q, *MA, WEIGHT]

# Each example counts several tables; a busy machine may be slow at one.
FEWER = settings(max_examples=40)
cell = st.sampled_from([None, NOT_ASKED, "1", "2", "3"])
tick = st.sampled_from([None, "0", "1"])
person = st.fixed_dictionaries(
    {
        "area": cell,
        "age": st.sampled_from([None, "1", "2"]),
        "q": cell,
        "ma_1": tick,
        "ma_2": tick,
        "w": st.floats(0.1, 9.0),
    }
)
people = st.lists(person, min_size=2, max_size=30)


def _tables(rows: list[Person], weight: str | None = None) -> tuple[Crosstab, Crosstab]:
    frame, book = made.frame(VARIABLES, rows)
    single, multiple = (
        crosstab(frame, book, axis="area", question=name, weight=weight) for name in ("q", "ma")
    )
    return single, multiple


def _numbers(table: Crosstab) -> list[np.ndarray]:
    tested = table.association
    test = [tested.statistic, tested.p, tested.cramers_v] if tested else []
    return [table.n, table.bases, table.shares, table.se, table.effective, np.array(test)]


def _same(one: Crosstab, other: Crosstab) -> None:
    *counted, tested = zip(_numbers(one), _numbers(other), strict=True)
    for mine, theirs in counted:
        np.testing.assert_allclose(mine, theirs, rtol=1e-10, atol=1e-12)
    # Weights far apart on a handful of people leave a test few digits.
    np.testing.assert_allclose(*tested, rtol=1e-6, atol=1e-9)


@FEWER
@given(people)
def test_everyone_is_counted_once(rows: list[Person]) -> None:
    frame, book = made.frame(VARIABLES, rows)
    found = frequency(frame, book, question="q")
    assert found.n.sum() == found.base
    assert found.base + found.no_answer + found.not_asked == len(rows)

    table, _ = _tables(rows)
    assert table.n.sum(axis=1).tolist() == table.bases.tolist()
    assert table.n.sum(axis=0).tolist() == table.total_n.tolist()
    held = table.bases > 0
    np.testing.assert_allclose(table.shares[held].sum(axis=1), 1)
    assert np.isnan(table.shares[~held]).all()


@FEWER
@given(people.flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(rows))))
def test_the_order_of_rows_says_nothing(pair: tuple[list[Person], list[Person]]) -> None:
    for one, other in zip(*(_tables(rows, "w") for rows in pair), strict=True):
        _same(one, other)


@FEWER
@given(people)
def test_weights_of_one_equal_no_weights(rows: list[Person]) -> None:
    ones = [row | {"w": 1.0} for row in rows]
    for one, other in zip(_tables(ones), _tables(ones, "w"), strict=True):
        for mine, theirs in zip(_numbers(one)[:5], _numbers(other)[:5], strict=True):
            np.testing.assert_allclose(mine, theirs)


@FEWER
@given(people, st.floats(0.1, 100.0))
def test_weights_count_by_their_proportions_alone(rows: list[Person], times: float) -> None:
    scaled = [row | {"w": row["w"] * times} for row in rows]
    for one, other in zip(_tables(rows, "w"), _tables(scaled, "w"), strict=True):
        _same(one, other)


@FEWER
@given(people)
def test_other_labels_and_another_order_of_levels_change_no_number(rows: list[Person]) -> None:
    turned = {"1": "3", "2": "2", "3": "1"}
    other_rows = [row | {"q": turned.get(str(row["q"]), row["q"])} for row in rows]
    one, _ = _tables(rows, "w")
    other, _ = _tables(other_rows, "w")
    np.testing.assert_allclose(one.shares, other.shares[:, ::-1])
    np.testing.assert_allclose(one.residuals, other.residuals[:, ::-1], atol=1e-9)
    if one.association and other.association:
        assert one.association.p == pytest.approx(other.association.p, rel=1e-6, nan_ok=True)


@FEWER
@given(people, st.integers(1, 29))
def test_parts_counted_apart_add_up_to_the_whole(rows: list[Person], cut: int) -> None:
    frame, book = made.frame(VARIABLES, rows)
    for question in (book.question("q"), book.question("ma")):
        whole = count(frame, AREA, question, frame["w"].to_numpy())
        parts = [_counted(part, book, question.name) for part in (frame[:cut], frame[cut:])]
        added = parts[0] + parts[1]
        for name in Cells.__slots__:
            np.testing.assert_allclose(getattr(added, name), getattr(whole, name))
        _same(
            from_cells(AREA, question, added, weighted=True),
            from_cells(AREA, question, whole, weighted=True),
        )


def _counted(frame: pd.DataFrame, book: Codebook, question: str) -> Cells:
    return count(frame, AREA, book.question(question), frame["w"].to_numpy())


@FEWER
@given(people)
def test_the_meetings_of_two_axes_add_up_to_the_table_of_either(rows: list[Person]) -> None:
    known = [row for row in rows if row["age"] and row["area"] not in (None, NOT_ASKED)]
    frame, book = made.frame(VARIABLES, known)
    found = threeway(frame, book, axes=("age", "area"), question="q", weight="w")
    meetings = found.joint.n.reshape(2, 3, -1)
    for axis, along in (("age", 1), ("area", 0)):
        whole = crosstab(frame, book, axis=axis, question="q", weight="w")
        assert meetings.sum(axis=along).tolist() == whole.n.tolist()
        if axis == "age":
            _same(found.outer, whole)


answers = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 1), st.floats(0.5, 4.0)), min_size=6, max_size=40
)


@FEWER
@given(answers)
def test_a_table_of_weights_has_the_same_test_by_either_way(
    rows: list[tuple[int, int, float]],
) -> None:
    """From its cells alone, or from its rows as a sample of any design."""
    side, top, weight = (np.array(column) for column in zip(*rows, strict=True))
    written = [{"area": str(a + 1), "q": str(b + 1), "w": w} for a, b, w in rows]
    table = _tables(written, "w")[0].association
    direct = independence(Design.of(weight), side, top, (3, 2))
    if table is None:
        assert np.isnan(direct.f.statistic)
    else:
        assert direct.f.statistic == pytest.approx(table.statistic, rel=1e-6, nan_ok=True)
        assert direct.f.p == pytest.approx(table.p, rel=1e-6, abs=1e-12, nan_ok=True)


@FEWER
@given(answers)
def test_one_group_of_everyone_has_the_mean_of_everyone(
    rows: list[tuple[int, int, float]],
) -> None:
    value, _, weight = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    found = scores(Design.of(weight), value, np.zeros(len(rows), dtype=np.int64), 1)
    assert found.mean[0] == pytest.approx(np.average(value, weights=weight))
    turned = scores(Design.of(weight[::-1]), value[::-1], np.zeros(len(rows), dtype=np.int64), 1)
    assert turned.se[0] == pytest.approx(found.se[0], abs=1e-12)
