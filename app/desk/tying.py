"""What the page of words that are said together shows: the network, its picture, a word of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import request

from analysis.charts import network as picture
from analysis.charts.scene import Scene
from analysis.text.cooccurrence import Edge, Network, Node, network
from app.desk import grouped
from app.desk.grouped import Groups
from app.desk.voiced import Voiced
from app.desk.ways import Ways
from app.desk.worded import Worded, remembered, worded
from surveys.arrangement import Theme

SAID = ("theme", "axis", "ties")
STEPS = (30, 60, 100)
FIRST = 60
AT_ONCE = 10
WORDS_OF_GROUP = 6  # that a group is tied to: more would hide the words' own ties


@dataclass(frozen=True, slots=True)
class Tie:
    """A line of the table that tells what the picture shows.

    Attributes:
        ends: the names of what it ties. `address`: of the voices that have both.
    """

    ends: tuple[str, str]
    group: bool
    edge: Edge
    address: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """The word, or the two words, that is read: its voices, the first of them in full."""

    keys: tuple[str, ...]
    labels: tuple[str, ...]
    voices: Sequence[str]
    found: int
    near: Sequence[Tie]


@dataclass(frozen=True, slots=True)
class Tied:
    """Everything the page says.

    Attributes:
        theme: whose voices alone are read. `by`: the groups that stand beside the words.
        number: of ties that were asked for.
        copies: texts that only repeat another's, and are not counted.
        links: an address for each word and group.
    """

    made: Network
    wide: Scene
    narrow: Scene
    theme: Theme | None
    by: Groups | None
    number: int
    copies: int
    links: Mapping[str, str]
    ties: Sequence[Tie]
    chosen: Chosen | None

    @property
    def words(self) -> str:
        return picture.words(self.made)

    @property
    def silent(self) -> tuple[str, ...]:
        """The groups that stand beside no word."""
        there = {node.label for node in self.made.nodes if node.group}
        return tuple(name for name in self.by.names if name not in there) if self.by else ()


def tied(here: Voiced) -> Tied:
    """The network the address asks for.

    Raises:
        ThemeGone
    """
    found, theme = worded(here), _theme(here)
    by = grouped.groups(here, request.args.get("axis", ""), themes=False)
    ids = set(theme.ids) if theme else set(found.ids)
    rows = found.among(ids - found.copies)
    number = _number()
    asked = (found.mark, by.axis if by else "", here.source.mark, number, grouped.short(rows))
    made = remembered(("network", *asked), lambda: _made(here, found, by, rows))
    links = _links(here, made, by)
    ties = [_tie(here, made, edge, by) for edge in made.edges]
    return Tied(
        made=made,
        wide=remembered(("wide", *asked), lambda: picture.drawn(made)),
        narrow=remembered(("narrow", *asked), lambda: picture.drawn(made, narrow=True)),
        theme=theme,
        by=by,
        number=number,
        copies=len(ids & found.copies),
        links=links,
        ties=ties,
        chosen=_chosen(here, found, rows, made, ties),
    )


def _theme(here: Voiced) -> Theme | None:
    key = request.args.get("theme")
    return here.standing.now.get(key) if key and here.standing else None


def _number() -> int:
    wanted = request.args.get("ties", FIRST, type=int)
    return wanted if wanted in STEPS else FIRST


def _made(here: Voiced, found: Worded, by: Groups | None, rows: Sequence[int]) -> Network:
    groups = grouped.compared(here, found, by, rows).first(WORDS_OF_GROUP) if by else None
    corpus = found.corpus(rows)
    return network(corpus, groups=groups, lexicon=found.lexicon, edges=_number())


def _links(here: Voiced, made: Network, by: Groups | None) -> dict[str, str]:
    """A word leads to what is told of it here, a group to its voices."""
    ways = Ways(here)
    keys = dict(zip(by.names, by.keys, strict=True)) if by else {}
    return {
        node.key: ways.voices(**_of_group(by, keys[node.label]))
        if node.group and by
        else _read(here, node.key)
        for node in made.nodes
    }


def _read(here: Voiced, word: str, also: str | None = None) -> str:
    """Where a word of the network, or two, are read."""
    return f"{here.link.to('desk.networks.show', word=word, also=also)()}#word"


def _of_group(by: Groups, key: str) -> dict[str, str]:
    return {"axis": by.axis, "level": key}


def _tie(here: Voiced, made: Network, edge: Edge, by: Groups | None) -> Tie:
    first, second = made.nodes[edge.first], made.nodes[edge.second]
    if first.group and by:
        key = dict(zip(by.names, by.keys, strict=True))[first.label]
        address = Ways(here).voices(q=second.label, **_of_group(by, key))
    else:
        address = _read(here, first.key, second.key)
    return Tie((first.label, second.label), first.group, edge, address)


def _chosen(
    here: Voiced, found: Worded, rows: Sequence[int], made: Network, ties: Sequence[Tie]
) -> Chosen | None:
    """The word the address names, and the one beside it, if both are in the network."""
    nodes: dict[str, Node] = {node.key: node for node in made.nodes if not node.group}
    wanted = [request.args.get(name, "") for name in ("word", "also")]
    keys = tuple(dict.fromkeys(key for key in wanted if key in nodes))
    if not keys:
        return None
    having = [
        found.ids[row] for row in rows if set(keys) <= {word.term for word in found.documents[row]}
    ]
    said = here.held.readable
    labels = tuple(nodes[key].label for key in keys)
    near = [tie for tie in ties if set(labels) & set(tie.ends)]
    return Chosen(keys, labels, [said[each] for each in having[:AT_ONCE]], len(having), near)
