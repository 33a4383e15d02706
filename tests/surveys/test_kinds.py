"""設問形式: every kind in the list can do what a questionnaire, a file and a table ask of it."""

import pytest

from surveys.kinds import KINDS, Choice, Question
from surveys.kinds.base import UnknownChoice

SAID = {
    "single": (["1"], "1", ("1",)),
    "multiple": (["2", "1"], ["1", "2"], ("1", "1")),
    "scale": (["2"], "2", ("2",)),
    "number": (["１２"], 12, (12,)),
    "text": ([" バスを増やして "], "バスを増やして", ("バスを増やして",)),
}


def asked(kind: str) -> Question:
    return Question("q1", "設問", kind, choices=(Choice("1", "はい"), Choice("2", "いいえ")))


def test_every_kind_is_tried_here() -> None:
    assert set(SAID) == set(KINDS)


@pytest.mark.parametrize("key", KINDS)
def test_a_kind_reads_an_answer_and_lays_it_into_its_columns(key: str) -> None:
    kind, question = KINDS[key], asked(key)
    said, value, cells = SAID[key]
    assert kind.label
    assert kind.read(question, said) == value
    assert tuple(kind.cells(question, kind.read(question, said))) == cells
    assert len(kind.columns(question)) == len(cells)


@pytest.mark.parametrize("key", KINDS)
def test_no_answer_is_a_blank_in_every_column(key: str) -> None:
    kind, question = KINDS[key], asked(key)
    assert set(kind.cells(question, None)) == {None}


@pytest.mark.parametrize("key", ["single", "multiple", "scale"])
def test_a_choice_that_is_not_there_is_refused(key: str) -> None:
    with pytest.raises(UnknownChoice):
        KINDS[key].parse(asked(key), ["9"])
