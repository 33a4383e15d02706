"""道すじ: every way through a questionnaire, walked question by question.

Answers are of the sorts that the rules tell apart (see `possible_answers`), and are forgotten once
no later rule looks at them, so that the walk stays short however many questions there are. Where
the sorts of several questions together are too many they count as anything: a question that is
reached may then be named reachable wrongly, one named unreachable never is.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from surveys import rules
from surveys.documents import Document
from surveys.kinds import KINDS, Question
from surveys.possible_answers import ANYTHING, Known, May, Sample, may, samples
from surveys.rules import Leaf

_MOST_STATES = 1_000
_MOST_PATHS = 1_000
_MOST_WAYS = 8_000  # of all states together
State = tuple[int, ...]  # for each question still looked at: the place of its answer's sort
_WHATEVER = -1
Cost = Callable[[Question], float]


@dataclass(frozen=True, slots=True)
class Walk:
    """What was met on all ways.

    Attributes:
        asked, passed: the questions that somebody is asked · that somebody is not asked.
        refused, let: whose check refuses some answer · lets some answer through.
        fewest, most: how many questions the shortest and the longest way ask.
        quickest, longest: what these ways cost.
        paths: how many ways there are, told apart by what is asked; None = too many to count.
        on: {question: on how many of them it is asked}.
    """

    asked: frozenset[str]
    passed: frozenset[str]
    refused: frozenset[str]
    let: frozenset[str]
    fewest: int
    most: int
    quickest: float
    longest: float
    paths: int | None
    on: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Span:
    """What led to a state: least and most questions, least and most cost, and the ways.

    A way is the set of the questions asked on it, as bits; None = too many.
    """

    fewest: int = 0
    most: int = 0
    quickest: float = 0.0
    longest: float = 0.0
    ways: frozenset[int] | None = frozenset({0})

    def asked(self, cost: float, bit: int, number: int) -> "_Span":
        ways = None if self.ways is None else frozenset(way | bit for way in self.ways)
        return _Span(
            self.fewest + number,
            self.most + number,
            self.quickest + cost,
            self.longest + cost,
            ways,
        )

    def joined(self, other: "_Span") -> "_Span":
        ways = self.ways | other.ways if self.ways is not None and other.ways is not None else None
        return _Span(
            min(self.fewest, other.fewest),
            max(self.most, other.most),
            min(self.quickest, other.quickest),
            max(self.longest, other.longest),
            ways if ways is None or len(ways) <= _MOST_PATHS else None,
        )


@dataclass(frozen=True, slots=True)
class _Turn:
    """Which sorts of answers somebody can give, and whether somebody is not asked at all."""

    answers: tuple[int, ...]
    passes: bool


@dataclass(slots=True)
class _Met:
    asked: set[str] = field(default_factory=set)
    passed: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)
    let: set[str] = field(default_factory=set)


def walk(document: Document, cost: Cost = lambda _: 0.0) -> Walk:
    """Walk all ways through a questionnaire; `cost` is what asking one question takes."""
    return _Walker(document, cost).walked()


def sorts(document: Document) -> dict[str, tuple[Sample, ...]]:
    """{question: its answers of every sort that some rule or check tells apart}."""
    looked: dict[str, list[Leaf]] = defaultdict(list)
    for rule in _every_rule(document):
        for leaf in rules.leaves(rule):
            for name in leaf.names:
                looked[name].append(leaf)
    asked = {question.code: question for question in document.questions}
    return {
        code: samples(asked[code], [leaf for leaf in dict.fromkeys(told) if len(leaf.names) == 1])
        for code, told in looked.items()
    }


def _every_rule(document: Document) -> list[rules.Rule]:
    found = [rule for told in document.rules.values() for rule, _ in told]
    return [*found, *document.checks.values()]


class _Walker:
    def __init__(self, document: Document, cost: Cost) -> None:
        self.document, self.cost, self.met = document, cost, _Met()
        self.questions = {question.code: question for question in document.questions}
        self.sorts = sorts(document)
        self.looks = self._looks()
        self.last = self._last_looks()
        self.always = _Span()  # what everybody is asked, whatever they answer
        self.live: list[str] = []
        self.states: dict[State, _Span] = {(): _Span()}
        self.bits = {code: 1 << n for n, code in enumerate(document.rules)}

    def walked(self) -> Walk:
        for place, question in enumerate(self.document.questions):
            self._step(question)
            self._forget(place)
        ends = iter(self.states.values())
        whole = next(ends)
        for each in ends:
            whole = whole.joined(each)
        return self._told(whole, self.always)

    def _told(self, whole: _Span, always: _Span) -> Walk:
        ways, met = whole.ways, self.met
        on = {
            code: sum(bool(way & self.bits.get(code, 0)) for way in ways or ())
            if code in self.bits
            else len(ways or ())
            for code in self.questions
        }
        return Walk(
            frozenset(met.asked),
            frozenset(met.passed),
            frozenset(met.refused),
            frozenset(met.let),
            whole.fewest + always.fewest,
            whole.most + always.most,
            whole.quickest + always.quickest,
            whole.longest + always.longest,
            None if ways is None else len(ways),
            on,
        )

    def _looks(self) -> dict[str, frozenset[str]]:
        """{question: what its rules and its check look at} of those that have any."""
        found: dict[str, frozenset[str]] = {}
        for question in self.document.questions:
            check = self.document.checks.get(question.code)
            if check or question.code in self.document.rules:
                checked = rules.names(check) if check else frozenset()
                found[question.code] = self.document.looks_at(question) | checked
        return found

    def _last_looks(self) -> dict[str, int]:
        """{question: the place of the last one whose rules or check look at it}."""
        places = {question.code: n for n, question in enumerate(self.document.questions)}
        found: dict[str, int] = {}
        for code, looked in self.looks.items():
            found |= {name: max(places[code], found.get(name, 0)) for name in looked}
        return found

    def _step(self, question: Question) -> None:
        """Ask a question, or pass it over, in every state."""
        code = question.code
        more = (self.cost(question), self.bits.get(code, 0), _number(question))
        if code not in self.sorts and code not in self.looks:
            self.met.asked.add(code)
            self.always = self.always.asked(*more)
            return
        further: dict[State, _Span] = {}
        turns: dict[State, _Turn] = {}
        seen = [n for n, name in enumerate(self.live) if name in self.looks.get(code, ())]
        for state, span in self.states.items():
            part = tuple(state[n] for n in seen)
            if part not in turns:
                turns[part] = self._turn(question, self._known(part, [self.live[n] for n in seen]))
            turn, asked = turns[part], span.asked(*more)
            for answer in turn.answers:
                _reach(further, self._with(question, state, answer), asked)
            if turn.passes:
                _reach(further, self._with(question, state, 0), span)
        # A check that lets nothing through ends a way; whoever walks on has left it aside.
        self.states = further or {
            self._with(question, state, 0): s for state, s in self.states.items()
        }
        if code in self.sorts:
            self.live.append(code)

    def _turn(self, question: Question, known: Known) -> "_Turn":
        """What becomes of a question for these answers of those it looks at."""
        asks = self._asks(question, known)
        if asks.hold:
            self.met.asked.add(question.code)
        if asks.fail:
            self.met.passed.add(question.code)
        answers = tuple(self._answers(question, known)) if asks.hold else ()
        return _Turn(answers, asks.fail)

    def _answers(self, question: Question, known: Known) -> Iterator[int]:
        """The places of the sorts of answers that its check lets through."""
        for place, value in enumerate(self.sorts.get(question.code, (None,))):
            left_out = value is None and question.required and question.code in self.sorts
            if not left_out and self._is_let(question, {**known, question.code: value}):
                yield place

    def _is_let(self, question: Question, known: Known) -> bool:
        check = self.document.checks.get(question.code)
        if check is None or any(known.get(name) is None for name in rules.compared(check)):
            return True
        told = may(check, known, self.questions)
        if told.fail:
            self.met.refused.add(question.code)
        if told.hold:
            self.met.let.add(question.code)
        return told.hold

    def _asks(self, question: Question, known: Known) -> May:
        told = self.document.rules.get(question.code, ())
        each = [
            met if must else May(met.fail, met.hold)
            for rule, must in told
            for met in (may(rule, known, self.questions),)
        ]
        return May(all(one.hold for one in each), any(one.fail for one in each))

    def _known(self, state: State, names: Sequence[str]) -> dict[str, Sample]:
        return {
            code: ANYTHING if place == _WHATEVER else self.sorts[code][place]
            for code, place in zip(names, state, strict=True)
        }

    def _with(self, question: Question, state: State, place: int) -> State:
        return (*state, place) if question.code in self.sorts else state

    def _forget(self, place: int) -> None:
        """Forget the answers that nothing looks at any more; if states are too many, all.

        Ways are no longer told apart once they are too many.
        """
        kept = [n for n, code in enumerate(self.live) if self.last[code] > place]
        merged: dict[State, _Span] = {}
        for state, span in self.states.items():
            _reach(merged, tuple(state[n] for n in kept), span)
        if len(merged) > _MOST_STATES:
            one: dict[State, _Span] = {}
            for span in merged.values():
                _reach(one, (_WHATEVER,) * len(kept), span)
            merged = one
        if sum(len(span.ways or ()) for span in merged.values()) > _MOST_WAYS:
            merged = {state: replace(span, ways=None) for state, span in merged.items()}
        self.live = [self.live[n] for n in kept]
        self.states = merged


def _number(question: Question) -> int:
    """What a question counts: what asks nothing is none."""
    return int(KINDS[question.kind].asks)


def _reach(states: dict[State, _Span], state: State, span: _Span) -> None:
    states[state] = states[state].joined(span) if state in states else span
