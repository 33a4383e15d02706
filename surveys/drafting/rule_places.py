"""条件の場所: where a rule of a draft stands, what it may look at, and another one in its place."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from surveys import rule_words
from surveys.documents import Document, Section
from surveys.drafting import questions, sections
from surveys.errors import N_, SurveyError
from surveys.kinds import KINDS, Question


class RuleChanged(SurveyError):
    message = N_(
        "ほかの人が、この条件を「%(rule)s」に変えました。"
        "もう一度保存すると、いま選んでいる条件に置きかえます"
    )


@dataclass(frozen=True, slots=True)
class Place:
    """Where a rule stands: at a question, or at a section and so at all its questions.

    Attributes:
        which: show, skip or check; at a section always show.
        earlier: the questions that the rule may look at.
    """

    document: Document
    part: Question | Section
    which: str
    earlier: Sequence[Question]

    @property
    def rule(self) -> str:
        return str(getattr(self.part, self.which))

    @property
    def told(self) -> str:
        """What is said of a check that is not met; "" = what is made of the rule."""
        return self.part.check_told if isinstance(self.part, Question) else ""

    @property
    def kinds(self) -> tuple[str, ...]:
        """Which rules may stand here: what asks nothing has no answer to check."""
        if isinstance(self.part, Section):
            return ("show",)
        checks = ("check",) if KINDS[self.part.kind].asks else ()
        return ("show", "skip", *checks)

    def must_be(self, seen: str) -> None:
        """Let through when nobody has written another rule here since it was `seen`.

        Raises:
            RuleChanged
        """
        if self.rule != seen:
            raise RuleChanged(rule=self.rule)

    def with_rule(self, rule: str, told: str = "") -> Document:
        """The document with another rule here.

        Raises:
            RuleBroken
        """
        if isinstance(self.part, Section):
            listed = tuple(
                replace(each, show=rule) if each.code == self.part.code else each
                for each in self.document.sections
            )
            return questions.fitting(replace(self.document, sections=listed))
        changes = {
            "show": {"show": rule},
            "skip": {"skip": rule},
            "check": {"check": rule, "check_told": told if rule else ""},
        }[self.which]
        return questions.change(self.document, _with(self.part, changes))


def at(document: Document, code: str, which: str) -> Place:
    """The place of a rule at a question, or with `which` section at a section.

    Without `which` it is the first rule that stands there.

    Raises:
        NoSuchQuestion, NoSuchSection
    """
    return _at_section(document, code) if which == "section" else _at(document, code, which)


def _at(document: Document, code: str, which: str) -> Place:
    question = questions.find(document, code)
    ordered = rule_words.in_order(document)
    place = ordered.index(question)
    here = Place(document, question, "show", ordered[:place])
    there = next((each for each in here.kinds if getattr(question, each)), "show")
    here = replace(here, which=which if which in here.kinds else there)
    return replace(here, earlier=ordered[: place + 1]) if here.which == "check" else here


def _at_section(document: Document, code: str) -> Place:
    section = sections.find(document, code)
    before = [each.code for each in document.sections]
    before = before[: before.index(code)]
    earlier = [each for each in rule_words.in_order(document) if each.section in before]
    return Place(document, section, "show", earlier)


def _with(question: Question, words: dict[str, str]) -> Question:
    told = {"show": question.show, "skip": question.skip, "check": question.check} | words
    said = told.get("check_told", question.check_told)
    return replace(
        question,
        show=told["show"],
        skip=told["skip"],
        check=told["check"],
        check_told=said,
    )
