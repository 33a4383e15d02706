"""Themes through time: by an attribute that says when, or by the same question of other years."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import request
from flask_babel import gettext

from analysis.comparing.wordings import MARK
from analysis.disclosure import PUBLIC
from analysis.form.crossed import of_crosstab
from analysis.form.grid import Cell, Line
from analysis.periods import Timeline, timeline
from analysis.sentences.courses import of_course
from analysis.text.course import Course, course
from app.bridge import Variable
from app.desk.source import Source
from app.desk.theme_years_waves import Wave, joined, waves
from app.desk.voiced import Voiced
from app.words import fiscal_year
from surveys.arrangement import Arrangement
from surveys.errors import N_

BY, WAVES = "by", "waves"
BY_WAVE = N_("調査の年（同じ設問のある調査）")


@dataclass(frozen=True, slots=True)
class Head:
    """A period over its column; with `level` its voices can be read on the theme page."""

    line: Line
    level: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """A theme's cells, 全体 first; `way` 1 or −1 where it moves, q where it was judged."""

    key: str
    name: str
    cells: tuple[Cell | None, ...]
    way: int
    q: float | None


@dataclass(frozen=True, slots=True)
class Followed:
    """Themes through time, guarded.

    Attributes:
        by: the attribute's name or `waves`; `whose`, in words.
        axis: the attribute whose levels the periods are; "" where they are not.
        waves: the other years, the oldest first.
    """

    by: str
    whose: str
    axis: str
    course: Course
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    told: tuple[str, ...]
    waves: tuple[Wave, ...]

    @property
    def shown(self) -> bool:
        return not (self.course.table.total_n < 0).all()


@dataclass(frozen=True, slots=True)
class _Voices:
    """What is followed: periods with their scores, levels where one is a level, and the voices."""

    names: Sequence[str]
    scores: Sequence[float]
    levels: Sequence[str | None]
    voices: Sequence[tuple[int, int]]


def choices(here: Voiced) -> list[tuple[str, str]]:
    """The ways through time there are: (as the address says it, in words)."""
    found = [(axis.name, axis.label) for axis, _ in _axes(here.source)]
    return [*found, *([(WAVES, gettext(BY_WAVE))] if waves(here) else [])]


def followed(here: Voiced) -> Followed | None:
    """What the address asks for; None without themes or without a way through time."""
    ways = dict(choices(here))
    if here.standing is None or not ways:
        return None
    wanted = request.args.get(BY, "")
    by = wanted if wanted in ways else next(iter(ways))
    now, others = here.standing.now, waves(here) if by == WAVES else []
    found = _by_waves(here, now, others) if by == WAVES else _by_axis(here, now, by)
    every = [here.source, *(wave.source for wave in others)]
    strict = any(each.rules.strict for each in every)
    names = [theme.name for theme in now.themes]
    rules = PUBLIC if strict else here.source.rules
    made = course(found.names, found.scores, found.voices, names, rules=rules)
    whole = all(each.questionnaire.representative for each in every)
    return Followed(
        by=by,
        whose=ways[by],
        axis="" if by == WAVES else by,
        course=made,
        heads=_heads(made, found.levels),
        rows=_rows(made, now),
        told=of_course(made, state=here.source.state, representative=whole),
        waves=tuple(others),
    )


def _axes(here: Source) -> list[tuple[Variable, Timeline]]:
    """The attributes that say when; texts set apart are of no time."""
    axes = () if here.apart else here.answers.codebook.axes()
    found = [(axis, timeline(axis)) for axis in axes]
    return [(axis, line) for axis, line in found if line and len(line.names) > 1]


def _by_axis(here: Voiced, now: Arrangement, name: str) -> _Voices:
    line = {axis.name: line for axis, line in _axes(here.source)}[name]
    answers, held = here.source.answers, _places(here, now)
    said = zip(answers.ids, answers.frame[name].astype(object), strict=True)
    when = {each: line.place_of[code] for each, code in said if code in line.place_of}
    of: list[list[str]] = [[] for _ in line.names]
    for code, place in line.place_of.items():
        of[place].append(code)
    return _Voices(
        line.names,
        line.scores,
        [codes[0] if len(codes) == 1 else None for codes in of],
        [(place, held[each]) for each, place in when.items() if each in held],
    )


def _by_waves(here: Voiced, now: Arrangement, others: Sequence[Wave]) -> _Voices:
    mine = here.source.questionnaire.surveyed_year
    years = sorted([mine, *(each.year for each in others)])
    place_of = {theme.key: place for place, theme in enumerate(now.themes)}
    voices = [(years.index(mine), place) for place in _places(here, now).values()]
    for wave in others:
        at = years.index(wave.year)
        keys = joined(here, now, wave).values()
        voices += [(at, place_of.get(key or "", len(now.themes))) for key in keys]
    marks = {wave.year: MARK for wave in others if wave.reworded}
    names = [f"{fiscal_year(year)}{marks.get(year, '')}" for year in years]
    return _Voices(names, [float(year) for year in years], [None] * len(years), voices)


def _places(here: Voiced, now: Arrangement) -> dict[int, int]:
    """The place of the theme of every voice; of none, behind all themes."""
    held = dict.fromkeys(here.held.readable, len(now.themes))
    for place, theme in enumerate(now.themes):
        held |= dict.fromkeys(theme.ids, place)
    return held


def _heads(made: Course, levels: Sequence[str | None]) -> tuple[Head, ...]:
    """全体, then the periods in which anybody wrote."""
    held = [level for level, base in zip(levels, made.table.bases, strict=True) if base != 0]
    lines = of_crosstab(made.table, blanks=False).lines
    return tuple(Head(line, level) for line, level in zip(lines, [None, *held], strict=True))


def _rows(made: Course, now: Arrangement) -> tuple[Row, ...]:
    lines = of_crosstab(made.table, blanks=False).lines
    names = [(theme.key, theme.name) for theme in now.themes]
    rest = gettext("どのテーマにも入らない声")
    every = [*names, *([("others", rest)] if made.table.total_n[-1] != 0 else [])]
    moving = set(made.moving)
    return tuple(
        Row(
            key,
            name,
            tuple(line.cells[place] if line.cells else None for line in lines),
            int(made.direction[place]) if place in moving else 0,
            float(made.q[place]) if made.q[place] >= 0 else None,
        )
        for place, (key, name) in enumerate(every)
    )
