"""What a map of themes shows: which islands there are, whose voices they hold, and the one read."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

import pandas as pd
from flask import current_app, request
from flask_babel import gettext

from analysis.charts.islands import Named, Painted
from analysis.results import Table
from analysis.text.theme_map import ThemeMap, theme_map
from app import arranging
from app.arranging import Standing
from app.desk.theme_maps_painted import paint
from app.desk.voiced import Voiced
from app.extensions import db
from surveys.arrangement import Theme

OTHERS = "others"
REMEMBERED = 8  # maps, in each process


@dataclass(frozen=True, slots=True)
class Isle:
    """Whose voices an island holds.

    Attributes:
        key: of its theme, or `others`.
        part: of a smaller theme, its place in the theme from 1; 0 for what is in none of them.
        smaller: how many smaller themes it has, which a map of their own can show.
        near: names of the themes most alike.
    """

    key: str
    part: int | None
    name: str
    ids: tuple[int, ...]
    smaller: int = 0
    near: tuple[str, ...] = ()

    @property
    def faint(self) -> bool:
        """Whether it is no theme."""
        return self.key == OTHERS or self.part == 0


@dataclass(frozen=True, slots=True)
class Mapped:
    """A map as its page tells it.

    Attributes:
        theme: whose smaller themes are shown; None for all themes.
        axis: the name of the axis that points are coloured by, or "".
        painted: how; None where they are coloured by theme.
    """

    theme: Theme | None
    isles: tuple[Isle, ...]
    made: ThemeMap
    axis: str
    painted: Painted | None

    @property
    def voices(self) -> int:
        """How many are on the map; shares are of them."""
        return sum(len(isle.ids) for isle in self.isles)

    @property
    def named(self) -> tuple[Named, ...]:
        """What stands beside the islands."""
        rest = gettext("そのほかの声")
        return tuple(
            Named(
                rest if isle.faint else isle.name,
                len(isle.ids),
                len(isle.ids) / self.voices,
                isle.faint,
            )
            for isle in self.isles
        )

    def tables(self) -> tuple[Table, ...]:
        """The map without a picture."""
        index = [isle.name for isle in self.isles]
        n = [len(isle.ids) for isle in self.isles]
        title = self.theme.name if self.theme else gettext("テーマの地図")
        near = ["、".join(isle.near) for isle in self.isles]
        note = f"n={self.voices:,}"
        shares = pd.DataFrame({"割合": [each / self.voices for each in n]}, index=index)
        return (
            Table(title, pd.DataFrame({"声の数": n}, index=index), "count", note),
            Table(title, shares, "share", note),
            Table(title, pd.DataFrame({"近いテーマ": near}, index=index), "text"),
        )


def mapped(here: Voiced) -> Mapped | None:
    """The map the address asks for; None while there are no themes.

    Raises:
        ThemeGone
    """
    if here.standing is None or not here.standing.now.voices:
        return None
    key = request.args.get("theme")
    theme = here.standing.now.get(key) if key else None
    isles = _parts(theme) if theme else _themes(here.standing)
    made = _made(here, isles)
    axis, painted = paint(here.source, [isle.ids for isle in isles])
    return Mapped(theme, _beside(isles, made), made, axis, painted)


def _themes(standing: Standing) -> tuple[Isle, ...]:
    listed = [
        Isle(one.key, None, one.name, one.ids, smaller=len(_parts(one)))
        for one in standing.now.themes
    ]
    others = (*standing.now.others, *standing.fresh)
    rest = gettext("どのテーマにも入らない声")
    return (*listed, *([Isle(OTHERS, None, rest, others)] if others else ()))


def _parts(theme: Theme) -> tuple[Isle, ...]:
    """The smaller themes of a theme; one without any is an island by itself."""
    if len(theme.parts) < 2:
        return (Isle(theme.key, None, theme.name, theme.ids),)
    parts = [
        Isle(theme.key, place, part.name, part.ids) for place, part in enumerate(theme.parts, 1)
    ]
    placed = {each for part in theme.parts for each in part.ids}
    rest = tuple(each for each in theme.ids if each not in placed)
    name = gettext("どの小さなテーマにも入らない声")
    return (*parts, *([Isle(theme.key, 0, name, rest)] if rest else ()))


def _made(here: Voiced, isles: Sequence[Isle]) -> ThemeMap:
    """The map of these islands; the last few maps are remembered."""
    run = here.standing.run if here.standing else None
    reading = arranging.reading_of(db.session(), here.source.questionnaire, run)
    said = (here.held.fingerprint, reading, [(isle.faint, isle.ids) for isle in isles])
    mark = sha256(repr(said).encode()).hexdigest()
    remembered: OrderedDict[str, ThemeMap]
    remembered = current_app.extensions.setdefault("theme_maps", OrderedDict())
    if mark not in remembered:
        words = here.held.readable
        voices = [[words[each] for each in isle.ids] for isle in isles]
        others = voices.pop() if isles[-1].faint else ()
        remembered[mark] = theme_map(voices, others, reading=reading)
    remembered.move_to_end(mark)
    while len(remembered) > REMEMBERED:
        remembered.popitem(last=False)
    return remembered[mark]


def _beside(isles: Sequence[Isle], made: ThemeMap) -> tuple[Isle, ...]:
    """The islands with the names of those beside them."""
    return tuple(
        replace(isle, near=tuple(isles[place].name for place in island.near))
        for isle, island in zip(isles, made.islands, strict=True)
    )
