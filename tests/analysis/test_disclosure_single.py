"""A question by itself is guarded like a table: too few answers, and too few of one choice."""

from analysis.codebook import Variable
from analysis.disclosure import DESK, PUBLIC, guard_frequency
from analysis.frequencies import Frequency, frequency
from tests.analysis import made
from tests.analysis.made import Row

LIVING = made.scale("住みごこち", "よい", "ふつう", "わるい")
WISHES = made.ticks("望むこと", "バス", "医療")


def counted(variables: tuple[Variable, ...], rows: list[Row], question: str) -> Frequency:
    return frequency(*made.frame(variables, rows), question=question)


def test_fewer_than_ten_answers_are_shown_to_nobody() -> None:
    found = guard_frequency(counted((LIVING,), made.people(9, 住みごこち="よい"), "住みごこち"))
    assert found.n.tolist() == [-1, -1, -1]
    assert found.base == 9


def test_the_desk_sees_small_choices_of_citizens_and_nobody_those_of_staff() -> None:
    rows = [
        *made.people(30, 住みごこち="よい"),
        *made.people(8, 住みごこち="ふつう"),
        *made.people(2, 住みごこち="わるい"),
    ]
    plain = counted((LIVING,), rows, "住みごこち")
    assert guard_frequency(plain, DESK).n.tolist() == [30, 8, 2]
    # 40 - 30 - 8 would tell the hidden 2, so the next smallest goes with it.
    assert guard_frequency(plain, PUBLIC).n.tolist() == [30, -1, -1]


def test_a_choice_that_all_but_a_few_ticked_is_hidden_too() -> None:
    rows = [
        *made.people(19, 望むこと_1="1", 望むこと_2="0"),
        *made.people(1, 望むこと_1="0", 望むこと_2="0"),
    ]
    found = guard_frequency(counted(WISHES, rows, "望むこと"), PUBLIC)
    assert found.n.tolist() == [-1, 0]
