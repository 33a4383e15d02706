"""Themes: what many short texts are about, each named by its own words and with all its voices."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.text import intent, naming, passages, representatives
from analysis.text.grouping import group
from analysis.text.passages import Passage
from analysis.text.space import Corpus, Points
from analysis.text.words import Word, tokenise

METHOD = (
    "語のTF-IDFと単語ベクトルの類似度によるグラフをLouvain法で分割"
    "（外部サービス不使用、同じ入力には常に同じ結果）"
)
_READ_FOR_CLAUSE = 300  # of a theme's passages, the most representative first
_LEAST_COVERAGE = 0.25  # of a theme by its best words; below, its voices share no subject
_TOKENISED, _GROUPED = 0.4, 0.8  # of the whole time


@dataclass(frozen=True, slots=True)
class Theme:
    """What several voices are about.

    Attributes:
        id: 1, 2, … from the largest theme.
        name: the keywords joined, unique among the themes.
        clause: what the voice in row `clause_row` wrote, word for word.
        rows: all its voices, the most representative first. `size` is their number.
        edge_rows: voices at its edge, who see it otherwise or speak of more than it.
        copies: how many of its voices only repeat a long text of another's.
        intents: how many voices want, complain, praise, propose; in the order of `Intent`.
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
    intents: tuple[tuple[intent.Intent, int], ...]


@dataclass(frozen=True, slots=True)
class Themes:
    """Themes of a column of texts.

    Attributes:
        themes: the largest first.
        theme_of: place in `themes` of each row; None when blank, said nothing, or in no theme.
        copies: rows that only repeat a long text; blank: rows without text; said_nothing: rows
            like 特になし; unplaced: rows that said something no theme has.
    """

    themes: tuple[Theme, ...]
    theme_of: tuple[int | None, ...]
    method: str
    copies: int
    blank: int
    said_nothing: int
    unplaced: int


def themes(
    texts: Sequence[str | None],
    *,
    number: int | None = None,
    resolution: float = 1.5,
    progress: Callable[[float], None] | None = None,
) -> Themes:
    """Find what `texts` are about.

    Args:
        texts: one a respondent, None or blank where there is none.
        number: how many themes are wanted; None lets the texts decide.
        resolution: γ of modularity, the larger the finer; used when `number` is None.
        progress: told the share of the work that is done, 0 to 1.

    Returns:
        Every row in one theme at most. Themes have three voices or more. Equal wordings weigh
        once in making themes. The same texts give the same themes, whatever their order.

    Method: TF-IDF of lemmas joined with averaged word vectors, a graph of nearest neighbours,
    Louvain communities, words reweighted by how much they belong to one community. Over 4,000
    different texts a sample makes the themes and everyone joins the nearest.
    """
    tell = progress or _silent
    answers = passages.read(texts)
    if not answers.passages:
        return _result((), answers, len(texts))
    documents = []
    for place, passage in enumerate(answers.passages):
        documents.append(tokenise(passage.key))
        if place % 1000 == 0:
            tell(_TOKENISED * place / len(answers.passages))
    corpus = Corpus(documents)
    voices = np.array([len(passage.rows) for passage in answers.passages], dtype=np.intp)
    groups, points = group(
        corpus,
        voices,
        number=number,
        resolution=resolution,
        progress=lambda done: tell(_TOKENISED + (_GROUPED - _TOKENISED) * done),
    )
    made = _named(_Material(answers.passages, documents, corpus, points, groups, number is None))
    tell(1.0)
    return _result(made, answers, len(texts))


@dataclass(frozen=True, slots=True)
class _Material:
    """Everything known of the n passages: their words (`documents`), place, group.

    `may_drop`: a group without words of its own, as what is left over makes at times, is no theme.
    """

    passages: Sequence[Passage]
    documents: Sequence[Sequence[Word]]
    corpus: Corpus
    points: Points
    groups: np.ndarray
    may_drop: bool


@dataclass(frozen=True, slots=True)
class _Draft:
    """A theme before it has its name: its passages in the order they are read."""

    members: list[int]
    closeness: list[float]
    rows: tuple[int, ...]
    vocabulary: naming.Vocabulary


def _named(made: _Material) -> tuple[Theme, ...]:
    number = int(made.groups.max(initial=-1)) + 1
    closeness = made.points.closeness(made.groups, number)
    drafts = [_draft(made, place, closeness[:, place]) for place in range(number)]
    drafts.sort(key=lambda draft: (-len(draft.rows), made.passages[draft.members[0]].key))
    weights = naming.weights([draft.vocabulary for draft in drafts])
    named: list[Theme] = []
    for draft, weight in zip(drafts, weights, strict=True):
        if made.may_drop and naming.coverage(draft.vocabulary, weight) < _LEAST_COVERAGE:
            continue
        taken = {theme.name for theme in named}
        named.append(_theme(made, draft, weight, (len(named) + 1, taken)))
    return tuple(named)


def _draft(made: _Material, place: int, closeness: np.ndarray) -> _Draft:
    found = np.flatnonzero(made.groups == place)
    members = representatives.ordered(made.points, found, closeness[found]).tolist()
    rows = tuple(row for member in members for row in made.passages[member].rows)
    documents = [made.documents[member] for member in members]
    voices = [made.passages[member].voices for member in members]
    vocabulary = naming.vocabulary(documents, voices)
    return _Draft(members, closeness[members].tolist(), rows, vocabulary)


def _theme(
    made: _Material, draft: _Draft, weight: dict[str, float], place: tuple[int, set[str]]
) -> Theme:
    number, taken = place
    passages = [made.passages[member] for member in draft.members]
    chosen = naming.keywords(draft.vocabulary, weight)
    keywords = tuple(naming.shown(draft.vocabulary, key) for key in chosen)
    near = draft.closeness[:_READ_FOR_CLAUSE]
    clause, clause_row = naming.clause(passages[:_READ_FOR_CLAUSE], near, weight, chosen)
    edge = representatives.edge(draft.members)
    return Theme(
        id=number,
        name=_unique("・".join(keywords) or clause, taken),
        keywords=keywords,
        clause=clause,
        clause_row=clause_row,
        terms=naming.terms(draft.vocabulary, weight),
        size=len(draft.rows),
        rows=draft.rows,
        edge_rows=tuple(made.passages[member].rows[0] for member in edge),
        copies=sum(passage.copied for passage in passages),
        intents=_intents(made, draft),
    )


def _unique(name: str, taken: set[str]) -> str:
    number = 2
    unique = name
    while unique in taken:
        unique = f"{name}（{number}）"
        number += 1
    return unique


def _intents(made: _Material, draft: _Draft) -> tuple[tuple[intent.Intent, int], ...]:
    number = dict.fromkeys(intent.Intent, 0)
    for member in draft.members:
        number[intent.intent_of(made.documents[member])] += len(made.passages[member].rows)
    return tuple(number.items())


def _result(made: tuple[Theme, ...], answers: passages.Answers, rows: int) -> Themes:
    theme_of: list[int | None] = [None] * rows
    for place, theme in enumerate(made):
        for row in theme.rows:
            theme_of[row] = place
    placed = sum(theme.size for theme in made)
    return Themes(
        themes=made,
        theme_of=tuple(theme_of),
        method=METHOD,
        copies=sum(passage.copied for passage in answers.passages),
        blank=answers.blank,
        said_nothing=answers.said_nothing,
        unplaced=rows - placed - answers.blank - answers.said_nothing,
    )


def _silent(_: float) -> None:
    """Nobody waits for the progress."""
