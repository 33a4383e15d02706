"""What people decide about themes: each decision makes the patch that carries it out."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from surveys.arrangement import Arrangement, Part, Patch, Theme, without
from surveys.errors import N_, SurveyError

LONGEST_NAME = 60
LEAST_TO_MERGE = 2


class ThemeUnnamed(SurveyError):
    message = N_("テーマの名前を入力してください")


class ThemeNameTooLong(SurveyError):
    message = N_("テーマの名前は%(limit)d文字以内で入力してください")


class ThemeNameTaken(SurveyError):
    message = N_("「%(name)s」というテーマはすでにあります。別の名前にするか、まとめてください")


class TooFewToMerge(SurveyError):
    message = N_("まとめるテーマを2つ以上選んでください")


class NothingToPart(SurveyError):
    message = N_("分ける声を選んでください。全部の声を選ぶと、分けたことになりません")


class NoVoiceChosen(SurveyError):
    message = N_("声を1件以上選んでください")


def renamed(now: Arrangement, key: str, name: str) -> Patch:
    """Raises: ThemeGone, ThemeUnnamed, ThemeNameTooLong, ThemeNameTaken."""
    theme = now.get(key)
    return Patch((replace(theme, name=_name(now, name, key), named=True, kept=True),))


def merged(now: Arrangement, keys: Sequence[str], name: str = "") -> Patch:
    """Make the largest of several themes take in the others; without `name` it keeps its own.

    Raises:
        TooFewToMerge, ThemeGone, ThemeNameTooLong, ThemeNameTaken
    """
    chosen = [now.get(key) for key in dict.fromkeys(keys)]
    if len(chosen) < LEAST_TO_MERGE:
        raise TooFewToMerge
    chosen.sort(key=lambda theme: (-len(theme.ids), int(theme.key)))
    first, rest = chosen[0], chosen[1:]
    made = Theme(
        key=first.key,
        name=_name(now, name, *(theme.key for theme in chosen)) if name.strip() else first.name,
        ids=tuple(each for theme in chosen for each in theme.ids),
        parts=tuple(part for theme in chosen for part in _parts(theme)),
        kept=True,
        named=first.named or bool(name.strip()),
    )
    return Patch((made,), tuple(theme.key for theme in rest))


def parted(now: Arrangement, key: str, groups: Sequence[tuple[str, Sequence[int]]]) -> Patch:
    """Take groups of voices, each with its name, out of a theme, as themes of their own.

    Without a name a group is named when its words are read. What is left stays with the theme.

    Raises:
        ThemeGone, NothingToPart, ThemeNameTooLong, ThemeNameTaken
    """
    theme, taken, made = now.get(key), set[int](), []
    for number, (name, ids) in enumerate(groups):
        mine = [each for each in theme.ids if each in set(ids) - taken]
        taken.update(mine)
        if mine:
            told = _name(now, name) if name.strip() else ""
            new = str(now.next_key + number)
            made.append(Theme(new, told, tuple(mine), kept=True, named=bool(told)))
    if not made or (len(taken) == len(theme.ids) and len(made) == 1):
        raise NothingToPart
    left = without(theme, taken)
    return Patch((*made, left) if left.ids else tuple(made), () if left.ids else (key,))


def moved(now: Arrangement, ids: Sequence[int], key: str | None) -> Patch:
    """Move voices to another theme, or with None to those of no theme.

    Raises:
        NoVoiceChosen, ThemeGone
    """
    chosen = [each for each in dict.fromkeys(ids) if each in _all(now)]
    if not chosen:
        raise NoVoiceChosen
    return _placed(now, dict.fromkeys(chosen, key))


def gathered(now: Arrangement, ids: Sequence[int], name: str) -> Patch:
    """Make a theme of voices chosen one by one.

    Raises:
        NoVoiceChosen, ThemeUnnamed, ThemeNameTooLong, ThemeNameTaken
    """
    chosen = [each for each in dict.fromkeys(ids) if each in _all(now)]
    if not chosen:
        raise NoVoiceChosen
    new = Theme(str(now.next_key), _name(now, name), (), kept=True, named=True)
    return _placed(now.with_patch(Patch((new,))), dict.fromkeys(chosen, new.key))


def dissolved(now: Arrangement, key: str) -> Patch:
    """Raises: ThemeGone."""
    return Patch(gone=(key,), others=(*now.others, *now.get(key).ids))


def joined(now: Arrangement, places: Mapping[int, str | None]) -> Patch:
    """Take in new voices: {response: key of its theme, or None}; nothing old moves."""
    return _placed(now, places, deciding=False)


def assigned(now: Arrangement, names: Mapping[int, str]) -> Patch:
    """Give each voice the theme of this name; a name nobody has makes a theme, "" is no theme.

    Raises:
        ThemeNameTooLong
    """
    key_of = {theme.name: theme.key for theme in now.themes}
    fresh = [n for n in dict.fromkeys(map(str.strip, names.values())) if n and n not in key_of]
    made = [
        Theme(str(now.next_key + place), _name(now, name), (), kept=True, named=True)
        for place, name in enumerate(fresh)
    ]
    key_of |= {theme.name: theme.key for theme in made}
    before, there = now.place_of(), _all(now)
    places = {
        each: key_of.get(name.strip())
        for each, name in names.items()
        if each in there and key_of.get(name.strip()) != before.get(each)
    }
    return _placed(now.with_patch(Patch(tuple(made))), places)


def _placed(now: Arrangement, places: Mapping[int, str | None], *, deciding: bool = True) -> Patch:
    """Voices put where they belong: taken out of where they were, added at the end."""
    before: dict[int, str | None] = {**dict.fromkeys(now.others), **now.place_of()}
    moving = {each: to for each, to in places.items() if before.get(each, "") != to}
    reached = {to for to in moving.values() if to}
    touched = reached | {before.get(each) for each in moving}
    for key in reached:
        now.get(key)
    put = []
    for theme in now.themes:
        if theme.key in touched:
            left = without(theme, moving.keys())
            added = tuple(each for each, to in moving.items() if to == theme.key)
            kept = theme.kept or (deciding and theme.key in reached)
            put.append(replace(left, ids=(*left.ids, *added), kept=kept, told=None))
    others = [each for each in now.others if each not in moving]
    others += [each for each, to in moving.items() if to is None]
    return Patch(
        put=tuple(theme for theme in put if theme.ids),
        gone=tuple(theme.key for theme in put if not theme.ids),
        others=tuple(others),
    )


def _name(now: Arrangement, said: str, *own: str) -> str:
    name = " ".join(said.split())
    if not name:
        raise ThemeUnnamed
    if len(name) > LONGEST_NAME:
        raise ThemeNameTooLong(limit=LONGEST_NAME)
    if any(theme.name == name for theme in now.themes if theme.key not in own):
        raise ThemeNameTaken(name=name)
    return name


def _parts(theme: Theme) -> tuple[Part, ...]:
    return theme.parts if len(theme.parts) > 1 else (Part(theme.name, theme.ids),)


def _all(now: Arrangement) -> set[int]:
    return {each for theme in now.themes for each in theme.ids} | set(now.others)
