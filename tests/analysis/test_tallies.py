import sys
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from random import Random
from types import FunctionType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import codebook_file, kernels, tallies
from analysis.codebook import FIRST_LEVEL, NOT_ASKED, Codebook, Role, TooManyLevels
from analysis.counting import Cells, cells, count
from analysis.executors import count as count_parts
from analysis.partitions import Framed
from analysis.tallies import EVERYONE, NotTogether, Scheme, Tally, axes, tally
from tests.analysis import made

SEX = made.axis("性別", "男性", "女性")
AGE = made.axis("年代", "20代", "30代", "40代")
AREA = made.axis("地区", "東", "西", "北")
LIVING = made.scale("住みごこち", "よい", "よくない")
WISHES = made.ticks("望むこと", "バス", "医療", "公園", "保育", "道路", "防犯")
WEIGHT = made.number("重み", Role.WEIGHT)
VARIABLES = (SEX, AGE, AREA, LIVING, *WISHES, WEIGHT)

FEWER = settings(max_examples=40)

_LEVELS = st.sampled_from([None, NOT_ASKED, "1", "2"])
_TICKS = st.lists(st.sampled_from(["0", "1"]), min_size=6, max_size=6)
_BLANKS: st.SearchStrategy[Sequence[str | None]] = st.sampled_from([[None] * 6, [NOT_ASKED] * 6])


@st.composite
def _row(draw: st.DrawFn) -> made.Row:
    ticked = draw(_TICKS | _BLANKS)
    return {
        "性別": draw(_LEVELS),
        "年代": draw(_LEVELS),
        "地区": draw(_LEVELS),
        "住みごこち": draw(_LEVELS),
        "重み": draw(st.floats(0.0, 5.0)),
    } | {f"望むこと_{n}": tick for n, tick in enumerate(ticked, 1)}


_ROWS = st.lists(_row(), max_size=40)


def _scheme(book: Codebook, *, weighted: bool = True) -> Scheme:
    known = book.joined(["性別", "年代"])
    weight = WEIGHT if weighted else None
    return Scheme(axes(known, known.axes()), known.questions(), weight)


def _counted(rows: Sequence[made.Row], *, weighted: bool = True) -> Tally:
    frame, book = made.frame(VARIABLES, rows)
    return tally(Framed(frame), _scheme(book, weighted=weighted))


def _same(one: Tally, other: Tally) -> None:
    assert one.rows == other.rows
    assert one.sums[..., 0].tolist() == other.sums[..., 0].tolist()
    np.testing.assert_allclose(one.sums, other.sums, rtol=1e-12, atol=1e-12)


@FEWER
@given(_ROWS, st.lists(st.integers(0, 40), max_size=3))
def test_parts_of_any_size_add_up_to_the_whole(rows: Sequence[made.Row], cuts: list[int]) -> None:
    frame, book = made.frame(VARIABLES, rows)
    ends = [0, *sorted(cuts), len(rows)]
    parts = [Framed(frame[a:b]) for a, b in pairwise(ends)]
    _same(count_parts(parts, _scheme(book)), _counted(rows))


@FEWER
@given(_ROWS, st.randoms())
def test_the_order_of_the_responses_changes_nothing(
    rows: Sequence[made.Row], chance: Random
) -> None:
    shuffled = list(rows)
    chance.shuffle(shuffled)
    _same(_counted(shuffled), _counted(rows))


@FEWER
@given(_ROWS)
def test_weights_of_one_are_no_weights(rows: Sequence[made.Row]) -> None:
    ones = [{**row, "重み": 1.0} for row in rows]
    weighed, plain = _counted(ones), _counted(ones, weighted=False)
    for depth in range(3):
        assert weighed.sums[..., depth].tolist() == plain.sums[..., 0].tolist()


@FEWER
@given(_ROWS)
def test_many_questions_by_many_axes_are_each_counted_as_if_alone(rows: Sequence[made.Row]) -> None:
    frame, book = made.frame(VARIABLES, rows)
    scheme = _scheme(book)
    weight = frame["重み"].to_numpy()
    for question, held in zip(
        scheme.questions, cells(scheme, tally(Framed(frame), scheme)), strict=True
    ):
        _equal(held.of(EVERYONE), count(frame, None, question, weight))
        for axis, side in zip(scheme.axes, scheme.sides, strict=True):
            _equal(held.of(side), count(frame, axis.variable, question, weight))


def _equal(one: Cells, other: Cells) -> None:
    for name in ("n", "base_n", "no_answer", "not_asked"):
        assert getattr(one, name).tolist() == getattr(other, name).tolist()
    for name in ("w", "w2", "base_w", "base_w2"):
        np.testing.assert_allclose(getattr(one, name), getattr(other, name), rtol=1e-12)


