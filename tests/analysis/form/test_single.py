"""The trade's form of one question, and what is a scale."""

from dataclasses import replace

import pytest

from analysis.codebook import Question, Role, Variable
from analysis.disclosure import PUBLIC, guard_frequency
from analysis.form.blocks import blocks, form_of, number_of
from analysis.form.single import of_frequency
from analysis.frequencies import frequency
from analysis.scales import scale_of
from tests.analysis import made
from tests.analysis.made import Row

ROAD = made.single("道", "よい", "わるい")
WISHES = made.ticks("望むこと", "バス", "医療", "特にない")
WEIGHT = made.number("重み")


def test_of_many_answers_both_percentages_and_their_number_are_told() -> None:
    """30 and 20 of 40 people who gave 50 answers: 75.0 % and 60.0 %, M.T. 1.25."""
    rows: list[Row] = [
        *made.people(10, 望むこと_1="1", 望むこと_2="1", 望むこと_3="0"),
        *made.people(20, 望むこと_1="1", 望むこと_2="0", 望むこと_3="0"),
        *made.people(10, 望むこと_1="0", 望むこと_2="1", 望むこと_3="0"),
        *made.people(3, 望むこと_1=None, 望むこと_2=None, 望むこと_3=None),
    ]
    form = of_frequency(frequency(*made.frame(WISHES, rows), question="望むこと"))
    assert form.counted == "複数回答、n=40、無回答 3"
    bus, _, nothing = form.choices
    assert (bus.cell.count, bus.cell.share, bus.of_answers) == (30, "75.0", "60.0")
    assert (nothing.cell.share, nothing.of_answers) == ("-", "-")
    (told,) = form.sums
    assert (told.head.label, told.cell.count, told.cell.share) == ("M.T.", 50, "1.25")


def test_weighted_shares_stand_beside_the_bare_ones() -> None:
    rows = [*made.people(30, 道="よい", 重み=1), *made.people(10, 道="わるい", 重み=3)]
    found = frequency(*made.frame((ROAD, WEIGHT), rows), question="道", weight="重み")
    good, _ = of_frequency(found).choices
    assert (good.cell.count, good.cell.share, good.bare) == (30, "50.0", "75.0")


def test_two_steps_and_their_mean_stand_beside_the_bare_ones() -> None:
    """30 of 40 are content, half of the weight; the mean is 2·½ − 2·½ against 60 − 20 over 40."""
    scaled = replace(made.scale("暮らし", "満足", "やや満足", "やや不満", "不満"), reverse=True)
    rows = [*made.people(30, 暮らし="満足", 重み=1), *made.people(10, 暮らし="不満", 重み=3)]
    found = frequency(*made.frame((scaled, WEIGHT), rows), question="暮らし", weight="重み")
    told = [(each.cell.share, each.bare) for each in of_frequency(found).sums]
    assert told == [("50.0", "75.0"), ("50.0", "25.0"), ("0.00", "1.00")]


def test_of_answers_is_silent_where_one_of_them_is_withheld() -> None:
    rows: list[Row] = [
        *made.people(2, 望むこと_1="1", 望むこと_2="1", 望むこと_3="0"),
        *made.people(38, 望むこと_1="0", 望むこと_2="1", 望むこと_3="0"),
    ]
    found = frequency(*made.frame(WISHES, rows), question="望むこと")
    form = of_frequency(guard_frequency(found, PUBLIC))
    assert all(choice.of_answers == "" for choice in form.choices)
    assert form.sums[0].cell.count is None


def scale(*labels: str, **changes: object) -> Variable:
    return replace(made.scale("q", *labels), **changes)  # type: ignore[arg-type] # a test says what it changes


FIVE = ("満足", "やや満足", "ふつう", "やや不満", "不満")


def of(variable: Variable) -> Question:
    return Question(variable.name, variable.label, (variable,))


@pytest.mark.parametrize(
    ("variable", "top", "points"),
    [
        (scale(*FIVE, reverse=True), "満足＋やや満足", (2, 1, 0, -1, -2)),
        (scale(*FIVE[::-1]), "満足＋やや満足", (2, 1, 0, -1, -2)),
        (scale("a", "b", "c", "d", reverse=True), "a＋b", (2, 1, -1, -2)),
        (scale("a", "b", "c", reverse=True), "a", (1, 0, -1)),
        (
            scale(*FIVE, "わからない", reverse=True, off_scale=("6",)),
            "満足＋やや満足",
            (2, 1, 0, -1, -2),
        ),
    ],
)
def test_a_scale_runs_from_its_favourable_end(
    variable: Variable, top: str, points: tuple[int, ...]
) -> None:
    found = scale_of(of(variable))
    assert found is not None
    assert (found.names[0], found.points) == (top, points)


@pytest.mark.parametrize(
    "variable",
    [
        made.single("q", *FIVE),
        scale(*FIVE, role=Role.ATTRIBUTE),
        scale("1", "2", "3", "4", labelled=False),
        scale("日帰り", "1泊", "2泊", "3泊以上"),
        scale("毎日", "週2～3回", "月1回", "ない"),
        scale("はい", "いいえ"),
        scale(*map(str, range(11))),
    ],
)
def test_what_judges_nothing_has_no_top_and_bottom(variable: Variable) -> None:
    assert scale_of(of(variable)) is None


def test_files_hold_what_is_printed_as_the_numbers_they_are() -> None:
    assert (number_of("45.6"), number_of("△0.27"), number_of("-")) == (45.6, -0.27, None)
    assert (form_of(12), form_of("45.6"), form_of("0.27")) == (
        "#,##0",
        '0.0;"△"0.0',
        '0.00;"△"0.00',
    )
    rows = [*made.people(30, 道="よい"), *made.people(10, 道="わるい")]
    (block,) = blocks(frequency(*made.frame((ROAD,), rows), question="道")) or ()
    assert block.rows[0][:3] == ("よい", 30, "75.0")
    assert block.rows[-1] == ("n（割合の分母）", 40)
