"""Someone with the whole database, its files and its backups: everything but KEYS_DIR."""

from collections.abc import Sequence
from pathlib import Path
from statistics import correlation as product_moment

from sqlalchemy import Connection, text

MINE = text("SELECT oid FROM pg_database WHERE datname = current_database()")


def files_of(connection: Connection) -> bytes:
    """Every byte of the database's own files: on SQLite the log and its index, too."""
    return b"\0".join(path.read_bytes() for path in sorted(_paths(connection)))


def log_of(connection: Connection) -> bytes:
    """What PostgreSQL writes beside its tables: its write-ahead log and its messages."""
    if connection.dialect.name == "sqlite":
        return b""
    folder = _folder(connection)
    paths = [*(folder / "pg_wal").iterdir(), *folder.glob("log*")]
    return b"\0".join(path.read_bytes() for path in paths if path.is_file())


def guess(seen: Sequence[object], found: Sequence[object]) -> tuple[float, int]:
    """How well one order tells the other: the rank correlation in standard errors, and how many
    stand in the same place.
    """
    places = {each: place for place, each in enumerate(found)}
    assert set(places) == set(seen)
    ranks = [places[each] for each in seen]
    in_place = sum(place == rank for place, rank in enumerate(ranks))
    return product_moment(range(len(ranks)), ranks) * (len(ranks) - 1) ** 0.5, in_place


def _paths(connection: Connection) -> list[Path]:
    if connection.dialect.name == "sqlite":
        file = Path(connection.engine.url.database or "")
        return list(file.parent.glob(f"{file.name}*"))
    connection.execute(text("CHECKPOINT"))
    folder = _folder(connection) / "base" / str(connection.scalar(MINE))
    return [path for path in folder.iterdir() if path.is_file()]


def _folder(connection: Connection) -> Path:
    return Path(connection.scalar(text("SHOW data_directory")) or "")
