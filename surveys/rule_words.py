"""条件を読む: a rule of who is asked a question, in the words of the questionnaire."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import inf, isinf, nextafter

from surveys import piping, rule_sizes, rules
from surveys.documents import Document
from surveys.kinds import KINDS, Question
from surveys.kinds.base import Term
from surveys.rules import Amount, Chosen, Joined, Leaf, Range, Rule, Sized

LONGEST = 16  # letters of a choice; what follows is cut
_SMALLEST = nextafter(0.0, inf)
# How two sides compare whose difference lies in such a range.
_AGAINST: Mapping[Range, str] = {
    (0.0, inf): "以上",
    (_SMALLEST, inf): "を上回る",
    (-inf, _SMALLEST): "以下",
    (-inf, 0.0): "を下回る",
    (0.0, _SMALLEST): "と同じ",
}


def told(document: Document, question: Question) -> list[str]:
    """Who is asked a question, a sentence for each of its rules; none = everyone."""
    return [
        f"{who(document, rule)}{'だけにたずねます' if must else 'にはたずねません'}"
        for rule, must in document.rules.get(question.code, ())
    ]


def who(document: Document, rule: Rule) -> str:
    """Those whom a rule holds for: 問3で「はい」を選んだ人."""
    return f"{_words(document, numbered(document)).rule(rule)}人"


def demand(document: Document, question: Question) -> str:
    """What the check of a question asks of its answers, in the questions' own words."""
    labels = {each.code: f"「{short(each.label)}」" for each in document.questions}
    words = _words(document, labels | {question.code: "この答え"})
    return f"{words.rule(document.checks[question.code])}はずです"


def checked(document: Document, question: Question) -> str:
    """What the check of a question lets through, for planners; "" = everything."""
    if question.code not in document.checks:
        return ""
    words = _words(document, numbered(document))
    return f"{words.rule(document.checks[question.code])}答えだけを受け付けます"


def leads(document: Document) -> dict[str, list[str]]:
    """{question code: the questions whose rules look back at it}, in the order of the pages."""
    found: dict[str, list[str]] = {}
    for question in in_order(document):
        looked_at = {
            name: None
            for rule, _ in document.rules.get(question.code, ())
            for leaf in rules.leaves(rule)
            for name in sorted(leaf.names)
        }
        for name in looked_at:
            found.setdefault(name, []).append(question.code)
    return found


def numbered(document: Document) -> dict[str, str]:
    """{question code: the 問 it is called by}, in the order people meet them.

    What asks nothing has no number, and is called 説明.
    """
    found: dict[str, str] = {}
    number = 0
    for each in in_order(document):
        asks = KINDS[each.kind].asks
        number += asks
        found[each.code] = f"問{number}" if asks else "説明"
    return found


def in_order(document: Document) -> tuple[Question, ...]:
    """The questions in the order of the pages."""
    places = {section.code: place for place, section in enumerate(document.sections)}
    return tuple(sorted(document.questions, key=lambda each: places.get(each.section, 0)))


def in_tables(document: Document) -> Document:
    """The document as tables and lists of its questions print it: 〔問3の回答〕 for {q3}."""
    document = document.plain
    if not document.piped:
        return document
    numbers = numbered(document)
    sections = tuple(
        replace(
            each,
            title=piping.named(each.title, numbers),
            lead=piping.named(each.lead, numbers),
        )
        for each in document.sections
    )
    asked = piping.all_named(document.questions, numbers)
    return replace(document, questions=asked, sections=sections)


def short(words: str) -> str:
    """The beginning of a text, where all of it would be too long to be read inside another."""
    return words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"


def _words(document: Document, names: Mapping[str, str]) -> "_Words":
    return _Words({each.code: each for each in in_tables(document).questions}, names)


