"""What looks back in a file: rules, checks and the answers that texts say back."""

from collections.abc import Iterator, Mapping
from typing import Any

from surveys import branching, piping
from surveys.branching import RuleOfUnknownQuestion
from surveys.documents import Section
from surveys.errors import SurveyError
from surveys.formats.base import Found, Path
from surveys.formats.shape import text
from surveys.kinds import KINDS, Question
from surveys.piping import looked_at

Questions = Mapping[Path, Question]
_BEFORE = "差し込めるのは、前のページにある設問の答えだけです。コードと場所を確かめてください"
_WHOLE = "「{%(name)s.行のコード}」のように、1つの行を書いてください"


def add(
    said: Mapping[str, Any],
    sections: tuple[Section, ...],
    questions: Questions,
    found: Found,
    unread: set[str],
) -> None:
    """Add every rule that cannot be read and every pipe that leads to no earlier answer.

    Looking at a question whose own entry is `unread` is no mistake of the one that looks.
    """
    earlier: dict[str, Question] = {}
    begun: set[str] = set()
    whole = {section.code: section for section in sections}
    translated = _translated(said)
    for path, question in questions.items():
        look = _Look(earlier, {each.code for each in questions.values()}, found, unread)
        section = whole.get(question.section)
        if section and section.code not in begun:
            begun.add(section.code)
            look.rule((*path[:2], "show"), section.show)
            look.pipes((*path[:2], "title"), section.title)
            look.pipes((*path[:2], "lead"), section.lead)
            for place, words in translated(f"section {section.code}"):
                look.pipes(place, words)
        _question(look, path, question)
        for place, words in translated(question.code):
            look.pipes(place, words, question if place[-1] == f"{question.code}.check" else None)
        if KINDS[question.kind].asks:
            earlier = {**earlier, question.code: question}


def _question(look: "_Look", path: Path, question: Question) -> None:
    look.rule((*path, "show"), question.show)
    look.rule((*path, "skip"), question.skip)
    look.rule((*path, "check"), question.check, question)
    look.pipes((*path, "check_told"), question.check_told, question)
    for name in ("label", "help"):
        look.pipes((*path, name), getattr(question, name))
    for name in ("choices", "others", "rows", "aspects"):
        for part in getattr(question, name):
            look.pipes((*path, name), part.label)


class _Look:
    """What one place of a file may look at, and the problems it has."""

    def __init__(
        self, earlier: Mapping[str, Question], every: set[str], found: Found, unread: set[str]
    ) -> None:
        self.earlier, self.every, self.found, self.unread = earlier, every, found, unread

    def rule(self, place: Path, rule: str, own: Question | None = None) -> None:
        if not rule:
            return
        seen = {**self.earlier, own.code: own} if own else self.earlier
        try:
            branching.read(rule, seen, self.every - seen.keys())
        except SurveyError as error:
            name = str(error.details.get("name", "")).partition(".")[0]
            if not isinstance(error, RuleOfUnknownQuestion) or name not in self.unread:
                self.found.refused(place, error)

    def pipes(self, place: Path, words: str, own: Question | None = None) -> None:
        """`own` is the question whose answer is there already when the words are said."""
        known = {**self.earlier, own.code: own} if own else self.earlier
        for name in piping.names(words):
            if name.partition(".")[0] in self.unread:
                continue
            seen = looked_at(name, known)
            if seen is None:
                what = f"差し込み「{{{name}}}」の設問が、これより前にありません"
                self.found.add(place, what, _BEFORE)
            elif not _can_be_said(name, seen[0]):
                what = f"差し込み「{{{name}}}」の答えは、1つの言葉になりません"
                self.found.add(place, what, _WHOLE % {"name": name})


def _can_be_said(name: str, question: Question) -> bool:
    """Whether an answer, or the line of it, is something to say: a whole matrix is not."""
    first, *lines = KINDS[question.kind].terms(question)
    return "." in name or first.several or not lines


def _translated(said: Mapping[str, Any]) -> Any:
    """A function that lists the translated texts of a question or a section, with their places."""
    told = said.get("translations")
    every = told.items() if isinstance(told, Mapping) else ()

    def of(owner: str) -> Iterator[tuple[Path, str]]:
        for language, words in every:
            for path, each in words.items() if isinstance(words, Mapping) else ():
                where = text(path)
                if where == owner or (where.startswith(owner) and where[len(owner)] in ":/."):
                    yield ("translations", text(language), where), text(each)

    return of
