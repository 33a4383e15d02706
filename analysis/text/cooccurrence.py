"""共起ネットワーク: which words are said in the same texts, and by whom, beyond chance."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import pandas as pd
from scipy import sparse, stats

from analysis.counting import Floats
from analysis.methods.multiplicity import benjamini_hochberg
from analysis.results import Table
from analysis.text.collocation import signed_g2
from analysis.text.graph import communities
from analysis.text.keywords import LEVEL, Characteristic, GroupWords, Keyword
from analysis.text.lexicon import NOTHING, Lexicon
from analysis.text.space import Corpus
from analysis.text.word_tests import fisher, may_stand

MOST_WORDS = 80
MOST_EDGES = 100
FEW_EDGES = 30  # up to so many, ties that only an uncorrected test sees are shown, as such
LEAST_TEXTS = 3  # that have a word
LEAST_TOGETHER = 3  # texts that have both
NO_COMMUNITY = -1
_FEW = 5.0
_RESOLUTION = 1.0


@dataclass(frozen=True, slots=True)
class Node:
    """A word, or a group of people.

    Attributes:
        key: its term, or of a group 「層：」 and its name. `label`: what is written.
        texts: how many texts have the word, or are the group's.
        group: whether it is a group.
        community: the words said together, 0 the largest; `NO_COMMUNITY` for a group.
        degree: how many words it is tied to. `betweenness`: share of shortest ways through it.
    """

    key: str
    label: str
    texts: int
    group: bool
    community: int
    degree: int
    betweenness: float


@dataclass(frozen=True, slots=True)
class Edge:
    """A tie of two nodes, by their place in the list of nodes.

    Attributes:
        first, second: `second` is the word where `first` is a group.
        texts: how many texts have both.
        strength: Jaccard's coefficient of two words; the standardised residual of word and group.
        q: after Benjamini–Hochberg over all pairs looked at.
        sure: q < 0.05. Where few ties are, those with p < 0.05 alone are told of too, as 参考.
    """

    first: int
    second: int
    texts: int
    strength: float
    q: float
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Network:
    """`n`: texts that say anything; `tested`: pairs of words that were looked at."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    n: int
    tested: int

    def tables(self) -> tuple[Table, ...]:
        """The twin of the picture: all ties, then all words, each as counts and as scores."""
        ties = [
            f"{self.nodes[e.first].label}・{self.nodes[e.second].label}"
            f"{'' if e.sure else '（参考）'}"
            for e in self.edges
        ]
        labels = [node.key if node.group else node.label for node in self.nodes]
        community = [np.nan if node.group else node.community + 1.0 for node in self.nodes]
        texts = pd.DataFrame({"両方を含む声の数": [e.texts for e in self.edges]}, index=ties)
        strength = pd.DataFrame(
            [(e.strength, e.q) for e in self.edges], index=ties, columns=["強さ", "q"]
        )
        words = pd.DataFrame(
            {
                "声の数": [node.texts for node in self.nodes],
                "結びつきの数": [node.degree for node in self.nodes],
                "まとまりの番号": community,
            },
            index=labels,
        )
        middle = pd.DataFrame({"媒介中心性": [n.betweenness for n in self.nodes]}, index=labels)
        note = self._note()
        return (
            Table("語の結びつき", texts, "count", note),
            Table("語の結びつき", strength, "score", note),
            Table("結びついた語", words, "count", note),
            Table("結びついた語", middle, "score", note),
        )

    def _note(self) -> str:
        return (
            f"n={self.n:,}。{self.tested:,}組の語を調べ、同じ声に偶然より多く現れる組（q<0.05、"
            f"{LEAST_TOGETHER}件以上）を結びました。強さは、語どうしはJaccard係数、"
            "層と語は標準化残差です。参考（点線）は、"
            "多数の組を調べたことを補正すると偶然と区別できません"
        )