def test_a_joint_axis_is_every_meeting_of_its_parts() -> None:
    rows = [
        *made.people(3, 性別="男性", 年代="20代", 住みごこち="よい"),
        *made.people(2, 性別="女性", 年代="40代", 住みごこち="よくない"),
        *made.people(4, 性別="女性", 年代=None, 住みごこち="よい"),
        *made.people(5, 性別=NOT_ASKED, 年代=None, 住みごこち="よい"),
    ]
    frame, book = made.frame((SEX, AGE, LIVING), rows)
    joint = book.joined(["性別", "年代"]).get("性別×年代")

    held = count(frame, joint, book.question("住みごこち"), None)

    assert joint.labels[:4] == ["男性・20代", "男性・30代", "男性・40代", "女性・20代"]
    assert held.n[FIRST_LEVEL:].tolist() == [[3, 0], [0, 0], [0, 0], [0, 0], [0, 0], [0, 2]]
    assert held.base_n[:FIRST_LEVEL].tolist() == [5, 4]  # 非該当 before 無回答


def test_a_joint_axis_stands_down_the_side_and_is_no_question() -> None:
    book = Codebook((SEX, AGE, LIVING)).joined(["性別", "年代"])
    assert [axis.name for axis in book.axes()] == ["性別", "年代", "性別×年代"]
    assert [question.name for question in book.questions()] == ["性別", "年代", "住みごこち"]


def test_a_joint_axis_is_no_column_of_a_written_codebook() -> None:
    book = Codebook((SEX, AGE, LIVING))
    assert codebook_file.loads(codebook_file.dumps(book.joined(["性別", "年代"]))) == book


def test_axes_whose_meetings_fit_in_no_table_are_refused_by_name() -> None:
    town = made.axis("町丁", *(f"{n}丁目" for n in range(201)))
    with pytest.raises(TooManyLevels, match="「性別×町丁」をかけ合わせると区分が402"):
        Codebook((SEX, town)).joined(["性別", "町丁"])


def test_each_of_six_ticks_is_counted_and_one_that_was_asked_is_an_answer() -> None:
    rows = [
        *made.people(2, 望むこと_1="1", 望むこと_4="1", 望むこと_6="1"),
        *made.people(3, 望むこと_5="1", 望むこと_2=NOT_ASKED),
        *made.people(4, 望むこと_3="0"),
        {},
    ]
    frame, book = made.frame(WISHES, rows)

    held = count(frame, None, book.question("望むこと"), None)

    assert held.n[FIRST_LEVEL].tolist() == [2, 0, 0, 2, 3, 2]
    assert held.base_n[FIRST_LEVEL] == 9
    assert held.no_answer[FIRST_LEVEL] == 1


def test_axes_too_many_to_meet_in_one_cell_are_counted_in_groups(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rng = np.random.default_rng(1)
    rows = [
        {v.name: str(rng.integers(1, len(v.levels) + 1)) for v in (SEX, AGE, AREA, LIVING)}
        for _ in range(200)
    ]
    frame, book = made.frame((SEX, AGE, AREA, LIVING), rows)
    scheme = _scheme(book, weighted=False)
    together = tally(Framed(frame), scheme)

    monkeypatch.setattr(tallies, "_MOST_CELLS", 20)

    assert tally(Framed(frame), scheme).sums.tolist() == together.sums.tolist()


def test_the_compiled_way_and_the_plain_way_give_the_same_bits() -> None:
    rng = np.random.default_rng(2)
    place, weight = rng.integers(0, 50, 5_000).astype(np.int32), rng.gamma(4, 0.25, 5_000)
    answers = rng.integers(0, 10, 5_000)
    narrow, wide = answers.astype(np.uint8), answers.astype(np.uint16)
    for codes, each in ((narrow, weight), (wide, weight), (narrow, None)):
        compiled, plain = (np.zeros((50, 10 if each is None else 30)) for _ in range(2))
        kernels.scatter(place, codes, 10, each, compiled)
        tallies.bincounts(place, codes, 10, each, plain)
        assert compiled.tobytes() == plain.tobytes()


def test_where_no_cache_can_be_kept_the_loop_is_compiled_all_the_same() -> None:
    loop = kernels._plain
    placeless = FunctionType(loop.__code__.replace(co_filename="/no/such.py"), loop.__globals__)
    sums = np.zeros(2)
    place, codes = np.zeros(3, dtype=np.int32), np.array([0, 1, 1], dtype=np.uint8)
    kernels._compiled(placeless)(place, codes, 2, sums)
    assert sums.tolist() == [1, 2]


def test_where_numba_is_missing_the_plain_way_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    frame, book = made.frame((SEX, LIVING), [*made.people(5, 性別="男性", 住みごこち="よい")])
    scheme = Scheme(axes(book, book.axes()), book.questions())
    monkeypatch.setitem(sys.modules, "analysis.kernels", None)
    assert tally(Framed(frame), scheme).sums.sum() > 0


def test_tallies_of_different_tables_are_not_added() -> None:
    one = _counted([])
    with pytest.raises(NotTogether):
        one + replace(one, sums=one.sums[:-1])


def test_nobody_at_all_is_counted_as_nobody() -> None:
    assert _counted([]).sums.sum() == 0
