"""Someone with the whole database, its files and its backups: everything but KEYS_DIR."""

from pathlib import Path

from sqlalchemy import Connection, text


def files_of(connection: Connection) -> bytes:
    """Every byte of the database's own files: on SQLite the log and its index, too."""
    return b"\0".join(path.read_bytes() for path in sorted(_paths(connection)))


def log_of(connection: Connection) -> bytes:
    """What PostgreSQL writes beside its tables: its write-ahead log and its messages."""
    if connection.dialect.name == "sqlite":
        return b""
    folder = Path(connection.scalar(text("SHOW data_directory")) or "")
    paths = [path for path in (folder / "pg_wal").glob("0*") if path.is_file()]
    return b"\0".join(
        path.read_bytes() for path in [*paths, *folder.glob("log*")] if path.is_file()
    )


def _paths(connection: Connection) -> list[Path]:
    if connection.dialect.name == "sqlite":
        file = Path(connection.engine.url.database or "")
        return list(file.parent.glob(f"{file.name}*"))
    connection.execute(text("CHECKPOINT"))
    folder = Path(connection.scalar(text("SHOW data_directory")) or "")
    mine = connection.scalar(text("SELECT oid FROM pg_database WHERE datname = current_database()"))
    return [path for path in (folder / "base" / str(mine)).iterdir() if path.is_file()]
