"""条件を読む: a rule of who is asked a question, in the words of the questionnaire."""

from collections.abc import Iterator, Mapping, Sequence
from math import inf

from surveys.branching import Chosen, Joined, Leaf, Rule, Within, leaves
from surveys.documents import Document
from surveys.kinds import Question

LONGEST = 16  # letters of a choice; what follows is cut


def told(document: Document, question: Question) -> list[str]:
    """Who is asked a question, a sentence for each of its rules; none = everyone."""
    numbers = numbered(document)
    asked = {each.code: each for each in document.questions}
    return [
        f"{_rule(rule, asked, numbers)}人{'だけにたずねます' if must else 'にはたずねません'}"
        for rule, must in document.rules.get(question.code, ())
    ]


def leads(document: Document) -> dict[str, list[str]]:
    """{question code: the questions whose rules look back at it}, in the order of the pages."""
    found: dict[str, list[str]] = {}
    for question in in_order(document):
        rules = document.rules.get(question.code, ())
        looked_at = {leaf.name: None for rule, _ in rules for leaf in leaves(rule)}
        for name in looked_at:
            found.setdefault(name, []).append(question.code)
    return found


def numbered(document: Document) -> dict[str, str]:
    """{question code: the 問 it is called by}, in the order people meet them."""
    return {each.code: f"問{n}" for n, each in enumerate(in_order(document), 1)}


def in_order(document: Document) -> tuple[Question, ...]:
    """The questions in the order of the pages."""
    places = {section.code: place for place, section in enumerate(document.sections)}
    return tuple(sorted(document.questions, key=lambda each: places.get(each.section, 0)))


def _rule(rule: Rule, asked: Mapping[str, Question], numbers: Mapping[str, str]) -> str:
    if not isinstance(rule, Joined):
        return _leaf(rule, asked[rule.name], numbers[rule.name])
    parts = [_part(part, asked, numbers) for part in rule.parts]
    joint = "、かつ" if rule.every else "、または"
    return joint.join(parts)


def _part(rule: Rule, asked: Mapping[str, Question], numbers: Mapping[str, str]) -> str:
    said = _rule(rule, asked, numbers)
    return f"（{said}）" if isinstance(rule, Joined) else said


def _leaf(leaf: Leaf, question: Question, number: str) -> str:
    if isinstance(leaf, Within):
        return f"{number}が{_ranges(leaf, question)}"
    row = next((each.label for each in question.rows if each.code == leaf.row), "")
    name = f"{number}の「{_short(row)}」" if row else number
    if leaf.test in ("あり", "なし"):
        return f"{name}に{'答えた' if leaf.test == 'あり' else '答えていない'}"
    values = "か".join(f"「{_short(each)}」" for each in _labels(leaf, question))
    chose = "を選んだ" if leaf.test == "=" else "以外を選んだ"
    return f"{name}で{values}{chose}"


def _labels(leaf: Chosen, question: Question) -> Iterator[str]:
    known = {choice.code: choice.label for choice in question.choices}
    return (known.get(value, value) for value in leaf.values)


def _ranges(leaf: Within, question: Question) -> str:
    said = "か".join(_range(low, high, question.unit) for low, high in leaf.ranges)
    return f"{said}の" if leaf.inside else f"{said}ではない"


def _range(low: float, high: float, unit: str) -> str:
    """A range from its first number until just before its second, as people say it."""
    parts: Sequence[str] = [
        f"{low:g}{unit}以上" if low > -inf else "",
        f"{high:g}{unit}未満" if high < inf else "",
    ]
    if low == high or 0 < high - low < 1e-6:
        return f"{low:g}{unit}"
    return "".join(parts) or "どの数でも"


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"
