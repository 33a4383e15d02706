"""調査票の文書: what one version of a questionnaire says, as JSON and as frozen objects."""

import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import MISSING, dataclass, field, fields, replace
from functools import cached_property
from hashlib import sha256
from typing import Any, TypeVar

from surveys import branching, factors, piping, rules
from surveys.errors import N_, SurveyError
from surveys.factors import Factor
from surveys.kinds import KINDS, Answers, Choice, Question, Row
from surveys.readings import MARK, bare
from surveys.rules import Rule
from surveys.soundness import must_be_sound

FORMAT = 1
SOURCE_LANGUAGE = "ja"
Part = TypeVar("Part", Choice, Row)


class RuleBroken(SurveyError):
    """A rule of a question or a section could not be used; its sentence says why."""

    message = N_("%(place)sの%(reason)s")


@dataclass(frozen=True, slots=True)
class Section:
    """A page of the questionnaire; `show` is a rule of who is asked all of it."""

    code: str
    title: str
    lead: str = ""
    show: str = ""


@dataclass(frozen=True)
class Document:
    """One version of a questionnaire, parsed.

    Attributes:
        title, purpose: what respondents read first: its name, and what it is for.
        host, contact: who asks (実施主体), and whom to call (問い合わせ先).
        minutes: how long it takes.
        kept_until: until when the answers are kept, in words.
        department: the code of the question that per-department links answer; "" = none.
        factors: which of its questions are told together by their mean.
        translations: {language: {path: text}}; a path is title, purpose, host, contact,
            kept_until, section CODE, section CODE.lead, CODE, CODE.help, CODE.unit, CODE.check,
            CODE:CHOICE, CODE::CHOICE of the second aspect, CODE/ROW or CODE/ASPECT.
    """

    questions: tuple[Question, ...]
    sections: tuple[Section, ...] = ()
    title: str = ""
    purpose: str = ""
    host: str = ""
    contact: str = ""
    minutes: int | None = None
    kept_until: str = ""
    department: str = ""
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    factors: tuple[Factor, ...] = ()

    @cached_property
    def rules(self) -> Mapping[str, tuple[tuple[Rule, bool], ...]]:
        """{question: (rule, whether it must hold)} of those asked only sometimes.

        Raises:
            RuleBroken
        """
        sections = {section.code: section for section in self.sections}
        every = self.codes
        earlier: dict[str, Question] = {}
        whole: dict[str, tuple[tuple[Rule, bool], ...]] = {}
        found: dict[str, tuple[tuple[Rule, bool], ...]] = {}
        for question in self.questions:
            code = question.section
            if code in sections and code not in whole:
                shown = ((sections[code].show, True),)
                whole[code] = _read(f"セクション「{code}」", shown, earlier, every)
            own = ((question.show, True), (question.skip, False))
            made = whole.get(code, ()) + _read(f"設問「{question.code}」", own, earlier, every)
            if made:
                found[question.code] = made
            if KINDS[question.kind].asks:
                earlier[question.code] = question
        return found

    @cached_property
    def checks(self) -> Mapping[str, Rule]:
        """{question: the rule that its answer must meet with those before it}.

        Raises:
            RuleBroken
        """
        earlier: dict[str, Question] = {}
        found: dict[str, Rule] = {}
        for question in self.questions:
            earlier[question.code] = question
            check = ((question.check, True),)
            for rule, _ in _read(f"設問「{question.code}」の確認", check, earlier, self.codes):
                found[question.code] = rule
        return found

    @cached_property
    def piped(self) -> Mapping[str, frozenset[str]]:
        """{question: those whose answers stand in its texts}, in whatever language.

        The title and the lead of a section are under `section CODE`. What a check says stands
        nowhere until an answer fails it: that is under `check CODE`.
        """
        told: dict[str, list[str]] = {each.code: [*piping.texts(each)] for each in self.questions}
        told |= {f"section {each.code}": [each.title, each.lead] for each in self.sections}
        told |= {f"check {each.code}": [each.check_told] for each in self.questions}
        for words in self.translations.values():
            for path, text in words.items():
                owner = path if path in told else owner_of(path)
                owner = f"check {owner}" if path == f"{owner}.check" else owner
                told.get(owner, []).append(text)
        named = {
            code: {name.partition(".")[0] for text in texts for name in piping.names(text)}
            for code, texts in told.items()
        }
        known = {code: self.codes & names for code, names in named.items()}
        return {code: names for code, names in known.items() if names}

    def leans_on(self, question: Question) -> frozenset[str]:
        """The codes of the questions that must be answered before one can be shown."""
        return self.looks_at(question) | self.piped.get(question.code, frozenset())

    def needed(self, of: Collection[str]) -> frozenset[str]:
        """The codes of what must be read to show and to read these questions."""
        sections = {f"section {each.section}" for each in self.questions if each.code in of}
        checks = {f"check {code}" for code in of}
        told = (self.piped[key] for key in (*of, *sections, *checks) if key in self.piped)
        held = (rules.names(self.checks[code]) for code in of if code in self.checks)
        return self.deciding.union(of, *told, *held)

    @cached_property
    def deciding(self) -> frozenset[str]:
        """The codes of the questions whose answers decide what is asked."""
        return frozenset().union(*(self.looks_at(question) for question in self.questions))

    def looks_at(self, question: Question) -> frozenset[str]:
        """The codes of the questions that the rules of one look back at."""
        looked = (rules.names(rule) for rule, _ in self.rules.get(question.code, ()))
        return frozenset().union(*looked)

    @property
    def languages(self) -> tuple[str, ...]:
        return (SOURCE_LANGUAGE, *self.translations)

    def is_asked(self, question: Question, answers: Answers) -> bool:
        """Whether the answers so far lead to a question; those off the path must not be there."""
        if question.code not in self.rules:
            return True
        return all(rule.holds(answers) is must for rule, must in self.rules[question.code])

    @cached_property
    def asking(self) -> tuple[Question, ...]:
        """Its questions, without what only stands between them to be read."""
        return tuple(each for each in self.questions if KINDS[each.kind].asks)

    @cached_property
    def codes(self) -> frozenset[str]:
        return frozenset(question.code for question in self.questions)

    def asked(self, answers: Answers) -> frozenset[str]:
        """The codes of the questions that somebody with these answers is asked."""
        if not self.rules:
            return self.codes
        kept: dict[str, Any] = {}
        found: set[str] = set()
        for question in self.questions:
            if self.is_asked(question, kept):
                found.add(question.code)
                if question.code in answers:
                    kept[question.code] = answers[question.code]
        return frozenset(found)

    def question(self, code: str) -> Question:
        return next(question for question in self.questions if question.code == code)

    def in_language(self, language: str) -> "Document":
        """The same document in another language; what has no translation stays Japanese."""
        if language not in self.translations:
            return self
        if language not in self._spoken:
            self._spoken[language] = self._translated(self.translations[language])
        return self._spoken[language]

    @cached_property
    def _spoken(self) -> "dict[str, Document]":
        """The document in other languages, each made when it is first asked for."""
        return {}

    @cached_property
    def plain(self) -> "Document":
        """The document without the readings behind its words: what tables, files and papers say."""
        words = {path: bare(text) for path, text in paths(self).items() if MARK in text}
        told = any(MARK in text for each in self.translations.values() for text in each.values())
        if not words and not told:
            return self
        spoken = {
            language: {path: bare(text) for path, text in each.items()}
            for language, each in self.translations.items()
        }
        made = replace(self._translated(words), translations=spoken)
        made.__dict__["rules"], made.__dict__["checks"] = self.rules, self.checks
        return made

    def _translated(self, words: Mapping[str, str]) -> "Document":
        told = {name: words.get(name, getattr(self, name)) for name in WORDS}
        sections = tuple(_said(section, words) for section in self.sections)
        questions = tuple(_translated(question, words) for question in self.questions)
        made = replace(self, questions=questions, sections=sections, **told)
        for name in ("rules", "checks"):  # they may name choices by their Japanese words
            made.__dict__[name] = getattr(self, name)
        return made


