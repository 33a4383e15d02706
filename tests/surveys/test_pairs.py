"""満足度×重要度: both aspects of every line, read, told and laid into two matrices."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.comparing.matrices import matrices, pairs
from app import bridge
from surveys import paper_entries
from surveys.corrections import changes
from surveys.documents import Document
from surveys.kinds import KINDS, Choice, Question, Row, matrix
from surveys.kinds.base import UnknownChoice

KIND = KINDS["pair"]
ROWS = (Row("bus", "バス"), Row("road", "道路"), Row("park", "公園"))
ASKED = KIND.usual(Question("q1", "次のことについて、お答えください。", "pair", rows=ROWS))


def test_a_pair_asks_for_satisfaction_and_importance_unless_it_says_otherwise() -> None:
    assert [each.code for each in ASKED.aspects] == ["sat", "imp"]
    assert [each.label for each in ASKED.choices][::5] == ["満足", "わからない"]
    assert [each.label for each in ASKED.others][::5] == ["重要", "わからない"]
    assert ASKED.reverse, "both begin at the favourable end"
    own = replace(ASKED, choices=(Choice("1", "不満"), Choice("2", "満足")), reverse=False)
    assert KIND.usual(own) == own


def test_the_lines_of_each_aspect_are_a_matrix_and_the_two_are_compared() -> None:
    columns = KIND.columns(ASKED)
    assert columns[0].label == "次のことについて、お答えください（満足度）／バス"
    assert [each.name for each in columns[3:]] == ["q1_imp_bus", "q1_imp_road", "q1_imp_park"]
    book = bridge.codebook((ASKED,))
    ((satisfied, important),) = pairs(matrices(book))
    assert (satisfied.keys, satisfied.keys) == (important.keys, ["バス", "道路", "公園"])
    assert satisfied.lines[0].variable.off_scale == ("9",)


def test_a_code_that_is_beside_one_scale_may_be_a_step_of_the_other() -> None:
    others = (Choice("1", "重要"), Choice("9", "重要でない"))
    book = bridge.codebook((replace(ASKED, others=others),))
    assert book.get("q1_sat_bus").off_scale == ("9",)
    assert book.get("q1_imp_bus").off_scale == ()


def test_a_line_that_must_be_answered_is_named_with_the_aspect_that_is_blank() -> None:
    required = replace(ASKED, required=True)
    said = {f"q1_{aspect}_{row.code}": ["1"] for aspect in ("sat", "imp") for row in ROWS}
    assert len(KIND.read(required, said)["q1"]) == 6  # type: ignore[arg-type] # a pair gives a dict
    with pytest.raises(matrix.RowsMissing, match=r"行があります: 道路（重要度）$"):
        KIND.read(required, said | {"q1_imp_road": []})
    many = replace(required, rows=tuple(Row(str(n), f"項目{n}") for n in range(9)))
    with pytest.raises(
        matrix.ManyRowsMissing, match="9行あります。上から、項目0（満足度・重要度）、"
    ):
        KIND.read(many, {})


def test_a_pair_of_few_lines_or_of_one_way_out_is_advised() -> None:
    assert list(KIND.advise(ASKED)) == []
    (few,) = KIND.advise(replace(ASKED, rows=ROWS[:2]))
    assert "3行以上" in few
    (unsure,) = KIND.advise(replace(ASKED, others=ASKED.others[:5]))
    assert unsure == "「重要度」の選択肢だけ、「わからない【段階外】」がありません"


def test_a_correction_tells_what_changes_in_either_scale_and_their_names() -> None:
    reworded = (Choice("1", "とても重要"), *ASKED.others[1:])
    after = replace(ASKED, others=reworded, aspects=(ASKED.aspects[0], Row("imp", "優先度")))
    assert changes(Document((ASKED,)), Document((after,))) == [
        "設問「q1」の2つ目の選択肢（1）: 「重要」→「とても重要」",
        "設問「q1」の見方（imp）: 「重要度」→「優先度」",
    ]


def test_each_aspect_knows_its_own_choices() -> None:
    asked = replace(ASKED, others=(Choice("a", "重要"), Choice("b", "重要でない")))
    said = {"q1_sat_bus": ["2"], "q1_imp_bus": ["b"]}
    assert KIND.read(asked, said) == {"q1": {"sat_bus": "2", "imp_bus": "b"}}
    assert KIND.told(asked, said) == ("バス: 満足度 やや満足、重要度 重要でない",)
    with pytest.raises(UnknownChoice):
        KIND.read(asked, {"q1_imp_bus": ["2"]})


def test_paper_is_typed_line_by_line_by_the_numbers_of_each_aspect() -> None:
    asked = replace(ASKED, others=(Choice("a", "重要"), Choice("b", "重要でない")))
    first, second, *_ = KIND.lines(asked)
    assert (first.label, second.label) == ("バス（満足度）", "バス（重要度）")
    entry = paper_entries.read(Document((asked,)), {"q1_sat_bus": "5", "q1_imp_bus": "2"})
    assert (entry.answers, entry.errors) == ({"q1": {"sat_bus": "5", "imp_bus": "b"}}, {})


@given(st.dictionaries(st.sampled_from(KIND.fields(ASKED)), st.sampled_from("123459")))
def test_what_is_read_is_what_was_said_and_lies_in_its_own_column(said: dict[str, str]) -> None:
    read = KIND.read(ASKED, {name: [code] for name, code in said.items()})
    assert read == ({"q1": {name[3:]: code for name, code in said.items()}} if said else {})
    cells = KIND.cells(ASKED, read)
    names = [column.name for column in KIND.columns(ASKED)]
    assert {n: c for n, c in zip(names, cells, strict=True) if c is not None} == said
