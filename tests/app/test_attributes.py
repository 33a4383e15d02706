"""What stands beside a voice never tells who wrote it."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from app import attributes
from app.bridge import Answers
from tests.analysis import made
from tests.analysis.made import Row

GENERATION = made.axis("年代", "20代", "40代", "60代", "80代")
SEX = made.axis("性別", "男", "女")
LEAST = attributes.LEAST_HELD


def beside(rows: list[Row]) -> list[tuple[str, ...]]:
    frame, book = made.frame((GENERATION, SEX), rows)
    shown = attributes.beside_voices(Answers(frame, book, tuple(range(len(rows))), ""))
    return [tuple(words) for words in shown]


def test_a_generation_of_nine_is_not_named_nor_the_next_larger_one() -> None:
    rows = [
        *made.people(30, 年代="1"),
        *made.people(12, 年代="2"),
        *made.people(9, 年代="3"),
    ]
    assert beside(rows) == [("20代",)] * 30 + [()] * 21


def test_a_combination_of_ten_is_named() -> None:
    rows = [*made.people(10, 年代="1", 性別="1"), *made.people(10, 年代="1", 性別="2")]
    assert set(beside(rows)) == {("20代", "男"), ("20代", "女")}


def test_a_few_of_the_other_sex_leave_both_unnamed() -> None:
    rows = [*made.people(20, 年代="1", 性別="1"), *made.people(3, 年代="1", 性別="2")]
    assert set(beside(rows)) == {("20代",)}


def test_bare_codes_are_not_shown() -> None:
    rows = made.people(20, 地図番号="1")
    frame, book = made.frame((made.axis("地図番号", "1", "2"),), rows)
    assert attributes.beside_voices(Answers(frame, book, tuple(range(20)), "")) == [[]] * 20


@given(st.lists(st.tuples(st.sampled_from("1234"), st.sampled_from("12")), min_size=1, max_size=80))
def test_whatever_is_shown_is_held_by_ten(people: list[tuple[str, str]]) -> None:
    shown = beside([{"年代": generation, "性別": sex} for generation, sex in people])
    for words, times in Counter(shown).items():
        assert not words or times >= LEAST
        behind = {people[row] for row, said in enumerate(shown) if said == words}
        assert words or len(behind) != 1 or len(people) < LEAST or times >= LEAST
