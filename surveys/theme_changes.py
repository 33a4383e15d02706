"""What became of the themes of a question between two arrangements, by names and numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from surveys.arrangement import Arrangement, Theme

HALF = 2


@dataclass(frozen=True, slots=True)
class Became:
    """A theme before and after; `name` is what it is called now, or was last.

    Attributes:
        was: what it was called, where that is something else.
        before: how many voices it had, 0 where it is new; `after`, how many it has.
    """

    name: str
    was: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Changes:
    """What is otherwise. A theme that has another name, and more voices, stands in both lists.

    Attributes:
        same: how many themes are as they were.
        others: the voices of no theme, before and after.
    """

    new: tuple[Became, ...]
    gone: tuple[Became, ...]
    grown: tuple[Became, ...]
    shrunk: tuple[Became, ...]
    renamed: tuple[Became, ...]
    same: int
    others: tuple[int, int]

    @property
    def any(self) -> bool:
        lists = (self.new, self.gone, self.grown, self.shrunk, self.renamed)
        return any(lists) or self.others[0] != self.others[1]


def changes(before: Arrangement, after: Arrangement) -> Changes:
    """Say what changed from one arrangement to another.

    A theme is still itself where its key is, or, after a new search gave new keys, where one
    theme of now and one of then have each at least half of the other's voices.
    """
    heirs = _heirs(before.themes, after.themes)
    became = [_became(one, heirs.get(one.key)) for one in after.themes]
    followed = {one.key for one in heirs.values()}
    kept = [each for each in became if each.before]
    return Changes(
        new=tuple(each for each in became if not each.before),
        gone=tuple(
            Became(one.name, "", len(one.ids), 0)
            for one in before.themes
            if one.key not in followed
        ),
        grown=tuple(each for each in kept if each.after > each.before),
        shrunk=tuple(each for each in kept if each.after < each.before),
        renamed=tuple(each for each in kept if each.was),
        same=sum(each.after == each.before and not each.was for each in kept),
        others=(len(before.others), len(after.others)),
    )


def _became(now: Theme, then: Theme | None) -> Became:
    if then is None:
        return Became(now.name, "", 0, len(now.ids))
    was = "" if then.name == now.name else then.name
    return Became(now.name, was, len(then.ids), len(now.ids))


def _heirs(before: Sequence[Theme], after: Sequence[Theme]) -> dict[str, Theme]:
    """{key of a theme of now: the theme it was}."""
    then = {one.key: one for one in before}
    heirs = {one.key: then[one.key] for one in after if one.key in then}
    left = [one for one in before if one.key not in heirs]
    for now in after:
        if now.key not in heirs and (found := _likest(now, left)):
            heirs[now.key] = found
            left.remove(found)
    return heirs


def _likest(now: Theme, left: Iterable[Theme]) -> Theme | None:
    mine = set(now.ids)
    shared = [(len(mine & set(one.ids)), one) for one in left]
    enough = [
        (n, one) for n, one in shared if n * HALF >= len(mine) and n * HALF >= len(one.ids) and n
    ]
    return max(enough, key=lambda pair: pair[0])[1] if enough else None
