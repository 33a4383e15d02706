"""Multiple answers kept as one column for each choice (0 and 1, or a mark and a blank)."""

import re
import unicodedata
from dataclasses import dataclass, replace

import numpy as np

from analysis.codebook import TICK_LEVELS, Measure, Role, Variable
from analysis.guessing.columns import Column
from analysis.guessing.missing import Missing

_MARKS = frozenset({*"○◯〇●✓✔☑レ", "選択", "Checked"})
_NO_MARKS = frozenset({*"×✕☐", "非選択", "未選択", "選択なし", "Unchecked"})
YES = frozenset({"1", "TRUE", "True", "true", *_MARKS})
NO = frozenset({"0", "FALSE", "False", "false", *_NO_MARKS})
# Answers of a question of their own, but ticks where columns share a stem in their headers.
YES_WORDS = frozenset({"はい", "Yes", "yes", "Y"})
NO_WORDS = frozenset({"いいえ", "No", "no", "N"})

_NUMBERED = re.compile(r"^(?P<stem>.*?)[\s_#\-.・:/(\[【]*(SQ)?(?P<number>\d{1,3})[)\]】]?$")
_BOUNDARY = re.compile(r"[／/：:_＿\[［【(（\-－.．#＃・\s]+")
_BARE = re.compile(r"(q|問|設問|質問|f|v|var|列|x|item|a|sq|s|field|column|no|第)?", re.IGNORECASE)
_CLOSING = frozenset("]］】)）")
_NUMBER_BEFORE = re.compile(r"^[(（]?\d+\s*[)）._：:．、\s]+\s*(?=\D)")
_NOTHING = re.compile(
    r"^(特に|とくに)?(ない|なし|無し)$|^特に(な|無)|いずれも(な|当|あ)|[あ当]てはまるものは|^どれも|^利用していない$"
)
_OTHER = re.compile(r"(^|[_／/：:（(\[［.．・\s\d])(その他|other)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stem:
    """What neighbouring columns of one question share, and the choice that each adds.

    `numbered` when the choices are only numbers, whose words nobody has given yet.
    """

    name: str
    choice: str
    numbered: bool


def is_tick(column: Column, missing: Missing) -> bool:
    """Whether a column says only yes and no (or nothing but no), apart from missing codes."""
    said = set(column.counts) - missing.cells
    return bool(said & NO) and said <= YES | NO


def is_yes_no(column: Column, missing: Missing) -> bool:
    """Whether a column says はい and いいえ (or nothing but いいえ), apart from missing codes."""
    said = set(column.counts) - missing.cells
    return bool(said & NO_WORDS) and said <= YES_WORDS | NO_WORDS


def is_always(column: Column) -> bool:
    """Whether a column says nothing but yes, and always: a choice that everybody made."""
    return bool(column.counts) and not column.blank and set(column.counts) <= YES


def is_other(column: Column, missing: Missing) -> bool:
    """A tick for その他 whose yes is what people wrote."""
    said = set(column.counts) - missing.cells
    no = sum(column.counts[value] for value in said & NO)
    return no * 3 >= column.filled and not column.numeric and bool(_OTHER.search(choice_of(column)))


def is_mark(column: Column) -> bool:
    """Whether a column has one mark (or its own header) where ticked, and is blank elsewhere."""
    if len(column.counts) != 1 or not column.blank:
        return False
    said = next(iter(column.counts))
    return said in YES | YES_WORDS or column.words[-1].endswith(said)


def choice_of(column: Column) -> str:
    """The words of a choice: the lowest words of the header."""
    return column.words[-1]


def stems(columns: list[Column]) -> dict[str, Stem]:
    """For neighbouring tick columns, by name, the stem they share with at least one neighbour."""
    found: dict[str, Stem] = {}
    for column in columns:
        near = [c for c in columns if 0 < abs(c.position - column.position) <= 2]
        stem = _stem(column, near)
        if stem:
            found[column.name] = stem
    return found


def numbered_stem(column: Column) -> Stem | None:
    """Q8_3 belongs to Q8, 同居家族10 to 同居家族; Q3 alone is no stem."""
    header = unicodedata.normalize("NFKC", column.words[-1]).strip()
    match = _NUMBERED.match(header)
    if not match or _BARE.fullmatch(match["stem"]):
        return None
    # The stem as the file writes it, full-width letters kept.
    return Stem(_same_length(column.words[-1], match["stem"]), column.words[-1], numbered=True)


def _same_length(written: str, stem: str) -> str:
    """Cut the written header to where its normalized stem ends."""
    for end in range(len(written) + 1):
        if unicodedata.normalize("NFKC", written[:end]).strip() == stem:
            return written[:end].strip()
    return stem


def _stem(column: Column, near: list[Column]) -> Stem | None:
    if len(column.words) > 1:
        upper = column.words[:-1]
        if any(c.words[:-1] == upper for c in near):
            number = column.words[-1].isdecimal()
            return Stem("／".join(upper), column.words[-1], numbered=number)
        return None
    own = numbered_stem(column)
    if own and any((other := numbered_stem(c)) and other.name == own.name for c in near):
        return own
    return _worded_stem(column.words[0], [c.words[0] for c in near if len(c.words) == 1])


def _worded_stem(header: str, near: list[str]) -> Stem | None:
    """The longest beginning, up to a mark, that a neighbour has too: 問3（公園） → 問3."""
    for mark in reversed(list(_BOUNDARY.finditer(header))):
        beginning, rest = header[: mark.end()], header[mark.end() :]
        shared = any(other.startswith(beginning) and other != header for other in near)
        if shared and rest and not _BARE.fullmatch(header[: mark.start()].strip()):
            choice = _NUMBER_BEFORE.sub("", _closed(rest) if _opens(mark) else rest)
            return Stem(header[: mark.start()].strip(), choice, numbered=False)
    return None


def _closed(rest: str) -> str:
    """A choice without the bracket that closes its stem: バス（市営）） → バス（市営）."""
    return rest[:-1] if rest[-1:] in _CLOSING else rest


def _opens(mark: re.Match[str]) -> bool:
    return any(letter in "[［【(（" for letter in mark.group())


def runs(columns: list[Column], found: dict[str, Stem]) -> list[list[Column]]:
    """Split tick columns into questions: neighbours that share a stem."""
    made: list[list[Column]] = []
    for column in columns:
        last = made[-1][-1] if made else None
        joins = (
            last is not None
            and column.position - last.position <= 2
            and _name(column, found) == _name(last, found)
        )
        if joins:
            made[-1].append(column)
        else:
            made.append([column])
    return made


def _name(column: Column, found: dict[str, Stem]) -> str | None:
    return found[column.name].name if column.name in found else None


def group(
    columns: list[Column],
    found: dict[str, Stem],
    missing: dict[str, Missing],
    name: str,
    role: Role,
) -> list[Variable]:
    """The tick variables of one question."""
    ticks = [
        _tick(column, found.get(column.name), missing[column.name], name) for column in columns
    ]
    alone = _exclusive(columns, [tick.label for tick in ticks])
    return [
        replace(tick, role=role, exclusive=tick.exclusive or column.name == alone)
        for tick, column in zip(ticks, columns, strict=True)
    ]


def _tick(column: Column, stem: Stem | None, missing: Missing, group: str) -> Variable:
    label = stem.choice if stem else choice_of(column)
    return Variable(
        name=column.name,
        label=label,
        measure=Measure.TICK,
        levels=TICK_LEVELS,
        group=group,
        group_label=group,
        exclusive=is_nothing(label),
        no_answer=missing.no_answer,
        not_asked=missing.not_asked,
        labelled=not (stem and stem.numbered),
    )


def is_nothing(label: str) -> bool:
    """特にない, あてはまるものはない: choices that exclude the others."""
    return bool(_NOTHING.search(label))


def _exclusive(columns: list[Column], labels: list[str]) -> str | None:
    """The last choice, when many chose it and never with another, and others were combined."""
    ticked = np.array([column.rows(set(YES | YES_WORDS)) for column in columns])
    together = ticked.sum(axis=0)
    last = ticked[-1]
    alone = last.sum() >= 10 and together[last].max() == 1
    combined = together[~last].mean() > 1.2 if (~last).any() else False
    return columns[-1].name if alone and combined and not _OTHER.search(labels[-1]) else None


def writing(column: Column, group: str, no: tuple[str, ...]) -> Variable:
    """What people wrote where the tick for その他 holds their words."""
    return Variable(
        name=f"{group}：その他の内容",
        label=f"{group}：その他の内容",
        measure=Measure.TEXT,
        group=group,
        column=column.name,
        no_answer=no,
    )


def finding(group: str, number: int) -> str:
    return (
        f"見出しが共通の、0と1（または印）の列が{number}個続くので、複数回答「{group}」とみました"
    )
