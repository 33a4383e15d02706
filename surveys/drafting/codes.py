"""コードを付ける: new names for questions, choices and lines, never one that stood for another."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import count
from typing import TypeVar

from surveys.documents import Document
from surveys.kinds import KINDS, Choice, Question, Row

_NUMBERED = re.compile(r"q([0-9]{1,6})", re.IGNORECASE)
_USUAL = re.compile(r"[^\s=<>!(),.:/、＝＜＞！（），．：／]{1,60}")
Listed = TypeVar("Listed", Choice, Row)


def is_usable(code: str) -> bool:
    """Whether a code can stand in a rule and in the name of a column."""
    return bool(_USUAL.fullmatch(code))


def for_question(document: Document, used: Iterable[str] = ()) -> str:
    """The next of q1, q2 …, after every one that is there or was `used`."""
    taken = names(document) | set(used)
    numbers = [int(found[1]) for found in map(_NUMBERED.fullmatch, taken) if found]
    return f"q{max(numbers, default=0) + 1}"


def for_section(document: Document) -> str:
    taken = {section.code for section in document.sections}
    return next(code for n in count(1) if (code := f"s{n}") not in taken)


def for_listed(used: Collection[str]) -> str:
    """The first of 1, 2 … that stands for nothing and never did."""
    return next(code for n in count(1) if (code := str(n)) not in used)


def given(listed: Sequence[Listed], used: Iterable[str] = ()) -> tuple[Listed, ...]:
    """The choices or lines, those without a code with a new one."""
    taken = {*used, *(each.code for each in listed)}
    made = []
    for each in listed:
        code = each.code or for_listed(taken)
        taken.add(code)
        made.append(each if each.code else replace(each, code=code))
    return tuple(made)


def names(document: Document) -> set[str]:
    """Every name that a question takes for itself, its fields and its columns."""
    return {name for question in document.questions for name in of_question(question)}


def of_question(question: Question) -> set[str]:
    kind = KINDS[question.kind]
    columns = (column.name for column in kind.columns(question))
    return {question.code, *kind.fields(question), *columns}
