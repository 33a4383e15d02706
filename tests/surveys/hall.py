"""A workshop that is going on, for tests of whatever happens in it."""

from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.orm import Session

from surveys import keys
from surveys.keys import Keys
from surveys.plans import Plan
from surveys.workshops import ideas, participants, phases, workshops
from surveys.workshops.ideas import Idea, Writer
from surveys.workshops.participants import Participant, Said
from surveys.workshops.phases import Phase
from surveys.workshops.tables import WorkshopTable
from surveys.workshops.workshops import Workshop
from tests import make


@dataclass(slots=True)
class Hall:
    """A workshop with the usual programme, its tables, and people who write.

    Attributes:
        keys: of the workshop; `written` counts the slips of all phones.
    """

    session: Session
    workshop: Workshop
    keys: Keys
    phases: list[Phase]
    tables: list[WorkshopTable]
    written: int = field(default=0)

    def phase(self, title: str) -> Phase:
        return next(each for each in self.phases if each.title == title)

    def joins(self, token: str, table: int = 1, **said: str) -> Participant:
        """A phone joins at a table."""
        told = Said(self.tables[table - 1].id, **said)
        return participants.join(self.session, self.workshop, self.keys, token, told)

    def writes(
        self, who: Participant, words: str, *, phase: str = "アイデア", once: str = ""
    ) -> Idea:
        """A participant puts a slip down."""
        self.written += 1
        writer = Writer(who, once or f"slip {self.written}")
        here = self.phase(phase)
        return ideas.write(self.session, self.workshop, here, self.keys, writer, words)


def held(
    session: Session,
    folder: Path,
    *,
    plan: Plan | None = None,
    tables: int = 2,
    practice: bool = False,
) -> Hall:
    """Hold a workshop in which everybody is at アイデア."""
    plan = plan or make.plan()
    session.add(plan)
    session.flush()
    made = workshops.make(plan.id, "駅前のこれからを考える会", make.NOON)
    session.add(made)
    session.flush()
    programme = phases.plan(session, made)
    seats = [WorkshopTable(workshop_id=made.id, number=n + 1) for n in range(tables)]
    session.add_all(seats)
    kept = Keys(folder / keys.new_name())
    kept.begin()
    workshops.open_doors(session, made, kept.folder.name, practice=practice)
    session.flush()
    hall = Hall(session, made, kept, programme, seats)
    phases.go_to(session, made, hall.phase("アイデア"))
    session.flush()
    return hall
