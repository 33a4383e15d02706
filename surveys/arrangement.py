"""テーマの並び: the themes of one question as people left them, and what a decision changes.

A decision makes a `Patch`; the patches that were kept, laid over the themes that were found, give
the arrangement again. Nothing is computed from words here: what a changed theme is about is told
by whoever reads its voices (`Theme.told` is None until then).
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from surveys.errors import N_, SurveyError


class ThemeGone(SurveyError):
    message = N_("選んだテーマは、いまはありません。開き直してから、もう一度選んでください")


@dataclass(frozen=True, slots=True)
class Told:
    """What a theme's voices are about, read from their words.

    Attributes:
        clause: what `clause_id` wrote, masked.
        terms: (word, voices with it), the most telling first.
        edge: responses that see it otherwise, or speak of more than it.
        copies: how many only repeat a long text of another's.
        intents: (intent, voices).
    """

    clause: str = ""
    clause_id: int | None = None
    terms: tuple[tuple[str, int], ...] = ()
    edge: tuple[int, ...] = ()
    copies: int = 0
    intents: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A smaller theme within one; its ids are among those of the theme."""

    name: str
    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme.

    Attributes:
        key: its own for as long as it is there; never given to another.
        ids: the responses whose voices it has, the most representative first.
        kept: whether a person decided about it; it then survives a new search for themes.
        named: whether the name is a person's.
    """

    key: str
    name: str
    ids: tuple[int, ...]
    parts: tuple[Part, ...] = ()
    told: Told | None = None
    kept: bool = False
    named: bool = False


@dataclass(frozen=True, slots=True)
class Patch:
    """What one decision changes: themes that are new or otherwise now, and those that are gone.

    `others`, the voices of no theme, is None where they stay as they were.
    """

    put: tuple[Theme, ...] = ()
    gone: tuple[str, ...] = ()
    others: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The themes, the largest first, and the voices of none. `next_key` is free."""

    themes: tuple[Theme, ...]
    others: tuple[int, ...] = ()
    next_key: int = 1

    @property
    def voices(self) -> int:
        return sum(len(theme.ids) for theme in self.themes) + len(self.others)

    def get(self, key: str) -> Theme:
        """The theme of this key.

        Raises:
            ThemeGone
        """
        for theme in self.themes:
            if theme.key == key:
                return theme
        raise ThemeGone

    def place_of(self) -> dict[int, str]:
        """The key of each voice's theme; voices of none are left out."""
        return {each: theme.key for theme in self.themes for each in theme.ids}

    def with_patch(self, patch: Patch) -> "Arrangement":
        """The arrangement after a decision."""
        put = {theme.key: theme for theme in patch.put}
        kept = [t for t in self.themes if t.key not in put and t.key not in patch.gone]
        themes = sorted([*kept, *patch.put], key=lambda theme: (-len(theme.ids), int(theme.key)))
        others = self.others if patch.others is None else patch.others
        highest = max((int(theme.key) for theme in patch.put), default=0)
        return Arrangement(tuple(themes), others, max(self.next_key, highest + 1))

    def among(self, ids: Iterable[int]) -> "Arrangement":
        """Only the voices that are still there; a theme without any is gone."""
        there = set(ids)
        themes = [_among(theme, there) for theme in self.themes]
        others = tuple(each for each in self.others if each in there)
        return replace(self, themes=tuple(t for t in themes if t.ids), others=others)


def as_json(patch: Patch) -> dict[str, Any]:
    return asdict(patch)


def patch_of(said: Mapping[str, Any]) -> Patch:
    others = said.get("others")
    return Patch(
        put=tuple(theme_of(each) for each in said.get("put", ())),
        gone=tuple(said.get("gone", ())),
        others=None if others is None else tuple(others),
    )


def theme_of(said: Mapping[str, Any]) -> Theme:
    """A theme out of what JSON held of it."""
    told = said.get("told")
    return Theme(
        key=said["key"],
        name=said["name"],
        ids=tuple(said["ids"]),
        parts=tuple(Part(each["name"], tuple(each["ids"])) for each in said.get("parts", ())),
        told=_told(told) if told else None,
        kept=said.get("kept", False),
        named=said.get("named", False),
    )


def _told(said: Mapping[str, Any]) -> Told:
    return Told(
        clause=said["clause"],
        clause_id=said["clause_id"],
        terms=tuple((word, n) for word, n in said["terms"]),
        edge=tuple(said["edge"]),
        copies=said["copies"],
        intents=tuple((intent, n) for intent, n in said["intents"]),
    )


def without(theme: Theme, taken: Iterable[int]) -> Theme:
    """The theme with some voices taken out; what it is about is to be told anew."""
    gone = set(taken)
    left = tuple(each for each in theme.ids if each not in gone)
    return replace(theme, ids=left, parts=_parts_among(theme, set(left)), told=None)


def _among(theme: Theme, there: set[int]) -> Theme:
    left = tuple(each for each in theme.ids if each in there)
    if len(left) == len(theme.ids):
        return theme
    return replace(theme, ids=left, parts=_parts_among(theme, there), told=_told_by(theme, there))


def _told_by(theme: Theme, there: set[int]) -> Told | None:
    """What is told of a theme, without the clause of a voice that is not shown any more."""
    if theme.told is None or theme.told.clause_id in there:
        return theme.told
    return replace(theme.told, clause="", clause_id=None)


def _parts_among(theme: Theme, there: set[int]) -> tuple[Part, ...]:
    cut = [Part(p.name, tuple(each for each in p.ids if each in there)) for p in theme.parts]
    return tuple(part for part in cut if part.ids)
