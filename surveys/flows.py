"""流れ: a whole questionnaire as people go through it: who is asked what, and what leads where."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from surveys import rule_checks, rule_walks, rule_words, rules
from surveys.advice import duration
from surveys.documents import Document, Section
from surveys.kinds import KINDS, Question
from surveys.rule_checks import Finding
from surveys.rule_walks import Walk
from surveys.rules import Rule

Told = tuple[tuple[Rule, bool], ...]


@dataclass(frozen=True, slots=True)
class Jump:
    """A way that an answer opens.

    Attributes:
        who: for whom, in words; `opens` is False where they are the ones led past.
        first, last: the numbers of the questions it leads to, or past.
        code: of the first of them.
        otherwise: the number of the question that follows for everybody else; "" = they go on.
    """

    who: str
    opens: bool
    first: str
    last: str
    code: str
    otherwise: str


@dataclass(frozen=True, slots=True)
class Step:
    """A question on the way.

    Attributes:
        check: what its answer is held to, in words; "" = nothing.
        jumps: what its answer leads to; `findings`: what is odd about its rules.
    """

    question: Question
    number: str
    kind: str
    check: str
    jumps: tuple[Jump, ...]
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Questions in a row that the same people are asked.

    Attributes:
        rules: who, a sentence a rule; none = everybody who comes here.
        on: on how many of the ways.
    """

    rules: tuple[str, ...]
    steps: tuple[Step, ...]
    on: int


@dataclass(frozen=True, slots=True)
class Part:
    """A section on the way; `show` is who is asked all of it, in words."""

    section: Section
    show: str
    stretches: tuple[Stretch, ...]
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Flow:
    """A questionnaire as a flow; the minutes are of its shortest and its longest way."""

    parts: tuple[Part, ...]
    walked: Walk
    findings: tuple[Finding, ...]
    least_minutes: int
    most_minutes: int


def flow(document: Document) -> Flow:
    """Walk a sound questionnaire and tell what is met."""
    walked = rule_walks.walk(document, duration.seconds)
    found = rule_checks.findings(document, walked)
    teller = _Teller(document, walked, found)
    parts = tuple(teller.part(each) for each in teller.sections)
    around = duration.around(document)
    minutes = [max(1, round((around + way) / 60)) for way in (walked.quickest, walked.longest)]
    return Flow(parts, walked, found, *minutes)


class _Teller:
    def __init__(self, document: Document, walked: Walk, found: Sequence[Finding]) -> None:
        self.document, self.walked, self.found = document, walked, found
        printed = rule_words.in_tables(document)
        self.sections = printed.sections or (Section("", ""),)
        self.order = rule_words.in_order(printed)
        self.numbers = rule_words.numbered(document)
        self.place = {question.code: place for place, question in enumerate(self.order)}
        self.opened = self._opened()

    def part(self, section: Section) -> Part:
        mine = [question for question in self.order if question.section == section.code]
        whole = self._of_section(section, mine)
        stretches = tuple(
            Stretch(
                tuple(self._said(rule, must=must) for rule, must in told[len(whole) :]),
                tuple(map(self._step, questions)),
                self.walked.on[questions[0].code],
            )
            for told, questions in self._alike(mine)
        )
        show = "".join(self._said(rule, must=must) for rule, must in whole)
        return Part(section, show, stretches, self._about(section.code, whole=True))

    def _of_section(self, section: Section, mine: Sequence[Question]) -> Told:
        """The rule of the section itself, which all its questions share."""
        return self._told(mine[0])[:1] if section.show.strip() and mine else ()

    def _alike(self, questions: Sequence[Question]) -> Iterator[tuple[Told, list[Question]]]:
        """Questions in a row that hang on the same rules."""
        for told, alike in groupby(questions, self._told):
            yield told, list(alike)

    def _told(self, question: Question) -> Told:
        return self.document.rules.get(question.code, ())

    def _step(self, question: Question) -> Step:
        return Step(
            question,
            self.numbers[question.code],
            KINDS[question.kind].label,
            rule_words.checked(self.document, question),
            tuple(self.opened.get(question.code, ())),
            self._about(question.code),
        )

    def _about(self, code: str, *, whole: bool = False) -> tuple[str, ...]:
        mine = (each for each in self.found if (each.code, each.whole) == (code, whole))
        return tuple(each.sentence for each in mine)

    def _said(self, rule: Rule, *, must: bool) -> str:
        who = rule_words.who(self.document, rule)
        return f"{who}だけ" if must else f"{who}は飛ばします"

    def _opened(self) -> dict[str, list[Jump]]:
        """{question: the ways it opens}, each at the last question that decides it."""
        found: dict[str, list[Jump]] = {}
        for told, alike in self._alike(self.order):
            looked = sorted(self._looked_at(told), key=self.place.__getitem__)
            if looked:
                found.setdefault(looked[-1], []).append(self._jump(looked[-1], told, alike))
        return found

    def _looked_at(self, told: Told) -> frozenset[str]:
        return frozenset().union(*(rules.names(rule) for rule, _ in told))

    def _jump(self, code: str, told: Told, alike: Sequence[Question]) -> Jump:
        first, last = alike[0], alike[-1]
        opens = any(must for _, must in told)
        joint = "、かつ" if opens else "、または"
        who = joint.join(
            rule_words.who(self.document, rule) + ("" if must == opens else "以外")
            for rule, must in told
        )
        after = self.place[last.code] + 1
        follows = self.place[first.code] == self.place[code] + 1 and after < len(self.order)
        everybody = follows and not self._told(self.order[after])
        otherwise = self.numbers[self.order[after].code] if everybody else ""
        return Jump(
            who, opens, self.numbers[first.code], self.numbers[last.code], first.code, otherwise
        )
