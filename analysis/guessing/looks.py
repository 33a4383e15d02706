"""One column seen with its file, and the variables that may be made of it."""

import re
from dataclasses import dataclass, replace

from analysis.codebook import Measure, Role, Variable
from analysis.guessing import scales, words
from analysis.guessing.columns import Column, Finding
from analysis.guessing.listed import in_order
from analysis.guessing.missing import Missing

MOST_LEVELS = 120
_SCALE_WORDS = re.compile(
    r"満足|重要|頻度|意向|評価|度$|度合|程度|愛着|誇り|受け?入|賛否|関心|^sat|^imp|overall|rating"
    r"|likert|幸福|暮らしやす|住みやす"
)
_ORDERED_ATTRIBUTE = re.compile(
    r"年収|所得|収入|年数|期間|年代|年齢|学歴|勤続|人数|規模|income|age|kibo"
)
_MOST_ITEMS = re.compile(r"最も|一番|もっとも|第[一1]位")


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rest of the file says about a column.

    Attributes:
        as_of: the year of the survey, to make ages of years of birth.
        generations: whether some column holds age groups already.
        matrix: names of columns that are items of one rating matrix.
        face: whether columns F1, F2… are the face sheet.
        taken: names that variables have already.
    """

    as_of: int | None
    generations: bool
    matrix: frozenset[str]
    face: bool
    taken: frozenset[str]


@dataclass(frozen=True, slots=True)
class Look:
    """One column with all that a rule may look at."""

    column: Column
    missing: Missing
    facts: Facts

    @property
    def said(self) -> list[str]:
        """The distinct cells that are answers, in order of first appearance."""
        return [value for value in self.column.counts if value not in self.missing.cells]

    @property
    def answers(self) -> int:
        return sum(self.column.counts[value] for value in self.said)

    @property
    def header(self) -> str:
        return " ".join(self.column.words)

    @property
    def whole(self) -> bool:
        return bool(self.said) and all(re.fullmatch(r"[-+]?\d+", value) for value in self.said)

    @property
    def numeric(self) -> bool:
        return bool(self.said) and all(value in self.column.numbers for value in self.said)

    @property
    def numbers(self) -> list[float]:
        return [self.column.numbers[value] for value in self.said]

    @property
    def padded(self) -> bool:
        return self.whole and any(value[0] == "0" and len(value) > 1 for value in self.said)


def variable(seen: Look, measure: Measure) -> Variable:
    return Variable(
        name=seen.column.name,
        label=seen.column.name,
        measure=measure,
        no_answer=seen.missing.no_answer,
        not_asked=seen.missing.not_asked,
    )


def taken(seen: Look, role: Role, reason: str) -> Finding:
    return Finding((replace(variable(seen, Measure.TEXT), role=role),), reason)


def ignored(seen: Look, reason: str) -> Finding:
    """Left out, but with its levels kept where there are few, so that a planner can take it in."""
    if 0 < len(seen.said) <= MOST_LEVELS:
        found = choice(seen, Role.IGNORE, reason).variables[0]
        return Finding((found,), reason)
    return taken(seen, Role.IGNORE, reason)


def choice(seen: Look, role: Role, reason: str) -> Finding:
    found = replace(variable(seen, Measure.NOMINAL), role=role)
    if seen.whole:
        return Finding((_coded(seen, found),), reason)
    order = scales.scale(seen.said)
    labels = list(order.labels) if order else in_order(seen.said, seen.column.counts)
    found = replace(found, levels=tuple(zip(labels, _shown(labels), strict=True)))
    if order and order.ordinal:
        found = replace(found, measure=Measure.ORDINAL, off_scale=order.off, reverse=order.reverse)
    return Finding((found,), reason)


def _coded(seen: Look, found: Variable) -> Variable:
    codes = sorted(seen.said, key=lambda code: (float(code), code))
    found = replace(found, levels=tuple((code, code) for code in codes), labelled=False)
    if not 2 < len(codes) <= 20 or not _ordered(seen, found.role):
        return found
    return replace(found, measure=Measure.ORDINAL, off_scale=_far(codes))


def _ordered(seen: Look, role: Role) -> bool:
    """Whether bare codes are likely steps of a scale: items of a matrix, or by the header."""
    header = words.plain(seen.header)
    if role is Role.ATTRIBUTE:
        return bool(_ORDERED_ATTRIBUTE.search(header))
    likely = seen.column.name in seen.facts.matrix or bool(_SCALE_WORDS.search(header))
    return likely and not _MOST_ITEMS.search(header)


def _far(codes: list[str]) -> tuple[str, ...]:
    """Sevens far above the steps of a scale stand for わからない."""
    steps = [int(code) for code in codes if set(code) != {"7"}]
    return tuple(code for code in codes if set(code) == {"7"} and int(code) - max(steps) >= 3)


def _shown(labels: list[str]) -> list[str]:
    """Labels without the numbers of the form, as long as they stay different."""
    bare = [scales.without_number(label) for label in labels]
    stripped = all(a != b for a, b in zip(bare, labels, strict=True))
    return bare if stripped and len(set(bare)) == len(bare) else labels
