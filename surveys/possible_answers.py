"""答えの取りうる形: one answer of each sort that the rules of a questionnaire can tell apart.

Two answers are of one sort when every test that looks at this question alone says the same of
both. Choices, their numbers and ranges of numbers are enumerated whole. What is not (an order, a
hundred points, a place) may be anything: then rules are said to hold whenever they could.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, combinations, pairwise, product
from math import ceil, floor, inf, isinf, prod

from surveys.kinds import KINDS, Choice, Question, Value, points
from surveys.kinds.base import Term
from surveys.rules import Amount, Chosen, Joined, Leaf, Range, Rule, Sized, day_number


class Anything:
    """An answer of which no more is known than that it is there, or (None) not even that."""

    def __init__(self, *, there: bool | None) -> None:
        self.there = there


SOMETHING, ANYTHING = Anything(there=True), Anything(there=None)
Sample = Value | Anything | None  # None = no answer
Known = Mapping[str, Sample]
_MOST = 3_000  # combinations tried for one question
_MOST_SORTS = 10  # sorts of choices told apart in one question


@dataclass(frozen=True, slots=True)
class May:
    """Whether a rule can hold, and whether it can fail."""

    hold: bool
    fail: bool


def samples(question: Question, looked: Sequence[Leaf]) -> tuple[Sample, ...]:
    """Answers of every sort that the tests can tell apart, and none at all.

    Args:
        question: whose answers.
        looked: every test that looks at it alone.
    """
    made = _answers(question, looked)
    if made is None:
        return (None, SOMETHING)
    kept: dict[tuple[bool, ...], Value] = {}
    for value in made:
        kept.setdefault(tuple(leaf.holds({question.code: value}) for leaf in looked), value)
    return (None, *kept.values())


def may(rule: Rule, known: Known, asked: Mapping[str, Question]) -> May:
    """Whether a rule can hold, and can fail, for answers of these sorts."""
    if not isinstance(rule, Joined):
        return _leaf(rule, known, asked)
    parts = [may(part, known, asked) for part in rule.parts]
    some, every = (all, any) if rule.every else (any, all)
    return May(some(each.hold for each in parts), every(each.fail for each in parts))


def _leaf(leaf: Leaf, known: Known, asked: Mapping[str, Question]) -> May:
    told = {name: known.get(name) for name in leaf.names}
    unknown = [value for value in told.values() if isinstance(value, Anything)]
    if not unknown and len(told) == 1:
        holds = leaf.holds({name: _value(each) for name, each in told.items()})
        return May(holds, not holds)
    if isinstance(leaf, Chosen):
        return _of_unknown(leaf, unknown[0])
    if any(value is None for value in told.values()):
        return May(hold=False, fail=True)
    return _bounded(leaf, asked)


def _value(sample: Sample) -> Value | None:
    return None if isinstance(sample, Anything) else sample


def _of_unknown(leaf: Chosen, unknown: Anything) -> May:
    if leaf.keys or leaf.values or unknown.there is None:
        return May(hold=True, fail=True)
    return May(leaf.test == "あり", leaf.test == "なし")


def _bounded(leaf: Sized, asked: Mapping[str, Question]) -> May:
    """By the least and the most that a sum can come to."""
    ends = [_bounds(each, asked[each.name]) for each in leaf.amounts]
    least, most = sum(low for low, _ in ends), sum(high for _, high in ends)
    meets = any(low <= most and least < high for low, high in leaf.ranges)
    return May(meets, fail=True) if leaf.inside else May(hold=True, fail=meets)


def _bounds(amount: Amount, question: Question) -> Range:
    """The least and the most that an amount can be, its sign taken into account."""
    low, high = _least_and_most(amount, question)
    return (low, high) if amount.sign > 0 else (-high, -low)


def _least_and_most(amount: Amount, question: Question) -> Range:
    takes, listed = KINDS[question.kind].takes, len(question.choices)
    most = min(question.limit or listed, listed)
    if "total" in takes:
        return (0, points.total(question))
    if amount.counts or (amount.part and "limit" in takes):
        return (0 if amount.counts else 1, most)
    if question.earliest or question.latest:
        return _days(question)
    low = -inf if question.low is None else question.low
    return (low, inf if question.high is None else question.high)


def _days(question: Question) -> Range:
    first, last = day_number(question.earliest), day_number(question.latest)
    return (-inf if first is None else first, inf if last is None else last)


# ---- the answers of one question -----------------------------------------------------------------


def _answers(question: Question, looked: Sequence[Leaf]) -> Iterable[Value] | None:
    """Answers of every sort; None = they are too many, or of a kind that is not enumerated."""
    kind = KINDS[question.kind]
    fields = kind.fields(question)
    first, *lines = kind.terms(question)
    if not fields:
        return ()
    if lines and all(line.gives == "choices" for line in lines):
        return _of_lines(question, lines, looked)
    if lines or (question.code not in fields and first.gives == "choices"):
        return None
    return _of_one(question, first, looked)


def _of_one(question: Question, term: Term, looked: Sequence[Leaf]) -> Iterable[Value] | None:
    """Answers that are one thing: a choice, choices, a number, a day or words."""
    if term.several:
        return _of_several(question, looked)
    if term.gives in ("number", "day"):
        return (_of_days if term.gives == "day" else _of_numbers)(question, looked)
    return question.codes if term.gives == "choices" else ("…",)


def _of_numbers(question: Question, looked: Sequence[Leaf]) -> Iterator[Value]:
    """Every end of a range, and a number on either side of it."""
    low = -inf if question.low is None else question.low
    high = inf if question.high is None else question.high
    ends = sorted({end for end in (*_ends(looked), low, high) if not isinf(end)}) or [0.0]
    between = [(one + other) / 2 for one, other in pairwise(ends)]
    tried = (ends[0] - 1, *ends, *between, ends[-1] + 1)
    return (number for number in tried if low <= number <= high)


def _of_days(question: Question, looked: Sequence[Leaf]) -> Iterator[Value]:
    low, high = _days(question)
    ends = {end for end in (*_ends(looked), low, high) if not isinf(end)} or {730_000.0}
    tried = {
        near for end in ends for near in (floor(end) - 1, floor(end), ceil(end), ceil(end) + 1)
    }
    known = (
        day for day in sorted(tried) if low <= day <= high and 1 <= day <= date.max.toordinal()
    )
    return (date.fromordinal(day).isoformat() for day in known)


def _ends(looked: Sequence[Leaf]) -> Iterator[float]:
    sized = (leaf for leaf in looked if isinstance(leaf, Sized))
    return chain.from_iterable(chain.from_iterable(leaf.ranges) for leaf in sized)


def _of_several(question: Question, looked: Sequence[Leaf]) -> Iterator[Value] | None:
    """Sets of choices: every mixture of sorts of choices, in every number that makes one."""
    listed = [choice for choice in question.choices if not choice.exclusive]
    sorts = _sorts([choice.code for choice in listed], looked)
    if len(sorts) > _MOST_SORTS:
        return None
    alone = ([choice.code] for choice in question.choices if choice.exclusive)
    return chain(alone, _mixtures(question, list(sorts.values())))


def _mixtures(question: Question, sorts: list[list[str]]) -> Iterator[Value]:
    least = question.least or 1
    most = question.limit or len(question.choices)
    for mixed in _subsets(sorts):
        pool = [codes[0] for codes in mixed] + [code for codes in mixed for code in codes[1:]]
        for number in range(max(least, len(mixed)), min(most, len(pool)) + 1):
            yield pool[:number]


def _sorts(codes: Iterable[str], looked: Sequence[Leaf]) -> dict[tuple[bool, ...], list[str]]:
    """Choices that every test treats alike, together."""
    found: dict[tuple[bool, ...], list[str]] = {}
    for code in codes:
        key = tuple(isinstance(leaf, Chosen) and code in leaf.values for leaf in looked)
        found.setdefault(key, []).append(code)
    return found


def _subsets(sorts: list[list[str]]) -> Iterator[tuple[list[str], ...]]:
    return chain.from_iterable(combinations(sorts, n) for n in range(1, len(sorts) + 1))


# ---- several lines -------------------------------------------------------------------------------


def _of_lines(
    question: Question, lines: Sequence[Term], looked: Sequence[Leaf]
) -> Iterator[Value] | None:
    """Every mixture of what the lines can say; None = too many, or lines that share an entry."""
    own = {line.keys[0]: line for line in lines if len(line.keys) == 1}
    if set(own) != {key for line in lines for key in line.keys}:
        return None
    alike: dict[tuple[tuple[Choice, ...], tuple[bool, ...]], list[str]] = {}
    for key, line in own.items():
        seen = tuple(_looks_at(leaf, key) for leaf in looked)
        alike.setdefault((line.choices, seen), []).append(key)
    parts = [
        _of_alike(
            question,
            keys,
            choices,
            [leaf for leaf, is_seen in zip(looked, seen, strict=True) if is_seen],
        )
        for (choices, seen), keys in alike.items()
    ]
    if prod(map(len, parts)) > _MOST:
        return None
    mixed = ({k: v for part in each for k, v in part.items()} for each in product(*parts))
    return (said for said in mixed if said)


def _looks_at(leaf: Leaf, key: str) -> bool:
    return isinstance(leaf, Chosen) and (not leaf.keys or key in leaf.keys)


def _of_alike(
    question: Question, keys: list[str], choices: tuple[Choice, ...], looked: Sequence[Leaf]
) -> list[dict[str, str]]:
    """What lines can say that every test treats alike: which sorts of choices are among them."""
    sorts = _sorts((choice.code for choice in choices), looked) if choices else {}
    codes = [each[0] for each in sorts.values()]
    if len(codes) > _MOST_SORTS or not codes or not looked:
        return [dict.fromkeys(keys, codes[0])] if codes else [{}]
    found: list[dict[str, str]] = [] if question.required else [{}]
    for number in range(1, min(len(codes), len(keys)) + 1):
        for mixed in combinations(codes, number):
            rest = mixed[:1] * (len(keys) - number) if question.required else ()
            found.append(dict(zip(keys, mixed + rest, strict=False)))
    return found
