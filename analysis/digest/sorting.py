"""Voices under topics: each group of voices goes to the topic most of it speaks of.

A voice that speaks clearly of another topic than its group moves to that topic, so that a group
held together by a stray word (改善, 遠い) does not put a voice under the wrong issue.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from analysis.digest.agenda import Agenda, Topic
from analysis.digest.caution import is_harsh
from analysis.digest.topics import LEAST_VOICES, Group, Voice
from analysis.disclosure import LEAST_CELL
from analysis.text.intent import Intent

JOINED = "・"  # between the words a group of voices is named by
_STEM = re.compile(r"(?<=[一-龠ァ-ヴーA-Za-z])[ぁ-ん]")


@dataclass(frozen=True, slots=True)
class Sorted:
    """A group of voices and the topic it belongs to, if the house knows one."""

    topic: Topic | None
    group: Group


@dataclass(slots=True)
class _Place:
    """A group while voices move: those that stay, and those that come from others."""

    topic: Topic | None
    group: Group
    stay: list[Voice] = field(default_factory=list)
    come: list[Voice] = field(default_factory=list)

    def made(self) -> Sorted:
        held = _first_to_read([*self.stay, *_by_words(self.come)], self.topic)
        name = _still_named(self.group, held) if self.group.theme is None else self.group.name
        return Sorted(self.topic, replace(self.group, name=name, voices=held))


def sort(groups: Sequence[Group], loose: Sequence[Voice], agenda: Agenda) -> list[Sorted]:
    """Give every group its topic and every voice its group; groups left empty are dropped.

    Voices that leave their group, and `loose` ones, join a group of the topic they speak of;
    where there is none, enough of them make one. What a person put together stays together.
    """
    places = [_Place(_topic(group, agenda), group) for group in groups]
    homes: dict[str, _Place] = {}
    for place in places:
        if place.topic is not None and place.group.theme is None:
            homes.setdefault(place.topic.key, place)
    leaving = [voice for place in places for voice in _left_by(place, agenda)]
    left: dict[str, list[Voice]] = {}
    for voice in (*leaving, *loose):
        own = _speaks_of(voice, agenda)
        if own in homes:
            homes[own].come.append(voice)
        elif own is not None:
            left.setdefault(own, []).append(voice)
    found = _gathered([place.made() for place in places if place.stay or place.come])
    return found + [
        _new(agenda.get(key), voices) for key, voices in left.items() if len(voices) >= LEAST_VOICES
    ]


def _gathered(found: Sequence[Sorted]) -> list[Sorted]:
    """The same with what is left of a group, one or two voices, in the largest of its topic."""
    homes: dict[str, int] = {}
    kept: list[Sorted] = []
    for each in sorted(found, key=lambda one: -len(one.group.voices)):
        home = homes.get(each.topic.key) if each.topic else None
        if home is None or each.group.theme is not None or len(each.group.voices) >= LEAST_CELL:
            kept.append(each)
            if each.topic is not None and each.group.theme is None:
                homes.setdefault(each.topic.key, len(kept) - 1)
            continue
        group = kept[home].group
        voices = (*group.voices, *each.group.voices)
        kept[home] = replace(kept[home], group=replace(group, voices=voices))
    return kept


def _topic(group: Group, agenda: Agenda) -> Topic | None:
    """The topic of a group: of a person's, by the name it was given before by its voices."""
    named = agenda.of_one(group.name) if group.theme is not None else None
    return agenda.get(named) if named else agenda.of([voice.words for voice in group.voices])


def _left_by(place: _Place, agenda: Agenda) -> list[Voice]:
    """Keep the voices that are at home where they are; the others leave."""
    if place.group.theme is not None:
        place.stay = list(place.group.voices)
        return []
    topic, voices = place.topic, place.group.voices
    firm = topic is None or 2 * sum(topic.hits(each.words) > 0 for each in voices) >= len(voices)
    leaving: list[Voice] = []
    for voice in voices:
        (place.stay if _at_home(voice, place, agenda, firm=firm) else leaving).append(voice)
    return leaving


def _at_home(voice: Voice, place: _Place, agenda: Agenda, *, firm: bool) -> bool:
    """Whether a voice speaks of its group's topic, or of no other and in its group's words.

    The words only count where half of the group, a `firm` one, speaks of the topic.
    """
    if place.topic is not None and place.topic.hits(voice.words):
        return True
    own = _speaks_of(voice, agenda)
    if own is not None:
        return place.topic is not None and own == place.topic.key
    if place.topic is None:
        return True
    return firm and any(_says(voice, word) for word in place.group.keywords)


def _new(topic: Topic, voices: Sequence[Voice]) -> Sorted:
    """A group of voices that only their topic holds together, named by its commonest words."""
    said = Counter(word for voice in voices for word in voice.words & topic.words)
    words = tuple(word for word, _ in sorted(said.items(), key=lambda pair: (-pair[1], pair[0])))
    ordered = _first_to_read(_by_words(voices), topic)
    name = JOINED.join(words[:3]) or ordered[0].about
    group = Group(name, words[:3], ordered[0].text, words, ordered)
    return Sorted(topic, group)


def _speaks_of(voice: Voice, agenda: Agenda) -> str | None:
    """The one topic a voice speaks of; where its words name none, that of what it explains."""
    said = agenda.of_one(voice.words)
    about = agenda.of([voice.about]) if said is None and voice.about else None
    return about.key if about else said


def _still_named(group: Group, voices: Sequence[Voice]) -> str:
    """The parts of a group's name that two of its voices still say, after some have left."""
    parts = group.name.split(JOINED)
    kept = [each for each in parts if sum(_says(voice, each) for voice in voices) > 1]
    return JOINED.join(kept) if kept else group.name


def _says(voice: Voice, word: str) -> bool:
    """Whether a voice says a word of a name, in whatever form: 「本数が少なかった」."""
    return word in voice.text or _STEM.split(word)[0] in voice.text


def _by_words(voices: Sequence[Voice]) -> list[Voice]:
    """An order that does not hang on the order of the responses."""
    return sorted(voices, key=lambda voice: (len(voice.text), voice.text, voice.question))


def _first_to_read(voices: Sequence[Voice], topic: Topic | None) -> tuple[Voice, ...]:
    """Complaints and wishes that name the topic first; else as representative as they were."""

    def later(voice: Voice) -> int:
        off_topic = topic is not None and not topic.hits(voice.words)
        return 4 * is_harsh(voice.text) + 2 * (voice.intent is Intent.OTHER) + off_topic

    return tuple(sorted(voices, key=later))
