"""How Alembic finds the database and the tables, and how it writes a migration."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from flask import current_app
from sqlalchemy import Connection, MetaData
from sqlalchemy.types import TypeDecorator

from app.database import beginning

JOBS = "huey_"  # the queue keeps its own tables beside ours


def render_item(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    """Write house types as plain SQL types: a migration imports no room of the house."""
    if (
        kind == "type"
        and isinstance(item, TypeDecorator)
        and type(item).__module__.startswith("surveys")
    ):
        return f"sa.{item.impl_instance!r}"
    return False


def is_ours(name: str | None, kind: str, _parents: Any) -> bool:
    return not (kind == "table" and (name or "").startswith(JOBS))


def run() -> None:
    """Bring the database up or down; SQLite tables are copied where it cannot alter them."""
    extension = current_app.extensions["migrate"]
    metadata: MetaData = extension.db.metadata
    with beginning(to_write=True), extension.db.engine.connect() as connection:
        _foreign_keys(connection, "OFF")  # a copied table is dropped, and must take no row along
        context.configure(
            connection=connection,
            target_metadata=metadata,
            render_item=render_item,
            include_name=is_ours,
            **extension.configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()
        _foreign_keys(connection, "ON")


def _foreign_keys(connection: Connection, state: Literal["ON", "OFF"]) -> None:
    """Switch SQLite's checks outside any transaction, where alone it listens."""
    raw = connection.connection.dbapi_connection
    if connection.dialect.name == "sqlite" and raw is not None:
        raw.cursor().execute(f"PRAGMA foreign_keys = {state}")


run()
