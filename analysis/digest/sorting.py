"""Voices under topics: each group of voices goes to the topic most of it speaks of.

A voice that speaks clearly of another topic than its group moves to that topic, so that a group
held together by a stray word (改善, 遠い) does not put a voice under the wrong issue.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from analysis.digest.agenda import Agenda, Topic, spoken
from analysis.digest.caution import is_harsh
from analysis.digest.topics import LEAST_VOICES, Group, Voice
from analysis.text.intent import Intent
from analysis.text.words import tokenise


@dataclass(frozen=True, slots=True)
class Sorted:
    """A group of voices and the topic it belongs to, if the house knows one."""

    topic: Topic | None
    group: Group


def sort(groups: Sequence[Group], loose: Sequence[Voice], agenda: Agenda) -> list[Sorted]:
    """Give every group its topic and every voice its group; groups left empty are dropped.

    `loose` voices join the group of the topic they speak of; where there is none, enough of them
    make one.
    """
    known = [agenda.of([voice.text for voice in group.voices]) for group in groups]
    homes: dict[str, int] = {}
    for place, topic in enumerate(known):
        if topic is not None:
            homes.setdefault(topic.key, place)
    kept: list[list[Voice]] = [[] for _ in groups]
    moved: list[list[Voice]] = [[] for _ in groups]
    left: dict[str, list[Voice]] = {}
    for place, group in enumerate(groups):
        for voice in group.voices:
            home = _home(voice, known[place], homes, agenda)
            (kept[place] if home is None else moved[home]).append(voice)
    for voice in loose:
        own = agenda.of_one(voice.text)
        if own in homes:
            moved[homes[own]].append(voice)
        elif own is not None:
            left.setdefault(own, []).append(voice)
    found = [
        Sorted(topic, replace(group, voices=_first_to_read([*stay, *_by_words(come)], topic)))
        for topic, group, stay, come in zip(known, groups, kept, moved, strict=True)
        if stay or come
    ]
    return found + [
        _new(agenda.get(key), voices) for key, voices in left.items() if len(voices) >= LEAST_VOICES
    ]


def _new(topic: Topic, voices: Sequence[Voice]) -> Sorted:
    """A group of voices that only their topic holds together, named by its commonest words."""
    said = Counter(word for voice in voices for word in spoken(tokenise(voice.text)) & topic.words)
    words = tuple(word for word, _ in sorted(said.items(), key=lambda pair: (-pair[1], pair[0])))
    ordered = _first_to_read(_by_words(voices), topic)
    group = Group("・".join(words[:3]), words[:3], ordered[0].text, words, ordered)
    return Sorted(topic, group)


def _home(voice: Voice, topic: Topic | None, homes: dict[str, int], agenda: Agenda) -> int | None:
    """The group a voice should move to; None when it is at home where it is."""
    if topic is not None and topic.hits(voice.text):
        return None
    own = agenda.of_one(voice.text)
    return None if own is None or (topic and own == topic.key) else homes.get(own)


def _by_words(voices: Sequence[Voice]) -> list[Voice]:
    """An order that does not hang on the order of the responses."""
    return sorted(voices, key=lambda voice: (len(voice.text), voice.text, voice.question))


def _first_to_read(voices: Sequence[Voice], topic: Topic | None) -> tuple[Voice, ...]:
    """Complaints and wishes that name the topic first; else as representative as they were."""

    def later(voice: Voice) -> int:
        off_topic = topic is not None and not topic.hits(voice.text)
        return 4 * is_harsh(voice.text) + 2 * (voice.intent is Intent.OTHER) + off_topic

    return tuple(sorted(voices, key=later))
