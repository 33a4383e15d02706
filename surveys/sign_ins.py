"""ログイン: letting staff in, keeping them in, and slowing down whoever guesses."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from sqlalchemy import ForeignKey, LargeBinary, String, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys import staff
from surveys.base import Base
from surveys.errors import N_, SurveyError
from surveys.staff import StaffMember

FREE_FAILURES_OF_A_NAME = 3
FREE_FAILURES_OF_AN_ADDRESS = 20  # a whole city hall may share one address
LONGEST_WAIT = timedelta(minutes=5)
FORGOTTEN_AFTER = timedelta(minutes=30)
KEPT_AFTER_END = timedelta(days=1)  # an ended session is of no use to anyone but a thief
SEEN_EVERY = timedelta(minutes=5)
# What an unknown name is checked against, so that it takes as long as a known one.
NOBODY = staff.HASHER.hash(secrets.token_urlsafe(16))


class SignInRefused(SurveyError):
    message = N_("ログイン名かパスワードが違います。もう一度入力してください")


class WaitBeforeSignIn(SurveyError):
    message = N_("続けて失敗したため、%(seconds)d秒待ってから、もう一度ログインしてください")


class StaffSession(Base):
    """One signed-in browser. Only a hash of its token is stored, and nothing about the device."""

    __tablename__ = "staff_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked: Mapped[bool] = mapped_column(default=False)


class SignInFailure(Base):
    """How often sign-in failed lately, for one name or one address, both kept as keyed hashes."""

    __tablename__ = "sign_in_failure"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[datetime]
    wait_until: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Knock:
    """One attempt to sign in. The two keys are hashes of the name and of the address."""

    name: str
    password: str
    name_key: str
    address_key: str


def sign_in(session: Session, knock: Knock, *, now: datetime, today: date, lasts: timedelta) -> str:
    """Let a member in and return the token of a new session.

    A refusal counts as a failure, so the caller commits after one too.

    Raises:
        WaitBeforeSignIn: too many failures of this name or address a moment ago.
        SignInRefused: unknown name, wrong password, a member who may not come in or whose time is
            over; all alike.
    """
    _forget_old(session, now)
    at_address = _failures(session, knock.address_key, now)
    of_name = _failures(session, knock.name_key, now)
    _must_not_wait(max(at_address.wait_until, of_name.wait_until), now)
    member = staff.by_name(session, knock.name)
    right = staff.is_password(member.password_hash if member else NOBODY, knock.password)
    if member is None or not right or not may_come_in(session, member, today):
        _failed(at_address, FREE_FAILURES_OF_AN_ADDRESS, now)
        _failed(of_name, FREE_FAILURES_OF_A_NAME, now)
        raise SignInRefused
    session.delete(of_name)
    return begin(session, member, now=now, lasts=lasts)


def may_come_in(session: Session, member: StaffMember, today: date) -> bool:
    """Whether a member is let in: neither shut out nor over, as an account of a 委託先 is."""
    return member.active and not staff.has_ended(session, member, today=today)


def begin(session: Session, member: StaffMember, *, now: datetime, lasts: timedelta) -> str:
    """Start a session and return its token, which is stored nowhere."""
    token = secrets.token_urlsafe(32)
    session.add(
        StaffSession(
            token_hash=_hash(token),
            staff_id=member.id,
            created_at=now,
            seen_at=now,
            expires_at=now + lasts,
        )
    )
    session.flush()
    return token


def find(
    session: Session, token: str, *, now: datetime, today: date
) -> tuple[StaffSession, StaffMember] | None:
    """Find the session of a token and its member, unless ended, revoked, shut out or over."""
    row = session.execute(
        select(StaffSession, StaffMember)
        .join(StaffMember, StaffMember.id == StaffSession.staff_id)
        .where(StaffSession.token_hash == _hash(token), ~StaffSession.revoked)
        .where(StaffSession.expires_at > now, StaffMember.active)
    ).first()
    if row is None or not may_come_in(session, row[1], today):
        return None
    return row[0], row[1]


def is_due(current: StaffSession, now: datetime) -> bool:
    """Say whether the time last seen is old enough to be worth a write."""
    return now - current.seen_at >= SEEN_EVERY


def touch(session: Session, session_id: int, *, now: datetime) -> None:
    """Note that a session is in use."""
    session.execute(update(StaffSession).where(StaffSession.id == session_id).values(seen_at=now))


def sessions_of(session: Session, member: StaffMember, *, now: datetime) -> Sequence[StaffSession]:
    """List a member's living sessions, the newest first."""
    return session.scalars(
        select(StaffSession)
        .where(StaffSession.staff_id == member.id, ~StaffSession.revoked)
        .where(StaffSession.expires_at > now)
        .order_by(StaffSession.seen_at.desc(), StaffSession.id.desc())
    ).all()


def revoke(
    session: Session, member: StaffMember, *, only: int | None = None, but: int | None = None
) -> None:
    """End a member's sessions at once: all, `only` one, or all `but` one."""
    ended = update(StaffSession).where(StaffSession.staff_id == member.id)
    if only is not None:
        ended = ended.where(StaffSession.id == only)
    if but is not None:
        ended = ended.where(StaffSession.id != but)
    session.execute(ended.values(revoked=True))


def wait_after(failures: int, free: int) -> timedelta:
    """No wait for the first `free` failures, then 2, 4, 8 … seconds, never over five minutes."""
    beyond = failures - free
    if beyond <= 0:
        return timedelta(0)
    return min(timedelta(seconds=2 ** min(beyond, 20)), LONGEST_WAIT)


def _hash(token: str) -> bytes:
    return sha256(token.encode()).digest()


def _forget_old(session: Session, now: datetime) -> None:
    old = SignInFailure.last_at < now - FORGOTTEN_AFTER
    session.execute(delete(SignInFailure).where(old))
    session.execute(delete(StaffSession).where(StaffSession.expires_at < now - KEPT_AFTER_END))


def _failures(session: Session, key: str, now: datetime) -> SignInFailure:
    """Lock the row of `key`, so that guesses sent at the same moment wait for one another."""
    locked = select(SignInFailure).where(SignInFailure.key == key).with_for_update()
    found = session.scalar(locked)
    if found is not None:
        return found
    try:
        with session.begin_nested():
            made = SignInFailure(key=key, failures=0, last_at=now, wait_until=now)
            session.add(made)
    except IntegrityError:
        return session.scalars(locked).one()
    return made


def _must_not_wait(until: datetime, now: datetime) -> None:
    if now < until:
        raise WaitBeforeSignIn(seconds=int((until - now).total_seconds()) + 1)


def _failed(counted: SignInFailure, free: int, now: datetime) -> None:
    counted.failures += 1
    counted.last_at, counted.wait_until = now, now + wait_after(counted.failures, free)