WORDS = ("title", "purpose", "host", "contact", "kept_until")
_BEGINNING = re.compile("[:/.]")


def parse(document: Mapping[str, Any]) -> Document:
    """Read a document.

    Raises:
        UnknownKind, TwiceTheSameCode, ChoiceCodeTaken, AreaUnplaced, UnknownSection,
        SectionsMixed, RuleBroken, FactorUnsound
    """
    plain = {name: document[name] for name in _PLAIN if name in document}
    made = Document(
        questions=tuple(_question(entry) for entry in document["questions"]),
        sections=tuple(Section(**entry) for entry in document.get("sections", ())),
        factors=tuple(_factor(entry) for entry in document.get("factors", ())),
        **plain,
    )
    must_be_sound(made.questions, [section.code for section in made.sections] or [""])
    factors.must_be_sound(made.factors, made.questions)
    _ = made.rules, made.checks
    return made


def paths(document: Document) -> dict[str, str]:
    """Every path that can be translated, with the Japanese that stands there."""
    told = {name: getattr(document, name) for name in WORDS}
    for section in document.sections:
        told |= {f"section {section.code}": section.title}
        told |= {f"section {section.code}.lead": section.lead}
    for question in document.questions:
        code = question.code
        told |= {code: question.label, f"{code}.help": question.help, f"{code}.unit": question.unit}
        told[f"{code}.check"] = question.check_told
        told |= {f"{code}:{choice.code}": choice.label for choice in question.choices}
        told |= {f"{code}::{choice.code}": choice.label for choice in question.others}
        told |= {f"{code}/{row.code}": row.label for row in (*question.rows, *question.aspects)}
    return told