def network(
    corpus: Corpus,
    *,
    groups: Characteristic | None = None,
    lexicon: Lexicon = NOTHING,
    words: int = MOST_WORDS,
    edges: int = MOST_EDGES,
) -> Network:
    """Tie words that are said in the same texts more often than chance would have it.

    Args:
        corpus: n texts as counts of words.
        groups: characteristic words of groups, to be drawn as nodes beside their words.
        lexicon: banned words are left out, pinned ones are kept however rare.
        words: looked at, those in most texts first.
        edges: kept, the strongest first.

    Returns:
        Words with at least one tie, in the order of their terms, then the groups; the same
        whatever the order of the texts.

    A tie needs `LEAST_TOGETHER` texts with both words and q < 0.05: G², or Fisher's exact test
    where an expected count is under 5, after Benjamini–Hochberg over all pairs looked at.
    Where few pass, the strongest of those with p < 0.05 follow and say so (`Edge.sure`).
    Communities by Louvain (`graph.py`) on Jaccard's coefficients, betweenness by Brandes (2001).
    """
    told = _group_words(corpus, groups, lexicon)
    chosen = _chosen(corpus, lexicon, words, {column for column, _, _ in told})
    has = corpus.counts[:, chosen].astype(bool).astype(np.float64)
    n = int((corpus.counts.sum(axis=1) > 0).sum())
    found = _tied(np.asarray((has.T @ has).todense()), n, edges)
    ends = {int(chosen[end]) for tie in found for end in (tie.first, tie.second)}
    columns = sorted(ends | {column for column, _, _ in told})
    place = {column: at for at, column in enumerate(columns)}
    ties = [
        replace(tie, first=place[int(chosen[tie.first])], second=place[int(chosen[tie.second])])
        for tie in found
    ]
    nodes = _words(corpus, columns, ties)
    for name in dict.fromkeys(group.name for _, group, _ in told):
        mine = [(place[column], word) for column, group, word in told if group.name == name]
        ties += [_to_group(len(nodes), at, word) for at, word in mine]
        nodes.append(_group(name, mine[0][1].n, len(mine)))
    pairs = len(chosen) * (len(chosen) - 1) // 2
    return Network(tuple(nodes), tuple(ties), n, pairs)


def strongest(made: Network, number: int) -> Network:
    """The same network with its `number` strongest ties and the words they tie.

    Of each kind, words with words and groups with words, an equal share is kept.
    """
    group = [made.nodes[edge.first].group for edge in made.edges]
    share = sum(group) / max(1, len(group))
    kept = _first(made.edges, group, of=False, number=round(number * (1 - share)))
    kept += _first(made.edges, group, of=True, number=round(number * share))
    ends = sorted({end for edge in kept for end in (edge.first, edge.second)})
    place = {old: new for new, old in enumerate(ends)}
    edges = [replace(e, first=place[e.first], second=place[e.second]) for e in kept]
    return replace(made, nodes=tuple(made.nodes[end] for end in ends), edges=tuple(edges))


def _first(edges: Sequence[Edge], group: list[bool], *, of: bool, number: int) -> list[Edge]:
    found = [edge for edge, here in zip(edges, group, strict=True) if here == of]
    return sorted(found, key=lambda edge: (not edge.sure, -round(edge.strength, 9)))[:number]


def _group_words(
    corpus: Corpus, groups: Characteristic | None, lexicon: Lexicon
) -> list[tuple[int, GroupWords, Keyword]]:
    """Column, group and word of everything characteristic that may be drawn."""
    if groups is None:
        return []
    place = {term: column for column, term in enumerate(corpus.terms)}
    return [
        (place[word.term], group, word)
        for group in groups.groups
        for word in group.words
        if word.term in place and may_stand(word.term, lexicon)
    ]


def _chosen(corpus: Corpus, lexicon: Lexicon, number: int, needed: set[int]) -> np.ndarray:
    """Columns of the words to look at, in term order: pinned, needed, then those in most texts."""
    ranked = sorted(
        (not lexicon.pins(term), column not in needed, -int(corpus.texts_with[column]), column)
        for column, term in enumerate(corpus.terms)
        if may_stand(term, lexicon)
        and (corpus.texts_with[column] >= LEAST_TEXTS or lexicon.pins(term))
    )
    return np.array(sorted(each[-1] for each in ranked[:number]), dtype=np.intp)


