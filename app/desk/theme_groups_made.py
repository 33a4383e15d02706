"""Who raises what: the themes of a question, or smaller ones, or tones, counted by an axis."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app, request
from flask_babel import gettext

from analysis.crosstab import Crosstab
from analysis.form.crossed import of_crosstab
from analysis.form.grid import Cell, Line
from analysis.sentences.themes import of_theme_groups
from analysis.text.intent import Intent, intent_of
from analysis.text.lexicon import documents
from analysis.text.membership import by_axis
from app import arranging
from app.arranging import Standing
from app.attributes import LEAST_HELD
from app.bridge import Variable
from app.desk.source import Source
from app.desk.voiced import Voiced
from app.extensions import db
from surveys.arrangement import Theme
from surveys.errors import N_

OF, AXIS = "of", "axis"
INTENTS = "intents"
MOST_LEVELS, FITS = 60, 20
REMEMBERED = 4  # questions whose tones are, in each process
WHOLE = N_("すべてのテーマ")
TONES = N_("声の調子（要望・不満・称賛・提案）")


@dataclass(frozen=True, slots=True)
class Column:
    """What is counted: voices of a theme, of a smaller one or of a tone.

    Attributes:
        key: of the theme whose voices can be read; None where the page has no list of them.
        part: the smaller theme's place from 1.
    """

    label: str
    ids: tuple[int, ...]
    key: str | None = None
    part: int | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """A level over its column of the page's table; `code` as an address says it."""

    line: Line
    code: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """A theme's cells, 全体 first; None where the level is withheld."""

    column: Column
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Divided:
    """Themes by an axis, guarded.

    Attributes:
        of: what is counted, as the address says it; `whose`, in words.
        told: sentences about the themes some group raises otherwise than all.
    """

    of: str
    whose: str
    axis: Variable
    table: Crosstab
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    told: tuple[str, ...]

    @property
    def shown(self) -> bool:
        return not (self.table.total_n < 0).all()


def axes(here: Source) -> list[Variable]:
    """What voices can be divided by, the axes that fit a screen first; texts set apart by none."""
    listed = () if here.apart else here.answers.codebook.axes()
    kept = [axis for axis in listed if 1 < len(axis.levels) <= MOST_LEVELS]
    return sorted(kept, key=lambda axis: len(axis.levels) > FITS)


def choices(standing: Standing) -> list[tuple[str, str]]:
    """What can be counted: (as the address says it, in words)."""
    parted = [
        (theme.key, gettext("「%(name)s」の小さなテーマ", name=theme.name))
        for theme in standing.now.themes
        if len(theme.parts) > 1
    ]
    return [("", gettext(WHOLE)), *parted, (INTENTS, gettext(TONES))]


def divided(here: Voiced) -> Divided | None:
    """What the address asks for; None without themes or without an axis."""
    sides = axes(here.source)
    if here.standing is None or not sides:
        return None
    wanted = request.args.get(AXIS)
    axis = next((side for side in sides if side.name == wanted), sides[0])
    of = request.args.get(OF, "")
    whose = dict(choices(here.standing)).get(of)
    if whose is None:
        of, whose = "", gettext(WHOLE)
    columns, others = _columns(here, here.standing, of)
    if of != INTENTS:  # of a tone no page shows the voices
        columns, others = _large(columns, others)
    table = _table(here.source, axis, columns, others)
    heads = _heads(table)
    told = of_theme_groups(table, **here.source.said)
    return Divided(of, whose, axis, table, heads, _rows(columns, table, heads), told)


def _columns(here: Voiced, standing: Standing, of: str) -> tuple[list[Column], tuple[int, ...]]:
    """What is counted, and the voices that are counted as nothing of it."""
    if of == INTENTS:
        return _tones(here), ()
    if of:
        return _parts(standing.now.get(of))
    now = standing.now
    listed = [Column(theme.name, theme.ids, theme.key) for theme in now.themes]
    return listed, (*now.others, *standing.fresh)


def _large(listed: Sequence[Column], others: Sequence[int]) -> tuple[list[Column], tuple[int, ...]]:
    """Only what ten voices raise: of a theme of one, a table would say who its writer is."""
    kept = [one for one in listed if len(one.ids) >= LEAST_HELD]
    small = [each for one in listed if len(one.ids) < LEAST_HELD for each in one.ids]
    return kept, (*others, *small)


def _parts(theme: Theme) -> tuple[list[Column], tuple[int, ...]]:
    placed = {each for part in theme.parts for each in part.ids}
    rest = tuple(each for each in theme.ids if each not in placed)
    parts = enumerate(theme.parts, 1)
    return [Column(part.name, part.ids, theme.key, place) for place, part in parts], rest


def _tones(here: Voiced) -> list[Column]:
    """The voices of each tone; the last few questions are remembered."""
    remembered: OrderedDict[str, dict[int, Intent]]
    remembered = current_app.extensions.setdefault("tones", OrderedDict())
    lexicon = arranging.lexicon_of(db.session(), here.source.questionnaire.plan_id)
    mark = f"{here.held.fingerprint}-{arranging.mark_of(lexicon)}"
    if mark not in remembered:
        said = here.held.readable
        words = documents(said.values(), lexicon)
        remembered[mark] = dict(zip(said, map(intent_of, words), strict=True))
    remembered.move_to_end(mark)
    while len(remembered) > REMEMBERED:
        remembered.popitem(last=False)
    found = remembered[mark]
    return [
        Column(str(tone), tuple(each for each, other in found.items() if other is tone))
        for tone in Intent
    ]


def _table(
    here: Source, axis: Variable, columns: Sequence[Column], others: Sequence[int]
) -> Crosstab:
    place_of = {each: place for place, one in enumerate(columns) for each in one.ids}
    place_of |= dict.fromkeys(others, len(columns))
    return by_axis(
        here.answers.frame,
        axis,
        [one.label for one in columns],
        [place_of.get(each) for each in here.answers.ids],
        rules=here.rules,
    )


def _heads(table: Crosstab) -> tuple[Head, ...]:
    """全体, then the levels in which anybody wrote."""
    codes = [
        code for code, base in zip(table.axis.codes, table.bases.tolist(), strict=True) if base
    ]
    lines = of_crosstab(table, blanks=False).lines
    return tuple(Head(line, code) for line, code in zip(lines, [None, *codes], strict=True))


def _rows(columns: Sequence[Column], table: Crosstab, heads: Sequence[Head]) -> tuple[Row, ...]:
    rest = Column(gettext("どのテーマにも入らない声"), (), "others")
    every = [*columns, *([rest] if table.total_n[-1] != 0 else [])]
    return tuple(
        Row(
            column,
            tuple(head.line.cells[place] if head.line.cells else None for head in heads),
        )
        for place, column in enumerate(every)
    )
