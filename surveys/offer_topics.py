"""申し出の選択肢: what can be offered about, and where, as a plan names it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from surveys import outcome_listing, plans
from surveys.plans import Plan


@dataclass(frozen=True, slots=True)
class Topic:
    """A policy field, or an issue of the newest public edition with the field it falls under."""

    name: str
    field: str = ""

    @property
    def is_issue(self) -> bool:
        return self.field != self.name


@dataclass(frozen=True, slots=True)
class Place:
    """An area of any level; `above` are the keys of all areas it lies in."""

    key: str
    name: str
    level: str
    above: frozenset[str]

    @property
    def said(self) -> str:
        return f"{self.name}（{self.level}）"


@dataclass(frozen=True, slots=True)
class Choices:
    """What a form offers to choose from; topics by name, places by key, small levels first."""

    topics: Mapping[str, Topic]
    places: Mapping[str, Place]

    @property
    def fields(self) -> list[Topic]:
        return [each for each in self.topics.values() if not each.is_issue]

    @property
    def issues(self) -> list[Topic]:
        return [each for each in self.topics.values() if each.is_issue]

    @property
    def levels(self) -> dict[str, list[Place]]:
        """The places of each level, from the largest to the smallest."""
        found: dict[str, list[Place]] = {}
        for place in reversed(list(self.places.values())):
            found.setdefault(place.level, []).insert(0, place)
        return found

    def meant(self, names: Sequence[str]) -> tuple[Topic, ...]:
        """The topics of these names; a name that is no topic any more is left out."""
        return tuple(self.topics[name] for name in dict.fromkeys(names) if name in self.topics)


def choices(session: Session, plan: Plan) -> Choices:
    """What a plan lets people choose from now."""
    named = {each.name: Topic(each.name, each.name) for each in plans.fields(session, plan)}
    for edition in outcome_listing.public_editions(session, plan)[:1]:
        for issue in edition.document["issues"]:
            topic = Topic(issue["desired_state"], issue.get("field") or "")
            named.setdefault(topic.name, topic)
    return Choices(named, places(session, plan))


def places(session: Session, plan: Plan) -> dict[str, Place]:
    """Every area of a plan by its key, small to large."""
    levels = {each.id: each.name for each in plans.area_levels(session, plan)}
    keyed = {}
    for area in plans.areas(session, plan):
        above = {up.id: up for path in plans.paths_up(area) for up in path[1:]}
        over = frozenset(f"{levels[up.level_id]}/{up.name}" for up in above.values())
        key = f"{levels[area.level_id]}/{area.name}"
        keyed[key] = Place(key, area.name, levels[area.level_id], over)
    return keyed
