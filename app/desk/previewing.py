"""What a decision about themes would change, before it is kept: sizes, words and some voices."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app import arranging
from app.arranging import Standing
from app.desk.acts import Decision
from app.desk.voiced import Voiced
from surveys.arrangement import Theme
from surveys.theme_changes import Became, Changes, changes

VOICES, WORDS = 2, 8


@dataclass(frozen=True, slots=True)
class Card:
    """A theme as it would be: its size before and after, words, and some of its voices."""

    became: Became
    words: Sequence[str]
    voices: Sequence[str]


@dataclass(frozen=True, slots=True)
class Preview:
    """The themes that would be new or otherwise, the largest first, and everything that changes."""

    cards: Sequence[Card]
    changes: Changes


def previewed(session: Session, here: Voiced, standing: Standing, decision: Decision) -> Preview:
    """Read the voices of what would change, and keep nothing."""
    reading = arranging.reading_of(session, here.source.questionnaire, standing.run)
    patch = arranging.told(decision.patch, standing.now, here.held, reading)
    after = standing.now.with_patch(patch)
    touched, then = {one.key for one in patch.put}, {one.key: one for one in standing.now.themes}
    said = here.held.readable
    return Preview(
        [_card(one, then.get(one.key), said) for one in after.themes if one.key in touched],
        changes(standing.now, after),
    )


def voices(theme_ids: Sequence[int], said: Mapping[int, str]) -> list[str]:
    """Some voices, the most representative first, none of them twice."""
    return list(dict.fromkeys(said[each] for each in theme_ids if each in said))[:VOICES]


def _card(now: Theme, then: Theme | None, said: Mapping[int, str]) -> Card:
    was = then.name if then and then.name != now.name else ""
    became = Became(now.name, was, len(then.ids) if then else 0, len(now.ids))
    words = [word for word, _n in now.told.terms[:WORDS]] if now.told else []
    return Card(became, words, voices(now.ids, said))
