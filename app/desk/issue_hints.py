"""ありたい姿の手助け: what the rules say of a title, and how the house would say such things."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask_babel import gettext

from analysis.digest.agenda import CITIZEN, STAFF, Topic, agenda, spoken
from analysis.text.words import tokenise
from surveys import desired_states
from surveys.desired_states import NOTES

MOST_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Hints:
    """What is said beside a title.

    Attributes:
        notes: sentences about the words that were written.
        forms: other ways to say it, made of the same words.
        examples: ありたい姿 of the house about the same topic or field.
    """

    notes: Sequence[str] = ()
    forms: Sequence[str] = ()
    examples: Sequence[str] = ()


def hints_of(said: str, field: str = "") -> Hints:
    """What helps to write a title; `field` is the name of its policy field."""
    found = desired_states.look(said[:300])
    if not found.notes:
        return Hints()
    notes = [str(gettext(NOTES[note.kind], **note.details)) for note in found.notes]
    return Hints(notes, found.forms, list(_examples(said[:300], field))[:MOST_EXAMPLES])


def _examples(said: str, field: str) -> Iterator[str]:
    """Those whose topic the title speaks of, then those of its field."""
    words = spoken(tokenise(said))
    topics = {topic.key: topic for name in (CITIZEN, STAFF) for topic in agenda(name).topics}

    def hits(topic: Topic) -> int:
        return len(topic.words & words)

    met = sorted((t for t in topics.values() if hits(t)), key=hits, reverse=True)
    beside = [t for t in topics.values() if t.field == field and t not in met]
    yield from dict.fromkeys(t.desired_state for t in (*met, *beside) if t.desired_state != said)
