"""分岐: which question follows which answer, said in one small language.

    q3 = 1                       choice 1 was chosen (in a multiple: among others)
    q3 = 1, 2                    one of them was; a choice's words may stand for its code
    q3 != 1                      something was answered, and not that
    q4 >= 65                     a number; also <= > <
    q5.bus = 4                   one line of a matrix
    q6 あり · q6 なし             was answered · was not
    … かつ … · … または … · ( … )  both · either; and, or may be written too

A question that was not asked has no answer, so every test of it but なし fails.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from surveys.errors import N_, SurveyError
from surveys.kinds.base import Answers, Question, Value

Test = Literal["=", "!=", ">=", "<=", ">", "<", "あり", "なし"]
_TOKEN = re.compile(r"\s*(!=|>=|<=|[=<>(),]|[^\s=<>!(),]+)")
_SIGNS = str.maketrans({"、": ",", "≧": ">=", "≦": "<=", "≠": "!="})
_AND, _OR, _STATES = {"かつ", "and"}, {"または", "or"}, {"あり", "なし"}
_COMPARE: dict[str, Callable[[float, float], bool]] = {
    ">=": float.__ge__,
    "<=": float.__le__,
    ">": float.__gt__,
    "<": float.__lt__,
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


@dataclass(frozen=True, slots=True)
class Leaf:
    """One test of one answer; `row` names a line of a matrix."""

    name: str
    row: str
    test: Test
    values: tuple[str, ...] = ()

    def holds(self, answers: Answers) -> bool:
        said = _said(answers.get(self.name), self.row)
        if self.test in _STATES:
            return bool(said) == (self.test == "あり")
        if not said:
            return False
        if self.test in _COMPARE:
            return _COMPARE[self.test](float(said[0]), float(self.values[0]))
        return (not set(said).isdisjoint(self.values)) == (self.test == "=")


@dataclass(frozen=True, slots=True)
class Joined:
    """Several rules of which all must hold, or any."""

    every: bool
    parts: "tuple[Rule, ...]"

    def holds(self, answers: Answers) -> bool:
        held = (part.holds(answers) for part in self.parts)
        return all(held) if self.every else any(held)


Rule = Leaf | Joined


def read(text: str, earlier: Mapping[str, Question]) -> Rule:
    """Read a rule that may look back at the `earlier` questions.

    Raises:
        RuleUnreadable, RuleOfUnknownQuestion, RuleOfUnknownChoice, RuleNeedsNumber
    """
    return _Reader(text, earlier).rule()


def leaves(rule: Rule) -> Iterator[Leaf]:
    """Every test in a rule."""
    if isinstance(rule, Leaf):
        yield rule
    else:
        for part in rule.parts:
            yield from leaves(part)


class _Reader:
    """Recursive descent over the words of one rule."""

    def __init__(self, text: str, earlier: Mapping[str, Question]) -> None:
        self.text, self.earlier = text, earlier
        plain = unicodedata.normalize("NFKC", text).translate(_SIGNS).strip()
        self.words: list[str] = []
        while plain:
            found = _TOKEN.match(plain)
            if found is None:
                raise self._unreadable(plain)
            self.words.append(found[1])
            plain = plain[found.end() :].strip()

    def rule(self) -> Rule:
        made = self._either()
        if self.words:
            raise self._unreadable(self.words[0])
        return made

    def _either(self) -> Rule:
        return self._joined(_OR, self._both, every=False)

    def _both(self) -> Rule:
        return self._joined(_AND, self._plain, every=True)

    def _joined(self, marks: set[str], part: Callable[[], Rule], *, every: bool) -> Rule:
        parts = [part()]
        while self.words and self.words[0] in marks:
            self.words.pop(0)
            parts.append(part())
        return parts[0] if len(parts) == 1 else Joined(every, tuple(parts))

    def _plain(self) -> Rule:
        if self._next() != "(":
            return self._leaf()
        self.words.pop(0)
        made = self._either()
        if self._next() != ")":
            raise self._unreadable(self._next())
        self.words.pop(0)
        return made

    def _leaf(self) -> Leaf:
        name, _, row = self._take().partition(".")
        question = self.earlier.get(name)
        if question is None or (row and row not in [line.code for line in question.rows]):
            raise RuleOfUnknownQuestion(rule=self.text, name=f"{name}.{row}" if row else name)
        test = self._take()
        if test in _STATES:
            return Leaf(name, row, "あり" if test == "あり" else "なし")
        if test not in ("=", "!=", *_COMPARE):
            raise self._unreadable(test)
        values = [self._take()]
        while self._next() == ",":
            self.words.pop(0)
            values.append(self._take())
        return self._checked(Leaf(name, row, test, tuple(values)), question)  # type: ignore[arg-type] # one of Test, as just seen

    def _checked(self, leaf: Leaf, question: Question) -> Leaf:
        if leaf.test in _COMPARE or (question.kind == "number" and not question.bands):
            for value in leaf.values:
                if not _is_number(value):
                    raise RuleNeedsNumber(rule=self.text, value=value)
            return leaf
        known = {
            unicodedata.normalize("NFKC", choice.label): choice.code for choice in question.choices
        }
        known |= {unicodedata.normalize("NFKC", code): code for code in question.codes}
        for value in leaf.values:
            if value not in known:
                raise RuleOfUnknownChoice(rule=self.text, value=value, name=question.code)
        return Leaf(leaf.name, leaf.row, leaf.test, tuple(known[value] for value in leaf.values))

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
        value = value.get(row) if row else list(value.values())
    if value is None or value == []:
        return ()
    return value if isinstance(value, list) else (str(value),)


def _is_number(said: str) -> bool:
    try:
        float(said)
    except ValueError:
        return False
    return True
