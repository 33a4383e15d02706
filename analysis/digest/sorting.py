"""Voices under topics: each group of voices goes to the topic most of it speaks of.

A voice that speaks clearly of another topic than its group moves to that topic, so that a group
held together by a stray word (改善, 遠い) does not put a voice under the wrong issue.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from analysis.digest.fields import Topic, mentions, topic_of, topic_of_one
from analysis.digest.topics import Group, Voice
from analysis.text.intent import Intent
from analysis.text.words import listed, tokenise


@dataclass(frozen=True, slots=True)
class Sorted:
    """A group of voices and the topic it belongs to, if the house knows one."""

    topic: Topic | None
    group: Group


def sort(groups: Sequence[Group]) -> list[Sorted]:
    """Give every group its topic and every voice its group; groups left empty are dropped."""
    topics = [topic_of([voice.text for voice in group.voices]) for group in groups]
    homes: dict[str, int] = {}
    for place, topic in enumerate(topics):
        if topic is not None:
            homes.setdefault(topic.key, place)
    kept: list[list[Voice]] = [[] for _ in groups]
    moved: list[list[Voice]] = [[] for _ in groups]
    for place, group in enumerate(groups):
        for voice in group.voices:
            home = _home(voice, topics[place], homes)
            (kept[place] if home is None else moved[home]).append(voice)
    return [
        Sorted(topic, _with(group, _first_to_read([*stay, *come], topic)))
        for topic, group, stay, come in zip(topics, groups, kept, moved, strict=True)
        if stay or come
    ]


def is_harsh(text: str) -> bool:
    """Whether a text names a people or a party, or insults: it is never put forward unasked."""
    return any(word in text for (word, *_) in listed("harsh_words.txt"))


def _home(voice: Voice, topic: Topic | None, homes: dict[str, int]) -> int | None:
    """The group a voice should move to; None when it is at home where it is."""
    if topic is not None and topic.key in mentions(tokenise(voice.text)):
        return None
    own = topic_of_one(voice.text)
    return None if own is None or (topic and own == topic.key) else homes.get(own)


def _first_to_read(voices: Sequence[Voice], topic: Topic | None) -> list[Voice]:
    """Complaints and wishes that name the topic first; else as representative as they were."""

    def later(voice: Voice) -> int:
        off_topic = topic is not None and topic.key not in mentions(tokenise(voice.text))
        return 4 * is_harsh(voice.text) + 2 * (voice.intent is Intent.OTHER) + off_topic

    return sorted(voices, key=later)


def _with(group: Group, voices: Sequence[Voice]) -> Group:
    return replace(group, voices=tuple(voices), rows=frozenset(voice.row for voice in voices))
