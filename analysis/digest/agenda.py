"""話題: what issues are known to be about, recognised by their words.

Residents and staff have an agenda each: 仕事 is a livelihood to the one and a workload to the
other. Drafts about one thing meet under its topic.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from analysis.text.words import DATA, Word, tokenise

LEAST_SHARE = 0.3
CITIZEN, STAFF = "citizen", "staff"


Said = str | frozenset[str]  # a text, or what `said_in` found in it


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of a policy field: its words, and a draft of the ありたい姿 it aims at."""

    key: str
    field: str
    words: frozenset[str]
    desired_state: str

    def hits(self, said: Said) -> int:
        """How many of its words are said."""
        return len(self.words & said_in(said))


@dataclass(frozen=True, slots=True)
class Agenda:
    """The topics one audience speaks of, in the order of the house's list.

    `others` are those of another audience, which may be asked of but are not spoken of: to staff
    手続き is their work.
    """

    topics: tuple[Topic, ...]
    others: tuple[Topic, ...] = ()

    def get(self, key: str) -> Topic:
        return next(topic for topic in (*self.topics, *self.others) if topic.key == key)

    def asked_of(self, choice: str) -> Topic | None:
        """The topic of a choice that is no topic of one's own: staff are asked of the town."""
        return Agenda(self.others).of([choice])

    def of_one(self, text: Said) -> str | None:
        """The key of the one topic a text speaks of most; None when none or several do."""
        found = self._mentions(text).most_common(2)
        if not found or (len(found) == 2 and found[0][1] == found[1][1]):
            return None
        return found[0][0]

    def of(self, texts: Sequence[Said]) -> Topic | None:
        """The topic most of the texts speak of; None unless three in ten speak of one.

        A text speaks of a topic as strongly as it has words of it, so one chance word does not
        win against three; ties go to the topic that stands first in the list.
        """
        votes: Counter[str] = Counter()
        for text in texts:
            found = self._mentions(text)
            if found:
                most = max(found.values())
                votes.update(key for key, hits in found.items() if hits == most)
        if not votes:
            return None
        best = max(self.topics, key=lambda topic: votes[topic.key])
        return best if votes[best.key] >= LEAST_SHARE * len(texts) else None

    def _mentions(self, text: Said) -> Counter[str]:
        said = said_in(text)
        return Counter(
            {topic.key: hits for topic in self.topics if (hits := len(topic.words & said)) > 0}
        )


@cache
def agenda(audience: str) -> Agenda:
    """What an audience's issues may be about.

    Staff speak of their work first, then of the town as residents do, but for topics that mean
    another thing to them; everyone else speaks as residents do.
    """
    mine = STAFF if audience == STAFF else CITIZEN
    listed = [(field["name"], each) for field in _listed()["fields"] for each in field["topics"]]
    kept = [pair for pair in listed if pair[1].get("audience", mine) == mine]
    kept.sort(key=lambda pair: pair[1].get("audience") != STAFF)
    asked = [pair for pair in listed if mine == STAFF and pair[1].get("audience") == CITIZEN]
    return Agenda(tuple(_topic(*pair) for pair in kept), tuple(_topic(*pair) for pair in asked))


def field_names() -> list[str]:
    """The policy fields of the house's list."""
    return [entry["name"] for entry in _listed()["fields"]]


def said_in(text: Said) -> frozenset[str]:
    """The words of a text in every form in which a topic may list them."""
    return frozenset(spoken(tokenise(text))) if isinstance(text, str) else text


def spoken(words: Sequence[Word]) -> set[str]:
    """Every form in which words and runs of two or three of them may be listed."""
    said: set[str] = set()
    for place, word in enumerate(words):
        said |= {plain(word.surface), plain(word.base), plain(word.lemma)}
        run = plain(word.surface)
        for following in words[place + 1 : place + 3]:
            run += plain(following.surface)
            said.add(run)
    return said


def plain(word: str) -> str:
    return word.lower()


def _topic(field: str, entry: dict[str, Any]) -> Topic:
    words = frozenset(plain(str(word)) for word in entry["words"])
    return Topic(entry["id"], field, words, entry["desired"])


@cache
def _listed() -> dict[str, Any]:
    listed: dict[str, Any] = yaml.safe_load(
        (DATA / "policy_fields.yaml").read_text(encoding="utf-8")
    )
    return listed
