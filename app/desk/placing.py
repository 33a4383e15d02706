"""What the page of words and groups on one map shows."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from flask import request

from analysis.charts import word_map as picture
from analysis.charts.scene import Scene
from analysis.disclosure import Rules
from analysis.text.keywords import LEAST_GROUP
from analysis.text.word_map import THEMES, WordMap, of_themes, of_words, telling
from app.bridge import Variable
from app.desk import grouped
from app.desk.grouped import Groups
from app.desk.voiced import Voiced
from app.desk.ways import Ways
from app.desk.worded import Worded, remembered, worded
from surveys.errors import N_

SAID = ("axis", "of", "words")
STEPS = (20, 30, 50)
FIRST = 30
LARGE_ENOUGH = 3  # groups of 30 or more, which fill a map with two axes
KINDS = {"words": N_("語"), "themes": N_("テーマ")}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for: `number` words, or all themes, by the groups `by`."""

    by: Groups
    themes: bool
    number: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A map as the page shows it. `links`: an address for each mark."""

    made: WordMap
    wide: Scene
    narrow: Scene
    links: Mapping[str, str]

    @property
    def words(self) -> str:
        return picture.words(self.made)


def asked(here: Voiced) -> Asked | None:
    """The map of the address; None where these texts are of no axis."""
    wanted = request.args.get("axis")
    listed = [name for name, _ in grouped.choices(here, themes=False)]
    by = grouped.groups(here, wanted if wanted in listed else next(iter(listed), ""), themes=False)
    if by is None:
        return None
    number = request.args.get("words", FIRST, type=int)
    themes = request.args.get("of") == "themes" and here.standing is not None
    return Asked(by, themes, number if number in STEPS else FIRST)


def placed(here: Voiced, wanted: Asked) -> Placed:
    """The map and its pictures.

    Raises:
        NothingToMap, Withheld
    """
    found, weight = worded(here), _weight(here)
    steps = len(here.standing.steps) if wanted.themes and here.standing else 0
    of = (wanted.by.axis, wanted.themes, wanted.number)
    key = (found.mark, here.source.mark, *of, steps, here.source.weight)
    make = _of_themes if wanted.themes else _of_words
    made = remembered(("map", *key), lambda: make(here, found, wanted, weight))
    return Placed(
        made,
        remembered(("map wide", *key), lambda: picture.drawn(made)),
        remembered(("map narrow", *key), lambda: picture.drawn(made, narrow=True)),
        _links(here, wanted, made),
    )


def _weight(here: Voiced) -> Variable | None:
    source = here.source
    return source.answers.codebook.get(source.weight) if source.weight else None


def _rows(here: Voiced, ids: Sequence[int]) -> list[int]:
    """The rows of the frame of these responses."""
    row = {each: place for place, each in enumerate(here.source.answers.ids)}
    return [row[each] for each in ids]


def _of_words(here: Voiced, found: Worded, wanted: Asked, weight: Variable | None) -> WordMap:
    source, rows = here.source, range(len(found.ids))
    corpus = found.corpus(rows)
    groups, rules = [wanted.by.of.get(each) for each in found.ids], _rules(here, wanted, found.ids)
    texts = Counter(groups)
    levels = [name for name in wanted.by.names if texts[name] >= rules.base]
    columns = telling(corpus, groups, levels=levels, lexicon=found.lexicon, number=wanted.number)
    made = of_words(
        source.answers.frame.iloc[_rows(here, found.ids)],
        source.answers.codebook.categorical(wanted.by.axis),
        corpus,
        columns,
        weight=weight,
        rules=rules,
    )
    told = grouped.compared(here, found, wanted.by, rows, weighted=weight is not None)
    return replace(made, sure=sum(word.sure for one in told.groups for word in one.words))


def _of_themes(here: Voiced, found: Worded, wanted: Asked, weight: Variable | None) -> WordMap:
    source, listed = here.source, here.standing.now.themes if here.standing else ()
    place = {each: number for number, theme in enumerate(listed) for each in theme.ids}
    ids = [each for each in found.ids if each in place]
    return of_themes(
        source.answers.frame.iloc[_rows(here, ids)],
        source.answers.codebook.categorical(wanted.by.axis),
        [(theme.key, theme.name) for theme in listed],
        [place[each] for each in ids],
        weight=weight,
        rules=_rules(here, wanted, ids),
    )


def _rules(here: Voiced, wanted: Asked, ids: Sequence[int]) -> Rules:
    """Groups under 30 would lie farthest out by chance; they stay only where few others are."""
    texts = Counter(wanted.by.of.get(each) for each in ids)
    large = sum(texts[name] >= LEAST_GROUP for name in wanted.by.names)
    rules = here.source.rules
    return replace(rules, base=LEAST_GROUP) if large >= LARGE_ENOUGH else rules


def _links(here: Voiced, wanted: Asked, made: WordMap) -> dict[str, str]:
    """A group leads to its voices, a theme to its own, a word to where it stands."""
    ways = Ways(here)
    keys = dict(zip(wanted.by.names, wanted.by.keys, strict=True))
    links = {
        picture.group_key(name): ways.voices(axis=wanted.by.axis, level=keys[name])
        for name in made.made.sides
    }
    for key, label in zip(made.keys, made.made.tops, strict=True):
        links[key] = ways.voices(theme=key) if made.kind == THEMES else ways.contexts(label)
    return links
