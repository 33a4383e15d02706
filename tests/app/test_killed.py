"""kill -9 at every step of an opening: each answer is there once, and the keys went last."""

import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from multiprocessing import get_context
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, event, make_url, select, text
from sqlalchemy.orm import Session

from app import create_app, opening
from app.database import begin_writing, tend
from app.extensions import db
from app.keyring import keys_of
from app.settings import Settings
from surveys import openings, responses
from surveys.base import Base
from surveys.envelopes import Draft, Envelope
from surveys.questionnaires import ENDED, Questionnaire
from surveys.responses import OPENED, Response
from tests.app.attacker import files_of
from tests.surveys import sealed
from tests.surveys.sealed import CLOSES, NOW

FORK = get_context("fork")
FIRST, REST = 20, 12  # the rest is too few for a batch of its own: the first is written anew
WATCHED = {"open", "os.remove", "os.rename", "os.rmdir"}
LONG_STEP = 11  # PostgreSQL: a new database for each death takes its time


@dataclass(frozen=True, slots=True)
class Scene:
    """A questionnaire about to be opened for the last time; `reset` puts it back to that."""

    app: Flask
    reset: Callable[[], None]
    questionnaire_id: int
    private: bytes
    marks: list[str]
    sealed: list[bytes]

    def open(self) -> None:
        with self.app.app_context():
            begin_writing(db.session())
            one = db.session.get_one(Questionnaire, self.questionnaire_id)
            if one.state != ENDED:
                opening.open_now(one, self.private, last=True, who=None, now=CLOSES)

    def holds_envelopes(self) -> bool:
        with self.app.app_context(), db.engine.connect() as connection:
            content = files_of(connection)
        return any(each in content for each in self.sealed)

    def holds_keys(self) -> bool:
        held = {path.name for path in Path(self.app.config["KEYS_DIR"]).rglob("*")}
        return {"hmac", "private.sato"} <= held


def _set_up(folder: Path, database: str, reset: Callable[[], None]) -> Scene:
    """Twenty were opened before, twelve wait."""
    address = Settings(DATABASE_URL=database).database
    engine = create_engine(address)
    tend(engine)
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        one = sealed.published(session, folder / "keys")
        marks = sealed.many(session, one, FIRST)
        before = openings.open_batch(
            session, one.questionnaire, one.private, mask=str, now=NOW, last=False
        )
        openings.scrubbed(session, [before.batch.id] if before.batch else [])
        marks += sealed.many(session, one, REST, first=FIRST)
        session.commit()
        boxes = [each[100:164] for each in session.scalars(select(Envelope.sealed)) if each]
        known = (one.questionnaire.id, one.private, marks, boxes)
    engine.dispose()
    # No faces: an opening shows nothing, and many apps are made here.
    settings = Settings(
        DATABASE_URL=database, INSTANCE_DIR=str(folder), SECRET_KEY="test", FACES=""
    )
    return Scene(create_app(settings), reset, *known)


@pytest.fixture
def on_sqlite(tmp_path: Path) -> Scene:
    folder, kept = tmp_path / "instance", tmp_path / "kept"
    folder.mkdir()

    def reset() -> None:
        shutil.rmtree(folder)
        shutil.copytree(kept, folder)

    scene = _set_up(folder, f"sqlite:///{folder / 'ronten.db'}", reset)
    shutil.copytree(folder, kept)
    return scene


@pytest.fixture
def on_postgresql(tmp_path: Path, postgresql: str) -> Iterator[Scene]:
    folder, kept = tmp_path / "instance", tmp_path / "kept"
    folder.mkdir()
    server = create_engine(Settings(DATABASE_URL=postgresql).database, isolation_level="AUTOCOMMIT")

    def run(*statements: str) -> None:
        with server.connect() as connection:
            for statement in statements:
                connection.execute(text(statement))

    def reset() -> None:
        shutil.rmtree(folder)
        shutil.copytree(kept, folder)
        run("DROP DATABASE dying WITH (FORCE)", "CREATE DATABASE dying TEMPLATE ready")

    run("CREATE DATABASE dying")
    url = make_url(postgresql).set(database="dying").render_as_string(hide_password=False)
    scene = _set_up(folder, url, reset)
    shutil.copytree(folder, kept)
    run("CREATE DATABASE ready TEMPLATE dying")
    yield scene
    with scene.app.app_context():
        db.engine.dispose()
    run("DROP DATABASE dying WITH (FORCE)", "DROP DATABASE ready")
    server.dispose()


def _open_and_die(scene: Scene, at: int) -> None:
    """Open, and be killed at a step: a statement of the database, or a use of a file of keys."""
    steps = count(1)

    def step(*_: object) -> None:
        if next(steps) == at:
            os.kill(os.getpid(), signal.SIGKILL)

    def on_disk(what: str, about: tuple[object, ...]) -> None:
        if what in WATCHED and scene.app.config["KEYS_DIR"] in str(about[0]):
            step()

    def on_connection(connection: sqlite3.Connection, _record: object) -> None:
        connection.set_trace_callback(step)

    with scene.app.app_context():
        if db.engine.dialect.name == "sqlite":
            event.listen(db.engine, "connect", on_connection)
        else:
            event.listen(db.engine, "before_cursor_execute", step)
            event.listen(db.engine, "commit", step)
    sys.addaudithook(on_disk)
    scene.open()
    os._exit(0)


def _survives(scene: Scene, at: int) -> bool:
    with scene.app.app_context():
        db.engine.dispose()  # a connection is never shared with another process
    process = FORK.Process(target=_open_and_die, args=(scene, at))
    process.start()
    process.join()
    assert process.exitcode in (0, -signal.SIGKILL)
    return process.exitcode == 0


@contextmanager
def _restarted(scene: Scene) -> Iterator[Session]:
    with scene.app.app_context():
        yield db.session()
        db.session.rollback()
        db.engine.dispose()


def _is_whole(scene: Scene) -> None:
    """After a restart and, where the opening had not come about, another try, nothing is amiss."""
    with _restarted(scene):
        assert opening.finish()
    scene.open()
    with _restarted(scene) as session:
        one = session.get_one(Questionnaire, scene.questionnaire_id)
        answers = session.scalars(select(Response.answers)).all()
        assert sorted(each["q2"] for each in answers) == scene.marks
        assert one.state == ENDED
        assert [batch.state for batch in responses.batches(session, one)] == [OPENED]
        for noun in (Envelope, Draft):
            assert session.scalars(select(noun)).all() == []
        assert not keys_of(one).folder.exists()


def _killed_at_each(scene: Scene, steps: Iterator[int]) -> int:
    """Go through the steps until one lies behind the end; give its number."""
    for at in steps:
        survived = _survives(scene, at)
        assert scene.holds_keys() or not scene.holds_envelopes(), f"keys went first, step {at}"
        _is_whole(scene)
        assert not scene.holds_envelopes(), f"an envelope is left, step {at}"
        if survived:
            return at
        scene.reset()
    raise AssertionError


def test_an_opening_killed_at_any_step_is_finished_by_the_next_process(on_sqlite: Scene) -> None:
    assert _killed_at_each(on_sqlite, count(1)) > 60


def test_an_opening_on_postgresql_is_finished_likewise(on_postgresql: Scene) -> None:
    assert _killed_at_each(on_postgresql, count(3, LONG_STEP)) > 60
