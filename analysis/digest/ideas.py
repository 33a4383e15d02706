"""アイデアの根拠: what a workshop's slips say, for the digest of a survey. Ideas are counted."""

from collections.abc import Sequence

from analysis.digest.agenda import Agenda
from analysis.digest.elsewhere import Told
from analysis.digest.evidence import Evidence, Source, said
from analysis.digest.topics import LEAST_VOICES
from analysis.presentation import ratio


def told(texts: Sequence[str], workshop: str, agenda: Agenda, *, source: str) -> list[Told]:
    """How many of a workshop's ideas speak of each topic, the commonest first.

    `source` is how the page of the workshop is found. A topic of under four ideas is not told of,
    nor is an idea that speaks of no topic, or of several alike.
    """
    slips = [text for text in texts if text.strip()]
    found: dict[str, int] = {}
    for text in slips:
        topic = agenda.of_one(text)
        if topic is not None:
            found[topic] = found.get(topic, 0) + 1
    ranked = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
    return [
        Told(_evidence(number, len(slips), workshop, source), topic=topic)
        for topic, number in ranked
        if number >= LEAST_VOICES
    ]


def _evidence(number: int, everything: int, workshop: str, source: str) -> Evidence:
    statement = (
        f"ワークショップ{said(workshop)}では、この論点に関わるアイデアが{number:,}件出ました。"
        f"出されたアイデア{everything:,}件の{ratio(number, everything)}%に当たります。"
    )
    strength = number / everything
    return Evidence("idea", statement, workshop, strength, everything, number, Source(source))
