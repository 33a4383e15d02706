"""政策分野: which field and which topic some words belong to.

A topic is recognised by the words of `data/policy_fields.yaml`; a plan may bring fields of its
own, whose words then decide the field. The topic is also what drafts about one thing meet under.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import yaml

from analysis.text.words import DATA, Word, tokenise

LEAST_SHARE = 0.3
OTHER = "その他"


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of a field: its words, and a draft of the ありたい姿 it aims at."""

    key: str
    field: str
    words: frozenset[str]
    desired_state: str


@dataclass(frozen=True, slots=True)
class Field:
    """A policy field of a plan and the words it is recognised by."""

    name: str
    words: tuple[str, ...] = ()


@cache
def topics() -> tuple[Topic, ...]:
    """The topics the house knows, in the order of its list."""
    listed = yaml.safe_load((DATA / "policy_fields.yaml").read_text(encoding="utf-8"))
    return tuple(
        Topic(
            topic["id"],
            entry["name"],
            frozenset(_plain(str(word)) for word in topic["words"]),
            topic["desired"],
        )
        for entry in listed["fields"]
        for topic in entry["topics"]
    )


def default_fields() -> tuple[Field, ...]:
    """The fields of the house's list, for a plan that has none of its own yet."""
    return tuple(Field(name) for name in dict.fromkeys(topic.field for topic in topics()))


def topic_of_one(text: str) -> str | None:
    """The key of the one topic a text speaks of most; None when none or several do."""
    found = mentions(tokenise(text)).most_common(2)
    if not found or (len(found) == 2 and found[0][1] == found[1][1]):
        return None
    return found[0][0]


def topic_of(texts: Sequence[str]) -> Topic | None:
    """The topic most of the texts speak of; None unless three in ten speak of one.

    A text speaks of a topic as strongly as it has words of it, so one chance word does not win
    against three; ties go to the topic that stands first in the list.
    """
    votes: Counter[str] = Counter()
    for text in texts:
        found = mentions(tokenise(text))
        if found:
            most = max(found.values())
            votes.update(key for key, hits in found.items() if hits == most)
    if not votes:
        return None
    best = max(topics(), key=lambda topic: votes[topic.key])
    return best if votes[best.key] >= LEAST_SHARE * len(texts) else None


def mentions(words: Sequence[Word]) -> Counter[str]:
    """How many words of each topic are said: {topic key: number}; unmentioned ones left out."""
    said = spoken(words)
    return Counter({topic.key: hits for topic in topics() if (hits := len(topic.words & said)) > 0})


def field_of(topic: Topic | None, words: Iterable[str], fields: Sequence[Field]) -> str:
    """The plan's field for a topic: by the plan's own words first, then by the topic's field."""
    said = set(words) | (set(topic.words) if topic else set())
    scores = {field.name: len({_plain(word) for word in field.words} & said) for field in fields}
    best = max(scores, key=lambda name: scores[name], default=OTHER)
    if scores.get(best, 0) > 0:
        return best
    if topic is not None and topic.field in scores:
        return topic.field
    return OTHER


def spoken(words: Sequence[Word]) -> set[str]:
    """Every form in which words and runs of two or three of them may be listed."""
    said: set[str] = set()
    for place, word in enumerate(words):
        said |= {_plain(word.surface), _plain(word.base), _plain(word.lemma)}
        run = _plain(word.surface)
        for following in words[place + 1 : place + 3]:
            run += _plain(following.surface)
            said.add(run)
    return said


def _plain(word: str) -> str:
    return word.lower()
