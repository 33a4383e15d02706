"""Migrations: one line of them, up and down on both databases, nothing left to write."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import create_engine, inspect, text

from app.extensions import db
from app.settings import Settings
from tests.conftest import made_app

MIGRATIONS = Path(__file__).parents[2] / "migrations"


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """An app on a database without any table."""
    if request.param == "sqlite":
        with made_app(f"sqlite:///{tmp_path / 'new.db'}", tmp_path) as app:
            yield app
        return
    server = Settings(DATABASE_URL=request.getfixturevalue("postgresql")).database
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("CREATE DATABASE migrated"))
    with made_app(server.replace("/postgres?", "/migrated?"), tmp_path) as app:
        yield app
    with engine.connect() as connection:
        connection.execute(text("DROP DATABASE migrated"))
    engine.dispose()


def test_there_is_one_line_of_migrations_numbered_in_order() -> None:
    script = ScriptDirectory(str(MIGRATIONS))
    line = [revision.revision for revision in script.walk_revisions()][::-1]
    assert len(script.get_heads()) == 1
    assert line == [f"{number:04d}" for number in range(1, len(line) + 1)]


def test_a_migration_imports_no_room_of_the_house() -> None:
    for path in (MIGRATIONS / "versions").glob("*.py"):
        for room in ("app", "surveys", "analysis"):
            assert f"import {room}" not in path.read_text(), path
            assert f"from {room}" not in path.read_text(), path


def test_up_and_down_and_up_again_leaves_nothing_to_write(empty: Flask) -> None:
    with empty.app_context():
        upgrade(directory=str(MIGRATIONS))
        downgrade(directory=str(MIGRATIONS), revision="base")
        with db.engine.connect() as connection:
            assert inspect(connection).get_table_names() == ["alembic_version"]
        upgrade(directory=str(MIGRATIONS))
        with db.engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            assert compare_metadata(context, db.metadata) == []
