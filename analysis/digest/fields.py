"""政策分野: which of a plan's policy fields a topic falls into."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analysis.digest.agenda import Topic, field_names, plain

OTHER = "その他"


@dataclass(frozen=True, slots=True)
class Field:
    """A policy field of a plan and the words it is recognised by."""

    name: str
    words: tuple[str, ...] = ()


def default_fields() -> tuple[Field, ...]:
    """The fields of the house's list, for a plan that has none of its own yet."""
    return tuple(Field(name) for name in field_names())


def field_of(topic: Topic | None, words: Iterable[str], fields: Sequence[Field]) -> str:
    """The plan's field for a topic: by the plan's own words first, then by the topic's field."""
    said = set(words) | (set(topic.words) if topic else set())
    scores = {field.name: len({plain(word) for word in field.words} & said) for field in fields}
    best = max(scores, key=lambda name: scores[name], default=OTHER)
    if scores.get(best, 0) > 0:
        return best
    if topic is not None and topic.field in scores:
        return topic.field
    return OTHER
