"""How a draft is worded: its 課題 and the voices it quotes, in the respondents' own words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from analysis.digest import uncoded
from analysis.digest.caution import is_harsh
from analysis.digest.seeds import Seed
from analysis.digest.topics import NEED, Group, Voice
from analysis.text.intent import Intent
from analysis.text.masking import mask

MOST_VOICES = 12
SHORTEST, LONGEST = 6, 34
_HALF = re.compile(r"(?:ので|から|けど|けれど|ため|のに|[がてでしとも、])$")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A voice as a draft shows it: masked. `row` is the row of the frame it was written in."""

    row: int
    question: str
    text: str
    intent: str


def gap(seed: Seed) -> str:
    """課題, the distance between 現状 and ありたい姿, in the voices' own words."""
    clauses = list(dict.fromkeys(clause(group) for group in seed.groups))
    quotes = "".join(f"「{said}」" for said in clauses[:3] if said)
    uncoded_gap = next((e for e in seed.evidence if e.kind == "group_gap_uncoded"), None)
    if uncoded_gap is not None and not seed.groups:
        return uncoded.gap_of(seed.name, uncoded_gap)
    if quotes and (seed.severity or 0) >= 0.5:
        words = f"{quotes}といった不便や不満が残っています。"
    elif quotes:
        words = f"{quotes}といった声に、応えきれていないところがあります。"
    else:
        words = (
            f"『{seed.name}』について、ありたい姿とどれだけ離れているかを確かめる必要があります。"
        )
    apart = next((each for each in seed.evidence if each.kind == "theme_group"), None)
    if apart is not None:
        words += f"とくに「{apart.subject}」の人がこの論点を挙げています。"
    return words


def clause(group: Group) -> str:
    """What the most representative short complaint or wish of a group says, word for word.

    A complaint where most of the group complains, and never half a sentence (…から, …ので).
    """
    complaints = [voice for voice in group.voices if voice.intent is Intent.COMPLAINT]
    wishes = [voice for voice in group.voices if voice.intent in NEED]
    first = complaints if 2 * len(complaints) >= len(group.voices) else []
    for voice in (*first, *wishes):
        words = " ".join(voice.text.split()).rstrip("。．.！!")
        whole = "。" not in words and not _HALF.search(words) and not is_harsh(words)
        if whole and SHORTEST <= len(words) <= LONGEST:
            return mask(words).text
    return "" if is_harsh(group.clause) else mask(group.clause).text


def quoted(groups: Iterable[Group]) -> tuple[Quoted, ...]:
    """The first voices of each group in turn."""
    lines = [group.voices for group in groups]
    chosen: list[Voice] = []
    for place in range(MOST_VOICES):
        chosen += [line[place] for line in lines if place < len(line)]
    seen: set[str] = set()
    read: list[Quoted] = []
    for voice in chosen:
        text = mask(voice.text).text
        if text not in seen and len(read) < MOST_VOICES:
            seen.add(text)
            read.append(Quoted(voice.row, voice.question, text, str(voice.intent)))
    return tuple(read)