@dataclass(frozen=True, slots=True)
class _Words:
    """How rules are said, whatever the questions are called."""

    asked: Mapping[str, Question]
    names: Mapping[str, str]

    def rule(self, rule: Rule) -> str:
        if not isinstance(rule, Joined):
            return self.leaf(rule)
        joint = "、かつ" if rule.every else "、または"
        return joint.join(self._part(part) for part in rule.parts)

    def _part(self, rule: Rule) -> str:
        return f"（{self.rule(rule)}）" if isinstance(rule, Joined) else self.rule(rule)

    def leaf(self, leaf: Leaf) -> str:
        return self._sized(leaf) if isinstance(leaf, Sized) else self._chosen(leaf)

    def _chosen(self, leaf: Chosen) -> str:
        term = self._term(leaf.name, leaf.part)
        name = self._called(leaf.name, term)
        if leaf.test in ("あり", "なし"):
            return f"{name}に{'答えた' if leaf.test == 'あり' else '答えていない'}"
        values = "か".join(f"「{short(each)}」" for each in _labels(leaf, term))
        chose = "を選んだ" if leaf.test == "=" else "以外を選んだ"
        return f"{name}で{values}{chose}" if values else f"{name}で、ありえない答えを選んだ"

    def _sized(self, leaf: Sized) -> str:
        more = [each for each in leaf.amounts if each.sign > 0]
        less = [each for each in leaf.amounts if each.sign < 0]
        total = f"{self._added(more)}の合計" if len(more) > 1 else self._added(more)
        if not less:
            return _told(f"{total}が{self._size(leaf)}", inside=leaf.inside)
        against = _AGAINST.get(leaf.ranges[0])
        if against is None:
            days = self._first(leaf).gives == "day"
            apart = _Ends("日" if days else "").range(leaf.ranges[0])
            said = f"{total}から{self._added(less)}を引いた数が{apart}"
            return _told(said, inside=leaf.inside)
        other = f"{self._added(less)}の合計" if len(less) > 1 else self._added(less)
        return _told(f"{total}が{other}{against}", inside=leaf.inside)

    def _size(self, leaf: Sized) -> str:
        """How large a sum is: the names of classes, or the ends of ranges."""
        first = leaf.amounts[0]
        if len(leaf.amounts) == 1 and not first.counts:
            named = _of_classes(self.asked[first.name], leaf)
            if named:
                return named
        ends = _Ends("" if first.counts else self._first(leaf).unit, days=leaf.days)
        return "か".join(ends.range(each) for each in leaf.ranges)

    def _first(self, leaf: Sized) -> Term:
        return self._term(leaf.amounts[0].name, leaf.amounts[0].part)

    def _added(self, amounts: Sequence[Amount]) -> str:
        return "と".join(self._amount(each) for each in amounts)

    def _amount(self, amount: Amount) -> str:
        name = self._called(amount.name, self._term(amount.name, amount.part))
        return f"{name}で選んだ数" if amount.counts else name

    def _term(self, name: str, part: str) -> Term:
        question = self.asked[name]
        terms = KINDS[question.kind].terms(question)
        return next((term for term in terms if term.part == part), terms[0])

    def _called(self, name: str, term: Term) -> str:
        line = f"の「{short(term.label)}」" if term.part else ""
        return f"{self.names[name]}{line}"


@dataclass(frozen=True, slots=True)
class _Ends:
    """How the ends of a range are said, in a unit or as days."""

    unit: str
    days: bool = False

    def range(self, ends: Range) -> str:
        """A range from its first number until just before its second, as people say it."""
        low, high = ends
        if not isinf(low) and high == nextafter(low, inf):
            return self._number(low)
        return "".join((self._from(low), self._until(high))) or "どの数でも"

    def _from(self, low: float) -> str:
        if low == -inf:
            return ""
        just = _just_after(low)
        if self.unit == "位":
            return f"{self._number(low if just is None else just + 1)}より後"
        if just is None:
            return f"{self._number(low)}{'以後' if self.days else '以上'}"
        return f"{self._number(just)}{'より後' if self.days else 'を超える'}"

    def _until(self, high: float) -> str:
        if high == inf:
            return ""
        just = _just_after(high)
        if self.unit == "位":
            return f"{self._number(high - 1 if just is None else just)}まで"
        if just is None:
            return f"{self._number(high)}{'より前' if self.days else '未満'}"
        return f"{self._number(just)}{'以前' if self.days else '以下'}"

    def _number(self, number: float) -> str:
        if self.days:
            day = date.fromordinal(max(int(number), 1))
            return f"{day.year}年{day.month}月{day.day}日"
        return f"{number:.10g}{self.unit}"


def _told(said: str, *, inside: bool) -> str:
    """A size as it stands before 人 or はず: 3人以上の, 3人を超える, 3人ではない."""
    if not inside:
        return f"{said}ではない"
    return said if said.endswith(("る", "同じ")) else f"{said}の"


def _just_after(end: float) -> float | None:
    """The number an end lies just after, where it was written with < or >; else None."""
    near = round(end, 9)
    return near if end == nextafter(near, inf) and end != near else None


def _of_classes(question: Question, leaf: Sized) -> str:
    """The names of the classes that the ranges are, when all of them are some."""
    named = {ends: label for label, ends in rule_sizes.classes(question).items()}
    if not question.bands or not set(leaf.ranges) <= set(named):
        return ""
    return "か".join(f"「{short(named[ends])}」" for ends in leaf.ranges)


def _labels(leaf: Chosen, term: Term) -> Iterator[str]:
    known = {choice.code: choice.label for choice in term.choices}
    return (known.get(value, value) for value in leaf.values)
