"""論点案: evidence about one thing gathered into one draft, drafts in order of priority."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import pandas as pd

from analysis.book import Book, book
from analysis.codebook import Codebook
from analysis.counting import weight_of
from analysis.digest import uncoded, voicing
from analysis.digest.caution import is_harsh
from analysis.digest.evidence import Evidence, gaps, needs, ratings
from analysis.digest.favour import desired_state
from analysis.digest.fields import Field, Topic, default_fields, field_of, topic_of
from analysis.digest.priorities import Priority, parts, rank, why
from analysis.digest.sorting import sort
from analysis.digest.topics import Group, Needs, Voice
from analysis.digest.topics import needs as gather
from analysis.text.intent import Intent
from analysis.text.masking import mask

LEAST_RATING, OWN_RATING = 0.1, 0.2
OWN_NEED = 0.03
LEAST_PEOPLE = 5
MOST_DRAFTS = 20
MOST_VOICES = 12
MOST_EVIDENCE = 6
SHORTEST, LONGEST = 6, 34
_COUNTING = ("theme", "need", "low_rating", "group_gap")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A voice as a draft shows it: masked. `row` is the row of the frame it was written in."""

    row: int
    question: str
    text: str
    intent: str


@dataclass(frozen=True, slots=True)
class Gathered:
    """All voices of a draft that are about one thing, as (row, question); the numbers' proof."""

    name: str
    clause: str
    voices: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class IssueDraft:
    """論点案. `key` stays the same when new data come, so that an adopted issue finds it again.

    `voices` are a few to be read, `groups` all of them.
    """

    key: str
    topic: str
    field: str
    desired_state: str
    present_state: str
    gap: str
    evidence: tuple[Evidence, ...]
    voices: tuple[Quoted, ...]
    groups: tuple[Gathered, ...]
    people: int
    n: int
    priority: Priority
    why: str


@dataclass(frozen=True, slots=True)
class Digest:
    """政策論点集の案: drafts by priority, and what a reader must know about the data.

    `writers` are the rows of everyone who wrote what they lack: the base of shares of voices.
    """

    n: int
    drafts: tuple[IssueDraft, ...]
    notes: tuple[str, ...]
    writers: frozenset[int] = frozenset()


@dataclass(slots=True)
class _Seed:
    """Everything found so far about one thing."""

    key: str
    topic: Topic | None
    name: str
    groups: list[Group] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    desired_state: str = ""


def digest(
    frame: pd.DataFrame,
    codebook: Codebook,
    *,
    fields: Sequence[Field] | None = None,
    progress: Callable[[float], None] | None = None,
) -> Digest:
    """Draft the policy issues that a survey's answers and voices speak of.

    Args:
        frame: a response table of `codebook`.
        codebook: what the columns of `frame` mean.
        fields: the plan's policy fields; None takes the house's list.
        progress: told the share of the work that is done, 0 to 1.

    Raises:
        WeightUnusable

    Deterministic: the same answers give the same drafts, whatever the order of the rows.
    """
    tell = progress or _silent
    tables = book(frame, codebook, weight=weight_of(codebook))
    tell(0.3)
    found = gather(frame, codebook, lambda done: tell(0.3 + 0.5 * done))
    seeds = _seeds(tables, found)
    for seed in seeds.values():
        seed.evidence = _voiced(seed, frame, codebook, found) + seed.evidence
    kept = [seed for seed in seeds.values() if _stands(seed)]
    if not kept:
        kept = [
            _Seed(f"違い:{told[0].source.question}", None, name, [], told)
            for name, told in uncoded.leads(tables)
        ]
    listed = _ranked(kept, found, len(frame), fields or default_fields())
    tell(1.0)
    return Digest(
        len(frame), tuple(listed[:MOST_DRAFTS]), uncoded.notes(codebook, nothing=not listed)
    )


def _seeds(tables: Book, found: Needs) -> dict[str, _Seed]:
    """Bring what voices, ratings and chosen needs say under the topics they speak of."""
    seeds: dict[str, _Seed] = {}
    for each in sort(found.groups, found.loose):
        name = each.group.name
        _seed(seeds, each.topic, f"声:{name}", name).groups.append(each.group)
    wide = gaps(tables)
    questions = {each.question.name: each.question for each in tables.frequencies}
    rated = ratings(tables)
    for told in (*rated, *needs(tables, found.companions)):
        if told.kind == "low_rating" and told.strength < LEAST_RATING:
            continue
        topic = topic_of([told.subject])
        seed = _seed(seeds, topic, f"設問:{told.source.question}:{told.subject}", told.subject)
        seed.evidence.append(told)
        if told.kind == "low_rating":
            seed.desired_state = desired_state(questions[told.source.question])
            seed.evidence += wide.get(told.source.question, [])[:2]
    return seeds


def _seed(seeds: dict[str, _Seed], topic: Topic | None, otherwise: str, name: str) -> _Seed:
    key = topic.key if topic else otherwise
    return seeds.setdefault(key, _Seed(key, topic, name))


def _voiced(seed: _Seed, frame: pd.DataFrame, codebook: Codebook, found: Needs) -> list[Evidence]:
    if not seed.groups:
        return []
    seed.groups.sort(key=lambda group: (-len(group.voices), group.name))
    who = voicing.who_raises(seed.groups, frame, codebook.axes(), found.writers)
    return [voicing.raised(seed.groups, codebook, found.writers), *who[:2]]


