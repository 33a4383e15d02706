"""Which cells of a column mean 無回答 (no answer) and which 非該当 (not asked)."""

from collections import Counter
from dataclasses import dataclass

from analysis.guessing.columns import Column

NO_ANSWER_WORDS = frozenset(
    {"無回答", "未回答", "回答なし", "無記入", "未記入", "無効回答", "NoAnswer"}
    | {"不明・無回答", "無回答・不明", "無回答／不明", "無回答/不明"}
)
NOT_ASKED_WORDS = frozenset(("非該当", "対象外", "回答対象外", "非対象"))

# Codes of the trade: nines for no answer, eights for not asked; minus keeps them apart for sure.
_NO_ANSWER_CODES = ("9", "99", "999", "9999")
_NOT_ASKED_CODES = ("8", "88", "888", "8888")
_MINUS_NO_ANSWER = frozenset(("-9", "-99", "-999"))
_MINUS_NOT_ASKED = frozenset(("-8", "-88", "-888"))
_CLEAR_GAP = 3


@dataclass(frozen=True, slots=True)
class Missing:
    """Cells of one column that are no answers; "" stands for a blank."""

    no_answer: tuple[str, ...] = ()
    not_asked: tuple[str, ...] = ()

    @property
    def cells(self) -> set[str]:
        return {*self.no_answer, *self.not_asked}


@dataclass(frozen=True, slots=True)
class Conventions:
    """How one file writes missing answers: the codes it uses clearly in several columns."""

    codes: frozenset[str]
    minus: bool


def conventions(columns: list[Column]) -> Conventions:
    seen = Counter(code for column in columns for code in _apart(column, _CLEAR_GAP))
    minus = sum(bool(_MINUS_NO_ANSWER & set(column.counts)) for column in columns)
    return Conventions(frozenset(code for code, n in seen.items() if n > 1), minus > 1)


def missing(column: Column, habits: Conventions) -> Missing:
    """Tell the cells that mean 無回答 and 非該当.

    Words say it plainly; a code says it when it stands apart from the other codes by three, or
    by two where the same file uses it so elsewhere. A blank is 無回答, unless the column (or a
    file with minus codes) writes 無回答 with a code: then nobody was asked where it is blank.
    """
    codes = _apart(column, _CLEAR_GAP)
    codes += [code for code in _apart(column, 2) if code in habits.codes and code not in codes]
    said = set(column.counts)
    no_answer = sorted(
        (said & (NO_ANSWER_WORDS | _MINUS_NO_ANSWER)) | (set(codes) & set(_NO_ANSWER_CODES))
    )
    not_asked = sorted(
        (said & (NOT_ASKED_WORDS | _MINUS_NOT_ASKED)) | (set(codes) & set(_NOT_ASKED_CODES))
    )
    if column.blank and (no_answer or (habits.minus and column.numeric)):
        not_asked.append("")
    return Missing(tuple(no_answer), tuple(not_asked))


def _apart(column: Column, gap: int) -> list[str]:
    """Nines and eights in a column of whole codes that stand at least `gap` above the rest."""
    said = {value: int(number) for value, number in column.numbers.items() if value.isdecimal()}
    candidates = [c for c in (*_NO_ANSWER_CODES, *_NOT_ASKED_CODES) if c in said]
    if not candidates or len(said) > 120:
        return []
    rest = [number for value, number in said.items() if value not in candidates]
    if not rest:
        return []
    # Among many values (ages, codes of places) an 88 may be just the largest of them.
    gap = gap if len(rest) <= 20 else 10
    found = [c for c in candidates if int(c) - max(rest) >= gap]
    # 8 and 88 in one column: only the longer can be a missing code, the shorter is a choice.
    width = max((len(code) for code in found), default=0)
    return [code for code in found if len(code) == width]
