"""かたわらのもの: what got worse since the last wave, what staff see otherwise, and more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from analysis.comparing import wordings
from analysis.comparing.surveys import Compared, Side, Survey, compare
from analysis.digest.elsewhere import Told
from analysis.digest.evidence import (
    LEAST_ANSWERS,
    LEAST_GAP,
    Evidence,
    Source,
    is_a_need,
    named,
    paired,
)
from analysis.digest.favour import unfavourable
from analysis.digest.topics import Arranged
from analysis.scales import scale_of
from analysis.sentences import grammar

WORKSHOP = "workshop"  # the audience whose texts are ideas on slips, not answers of people
LEAST_DIVERGENCE = 0.1  # between staff and citizens: they are asked in another place and mood


@dataclass(frozen=True, slots=True)
class Beside:
    """Whom a survey asked, and what else of the plan it is read by.

    Attributes:
        audience: citizen, staff, outside, workshop; staff speak of other topics than residents.
        year, people: how the survey at hand is spoken of beside them: 「令和7年度」, 「市民」.
        before: the wave before this one, asked of the same people; None if it is the first.
        others: what people of another kind were asked: the town's staff beside its citizens.
        more: evidence made elsewhere, each of which finds its issue by its words.
        arranged: {question: themes that people decided about}; their decision wins.
    """

    audience: str = "citizen"
    year: str = ""
    people: str = ""
    before: Survey | None = None
    others: Survey | None = None
    more: tuple[Told, ...] = ()
    arranged: Mapping[str, Sequence[Arranged]] = field(default_factory=dict)


ALONE = Beside()


def told(own: Survey, beside: Beside) -> list[Evidence]:
    """Everything the other surveys say about this one."""
    by_year, by_people = replace(own, name=beside.year), replace(own, name=beside.people)
    found = worsened(by_year, beside.before) if beside.before else []
    return found + (diverging(by_people, beside.others) if beside.others else [])


def worsened(own: Survey, before: Survey) -> list[Evidence]:
    """Questions that more people, or fewer, answer as before to their harm, beyond chance.

    Told where BH-corrected chance does not explain it and it is 5 points or more; the widest first.
    """
    found = [made for each in compare(own, before) if (made := _worse(each)) is not None]
    return sorted(found, key=lambda one: (-one.strength, one.subject))


def diverging(own: Survey, other: Survey) -> list[Evidence]:
    """Questions that two kinds of people answer otherwise, by 10 points or more, beyond chance.

    Of a list of which several may be chosen, each choice is told of by itself.
    """
    found = [made for each in compare(own, other) for made in _apart(each)]
    return sorted(found, key=lambda one: (-one.strength, one.subject))


def _worse(made: Compared) -> Evidence | None:
    place = _of_trouble(made)
    if place is None or not made.strong[place] or not _enough(made.own, place):
        return None
    gap = float(made.difference[place])
    if gap < LEAST_GAP:
        return None
    return _evidence("worsened", made, place, f"{_change(gap)}なりました")


def _apart(made: Compared) -> list[Evidence]:
    if made.match.own.multiple:
        strong = [place for place in range(made.choices) if made.strong[place]]
        return [told for place in strong for told in _apart_at(made, place, made.labels[place])]
    trouble = _of_trouble(made)
    place = trouble if trouble is not None and made.strong[trouble] else made.widest
    return [] if place is None else _apart_at(made, place, made.match.own.label)


def _apart_at(made: Compared, place: int, subject: str) -> list[Evidence]:
    gap = float(made.difference[place])
    if not _enough(made.own, place) or not _enough(made.other, place):
        return []
    if abs(gap) < LEAST_DIVERGENCE or not is_a_need(made.labels[place]):
        return []
    told = _evidence("divergence", made, place, f"{_change(gap)}なっています")
    return [replace(told, subject=subject)]


def _evidence(kind: str, made: Compared, place: int, ending: str) -> Evidence:
    own, other, question = made.own, made.other, made.match.own
    from_to = "から" if kind == "worsened" else "に対して"
    behind = grammar.behind(
        own.base,
        float(made.low[place]),
        float(made.high[place]),
        float(made.q[place]),
        gap=True,
    )
    statement = (
        f"{named(question.label)}で{grammar.chosen(question, paired(made.labels[place]))}の割合は、"
        f"{other.name}の{grammar.percent(float(other.shares[place]))}（n={other.base:,}）{from_to}、"
        f"{own.name}は{grammar.percent(float(own.shares[place]))}で、{ending}{behind}。"
    )
    if kind == "worsened" and made.match.changes:
        statement += f"ただし、{wordings.told(made.match.changes)}。"
    people = int(own.n[place])
    strength = min(1.0, abs(float(made.difference[place])))
    source = Source(question.name, other=other.name)
    return Evidence(kind, statement, question.label, strength, own.base, people, source)


def _change(gap: float) -> str:
    return f"{grammar.apart(gap)}{'高く' if gap > 0 else '低く'}"


def _of_trouble(made: Compared) -> int | None:
    """The place of the answers that say something is amiss: BOTTOM2 of a scale, else the widest."""
    told = unfavourable(made.match.own)
    found = [place for place, choice in enumerate(made.match.choices) if choice.own in told]
    scale = scale_of(made.match.own)
    if told and scale is not None and set(scale.bottom) <= set(told):
        summed = range(made.choices, len(made.labels))
        found = [place for place in summed if made.labels[place] == scale.names[1]] or found
    return max(found, key=lambda place: (made.strong[place], made.difference[place]), default=None)


def _enough(side: Side, place: int) -> bool:
    n = int(side.n[place])
    return n >= LEAST_ANSWERS and side.base - n >= LEAST_ANSWERS
