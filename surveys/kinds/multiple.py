"""複数回答 (MA): any of the choices, from the least to the limit; one tick column for each."""

from collections.abc import Sequence

from surveys.errors import N_, SurveyError
from surveys.kinds import write_in
from surveys.kinds.base import (
    Answers,
    Column,
    Kind,
    Question,
    Said,
    Say,
    Term,
    Told,
    UnknownChoice,
    Value,
)


class TooManyChoices(SurveyError):
    message = N_("%(limit)d個まで選べます。いまは%(n)d個選ばれています")


class TooFewChoices(SurveyError):
    message = N_("%(least)d個以上選んでください。いまは%(n)d個選ばれています")


class ExclusiveChoice(SurveyError):
    message = N_("「%(label)s」を選んだときは、ほかの選択肢を選べません")


class MultipleChoice(Kind):
    """JSON value: the codes that were ticked, in the questionnaire's order.

    A form with no tick is 無回答: with 特にない among the choices, none of them is an answer.
    A brought file may also say [] = the question was answered and nothing ticked.
    """

    key = "multiple"
    label = N_("複数回答")
    also = ("MA", "LA", "複数", "複数選択", "制限複数回答")
    takes = frozenset({"choices", "least", "limit"})
    marks = frozenset({"write_in", "exclusive"})
    typed = "many"

    def fields(self, question: Question) -> tuple[str, ...]:
        return (question.code, *write_in.fields(question))

    def read(self, question: Question, said: Said) -> dict[str, Value]:
        return write_in.beside(question, said, super().read(question, said))

    def told(self, question: Question, said: Said, say: Say = str) -> tuple[Told, ...]:
        return write_in.told(question, said, super().told(question, said, say))

    def blamed(self, question: Question, said: Said, error: SurveyError) -> frozenset[str]:
        return write_in.blamed(question, error)

    def terms(self, question: Question) -> tuple[Term, ...]:
        return (Term("choices", choices=question.choices, several=True),)

    def parse(self, question: Question, said: Sequence[str]) -> Value:
        ticked = set(said)
        if not ticked <= set(question.codes):
            raise UnknownChoice
        alone = [choice for choice in question.choices if choice.exclusive and choice.code in said]
        if alone and len(ticked) > 1:
            raise ExclusiveChoice(label=alone[0].label)
        if question.limit is not None and len(ticked) > question.limit:
            raise TooManyChoices(limit=question.limit, n=len(ticked))
        if not alone and question.least is not None and len(ticked) < question.least:
            raise TooFewChoices(least=question.least, n=len(ticked))
        return [code for code in question.codes if code in ticked]

    def columns(self, question: Question) -> tuple[Column, ...]:
        ticks = tuple(
            Column(
                f"{question.code}_{choice.code}",
                choice.label,
                "tick",
                group=question.code,
                exclusive=choice.exclusive,
            )
            for choice in question.choices
        )
        return (*ticks, *write_in.columns(question))

    def cells(self, question: Question, answers: Answers) -> tuple[object, ...]:
        value = answers.get(question.code)
        written = write_in.cells(question, answers)
        if not isinstance(value, list):
            return (*(None for _ in question.choices), *written)
        return (*("1" if code in value else "0" for code in question.codes), *written)
