"""The settings of words as plain text and as rows of a sheet, and what may be wrong in them.

Text has a heading for each kind, then a word a line; a group of synonyms is the word to show, a
colon and the others:

    [同義語]
    子ども：児童、生徒
    [強制抽出]
    えんぱーく

A sheet has the columns 種類, 語 and まとめる語. Lines that begin with # are notes.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from analysis.errors import AnalysisError
from analysis.text.lexicon import Lexicon, lemma
from analysis.text.words import normalise

SYNONYMS, COMPOUNDS, STOPPED = "同義語", "強制抽出", "使用しない語"
BANNED, PINNED = "名前に使わない語", "必ず使う語"
KINDS = (SYNONYMS, COMPOUNDS, STOPPED, BANNED, PINNED)
HEADER = ("種類", "語", "まとめる語")
_HEADING = re.compile(r"\[(.*)\]|［(.*)］|【(.*)】")
_COLON = re.compile(r"[:：]")
_BETWEEN = re.compile(r"[、，,\t]+")
_NOT_A_WORD = re.compile(r"[\[\]:,、#\n]")


class UnknownKind(AnalysisError):
    message = (
        "%(line)d行目: 「%(said)s」という種類はありません。"
        "同義語、強制抽出、使用しない語、名前に使わない語、必ず使う語のどれかにしてください"
    )


class NoKind(AnalysisError):
    message = "%(line)d行目: 語の前に、種類の見出し（[同義語] など）を書いてください"


class NoOthers(AnalysisError):
    message = (
        "%(line)d行目: 「%(word)s」にまとめる語がありません。"
        "「子ども：児童、生徒」のように、見せる語、コロン、まとめる語の順に書いてください"
    )


class NotAWord(AnalysisError):
    message = "%(line)d行目: 「%(word)s」は語として使えません。記号を除き、1語ずつ書いてください"


class InTwoGroups(AnalysisError):
    message = (
        "%(line)d行目: 「%(word)s」は%(other)d行目の同義語にもあります。"
        "どちらか1つの組に入れてください"
    )


class Contradiction(AnalysisError):
    message = (
        "%(line)d行目: 「%(word)s」は%(other)d行目で「%(kind)s」になっています。"
        "どちらか一方にしてください"
    )


@dataclass(frozen=True, slots=True)
class _Entry:
    line: int
    kind: str
    word: str
    others: tuple[str, ...] = ()


def loads(text: str) -> Lexicon:
    """Read the settings from text.

    Raises:
        UnknownKind, NoKind, NoOthers, NotAWord, InTwoGroups, Contradiction
    """
    return _lexicon(_entries(text))


def from_rows(rows: Iterable[Sequence[str]]) -> Lexicon:
    """Read the settings from rows of a sheet; its heading may be there or not.

    Raises:
        UnknownKind, NoOthers, NotAWord, InTwoGroups, Contradiction
    """
    return _lexicon(_row_entries(rows))


def dumps(lexicon: Lexicon) -> str:
    """Write the settings as text that `loads` reads again; the same settings, the same text."""
    parts: list[str] = []
    for kind in KINDS:
        lines = [
            f"{word}：{'、'.join(others)}" if others else word
            for said, word, others in _listed(lexicon)
            if said == kind
        ]
        parts += [f"[{kind}]", *lines, ""]
    return "\n".join(parts)


def to_rows(lexicon: Lexicon) -> list[tuple[str, str, str]]:
    """Write the settings as rows of a sheet, its heading first."""
    rows = [(kind, word, "、".join(others)) for kind, word, others in _listed(lexicon)]
    return [HEADER, *rows]


def added(text: str, kind: str, lines: Iterable[str]) -> str:
    """The text with more lines under the heading of a kind; notes and all else stay as they are."""
    kept = text.splitlines()
    heads = [(place, each) for place, raw in enumerate(kept) if (each := _heading(raw))]
    mine = [place for place, each in heads if each == kind]
    if not mine:
        space = [""] if kept and kept[-1].strip() else []
        return "\n".join([*kept, *space, f"[{kind}]", *lines, ""])
    end = next((place for place, _ in heads if place > mine[-1]), len(kept))
    while not kept[end - 1].strip():
        end -= 1
    here = {raw.strip() for raw in kept[mine[-1] : end]}
    return "\n".join([*kept[:end], *(each for each in lines if each not in here), *kept[end:], ""])


def _heading(raw: str) -> str | None:
    """The kind that a line is the heading of."""
    match = _HEADING.fullmatch(raw.strip("\ufeff \t　"))
    return next(filter(None, match.groups()), "").strip() if match else None


def _listed(lexicon: Lexicon) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for shown, others in lexicon.synonyms:
        yield SYNONYMS, shown, others
    plain = (lexicon.compounds, lexicon.stopped, lexicon.banned, lexicon.pinned)
    for kind, words in zip(KINDS[1:], plain, strict=True):
        for word in words:
            yield kind, word, ()


def _entries(text: str) -> Iterator[_Entry]:
    kind: str | None = None
    for line, raw in enumerate(text.splitlines(), start=1):
        said = raw.strip("\ufeff \t　")
        if not said or said.startswith("#"):
            continue
        heading = _HEADING.fullmatch(said)
        if heading is not None:
            kind = _kind(next(filter(None, heading.groups()), ""), line)
        elif kind is None:
            raise NoKind(line=line)
        elif kind == SYNONYMS:
            word, *rest = _COLON.split(said, maxsplit=1)
            yield _entry(line, kind, word, "".join(rest))
        else:
            for word in filter(None, map(str.strip, _BETWEEN.split(said))):
                yield _entry(line, kind, word, "")


def _row_entries(rows: Iterable[Sequence[str]]) -> Iterator[_Entry]:
    for line, row in enumerate(rows, start=1):
        kind, word, others, *_ = (*(cell.strip() for cell in row), "", "", "")
        if not word or kind.startswith("#") or (kind, word) == HEADER[:2]:
            continue
        yield _entry(line, _kind(kind, line), word, others)


def _kind(said: str, line: int) -> str:
    kind = said.strip()
    if kind not in KINDS:
        raise UnknownKind(line=line, said=kind)
    return kind


def _entry(line: int, kind: str, word: str, others: str) -> _Entry:
    found = [_word(other, line) for other in _BETWEEN.split(others) if other.strip()]
    if kind == SYNONYMS and not found:
        raise NoOthers(line=line, word=word.strip())
    return _Entry(line, kind, _word(word, line), tuple(found) if kind == SYNONYMS else ())


def _word(said: str, line: int) -> str:
    word = "".join(normalise(said).split())
    if not word or _NOT_A_WORD.search(word) or not any(map(str.isalnum, word)):
        raise NotAWord(line=line, word=said.strip())
    return word


def _lexicon(entries: Iterable[_Entry]) -> Lexicon:
    kept = list(entries)
    _refuse_two_groups([entry for entry in kept if entry.kind == SYNONYMS])
    _refuse_contradictions(kept)
    groups: dict[str, set[str]] = {}
    for entry in kept:
        if entry.kind == SYNONYMS:
            groups.setdefault(entry.word, set()).update(set(entry.others) - {entry.word})
    plain = [
        tuple(sorted({entry.word for entry in kept if entry.kind == kind})) for kind in KINDS[1:]
    ]
    synonyms = ((shown, tuple(sorted(others))) for shown, others in sorted(groups.items()))
    return Lexicon(tuple(group for group in synonyms if group[1]), *plain)


def _refuse_two_groups(entries: list[_Entry]) -> None:
    """A word is counted as one other word only, and what it is counted as stays as it is."""
    seen: dict[str, _Entry] = {}
    for entry in entries:
        for word in (entry.word, *entry.others):
            before = seen.setdefault(lemma(word), entry)
            if before.word != entry.word:
                raise InTwoGroups(line=entry.line, word=word, other=before.line)


def _refuse_contradictions(entries: list[_Entry]) -> None:
    """What is not counted can neither always be counted nor be one word with others."""
    stopped = {lemma(entry.word): entry for entry in entries if entry.kind == STOPPED}
    for entry in entries:
        before = stopped.get(lemma(entry.word))
        if before is not None and entry.kind in (PINNED, SYNONYMS):
            raise Contradiction(line=entry.line, word=entry.word, other=before.line, kind=STOPPED)
