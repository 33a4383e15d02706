"""論点案: evidence about one thing gathered into one draft, drafts in order of priority."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from analysis.book import Book, book
from analysis.codebook import Codebook
from analysis.counting import weight_of
from analysis.digest import uncoded, wording
from analysis.digest.beside import ALONE, WORKSHOP, Beside
from analysis.digest.evidence import Evidence
from analysis.digest.fields import Field, default_fields, field_of
from analysis.digest.kinds import CONCENTRATION, DIVERGENCE, TREND, VOICES
from analysis.digest.priorities import Priority, comparable, parts, rank, why
from analysis.digest.seeds import Seed, collect
from analysis.digest.topics import Counted, Needs, ideas, needs
from analysis.digest.wording import Quoted
from analysis.results import State

MOST_DRAFTS = 20
MOST_EVIDENCE, MOST_PRESENT = 12, 3


@dataclass(frozen=True, slots=True)
class Gathered:
    """All voices of a draft that are about one thing, as (row, question); the numbers' proof."""

    name: str
    clause: str
    voices: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class IssueDraft:
    """論点案. `key` stays the same when new data come, so that an adopted issue finds it again.

    `hint` says how to fill in a ありたい姿 that nobody can propose. `voices` are a few to be read,
    `groups` all of them.
    """

    key: str
    topic: str
    field: str
    desired_state: str
    hint: str
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
    `counted` is what `people` of a draft counts. `state` is when it is from, where that has been
    stated (see `stating`).
    """

    n: int
    drafts: tuple[IssueDraft, ...]
    notes: tuple[str, ...]
    writers: frozenset[int] = frozenset()
    counted: Counted = Counted.PEOPLE
    state: State | None = None


def digest(
    frame: pd.DataFrame,
    codebook: Codebook,
    *,
    fields: Sequence[Field] | None = None,
    respondents: int | None = None,
    beside: Beside = ALONE,
    progress: Callable[[float], None] | None = None,
) -> Digest:
    """Draft the policy issues that a survey's answers and voices speak of.

    Args:
        frame: a response table of `codebook`.
        codebook: what the columns of `frame` mean.
        fields: the plan's policy fields; None takes the house's list.
        respondents: how many rows, from the first, are people; any after them are texts that
            were set apart from the sheets they stood on. None: all are people.
        beside: whom the survey asked, and everything else by which it is read.
        progress: told the share of the work that is done, 0 to 1.

    Raises:
        WeightUnusable

    Deterministic: the same answers give the same drafts, whatever the order of the rows.
    """
    tell, n = progress or _silent, len(frame) if respondents is None else respondents
    tables = book(frame[:n], codebook, weight=weight_of(codebook))
    tell(0.3)
    found = _gathered(frame, codebook, beside, lambda done: tell(0.3 + 0.5 * done))
    if n < len(frame):
        found = replace(found, counted=Counted.TEXTS)
    seeds = collect(frame, codebook, tables, found, beside=beside) or _leads(tables)
    listed = _ranked(seeds, n, fields or default_fields())
    tell(1.0)
    notes = uncoded.notes(codebook, nothing=not listed)
    return Digest(n, tuple(listed[:MOST_DRAFTS]), notes, found.writers, found.counted)


def _gathered(
    frame: pd.DataFrame, codebook: Codebook, beside: Beside, progress: Callable[[float], None]
) -> Needs:
    gather = ideas if beside.audience == WORKSHOP else needs
    return gather(frame, codebook, progress, arranged=beside.arranged)


def _leads(tables: Book) -> list[Seed]:
    """Where codes have no names, the questions that groups answer differently."""
    return [
        Seed(f"違い:{told[0].source.question}", None, name, [], told)
        for name, told in uncoded.leads(tables)
    ]


def _ranked(seeds: Sequence[Seed], n: int, fields: Sequence[Field]) -> list[IssueDraft]:
    most = max((seed.voices for seed in seeds), default=0)
    made = rank(comparable([_parts(seed, n, most) for seed in seeds]))
    listed = [_draft(seed, each, n, fields) for seed, each in zip(seeds, made, strict=True)]
    return sorted(listed, key=lambda draft: (-draft.priority.score, draft.key))


def _parts(seed: Seed, n: int, most: int) -> dict[str, float | None]:
    return parts(
        share=seed.concerned / n if n else 0.0,
        severity=seed.severity,
        gap=seed.widest(CONCENTRATION),
        voices=seed.voices / most if seed.groups else seed.widest(VOICES),
        divergence=seed.widest(DIVERGENCE),
        trend=seed.widest(TREND),
    )


def _draft(seed: Seed, priority: Priority, n: int, fields: Sequence[Field]) -> IssueDraft:
    words = [word for group in seed.groups for word in group.words]
    evidence = tuple(seed.evidence[:MOST_EVIDENCE])
    return IssueDraft(
        key=seed.key,
        topic=seed.name,
        field=field_of(seed.topic, words, fields),
        desired_state=seed.desired,
        hint=wording.hint(seed),
        present_state="".join(each.statement for each in evidence[:MOST_PRESENT]),
        gap=wording.gap(seed),
        evidence=evidence,
        voices=wording.quoted(seed.groups),
        groups=tuple(
            Gathered(
                g.name, wording.clause(g, seed.topic), tuple((v.row, v.question) for v in g.voices)
            )
            for g in seed.groups
        ),
        people=seed.people,
        n=n,
        priority=priority,
        why=why(priority),
    )


def _silent(_: float) -> None:
    """Nobody watches."""
