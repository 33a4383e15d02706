"""ワークショップ: people of one evening at tables, and where in its programme everybody is.

Whatever changes in the room counts up `revision`, in the same transaction. So whoever has seen
everything up to a number asks for what came after it, and nothing slips in between: the counting
row is held until the commit.
"""

import secrets
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    LargeBinary,
    String,
    Text,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys.base import Base
from surveys.errors import N_, SurveyError

PREPARING, REHEARSING, OPEN, CLOSED = "preparing", "rehearsing", "open", "closed"
STATES: Mapping[str, str] = {
    PREPARING: N_("準備中"),
    REHEARSING: N_("リハーサル中"),
    OPEN: N_("開催中"),
    CLOSED: N_("終了"),
}
AGES = ("10代以下", "20代", "30代", "40代", "50代", "60代", "70代", "80代以上")
LONGEST_TITLE = 100
CODE = 6  # digits: read off a wall, typed with a thumb


class NoTitle(SurveyError):
    message = N_("ワークショップの名前を入力してください")


class NotInTheRoom(SurveyError):
    """Nobody takes part now: not yet, or no more."""

    message = N_("このワークショップは、いまは開いていません。進行役の案内をお待ちください")


class NotPreparing(SurveyError):
    message = N_("このワークショップは始まっているため、準備の内容は変えられません")


class AlreadyClosed(SurveyError):
    message = N_("このワークショップは終了しています")


class Workshop(Base):
    """ワークショップ.

    Attributes:
        uid: names it here and on the laptop in the hall alike; signed files carry it.
        code: what is typed to join; None before it opens and once it is closed.
        ages, areas: what a participant may say of themselves; empty = it is not asked.
        at: the position of the phase where everybody is; None before the first begins.
        revision: see above.
        ends_at, seconds_left: the timer while it runs · while it is stopped; neither = no timer.
        key_name: the folder of the key that devices are known by; None once closed.
        verify_key: proves that a file comes from the laptop this workshop was taken to.
        questionnaire_id: the one in which participants say how they found the evening.
        message: what the city says on the public page of what became of the ideas.
    """

    __tablename__ = "workshop"
    __table_args__ = (
        CheckConstraint("state IN ('preparing','rehearsing','open','closed')", name="state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    uid: Mapped[str] = mapped_column(String(32), unique=True)
    title: Mapped[str] = mapped_column(String(LONGEST_TITLE))
    purpose: Mapped[str] = mapped_column(Text, default="")
    place: Mapped[str] = mapped_column(String(LONGEST_TITLE), default="")
    held_on: Mapped[date | None]
    state: Mapped[str] = mapped_column(String(12), default=PREPARING)
    code: Mapped[str | None] = mapped_column(String(CODE), unique=True)
    ages: Mapped[list[str]] = mapped_column(JSON)
    areas: Mapped[list[str]] = mapped_column(JSON)
    at: Mapped[int | None]
    revision: Mapped[int] = mapped_column(default=0)
    ends_at: Mapped[datetime | None]
    seconds_left: Mapped[int | None]
    key_name: Mapped[str | None] = mapped_column(String(32))
    verify_key: Mapped[bytes | None] = mapped_column(LargeBinary)
    questionnaire_id: Mapped[int | None] = mapped_column(
        ForeignKey("questionnaire.id", ondelete="SET NULL")
    )
    message: Mapped[str] = mapped_column(Text, default="")
    published_at: Mapped[datetime | None]
    created_at: Mapped[datetime]

    @property
    def in_the_room(self) -> bool:
        """Whether people take part now, if only for practice."""
        return self.state in (REHEARSING, OPEN)

    def left(self, now: datetime) -> int | None:
        """Seconds that the timer has left, running or not; None where there is none."""
        if self.ends_at is None:
            return self.seconds_left
        return max(0, round((self.ends_at - now).total_seconds()))


def make(plan_id: int, title: str, now: datetime) -> Workshop:
    """A workshop to be prepared.

    Raises:
        NoTitle
    """
    if not title.strip():
        raise NoTitle
    return Workshop(
        plan_id=plan_id,
        uid=secrets.token_hex(16),
        title=title.strip()[:LONGEST_TITLE],
        ages=list(AGES),
        areas=[],
        created_at=now,
    )


def of_plan(session: Session, plan_id: int) -> list[Workshop]:
    """A plan's workshops, the latest first."""
    mine = select(Workshop).where(Workshop.plan_id == plan_id)
    return list(session.scalars(mine.order_by(Workshop.held_on.desc(), Workshop.id.desc())))


def by_code(session: Session, code: str) -> Workshop | None:
    """The workshop that a code, read and typed by people, lets into; none where it is unknown."""
    found = session.scalar(select(Workshop).where(Workshop.code == code))
    return found if found and found.in_the_room else None


def touch(session: Session, workshop_id: int) -> int:
    """Count a change in the room; whoever else changes anything waits until this is committed."""
    counted = (
        update(Workshop)
        .where(Workshop.id == workshop_id)
        .values(revision=Workshop.revision + 1)
        .returning(Workshop.revision)
        .execution_options(synchronize_session=False)
    )
    return session.execute(counted).scalar_one()


def must_be_preparing(workshop: Workshop) -> None:
    """Let nobody change the programme under the feet of those who follow it.

    Raises:
        NotPreparing
    """
    if workshop.state != PREPARING:
        raise NotPreparing


def open_doors(session: Session, workshop: Workshop, key_name: str, *, practice: bool) -> None:
    """Let people in, or pretend people for a rehearsal; they find it by a code nobody else has.

    Raises:
        NotPreparing
    """
    must_be_preparing(workshop)
    workshop.state = REHEARSING if practice else OPEN
    workshop.key_name, workshop.code = key_name, _free_code(session)


def close(session: Session, workshop: Workshop) -> str:
    """End it for good, and give the name of its key, which is to be destroyed after the commit.

    Raises:
        NotInTheRoom
    """
    must_be_in_the_room(workshop)
    touch(session, workshop.id)
    clear_timer(workshop)
    workshop.state, workshop.code = CLOSED, None
    return _give_up_key(workshop)


def stop_rehearsing(session: Session, workshop: Workshop) -> str:
    """Go back to preparing; the same as `close` else. What was written goes: see `rehearsals`.

    Raises:
        NotInTheRoom
    """
    if workshop.state != REHEARSING:
        raise NotInTheRoom
    touch(session, workshop.id)
    clear_timer(workshop)
    workshop.state, workshop.code, workshop.at = PREPARING, None, None
    return _give_up_key(workshop)


def _give_up_key(workshop: Workshop) -> str:
    name, workshop.key_name = workshop.key_name, None
    return name or ""


def must_be_in_the_room(workshop: Workshop) -> None:
    """Let through while people take part.

    Raises:
        NotInTheRoom
    """
    if not workshop.in_the_room:
        raise NotInTheRoom


# ---- the timer -----------------------------------------------------------------------------------


def start_timer(workshop: Workshop, seconds: int, now: datetime) -> None:
    workshop.ends_at, workshop.seconds_left = now + timedelta(seconds=seconds), None


def stop_timer(workshop: Workshop, now: datetime) -> None:
    """Hold the timer where it is; a stopped one goes on with `start_timer`."""
    workshop.ends_at, workshop.seconds_left = None, workshop.left(now)


def clear_timer(workshop: Workshop) -> None:
    workshop.ends_at = workshop.seconds_left = None


def _free_code(session: Session) -> str:
    while True:
        code = "".join(secrets.choice("0123456789") for _ in range(CODE))
        if session.scalar(select(Workshop.id).where(Workshop.code == code)) is None:
            return code
