"""Finding a question by what a planner calls it: its name, its words, or its column."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from difflib import get_close_matches

from analysis.codebook import Codebook, Measure, Question, Role, Variable
from analysis.errors import UnknownVariable

_JOINT = "／"
_BOUNDARY = re.compile(r"[\s（(［\[【.．:：、]")
_MOST_SHOWN = 12


def find(book: Codebook, name: str) -> Question | Variable:
    """Find a multiple answer (a Question) or a variable by whatever a planner calls it.

    Tried in order: the name of a question or multiple answer; its label; the column it is read
    from (訪問目的ALL for 訪問目的, 年齢 for the 年代 made of it); a part of a header of several
    rows; the words before a bracket or space (問2 for 問2 利用する施設); and the same again without
    regard to widths, case and spaces. A column that was left out, but has levels, is found too,
    and so is one tick by its own name; what can be counted goes before what cannot.

    Raises:
        UnknownVariable: nothing is called so; the message says what is called nearly so.
    """
    counted = _counted(book)
    others = [_alone(v) for v in book.variables]
    for questions in (counted, others):
        for called in _CALLS:
            found = _only(questions, called, name)
            if found is not None:
                whole = found.multiple and questions is counted
                return found if whole else found.variables[0]
    raise UnknownVariable(name=name, known=_near(book, name))


def as_text(book: Codebook, name: str) -> tuple[Codebook, Variable]:
    """Find a column of free text; one that was taken for choices is read as text instead.

    Raises:
        UnknownVariable
    """
    known = {called: v for v in book.variables for called in (v.label, v.column, v.name) if called}
    texts = {called: v for called, v in known.items() if v.measure is Measure.TEXT}
    found = texts.get(name) or known.get(name) or _first(find(book, name))
    changed = replace(
        found,
        measure=Measure.TEXT,
        role=Role.QUESTION,
        levels=(),
        off_scale=(),
        group=found.group if found.measure is Measure.TEXT else None,
        separator=found.separator if found.measure is Measure.TEXT else None,
    )
    return book.with_variable(changed), changed


def _first(found: Question | Variable) -> Variable:
    return found if isinstance(found, Variable) else found.variables[0]


def _counted(book: Codebook) -> list[Question]:
    left_out = [
        _alone(v)
        for v in book.variables
        if v.role is Role.IGNORE and v.measure in (Measure.NOMINAL, Measure.ORDINAL)
    ]
    return [*book.questions(), *left_out]


def _alone(variable: Variable) -> Question:
    return Question(variable.name, variable.label, (variable,))


def _by_name(question: Question) -> set[str]:
    return {question.name}


def _by_label(question: Question) -> set[str]:
    return {question.label}


def _by_column(question: Question) -> set[str]:
    """The one column that all of a question is read from, and the list it repeats."""
    columns = {v.column or v.name for v in question.variables}
    listed = {f"{question.name}{mark}" for mark in ("ALL", "（ALL）", "(ALL)", "_ALL", " ALL")}
    return (columns if len(columns) == 1 else set()) | (listed if question.multiple else set())


def _by_part(question: Question) -> set[str]:
    return {part for part in question.name.split(_JOINT) if part != question.name}


def _by_beginning(question: Question) -> set[str]:
    names = (question.name, question.label)
    return {name[: mark.start()] for name in names for mark in _BOUNDARY.finditer(name)}


def _folded(question: Question) -> set[str]:
    return {_fold(one) for called in _CALLS[:-1] for one in called(question)}


def _fold(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


_Call = Callable[[Question], set[str]]
_CALLS: tuple[_Call, ...] = (_by_name, _by_label, _by_column, _by_part, _by_beginning, _folded)


def _only(questions: list[Question], called: _Call, name: str) -> Question | None:
    """The one question that is called `name`; none when several are, but for names."""
    wanted = _fold(name) if called is _folded else name
    found = [question for question in questions if wanted in called(question)]
    return found[0] if found and (len(found) == 1 or called is _by_name) else None


def _near(book: Codebook, name: str) -> str:
    """Names like `name` first, then the others, as many as fit in a sentence."""
    names = list(dict.fromkeys(q.name for q in _counted(book)))
    names += [v.name for v in book.variables if v.measure is Measure.TEXT and v.name not in names]
    folded = {_fold(one): one for one in reversed(names)}
    near = [folded[one] for one in get_close_matches(_fold(name), folded, n=5, cutoff=0.5)]
    shown = list(dict.fromkeys([*near, *names]))
    return "、".join(shown[:_MOST_SHOWN]) + ("…" if len(shown) > _MOST_SHOWN else "")
