"""参加者: a phone in the room. No name is kept, and what is known of the phone ends at close."""

from dataclasses import dataclass

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys.base import Base
from surveys.errors import N_, SurveyError
from surveys.keys import Keys
from surveys.workshops import workshops
from surveys.workshops.workshops import Workshop

LONGEST_NICKNAME = 12


class NotOffered(SurveyError):
    message = N_("選んだ年代か地区は、このワークショップの選択肢にありません。選び直してください")


class Participant(Base):
    """参加者.

    Attributes:
        device: HMAC of the phone's token under the workshop's key; None once closed.
        nickname: as they wish to be called tonight; "" once closed, or where they gave none.
        age, area: of what the workshop offers; "" where they did not say.
        pretend: a pretend person of a rehearsal.
    """

    __tablename__ = "workshop_participant"
    __table_args__ = (UniqueConstraint("workshop_id", "device"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(
        ForeignKey("workshop.id", ondelete="CASCADE"), index=True
    )
    table_id: Mapped[int | None] = mapped_column(
        ForeignKey("workshop_table.id", ondelete="SET NULL")
    )
    device: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    nickname: Mapped[str] = mapped_column(String(LONGEST_NICKNAME), default="")
    age: Mapped[str] = mapped_column(String(20), default="")
    area: Mapped[str] = mapped_column(String(100), default="")
    pretend: Mapped[bool] = mapped_column(default=False)


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says of themselves when they join; all of it may be left out."""

    table_id: int | None = None
    nickname: str = ""
    age: str = ""
    area: str = ""


def find(session: Session, workshop: Workshop, kept: Keys, token: str) -> Participant | None:
    """Whose phone this is; none where it has not joined.

    Raises:
        KeysGone
    """
    mine = (Participant.workshop_id == workshop.id) & (
        Participant.device == kept.hash("device", token)
    )
    return session.scalar(select(Participant).where(mine))


def join(session: Session, workshop: Workshop, kept: Keys, token: str, said: Said) -> Participant:
    """Let a phone in, or let it say something else than before.

    Raises:
        NotInTheRoom, NotOffered, KeysGone
    """
    workshops.must_be_in_the_room(workshop)
    if said.age not in ("", *workshop.ages) or said.area not in ("", *workshop.areas):
        raise NotOffered
    workshops.touch(session, workshop.id)
    who = find(session, workshop, kept, token)
    if who is None:
        who = Participant(workshop_id=workshop.id, device=kept.hash("device", token))
        session.add(who)
    who.table_id, who.nickname = said.table_id, said.nickname.strip()[:LONGEST_NICKNAME]
    who.age, who.area = said.age, said.area
    session.flush()
    return who


def forget(session: Session, workshop: Workshop) -> None:
    """End nicknames and devices: what was written can be told from nobody's phone any more."""
    session.execute(
        update(Participant)
        .where(Participant.workshop_id == workshop.id)
        .values(device=None, nickname="")
    )
