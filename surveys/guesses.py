"""入力の失敗: guesses at codes, receipts and words that failed lately, whichever process saw them.

An address is kept for ten minutes as its HMAC under a key that stands beside the questionnaires'
keys, outside the database and its backups, and that is made anew every day. The moment is kept an
hour, to notice when guesses come from everywhere.
"""

import hmac
import secrets
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import ColumnElement, LargeBinary, delete, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys import keys
from surveys.base import Base
from surveys.errors import N_, SurveyError

FAILURES, WINDOW = 10, timedelta(minutes=10)
ALARM, HOUR = 1000, timedelta(hours=1)
NOWHERE = b""  # the mark of a failure whose address is forgotten


class TooManyTries(SurveyError):
    message = N_("入力のまちがいが続いたため、少しお待ちいただいています")


class FailedTry(Base):
    """失敗した入力: where it came from, as a mark of ten minutes, and when; not what was typed."""

    __tablename__ = "failed_try"

    id: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    mark: Mapped[bytes] = mapped_column(LargeBinary(32), index=True)
    at: Mapped[datetime] = mapped_column(index=True)


def mark(keys_dir: Path, day: str, place: str) -> bytes:
    """What an address is called on a day."""
    return hmac.digest(keys.key_of_day(keys_dir, day), place.encode(), "sha256")


def must_not_wait(session: Session, mark: bytes, now: datetime) -> None:
    """Let through who has not failed ten times in ten minutes.

    Raises:
        TooManyTries
    """
    lately = (FailedTry.mark == mark) & (FailedTry.at > now - WINDOW)
    failed = session.scalar(select(func.count()).select_from(FailedTry).where(lately)) or 0
    if failed >= FAILURES:
        raise TooManyTries


def is_due(session: Session, now: datetime) -> bool:
    """Whether anything is kept that must be forgotten."""
    first = select(FailedTry.id).where(_too_long(now) | (FailedTry.at <= now - HOUR)).limit(1)
    return session.scalar(first) is not None


def forget(session: Session, now: datetime) -> None:
    """Forget where failures came from after ten minutes, and that they were after an hour."""
    session.execute(delete(FailedTry).where(FailedTry.at <= now - HOUR))
    session.execute(update(FailedTry).where(_too_long(now)).values(mark=NOWHERE))


def note(session: Session, mark: bytes, now: datetime) -> int:
    """Count a failure; give how many there were in the last hour, from everywhere."""
    forget(session, now)
    session.add(FailedTry(id=secrets.token_bytes(16), mark=mark, at=now))
    session.flush()
    return session.scalar(select(func.count()).select_from(FailedTry)) or 0


def _too_long(now: datetime) -> ColumnElement[bool]:
    return (FailedTry.at <= now - WINDOW) & (FailedTry.mark != NOWHERE)
