"""条件を選ぶ: a rule as lines that are picked instead of typed, and picked lines as a rule."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf, nextafter
from typing import Literal

from surveys import rule_sizes, rule_tokens
from surveys.errors import N_, SurveyError
from surveys.kinds import KINDS, Choice, Question
from surveys.kinds.base import Said, Term
from surveys.rules import Amount, Chosen, Joined, Leaf, Range, Rule, Sized

Joint = Literal["かつ", "または"]
COUNT = " の数"
THERE, NOT_THERE = "あり", "なし"
_OF_CHOICES = {
    "=": N_("次のどれかを選んだ"),
    "!=": N_("次のどれも選んでいない"),
    THERE: N_("答えた"),
    NOT_THERE: N_("答えていない"),
}
_OF_SIZES = {
    ">=": N_("次の数以上"),
    "<=": N_("次の数以下"),
    "=": N_("次の数と同じ"),
    "!=": N_("次の数ではない"),
    ">": N_("次の数を超える"),
    "<": N_("次の数未満"),
}
_OF_DAYS = {
    ">=": N_("次の日かそれより後"),
    "<=": N_("次の日かそれより前"),
    "=": N_("次の日"),
    "!=": N_("次の日ではない"),
    ">": N_("次の日より後"),
    "<": N_("次の日より前"),
}
_ANSWERED = {THERE: N_("答えた"), NOT_THERE: N_("答えていない")}
_MOST_LINES = 30


class NothingPicked(SurveyError):
    message = N_("%(n)d行目の条件に、選択肢か数が選ばれていません")


class NoTestPicked(SurveyError):
    message = N_("%(n)d行目の条件に、「どんな答えか」が選ばれていません")


class SubjectGone(SurveyError):
    message = N_(
        "%(n)d行目の条件で見る設問が、ここより前にありません。見る設問を選び直してください"
    )


@dataclass(frozen=True, slots=True)
class Subject:
    """What a line may look at: an answer, one line of it, or how many were chosen.

    Attributes:
        code: how a rule writes it; `label` is how it is offered.
        question, term: whose answer, and what of it.
    """

    code: str
    label: str
    question: Question
    term: Term
    counts: bool = False

    @property
    def tests(self) -> Mapping[str, str]:
        """How it can be tested: as a rule writes it, and as it is offered."""
        if self.counts:
            return _OF_SIZES
        if self.term.gives in ("number", "day"):
            return (_OF_DAYS if self.term.gives == "day" else _OF_SIZES) | _ANSWERED
        return _OF_CHOICES if self.term.gives == "choices" else _ANSWERED

    @property
    def choices(self) -> tuple[Choice, ...]:
        return self.term.choices if self.term.gives == "choices" and not self.counts else ()

    @property
    def sized(self) -> bool:
        return self.counts or self.term.gives in ("number", "day")

    @property
    def day(self) -> bool:
        return self.term.gives == "day" and not self.counts


@dataclass(frozen=True, slots=True)
class Line:
    """One picked test.

    Attributes:
        about: the code of a subject; "" = nothing picked yet, and such a line says nothing.
        values: codes of choices; `size` is what was typed as a number or a day.
        against: the code of a subject whose size is compared instead.
    """

    about: str = ""
    test: str = ""
    values: tuple[str, ...] = ()
    size: str = ""
    against: str = ""


@dataclass(frozen=True, slots=True)
class Picked:
    """Lines of which all must hold, or any."""

    joint: Joint = "かつ"
    lines: tuple[Line, ...] = ()

    def without(self, place: int) -> "Picked":
        kept = tuple(line for n, line in enumerate(self.lines) if n != place)
        return replace(self, lines=kept)

    def with_one_more(self) -> "Picked":
        return replace(self, lines=(*self.lines, Line())[:_MOST_LINES])


def subjects(earlier: Sequence[Question]) -> dict[str, Subject]:
    """What a rule may look at in these questions, by how the rule writes it."""
    return {each.code: each for question in earlier for each in _subjects(question)}


def _subjects(question: Question) -> Iterator[Subject]:
    kind = KINDS[question.kind]
    if not kind.asks:
        return
    for term in kind.terms(question):
        name = f"{question.code}.{term.part}" if term.part else question.code
        yield Subject(_word(name), term.label or question.label, question, term)
        if term.several:
            yield Subject(f"{_word(name)}{COUNT}", question.label, question, term, counts=True)


def pick(rule: Rule | None) -> Picked | None:
    """The lines that say a rule; None = it says more than lines can."""
    if rule is None:
        return Picked()
    parts = rule.parts if isinstance(rule, Joined) else (rule,)
    lines = [_line(part) for part in parts if not isinstance(part, Joined)]
    if len(lines) < len(parts) or len(parts) > _MOST_LINES or None in lines:
        return None
    whole = isinstance(rule, Joined) and not rule.every
    return Picked("または" if whole else "かつ", tuple(line for line in lines if line))


def write(picked: Picked, known: Mapping[str, Subject]) -> str:
    """The rule that picked lines say; "" = none, lines without a subject say nothing.

    Raises:
        SubjectGone: somebody else moved or deleted what a line looks at.
        NoTestPicked, NothingPicked
    """
    said = [_written(line, known, n) for n, line in enumerate(picked.lines, 1) if line.about]
    return f" {picked.joint} ".join(said)


def from_form(said: Said, prefix: str) -> Picked:
    """The lines that the fields of a form say; see templates/desk/drafting/rule_picker.html."""

    def one(name: str) -> str:
        return next(iter(said.get(f"{prefix}{name}", ())), "").strip()

    def line(n: int) -> Line:
        about, shown = one(f"{n}.about"), one(f"{n}.of")
        if shown and shown != about:  # the fields below were of another question
            return Line(about)
        chosen = tuple(said.get(f"{prefix}{n}.choice", ()))
        return Line(about, one(f"{n}.test"), chosen, one(f"{n}.size"), one(f"{n}.against"))

    number = min(int(one("lines")), _MOST_LINES) if one("lines").isdecimal() else 0
    lines = tuple(map(line, range(1, number + 1)))
    return Picked("または" if one("joint") == "または" else "かつ", lines)


def _written(line: Line, known: Mapping[str, Subject], n: int) -> str:
    subject = known.get(line.about)
    if subject is None:
        raise SubjectGone(n=n)
    if line.test not in subject.tests:
        raise NoTestPicked(n=n)
    if line.test in _ANSWERED:
        return f"{line.about} {line.test}"
    if subject.sized:
        told = line.against or line.size
    else:
        told = ", ".join(_word(code) for code in _known(subject, line.values))
    if not told:
        raise NothingPicked(n=n)
    return f"{line.about} {line.test} {told}"


def _known(subject: Subject, codes: Sequence[str]) -> list[str]:
    """Those of the codes that the subject has, in its order."""
    return [choice.code for choice in subject.choices if choice.code in codes]


def _word(code: str) -> str:
    """A code as one word of a rule."""
    if rule_tokens.is_word(code):
        return code
    return f'"{code}"' if "」" in code else f"「{code}」"


def _line(leaf: Leaf) -> Line | None:
    if isinstance(leaf, Chosen):
        name = f"{leaf.name}.{leaf.part}" if leaf.part else leaf.name
        return Line(_word(name), leaf.test, leaf.values)
    return _of_sizes(leaf)


def _of_sizes(leaf: Sized) -> Line | None:
    about, *others = leaf.amounts
    sizes = [_size(each, leaf) for each in leaf.ranges]
    if about.sign < 0 or len(others) > 1 or len(sizes) > 1 or sizes[0] is None:
        return None
    test, number = sizes[0]
    test = test if leaf.inside else "!="
    if not others:
        return Line(_amount(about), test, size=number)
    if others[0].sign > 0 or number != "0":
        return None
    return Line(_amount(about), test, against=_amount(others[0]))


def _amount(amount: Amount) -> str:
    name = f"{amount.name}.{amount.part}" if amount.part else amount.name
    return _word(name) + (COUNT if amount.counts else "")


def _size(ends: Range, leaf: Sized) -> tuple[str, str] | None:
    """The sign and the number that a range was written with; None = it has two ends."""
    low, high = ends
    for test in ("=", ">=", ">", "<=", "<"):
        near = high if low == -inf else low
        number = near if test in (">=", "<", "=") else _before(near)
        if round(number, 9) == number and rule_sizes.range_of(test, number) == ends:
            return test, rule_sizes.written(number, days=leaf.days)
    return None


def _before(end: float) -> float:
    return nextafter(end, -inf)
