"""政策分野: which of a plan's policy fields something falls into, by its words, and why.

Three things speak for a field, all of them counted in the open: its own words, its topics, and
the words of what planners put under it by hand. The last is learnt from their corrections.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log

from analysis.digest.agenda import Topic, field_names, plain, spoken
from analysis.text.words import terms, tokenise

OTHER = "その他"
TOPIC = 0.5  # of a topic that belongs to the field: less than any word of the plan's own
STRONGEST = 1.5  # of one learnt word: a few of them outweigh a word of the field, one does not
WEAKEST = 0.1  # what says less than this of a field is nothing that could be told to anyone
CAUTION = 2  # how many things that say nothing special stand behind each field before it learns
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Field:
    """A policy field of a plan and the words it is recognised by."""

    name: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """Some text as fields see it: every form of its words, and its words of content."""

    forms: frozenset[str] = frozenset()
    terms: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Learnt:
    """{field: {word: how strongly it speaks for the field, up to `STRONGEST`}}."""

    weights: Mapping[str, Mapping[str, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Placed:
    """The field that words propose.

    Attributes:
        own: words of the text that are the field's own, or its topic's.
        learnt: words of the text that are common in what planners put there.
    """

    field: str
    own: tuple[str, ...] = ()
    learnt: tuple[str, ...] = ()

    @property
    def why(self) -> str:
        """In half a sentence; "" where no word speaks for any field."""
        own, learnt = _quoted(self.own), _quoted(self.learnt)
        if learnt:
            also = f"{own}が「{self.field}」の言葉で、" if own else ""
            return f"{also}{learnt}が「{self.field}」に割り当てたものに多いため"
        return f"{own}が「{self.field}」の言葉のため" if own else ""


NOTHING = Learnt()


def default_fields() -> tuple[Field, ...]:
    """The fields of the house's list, for a plan that has none of its own yet."""
    return tuple(Field(name) for name in field_names())


def read(*texts: str) -> Said:
    """Texts about one thing, as fields see them."""
    words = [tokenise(text) for text in texts]
    forms = frozenset(form for each in words for form in spoken(each))
    return Said(forms, frozenset(term for each in words for term in terms(each)))


def learn(assigned: Iterable[tuple[Said, str]], every: Collection[Said]) -> Learnt:
    """What planners' own assignments say of words.

    Args:
        assigned: what was put under a field by hand, with the field.
        every: all that could be assigned, assigned or not: how common a word is at all.

    A word weighs log(share of the field's things that say it / share of all things that do), in
    natural logarithms, cut at `STRONGEST` and left out under `WEAKEST`. Both shares are smoothed:
    each field begins with `CAUTION` things that say every word as often as all do, the Dirichlet
    smoothing of Zhai & Lafferty (2004), so that one assignment says a little and five say much.
    """
    said_in: Counter[str] = Counter(word for each in every for word in each.terms)
    held: dict[str, list[Said]] = {}
    for said, name in assigned:
        held.setdefault(name, []).append(said)
    return Learnt({name: _weights(things, said_in, len(every)) for name, things in held.items()})


def place(
    said: Said, fields: Sequence[Field], *, topic: Topic | None = None, learnt: Learnt = NOTHING
) -> Placed:
    """The field with most words of the text; of several alike, the first in the plan's order."""
    known = said.forms | (topic.words if topic else frozenset())
    best, most = Placed(OTHER), 0.0
    for each in fields:
        own = {word for word in map(plain, each.words) if word in known}
        told = {w: n for w, n in learnt.weights.get(each.name, {}).items() if w in said.terms}
        mine = topic is not None and topic.field == each.name
        score = round(len(own) + sum(sorted(told.values())) + TOPIC * mine, 9)
        if score > most:
            shown = own & said.forms or (topic.words & said.forms if topic else frozenset())
            heaviest = sorted(told, key=lambda word: (-told[word], word))
            best, most = Placed(each.name, _longest(shown), tuple(heaviest)), score
    return best


def field_of(topic: Topic | None, words: Iterable[str], fields: Sequence[Field]) -> str:
    """The plan's field for a topic: by the plan's own words first, then by the topic's field."""
    return place(Said(forms=frozenset(words)), fields, topic=topic).field


def _weights(things: Sequence[Said], said_in: Counter[str], every: int) -> dict[str, float]:
    said_here = Counter(word for each in things for word in each.terms)
    found = {}
    for word, n in sorted(said_here.items()):
        usual = (said_in[word] + 0.5) / (every + 1)
        here = (n + CAUTION * usual) / (len(things) + CAUTION)
        weight = min(STRONGEST, log(here / usual)) if usual < 1 else 0.0
        if weight >= WEAKEST:
            found[word] = weight
    return found


def _longest(words: Iterable[str]) -> tuple[str, ...]:
    """Words with the longest first, as they say most; none that is part of one before it."""
    kept: list[str] = []
    for word in sorted(words, key=lambda each: (-len(each), each)):
        if not any(word in longer for longer in kept):
            kept.append(word)
    return tuple(kept)


def _quoted(words: Sequence[str]) -> str:
    return "".join(f"『{word}』" for word in words[:SHOWN])
