"""設問の編集: adding, changing, moving, copying, deleting; a new document, or why it cannot be."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import MISSING, fields, replace
from typing import Any

from surveys import branching, factors, rules
from surveys.documents import Document, Section
from surveys.drafting import codes, pipes, rule_texts
from surveys.errors import N_, SurveyError
from surveys.kinds import KINDS, Choice, Question
from surveys.rule_words import numbered
from surveys.soundness import UnknownKind, must_be_sound

# What only some kinds take: what a question says of it goes when its kind takes it no more.
PARTS = frozenset().union(*(kind.takes for kind in KINDS.values())) - {"weight"}
_WITH_BANDS = ("bands", "as_of", "band_code", "band_label")
_USUAL: Mapping[str, Any] = {
    each.name: each.default for each in fields(Question) if each.default is not MISSING
}
LONGEST = 14  # letters of a question's words where it is named


class NoSuchQuestion(SurveyError):
    message = N_("設問「%(code)s」がありません。ほかの人が削除したか、コードを変えています")


class CodeNotUsable(SurveyError):
    message = N_(
        "設問コード「%(code)s」は使えません。空白や = < > ! ( ) , . : / を除いた"
        "60文字までの言葉にしてください"
    )


class LookedAt(SurveyError):
    message = N_(
        "%(name)sの答えは、%(by)sの条件や文章で使われています。"
        "先に%(by)sの条件や、差し込んだ言葉を直してください"
    )


class LooksAhead(SurveyError):
    message = N_(
        "%(name)sは%(at)sの答えを条件や文章に使うので、%(at)sより後に置いてください。"
        "前に置くときは、先に%(name)sの条件や、差し込んだ言葉を直してください"
    )


def find(document: Document, code: str) -> Question:
    """The question with this code.

    Raises:
        NoSuchQuestion
    """
    for question in document.questions:
        if question.code == code:
            return question
    raise NoSuchQuestion(code=code)


def new(code: str, kind: str, section: str = "") -> Question:
    """A question of a kind about which nothing is said yet.

    Raises:
        UnknownKind
    """
    if kind not in KINDS:
        raise UnknownKind(code=code, kind=kind)
    return KINDS[kind].usual(Question(code, "", kind, section=section))


def add(document: Document, question: Question, after: str = "") -> Document:
    """Put a question behind another one, or at the end of its section.

    Raises:
        NoSuchQuestion, CodeNotUsable, TwiceTheSameCode, RuleBroken
    """
    _must_be_usable(question.code)
    if after:
        question = replace(question, section=find(document, after).section)
    return fitting(replace(document, questions=_inserted(document, question, after)))


def change(document: Document, question: Question, code: str = "") -> Document:
    """Put a question in the place of the one that is called `code`, or the same as it.

    Rules that look at it follow its new code and its new words, and so do its translations.

    Raises:
        NoSuchQuestion, CodeNotUsable, LookedAt, TwiceTheSameCode, ChoiceCodeTaken, RuleBroken
    """
    before = find(document, code or question.code)
    if before.section != question.section:
        moved = place(document, before.code, question.section)
        return change(moved, question, before.code)
    _must_be_usable(question.code)
    codes_of = {before.code: question.code} if before.code != question.code else {}
    if _is_named_otherwise(before, question):
        document = rule_texts.in_every_rule(document, lambda rule: _kept(rule, before, codes_of))
        question = rule_texts.in_its_rules(question, lambda rule: _kept(rule, before, codes_of))
    replaced = tuple(question if each.code == before.code else each for each in document.questions)
    made = replace(document, questions=replaced)
    if not codes_of:
        return fitting(made)
    told = factors.renamed(document.factors, before, question)
    return fitting(replace(_renamed(made, before.code, question.code), factors=told))


def rekind(document: Document, code: str, kind: str) -> Document:
    """Ask a question in another kind; what that takes too stays.

    Raises:
        NoSuchQuestion, UnknownKind, LookedAt, TwiceTheSameCode
    """
    before = find(document, code)
    if kind not in KINDS:
        raise UnknownKind(code=code, kind=kind)
    return change(document, KINDS[kind].usual(_fitted(before, kind)))


def place(document: Document, code: str, section: str, before: str = "") -> Document:
    """Move a question in front of another one, or to the end of a section.

    Raises:
        NoSuchQuestion, LooksAhead, UnknownSection
    """
    question = find(document, code)
    if before:
        section = find(document, before).section
    moved = replace(question, section=section)
    rest = tuple(each for each in document.questions if each.code != code)
    without = replace(document, questions=rest)
    if before and before != code:
        at = rest.index(find(without, before))
        made = (*rest[:at], moved, *rest[at:])
    else:
        made = _inserted(without, moved, "") if before != code else document.questions
    must_look_back(document, made)
    return fitting(replace(document, questions=made))


def step(document: Document, code: str, *, up: bool) -> Document:
    """Move a question one place up or down, over the edge of its section into the next one.

    Raises:
        NoSuchQuestion, LooksAhead
    """
    question = find(document, code)
    mine = [each for each in document.questions if each.section == question.section]
    at = mine.index(question) + (-1 if up else 1)
    if 0 <= at < len(mine):
        first, second = (question, mine[at]) if up else (mine[at], question)
        return place(document, first.code, question.section, before=second.code)
    sections = [section.code for section in document.sections] or [""]
    beside = sections.index(question.section) + (-1 if up else 1)
    if not 0 <= beside < len(sections):
        return document
    there = [each.code for each in document.questions if each.section == sections[beside]]
    return place(document, code, sections[beside], "" if up or not there else there[0])


def copy(document: Document, code: str, new_code: str) -> Document:
    """Put a second one behind a question, with the same words, rules and translations.

    Raises:
        NoSuchQuestion, CodeNotUsable, TwiceTheSameCode
    """
    question = find(document, code)
    band = f"{new_code}_band" if question.band_code else ""
    mine = {code: new_code} | ({question.band_code: band} if band else {})
    # A check looks at the answer it stands at; the other rules only look at those before.
    check = rule_texts.recoded(question.check, mine) if question.check else ""
    second = replace(question, code=new_code, band_code=band, check=check)
    made = add(document, second, code)
    told = {
        language: {**words, **_moved(words, code, new_code)}
        for language, words in document.translations.items()
    }
    return replace(made, translations=told)


def delete(document: Document, code: str) -> Document:
    """Take a question away, with its translations.

    Raises:
        NoSuchQuestion, LookedAt
    """
    find(document, code)
    lookers = [each for each in document.questions if code in _looks_at(document, each)]
    sections = [] if lookers else list(_sections_that_look(document, code))
    if lookers or sections:
        by = _listed(document, lookers) or "・".join(f"セクション「{s.title}」" for s in sections)
        raise LookedAt(name=called(document, code), by=by)
    rest = tuple(each for each in document.questions if each.code != code)
    told = {
        language: {path: text for path, text in words.items() if not _is_of(path, code)}
        for language, words in document.translations.items()
    }
    department = "" if document.department == code else document.department
    made = replace(document, questions=rest, translations=told, department=department)
    return fitting(made)


def called(document: Document, code: str) -> str:
    """What people call a question: 問3「お住まいの地区」."""
    label = find(document, code).label.strip()
    short = label if len(label) <= LONGEST else f"{label[: LONGEST - 1]}…"
    return f"{numbered(document).get(code, code)}{f'「{short}」' if short else ''}"


def fitting(document: Document) -> Document:
    """Let through a document whose names differ and whose rules can be read.

    Raises:
        TwiceTheSameCode, ChoiceCodeTaken, UnknownSection, SectionsMixed, RuleBroken, and
        what the kinds refuse

    A factor is left with the questions that are there and answered in steps.
    """
    must_be_sound(document.questions, [each.code for each in document.sections] or [""])
    _ = document.rules, document.checks
    kept = factors.kept(document.factors, document.questions)
    return document if kept == document.factors else replace(document, factors=kept)


def _must_be_usable(code: str) -> None:
    if not codes.is_usable(code):
        raise CodeNotUsable(code=code)


def _inserted(document: Document, question: Question, after: str) -> tuple[Question, ...]:
    """The questions with one more: behind another one, or at the end of its section."""
    sections = [section.code for section in document.sections] or [""]
    listed = list(document.questions)
    if after:
        at = listed.index(find(document, after)) + 1
    else:
        until = (
            sections[: sections.index(question.section) + 1] if question.section in sections else []
        )
        at = sum(each.section in until for each in listed)
    return (*listed[:at], question, *listed[at:])


def _is_named_otherwise(before: Question, after: Question) -> bool:
    listed = ("choices", "others", "rows", "aspects")
    return before.code != after.code or any(
        getattr(before, name) != getattr(after, name) for name in listed
    )


def _kept(rule: str, before: Question, codes_of: Mapping[str, str]) -> str:
    return rule_texts.recoded(rule_texts.by_codes(rule, before), codes_of)


def _renamed(document: Document, old: str, code: str) -> Document:
    told = {
        language: {p: t for p, t in words.items() if not _is_of(p, old)} | _moved(words, old, code)
        for language, words in document.translations.items()
    }
    department = code if document.department == old else document.department
    made = replace(document, translations=told, department=department)
    return pipes.in_every_text(made, {old: code})


def _moved(words: Mapping[str, str], old: str, code: str) -> dict[str, str]:
    return {code + path[len(old) :]: text for path, text in words.items() if _is_of(path, old)}


def _is_of(path: str, code: str) -> bool:
    """Whether a path of a translation lies in this question."""
    return path == code or (path.startswith(code) and path[len(code)] in ":/.")


def _fitted(question: Question, kind: str) -> Question:
    takes, marks = KINDS[kind].takes, KINDS[kind].marks
    gone = sorted(PARTS - takes)
    # How many letters a text may have is not how many choices may be ticked.
    if "choices" not in KINDS[question.kind].takes & takes:
        gone += ["least", "limit"]
    if "bands" in gone:
        gone += _WITH_BANDS
    told: dict[str, Any] = {name: _USUAL[name] for name in gone}
    if "choices" in takes:
        told["choices"] = tuple(_remarked(choice, marks) for choice in question.choices)
    return replace(question, kind=kind, **told)


def _remarked(choice: Choice, marks: frozenset[str]) -> Choice:
    """わからない stands beside a scale, and rules out the others where several can be ticked."""
    apart = choice.beside or choice.exclusive
    return replace(
        choice,
        beside=apart and "beside" in marks,
        exclusive=apart and "exclusive" in marks,
        write_in=choice.write_in and "write_in" in marks,
    )


def _looks_at(document: Document, question: Question) -> frozenset[str]:
    """The questions whose answers its rules or its texts need."""
    held = document.checks.get(question.code)
    looked = document.leans_on(question) | (rules.names(held) if held else frozenset())
    told = document.piped.get(f"check {question.code}", frozenset())
    return (looked | told) - {question.code}


def _sections_that_look(document: Document, code: str) -> Iterator[Section]:
    """The sections whose words hold an answer, or that nobody stands in yet and whose rule does."""
    filled = {each.section for each in document.questions}
    for section in document.sections:
        looked = frozenset() if section.code in filled else _named_by(document, section.show)
        if code in looked | document.piped.get(f"section {section.code}", frozenset()):
            yield section


def _named_by(document: Document, rule: str) -> frozenset[str]:
    """The questions that a rule looks at; none where it cannot be read any more."""
    asked = {each.code: each for each in document.questions if KINDS[each.kind].asks}
    try:
        return rules.names(branching.read(rule, asked)) if rule else frozenset()
    except SurveyError:
        return frozenset()


def must_look_back(before: Document, questions: Iterable[Question]) -> None:
    """Every question, and the words of every section, stand behind those they look at.

    Raises:
        LooksAhead
    """
    seen: set[str] = set()
    sections = {section.code: section for section in before.sections}
    for question in questions:
        section = sections.pop(question.section, None)
        if section:
            said = before.piped.get(f"section {section.code}", frozenset())
            _must_be_seen(before, f"セクション「{section.title or section.code}」", said - seen)
        ahead = _looks_at(before, question) - seen
        _must_be_seen(before, called(before, question.code), ahead)
        seen.add(question.code)


def _must_be_seen(before: Document, name: str, ahead: Collection[str]) -> None:
    if ahead:
        looked = "・".join(called(before, code) for code in sorted(ahead))
        raise LooksAhead(name=name, at=looked)


def _listed(document: Document, questions: Iterable[Question]) -> str:
    return "・".join(called(document, each.code) for each in questions)
