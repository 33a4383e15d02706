"""三重クロス: rows within rows, which add up, and give nobody away."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.blanks import Asked
from analysis.codebook import NOT_ASKED, TooManyLevels
from analysis.crosstab import crosstab
from analysis.disclosure import DESK, LEAST_BASE, LEAST_CELL, PUBLIC
from analysis.errors import WrongMeasure
from analysis.form import notes
from analysis.form.blocks import blocks
from analysis.form.nested import of_threeway
from analysis.sentences.threeway import of_threeway as told_of
from analysis.tabulation import threeway_as_json
from analysis.threeway import SameAxis, Threeway, guarded, split, threeway
from tests.analysis import made
from tests.analysis.made import Row

SEX = made.axis("性別", "男性", "女性", "その他")
AGE = made.axis("年代", "若年", "高年")
LIVING = made.scale("住みごこち", "よい", "よくない")
WISHES = made.ticks("望むこと", "バス", "医療")
VARIABLES = (SEX, AGE, LIVING, *WISHES)
UNHURRIED = settings(max_examples=40, deadline=None)

ANSWERED = [
    *made.people(30, 性別="男性", 年代="若年", 住みごこち="よい"),
    *made.people(10, 性別="男性", 年代="若年", 住みごこち="よくない"),
    *made.people(10, 性別="男性", 年代="高年", 住みごこち="よい"),
    *made.people(30, 性別="男性", 年代="高年", 住みごこち="よくない"),
    *made.people(40, 性別="女性", 年代="若年", 住みごこち="よい"),
    *made.people(4, 性別="女性", 年代="高年", 住みごこち="よくない"),
    *made.people(6, 性別="男性", 住みごこち="よい"),
    *made.people(3, 性別="女性", 年代="若年"),
]


def crossed(rows: Sequence[Row] = ANSWERED, question: str = "住みごこち") -> Threeway:
    return threeway(*made.frame(VARIABLES, rows), axes=("性別", "年代"), question=question)


def test_the_inner_axis_is_counted_within_each_level_of_the_outer_one() -> None:
    found = crossed()
    assert found.joint.n.tolist() == [[30, 10], [10, 30], [40, 0], [0, 4], [0, 0], [0, 0]]
    assert found.joint.shares[1].tolist() == [0.25, 0.75]
    assert found.joint.axis.labels[:2] == ["男性・若年", "男性・高年"]


def test_subtotals_are_of_those_who_answered_both_axes() -> None:
    """Six men who left their age blank stand in the table of sexes alone."""
    found = crossed()
    assert found.outer.n.tolist() == [[40, 40], [40, 4], [0, 0]]
    assert found.outer.total_n.tolist() == found.joint.total_n.tolist() == [80, 44]
    assert found.alone[0].n.tolist() == [[46, 40], [40, 4], [0, 0]]


def test_each_level_stands_once_with_its_parts_below() -> None:
    frame, book = made.frame(VARIABLES, ANSWERED)
    grid = of_threeway(split(frame, book, Asked("性別", "住みごこち"), "年代"))
    lines = [(line.depth, line.label, line.n) for line in grid.lines]
    assert lines == [
        (0, "全体", "124"),
        (0, "男性", "80"),
        (1, "若年", "40"),
        (1, "高年", "40"),
        (0, "女性", "44"),
        (1, "若年", "40"),
        (1, "高年", "非表示"),
    ]
    assert grid.notes[0] == notes.NESTED
    assert grid.title == "住みごこち × 性別×年代"


def test_a_file_sets_the_parts_in_and_says_whom_it_is_of() -> None:
    frame, book = made.frame(VARIABLES, ANSWERED)
    (block,) = blocks(split(frame, book, Asked("性別", "住みごこち"), "年代")) or ()
    assert [row[0] for row in block.rows if row[1] != ""][:3] == ["全体", "男性", "　若年"]
    assert block.note.startswith("n=124（「性別」と「年代」と設問のすべてに回答した人）")


def test_the_sentence_names_both_levels() -> None:
    frame, book = made.frame(VARIABLES, ANSWERED)
    told = told_of(split(frame, book, Asked("性別", "住みごこち"), "年代"))
    assert told.startswith("男性・高年では、")


def test_blanks_can_be_a_choice_and_show_no_row_that_was_withheld() -> None:
    frame, book = made.frame(VARIABLES, [*ANSWERED, *made.people(9, 性別="女性", 年代="高年")])
    plain = split(frame, book, Asked("性別", "住みごこち"), "年代")
    with_blanks = split(frame, book, Asked("性別", "住みごこち", None, no_answer=True), "年代")
    assert with_blanks.joint.question.labels[-1] == "無回答"
    assert with_blanks.joint.n[2].tolist() == [40, 0, 3]
    assert plain.joint.hidden.tolist() == with_blanks.joint.hidden.tolist()
    assert with_blanks.joint.hidden[3]


def test_an_axis_cannot_be_split_by_itself_or_by_a_multiple_answer() -> None:
    frame, book = made.frame(VARIABLES, ANSWERED)
    with pytest.raises(SameAxis, match="性別"):
        threeway(frame, book, axes=("性別", "性別"), question="住みごこち")
    with pytest.raises(WrongMeasure, match="望むこと"):
        threeway(frame, book, axes=("性別", "望むこと"), question="住みごこち")


def test_more_meetings_than_a_table_can_show_are_refused() -> None:
    many = [made.axis(name, *map(str, range(30))) for name in ("a", "b")]
    data = made.frame((*many, LIVING), [{"a": "1", "b": "1", "住みごこち": "よい"}])
    with pytest.raises(TooManyLevels, match="900"):
        threeway(*data, axes=("a", "b"), question="住みごこち")


def test_json_has_every_meeting_and_the_subtotals() -> None:
    said = threeway_as_json(crossed())
    assert said["axes"] == [["男性", "女性", "その他"], ["若年", "高年"]]
    assert said["n"][1] == [10, 30]
    assert said["subtotals"]["n"] == [[40, 40], [40, 4], [0, 0]]
    assert [line["depth"] for line in said["printed"]["lines"]] == [0, 0, 1, 1, 0, 1, 1]


# ---- what is published ---------------------------------------------------------------------------


def test_published_meetings_with_one_small_row_are_all_closed() -> None:
    """What is left of 全体, or of the table of ages, would tell of the four."""
    frame, book = made.frame(VARIABLES, ANSWERED)
    found = split(frame, book, Asked("性別", "住みごこち"), "年代", rules=PUBLIC)
    assert found.closed
    assert (found.joint.n < 0).all()
    grid = of_threeway(found)
    assert grid.notes[0] == notes.CLOSED
    assert [line.label for line in grid.lines] == ["全体", "男性", "女性"]
    assert told_of(found).startswith("かけ合わせた行は表示できないため、「性別」だけで見ます。")
    assert found.outer.n.tolist() == found.alone[0].n.tolist()
    assert found.joint.total_base == found.outer.total_base == found.alone[0].total_base


def test_published_meetings_of_enough_people_are_shown() -> None:
    rows = [row for row in ANSWERED if row.get("年代") and row["性別"] == "男性"]
    found = guarded(crossed(rows), PUBLIC)
    assert not found.closed
    assert found.joint.n[0].tolist() == [30, 10]


def test_published_meetings_are_closed_when_a_few_left_the_inner_axis_blank() -> None:
    rows = [row for row in ANSWERED if row["性別"] == "男性"]
    assert guarded(crossed(rows), PUBLIC).closed


cell = st.sampled_from([None, NOT_ASKED, "1", "2"])
person = st.fixed_dictionaries(
    {"性別": cell, "年代": cell, "住みごこち": cell}
    | {f"望むこと_{n}": st.sampled_from(["0", "1"]) for n in (1, 2)}
)


@UNHURRIED
@given(st.lists(st.tuples(person, st.integers(1, 25)), min_size=1, max_size=14))
@pytest.mark.parametrize("question", ["住みごこち", "望むこと"])
def test_no_meeting_of_too_few_people_is_shown(
    question: str, groups: list[tuple[dict[str, Any], int]]
) -> None:
    rows = [row for person_, times in groups for row in [person_] * times]
    plain = crossed(rows, question)
    for rules in (DESK, PUBLIC):
        shown = guarded(plain, rules)
        for table in (shown.outer, shown.joint):
            assert not ((table.bases > 0) & (table.bases < LEAST_BASE)).any()
            if rules.strict:
                assert not ((table.n > 0) & (table.n < LEAST_CELL)).any()
    if not shown.closed:
        left = shown.alone[0].bases - shown.outer.bases
        known = shown.alone[0].bases >= 0
        assert not ((left > 0) & (left < LEAST_BASE))[known].any()


@UNHURRIED
@given(st.lists(person, min_size=1, max_size=40))
def test_three_ways_add_up_to_two(rows: list[dict[str, Any]]) -> None:
    known = [row for row in rows if row["年代"] in ("1", "2")]
    found = crossed(known)
    frame, book = made.frame(VARIABLES, known)
    two = crosstab(frame, book, axis="性別", question="住みごこち")
    assert found.joint.n.reshape(3, 2, 2).sum(axis=1).tolist() == two.n.tolist()
    np.testing.assert_allclose(found.outer.shares, two.shares)
    assert found.outer.total_base == found.joint.total_base == two.total_base