def _stands(seed: _Seed) -> bool:
    """Whether there is enough for an issue: people who lack it, a bad rating, a common need.

    Voices that no known topic gathers need twice the people and words in common: small mixed
    groups of them are no issue, and stay with the themes.
    """
    people = len(frozenset(row for group in seed.groups for row in group.people))
    enough = people >= (LEAST_PEOPLE if seed.topic else 2 * LEAST_PEOPLE)
    return (enough and (seed.topic is not None or _holds_together(seed.groups[0]))) or any(
        each.strength >= (OWN_NEED if each.kind == "need" else OWN_RATING)
        for each in seed.evidence
        if each.kind in ("need", "low_rating")
    )


def _holds_together(group: Group) -> bool:
    """Whether half of the voices have one of the words the group is named by."""
    said = sum(any(word in voice.text for word in group.keywords) for voice in group.voices)
    return said >= len(group.voices) / 2


def _ranked(
    seeds: Sequence[_Seed], found: Needs, n: int, fields: Sequence[Field]
) -> list[IssueDraft]:
    most = max((_size(seed) for seed in seeds), default=0)
    made = rank([_parts(seed, n, most) for seed in seeds])
    listed = [_draft(seed, each, n, fields) for seed, each in zip(seeds, made, strict=True)]
    return sorted(listed, key=lambda draft: (-draft.priority.score, draft.key))


def _parts(seed: _Seed, n: int, most: int) -> dict[str, float | None]:
    apart = [e.strength for e in seed.evidence if e.kind.endswith(("gap", "group", "uncoded"))]
    return parts(
        share=_concerned(seed) / n if n else 0.0,
        severity=_severity(seed),
        gap=max(apart, default=None),
        voices=_size(seed) / most if seed.groups else None,
    )


def _severity(seed: _Seed) -> float | None:
    voices = [voice for group in seed.groups for voice in group.voices]
    if voices:
        return sum(voice.intent is Intent.COMPLAINT for voice in voices) / len(voices)
    rated = [each.strength for each in seed.evidence if each.kind == "low_rating"]
    return max(rated, default=None)


def _people(seed: _Seed) -> int:
    """Respondents a sentence of the draft speaks of: what the draft shows."""
    return max((each.people for each in seed.evidence if each.kind in _COUNTING), default=0) or max(
        each.people for each in seed.evidence
    )


def _concerned(seed: _Seed) -> int:
    """Respondents who lack it: of the voices, only those that complain, wish or propose."""
    rows = frozenset(row for group in seed.groups for row in group.people)
    counted = [each.people for each in seed.evidence if each.kind in _COUNTING[1:]]
    return max([len(rows), *counted]) if counted or rows else _people(seed)


def _size(seed: _Seed) -> int:
    return sum(len(group.voices) for group in seed.groups)


def _draft(seed: _Seed, priority: Priority, n: int, fields: Sequence[Field]) -> IssueDraft:
    words = [word for group in seed.groups for word in group.words]
    evidence = tuple(seed.evidence[:MOST_EVIDENCE])
    return IssueDraft(
        key=seed.key,
        topic=seed.name,
        field=field_of(seed.topic, words, fields),
        desired_state=seed.topic.desired_state if seed.topic else seed.desired_state,
        present_state="".join(each.statement for each in evidence[:3]),
        gap=_gap(seed),
        evidence=evidence,
        voices=_quoted(seed.groups),
        groups=tuple(
            Gathered(g.name, _clause(g), tuple((v.row, v.question) for v in g.voices))
            for g in seed.groups
        ),
        people=_people(seed),
        n=n,
        priority=priority,
        why=why(priority),
    )


def _gap(seed: _Seed) -> str:
    """課題, the distance between 現状 and ありたい姿, in the voices' own words."""
    clauses = list(dict.fromkeys(_clause(group) for group in seed.groups))
    said = "".join(f"「{clause}」" for clause in clauses[:3] if clause)
    uncoded_gap = next((e for e in seed.evidence if e.kind == "group_gap_uncoded"), None)
    if uncoded_gap is not None and not seed.groups:
        return uncoded.gap_of(seed.name, uncoded_gap)
    if said and (_severity(seed) or 0) >= 0.5:
        words = f"{said}といった不便や不満が残っています。"
    elif said:
        words = f"{said}といった声に、応えきれていないところがあります。"
    else:
        words = (
            f"『{seed.name}』について、ありたい姿とどれだけ離れているかを確かめる必要があります。"
        )
    apart = next((each for each in seed.evidence if each.kind == "theme_group"), None)
    if apart is not None:
        words += f"とくに「{apart.subject}」の人がこの論点を挙げています。"
    return words


def _clause(group: Group) -> str:
    """What the most representative short complaint or wish of a group says, word for word."""
    for voice in group.voices:
        words = " ".join(voice.text.split()).rstrip("。．.")
        wanted = voice.intent is not Intent.OTHER and "。" not in words and not is_harsh(words)
        if wanted and SHORTEST <= len(words) <= LONGEST:
            return mask(words).text
    return "" if is_harsh(group.clause) else mask(group.clause).text


def _quoted(groups: Iterable[Group]) -> tuple[Quoted, ...]:
    """The first voices of each group in turn."""
    lines = [group.voices for group in groups]
    chosen: list[Voice] = []
    for place in range(MOST_VOICES):
        chosen += [line[place] for line in lines if place < len(line)]
    seen: set[str] = set()
    quoted: list[Quoted] = []
    for voice in chosen:
        text = mask(voice.text).text
        if text not in seen and len(quoted) < MOST_VOICES:
            seen.add(text)
            quoted.append(Quoted(voice.row, voice.question, text, str(voice.intent)))
    return tuple(quoted)


def _silent(_: float) -> None:
    """Nobody watches."""
