"""満足度×重要度: lines that are each judged twice: how content people are, how much it matters."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from surveys.errors import N_, SurveyError
from surveys.kinds.base import (
    Answers,
    Choice,
    Column,
    Fault,
    Kind,
    Line,
    Question,
    Row,
    Said,
    Say,
    Term,
    Value,
    spoken,
)
from surveys.kinds.matrix import RowsMissing, of_rows
from surveys.kinds.single import one_of

LEAST_PLACED = 3  # rows that two means can be compared over
UNSURE = Choice("9", "わからない", beside=True)
ASPECTS = (Row("sat", "満足度"), Row("imp", "重要度"))
CONTENT = (
    Choice("1", "満足"),
    Choice("2", "やや満足"),
    Choice("3", "どちらともいえない"),
    Choice("4", "やや不満"),
    Choice("5", "不満"),
    UNSURE,
)
MATTERS = (
    Choice("1", "重要"),
    Choice("2", "やや重要"),
    Choice("3", "どちらともいえない"),
    Choice("4", "あまり重要でない"),
    Choice("5", "重要でない"),
    UNSURE,
)


class Pair(Kind):
    """JSON value: {aspect_row: the code of its choice}; what is not there is 無回答."""

    key = "pair"
    label = N_("満足度×重要度")
    also = ("満足度・重要度", "満足度と重要度", "CS", "CS分析", "満足度重要度")
    takes = frozenset({"choices", "rows", "others", "aspects"})
    marks = frozenset({"beside"})
    typed = "one"

    def usual(self, question: Question) -> Question:
        """Asked of 満足度 and 重要度, from the favourable end, where nothing else is said."""
        return replace(
            question,
            aspects=question.aspects or ASPECTS,
            choices=question.choices or CONTENT,
            others=question.others or MATTERS,
            reverse=question.reverse or not question.choices,
        )

    def fields(self, question: Question) -> tuple[str, ...]:
        return tuple(
            field(question, aspect, row) for row in question.rows for aspect in question.aspects
        )

    def lines(self, question: Question) -> tuple[Line, ...]:
        return tuple(
            Line(field(question, each, row), told_of(each, row), "one", choices=asked.choices)
            for row in question.rows
            for each, asked in sides(question)
        )

    def read(self, question: Question, said: Said) -> dict[str, Value]:
        given: dict[str, str] = {}
        missing: list[str] = []
        asked = sides(question)
        for row in question.rows:
            blank = []
            for aspect, side in asked:
                texts = spoken(said, field(question, aspect, row))
                if texts:
                    given[f"{aspect.code}_{row.code}"] = self.parse(side, texts)
                else:
                    blank.append(aspect.label)
            if blank:
                missing.append(f"{row.label}（{'・'.join(blank)}）")
        if question.required and missing:
            raise of_rows(missing)
        return {question.code: given} if given else {}

    def blamed(self, question: Question, said: Said, error: SurveyError) -> frozenset[str]:
        """The sides of rows that are blank; of any other error the question as a whole."""
        if not isinstance(error, RowsMissing):
            return frozenset()
        return frozenset(name for name in self.fields(question) if not spoken(said, name))

    def parse(self, question: Question, said: Sequence[str]) -> str:
        """Read one line of one aspect; `question` has that aspect's choices."""
        return one_of(question, said)

    def columns(self, question: Question) -> tuple[Column, ...]:
        words = question.label.rstrip("。 　")
        return tuple(
            Column(
                field(question, aspect, row),
                f"{words}（{aspect.label}）／{row.label}",
                "ordinal",
                asked.levels_of_table,
            )
            for aspect, asked in sides(question)
            for row in question.rows
        )

    def cells(self, question: Question, answers: Answers) -> tuple[object, ...]:
        value = answers.get(question.code)
        given = value if isinstance(value, Mapping) else {}
        return tuple(
            given.get(f"{aspect.code}_{row.code}")
            for aspect in question.aspects
            for row in question.rows
        )

    def terms(self, question: Question) -> tuple[Term, ...]:
        every = (
            Term(
                "choices",
                aspect.code,
                aspect.label,
                tuple(f"{aspect.code}_{row.code}" for row in question.rows),
                asked.choices,
            )
            for aspect, asked in sides(question)
        )
        own = (
            Term("choices", key, told_of(aspect, row), (key,), asked.choices)
            for aspect, asked in sides(question)
            for row in question.rows
            for key in (f"{aspect.code}_{row.code}",)
        )
        return (Term("words"), *every, *own)

    def told(self, question: Question, said: Said, say: Say = str) -> tuple[str, ...]:
        told = []
        for row in question.rows:
            given = [
                f"{aspect.label} {labels.get(texts[0], texts[0])}"
                for aspect, asked in sides(question)
                if (texts := spoken(said, field(question, aspect, row)))
                for labels in ({choice.code: choice.label for choice in asked.choices},)
            ]
            if given:
                told.append(f"{row.label}: {'、'.join(given)}")
        return tuple(told)

    def advise(self, question: Question) -> Iterator[str]:
        if 0 < len(question.rows) < LEAST_PLACED:
            yield (
                f"行が{len(question.rows)}行です。満足度と重要度の散布図は、"
                f"{LEAST_PLACED}行以上あるときに描けます"
            )
        unsure = [any(each.beside for each in asked.choices) for _, asked in sides(question)]
        if any(unsure) and not all(unsure):
            aspect = question.aspects[unsure.index(False)].label
            yield f"「{aspect}」の選択肢だけ、「わからない【段階外】」がありません"

    def faults(self, question: Question) -> Iterator[Fault]:
        if len(question.aspects) != len(ASPECTS):
            yield (
                "aspects",
                "たずねることが2つではありません",
                "満足度と重要度のように、2つ書いてください",
            )
        rows = {row.code for row in question.rows}
        for aspect in question.aspects:
            if aspect.code in rows:
                what = f"行のコード「{aspect.code}」は、たずねること「{aspect.label}」と重なります"
                yield "rows", what, "行のコードを別のものにしてください"
        codes = [choice.code for choice in question.others]
        twice = next((code for code in codes if codes.count(code) > 1), "")
        if twice:
            what = f"2つ目の選択肢のコード「{twice}」が2回使われています"
            yield "others", what, "選択肢ごとに別のコードにしてください"


def sides(question: Question) -> tuple[tuple[Row, Question], ...]:
    """Each aspect with the question as it asks it: with the choices that answer it."""
    asked = (question, replace(question, choices=question.others))
    return tuple(zip(question.aspects, asked, strict=False))


def field(question: Question, aspect: Row, row: Row) -> str:
    """The form field of one aspect of one line, and its column."""
    return f"{question.code}_{aspect.code}_{row.code}"


def told_of(aspect: Row, row: Row) -> str:
    return f"{row.label}（{aspect.label}）"
