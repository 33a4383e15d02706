"""配分: a fixed sum of points, 100 as a rule, shared out among the choices."""

from collections.abc import Iterator, Mapping, Sequence

from surveys.errors import N_, SurveyError
from surveys.kinds.base import (
    AnswerRequired,
    Answers,
    Choice,
    Column,
    Fault,
    Kind,
    Line,
    Question,
    Said,
    Say,
    Term,
    Told,
    Value,
    spoken,
)
from surveys.kinds.number import NotANumber, figures

TOTAL = 100
UNIT = "点"
MOST_SHARED = 7  # more are hard to add up in the head


class NotPoints(SurveyError):
    message = N_("「%(choice)s」の点は、0から%(total)dまでの整数で入力してください")


class PointsLeft(SurveyError):
    message = N_("合計が%(sum)d点です。あと%(left)d点配ってください")


class PointsOver(SurveyError):
    message = N_("合計が%(sum)d点です。%(over)d点減らして、ちょうど%(total)d点にしてください")


class Points(Kind):
    """JSON value: {choice: its points}, of those that were given any; the others got 0."""

    key = "points"
    label = N_("配分")
    also = ("点数配分", "100点配分", "恒常和法", "持ち点配分", "配点", "ポイント配分")
    takes = frozenset({"choices", "total"})
    whole = True

    def fields(self, question: Question) -> tuple[str, ...]:
        return tuple(field(question, choice) for choice in question.choices)

    def lines(self, question: Question) -> tuple[Line, ...]:
        return tuple(
            Line(field(question, choice), choice.label, "words") for choice in question.choices
        )

    def read(self, question: Question, said: Said) -> dict[str, Value]:
        told = {one: spoken(said, field(question, one)) for one in question.choices}
        if not any(told.values()):
            if question.required:
                raise AnswerRequired
            return {}
        given = {one.code: _points(question, one, texts) for one, texts in told.items() if texts}
        _must_come_to(total(question), sum(given.values()))
        return {question.code: {code: points for code, points in given.items() if points}}

    def blamed(self, question: Question, said: Said, error: SurveyError) -> frozenset[str]:
        """The points that cannot be read; of a wrong sum all of them."""
        if not isinstance(error, NotPoints):
            return frozenset(self.fields(question))
        told = ((one, spoken(said, field(question, one))) for one in question.choices)
        return frozenset(
            field(question, one)
            for one, texts in told
            if texts and not _can_be_read(question, one, texts)
        )

    def parse(self, question: Question, said: Sequence[str]) -> int:
        """Read the points of one choice; `question` has that choice alone."""
        return _points(question, question.choices[0], said)

    def columns(self, question: Question) -> tuple[Column, ...]:
        return tuple(
            Column(
                field(question, choice),
                choice.label,
                "number",
                group=question.code,
                score="points",
                most=total(question),
            )
            for choice in question.choices
        )

    def cells(self, question: Question, answers: Answers) -> tuple[object, ...]:
        value = answers.get(question.code)
        if not isinstance(value, Mapping):
            return (None,) * len(question.choices)
        return tuple(value.get(code, 0) for code in question.codes)

    def terms(self, question: Question) -> tuple[Term, ...]:
        shares = (
            Term("number", choice.code, choice.label, (choice.code,), unit=UNIT)
            for choice in question.choices
        )
        return (Term("words"), *shares)

    def told(self, question: Question, said: Said, say: Say = str) -> tuple[Told, ...]:
        given = [(one.label, spoken(said, field(question, one))) for one in question.choices]
        return tuple(
            say(GIVEN) % {"choice": label, "points": texts[0].removesuffix(UNIT)}
            for label, texts in given
            if texts
        )

    def faults(self, question: Question) -> Iterator[Fault]:
        if 0 < len(question.choices) < 2:
            yield "choices", "点を配る選択肢が1つしかありません", "2つ以上書いてください"
        if question.total is not None and question.total < 2:
            yield "total", "合計点が小さすぎます", "100 のように、分けられる数にしてください"

    def advise(self, question: Question) -> Iterator[str]:
        n = len(question.choices)
        if n > MOST_SHARED:
            yield (
                f"点を配る選択肢が{n}個あります。足し算の負担が大きいので、"
                f"{MOST_SHARED}個までにするか、順位付けか最良・最悪の設問に変えてください"
            )


GIVEN = N_("%(choice)s: %(points)s点")


def field(question: Question, choice: Choice) -> str:
    """The form field of the points of one choice, and its column."""
    return f"{question.code}_{choice.code}"


def total(question: Question) -> int:
    """What the points come to."""
    return question.total or TOTAL


def _points(question: Question, choice: Choice, told: Sequence[str]) -> int:
    wrong = NotPoints(choice=choice.label, total=total(question))
    try:
        points = figures(told[0], UNIT)
    except NotANumber:
        raise wrong from None
    if len(set(told)) > 1 or not isinstance(points, int) or not 0 <= points <= total(question):
        raise wrong
    return points


def _can_be_read(question: Question, choice: Choice, told: Sequence[str]) -> bool:
    try:
        _points(question, choice, told)
    except NotPoints:
        return False
    return True


def _must_come_to(wanted: int, given: int) -> None:
    if given < wanted:
        raise PointsLeft(sum=given, left=wanted - given)
    if given > wanted:
        raise PointsOver(sum=given, over=given - wanted, total=wanted)
