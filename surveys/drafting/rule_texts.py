"""条件の書きかえ: a rule keeps its meaning when what it names is called otherwise.

Only the words that changed are put in the place of others; all else stays as it was written.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from surveys.documents import Document
from surveys.kinds import Question
from surveys.readings import bare

_SIGN = r"[!＝=<>≦≧≤≥≠＜＞]+"
_WORD = re.compile(
    rf"""「[^」]*」|"[^"]*"|{_SIGN}|[(),、，（）]|[^\s!＝=<>≦≧≤≥≠＜＞(),、，（）"「]+"""
)
_BETWEEN = frozenset({"かつ", "または", "and", "or", "AND", "OR", "(", ")", "（", "）"})
_COMMAS = frozenset({",", "、", "，"})
_PLAIN_WORD = re.compile(r"[\w.-]+")
RULES = ("show", "skip", "check")
Saying = Callable[[str, str], str]  # a word, and the question whose value it is or "" = its name


def by_codes(text: str, question: Question) -> str:
    """A rule that names a question's choices and lines by their codes, however they are worded."""
    listed = (*question.choices, *question.others)
    values = {_plain(each.label): each.code for each in listed}
    values |= {_plain(each.code): each.code for each in listed}
    lines = {_plain(each.label): each.code for each in (*question.rows, *question.aspects)}

    def said(word: str, of: str) -> str:
        bare = _plain(_bare(word))
        if of == _plain(question.code) and bare in values:
            return _quoted(values[bare])
        name, _, line = bare.partition(".")
        if not of and name == _plain(question.code) and line in lines:
            return _quoted(f"{question.code}.{lines[line]}")
        return word

    return _rewritten(text, said)


def recoded(text: str, codes: Mapping[str, str]) -> str:
    """A rule that looks at the same questions under new codes."""
    plain = {_plain(old): new for old, new in codes.items()}

    def said(word: str, _of: str) -> str:
        name, dot, line = _bare(word).partition(".")
        if _plain(name) not in plain:
            return word
        return _quoted(f"{plain[_plain(name)]}{dot}{line}")

    return _rewritten(text, said)


def in_every_rule(document: Document, change: Callable[[str], str]) -> Document:
    """A document in which every rule is written as `change` gives it."""
    sections = tuple(
        replace(each, show=change(each.show)) if each.show else each for each in document.sections
    )
    questions = tuple(in_its_rules(each, change) for each in document.questions)
    return replace(document, sections=sections, questions=questions)


def in_its_rules(question: Question, change: Callable[[str], str]) -> Question:
    """The question with each of its rules as `change` gives it."""
    told = {name: getattr(question, name) for name in RULES}
    if not any(told.values()):
        return question
    return with_rules(question, {name: rule and change(rule) for name, rule in told.items()})


def with_rules(question: Question, told: Mapping[str, str]) -> Question:
    """The question with these rules and no others."""
    return replace(question, show=told["show"], skip=told["skip"], check=told["check"])


def _rewritten(text: str, said: Saying) -> str:
    made, at = [], 0
    for found, of in _words(text):
        made += [text[at : found.start()], said(found[0], of)]
        at = found.end()
    return "".join((*made, text[at:]))


def _words(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Every word with the question whose value it is; names of questions with ""."""
    about, behind = "", False
    for found in _WORD.finditer(text):
        word = found[0]
        if re.fullmatch(_SIGN, word):
            behind = True
        elif word in _BETWEEN:
            behind = False
        elif word not in _COMMAS:
            yield found, about if behind else ""
            about = about if behind else _plain(_bare(word)).partition(".")[0]


def _quoted(word: str) -> str:
    return word if _PLAIN_WORD.fullmatch(word) else f"「{word}」"


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", bare(text)).strip()


def _bare(word: str) -> str:
    return word[1:-1].strip() if word[0] in '「"' else word
