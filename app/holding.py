"""Who is at work on a run: a lock that is let go of when its holder dies, however that comes."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

RUN = 0x52554E  # the house's locks on runs, apart from any other lock in the same database
HOLD = text("SELECT pg_advisory_lock(:kind, :run_id)")
TRY = text("SELECT pg_try_advisory_xact_lock(:kind, :run_id)")


@contextmanager
def held(engine: Engine, run_id: int) -> Iterator[None]:
    """Hold a run while a job works on it. PostgreSQL ends the lock with its connection."""
    if engine.dialect.name != "postgresql":
        yield
        return
    with engine.connect() as connection:
        connection.execute(HOLD, {"kind": RUN, "run_id": run_id})
        connection.commit()
        try:
            yield
        finally:
            connection.invalidate()


def is_free(session: Session, run_id: int) -> bool:
    """Say whether nobody works on a run; it stays so until the transaction ends.

    SQLite serves one host with one worker: what runs when that starts is nobody's.
    """
    if session.get_bind().dialect.name != "postgresql":
        return True
    return bool(session.scalar(TRY, {"kind": RUN, "run_id": run_id}))
