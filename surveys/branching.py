"""分岐: which question follows which answer, said in one small language.

    q3 = 1                       choice 1 was chosen (in a multiple: among others)
    q3 = 1, 2                    one of them was; a choice's words may stand for its code
    q3 = 「はい（毎日）」           words with signs or spaces in them stand in 「」 or ""
    q3 != 1                      something was answered, and not that
    q4 >= 65                     a number, or choices that are numbers; also <= > <
    q4 = 20代                    a class that a number is cut into
    q5.bus = 4                   one line of a matrix; without a line, any of them
    q6 あり · q6 なし             was answered · was not
    … かつ … · … または … · ( … )  both · either; and, or may be written too

かつ binds closer than または. A question that was not asked has no answer, so every test of it
but なし fails. Full-width signs and letters are read as half-width ones.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf, nextafter
from typing import Literal

from surveys.errors import N_, SurveyError
from surveys.kinds.base import Answers, Question, Value
from surveys.kinds.number import NotANumber, figures

Test = Literal["=", "!=", "あり", "なし"]
Range = tuple[float, float]  # from the first until just before the second
_TOKEN = re.compile(r"""「[^」]*」|"[^"]*"|!=|>=|<=|[=<>(),]|[^\s=<>!(),"「]+""")
_SIGNS = str.maketrans({"、": ",", "≧": ">=", "≦": "<=", "≥": ">=", "≤": "<=", "≠": "!="})
_AND, _OR = {"かつ", "and", "AND"}, {"または", "or", "OR"}
_TESTS: dict[str, Test] = {"=": "=", "!=": "!=", "あり": "あり", "なし": "なし"}
_DEEPEST = 20  # brackets within brackets
_COMPARE: dict[str, Callable[[float], Range]] = {
    ">=": lambda number: (number, inf),
    ">": lambda number: (nextafter(number, inf), inf),
    "<=": lambda number: (-inf, nextafter(number, inf)),
    "<": lambda number: (-inf, number),
}


class RuleUnreadable(SurveyError):
    message = N_("条件「%(rule)s」の「%(at)s」のところが読めません。例: q3 = 1, 2 かつ q4 >= 65")


class RuleOfUnknownQuestion(SurveyError):
    message = N_(
        "条件「%(rule)s」の「%(name)s」は、この設問より前にありません。"
        "前にある設問のコードを書いてください"
    )


class RuleOfUnknownChoice(SurveyError):
    message = N_("条件「%(rule)s」の「%(value)s」は、設問「%(name)s」の選択肢にありません")


class RuleNeedsNumber(SurveyError):
    message = N_("条件「%(rule)s」の「%(value)s」は数字ではありません。大小は数字で比べます")


class RuleCannotCompare(SurveyError):
    message = N_(
        "条件「%(rule)s」の設問「%(name)s」は大小で比べられません。"
        "= と選択肢、または「あり」「なし」で書いてください"
    )


@dataclass(frozen=True, slots=True)
class Chosen:
    """A test of choices, or of whether there is an answer; `row` names a line of a matrix."""

    name: str
    row: str
    test: Test
    values: tuple[str, ...] = ()

    def holds(self, answers: Answers) -> bool:
        said = _said(answers.get(self.name), self.row)
        if self.test in ("あり", "なし"):
            return bool(said) == (self.test == "あり")
        return bool(said) and (not set(said).isdisjoint(self.values)) == (self.test == "=")


@dataclass(frozen=True, slots=True)
class Within:
    """A test of a number: it lies in one of the ranges, or (not `inside`) in none."""

    name: str
    ranges: tuple[Range, ...]
    inside: bool

    def holds(self, answers: Answers) -> bool:
        number = answers.get(self.name)
        if not isinstance(number, (int, float)):
            return False
        return any(low <= number < high for low, high in self.ranges) is self.inside


Leaf = Chosen | Within


@dataclass(frozen=True, slots=True)
class Joined:
    """Several rules of which all must hold, or any."""

    every: bool
    parts: "tuple[Rule, ...]"

    def holds(self, answers: Answers) -> bool:
        held = (part.holds(answers) for part in self.parts)
        return all(held) if self.every else any(held)


Rule = Chosen | Within | Joined


def read(text: str, earlier: Mapping[str, Question]) -> Rule:
    """Read a rule that may look back at the `earlier` questions.

    Raises:
        RuleUnreadable, RuleOfUnknownQuestion, RuleOfUnknownChoice, RuleNeedsNumber,
        RuleCannotCompare
    """
    return _Reader(text, earlier).rule()


def leaves(rule: Rule) -> Iterator[Leaf]:
    """Every test in a rule."""
    if isinstance(rule, Joined):
        for part in rule.parts:
            yield from leaves(part)
    else:
        yield rule


class _Reader:
    """Recursive descent over the words of one rule."""

    def __init__(self, text: str, earlier: Mapping[str, Question]) -> None:
        self.text, self.depth = text, 0
        self.earlier = {_plain(code): question for code, question in earlier.items()}
        self.words: list[str] = []
        rest = _plain(text)
        while rest:
            found = _TOKEN.match(rest)
            if found is None:
                raise self._unreadable(rest)
            self.words.append(found[0])
            rest = rest[found.end() :].strip()

    def rule(self) -> Rule:
        made = self._either()
        if self.words:
            raise self._unreadable(self.words[0])
        return made

    def _either(self) -> Rule:
        return self._joined(_OR, self._both, every=False)

    def _both(self) -> Rule:
        return self._joined(_AND, self._one, every=True)

    def _joined(self, marks: set[str], part: Callable[[], Rule], *, every: bool) -> Rule:
        parts = [part()]
        while self.words and self.words[0] in marks:
            self.words.pop(0)
            parts.append(part())
        return parts[0] if len(parts) == 1 else Joined(every, tuple(parts))

    def _one(self) -> Rule:
        if self._next() != "(":
            return self._test()
        if self.depth == _DEEPEST:
            raise self._unreadable("(")
        self.depth += 1
        self.words.pop(0)
        made = self._either()
        if self._next() != ")":
            raise self._unreadable(self._next())
        self.words.pop(0)
        self.depth -= 1
        return made

    def _test(self) -> Rule:
        question, row = self._asked(self._take())
        test = self._take()
        if test not in _TESTS and test not in _COMPARE:
            raise self._unreadable(test)
        if test in ("あり", "なし"):
            return Chosen(question.code, row, _TESTS[test])
        values = [_bare(self._take())]
        while self._next() == "," and test in _TESTS:
            self.words.pop(0)
            values.append(_bare(self._take()))
        if question.kind == "number":
            return self._of_number(question, test, values)
        return self._of_choices(question, row, test, values)

    def _asked(self, word: str) -> tuple[Question, str]:
        """The question a word names, with the code of a matrix's line or "" for any."""
        name = _bare(word)
        if name in self.earlier:
            return self.earlier[name], ""
        owner, _, line = name.rpartition(".")
        if owner in self.earlier:
            for row in self.earlier[owner].rows:
                if line in (_plain(row.code), _plain(row.label)):
                    return self.earlier[owner], row.code
        raise RuleOfUnknownQuestion(rule=self.text, name=name)

    def _of_choices(self, question: Question, row: str, test: str, values: list[str]) -> Rule:
        if test in _COMPARE:
            steps = self._on_that_side(question, _COMPARE[test](self._number(values[0])))
            return Chosen(question.code, row, "=", steps)
        known = {_plain(choice.label): choice.code for choice in question.choices}
        known |= {_plain(code): code for code in question.codes}
        for value in values:
            if value not in known:
                raise RuleOfUnknownChoice(rule=self.text, value=value, name=question.code)
        return Chosen(question.code, row, _TESTS[test], tuple(known[value] for value in values))

    def _on_that_side(self, question: Question, side: Range) -> tuple[str, ...]:
        """The choices of a scale of numbers that lie in a range; わからない lies in none."""
        steps = [choice.code for choice in question.choices if not choice.beside]
        try:
            sizes = {code: figures(code) for code in steps}
        except NotANumber:
            sizes = {}
        if not sizes or question.kind == "multiple":
            raise RuleCannotCompare(rule=self.text, name=question.code)
        return tuple(code for code, size in sizes.items() if side[0] <= size < side[1])

    def _of_number(self, question: Question, test: str, values: list[str]) -> Rule:
        if test in _COMPARE:
            return Within(question.code, (_COMPARE[test](self._number(values[0])),), inside=True)
        classes = _classes(question)
        ranges = tuple(classes.get(value) or self._exactly(value) for value in values)
        return Within(question.code, ranges, inside=test == "=")

    def _exactly(self, value: str) -> Range:
        number = self._number(value)
        return (number, nextafter(number, inf))

    def _number(self, value: str) -> float:
        try:
            return float(figures(value))
        except NotANumber:
            raise RuleNeedsNumber(rule=self.text, value=value) from None

    def _next(self) -> str:
        return self.words[0] if self.words else ""

    def _take(self) -> str:
        if not self.words or self.words[0] in {"(", ")", ","}:
            raise self._unreadable(self._next())
        return self.words.pop(0)

    def _unreadable(self, at: str) -> RuleUnreadable:
        return RuleUnreadable(rule=self.text, at=at or "おわり")


def _said(value: Value | None, row: str) -> Sequence[str]:
    if isinstance(value, dict):
        value = value.get(row) if row else [str(each) for each in value.values()]
    if value is None or value == []:
        return ()
    return value if isinstance(value, list) else (str(value),)


def _classes(question: Question) -> dict[str, Range]:
    """{label: the numbers in it} of the classes a number is cut into; years of birth turned."""
    ends = [*(float(end) for end in question.bands), inf]
    cut = list(zip(question.choices, pairwise(ends), strict=False))
    if question.as_of is None:
        return {_plain(choice.label): ends for choice, ends in cut}
    return {
        _plain(choice.label): (
            nextafter(question.as_of - old, inf),
            nextafter(question.as_of - young, inf),
        )
        for choice, (young, old) in cut
    }


def _plain(text: str) -> str:
    """Full-width letters and signs as half-width ones."""
    return unicodedata.normalize("NFKC", text).translate(_SIGNS).strip()


def _bare(word: str) -> str:
    """A word without the 「」 or "" it stands in."""
    return word[1:-1].strip() if word[0] in '「"' else word
