"""シール投票: dots given to ideas or groups, in rounds; hidden until a round is closed."""

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from surveys.base import Base


class VoteRound(Base):
    """投票の回. Of a phase that votes; `dots` is what each participant may give.

    Attributes:
        votes_on: ideas or groups of the phase that it is about.
        closed: the result is seen; nobody gives or takes back any more.
    """

    __tablename__ = "vote_round"
    __table_args__ = (
        UniqueConstraint("phase_id", "number"),
        CheckConstraint("votes_on IN ('ideas','groups')", name="votes_on"),
        CheckConstraint("dots > 0", name="dots"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    phase_id: Mapped[int] = mapped_column(
        ForeignKey("workshop_phase.id", ondelete="CASCADE"), index=True
    )
    number: Mapped[int]
    dots: Mapped[int]
    votes_on: Mapped[str] = mapped_column(String(10))
    closed: Mapped[bool] = mapped_column(default=False)


class Dot(Base):
    """シール: how many somebody gave to an idea or a group; or a table's, counted on paper.

    Attributes:
        participant_id: None where a facilitator counted them at a table.
    """

    __tablename__ = "vote_dot"
    __table_args__ = (
        UniqueConstraint("round_id", "participant_id", "idea_id"),
        UniqueConstraint("round_id", "participant_id", "group_id"),
        CheckConstraint("(idea_id IS NULL) <> (group_id IS NULL)", name="one_target"),
        CheckConstraint("number > 0", name="number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(
        ForeignKey("vote_round.id", ondelete="CASCADE"), index=True
    )
    participant_id: Mapped[int | None] = mapped_column(
        ForeignKey("workshop_participant.id", ondelete="CASCADE"), index=True
    )
    table_id: Mapped[int | None] = mapped_column(
        ForeignKey("workshop_table.id", ondelete="SET NULL")
    )
    idea_id: Mapped[int | None] = mapped_column(ForeignKey("idea.id", ondelete="CASCADE"))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("idea_group.id", ondelete="CASCADE"))
    number: Mapped[int]
