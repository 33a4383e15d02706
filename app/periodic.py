"""What the worker does by itself: openings that are due, what they left, the nightly numbers."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from flask import current_app
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from app import opening
from app.clock import day_of, now
from app.database import begin_writing
from app.extensions import db
from surveys import audit, guesses, keys, offer_ends, offer_windows, returns

log = logging.getLogger(__name__)

HOUSEKEEPING = 0x484F5553  # the house's lock on this work, apart from any other in the database
TRY = text("SELECT pg_try_advisory_lock(:lock)")
LET_GO = text("SELECT pg_advisory_unlock(:lock)")
_at_work = threading.Lock()


def tend() -> None:
    """Do what has come due; asked every minute, and harmless when asked too often.

    A part that fails is written to the log, and tried again the next minute.
    """
    with _alone() as alone:
        if alone:
            for part in PARTS:
                _dare(part)


def snapshot(moment: datetime) -> int:
    """Write down what had arrived by the end of the last whole day in Japan, once a day."""
    begin_writing(db.session())
    made = returns.snapshot(db.session(), day_of(moment) - timedelta(days=1))
    db.session.commit()
    return made


def _open_what_is_due() -> None:
    opening.due(now())


def _count_the_night() -> None:
    snapshot(now())


def _forget_offers() -> None:
    forget_offers(now())


def forget_offers(moment: datetime) -> int:
    """Erase the offers of help whose time is over; of the record they are a number alone."""
    session, today = db.session(), day_of(moment)
    due = offer_ends.is_due(session, today)
    session.rollback()
    if not due:
        return 0
    begin_writing(session)
    gone = offer_ends.purge(session, today)
    for plan_id, number in gone.items():
        window = offer_windows.must_be_there(session, plan_id)
        told = {"offers": number}
        audit.record(session, "offer_window.purge", window, who=None, now=moment, details=told)
    session.commit()
    return gone.total()


def _forget_tries() -> None:
    forget_tries(now())


def forget_tries(moment: datetime) -> None:
    """Forget where failed tries came from, also when nobody fails again."""
    session = db.session()
    keys.end_days(Path(current_app.config["KEYS_DIR"]), day_of(moment).isoformat())
    due = guesses.is_due(session, moment)
    session.rollback()
    if due:
        begin_writing(session)
        guesses.forget(session, moment)
        session.commit()


PARTS = (_open_what_is_due, opening.finish, _count_the_night, _forget_offers, _forget_tries)


def _dare(part: Callable[[], object]) -> None:
    try:
        part()
    except IntegrityError:  # another host wrote the same night down
        db.session.rollback()
    except Exception:
        log.exception("periodic work failed")
        db.session.rollback()


@contextmanager
def _alone() -> Iterator[bool]:
    """Whether nobody else does this work now: no other thread, and on PostgreSQL no other host."""
    if not _at_work.acquire(blocking=False):
        yield False
        return
    try:
        if db.engine.dialect.name != "postgresql":
            yield True
            return
        with db.engine.connect() as connection, _locked(connection) as taken:
            yield taken
    finally:
        _at_work.release()


@contextmanager
def _locked(connection: Connection) -> Iterator[bool]:
    """Whether this connection got the lock; with a host that dies, the lock ends, too."""
    taken = bool(connection.scalar(TRY, {"lock": HOUSEKEEPING}))
    connection.commit()
    try:
        yield taken
    finally:
        if taken:
            connection.execute(LET_GO, {"lock": HOUSEKEEPING})
            connection.commit()
