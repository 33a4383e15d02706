import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.codebook import NO_ANSWER, NOT_ASKED, TICK_LEVELS, Codebook, Measure, Role, Variable
from analysis.layout import MissingColumns, lay_out
from tests.analysis.written import columns

SEX = Variable(
    "性別",
    "性別",
    Measure.NOMINAL,
    (("1", "男"), ("2", "女")),
    no_answer=("9",),
    not_asked=("8",),
)


def tick(
    name: str, label: str, column: str | None = None, separator: str | None = None
) -> Variable:
    return Variable(
        name, label, Measure.TICK, TICK_LEVELS, group="q", column=column, separator=separator
    )


def said(cells: list[str], *variables: Variable) -> list[list[object]]:
    """The cells of one column laid out as `variables`, row by row."""
    table = columns(
        番号=[str(n) for n in range(len(cells))],
        **{variables[0].column or variables[0].name: cells},
    )
    frame = lay_out(table, Codebook(variables)).frame
    return [list(row) for row in frame.to_numpy(dtype=object)]


def test_codes_labels_and_other_ways_to_write_a_number_are_the_same_level() -> None:
    assert said(["1", "女", "02", "1.0"], SEX) == [["1"], ["2"], ["2"], ["1"]]


def test_no_answer_not_asked_and_blank_are_kept_apart() -> None:
    cells = ["9", "8", "", "無回答", "非該当"]

    assert said(cells, SEX) == [[NO_ANSWER], [NOT_ASKED], [NO_ANSWER], [NO_ANSWER], [NOT_ASKED]]


def test_a_cell_that_is_no_choice_is_listed_by_line_and_column() -> None:
    table = columns(番号=["1", "2", "3"], 性別=["1", "7", "2"])

    found = lay_out(table, Codebook((SEX,)))

    assert found.frame["性別"].tolist() == ["1", NO_ANSWER, "2"]
    assert [(p.line, p.column, p.reason) for p in found.problems] == [
        (3, "性別", "「7」は選択肢にありません")
    ]


def test_numbers_may_bear_their_unit_and_what_is_no_number_is_listed() -> None:
    age = Variable("年齢", "年齢", Measure.NUMBER, not_asked=("888",))
    table = columns(番号=list("12345"), 年齢=["34歳", "５１", "", "888", "ひみつ"])

    found = lay_out(table, Codebook((age,)))

    values = found.frame["年齢"].to_numpy()
    assert values[:2].tolist() == [34.0, 51.0]
    assert np.isnan(values[[2, 4]]).all()
    assert np.isneginf(values[3])
    assert [p.line for p in found.problems] == [6]


def test_years_of_birth_become_generations() -> None:
    band = Variable(
        "年代",
        "年代",
        Measure.ORDINAL,
        (("20", "20代"), ("30", "30代")),
        column="生まれ年",
        bands=(20, 30),
        as_of=2025,
    )

    assert said(["2005", "1996", "1995", "1950", ""], band) == [
        ["20"],
        ["20"],
        ["30"],
        ["30"],
        [NO_ANSWER],
    ]


def test_a_cell_with_several_answers_ticks_each_of_them() -> None:
    park = tick("q：公園", "公園", column="施設", separator=";")
    library = tick("q：図書館", "図書館", column="施設", separator=";")

    assert said(["公園;図書館;", "図書館", ""], park, library) == [
        ["1", "1"],
        ["0", "1"],
        [NO_ANSWER, NO_ANSWER],
    ]


def test_an_answer_that_is_no_choice_of_a_list_is_listed() -> None:
    park = tick("q：公園", "公園", column="施設", separator=";")

    found = lay_out(columns(施設=["公園", "公園;港"]), Codebook((park,)))

    assert [(p.line, p.reason) for p in found.problems] == [(3, "「港」は選択肢にありません")]


def test_a_blank_beside_a_mark_is_a_choice_not_made() -> None:
    table = columns(番号=list("123"), 公園=["○", "", ""], 図書館=["", "○", ""])

    frame = lay_out(table, Codebook((tick("公園", "公園"), tick("図書館", "図書館")))).frame

    assert frame["公園"].tolist() == ["1", "0", NO_ANSWER]
    assert frame["図書館"].tolist() == ["0", "1", NO_ANSWER]


def test_a_tick_that_is_neither_yes_nor_no_is_listed() -> None:
    found = lay_out(columns(公園=["1", "0", "3"]), Codebook((tick("公園", "公園"),)))

    assert [(p.line, p.column) for p in found.problems] == [(4, "公園")]


def test_a_blank_text_is_no_voice() -> None:
    voice = Variable("意見", "意見", Measure.TEXT)

    assert said(["道が狭い", "", "無回答"], voice) == [["道が狭い"], [None], [None]]


def test_responses_without_any_answer_are_left_out_and_counted() -> None:
    sex = Variable("性別", "性別", Measure.NOMINAL, (("1", "男"), ("2", "女")), role=Role.ATTRIBUTE)
    q1 = Variable("q1", "q1", Measure.NOMINAL, (("1", "はい"),))

    found = lay_out(columns(性別=["1", "2", "1"], q1=["1", "", "1"]), Codebook((sex, q1)))

    assert found.empty == 1
    assert found.rows == (0, 2)
    assert len(found.frame) == 2


def test_a_codebook_of_fewer_columns_leaves_out_no_more_responses() -> None:
    q1 = Variable("q1", "q1", Measure.NOMINAL, (("1", "はい"),))

    found = lay_out(columns(q1=["1", "", "1"], q2=["1", "1", "1"]), Codebook((q1,)))

    assert len(found.frame) == 3


def test_a_codebook_of_another_file_is_refused() -> None:
    with pytest.raises(MissingColumns, match="性別"):
        lay_out(columns(q1=["1", "2"]), Codebook((SEX,)))


@given(st.lists(st.sampled_from(["1", "2", "3", "9", ""]), min_size=5, max_size=40))
def test_every_cell_is_counted_once_as_an_answer_or_as_none(cells: list[str]) -> None:
    table = columns(番号=[f"n{n}" for n in range(len(cells))], q1=cells)
    levels = tuple((code, code) for code in ("1", "2", "3"))
    q1 = Variable("q1", "q1", Measure.NOMINAL, levels, no_answer=("9",), not_asked=("",))

    counts = lay_out(table, Codebook((q1,))).frame["q1"].value_counts()

    assert [counts[code] for code in q1.codes] == [cells.count(code) for code in q1.codes]
    assert (counts[NO_ANSWER], counts[NOT_ASKED]) == (cells.count("9"), cells.count(""))


CHOICES = ("公園", "図書館", "駅", "病院")


@settings(max_examples=40)
@given(st.lists(st.sets(st.sampled_from(CHOICES), min_size=1), min_size=1, max_size=30))
def test_every_tick_is_counted_as_often_as_the_cells_hold_it(chosen: list[set[str]]) -> None:
    cells = ["\n".join(sorted(one)) for one in chosen]
    book = Codebook(tuple(tick(f"q：{c}", c, column="施設", separator="\n") for c in CHOICES))

    found = lay_out(columns(番号=[str(n) for n in range(len(cells))], 施設=cells), book)

    for choice in CHOICES:
        assert (found.frame[f"q：{choice}"] == "1").sum() == sum(choice in one for one in chosen)
    assert found.problems == ()


def test_a_voice_is_read_without_the_marks_of_a_web_form() -> None:
    opinion = Variable("ご意見", "ご意見", Measure.TEXT)
    found = said(["駅前が暗い&hellip;A&amp;Bの前など"], opinion)
    assert found == [["駅前が暗い…A&Bの前など"]]
