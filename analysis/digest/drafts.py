"""論点案: evidence about one thing gathered into one draft, drafts in order of priority."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import pandas as pd

from analysis.book import Book, book
from analysis.codebook import Codebook
from analysis.counting import weight_of
from analysis.digest import uncoded, voicing
from analysis.digest.evidence import Evidence, gaps, needs, ratings
from analysis.digest.fields import Field, Topic, default_fields, field_of, topic_of
from analysis.digest.priorities import Priority, parts, rank, why
from analysis.digest.topics import Group, Needs, Voice
from analysis.digest.topics import needs as gather
from analysis.text.intent import Intent
from analysis.text.masking import mask

OWN_RATING = 0.2
OWN_NEED = 0.03
MOST_DRAFTS = 20
MOST_VOICES = 12
MOST_EVIDENCE = 6


@dataclass(frozen=True, slots=True)
class Quoted:
    """A voice as a draft shows it: masked. `row` is the row of the frame it was written in."""

    row: int
    question: str
    text: str
    intent: str


@dataclass(frozen=True, slots=True)
class IssueDraft:
    """論点案. `key` stays the same when new data come, so that an adopted issue finds it again."""

    key: str
    topic: str
    field: str
    desired_state: str
    present_state: str
    gap: str
    evidence: tuple[Evidence, ...]
    voices: tuple[Quoted, ...]
    people: int
    n: int
    priority: Priority
    why: str


@dataclass(frozen=True, slots=True)
class Digest:
    """政策論点集の案: drafts by priority, and what a reader must know about the data."""

    n: int
    drafts: tuple[IssueDraft, ...]
    notes: tuple[str, ...]


@dataclass(slots=True)
class _Seed:
    """Everything found so far about one thing."""

    key: str
    topic: Topic | None
    name: str
    groups: list[Group] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)


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
        kept = [_Seed(e[0].source.question, None, name, [], e) for name, e in uncoded.leads(tables)]
    listed = _ranked(kept, found, len(frame), fields or default_fields())
    tell(1.0)
    return Digest(
        len(frame), tuple(listed[:MOST_DRAFTS]), uncoded.notes(codebook, nothing=not listed)
    )


def _seeds(tables: Book, found: Needs) -> dict[str, _Seed]:
    """Bring what voices, ratings and chosen needs say under the topics they speak of."""
    seeds: dict[str, _Seed] = {}
    for group in found.groups:
        topic = topic_of([voice.text for voice in group.voices])
        _seed(seeds, topic, f"声:{group.theme.name}", group.theme.name).groups.append(group)
    wide = gaps(tables)
    rated = ratings(tables)
    for each in (*rated, *needs(tables, found.companions)):
        topic = topic_of([each.subject])
        seed = _seed(seeds, topic, f"設問:{each.source.question}:{each.subject}", each.subject)
        seed.evidence.append(each)
        if each.kind == "low_rating":
            seed.evidence += wide.get(each.source.question, [])[:2]
    return seeds


def _seed(seeds: dict[str, _Seed], topic: Topic | None, otherwise: str, name: str) -> _Seed:
    key = topic.key if topic else otherwise
    return seeds.setdefault(key, _Seed(key, topic, name))


def _voiced(seed: _Seed, frame: pd.DataFrame, codebook: Codebook, found: Needs) -> list[Evidence]:
    made: list[Evidence] = []
    for group in seed.groups:
        made.append(voicing.raised(group, codebook, found.writers))
        made += voicing.who_raises(group, frame, codebook.axes(), found.writers)[:2]
    return made


def _stands(seed: _Seed) -> bool:
    """Whether there is enough for an issue: voices, a bad rating, or a need many have."""
    return bool(seed.groups) or any(
        each.strength >= (OWN_NEED if each.kind == "need" else OWN_RATING)
        for each in seed.evidence
        if each.kind in ("need", "low_rating")
    )


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
        share=_people(seed) / n if n else 0.0,
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
    rows = frozenset(row for group in seed.groups for row in group.rows)
    counted = [e.people for e in seed.evidence if e.kind in ("need", "low_rating", "group_gap")]
    return max([len(rows), *counted]) if counted or rows else max(e.people for e in seed.evidence)


def _size(seed: _Seed) -> int:
    return sum(len(group.voices) for group in seed.groups)


def _draft(seed: _Seed, priority: Priority, n: int, fields: Sequence[Field]) -> IssueDraft:
    words = [term.word for group in seed.groups for term in group.theme.terms]
    evidence = tuple(seed.evidence[:MOST_EVIDENCE])
    return IssueDraft(
        key=seed.key,
        topic=seed.name,
        field=field_of(seed.topic, words, fields),
        desired_state=seed.topic.desired_state if seed.topic else "",
        present_state="".join(each.statement for each in evidence[:3]),
        gap=_gap(seed),
        evidence=evidence,
        voices=_quoted(seed.groups),
        people=_people(seed),
        n=n,
        priority=priority,
        why=why(priority),
    )


def _gap(seed: _Seed) -> str:
    """課題, the distance between 現状 and ありたい姿, in the voices' own words."""
    clauses = list(dict.fromkeys(group.theme.clause for group in seed.groups if group.theme.clause))
    apart = [each for each in seed.evidence if each.source.axis]
    if clauses:
        said = "".join(f"「{clause}」" for clause in clauses[:3])
        words = f"{said}といった声があり、ありたい姿との間に隔たりがあります。"
    elif seed.evidence:
        words = f"『{seed.name}』について、ありたい姿との隔たりを確かめる必要があります。"
    else:
        words = ""
    if apart:
        words += "回答には属性による違いがあり、誰にとっての課題かを分けて考える必要があります。"
    return words


def _quoted(groups: Iterable[Group]) -> tuple[Quoted, ...]:
    """The most representative voices of each group in turn, wishes and complaints first."""
    lines = [_first_needs(group.voices) for group in groups]
    chosen: list[Voice] = []
    for place in range(MOST_VOICES):
        chosen += [line[place] for line in lines if place < len(line)]
    seen: set[str] = set()
    quoted: list[Quoted] = []
    for voice in chosen:
        text = mask(voice.text)
        if text not in seen and len(quoted) < MOST_VOICES:
            seen.add(text)
            quoted.append(Quoted(voice.row, voice.question, text, str(voice.intent)))
    return tuple(quoted)


def _first_needs(voices: Sequence[Voice]) -> list[Voice]:
    return sorted(voices, key=lambda voice: voice.intent is Intent.OTHER)


def _silent(_: float) -> None:
    """Nobody watches."""
