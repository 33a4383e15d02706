"""説明文: words that stand between the questions and ask nothing."""

from collections.abc import Iterator, Sequence

from surveys.errors import N_
from surveys.kinds.base import Answers, Column, Fault, Kind, Question, Said, UnknownChoice, Value


class Note(Kind):
    """It has no value, no field and no column; its rules say who reads it."""

    key = "note"
    label = N_("説明文")
    also = ("説明", "説明のみ", "案内", "案内文", "注記", "文章のみ")
    asks = False

    def fields(self, question: Question) -> tuple[str, ...]:
        return ()

    def read(self, question: Question, said: Said) -> dict[str, Value]:
        return {}

    def parse(self, question: Question, said: Sequence[str]) -> Value:
        """Refuse whatever is said: nothing is asked.

        Raises:
            UnknownChoice
        """
        raise UnknownChoice

    def columns(self, question: Question) -> tuple[Column, ...]:
        return ()

    def cells(self, question: Question, answers: Answers) -> tuple[object, ...]:
        return ()

    def faults(self, question: Question) -> Iterator[Fault]:
        if question.required:
            yield "required", "説明文は必須にできません", "回答をたずねないので、空けてください"
        if question.part != "question":
            yield "attribute", "説明文は属性にできません", "回答をたずねないので、空けてください"
