"""ボード: a phase as people laid it out: slips in groups, under each other, or set aside."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from surveys.workshops import groups, ideas
from surveys.workshops.groups import IdeaGroup
from surveys.workshops.ideas import ASIDE, SHOWN, Idea
from surveys.workshops.phases import Phase


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip that stands, and those that only repeat it, in the order they came."""

    idea: Idea
    repeats: tuple[Idea, ...] = ()

    @property
    def times(self) -> int:
        """How often it was said."""
        return 1 + len(self.repeats)

    @property
    def all(self) -> tuple[Idea, ...]:
        return (self.idea, *self.repeats)


@dataclass(frozen=True, slots=True)
class Stack:
    """A group with its slips."""

    group: IdeaGroup
    slips: tuple[Slip, ...]

    @property
    def number(self) -> int:
        """How many slips lie in it, those that repeat one counted, too."""
        return sum(each.times for each in self.slips)


@dataclass(frozen=True, slots=True)
class Board:
    """A phase as it is laid out. Withdrawn slips are nowhere.

    Attributes:
        stacks: the groups in their order, empty ones too.
        loose: what is in no group yet, in the order it came.
        aside: what a facilitator set aside.
    """

    stacks: tuple[Stack, ...]
    loose: tuple[Slip, ...]
    aside: tuple[Idea, ...]

    @property
    def slips(self) -> tuple[Slip, ...]:
        """Every slip that is shown, those in groups first."""
        return (*(slip for stack in self.stacks for slip in stack.slips), *self.loose)

    @property
    def number(self) -> int:
        """How many slips are shown, those that repeat one counted, too."""
        return sum(each.times for each in self.slips)


def of(session: Session, phase: Phase) -> Board:
    """Read how a phase is laid out.

    A slip whose representative was withdrawn or set aside stands for itself.
    """
    every = ideas.of_phase(session, phase)
    held = groups.of_phase(session, phase)
    known = {group.id for group in held}
    inside: dict[int | None, list[Slip]] = defaultdict(list)
    for slip in _slips([each for each in every if each.state == SHOWN]):
        inside[slip.idea.group_id if slip.idea.group_id in known else None].append(slip)
    for slips in inside.values():
        slips.sort(key=lambda slip: (slip.idea.place, slip.idea.sequence))
    return Board(
        tuple(Stack(group, tuple(inside[group.id])) for group in held),
        tuple(sorted(inside[None], key=lambda slip: slip.idea.sequence)),
        tuple(each for each in every if each.state == ASIDE),
    )


def _slips(shown: Iterable[Idea]) -> list[Slip]:
    each = {idea.id: idea for idea in shown}
    repeats: dict[int, list[Idea]] = defaultdict(list)
    for idea in each.values():
        if idea.same_as_id in each:
            repeats[idea.same_as_id].append(idea)
    return [
        Slip(idea, tuple(repeats[idea.id])) for idea in each.values() if idea.same_as_id not in each
    ]
