"""Everything that speaks of one thing, brought together before it is worded and ranked."""

from dataclasses import dataclass, field

import pandas as pd

from analysis.book import Book
from analysis.codebook import Codebook
from analysis.digest import voicing
from analysis.digest.agenda import Agenda, Topic
from analysis.digest.evidence import Evidence, gaps, needs, ratings
from analysis.digest.favour import desired_state
from analysis.digest.sorting import sort
from analysis.digest.topics import Group, Needs
from analysis.text.intent import Intent

LEAST_RATING, OWN_RATING = 0.1, 0.2
OWN_NEED = 0.03
LEAST_PEOPLE = 5
JOINT = "／"  # between the words of a grid and those of one of its lines
_APART = ("gap", "group", "uncoded")
_COUNTING = ("theme", "need", "low_rating", "group_gap")


@dataclass(slots=True)
class Seed:
    """Voices and evidence about one thing; `topic` is None where the house knows none."""

    key: str
    topic: Topic | None
    name: str
    groups: list[Group] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    desired_state: str = ""

    @property
    def voices(self) -> int:
        return sum(len(group.voices) for group in self.groups)

    @property
    def severity(self) -> float | None:
        """Share of complaints among its voices; without voices, the worst rating's share."""
        told = [voice.intent for group in self.groups for voice in group.voices]
        if told:
            return told.count(Intent.COMPLAINT) / len(told)
        rated = [each.strength for each in self.evidence if each.kind == "low_rating"]
        return max(rated, default=None)

    @property
    def gap(self) -> float | None:
        """The widest difference of a group from everyone."""
        apart = [each.strength for each in self.evidence if each.kind.endswith(_APART)]
        return max(apart, default=None)

    @property
    def people(self) -> int:
        """Respondents a sentence of the draft speaks of: what the draft shows."""
        counted = [each.people for each in self.evidence if each.kind in _COUNTING]
        return max(counted or [each.people for each in self.evidence])

    @property
    def concerned(self) -> int:
        """Respondents who lack it: of the voices, only those that complain, wish or propose."""
        rows = frozenset(row for group in self.groups for row in group.people)
        counted = [each.people for each in self.evidence if each.kind in _COUNTING[1:]]
        return max([len(rows), *counted]) if counted or rows else self.people

    def stands(self) -> bool:
        """Whether there is enough for an issue: people who lack it, a bad rating, a common need.

        Voices that no known topic gathers need twice the people and words in common: small mixed
        groups of them are no issue, and stay with the themes.
        """
        people = len(frozenset(row for group in self.groups for row in group.people))
        enough = people >= (LEAST_PEOPLE if self.topic else 2 * LEAST_PEOPLE)
        return (enough and (self.topic is not None or _holds_together(self.groups[0]))) or any(
            each.strength >= (OWN_NEED if each.kind == "need" else OWN_RATING)
            for each in self.evidence
            if each.kind in ("need", "low_rating")
        )


def collect(
    frame: pd.DataFrame, codebook: Codebook, tables: Book, found: Needs, agenda: Agenda
) -> list[Seed]:
    """Bring voices, ratings and chosen needs together, and tell who raises them."""
    seeds = _seeds(tables, found, agenda)
    for seed in seeds.values():
        seed.evidence = _voiced(seed, frame, codebook, found) + seed.evidence
    return [seed for seed in seeds.values() if seed.stands()]


def _seeds(tables: Book, found: Needs, agenda: Agenda) -> dict[str, Seed]:
    """Bring what voices, ratings and chosen needs say under the topics they speak of."""
    seeds: dict[str, Seed] = {}
    for each in sort(found.groups, found.loose, agenda):
        name = each.group.name
        _seed(seeds, each.topic, f"声:{name}", name).groups.append(each.group)
    wide = gaps(tables)
    questions = {each.question.name: each.question for each in tables.frequencies}
    rated = ratings(tables)
    for told in (*rated, *needs(tables, found.companions)):
        if told.kind == "low_rating" and told.strength < LEAST_RATING:
            continue
        line = told.subject.rpartition(JOINT)[2]
        topic = agenda.of([line]) or agenda.of([told.subject])
        seed = _seed(seeds, topic, f"設問:{told.source.question}:{told.subject}", line)
        seed.evidence.append(told)
        if told.kind == "low_rating":
            seed.desired_state = desired_state(questions[told.source.question])
            seed.evidence += wide.get(told.source.question, [])[:2]
    return seeds


def _seed(seeds: dict[str, Seed], topic: Topic | None, otherwise: str, name: str) -> Seed:
    key = topic.key if topic else otherwise
    return seeds.setdefault(key, Seed(key, topic, name))


def _voiced(seed: Seed, frame: pd.DataFrame, codebook: Codebook, found: Needs) -> list[Evidence]:
    if not seed.groups:
        return []
    seed.groups.sort(key=lambda group: (-len(group.voices), group.name))
    axes = () if found.apart else codebook.axes()
    who = voicing.who_raises(seed.groups, frame, axes, found.writers)
    return [voicing.raised(seed.groups, codebook, found), *who[:2]]


def _holds_together(group: Group) -> bool:
    """Whether half of the voices have one of the words the group is named by."""
    said = sum(any(word in voice.text for word in group.keywords) for voice in group.voices)
    return said >= len(group.voices) / 2
