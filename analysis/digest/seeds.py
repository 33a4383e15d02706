"""Everything that speaks of one thing, brought together before it is worded and ranked."""

import re
from dataclasses import dataclass, field

import pandas as pd

from analysis.book import Book
from analysis.codebook import Codebook
from analysis.comparing.surveys import Survey
from analysis.counting import weight_of
from analysis.digest import voicing
from analysis.digest.agenda import Agenda, Topic, agenda
from analysis.digest.beside import Beside, told
from analysis.digest.elsewhere import Told
from analysis.digest.evidence import Evidence, gaps, needs, ratings, widest_of_each_axis
from analysis.digest.factored import factored
from analysis.digest.favour import desired_state, state_of
from analysis.digest.kinds import KINDS, SEVERITY, VOICED, in_order, stands_alone
from analysis.digest.preferred import preferred
from analysis.digest.sorting import sort
from analysis.digest.topics import Counted, Group, Needs
from analysis.digest.unmet import unmet
from analysis.text.intent import Intent

LEAST_RATING = 0.1
LEAST_PEOPLE = 5
MOST_GAPS = 3
CHOSEN = ("need", "preference", "divergence")  # whose subject may be a choice of a list
DRAWN, USUAL = 10, 0.4  # few voices count as if ten more had written, four to complain
JOINT = "／"  # between the words of a grid and those of one of its lines


_ASKED = re.compile(
    r"[\s　「」『』・、。]|(?:の|への|に対する)?(?:満足度?|重要度?|評価|状況|不便さ?|不満)$"
)


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
    def desired(self) -> str:
        """The ありたい姿 to begin with: of its topic, of what was asked, or of its own name."""
        return self.topic.desired_state if self.topic else self.desired_state or state_of(self.name)

    @property
    def voices(self) -> int:
        return sum(len(group.voices) for group in self.groups)

    @property
    def severity(self) -> float | None:
        """Share of complaints among its voices; without voices, the worst rating's share.

        Few voices are drawn towards the middle: five complaints of five prove little.
        """
        told = [voice.intent for group in self.groups for voice in group.voices]
        if told:
            return (told.count(Intent.COMPLAINT) + DRAWN * USUAL) / (len(told) + DRAWN)
        return self.widest(SEVERITY)

    def widest(self, part: str) -> float | None:
        """The strongest evidence that feeds a part of the priority; None where there is none.

        A group that stands out by few voices is drawn towards everyone.
        """
        fed = [each for each in self.evidence if KINDS[each.kind].part == part]
        return max((each.strength * _firmness(each) for each in fed), default=None)

    @property
    def people(self) -> int:
        """Respondents a sentence of the draft speaks of: what the draft shows."""
        counted = [each.people for each in self.evidence if each.kind in VOICED or _lack(each)]
        return max(counted or [each.people for each in self.evidence])

    @property
    def concerned(self) -> int:
        """Respondents who lack it: of the voices, only those that complain, wish or propose."""
        rows = frozenset(row for group in self.groups for row in group.people)
        counted = [each.people for each in self.evidence if _lack(each)]
        return max([len(rows), *counted]) if counted or rows else self.people

    def stands(self) -> bool:
        """Whether there is enough for an issue: people who lack it, a bad rating, a common need.

        Voices that no known topic gathers need twice the people and words in common: small mixed
        groups of them are no issue, and stay with the themes.
        """
        people = len(frozenset(row for group in self.groups for row in group.people))
        enough = people >= (LEAST_PEOPLE if self.topic else 2 * LEAST_PEOPLE)
        return (enough and (self.topic is not None or _holds_together(self.groups[0]))) or any(
            stands_alone(each) for each in self.evidence
        )


def collect(
    frame: pd.DataFrame,
    codebook: Codebook,
    tables: Book,
    found: Needs,
    *,
    beside: Beside,
) -> list[Seed]:
    """Bring everything that speaks of one thing together, and tell who raises it."""
    weight, topics = weight_of(codebook), agenda(beside.audience)
    own = Survey("", frame, codebook, weight)
    seeds = _seeds(tables, found, topics)
    for each in (*unmet(frame, codebook, tables, weight=weight), *told(own, beside)):
        _under(seeds, each, topics).evidence.append(each)
    for one in beside.more:
        _elsewhere(seeds, one, topics)
    for seed in seeds.values():
        seed.evidence = in_order(_voiced(seed, frame, codebook, found) + seed.evidence)
    return [seed for seed in seeds.values() if seed.stands()]


