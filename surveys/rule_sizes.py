"""大小: numbers, days and sums of them, as a rule compares them."""

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from math import inf, nextafter

from surveys.errors import N_, SurveyError
from surveys.kinds.base import Question, Term
from surveys.kinds.number import shown
from surveys.rule_tokens import plain
from surveys.rules import Amount, Range, Sized

COMPARE: dict[str, Callable[[float], Range]] = {
    ">=": lambda number: (number, inf),
    ">": lambda number: (nextafter(number, inf), inf),
    "<=": lambda number: (-inf, nextafter(number, inf)),
    "<": lambda number: (-inf, number),
}


class RuleNeedsDay(SurveyError):
    message = N_(
        "条件「%(rule)s」では、日付とそうでない数を比べています。"
        "日付は 2026-04-01 のように書いてください"
    )


class RuleCannotCompare(SurveyError):
    message = N_(
        "条件「%(rule)s」の設問「%(name)s」は大小で比べられません。"
        "= と選択肢、または「あり」「なし」で書いてください"
    )


class RuleCannotCount(SurveyError):
    message = N_(
        "条件「%(rule)s」の設問「%(name)s」では、選んだ数を数えられません。"
        "「の数」は複数回答に使えます"
    )


def range_of(test: str, number: float) -> Range:
    """The numbers that `= number`, `>= number` and so on let through."""
    return COMPARE.get(test, exactly)(number)


def exactly(number: float) -> Range:
    return (number, nextafter(number, inf))


def written(number: float, *, days: bool) -> str:
    """A number as a rule says it."""
    return date.fromordinal(int(number)).isoformat() if days else shown(number)


def classes(question: Question) -> dict[str, Range]:
    """{label: the numbers in it} of the classes a number is cut into; years of birth turned."""
    ends = [*(float(end) for end in question.bands), inf]
    cut = list(zip(question.choices, pairwise(ends), strict=False))
    if question.as_of is None:
        return {plain(choice.label): ends for choice, ends in cut}
    return {
        plain(choice.label): (
            nextafter(question.as_of - old, inf),
            nextafter(question.as_of - young, inf),
        )
        for choice, (young, old) in cut
    }


class Total:
    """Numbers that are added up before they are compared.

    Attributes:
        days: how many more days than minus days: a day can be compared with days alone.
        classes: what the only number is cut into.
    """

    def __init__(self, text: str) -> None:
        self.text, self.days, self.of_days = text, 0, False
        self.amounts: list[Amount] = []
        self.classes: dict[str, Range] = {}

    def add(self, question: Question, term: Term, *, counts: bool, sign: int = 1) -> None:
        if counts and not term.several:
            raise RuleCannotCount(rule=self.text, name=question.code)
        if not counts and term.gives not in ("number", "day"):
            raise RuleCannotCompare(rule=self.text, name=question.code)
        self.classes = {} if self.amounts or counts else classes(question)
        self.days += sign if term.gives == "day" else 0
        self.amounts.append(Amount(question.code, term.part, "".join(term.keys), counts, sign))

    def within(self, ranges: tuple[Range, ...], *, inside: bool) -> Sized:
        if self.days:
            raise RuleNeedsDay(rule=self.text)
        return Sized(tuple(self.amounts), ranges, inside, self.of_days)
