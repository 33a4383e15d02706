"""One theme, and how it gets its name: from passages in a group to a `Theme` with its voices."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from analysis.text import naming, representatives
from analysis.text.clauses import clause
from analysis.text.grouping import LEAST_CLOSENESS, NO_THEME, Groups
from analysis.text.intent import Intent
from analysis.text.passages import Passage
from analysis.text.phrases import Phrase

_READ_FOR_CLAUSE = 300  # of a theme's passages, the most representative first
_LEAST_COVERAGE = 0.25  # of a theme by its best words; below, its voices share no subject
_SHARING = 3  # texts at least that share words
_ALIKE = 0.25  # unity of voices that share no words and yet mean the same
_ALIKE_AT_MOST = 7  # texts; more of them that share no words are about several things
_GAP = re.compile(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])")  # as slips of paper have them
_LONGEST_NAME = 20  # letters, when a clause is the name


@dataclass(frozen=True, slots=True)
class Theme:
    """What several voices are about.

    Attributes:
        id: 1, 2, … from the largest theme of its level.
        name: the keywords joined, unique among the themes of its level.
        clause: what the voice in row `clause_row` wrote, word for word.
        rows: all its voices, the most representative first. `size` is their number.
        edge_rows: voices at its edge, who see it otherwise or speak of more than it.
        copies: how many of its voices only repeat a long text of another's.
        intents: how many voices want, complain, praise, propose; in the order of `Intent`.
        within: id of the coarse theme that a fine one is part of; None for a coarse one.
    """

    id: int
    name: str
    keywords: tuple[str, ...]
    clause: str
    clause_row: int
    terms: tuple[naming.Term, ...]
    size: int
    rows: tuple[int, ...]
    edge_rows: tuple[int, ...]
    copies: int
    intents: tuple[tuple[Intent, int], ...]
    within: int | None = None


@dataclass(frozen=True, slots=True)
class Material:
    """Everything known of the n passages: their phrases, intents, and the groups they are in.

    `may_drop`: a group without words of its own, as what is left over makes at times, is no theme.
    """

    passages: Sequence[Passage]
    phrases: Sequence[Sequence[Phrase]]
    intents: Sequence[Intent]
    groups: Groups
    may_drop: bool


@dataclass(frozen=True, slots=True)
class _Draft:
    """A theme before it has its name: its passages in the order they are read.

    `weight`: of its phrases, beside the other themes of its level.
    """

    members: list[int]
    closeness: list[float]
    rows: tuple[int, ...]
    vocabulary: naming.Vocabulary
    weight: dict[str, float]


def named(made: Material) -> tuple[tuple[Theme, ...], tuple[Theme, ...]]:
    """The themes at both levels, the largest first; fine ones in the order of their coarse ones."""
    found, column = _kept(made)
    coarse: list[Theme] = []
    fine: list[Theme] = []
    for draft in found:
        taken = {theme.name for theme in coarse}
        theme = replace(_theme(made, draft, column, taken), id=len(coarse) + 1)
        coarse.append(theme)
        fine += _within(made, theme, draft, tuple(fine), column)
    return tuple(coarse), tuple(fine)


def _kept(made: Material) -> tuple[list[_Draft], naming.Everyone]:
    """The drafts that are about something; of the others, their parts that are."""
    found = _drafts(made, made.groups.coarse)
    column = naming.everyone([draft.vocabulary for draft in found])
    found = _weighed(found, column)
    while made.may_drop:
        kept = [part for draft in found for part in _about_something(made, draft, column)]
        if kept == found:
            break
        kept.sort(key=lambda draft: (-len(draft.rows), made.passages[draft.members[0]].key))
        found = _weighed(kept, column)
    return _brought_home(made, found, column), column


def _brought_home(made: Material, found: list[_Draft], column: naming.Everyone) -> list[_Draft]:
    """The drafts with those voices of what was left over that one of them is near to."""
    groups = np.full(len(made.passages), NO_THEME)
    for place, draft in enumerate(found):
        groups[draft.members] = place
    lost = np.flatnonzero((groups == NO_THEME) & (made.groups.coarse != NO_THEME))
    if not found or not len(lost):
        return found
    closeness = made.groups.points.closeness(groups, len(found))[lost]
    near = closeness.max(axis=1) >= LEAST_CLOSENESS
    groups[lost[near]] = closeness.argmax(axis=1)[near]
    return _weighed(_drafts(made, groups), column)


def _about_something(made: Material, draft: _Draft, column: naming.Everyone) -> list[_Draft]:
    """The draft, or when it is what is left over, those of its parts that are not."""
    if _is_about_something(made, draft):
        return [draft]
    parts = _drafts(made, _fine_of(made, draft))
    if len(parts) == 1:
        return []
    return [part for part in _weighed(parts, column) if _is_about_something(made, part)]


def _fine_of(made: Material, draft: _Draft) -> np.ndarray:
    """The fine groups of a draft; voices that came to it from elsewhere join the nearest."""
    inside, members = np.full(len(made.passages), NO_THEME), np.array(draft.members)
    homes = made.groups.coarse[members]
    own = homes == np.bincount(homes).argmax()
    inside[members[own]] = np.unique(made.groups.fine[members[own]], return_inverse=True)[1]
    if not own.all():
        closeness = made.groups.points.closeness(inside, int(inside.max()) + 1)
        inside[members[~own]] = closeness[members[~own]].argmax(axis=1)
    return inside


def told(made: Material, number: int) -> tuple[Theme | None, ...]:
    """The coarse groups 0 … `number` − 1 in this order, named by what parts them from all others.

    A group without passages is None.
    """
    groups = made.groups.coarse
    held = {g: np.flatnonzero(groups == g) for g in range(int(groups.max(initial=-1)) + 1)}
    closeness = made.groups.points.closeness(groups, len(held))
    drafts = {g: _draft(made, rows, closeness[:, g]) for g, rows in held.items() if len(rows)}
    column = naming.everyone([draft.vocabulary for draft in drafts.values()])
    found: dict[int, Theme] = {}
    for place, draft in zip(drafts, _weighed(list(drafts.values()), column), strict=True):
        if place < number:
            taken = {theme.name for theme in found.values()}
            found[place] = _theme(made, draft, column, taken)
    return tuple(found.get(place) for place in range(number))


def _within(
    made: Material,
    coarse: Theme,
    draft: _Draft,
    before: Sequence[Theme],
    column: naming.Everyone,
) -> Iterator[Theme]:
    """The fine themes of one coarse theme, named by what parts them from each other."""
    parts, left = _parts(made, draft, column)
    taken = {theme.name for theme in before}
    if len(parts) + len(left) <= 1 or not parts:
        name = _unique(coarse.name, (), taken)
        yield replace(coarse, id=len(before) + 1, name=name, within=coarse.id)
        return
    for place, part in enumerate([*parts, *left]):
        theme = _theme(made, part, column, taken)
        if part in left:
            theme = replace(theme, name=_unique(f"そのほか（{coarse.name}）", (), taken))
        taken.add(theme.name)
        yield replace(theme, id=len(before) + 1 + place, within=coarse.id)


def _parts(
    made: Material, draft: _Draft, column: naming.Everyone
) -> tuple[list[_Draft], list[_Draft]]:
    """The parts of a theme that share words of their own; and what is left over, as one."""
    parts = _weighed(_drafts(made, _fine_of(made, draft)), column)
    label = np.full(len(made.passages), NO_THEME)
    place_of: dict[tuple[str, ...], int] = {}
    for part in parts:
        if _is_about_something(made, part):
            name = naming.keywords(part.vocabulary, part.weight)
            label[part.members] = place_of.setdefault(name, len(place_of))
    kept = len(place_of)
    if kept == len(parts):
        return parts, []
    label[[member for member in draft.members if label[member] == NO_THEME]] = kept
    found = _weighed(_drafts(made, label), column)
    left = [part for part in found if label[part.members[0]] == kept]
    return [part for part in found if label[part.members[0]] != kept], left


def _is_about_something(made: Material, draft: _Draft) -> bool:
    """Whether its voices share words, or mean much the same and share a few."""
    if _shares_words(draft) or len(draft.members) > _ALIKE_AT_MOST:
        return _shares_words(draft)
    shared = naming.coverage(draft.vocabulary, draft.weight, least=2)
    return made.groups.points.unity(draft.members) + shared / 3 >= _ALIKE


def _shares_words(draft: _Draft) -> bool:
    share = naming.coverage(draft.vocabulary, draft.weight, least=2)
    texts = len(draft.members)
    return share >= _LEAST_COVERAGE and share * texts >= min(_SHARING, texts)


def _drafts(made: Material, groups: np.ndarray) -> list[_Draft]:
    number = int(groups.max(initial=NO_THEME)) + 1
    closeness = made.groups.points.closeness(groups, number)
    drafts = [_draft(made, np.flatnonzero(groups == g), closeness[:, g]) for g in range(number)]
    drafts.sort(key=lambda draft: (-len(draft.rows), made.passages[draft.members[0]].key))
    return drafts


def _draft(made: Material, found: np.ndarray, closeness: np.ndarray) -> _Draft:
    points = made.groups.points
    members = representatives.ordered(points, found, closeness[found]).tolist()
    rows = tuple(row for member in members for row in made.passages[member].rows)
    voices = [made.passages[member].voices for member in members]
    vocabulary = naming.vocabulary([made.phrases[member] for member in members], voices)
    return _Draft(members, closeness[members].tolist(), rows, vocabulary, {})


def _weighed(drafts: list[_Draft], column: naming.Everyone) -> list[_Draft]:
    weights = naming.weights([draft.vocabulary for draft in drafts], column)
    return [replace(draft, weight=w) for draft, w in zip(drafts, weights, strict=True)]


def _theme(made: Material, draft: _Draft, column: naming.Everyone, taken: set[str]) -> Theme:
    passages = [made.passages[member] for member in draft.members[:_READ_FOR_CLAUSE]]
    chosen = naming.keywords(draft.vocabulary, draft.weight)
    written, row = clause(passages, draft.closeness[:_READ_FOR_CLAUSE], draft.weight, chosen)
    terms = naming.terms(draft.vocabulary, draft.weight, column.written)
    name = naming.title(draft.vocabulary, chosen, column.written)
    if written and len(written) <= _LONGEST_NAME and not _shares_words(draft):
        name = _GAP.sub("", written)
    edge = representatives.edge(draft.members)
    return Theme(
        id=0,
        name=_unique(name or written, [term.word for term in terms], taken),
        keywords=tuple(column.written[key] for key in chosen),
        clause=written,
        clause_row=row,
        terms=terms,
        size=len(draft.rows),
        rows=draft.rows,
        edge_rows=tuple(made.passages[member].rows[0] for member in edge),
        copies=sum(made.passages[member].copied for member in draft.members),
        intents=_intents(made, draft),
    )


def _unique(name: str, more: Sequence[str], taken: set[str]) -> str:
    """The name, or one with a further word that tells it apart, or with a number."""
    if name not in taken:
        return name
    longer = (f"{name}・{word}" for word in more if word not in name and name not in word)
    numbered = (f"{name}（{number}）" for number in range(2, len(taken) + 3))
    return next(other for other in (*longer, *numbered) if other not in taken)


def _intents(made: Material, draft: _Draft) -> tuple[tuple[Intent, int], ...]:
    number = dict.fromkeys(Intent, 0)
    for member in draft.members:
        number[made.intents[member]] += len(made.passages[member].rows)
    return tuple(number.items())
