"""Real servers on this machine: a database, and gunicorn as `serve` starts it; killed on demand."""

import os
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import select

from app import create_app, settle
from app.commands.serve import ROOT
from app.extensions import db, queue
from app.settings import Settings
from surveys.documents import Document
from surveys.envelopes import Envelope
from surveys.keys import Keys
from surveys.questionnaires import Questionnaire
from tests.bench import answering
from tests.postgresql import PostgreSQL, own_postgresql
from tests.serving import Server, free_port, serving

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(slots=True)
class Served:
    """A questionnaire that is asked by a real web server over a real database."""

    app: Flask
    questionnaire_id: int
    document: Document
    web: Server
    running: ExitStack
    postgresql: PostgreSQL | None

    def kill_workers(self) -> None:
        self.web.kill_workers()

    def restart_database(self) -> None:
        """PostgreSQL drops everybody, as at a power cut. SQLite lives in the web server: all of
        that is killed, and started again.
        """
        if self.postgresql is not None:
            self.postgresql.restart()
            return
        self.web.master.kill()
        self.web.kill_workers()
        self.running.close()
        self.web = self.running.enter_context(_serving(self.app, self.web.at.port))

    def cpu(self) -> tuple[float, float]:
        """Seconds of CPU (of the web server, of PostgreSQL) since they were started."""
        base = spent(self.postgresql.postmaster) if self.postgresql else 0.0
        return spent(self.web.master.pid), base

    def missing(self, receipts: Iterable[str]) -> tuple[int, int]:
        """How many envelopes are stored, and how many of these receipts have none."""
        with self.app.app_context():
            name = db.session.get_one(Questionnaire, self.questionnaire_id).key_name
            kept = Keys(Path(self.app.config["KEYS_DIR"]) / str(name))
            stored = set(db.session.scalars(select(Envelope.receipt_hmac)))
        return len(stored), sum(kept.hash("receipt", one) not in stored for one in receipts)


@contextmanager
def served(database: str, size: tuple[int, int]) -> Iterator[Served]:
    """Start a database (`sqlite` or `postgresql`) and the web server over it."""
    with TemporaryDirectory(prefix="ronten-load") as folder, ExitStack() as stack:
        own = stack.enter_context(own_postgresql()) if database == "postgresql" else None
        app = create_app(Settings(INSTANCE_DIR=folder, DATABASE_URL=own.address if own else ""))
        document = answering.document(size)
        with app.app_context():
            upgrade(directory=str(ROOT / "migrations"))
            asked = answering.published(app, document)
        settle()
        running = stack.enter_context(ExitStack())
        web = running.enter_context(_serving(app, free_port()))
        yield Served(app, asked, document, web, running, own)
        queue.close(app)
        with app.app_context():
            db.engine.dispose()


def _serving(app: Flask, port: int) -> AbstractContextManager[Server]:
    """The answering face alone, as docs/settings.md says: threads would cost it more than help."""
    return serving(app, PORT=str(port), THREADS="1")


def spent(pid: int) -> float:
    """Seconds of CPU of a process with its children, those that have ended included."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        tasks = list(Path(f"/proc/{pid}/task").glob("*/children"))
        children = [int(child) for task in tasks for child in task.read_text().split()]
    except FileNotFoundError:
        return 0.0
    return sum(map(int, told[11:15])) / TICKS + sum(map(spent, children))