def _tied(together: Floats, n: int, number: int) -> list[Edge]:
    """The strongest of the pairs that chance does not explain."""
    first, second = np.triu_indices(len(together), 1)
    if not len(first):
        return []
    both, texts = together[first, second], np.diag(together)
    one, other = texts[first] - both, texts[second] - both
    score = signed_g2(both, one, other, n - both - one - other)
    p = np.asarray(stats.chi2.sf(np.abs(score), 1), dtype=np.float64)
    rare = np.minimum(texts, n - texts)
    for pair in np.flatnonzero(rare[first] * rare[second] / n < _FEW):
        here, size = int(both[pair]), int(both[pair] + one[pair])
        p[pair] = fisher(here, int(both[pair] + other[pair]), size, n)
    q = benjamini_hochberg(p)
    jaccard = both / np.maximum(both + one + other, 1)
    often = (score > 0) & (both >= LEAST_TOGETHER)
    order = np.argsort(-np.round(jaccard, 12), kind="stable")
    sure = order[(often & (q < LEVEL))[order]][:number]
    maybe = order[(often & (q >= LEVEL) & (p < LEVEL))[order]][: max(0, FEW_EDGES - len(sure))]
    return [
        Edge(
            int(first[k]), int(second[k]), int(both[k]), float(jaccard[k]), float(q[k]),
            sure=bool(q[k] < LEVEL),
        )
        for k in (*sure, *maybe)
    ]  # fmt: skip


def _words(corpus: Corpus, columns: Sequence[int], edges: Sequence[Edge]) -> list[Node]:
    size = len(columns)
    if not size:
        return []
    rows = [edge.first for edge in edges] + [edge.second for edge in edges]
    others = [edge.second for edge in edges] + [edge.first for edge in edges]
    weights = [edge.strength for edge in edges] * 2
    graph = sparse.csr_matrix((weights, (rows, others)), shape=(size, size))
    community = _largest_first(communities(graph, resolution=_RESOLUTION))
    between, degree = betweenness(graph), np.diff(graph.indptr)
    return [
        Node(
            corpus.terms[column], corpus.written[corpus.terms[column]],
            int(corpus.texts_with[column]), group=False, community=int(community[place]),
            degree=int(degree[place]), betweenness=float(between[place]),
        )
        for place, column in enumerate(columns)
    ]  # fmt: skip


def _to_group(group: int, at: int, word: Keyword) -> Edge:
    return Edge(group, at, word.texts, word.residual, word.q, sure=word.sure)


def _group(name: str, texts: int, degree: int) -> Node:
    return Node(
        f"層：{name}", name, texts,
        group=True, community=NO_COMMUNITY, degree=degree, betweenness=0.0,
    )  # fmt: skip


def _largest_first(labels: np.ndarray) -> np.ndarray:
    """Communities numbered by their size; of equals the one with the first word comes first."""
    sizes = np.bincount(labels)
    first = [int(np.flatnonzero(labels == label)[0]) for label in range(len(sizes))]
    order = np.lexsort(np.array([first, -sizes]))
    return np.asarray(np.argsort(order)[labels])


def betweenness(graph: sparse.csr_matrix) -> Floats:
    """How often each node lies on shortest ways between two others, 0 to 1 (n).

    Source: Brandes, A faster algorithm for betweenness centrality (2001); every tie is one step.
    """
    n = graph.shape[0]
    around = [graph.indices[a:b].tolist() for a, b in pairwise(graph.indptr)]
    total = np.zeros(n)
    for source in range(n):
        _add_ways(source, around, total)
    return np.asarray(total / max(1, (n - 1) * (n - 2)))


def _add_ways(source: int, around: list[list[int]], total: Floats) -> None:
    """Add each node's part in the shortest ways from `source`."""
    steps, ways = {source: 0}, np.zeros(len(around))
    ways[source] = 1
    order = [source]
    for node in order:
        for other in around[node]:
            if other not in steps:
                steps[other] = steps[node] + 1
                order.append(other)
            if steps[other] == steps[node] + 1:
                ways[other] += ways[node]
    part = np.zeros(len(around))
    for node in reversed(order[1:]):
        for other in around[node]:
            if steps[other] == steps[node] - 1:
                part[other] += ways[other] / ways[node] * (1 + part[node])
        total[node] += part[node]
