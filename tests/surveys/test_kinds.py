"""設問形式: every kind in the list can do what a questionnaire, a file and a table ask of it."""

import pytest

from surveys.kinds import KINDS, Choice, Question, Row, Said, Value, matrix
from surveys.kinds.base import AnswerRequired, UnknownChoice

CHOICES = (Choice("1", "はい"), Choice("2", "いいえ"))
EAST = (Choice("1", "旭町", within=("東部",)), Choice("2", "市外"))
ASKED: dict[str, dict[str, object]] = {
    "matrix": {"rows": (Row("a", "バス"), Row("b", "道路"))},
    "area": {"choices": EAST, "levels": ("行政区", "地区")},
}
# what a form says, what is stored, and the cells of the table
SAID: dict[str, tuple[Said, Value, tuple[object, ...]]] = {
    "single": ({"q1": ["1"]}, "1", ("1",)),
    "multiple": ({"q1": ["2", "1"]}, ["1", "2"], ("1", "1")),
    "scale": ({"q1": ["2"]}, "2", ("2",)),
    "matrix": ({"q1_a": ["2"]}, {"a": "2"}, ("2", None)),
    "number": ({"q1": ["１２"]}, 12, (12,)),
    "text": ({"q1": [" バスを増やして "]}, "バスを増やして", ("バスを増やして",)),
    "area": ({"q1": ["1"]}, "1", ("1", "東部")),
}


def asked(kind: str, **changes: object) -> Question:
    ordinary: dict[str, object] = {"choices": CHOICES} | ASKED.get(kind, {})
    return Question("q1", "設問", kind, **(ordinary | changes))  # type: ignore[arg-type] # each test says what it changes


def test_every_kind_is_tried_here() -> None:
    assert set(SAID) == set(KINDS)


@pytest.mark.parametrize("key", KINDS)
def test_a_kind_reads_an_answer_and_lays_it_into_its_columns(key: str) -> None:
    kind, question = KINDS[key], asked(key)
    said, value, cells = SAID[key]
    assert kind.label
    assert kind.read(question, said) == {"q1": value}
    assert tuple(kind.cells(question, {"q1": value})) == cells
    assert len(kind.columns(question)) == len(cells)
    assert set(said) <= set(kind.fields(question))


@pytest.mark.parametrize("key", KINDS)
def test_no_answer_is_a_blank_in_every_column(key: str) -> None:
    kind, question = KINDS[key], asked(key)
    assert kind.read(question, {"q1": ["  "]}) == {}
    assert set(kind.cells(question, {})) == {None}


@pytest.mark.parametrize("key", KINDS)
def test_a_question_that_must_be_answered_is_not_passed_over(key: str) -> None:
    with pytest.raises((AnswerRequired, matrix.RowsMissing)):
        KINDS[key].read(asked(key, required=True), {})


@pytest.mark.parametrize("key", ["single", "multiple", "scale", "area"])
def test_a_choice_that_is_not_there_is_refused(key: str) -> None:
    with pytest.raises(UnknownChoice):
        KINDS[key].read(asked(key), {"q1": ["9"]})
