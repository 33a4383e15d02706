"""Who has answered beside the register: strata told so far, and what they are made of."""

import re
from collections.abc import Mapping, Sequence

from analysis.fieldwork.composition import Cell, Composition, composition
from analysis.weighing.populations import ages
from app.extensions import db
from surveys import access, margins, returns
from surveys.plans import Plan
from surveys.questionnaires import Questionnaire
from surveys.returns import Sent
from surveys.sample_designs import Stratum

DISTRICT, AGE = "地区", "年代"
# 「本町・18〜39歳」「中央 65歳以上」: how strata are called where no design says what they are.
CALLED = re.compile(r"(?P<地区>.+)[・ 　](?P<年代>\S*(?:歳|代)\S*)")
Levels = dict[str, frozenset[str]]
Register = dict[str, dict[str, int]]


def cells(
    found: Questionnaire,
    sent: Mapping[str, Sent],
    drawn: Sequence[Stratum],
    told: Mapping[str, int],
) -> list[Cell]:
    """What was told last of each stratum, beside its letters and what it is made of."""
    parts = together(found)
    return [
        Cell(told.get(name, 0), letters.delivered, _joined(parts[name], drawn))
        for name, letters in sent.items()
    ]


def together(found: Questionnaire) -> dict[str, list[str]]:
    """The strata that are told under each name."""
    made: dict[str, list[str]] = {}
    for stratum, name in returns.partition(access.strata(db.session(), found)).items():
        made.setdefault(name, []).append(stratum)
    return made


def compositions(
    plan: Plan, told: Sequence[Cell], drawn: Sequence[Stratum]
) -> tuple[Composition, ...]:
    """Districts and ages, where every stratum says which it is of."""
    register = _of_design(drawn) if drawn else _of_plan(plan, told)
    found = (
        composition(axis, told, _order(axis, told, people), people)
        for axis, people in register.items()
    )
    return tuple(each for each in found if each)


def _joined(strata: Sequence[str], drawn: Sequence[Stratum]) -> Levels:
    held = [_levels(stratum, drawn) for stratum in strata]
    if not all(held):
        return {}
    return {axis: frozenset().union(*(each[axis] for each in held)) for axis in (DISTRICT, AGE)}


def _levels(stratum: str, drawn: Sequence[Stratum]) -> Levels:
    """The districts and ages of a stratum, by its design or by what it is called."""
    for one in drawn:
        if one.name == stratum:
            districts, bands = (frozenset(part[at] for part in one.parts) for at in (0, 1))
            return {DISTRICT: districts - {""}, AGE: bands - {""}}
    called = CALLED.fullmatch(stratum)
    return {axis: frozenset({said}) for axis, said in called.groupdict().items()} if called else {}


def _of_design(drawn: Sequence[Stratum]) -> Register:
    """The people of each level, by the register the sample was drawn from."""
    made: Register = {DISTRICT: {}, AGE: {}}
    for one in drawn:
        for district, band, people in one.parts:
            made[DISTRICT][district] = made[DISTRICT].get(district, 0) + people
            made[AGE][band] = made[AGE].get(band, 0) + people
    return made


def _of_plan(plan: Plan, told: Sequence[Cell]) -> Register:
    """The people of each level, by the plan's register: one class of it, or ages that fill it."""
    rows = margins.of_plan(db.session(), plan)
    counted = {row.level: row.people for row in rows}
    places = {level: place for place, level in enumerate(counted)}
    spans = {row.level: span for row in rows if (span := ages(row.level))}
    made: Register = {}
    for axis in (DISTRICT, AGE):
        named = {name for cell in told for name in cell.levels.get(axis, ())}
        names = sorted(named, key=lambda name: (places.get(name, len(places)), name))
        made[axis] = {name: n for name in names if (n := _people(name, counted, spans))}
    return made


def _people(name: str, counted: Mapping[str, int], spans: Mapping[str, tuple[float, float]]) -> int:
    own = ages(name)
    if name in counted or own is None:
        return counted.get(name, 0)
    low, high = own
    return sum(counted[each] for each, (a, b) in spans.items() if low <= a and b <= high)


def _order(axis: str, told: Sequence[Cell], people: Mapping[str, int]) -> list[str]:
    """Districts as the register lists them, ages from the youngest."""
    names = [*people, *sorted({name for cell in told for name in cell.levels.get(axis, ())})]
    named = list(dict.fromkeys(names))
    if axis == DISTRICT:
        return named
    return sorted(named, key=lambda name: (ages(name) or (0.0, 0.0), name))
