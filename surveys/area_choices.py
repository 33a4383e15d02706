"""地区の選択肢: the areas of a plan as the choices of one question.

A small area that is split between two larger ones becomes one choice for each, so that nobody is
asked twice, and one more for those who do not know which part is theirs. Codes are the areas'
names: they stay the same when the plan's list is written anew.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from surveys import plans
from surveys.errors import N_, SurveyError
from surveys.kinds import Choice
from surveys.kinds.area import IN_NONE, OUTSIDE, UNSURE
from surveys.plans import Area, Plan

UNKNOWN = "unknown"


class UnknownLevel(SurveyError):
    message = N_("計画に地区の段「%(level)s」がありません。計画の画面で地区を登録してください")


@dataclass(frozen=True, slots=True)
class AreaChoices:
    """The areas of one level as choices, and the names of the levels from it on upwards."""

    levels: tuple[str, ...]
    choices: tuple[Choice, ...]


def of_plan(session: Session, plan: Plan) -> dict[str, AreaChoices]:
    """The choices of every level of a plan, by the level's name."""
    levels, areas = plans.area_levels(session, plan), plans.areas(session, plan)
    return {
        level.name: AreaChoices(
            tuple(each.name for each in levels[place:]),
            (
                *_choices([one for one in areas if one.level_id == level.id], levels[place + 1 :]),
                Choice(OUTSIDE, "市外"),
                Choice(UNKNOWN, f"わからない・{level.name}に入っていない"),
            ),
        )
        for place, level in enumerate(levels)
    }


def area_choices(session: Session, plan: Plan, level: str) -> AreaChoices:
    """The choices of one level of a plan.

    Raises:
        UnknownLevel
    """
    found = of_plan(session, plan).get(level)
    if found is None:
        raise UnknownLevel(level=level)
    return found


def _choices(areas: Sequence[Area], above: Sequence[plans.AreaLevel]) -> Iterator[Choice]:
    for area in areas:
        chains = list(dict.fromkeys(_chains(area, above)))
        telling = _telling(chains)
        for chain in chains:
            told = "・".join(chain[place] for place in telling)
            code = f"{area.name}（{told}）" if told else area.name
            part = "・".join(f"{above[place].name}が{chain[place]}" for place in telling)
            label = f"{area.name}（{part}の所）" if part else area.name
            yield Choice(code, label, within=chain, reading=area.reading)
        if telling:
            yield _unsure(area, chains, above[telling[0]])


def _unsure(area: Area, chains: Sequence[tuple[str, ...]], level: plans.AreaLevel) -> Choice:
    """A split area for those who do not know their part: it lies where all of its parts do."""
    within = tuple(
        names[0] if len(set(names)) == 1 else UNSURE for names in zip(*chains, strict=True)
    )
    label = f"{area.name}（{level.name}が分からない）"
    return Choice(area.name, label, within=within, reading=area.reading)


def _telling(chains: Sequence[tuple[str, ...]]) -> list[int]:
    """The levels, from the smallest on, that tell the chains of one area apart."""
    telling: list[int] = []
    apart = 1
    for place in range(len(chains[0])):
        known = len({tuple(chain[each] for each in (*telling, place)) for chain in chains})
        if known > apart:
            telling.append(place)
            apart = known
    return telling


def _chains(area: Area, above: Sequence[plans.AreaLevel]) -> Iterator[tuple[str, ...]]:
    """Every way up from an area, as the names of one area for each level above."""
    for path in plans.paths_up(area):
        named = {each.level_id: each.name for each in path[1:]}
        yield tuple(named.get(level.id, IN_NONE) for level in above)