def _seeds(tables: Book, found: Needs, agenda: Agenda) -> dict[str, Seed]:
    """Bring what voices, ratings and chosen needs say under the topics they speak of."""
    seeds: dict[str, Seed] = {}
    for sorted_ in sort(found.groups, found.loose, agenda):
        name = sorted_.group.name
        _seed(seeds, sorted_.topic, f"声:{name}", name).groups.append(sorted_.group)
    wide = gaps(tables)
    questions = {each.question.name: each.question for each in tables.frequencies}
    rated = ratings(tables)
    wanted = (*needs(tables, found.companions), *preferred(tables, found.companions))
    for each in (*rated, *wanted):
        if each.kind == "low_rating" and each.strength < LEAST_RATING:
            continue
        seed = _under(seeds, each, agenda)
        seed.evidence.append(each)
        if each.kind == "low_rating":
            state = desired_state(questions[each.source.question])
            seed.desired_state = seed.desired_state or state
            seed.evidence += widest_of_each_axis(wide.get(each.source.question, []))[:MOST_GAPS]
    for mean, groups in factored(tables):
        _under(seeds, mean, agenda).evidence += [mean, *groups[:MOST_GAPS]]
    return seeds


def _under(seeds: dict[str, Seed], told: Evidence, agenda: Agenda) -> Seed:
    """Where a sentence about a question belongs: its topic, or a seed of its own."""
    line = told.subject.rpartition(JOINT)[2]
    topic = agenda.of([line]) or agenda.of([told.subject])
    if topic is None and told.kind in CHOSEN:
        topic = agenda.asked_of(line)
    return _seed(seeds, topic, f"設問:{told.source.question}:{told.subject}", line)


def _elsewhere(seeds: dict[str, Seed], one: Told, agenda: Agenda) -> None:
    """Put a sentence made elsewhere under its topic, or make a seed of its own of it."""
    each = one.evidence
    otherwise = f"{each.kind}:{each.source.question}:{each.subject}"
    seed = _seed(seeds, one.topic_in(agenda), otherwise, each.subject)
    seed.evidence.append(each)
    seed.desired_state = seed.desired_state or one.desired_state


def _seed(seeds: dict[str, Seed], topic: Topic | None, otherwise: str, name: str) -> Seed:
    if topic is not None:
        return seeds.setdefault(topic.key, Seed(topic.key, topic, name))
    same = (
        seed for seed in seeds.values() if seed.topic is None and _core(seed.name) == _core(name)
    )
    return next(same, None) or seeds.setdefault(otherwise, Seed(otherwise, None, name))


def _core(name: str) -> str:
    """What a name is about, so that 「公園」 and 「公園の満足度」 meet."""
    return _ASKED.sub("", name)


def _voiced(seed: Seed, frame: pd.DataFrame, codebook: Codebook, found: Needs) -> list[Evidence]:
    if not seed.groups:
        return []
    seed.groups.sort(key=lambda group: (-len(group.voices), group.name))
    seed.name = seed.groups[0].name
    axes = codebook.axes() if found.counted is Counted.PEOPLE else ()
    who = voicing.who_raises(seed.groups, frame, axes, found.writers)
    return [voicing.raised(seed.groups, codebook, found), *who[:2]]


def _firmness(each: Evidence) -> float:
    return each.people / (each.people + DRAWN) if each.kind == "theme_group" else 1.0


def _lack(each: Evidence) -> bool:
    return KINDS[each.kind].lacking


def _holds_together(group: Group) -> bool:
    """Whether a person put the voices together, or half have a word the group is named by."""
    if group.theme is not None:
        return True
    said = sum(any(word in voice.text for word in group.keywords) for voice in group.voices)
    return said >= len(group.voices) / 2
