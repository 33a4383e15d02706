"""Finding the multiple-answer questions of a file, in all the ways that files keep them."""

from dataclasses import dataclass, field, replace

import numpy as np

from analysis.codebook import TICK_LEVELS, Measure, Role, Variable
from analysis.guessing import separated, ticks, words
from analysis.guessing.columns import Column, Finding
from analysis.guessing.missing import Missing
from analysis.guessing.separated import Separated
from analysis.guessing.ticks import Stem

_FEWEST_UNNAMED = 3
_FEWEST_MARKS = 2


@dataclass(slots=True)
class _Claims:
    """What each column was taken for, by its name; the first claim holds."""

    columns: list[Column]
    missing: dict[str, Missing]
    found: dict[str, Finding] = field(default_factory=dict)

    def free(self, column: Column) -> bool:
        return column.name not in self.found

    def claim(self, column: Column, finding: Finding) -> None:
        self.found.setdefault(column.name, finding)


def find(columns: list[Column], missing: dict[str, Missing]) -> dict[str, Finding]:
    """Take the columns of multiple answers together, each column by its name."""
    claims = _Claims(columns, missing)
    yes_no = [c for c in columns if ticks.is_tick(c, missing[c.name])]
    others = [c for c in columns if ticks.is_other(c, missing[c.name])]
    _lists(claims, sorted(yes_no + others, key=lambda column: column.position))
    always = [c for c in columns if ticks.is_always(c)]
    _runs(claims, [c for c in yes_no + others + always if claims.free(c)])
    _marks(claims, [c for c in columns if claims.free(c) and ticks.is_mark(c)])
    free = [c for c in columns if claims.free(c)]
    _words(claims, [c for c in free if ticks.is_yes_no(c, missing[c.name])])
    return claims.found


def _lists(claims: _Claims, yes_no: list[Column]) -> None:
    """Cells with several answers, and the tick columns that say the same again."""
    known = {column.name for column in yes_no}
    lists = []
    for column in claims.columns:
        if column.name not in known:
            found = separated.announced(column) or separated.find(column)
            if found and not words.is_text(column.words[-1]):
                lists.append(found)
    owned: dict[str, list[Column]] = {one.column.name: [] for one in lists}
    for column in yes_no:
        before = _list_before(column, lists, known, claims.columns)
        choice = ticks.choice_of(column)
        own = separated.owner(choice, _ticked(claims, column), lists, before)
        if own is not None:
            owned[own.column.name].append(column)
    for one in lists:
        block = [c for c in yes_no if _list_before(c, lists, known, claims.columns) is one]
        _claim_list(claims, one, owned[one.column.name], block)


def _ticked(claims: _Claims, column: Column) -> np.ndarray:
    no = {*ticks.NO, *claims.missing[column.name].cells}
    return column.rows(set(column.counts) - no)


def _list_before(
    column: Column, lists: list[Separated], known: set[str], columns: list[Column]
) -> Separated | None:
    """The list that a tick column stands under, with nothing but ticks between them."""
    under = {one.column.position: one for one in lists}
    position = column.position - 1
    while position >= 0 and columns[position].name in known:
        position -= 1
    return under.get(position)


def _claim_list(claims: _Claims, one: Separated, owned: list[Column], block: list[Column]) -> None:
    fitting = [c for c in block if ticks.choice_of(c) in one.counts and c not in owned]
    listed = sorted(owned + fitting, key=lambda column: column.position)
    labels = [ticks.choice_of(column) for column in listed]
    role = Role.ATTRIBUTE if words.attribute(one.group) else Role.QUESTION
    complete = bool(owned) and set(one.counts) <= {ticks.choice_of(column) for column in owned}
    if complete:
        _from_columns(claims, one, owned, role)
        return
    made = separated.variables(one, list(dict.fromkeys(labels)), role)
    number = sum(variable.measure is Measure.TICK for variable in made)
    mark = {"\n": "改行"}.get(one.separator, f"「{one.separator.strip()}」")
    reason = (
        f"1つのセルに答えが{mark}区切りで入っているので、{number}個の選択肢の複数回答とみました"
    )
    claims.claim(one.column, Finding(tuple(made), reason))
    for column in owned:
        made = [_repeated(column), *_writing(claims, column, one.group)]
        claims.claim(
            column, Finding(tuple(made), f"「{one.column.name}」と同じ内容なので使いません")
        )


