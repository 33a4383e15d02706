from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import codebook_file
from analysis.codebook import TICK_LEVELS, Codebook, Measure, Question, Role, Score, Variable
from analysis.codebook_file import (
    BadCodebook,
    BadYaml,
    NoSuchCodebook,
    NotUtf8,
    as_text,
    find,
    loads,
)
from analysis.errors import UnknownVariable

SEX = Variable("sex", "性別", Measure.NOMINAL, (("1", "男"), ("2", "女")), role=Role.ATTRIBUTE)
PARK = Variable(
    "施設：公園",
    "公園",
    Measure.TICK,
    TICK_LEVELS,
    group="施設",
    group_label="施設",
    column="施設ALL",
    separator="\n",
)
LIBRARY = replace(PARK, name="施設：図書館", label="図書館", exclusive=True)
AGE = Variable("年齢", "年齢", Measure.NUMBER, role=Role.ATTRIBUTE)
BAND = Variable(
    "年代",
    "年代",
    Measure.ORDINAL,
    (("20", "20代"), ("30", "30代")),
    role=Role.ATTRIBUTE,
    column="年齢",
    bands=(20, 30),
    as_of=2025,
)
MOOD = Variable(
    "q1",
    "暮らしの満足度",
    Measure.ORDINAL,
    (("1", "満足"), ("2", "不満"), ("3", "わからない")),
    no_answer=("9", "-9"),
    not_asked=("",),
    reverse=True,
    labelled=False,
    off_scale=("3",),
)
VOICE = Variable("意見", "ご意見", Measure.TEXT)
RANK = Variable(
    "q7_bus", "バス", Measure.NUMBER, group="q7", group_label="力点", score=Score.RANK, most=3
)
BOOK = Codebook((SEX, PARK, LIBRARY, AGE, BAND, MOOD, VOICE, RANK))


def test_a_codebook_comes_back_as_it_was_written() -> None:
    assert loads(codebook_file.dumps(BOOK, {"sex": "見出しから"})) == BOOK


@given(
    st.lists(st.tuples(st.text(min_size=1), st.text(min_size=1)), unique_by=lambda level: level[0])
)
def test_any_code_and_label_comes_back(levels: list[tuple[str, str]]) -> None:
    kept = [level for level in levels if all(map(str.isprintable, level))]
    book = Codebook((Variable("q", "q", Measure.NOMINAL, tuple(kept)),))

    assert loads(codebook_file.dumps(book)) == book


def test_numbers_and_mappings_are_read_as_the_text_of_cells() -> None:
    text = "- {name: 5, role: axis, levels: {1: 男, 2: 女}, no_answer: -9, not_asked: [~]}"

    (found,) = loads(text).variables

    assert found.name == "5"
    assert found.role is Role.ATTRIBUTE
    assert found.levels == (("1", "男"), ("2", "女"))
    assert (found.no_answer, found.not_asked) == (("-9",), ("",))


@pytest.mark.parametrize(
    ("word", "measure"),
    [
        ("single", Measure.NOMINAL),
        ("scale", Measure.ORDINAL),
        ("number", Measure.NUMBER),
        ("free_text", Measure.TEXT),
        ("multiple", Measure.TICK),
    ],
)
def test_the_words_of_a_questionnaire_are_understood_as_roles(word: str, measure: Measure) -> None:
    (found,) = loads(f"variables: [{{name: q, role: {word}, levels: [a, b]}}]").variables

    assert found.measure is measure
    assert found.role is Role.QUESTION


def test_columns_that_are_read_together_say_so_in_the_file() -> None:
    text = "- {name: q7_bus, label: バス, group: q7, score: points, most: 100}"
    (found,) = loads(text).variables
    assert (found.measure, found.group, found.score, found.most) == (
        Measure.NUMBER,
        "q7",
        Score.POINTS,
        100,
    )
    assert loads(text).numbers() == ()
    with pytest.raises(BadCodebook, match="group（設問名）も書いてください"):
        loads("- {name: q7_bus, score: points}")
    with pytest.raises(BadCodebook, match="0以上"):
        loads("- {name: q7_bus, group: q7, score: rank, most: -1}")


