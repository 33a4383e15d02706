"""Points of a map by an axis: only what may stand beside a voice, for a point is a voice."""

from collections import Counter
from collections.abc import Sequence

from flask import request
from flask_babel import gettext

from analysis.charts.islands import Painted
from app import attributes
from app.bridge import Variable
from app.desk.source import Source

COLOUR = "colour"
MOST_LEVELS = 7  # that have a colour and a shape of their own
LEAST_NAMED = 10  # voices of a level
FITS = 60  # levels of an axis


def axes(here: Source) -> list[Variable]:
    """What points can be coloured by; voices of staff by nothing."""
    if here.apart or here.questionnaire.audience == "staff":
        return []
    listed = here.answers.codebook.axes()
    return [axis for axis in listed if axis.labelled and 1 < len(axis.levels) <= FITS]


def paint(here: Source, groups: Sequence[Sequence[int]]) -> tuple[str, Painted | None]:
    """The axis the address names, and the level of every voice; "" and None without one.

    A level is named where ten people hold it with everything else that stands beside the voice,
    and ten of these voices have it; all others are one.
    """
    axis = next((a for a in axes(here) if a.name == request.args.get(COLOUR)), None)
    if axis is None:
        return "", None
    level_of = _levels(here, axis)
    number = Counter(level_of[each] for ids in groups for each in ids if each in level_of)
    most = [label for label, n in number.most_common(MOST_LEVELS) if n >= LEAST_NAMED]
    kept = [label for label in axis.labels if label in most]
    place = {label: number for number, label in enumerate(kept)}
    painted = tuple(
        tuple(place.get(level_of.get(each, ""), len(kept)) for each in ids) for ids in groups
    )
    return axis.name, Painted((*kept, gettext("その他（10人未満など）")), painted)


def _levels(here: Source, axis: Variable) -> dict[int, str]:
    """The level of each response where it may stand beside its voice."""
    held = here.answers.frame[axis.name].cat.codes.to_numpy() - attributes.FIRST_SHOWN
    shown = attributes.beside_voices(here.answers, also=axis.name)
    return {
        each: axis.labels[code]
        for each, code, words in zip(here.answers.ids, held.tolist(), shown, strict=True)
        if code >= 0 and axis.labels[code] in words
    }
