"""無回答 as one more choice: counted in the base, never lost, never what withheld people said."""

from analysis.blanks import Asked, alone, table
from analysis.codebook import NOT_ASKED, Role
from analysis.disclosure import PUBLIC
from tests.analysis import made

AREA = made.axis("地区", "東", "西")
LIVING = made.scale("住みごこち", "よい", "よくない")
WISHES = made.ticks("望むこと", "バス", "医療")


def test_no_answer_joins_the_choices_and_the_base_but_who_was_not_asked_does_not() -> None:
    rows = [
        *made.people(20, 地区="東", 住みごこち="よい"),
        *made.people(20, 地区="東", 住みごこち=None),
        *made.people(10, 地区="西", 住みごこち="よくない"),
        *made.people(7, 地区="西", 住みごこち=NOT_ASKED),
    ]
    wanted = Asked("地区", "住みごこち", no_answer=True)
    found = table(*made.frame((AREA, LIVING), rows), wanted)

    assert found.question.labels == ["よい", "よくない", "無回答"]
    assert found.n.tolist() == [[20, 0, 20], [0, 10, 0]]
    assert found.bases.tolist() == [40, 10]
    assert found.shares[0].tolist() == [0.5, 0.0, 0.5]


def test_a_multiple_answer_left_blank_is_one_more_tick() -> None:
    rows = [
        *made.people(15, 地区="東", 望むこと_1="1", 望むこと_2="0"),
        *made.people(5, 地区="東", 望むこと_1=None, 望むこと_2=None),
        *made.people(10, 地区="西", 望むこと_1="1", 望むこと_2="1"),
        *made.people(3, 地区="西", 望むこと_1=NOT_ASKED, 望むこと_2=NOT_ASKED),
    ]
    wanted = Asked("地区", "望むこと", no_answer=True)
    found = table(*made.frame((AREA, *WISHES), rows), wanted)

    assert found.n.tolist() == [[15, 0, 5], [10, 10, 0]]
    assert found.bases.tolist() == [20, 10]


def test_without_the_switch_the_table_is_the_plain_one() -> None:
    rows = [*made.people(20, 地区="東", 住みごこち="よい"), *made.people(9, 地区="東")]
    found = table(*made.frame((AREA, LIVING), rows), Asked("地区", "住みごこち"))

    assert found.question.labels == ["よい", "よくない"]
    assert found.bases.tolist() == [20, 0]


def test_a_row_withheld_without_blanks_stays_withheld_with_them() -> None:
    """Nine answered in 西; two blanks more must not let their answers out."""
    rows = [
        *made.people(40, 地区="東", 住みごこち="よい"),
        *made.people(9, 地区="西", 住みごこち="よくない"),
        *made.people(2, 地区="西", 住みごこち=None),
    ]
    wanted = Asked("地区", "住みごこち", no_answer=True)
    found = table(*made.frame((AREA, LIVING), rows), wanted)

    assert found.hidden.tolist() == [False, True]
    assert (found.n[1] < 0).all()


def test_where_cells_are_hidden_no_table_with_blanks_gives_them_away() -> None:
    """2 people and their partner go; the base with blanks would tell 30, and so the 2."""
    rows = [
        *made.people(40, 地区="東", 住みごこち="よい"),
        *made.people(2, 地区="東", 住みごこち="よくない"),
        *made.people(1, 地区="東", 住みごこち=None),
        *made.people(40, 地区="西", 住みごこち="よい"),
    ]
    frame, book = made.frame((AREA, LIVING), rows)
    wanted = Asked("地区", "住みごこち", no_answer=True)

    assert table(frame, book, wanted, rules=PUBLIC).question.labels == ["よい", "よくない"]
    assert alone(frame, book, wanted, rules=PUBLIC).question.labels == ["よい", "よくない"]


def test_a_question_alone_takes_its_blanks_into_the_base_with_their_weight() -> None:
    """20 of 30 without weights; with them 40 of 50, for who left it blank weighs one."""
    rows = [
        *made.people(20, 住みごこち="よい", 重み=2),
        *made.people(10, 住みごこち=None, 重み=1),
        *made.people(7, 住みごこち=NOT_ASKED, 重み=1),
    ]
    frame, book = made.frame((LIVING, made.number("重み", Role.WEIGHT)), rows)
    bare = alone(frame, book, Asked("", "住みごこち", no_answer=True))
    weighed = alone(frame, book, Asked("", "住みごこち", "重み", no_answer=True))

    assert (bare.base, bare.n.tolist(), bare.not_asked) == (30, [20, 0, 10], 7)
    assert weighed.shares.tolist() == [0.8, 0.0, 0.2]
    assert alone(frame, book, Asked("", "住みごこち")).base == 20
