"""照らし合わせ: how well an offer fits a call, by topic, district, terms and words, with reasons.

Points only bring the likely ones to the top; a person decides. An offer that shares neither a
topic nor two words with a call, and was not made in answer to it, does not fit.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from surveys.calls import Call
from surveys.offer_topics import Place
from surveys.offers import TERMS, Content

RAISED, SAME_ISSUE, SAME_FIELD = 10, 4, 3
SAME_PLACE, WITHIN, NEARBY, ANYWHERE = 3, 2, 1, 1
TERMS_FIT = 1
MOST_WORDS, LEAST_WORDS = 3, 2
SHORT = 20  # letters of an issue's name in a reason


@dataclass(frozen=True, slots=True)
class Fit:
    """Reasons for, and what does not fit; `points` for the order alone."""

    points: int
    reasons: tuple[str, ...]
    doubts: tuple[str, ...]


def fit(
    call: Call, offer: Content, places: Mapping[str, Place], shared: Sequence[str]
) -> Fit | None:
    """How an offer fits a call; None where it does not. `shared`: words both have."""
    topic = _topic(call, offer)
    raised = offer.call == call.id
    if not raised and topic is None and len(shared) < LEAST_WORDS:
        return None
    parts = [(RAISED, "この募集に手を挙げた")] if raised else []
    parts += [each for each in (topic, _place(call, offer, places), _terms(call, offer)) if each]
    if shared:
        words = "」「".join(shared[:MOST_WORDS])
        parts.append((min(len(shared), MOST_WORDS), f"同じ言葉「{words}」"))
    return Fit(
        sum(points for points, _words in parts),
        tuple(words for points, words in parts if points),
        tuple(words for points, words in parts if not points),
    )


def _topic(call: Call, offer: Content) -> tuple[int, str] | None:
    issues = {each.name for each in call.about if each.is_issue}
    for topic in offer.topics:
        if topic.name in issues:
            return SAME_ISSUE, f"同じ論点「{_short(topic.name)}」"
    fields = {each.field for each in call.about} - {""}
    for topic in offer.topics:
        if topic.field in fields:
            return SAME_FIELD, f"同じ分野「{topic.field}」"
    return None


def _place(call: Call, offer: Content, places: Mapping[str, Place]) -> tuple[int, str]:
    """The nearest of the call's areas; an area that is no more in the plan is as good as none."""
    wanted = [places[key] for key in call.places if key in places]
    here = places.get(offer.place)
    if not wanted:
        return ANYWHERE, "市内どこでもよい募集"
    if here is None:
        return ANYWHERE, "地区を問わない申し出"
    return max((_near(here, each, places) for each in wanted), key=lambda pair: pair[0])


def _near(here: Place, there: Place, places: Mapping[str, Place]) -> tuple[int, str]:
    if here.key == there.key:
        return SAME_PLACE, f"同じ{_named(here)}"
    if there.key in here.above:
        return WITHIN, f"{_named(there)}の中"
    if here.key in there.above:
        return WITHIN, f"{_named(here)}の中の募集"
    shared = _shared(here, there, places)
    return (NEARBY, f"同じ{_named(shared)}") if shared else (0, f"地区が別（{_named(here)}）")


def _shared(here: Place, there: Place, places: Mapping[str, Place]) -> Place | None:
    """The smallest area both lie in; a level of one area is the whole city, and tells nothing."""
    both = [each for each in places.values() if each.key in here.above & there.above]
    levels = Counter(each.level for each in places.values())
    return next((each for each in both if levels[each.level] > 1), None)


def _terms(call: Call, offer: Content) -> tuple[int, str] | None:
    if not call.terms or not offer.terms:
        return None
    both = [TERMS[each] for each in TERMS if each in call.terms and each in offer.terms]
    if both:
        return TERMS_FIT, f"条件が合う（{'・'.join(each.partition('（')[0] for each in both)}）"
    return 0, "条件が合わない"


def _named(place: Place) -> str:
    return f"{place.level}「{place.name}」"


def _short(words: str) -> str:
    return words if len(words) <= SHORT else f"{words[:SHORT]}…"