def _from_columns(claims: _Claims, one: Separated, owned: list[Column], role: Role) -> None:
    """Read the ticks from their columns, and let the list they repeat rest."""
    group = one.group
    ordered = sorted(owned, key=lambda column: ticks.is_other(column, claims.missing[column.name]))
    made: list[Variable] = []
    for tick, column in zip(
        ticks.group(ordered, {}, claims.missing, group, role), ordered, strict=True
    ):
        made.append(replace(tick, name=f"{group}：{tick.label}", column=column.name))
        made += _writing(claims, column, group)
        reason = f"「{one.column.name}」の選択肢なので、複数回答「{group}」とみました"
        claims.claim(column, Finding((), reason))
    whole = Variable(one.column.name, one.column.name, Measure.TEXT, role=Role.IGNORE)
    reason = f"選択肢ごとの{len(owned)}列と同じ内容なので使いません（「{group}」として集計します）"
    claims.claim(one.column, Finding((whole, *made), reason))


def _repeated(column: Column) -> Variable:
    return Variable(
        column.name, ticks.choice_of(column), Measure.TICK, TICK_LEVELS, role=Role.IGNORE
    )


def _writing(claims: _Claims, column: Column, group: str) -> list[Variable]:
    """The text of a tick for その他, if people wrote any."""
    missing = claims.missing[column.name].cells
    label = ticks.choice_of(column)
    plain = ticks.YES | ticks.NO | ticks.YES_WORDS | ticks.NO_WORDS
    written = {v for v in set(column.counts) - plain - missing if v not in label}
    if not written:
        return []
    no = sorted(set(column.counts) - written)
    return [ticks.writing(column, group, tuple(no))]


def _runs(claims: _Claims, yes_no: list[Column]) -> None:
    """Neighbouring columns of 0 and 1."""
    yes_no = sorted(yes_no, key=lambda column: column.position)
    stems = ticks.stems(yes_no)
    for run in ticks.runs(yes_no, stems):
        named = run[0].name in stems
        varied = [column for column in run if not ticks.is_always(column)]
        if len(varied) >= (2 if named else _FEWEST_UNNAMED):
            _claim_run(claims, run if named else varied, stems if named else {})


def _claim_run(claims: _Claims, run: list[Column], stems: dict[str, Stem]) -> None:
    first = run[0]
    group = stems[first.name].name if stems else f"{ticks.choice_of(first)}ほか"
    face = words.is_face(group) or words.attribute(group)
    role = Role.ATTRIBUTE if face else Role.QUESTION
    made = ticks.group(run, stems, claims.missing, group, role)
    reason = ticks.finding(group, len(run)) if stems else _unnamed(len(run))
    for tick, column in zip(made, run, strict=True):
        claims.claim(column, Finding((tick, *_writing(claims, column, group)), reason))


def _unnamed(number: int) -> str:
    return f"0と1だけの列が{number}個続くので、1つの複数回答とみました（設問名を付けてください）"


def _marks(claims: _Claims, columns: list[Column]) -> None:
    """Neighbouring columns with a mark where ticked and a blank elsewhere."""
    stems = ticks.stems(columns)
    for run in ticks.runs(columns, stems):
        labelled = all(next(iter(column.counts)) not in ticks.YES for column in run)
        if len(run) >= _FEWEST_MARKS and (run[0].name in stems or labelled):
            _claim_run(claims, run, stems if run[0].name in stems else {})


def _words(claims: _Claims, columns: list[Column]) -> None:
    """Neighbouring columns of はい and いいえ that are the choices of one header."""
    stems = ticks.stems(columns)
    for run in ticks.runs(columns, stems):
        if len(run) >= _FEWEST_MARKS and run[0].name in stems:
            _claim_run(claims, run, stems)
