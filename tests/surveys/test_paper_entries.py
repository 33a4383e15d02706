"""紙の入力: numbers become answers, and what is no answer is counted apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys import paper_entries, sheets
from surveys.documents import Document
from surveys.kinds import Choice, Question, Row
from surveys.paper_entries import OFF_PATH, SEVERAL, UNREADABLE

ONE = (Choice("1", "はい"), Choice("2", "いいえ"), Choice("8", "その他", write_in=True))
MANY = tuple(Choice(f"c{n}", f"項目{n}") for n in range(1, 13))
DOCUMENT = Document(
    questions=(
        Question("sa", "住みたいか", "single", choices=ONE, required=True),
        Question("ma", "困りごと", "multiple", choices=MANY, limit=3, show="sa = いいえ"),
        Question("few", "好きなもの", "multiple", choices=ONE),
        Question("sat", "満足", "matrix", choices=ONE[:2], rows=(Row("a", "道"), Row("b", "駅"))),
        Question("age", "年齢", "number", high=120, unit="歳"),
        Question("free", "ご意見", "text", limit=20),
    )
)


def read(**typed: str) -> paper_entries.Entry:
    return paper_entries.read(DOCUMENT, typed)


def test_the_numbers_on_paper_are_the_codes_or_else_the_places() -> None:
    single, many = DOCUMENT.question("sa"), DOCUMENT.question("ma")
    assert [number for number, _ in paper_entries.numbered(single.choices)] == ["1", "2", "8"]
    assert [number for number, _ in paper_entries.numbered(many.choices)][-2:] == ["11", "12"]


def test_a_sheet_is_typed_by_numbers_in_either_width() -> None:
    typed = {"sa": "２", "ma": "1、12", "sat_a": "1", "age": "４２歳", "free": " 道が狭い "}
    entry = read(**typed)
    assert entry.errors == {}
    assert entry.answers == {
        "sa": "2",
        "ma": ["c1", "c12"],
        "sat": {"a": "1"},
        "age": 42,
        "free": "道が狭い",
    }


@pytest.mark.parametrize("typed", ["12", "1 2", "1.2", "1,2", "2+1", "１・２", "2、1"])
def test_numbers_of_one_figure_may_be_typed_in_a_row(typed: str) -> None:
    assert read(few=typed).answers == {"few": ["1", "2"]}


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"sa": "3"}, "「3」という番号の選択肢はありません"),
        ({"sa": "12"}, "紙に○が2つ以上あるときは「*」"),
        ({"sa": "2", "ma": "123"}, "2桁の番号がある設問です"),
        ({"sa": "2", "ma": "1 2 3 4"}, "3個まで選べます"),
        ({"age": "200"}, "120歳以下の数字で入力してください。紙に"),
        ({"free": "長" * 21}, "20文字以内"),
    ],
)
def test_what_cannot_be_is_said_beside_its_line(typed: dict[str, str], wrong: str) -> None:
    entry = read(**typed)
    ((name, error),) = entry.errors.items()
    assert name == list(typed)[-1]
    assert wrong in str(error)


def test_what_is_no_answer_is_stored_as_none_and_counted() -> None:
    entry = read(sa="*", few="／", sat_b="/", free="/")
    assert entry.answers == {}
    assert entry.errors == {}
    assert entry.marks == {
        "sa": SEVERAL,
        "few": UNREADABLE,
        "sat_b": UNREADABLE,
        "free": UNREADABLE,
    }


def test_on_paper_nothing_is_required() -> None:
    assert read() == paper_entries.Entry({}, {}, {})


def test_what_stands_off_the_path_is_marked_and_not_stored() -> None:
    entry = read(sa="1", ma="99 1")
    assert entry.answers == {"sa": "1"}
    assert entry.errors == {}
    assert entry.marks == {"ma": OFF_PATH}


def test_what_is_written_beside_a_choice_counts_while_it_is_chosen() -> None:
    assert read(sa="8", sa_other="農業").answers == {"sa": "8", "sa_other": "農業"}
    assert read(sa="1", sa_other="農業").answers == {"sa": "1"}
    (own, beside) = paper_entries.lines(DOCUMENT.question("sa"))
    assert (own.typed, beside.typed, beside.after) == ("one", "words", "8")


@given(st.dictionaries(st.sampled_from(sheets.fields(DOCUMENT.questions)), st.text(max_size=30)))
def test_whatever_is_typed_is_an_answer_a_mark_or_an_error(typed: dict[str, str]) -> None:
    entry = paper_entries.read(DOCUMENT, typed)
    said = {name: [str(value)] for name, value in entry.answers.items() if isinstance(value, str)}
    assert sheets.read(DOCUMENT, {"sa": ["1"]} | said).errors == {}
    assert not set(entry.errors) & set(entry.marks)


@given(st.lists(st.sampled_from(range(1, 13)), min_size=1, max_size=3, unique=True))
def test_any_three_numbers_come_through(places: list[int]) -> None:
    entry = read(sa="2", ma=" ".join(map(str, places)))
    assert entry.answers["ma"] == [f"c{place}" for place in sorted(places)]
