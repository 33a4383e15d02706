"""まとまり: ideas of a phase that say the same thing, under a name people gave it."""

from collections.abc import Sequence

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys.base import Base
from surveys.workshops.phases import Phase

LONGEST_NAME = 40


class IdeaGroup(Base):
    """アイデアのまとまり. One that was undone stays as a row, so that the wall hears of it.

    Attributes:
        name: "" while nobody has named it.
        suggested: found by the machine, and not yet accepted by a person.
        changed: the revision of the room when it last changed.
    """

    __tablename__ = "idea_group"

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    phase_id: Mapped[int] = mapped_column(
        ForeignKey("workshop_phase.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(String(LONGEST_NAME), default="")
    position: Mapped[int] = mapped_column(default=0)
    suggested: Mapped[bool] = mapped_column(default=False)
    gone: Mapped[bool] = mapped_column(default=False)
    changed: Mapped[int]


def of_phase(session: Session, phase: Phase) -> Sequence[IdeaGroup]:
    """The groups that stand, in their order."""
    mine = select(IdeaGroup).where(IdeaGroup.phase_id == phase.id, ~IdeaGroup.gone)
    return session.scalars(mine.order_by(IdeaGroup.position, IdeaGroup.id)).all()


def since(session: Session, phase: Phase, revision: int) -> Sequence[IdeaGroup]:
    """What changed after a revision of the room, those that are gone too."""
    mine = select(IdeaGroup).where(IdeaGroup.phase_id == phase.id, IdeaGroup.changed > revision)
    return session.scalars(mine.order_by(IdeaGroup.position, IdeaGroup.id)).all()