def owner_of(path: str) -> str:
    """The code of the question that a path of a translation is about."""
    return _BEGINNING.split(path)[0]


def write(document: Document) -> dict[str, Any]:
    """Write a document as JSON holds it; the opposite of `parse`."""
    plain = {name: getattr(document, name) for name in _PLAIN if getattr(document, name)}
    told = {"factors": [_brief(each) for each in document.factors]} if document.factors else {}
    return {
        "format": FORMAT,
        **plain,
        **told,
        "sections": [_brief(section) for section in document.sections],
        "questions": [_brief(question) for question in document.questions],
    }


def fingerprint(document: Mapping[str, Any]) -> str:
    """Name a document by what it says."""
    return sha256(json.dumps(document, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


_PLAIN = (*WORDS, "minutes", "department", "translations")
_DEFAULTS = {
    kind: {each.name: each.default for each in fields(kind) if each.default is not MISSING}
    for kind in (Question, Choice, Row, Section, Factor)
}


def _brief(part: Question | Choice | Row | Section | Factor) -> dict[str, Any]:
    """What a part says that is not understood by itself."""
    usual = _DEFAULTS[type(part)]
    said = {each.name: getattr(part, each.name) for each in fields(part)}
    told = {name: value for name, value in said.items() if value != usual.get(name, MISSING)}
    if isinstance(part, Question):
        told |= {
            name: [_brief(each) for each in getattr(part, name)]
            for name in ("choices", "rows", "others", "aspects")
            if name in told
        }
    return {name: _listed(value) for name, value in told.items()}


def _listed(value: Any) -> Any:
    """Tuples as JSON gives them back."""
    return [_listed(each) for each in value] if isinstance(value, tuple) else value


def _factor(entry: Mapping[str, Any]) -> Factor:
    listed = {name: tuple(entry.get(name, ())) for name in ("items", "reversed")}
    return Factor(**{**entry, **listed})


def _question(entry: Mapping[str, Any]) -> Question:
    given = dict(entry)
    for name in ("choices", "others"):
        given[name] = tuple(
            Choice(**{**each, "within": tuple(each.get("within", ()))})
            for each in entry.get(name, ())
        )
    for name in ("rows", "aspects"):
        given[name] = tuple(Row(**each) for each in entry.get(name, ()))
    for name in ("bands", "levels"):
        given[name] = tuple(entry.get(name, ()))
    given["sets"] = tuple(map(tuple, entry.get("sets", ())))
    return Question(**given)


def _read(
    place: str,
    texts: Iterable[tuple[str, bool]],
    earlier: Mapping[str, Question],
    every: Collection[str],
) -> tuple[tuple[Rule, bool], ...]:
    """The rules of one place, each with whether it must hold."""
    said = [(text, must) for text, must in texts if text.strip()]
    if not said:
        return ()
    later = [code for code in every if code not in earlier]
    try:
        return tuple((branching.read(text, earlier, later), must) for text, must in said)
    except SurveyError as error:
        raise RuleBroken(place=place, reason=str(error)) from error


def _said(section: Section, words: Mapping[str, str]) -> Section:
    path = f"section {section.code}"
    return replace(
        section,
        title=words.get(path, section.title),
        lead=words.get(f"{path}.lead", section.lead),
    )


def _translated(question: Question, words: Mapping[str, str]) -> Question:
    code = question.code

    def said(parts: tuple[Part, ...], mark: str) -> tuple[Part, ...]:
        return tuple(
            replace(one, label=words.get(f"{code}{mark}{one.code}", one.label)) for one in parts
        )

    return replace(
        question,
        label=words.get(code, question.label),
        help=words.get(f"{code}.help", question.help),
        unit=words.get(f"{code}.unit", question.unit),
        check_told=words.get(f"{code}.check", question.check_told),
        choices=said(question.choices, ":"),
        others=said(question.others, "::"),
        rows=said(question.rows, "/"),
        aspects=said(question.aspects, "/"),
    )
