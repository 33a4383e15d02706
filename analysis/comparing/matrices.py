"""マトリクス: scales of a codebook that were asked line by line, and which belong together."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from analysis.codebook import Codebook, Role, Variable
from analysis.errors import AnalysisError

LEAST_LINES = 3
_JOINT = "／"
_SATISFIED = re.compile(r"満足|充実|評価|現状|sat", re.IGNORECASE)
_IMPORTANT = re.compile(r"重要|必要|優先|期待|imp", re.IGNORECASE)
_OVERALL = re.compile(r"全体|総合|市政|町政|村政|overall", re.IGNORECASE)
_LIVING = re.compile(r"暮らし|くらし|生活|住み|住ん")
_CODED = re.compile(r"^(?P<stem>.{2,}?[^\d_\-.])[_\-.]?(?P<line>\d+|(?<=[_\-])[^_\-]+)$")


class NoSuchMatrix(AnalysisError):
    message = "マトリクス「%(name)s」はありません。3行以上の段階評価のマトリクスを選んでください"


@dataclass(frozen=True, slots=True)
class Line:
    """One line: `key` is the same for the same line of another matrix."""

    key: str
    label: str
    variable: Variable


@dataclass(frozen=True, slots=True)
class Matrix:
    """Scales with the same levels under one heading; `name` is that of its first line."""

    name: str
    label: str
    lines: tuple[Line, ...]

    @property
    def keys(self) -> list[str]:
        return [line.key for line in self.lines]

    def line(self, key: str) -> Line:
        return next(line for line in self.lines if line.key == key)


def matrices(codebook: Codebook) -> tuple[Matrix, ...]:
    """Every matrix of scales with three lines or more, in the codebook's order."""
    found: dict[tuple[str, tuple[str, ...]], list[Line]] = {}
    for variable in codebook.variables:
        if variable.graded and variable.role is Role.QUESTION:
            heading, key, label = _parted(variable)
            if heading:
                lines = found.setdefault((heading, tuple(variable.labels)), [])
                lines.append(Line(key, label, variable))
    return tuple(
        Matrix(lines[0].variable.name, heading, tuple(lines))
        for (heading, _), lines in found.items()
        if len(lines) >= LEAST_LINES and len({line.key for line in lines}) == len(lines)
    )


def named(listed: tuple[Matrix, ...], name: str) -> Matrix:
    """The matrix of that name.

    Raises:
        NoSuchMatrix
    """
    for matrix in listed:
        if matrix.name == name:
            return matrix
    raise NoSuchMatrix(name=name)


def pairs(listed: tuple[Matrix, ...]) -> tuple[tuple[Matrix, Matrix], ...]:
    """Matrices of satisfaction and of importance about the same things, the likeliest first."""
    found = [
        (satisfied, important)
        for satisfied in listed
        for important in listed
        if _is(satisfied, _SATISFIED)
        and _is(important, _IMPORTANT)
        and satisfied is not important
        and len(common(satisfied, important)) >= LEAST_LINES
    ]
    return tuple(sorted(found, key=lambda pair: -len(common(*pair))))


def common(one: Matrix, other: Matrix) -> list[str]:
    """The keys of the lines that both have, in the order of the first."""
    there = set(other.keys)
    return [key for key in one.keys if key in there]


def overall(codebook: Codebook) -> tuple[Variable, ...]:
    """Scales that stand alone, those that ask how satisfied people are with everything first."""
    inside = {line.variable.name for matrix in matrices(codebook) for line in matrix.lines}
    alone = [
        variable
        for variable in codebook.variables
        if variable.graded and variable.role is Role.QUESTION and variable.name not in inside
    ]
    return tuple(sorted(alone, key=lambda variable: -whole(variable)))


def whole(variable: Variable) -> int:
    """How surely a scale asks for satisfaction with everything: 0 (no) to 2."""
    words = f"{variable.label} {variable.name}"
    if _OVERALL.search(words):
        return 2 if _SATISFIED.search(words) or variable.label == variable.name else 0
    return 1 if _SATISFIED.search(words) and _LIVING.search(words) else 0


def _is(matrix: Matrix, words: re.Pattern[str]) -> bool:
    """Whether the heading says so, or the choices where the heading says neither."""
    levels = "".join(matrix.lines[0].variable.labels)
    told = bool(_SATISFIED.search(matrix.label)) or bool(_IMPORTANT.search(matrix.label))
    return bool(words.search(matrix.label if told else levels))


def _parted(variable: Variable) -> tuple[str, str, str]:
    """Heading, key and label of a line; "" where it is a question of its own."""
    heading, joint, line = variable.label.rpartition(_JOINT)
    if joint:
        return heading, plain(line), line
    coded = _CODED.match(variable.name)
    if coded and variable.label == variable.name:
        return coded["stem"], coded["line"], variable.label
    return "", "", ""


@lru_cache(maxsize=4096)
def plain(words: str) -> str:
    """Words as they are compared: one width, one case, no spaces."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", words)).lower()
