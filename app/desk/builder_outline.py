"""設問の一覧: every question of a draft, with what is still to be done about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.desk import advising
from app.desk.advising import Advised
from app.desk.builder_acts import Here
from surveys import rule_words
from surveys.advice import MUST, unfinished
from surveys.documents import Document, Section, paths
from surveys.kinds import KINDS, Kind, Question


@dataclass(frozen=True, slots=True)
class Entry:
    """A question as the list shows it.

    Attributes:
        number: 問 and its number; "" where nothing is asked.
        ruled: whether only some are asked it; `missing`: texts without a translation.
        wrong: whether it lacks what nobody could answer it without.
    """

    question: Question
    number: str
    kind: Kind
    ruled: bool
    missing: int
    wrong: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A section with its questions; `page` is the first of its pages in the preview."""

    section: Section
    entries: Sequence[Entry]


@dataclass(frozen=True, slots=True)
class Outline:
    """All of a draft, and what is worth thinking over."""

    groups: Sequence[Group]
    advised: Advised


def outline(at: Here) -> Outline:
    """The list of a draft."""
    document = at.document
    missing, numbers = untranslated(document), rule_words.numbered(document)
    entries = [
        Entry(
            question,
            numbers.get(question.code, ""),
            KINDS[question.kind],
            question.code in document.rules,
            missing.get(question.code, 0),
            _is_unfinished(question),
        )
        for question in document.questions
    ]
    groups = [
        Group(section, [each for each in entries if each.question.section == section.code])
        for section in document.sections or (Section("", ""),)
    ]
    return Outline(groups, advising.of(at.questionnaire, document))


def entry(document: Document, question: Question) -> Entry:
    """One question of the list; only what it says itself is looked at anew."""
    alone = replace(question, section="", show="", skip="", check="")
    told = Document((alone,), translations=document.translations)
    return Entry(
        question,
        rule_words.numbered(document).get(question.code, ""),
        KINDS[question.kind],
        question.code in document.rules,
        untranslated(told).get(question.code, 0),
        _is_unfinished(question),
    )


def _is_unfinished(question: Question) -> bool:
    """Whether it lacks what nobody could answer it without."""
    return any(each.level == MUST for each in unfinished.question(question))


def untranslated(document: Document) -> Mapping[str, int]:
    """{question: how many of its texts lack a translation}, over all languages."""
    if not document.translations:
        return {}
    found: dict[str, int] = {}
    for question in document.questions:
        own = paths(Document((question,)))
        there = [path for path, words in own.items() if words]
        n = sum(path not in told for told in document.translations.values() for path in there)
        if n:
            found[question.code] = n
    return found
