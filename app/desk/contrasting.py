"""What the page of characteristic words shows: each group's words, beside everyone else's."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import request
from flask_babel import gettext

from analysis.sentences.keywords import of_group
from analysis.text.cloud import Cloud
from analysis.text.cloud import of_group as cloud_of
from analysis.text.keywords import Characteristic, GroupWords, Keyword
from app.desk import grouped
from app.desk.grouped import Groups
from app.desk.voiced import Voiced
from app.desk.ways import Ways
from app.desk.worded import remembered, worded

SAID = ("axis",)
MOST = 10  # words of a group that are beyond chance
FEW = 5  # words of a theme, as themes are many; and of a group, before 参考 ones are left out
LEAST_CLOUD = 8  # words, below which a cloud tells nothing that the table does not
SIZE, NARROW_SIZE = (960, 420), (656, 560)


@dataclass(frozen=True, slots=True)
class Line:
    """A word of a group. `address`: of the voices of the group that have it."""

    word: Keyword
    address: str
    contexts: str


@dataclass(frozen=True, slots=True)
class Told:
    """A group. `address`: of its voices; `cloud`, what its picture says, "" where it has none."""

    group: GroupWords
    sentence: str
    lines: Sequence[Line]
    address: str
    cloud: str


@dataclass(frozen=True, slots=True)
class Contrasted:
    """Everything the page says. `mark`: equal pictures, equal mark."""

    by: Groups
    found: Characteristic
    groups: Sequence[Told]
    mark: str


def contrasted(here: Voiced) -> Contrasted | None:
    """The groups the address asks for; None where there is nothing to compare."""
    by = _asked(here)
    if by is None:
        return None
    found, mark = _found(here, by)
    keys = dict(zip(by.names, by.keys, strict=True))
    told = [_told(here, by, keys[group.name], found, group) for group in found.groups]
    return Contrasted(by, found, told, mark)


def cloud(here: Voiced, number: int, *, narrow: bool) -> Cloud | None:
    """The cloud of the group in this place of its axis, if it has one."""
    by = _asked(here)
    if by is None or not 0 <= number < len(by.names):
        return None
    found, mark = _found(here, by)
    width, height = NARROW_SIZE if narrow else SIZE
    group = found.groups[number]
    if not _has_cloud(group):
        return None
    key = ("cloud", mark, number, narrow)
    return remembered(key, lambda: cloud_of(group, width=width, height=height))


def _asked(here: Voiced) -> Groups | None:
    """The axis of the address, or the first there is."""
    wanted = request.args.get("axis")
    listed = [name for name, _ in grouped.choices(here, themes=True)]
    name = wanted if wanted in listed else next(iter(listed), "")
    return grouped.groups(here, name)


def _found(here: Voiced, by: Groups) -> tuple[Characteristic, str]:
    """The words of every group, and the mark of what they were found in."""
    words, weighted = worded(here), here.source.weight is not None and not by.themes
    steps = len(here.standing.steps) if by.themes and here.standing else 0
    key = ("keywords", words.mark, here.source.mark, by.axis, by.names, steps, weighted)
    found = remembered(
        key,
        lambda: grouped.compared(here, words, by, range(len(words.ids)), weighted=weighted),
    )
    return found, grouped.short(key)


def _told(here: Voiced, by: Groups, key: str, found: Characteristic, group: GroupWords) -> Told:
    ways = Ways(here)
    of = {"theme": key} if by.themes else {"axis": by.axis, "level": key}
    lines = [
        Line(word, ways.voices(q=word.word, **of), ways.contexts(word.word))
        for word in group.words[: _number(by, group)]
    ]
    return Told(group, of_group(found, group), lines, ways.voices(**of), _cloud_words(group))


def _number(by: Groups, group: GroupWords) -> int:
    """How many words are listed: all that are beyond chance, but few that may be chance."""
    if by.themes:
        return FEW
    return max(FEW, min(MOST, sum(word.sure for word in group.words)))


def _has_cloud(group: GroupWords) -> bool:
    return not group.silent and len(group.leaning) >= LEAST_CLOUD


def _cloud_words(group: GroupWords) -> str:
    if not _has_cloud(group):
        return ""
    listed = "、".join(word for word, _, _ in group.leaning[:15])
    return str(
        gettext("「%(name)s」に多い語の雲。大きい順に、%(words)s", name=group.name, words=listed)
    )
