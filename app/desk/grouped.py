"""Whose texts are compared: the levels of an axis, or the themes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
from flask_babel import gettext

from analysis.counting import weights
from analysis.text.keywords import LEAST_GROUP, LEAST_THEME, Characteristic, characteristic, guard
from app.attributes import FIRST_SHOWN
from app.charting import MARK_LENGTH
from app.desk.source import Source
from app.desk.voiced import Voiced
from app.desk.worded import Worded

THEMES = "__themes__"  # as an axis
MOST_LEVELS = 60


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups one axis makes.

    Attributes:
        axis: as the address says it. `label`: in words.
        names: of the groups, in order.
        keys: what the address of a group's voices says of each.
        of: the group of each response that is in one.
    """

    axis: str
    label: str
    names: tuple[str, ...]
    keys: tuple[str, ...]
    of: Mapping[int, str]

    @property
    def themes(self) -> bool:
        return self.axis == THEMES


def choices(here: Voiced, *, themes: bool) -> list[tuple[str, str]]:
    """(name, label) of what can be compared; texts that were set apart are of no axis."""
    axes = () if here.source.apart else here.source.answers.codebook.axes()
    kept = [(axis.name, axis.label) for axis in axes if 1 < len(axis.levels) <= MOST_LEVELS]
    return kept + ([(THEMES, gettext("テーマ"))] if themes and here.standing else [])


def groups(here: Voiced, wanted: str, *, themes: bool = True) -> Groups | None:
    """The groups of an axis; None where there is no such axis for this reader."""
    labels = dict(choices(here, themes=themes))
    if wanted not in labels:
        return None
    if wanted != THEMES:
        return _levels(here.source, wanted)
    listed = here.standing.now.themes if here.standing else ()
    of = {each: theme.name for theme in listed for each in theme.ids}
    names, keys = [theme.name for theme in listed], [theme.key for theme in listed]
    return Groups(wanted, labels[wanted], tuple(names), tuple(keys), of)


def _levels(source: Source, wanted: str) -> Groups:
    axis = source.answers.codebook.categorical(wanted)
    codes = source.answers.frame[wanted].cat.codes.to_numpy() - FIRST_SHOWN
    of = {
        each: axis.labels[code]
        for each, code in zip(source.answers.ids, codes, strict=True)
        if code >= 0
    }
    return Groups(wanted, axis.label, tuple(axis.labels), tuple(axis.codes), of)


def compared(
    here: Voiced, found: Worded, by: Groups, rows: Sequence[int], *, weighted: bool = False
) -> Characteristic:
    """The characteristic words of the groups among some rows, guarded as their axis asks."""
    made = characteristic(
        found.corpus(rows),
        [by.of.get(found.ids[row]) for row in rows],
        levels=by.names,
        weights=_weights(here.source, found, rows) if weighted else None,
        lexicon=found.lexicon,
        least=LEAST_THEME if by.themes else LEAST_GROUP,
    )
    return made if by.themes else guard(made, here.source.rules)


def _weights(source: Source, found: Worded, rows: Sequence[int]) -> Sequence[float] | None:
    values = weights(source.answers.frame, source.answers.codebook, source.weight)
    if values is None:
        return None
    place = {each: row for row, each in enumerate(source.answers.ids)}
    return [float(np.asarray(values)[place[found.ids[row]]]) for row in rows]


def short(key: object) -> str:
    """Equal keys, equal mark: for addresses."""
    return sha256(repr(key).encode()).hexdigest()[:MARK_LENGTH]


def themes(here: Voiced) -> list[tuple[str, str]]:
    """(key, name and size) of the themes there are to choose from."""
    listed = here.standing.now.themes if here.standing else ()
    return [(theme.key, f"{theme.name}（{len(theme.ids):,}）") for theme in listed]