def test_a_separated_cell_becomes_a_tick_for_each_level() -> None:
    text = "- {name: q5, label: 施設, role: multiple, separator: ;, levels: {1: 公園, 2: 図書館}}"

    book = loads(text)

    assert book.question("q5").label == "施設"
    assert book.question("q5").labels == ["公園", "図書館"]
    assert {v.column for v in book.variables} == {"q5"}


def test_bands_without_levels_are_named_by_their_ages() -> None:
    found = loads("variables:\n- {name: 年齢, measure: ordinal, bands: [18, 30, 40]}").variables[0]

    assert found.labels == ["18～29歳", "30代", "40歳以上"]


def test_a_member_of_a_group_with_zero_and_one_is_a_tick() -> None:
    (found,) = loads(
        "- {name: q3_1, measure: nominal, group: q3, levels: {0: no, 1: 公園}}"
    ).variables

    assert found.measure is Measure.TICK


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("variables:\n- {name: a, measur: x}", "変数「a」: 「measur」という項目は使えません"),
        ("variables:\n- {name: a, measure: x}", "変数「a」の「measure」: nominal"),
        ("variables:\n- {label: a}", "1番目の変数: 「name」がありません"),
        ("variables:\n- {name: a, levels: 3}", "変数「a」の「levels」"),
        ("variables:\n- {name: a, separator: ';'}", "変数「a」の「separator」"),
        ("columns: []", "全体: 「variables」がありません"),
        ("variables:\n- {name: a, levels: [1, 2, 1]}", "変数「a」の「levels」: 「1」が2つ"),
        ("variables:\n- {name: a, bands: [30, 20]}", "変数「a」の「bands」: 小さい順"),
        ("variables:\n- {name: a, bands: [20, 30], levels: [x]}", "「bands」: 2個なので"),
    ],
)
def test_what_is_wrong_is_said_by_variable_and_key(text: str, said: str) -> None:
    with pytest.raises(BadCodebook, match=said):
        loads(text)


def test_text_that_is_no_yaml_is_named_by_its_line() -> None:
    with pytest.raises(BadYaml, match="2行目"):
        loads("variables:\n- {name: [}")


def test_yaml_cannot_make_objects() -> None:
    with pytest.raises(BadYaml):
        loads("!!python/object/apply:os.system ['true']")


def test_a_codebook_that_is_not_there_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(NoSuchCodebook):
        codebook_file.read(tmp_path / "none.yaml")


def test_a_codebook_in_another_encoding_is_said_to_be_so(tmp_path: Path) -> None:
    path = tmp_path / "codebook.yaml"
    path.write_bytes("variables: [{name: 性別}]".encode("cp932"))

    with pytest.raises(NotUtf8, match="UTF-8で保存し直して"):
        codebook_file.read(path)


@pytest.mark.parametrize("name", ["施設", "施設ALL"])
def test_a_multiple_answer_is_found_by_its_name_and_its_column(name: str) -> None:
    found = find(BOOK, name)

    assert isinstance(found, Question)
    assert found.name == "施設"


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("sex", "sex"),
        ("性別", "sex"),
        ("ＳＥＸ", "sex"),
        ("暮らしの満足度", "q1"),
        ("年齢", "年代"),
        ("意見", "意見"),
    ],
)
def test_a_variable_is_found_by_what_people_call_it(name: str, found: str) -> None:
    assert find(BOOK, name).name == found


def test_a_name_that_is_nearly_right_is_offered_first() -> None:
    with pytest.raises(UnknownVariable, match="使える列: 年代"):
        find(BOOK, "年台")


def test_a_column_taken_for_choices_can_be_read_as_text() -> None:
    book, found = as_text(BOOK, "sex")

    assert found.measure is Measure.TEXT
    assert book.get("sex").levels == ()


def test_names_to_choose_from_leave_out_what_the_product_made_for_itself() -> None:
    weight = Variable("__weight__", "重み", Measure.NUMBER, role=Role.WEIGHT)
    known = Codebook((weight, Variable("道", "道", Measure.TEXT)))
    with pytest.raises(UnknownVariable, match=r"使える列: 道$"):
        known.get("橋")
