"""条件の点検: questions nobody is asked, rules that say nothing, checks that nothing meets."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from math import prod

from surveys import branching, rule_words, rules
from surveys.documents import Document
from surveys.errors import SurveyError
from surveys.kinds import Question
from surveys.possible_answers import ANYTHING, Sample, may
from surveys.rule_walks import Walk, sorts, walk
from surveys.rules import Chosen, Joined, Rule

_MOST = 20_000  # combinations of answers tried to tell why nobody meets a rule


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about the rules of a question, or (`whole`) of the section with this code.

    A `grave` one keeps whoever answers from going on.
    """

    code: str
    sentence: str
    whole: bool = False
    grave: bool = False


def findings(document: Document, walked: Walk | None = None) -> tuple[Finding, ...]:
    """Everything that can be told of the rules of a document that is sound."""
    return tuple(_Teller(document, walked or walk(document)).told())


def out_of_order(document: Document) -> tuple[Finding, ...]:
    """Rules that look at a later question, or at one another; a document may have been moved about.

    Its rules need not be readable where they stand.
    """
    numbers = rule_words.numbered(document)
    looks = _looks(document)
    order = {question.code: place for place, question in enumerate(document.questions)}
    found: list[Finding] = []
    for code, looked in looks.items():
        for name in (each for each in looked if order[each] >= order[code]):
            here, there = numbers[code], numbers[name]
            back = code in looks.get(name, ())
            why = (
                f"{there}の条件も{here}を見ていて、互いに待ち合います"
                if back
                else "前に動かしてください"
            )
            said = "自分の答え" if name == code else f"後にある{there}の答え"
            found.append(Finding(code, f"{here}の条件は、{said}を見ています。{why}"))
    return tuple(found)


def _looks(document: Document) -> dict[str, list[str]]:
    """{question: what its rules look at, wherever that stands}; unreadable ones look at nothing."""
    every = {question.code: question for question in document.questions}
    shown = {section.code: section.show for section in document.sections}
    found: dict[str, list[str]] = {}
    for question in document.questions:
        texts = (shown.get(question.section, ""), question.show, question.skip)
        named: set[str] = set()
        for text in filter(str.strip, texts):
            try:
                named |= rules.names(branching.read(text, every))
            except SurveyError:
                continue
        if named:
            found[question.code] = [code for code in every if code in named]
    return found


class _Teller:
    def __init__(self, document: Document, walked: Walk) -> None:
        self.document, self.walked = document, walked
        self.numbers = rule_words.numbered(document)
        self.asked = {question.code: question for question in document.questions}
        self.sorts = sorts(document)

    def told(self) -> Iterator[Finding]:
        whole = set()
        for section in self.document.sections:
            mine = [each for each in self.document.questions if each.section == section.code]
            if section.show and mine and not {each.code for each in mine} & self.walked.asked:
                whole |= {each.code for each in mine}
                why = self._why(mine[0])
                said = f"セクション「{section.title}」はだれにもたずねられません。{why}"
                yield Finding(section.code, said, whole=True)
            elif section.show and mine:
                yield from self._needless(section.code, section.title, section.show)
        for question in rule_words.in_order(self.document):
            if question.code not in whole:
                yield from self._of_question(question)

    def _of_question(self, question: Question) -> Iterator[Finding]:
        number = self.numbers[question.code]
        if question.code not in self.walked.asked:
            yield Finding(
                question.code, f"{number}はだれにもたずねられません。{self._why(question)}"
            )
            return
        own = question.show or question.skip
        if own and question.code not in self.walked.passed:
            said = (
                f"{number}には条件がありますが、いつも全員にたずねます。条件を消しても変わりません"
            )
            yield Finding(question.code, said)
        yield from self._of_check(question, number)

    def _of_check(self, question: Question, number: str) -> Iterator[Finding]:
        if question.code not in self.document.checks:
            return
        if question.code in self.walked.refused and question.code not in self.walked.let:
            said = f"{number}の確認条件に合う答えがありません。答えた人はだれも先へ進めません"
            yield Finding(question.code, said, grave=True)
        elif question.code in self.walked.let and question.code not in self.walked.refused:
            said = f"{number}の確認条件には、どの答えも合います。確かめることがありません"
            yield Finding(question.code, said)

    def _needless(self, code: str, title: str, show: str) -> Iterator[Finding]:
        """A section's rule that everybody meets."""
        first = next(each for each in self.document.questions if each.section == code)
        rule = self.document.rules[first.code][0][0]
        if show.strip() and not self._met(((rule, False),)):
            said = f"セクション「{title}」の表示条件には、いつも全員が合います"
            yield Finding(code, said, whole=True)

    # ---- why -------------------------------------------------------------------------------------

    def _why(self, question: Question) -> str:
        """Why nobody is asked a question, as near as it can be told."""
        told = self.document.rules[question.code]
        if not self._met(told):
            return self._contradiction([rule for rule, must in told if must])
        looked = [code for code in self.asked if code in self.document.looks_at(question)]
        never = [self.numbers[code] for code in looked if code not in self.walked.asked]
        if never:
            return f"条件で見る{'と'.join(never)}が、だれにもたずねられません"
        behind = [code for code in looked if code in self.document.rules]
        said = "、".join(
            f"{self.numbers[code]}は{sentence}"
            for code in behind
            for sentence in rule_words.told(self.document, self.asked[code])
        )
        return f"{said}。その人は、この条件に合いません" if said else "前の確認条件と両立しません"

    def _contradiction(self, wanted: Sequence[Rule]) -> str:
        """Which of the tests that must all hold cannot, alone or beside another."""
        tests = [part for rule in wanted for part in _all_of(rule)]
        for test in tests:
            if not self._met(((test, True),)):
                return f"{self._never(test)}はいません"
        for one, other in combinations(tests, 2):
            if not self._met(((one, True), (other, True))):
                both = [rule_words.who(self.document, each) for each in (one, other)]
                return f"「{both[0]}」と「{both[1]}」は両立しません"
        return "条件どうしが両立しません"

    def _never(self, test: Rule) -> str:
        who = rule_words.who(self.document, test)
        if isinstance(test, Chosen) and test.test == "なし":
            return f"{self.numbers[test.name]}は必須なので、{who}"
        return who

    def _may_be_blank(self, code: str) -> bool:
        return not self.asked[code].required or code in self.walked.passed

    def _met(self, told: tuple[tuple[Rule, bool], ...]) -> bool:
        """Whether answers are there that meet all rules, whatever led to them."""
        return any(
            all(
                met.hold if must else met.fail
                for rule, must in told
                for met in (may(rule, known, self.asked),)
            )
            for known in self._answers(tuple(rule for rule, _ in told))
        )

    def _answers(self, told: tuple[Rule, ...]) -> Iterator[Mapping[str, Sample]]:
        """Every mixture of the answers that rules look at; too many = one that may be anything."""
        names = sorted(frozenset().union(*map(rules.names, told)))
        each = [
            [value for value in self.sorts[code] if value is not None or self._may_be_blank(code)]
            for code in names
        ]
        if prod(map(len, each)) > _MOST:
            yield dict.fromkeys(names, ANYTHING)
            return
        for values in product(*each):
            yield dict(zip(names, values, strict=True))


def _all_of(rule: Rule) -> Iterator[Rule]:
    """The tests of which a rule wants all."""
    if isinstance(rule, Joined) and rule.every:
        for part in rule.parts:
            yield from _all_of(part)
    else:
        yield rule
