"""計画全体の論点案: what several surveys say about one thing as one draft, ranked anew.

Works on digests in plain words and numbers (see `plain`), because they were made at different
times. What each survey said stays apart: its sentences, voices and numbers of people are never
added up, and an open call never speaks for the residents.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.digest.drafts import MOST_PRESENT
from analysis.digest.kinds import KINDS
from analysis.digest.priorities import PARTS, WEIGHTS, comparable, places, rank, why
from analysis.digest.stating import bare, together

Draft = Mapping[str, Any]
AUDIENCES = ("citizen", "outside", "staff", "workshop")  # who speaks first in a draft of several
WHOSE = {
    "citizen": "市民の回答",
    "outside": "市外の人の回答",
    "staff": "職員の回答",
    "workshop": "ワークショップの意見",
}
OPEN_CALL = "公募の"
APART = "divergence"
FEW_PRESENT = 2  # sentences of each further survey in 現状
_QUOTED = re.compile(r"((?:「[^」]*」)+)といった")  # how a 課題 begins that quotes voices
_BRACKETS = str.maketrans("（）", "〔〕")  # brackets around what a sentence says of its survey


@dataclass(frozen=True, slots=True)
class Speaker:
    """A survey whose digest speaks in a plan.

    Attributes:
        id, run: of the survey and of its digest, for whoever looks the numbers up.
        audience: one of `AUDIENCES`; `representative`: not an open call.
        issues: its drafts; those with one `draft_key` are about one thing.
        beside: {how a sentence speaks of another survey: its id}.
    """

    id: int
    run: int
    title: str
    audience: str
    representative: bool
    year: int
    issues: Sequence[Draft]
    beside: Mapping[str, int]

    @property
    def kind(self) -> tuple[str, bool]:
        return self.audience, self.representative

    @property
    def order(self) -> tuple[bool, int, int, int]:
        """Who can be relied on first, then residents, then the newest."""
        known = (*AUDIENCES, self.audience)
        return not self.representative, known.index(self.audience), -self.year, self.id


def merge(
    speakers: Sequence[Speaker], weights: Mapping[str, float] = WEIGHTS
) -> list[dict[str, Any]]:
    """The drafts of several surveys, one for each thing, in order of priority.

    A part of the priority is the greatest that any representative survey gives it. Drafts that
    only open calls speak of are `reference`: ranked among themselves, after all others.

    Returns:
        drafts as they came, and in each `speakers` (what every survey said), `place`, `score`,
        `ranks` and `why` under `weights`, and `reference`.

    The order of the speakers and of their drafts changes nothing.
    """
    ordered = sorted(speakers, key=lambda speaker: speaker.order)
    whose = named(ordered)
    said: dict[str, list[dict[str, Any]]] = {}
    for speaker in ordered:
        for issue in speaker.issues:
            said.setdefault(issue["draft_key"], []).append(_told(speaker, issue, whose))
    made = [_draft(listed) for listed in said.values()]
    firm = [each for each in made if not each["reference"]]
    return [
        *ranked(firm, weights),
        *ranked([each for each in made if each["reference"]], weights),
    ]


def ranked(made: Sequence[Draft], weights: Mapping[str, float]) -> list[dict[str, Any]]:
    """Drafts in order of priority, each saying where it stands, how firmly, and why."""
    listed = comparable([each["parts"] for each in made])
    priorities = rank(listed, weights)
    held = places([priority.score for priority in priorities])
    both = sorted(
        zip(made, priorities, held, strict=True),
        key=lambda each: (each[2], each[0]["draft_key"]),
    )
    return [
        {
            **draft,
            "parts": dict(priority.parts),
            "place": place,
            "priority": priority.score,
            "ranks": list(priority.ranks),
            "why": why(priority, weights),
        }
        for draft, priority, place in both
    ]


def named(speakers: Sequence[Speaker]) -> dict[int, str]:
    """{survey: how its sentences say whose answers they are}; by title where two are of a kind."""
    kinds = [speaker.kind for speaker in speakers]
    return {
        speaker.id: _whose(speaker)
        if kinds.count(speaker.kind) == 1
        else f"「{speaker.title.translate(_BRACKETS)}」の回答"
        for speaker in speakers
    }


def said_by(statement: str, whose: str) -> str:
    """A sentence that says whose answers it is about, in the brackets at its end."""
    words = bare(statement)
    state = statement[len(words) :]
    return f"{words}（{whose}。{state[1:]}" if state else f"{words}（{whose}）"


def _whose(speaker: Speaker) -> str:
    words = WHOSE.get(speaker.audience, "回答")
    return words if speaker.representative else f"{OPEN_CALL}{words}"


def _told(speaker: Speaker, issue: Draft, whose: Mapping[int, str]) -> dict[str, Any]:
    """What one survey said, with its sentences and voices knowing whose they are."""
    place = {"questionnaire_id": speaker.id, "run_id": speaker.run}
    who = {
        **place,
        "whose": whose[speaker.id],
        "audience": speaker.audience,
        "representative": speaker.representative,
    }
    evidence = [_sourced(each, speaker, who) for each in issue["evidence"]]
    return {
        **issue,
        **who,
        "title": speaker.title,
        "evidence": evidence,
        "voices": [{**voice, **who} for voice in issue["voices"]],
    }


def _sourced(each: Draft, speaker: Speaker, who: Draft) -> dict[str, Any]:
    source = {
        **each["source"],
        "questionnaire_id": speaker.id,
        "run_id": speaker.run,
        "with": speaker.beside.get(each["source"].get("other") or ""),
    }
    if not _of_survey(each):
        return {**each, "source": source, "whose": ""}
    told = said_by(each["statement"], who["whose"])
    return {**each, "source": source, "statement": told, "whose": who["whose"]}


def _of_survey(each: Draft) -> bool:
    """Whether a sentence was found in the survey that tells it, and not brought from elsewhere."""
    kind = KINDS.get(each["kind"])
    return kind is None or kind.of != ""


def _draft(listed: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """One draft of what several surveys said, in their order."""
    firm = [each for each in listed if each["representative"]]
    said = _once(listed)
    return {
        **listed[0],
        "desired_state": next((e["desired_state"] for e in listed if e["desired_state"]), ""),
        "present_state": "".join(_present(each, further=n > 0) for n, each in enumerate(said)),
        "gap": _gap(said),
        "evidence": [each for one in said for each in one["evidence"]],
        "voices": [voice for one in said for voice in one["voices"]],
        "parts": {name: _greatest(name, firm or listed) for name in PARTS},
        "speakers": said,
        "reference": not firm,
    }


def _present(said: Draft, *, further: bool) -> str:
    shown = FEW_PRESENT if further else MOST_PRESENT
    return together([each["statement"] for each in said["evidence"][:shown]])


def _gap(said: Sequence[Draft]) -> str:
    """課題 of the first, and the voices that the others quote."""
    first, *others = said
    quoted = [(each["whose"], _QUOTED.match(each["gap"])) for each in others]
    more = [f"{whose}では、{told[1]}といった声もあります。" for whose, told in quoted if told]
    return "".join([first["gap"], *more])


def _greatest(name: str, listed: Sequence[Draft]) -> float | None:
    known = [value for each in listed if (value := each["parts"].get(name)) is not None]
    return max(known, default=None)


def _once(listed: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """What was said, without sentences that a survey before it has said already.

    Where citizens are set against staff, staff need not be set against citizens; and what was
    brought from elsewhere stands once.
    """
    heard: set[tuple[str, ...]] = set()
    told: list[dict[str, Any]] = []
    for each in listed:
        fresh = [e for e in each["evidence"] if _mark(e) not in heard]
        heard |= {_answered(e) for e in fresh}
        told.append({**each, "evidence": fresh})
    return told


def _mark(each: Draft) -> tuple[str, ...]:
    if each["kind"] != APART:
        return each["kind"], each["statement"]
    return APART, str(each["source"]["questionnaire_id"]), str(each["source"]["with"])


def _answered(each: Draft) -> tuple[str, ...]:
    """The mark of what need not be said after a sentence."""
    mark = _mark(each)
    return (APART, mark[2], mark[1]) if each["kind"] == APART else mark
