"""What people decided survives a new search for themes: a person's decision wins."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from surveys.arrangement import Arrangement, Patch, Theme
from surveys.theme_decisions import joined

LEAST_VOICES = 3  # of a theme that a search found
HALF = 2

Place = Callable[[Sequence[int], Sequence[Theme]], Mapping[int, str | None]]


def carried(found: Arrangement, before: Arrangement, place: Place) -> Arrangement:
    """Lay the themes that people decided about over those of a new search.

    Args:
        found: the new search; its keys are new.
        before: how the themes stood, with only the voices that are still there.
        place: says to which of some themes each of some voices is nearest.

    Returns:
        Every kept theme with all its voices. Where a new theme took in most of a kept one, its
        other voices come to the kept one too; what is left of the others stays as it was found.
    """
    kept = tuple(theme for theme in before.themes if theme.kept)
    held = {each for theme in kept for each in theme.ids}
    now = Arrangement(kept, (), found.next_key)
    others = [each for each in found.others if each not in held]
    for theme in found.themes:
        free = tuple(each for each in theme.ids if each not in held)
        heirs = [one for one in kept if _took_most(theme, one)]
        if heirs:
            now = now.with_patch(joined(now, place(free, heirs)))
        elif len(free) >= LEAST_VOICES:
            now = now.with_patch(Patch((_left(theme, free, now),)))
        else:
            others += free
    return replace(now, others=(*now.others, *others))


def _took_most(theme: Theme, kept: Theme) -> bool:
    return len(set(theme.ids) & set(kept.ids)) * HALF >= len(kept.ids)


def _left(theme: Theme, free: tuple[int, ...], now: Arrangement) -> Theme:
    """A found theme without the voices people gave to others; told anew where that changed it."""
    taken = {one.name for one in now.themes}
    names = (theme.name, *(f"{theme.name}（{number}）" for number in range(2, len(taken) + 3)))
    name = next(each for each in names if each not in taken)
    whole = len(free) == len(theme.ids)
    return replace(theme, name=name, ids=free, told=theme.told if whole else None)
