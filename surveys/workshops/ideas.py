"""アイデア: what one of them put on one slip. It has its place in a sequence, and no time."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys.base import Base
from surveys.errors import N_, SurveyError
from surveys.keys import Keys
from surveys.workshops import workshops
from surveys.workshops.participants import Participant
from surveys.workshops.phases import Phase
from surveys.workshops.workshops import Workshop

SHOWN, ASIDE, WITHDRAWN = "shown", "aside", "withdrawn"
PHONE, SLIP, FILE = "phone", "slip", "file"
LONGEST = 200


class IdeaEmpty(SurveyError):
    message = N_("アイデアを書いてから、「出す」を押してください")


class IdeaTooLong(SurveyError):
    message = N_(
        "1枚には%(longest)d文字まで書けます。いまは%(letters)d文字です。2枚に分けて出してください"
    )


class IdeaGone(SurveyError):
    message = N_("このアイデアは、いまはありません。画面を開き直してください")


class NotYours(SurveyError):
    message = N_("ほかの人のアイデアは、書き直したり取り下げたりできません")


class Idea(Base):
    """アイデア.

    Attributes:
        sequence: the revision of the room when it came; no two share one.
        changed: the revision of the room when it last changed in any way.
        words: as they stand now; masked only when they become a voice.
        state: shown, set aside by a facilitator, or withdrawn by whoever wrote it.
        group_id, place: the group it was put in, and its place there.
        same_as_id: the idea it repeats; both stay, and both count their votes.
        source: a phone, a paper slip, or a file.
        once: HMAC of what a phone calls this slip, so that it comes in once; None once closed.
        photo_id: the photo of the paper slip.
    """

    __tablename__ = "idea"
    __table_args__ = (
        UniqueConstraint("workshop_id", "sequence"),
        UniqueConstraint("workshop_id", "once"),
        CheckConstraint("state IN ('shown','aside','withdrawn')", name="state"),
        CheckConstraint("source IN ('phone','slip','file')", name="source"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    phase_id: Mapped[int] = mapped_column(
        ForeignKey("workshop_phase.id", ondelete="CASCADE"), index=True
    )
    table_id: Mapped[int | None] = mapped_column(
        ForeignKey("workshop_table.id", ondelete="SET NULL")
    )
    participant_id: Mapped[int | None] = mapped_column(
        ForeignKey("workshop_participant.id", ondelete="SET NULL"), index=True
    )
    sequence: Mapped[int]
    changed: Mapped[int]
    words: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10), default=SHOWN)
    group_id: Mapped[int | None] = mapped_column(
        ForeignKey("idea_group.id", ondelete="SET NULL"), index=True
    )
    place: Mapped[int] = mapped_column(default=0)
    same_as_id: Mapped[int | None] = mapped_column(ForeignKey("idea.id", ondelete="SET NULL"))
    source: Mapped[str] = mapped_column(String(10), default=PHONE)
    once: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    photo_id: Mapped[int | None] = mapped_column(ForeignKey("slip_photo.id", ondelete="SET NULL"))


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes: the participant, where they sit, and what their phone calls this slip."""

    participant: Participant
    once: str


def write(
    session: Session, workshop: Workshop, phase: Phase, kept: Keys, writer: Writer, words: str
) -> Idea:
    """Take a slip in, once: sent again, it is the one that is there, whatever it says now.

    Raises:
        NotInTheRoom, IdeaEmpty, IdeaTooLong, KeysGone
    """
    workshops.must_be_in_the_room(workshop)
    told = checked(words)
    once = kept.hash("idea", f"{writer.participant.id}\0{writer.once}")
    sequence = workshops.touch(session, workshop.id)  # whoever sends it twice at once waits here
    found = session.scalar(select(Idea).where(Idea.workshop_id == workshop.id, Idea.once == once))
    if found is not None:
        return found
    made = Idea(
        workshop_id=workshop.id,
        phase_id=phase.id,
        table_id=writer.participant.table_id,
        participant_id=writer.participant.id,
        sequence=sequence,
        changed=sequence,
        words=told,
        once=once,
    )
    session.add(made)
    session.flush()
    return made


def reword(session: Session, workshop: Workshop, mine: Idea, words: str) -> None:
    """Write one's own slip anew.

    Raises:
        NotInTheRoom, IdeaEmpty, IdeaTooLong
    """
    workshops.must_be_in_the_room(workshop)
    mine.words = checked(words)
    mine.changed = workshops.touch(session, workshop.id)


def withdraw(session: Session, workshop: Workshop, mine: Idea, *, back: bool = False) -> None:
    """Take one's own slip off the wall, or put it back.

    Raises:
        NotInTheRoom
    """
    workshops.must_be_in_the_room(workshop)
    mine.state = SHOWN if back else WITHDRAWN
    mine.changed = workshops.touch(session, workshop.id)


def own(session: Session, workshop: Workshop, who: Participant, idea_id: int) -> Idea:
    """A slip that this participant wrote.

    Raises:
        IdeaGone, NotYours
    """
    found = session.get(Idea, idea_id)
    if found is None or found.workshop_id != workshop.id:
        raise IdeaGone
    if found.participant_id != who.id:
        raise NotYours
    return found


def of_phase(session: Session, phase: Phase) -> Sequence[Idea]:
    """Every slip of a phase in the order they came, also what was set aside or withdrawn."""
    mine = select(Idea).where(Idea.phase_id == phase.id)
    return session.scalars(mine.order_by(Idea.sequence)).all()


def since(session: Session, phase: Phase, revision: int) -> Sequence[Idea]:
    """What changed in a phase after a revision of the room."""
    mine = select(Idea).where(Idea.phase_id == phase.id, Idea.changed > revision)
    return session.scalars(mine.order_by(Idea.sequence)).all()


def checked(words: str) -> str:
    """The words of a slip, on their lines, without what no one sees.

    Raises:
        IdeaEmpty, IdeaTooLong
    """
    lines = [line.strip() for line in words.replace("\r\n", "\n").split("\n")]
    told = "\n".join(line for line in lines if line)
    if not told:
        raise IdeaEmpty
    if len(told) > LONGEST:
        raise IdeaTooLong(longest=LONGEST, letters=len(told))
    return told
