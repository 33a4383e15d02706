"""マトリクス: several lines, each answered with one of the same choices."""

from collections.abc import Mapping, Sequence

from surveys.errors import N_, SurveyError
from surveys.kinds.base import (
    Answers,
    Column,
    Kind,
    Line,
    Measure,
    Question,
    Row,
    Said,
    Say,
    Term,
    Told,
    Value,
    spoken,
)
from surveys.kinds.single import one_of

NAMED = 3  # more rows that are blank are told by their number


class RowsMissing(SurveyError):
    message = N_("まだ回答していない行があります: %(rows)s")


class ManyRowsMissing(RowsMissing):
    message = N_("まだ回答していない行が%(n)d行あります。上から、%(rows)s など")


class Matrix(Kind):
    """JSON value: {row: the code of its choice}; a row that is not there is 無回答."""

    key = "matrix"
    label = N_("マトリクス")
    also = ("マトリックス", "表形式", "マトリクスSA")
    takes = frozenset({"choices", "rows"})
    marks = frozenset({"beside"})
    typed = "one"

    def fields(self, question: Question) -> tuple[str, ...]:
        return tuple(field(question, row) for row in question.rows)

    def read(self, question: Question, said: Said) -> dict[str, Value]:
        told = {row.code: spoken(said, field(question, row)) for row in question.rows}
        given = {row: self.parse(question, texts) for row, texts in told.items() if texts}
        missing = [row.label for row in question.rows if row.code not in given]
        if question.required and missing:
            raise of_rows(missing)
        return {question.code: given} if given else {}

    def blamed(self, question: Question, said: Said, error: SurveyError) -> frozenset[str]:
        """The rows that are blank; of any other error the question as a whole."""
        if not isinstance(error, RowsMissing):
            return frozenset()
        return frozenset(name for name in self.fields(question) if not spoken(said, name))

    def terms(self, question: Question) -> tuple[Term, ...]:
        lines = (
            Term("choices", row.code, row.label, (row.code,), question.choices)
            for row in question.rows
        )
        return (Term("choices", choices=question.choices), *lines)

    def told(self, question: Question, said: Said, say: Say = str) -> tuple[Told, ...]:
        labels = {choice.code: choice.label for choice in question.choices}
        given = [(row.label, spoken(said, field(question, row))) for row in question.rows]
        return tuple(f"{row}: {labels.get(texts[0], '')}" for row, texts in given if texts)

    def lines(self, question: Question) -> tuple[Line, ...]:
        return tuple(Line(field(question, row), row.label, self.typed) for row in question.rows)

    def parse(self, question: Question, said: Sequence[str]) -> str:
        return one_of(question, said)

    def columns(self, question: Question) -> tuple[Column, ...]:
        measure: Measure = "ordinal" if question.ordered else "nominal"
        return tuple(
            Column(field(question, row), label(question, row), measure, question.levels_of_table)
            for row in question.rows
        )

    def cells(self, question: Question, answers: Answers) -> tuple[object, ...]:
        value = answers.get(question.code)
        given = value if isinstance(value, Mapping) else {}
        return tuple(given.get(row.code) for row in question.rows)


def of_rows(missing: Sequence[str]) -> RowsMissing:
    """Some rows are blank: each is named, or the first of many."""
    told = "、".join(missing[:NAMED])
    many = len(missing) > NAMED
    return ManyRowsMissing(n=len(missing), rows=told) if many else RowsMissing(rows=told)


def field(question: Question, row: Row) -> str:
    """The form field of one line, and its column."""
    return f"{question.code}_{row.code}"


def label(question: Question, row: Row) -> str:
    """A line as a question of its own, worded as the columns of a brought grid are."""
    return f"{question.label.rstrip('。 　')}／{row.label}"
