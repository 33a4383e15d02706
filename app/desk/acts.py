"""What may be decided about themes, and how the form of each decision is read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from werkzeug.datastructures import MultiDict

from app.sent import response_id
from surveys import theme_decisions
from surveys.arrangement import Arrangement, Part, Patch, Theme
from surveys.errors import N_, SurveyError
from surveys.theme_decisions import LONGEST_NAME

NEW = "new"
Sent = MultiDict[str, str]


class NoWordGiven(SurveyError):
    message = N_("分けるための語を入力してください")


class WordNowhere(SurveyError):
    message = N_("「%(theme)s」に「%(word)s」を含む声はありません")


class AlreadyThere(SurveyError):
    message = N_("選んだ声は、すでにそこに入っています")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a decision is made of.

    Attributes:
        now: the themes as they stand.
        said: what the form says.
        words: {response: what it wrote, as the reader sees it}.
        listed: the responses of the page the form stands on, all its pages together.
    """

    now: Arrangement
    said: Sent
    words: dict[int, str]
    listed: Sequence[int] = ()

    @property
    def name(self) -> str:
        return self.said.get("name", "")

    @property
    def theme(self) -> Theme:
        """The theme it is about.

        Raises:
            ThemeGone
        """
        return self.now.get(self.said.get("theme", ""))

    @property
    def chosen(self) -> list[int]:
        """The voices that were ticked, or with `every` all that the page lists."""
        if self.said.get("every"):
            return list(self.listed)
        return self.said.getlist("response", type=response_id)


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision that can be kept: its kind, what it changes, and what its sentence says."""

    kind: str
    patch: Patch
    about: dict[str, Any] = field(default_factory=dict)


def _rename(asked: Asked) -> Decision:
    patch = theme_decisions.renamed(asked.now, asked.theme.key, asked.name)
    return Decision("renamed", patch, {"before": asked.theme.name, "name": patch.put[0].name})


def _merge(asked: Asked) -> Decision:
    keys = asked.said.getlist("theme")
    patch = theme_decisions.merged(asked.now, keys, asked.name)
    names = [asked.now.get(key).name for key in dict.fromkeys(keys)]
    return Decision("merged", patch, {"themes": names, "name": patch.put[0].name})


def _part(asked: Asked) -> Decision:
    """A theme parted by its smaller ones: each that was ticked becomes one of its own."""
    theme = asked.theme
    chosen = [part for place, part in enumerate(theme.parts, 1) if _ticked(asked, place)]
    groups = [(_free(asked.now, part), part.ids) for part in chosen]
    patch = theme_decisions.parted(asked.now, theme.key, groups)
    return Decision("parted", patch, {"theme": theme.name, "n": len(chosen)})


def _part_by_word(asked: Asked) -> Decision:
    """A theme parted by a word: the voices that have it become a theme."""
    theme, word = asked.theme, asked.said.get("word", "").strip()
    if not word:
        raise NoWordGiven
    ids = [each for each in theme.ids if word in asked.words.get(each, "")]
    if not ids:
        raise WordNowhere(theme=theme.name, word=word)
    patch = theme_decisions.parted(asked.now, theme.key, [(asked.name, ids)])
    return Decision("parted", patch, {"theme": theme.name, "n": 1})


def _move(asked: Asked) -> Decision:
    """Voices put into another theme, a new one, or none, as `to` says."""
    to = asked.said.get("to", "")
    if to == NEW:
        return _gather(asked)
    patch = theme_decisions.moved(asked.now, asked.chosen, to or None)
    place_of = {**dict.fromkeys(asked.now.others, ""), **asked.now.place_of()}
    n = sum(place_of.get(each, to) != to for each in set(asked.chosen))
    if not n:
        raise AlreadyThere
    return Decision("moved", patch, {"n": n, "name": asked.now.get(to).name if to else ""})


def _gather(asked: Asked) -> Decision:
    patch = theme_decisions.gathered(asked.now, asked.chosen, asked.name)
    made = next(theme for theme in patch.put if theme.key not in _keys(asked.now))
    return Decision("gathered", patch, {"n": len(made.ids), "name": made.name})


def _dissolve(asked: Asked) -> Decision:
    theme = asked.theme
    patch = theme_decisions.dissolved(asked.now, theme.key)
    return Decision("dissolved", patch, {"theme": theme.name, "n": len(theme.ids)})


@dataclass(frozen=True, slots=True)
class Act:
    """Something that may be decided: its title, and what reads its form."""

    title: str
    read: Callable[[Asked], Decision]


# One line an act, by the word its form says; each has a template of that name for its fields.
ACTS = {
    "rename": Act(N_("テーマの名前を変える"), _rename),
    "merge": Act(N_("テーマをまとめる"), _merge),
    "part": Act(N_("テーマを小さなテーマで分ける"), _part),
    "word": Act(N_("テーマを語で分ける"), _part_by_word),
    "move": Act(N_("声を移す"), _move),
    "dissolve": Act(N_("テーマを解く"), _dissolve),
}


def _ticked(asked: Asked, place: int) -> bool:
    return str(place) in asked.said.getlist("part")


def _free(now: Arrangement, part: Part) -> str:
    """The name a smaller theme keeps as one of its own; without one it is named anew."""
    taken = any(theme.name == part.name for theme in now.themes)
    return "" if taken else part.name[:LONGEST_NAME]


def _keys(now: Arrangement) -> set[str]:
    return {theme.key for theme in now.themes}
