"""Asking for long work by its name. This file imports no job, so a page stays light."""

from importlib import import_module
from pathlib import Path

from flask import Flask, current_app
from huey import Huey, MemoryHuey, PostgresHuey, SqliteHuey, crontab
from sqlalchemy import make_url


class Queue:
    """The line of jobs waiting for the worker; kept in a file, or in PostgreSQL beside the rest."""

    def init_app(self, app: Flask) -> None:
        app.extensions["queue"] = None

    def ask(self, name: str, run_id: int) -> None:
        """Ask the worker for the job called `name` on the run `run_id`; commit the run first."""
        self.of(current_app).ask(name, run_id)

    def close(self, app: Flask) -> None:
        """Let go of the line's connection; it is opened anew when something is asked."""
        line, app.extensions["queue"] = app.extensions["queue"], None
        if line is not None:
            line.huey.storage.close()

    def of(self, app: Flask) -> "Line":
        """The app's line, opened when it is first needed."""
        line = app.extensions["queue"] or Line(app)
        app.extensions["queue"] = line
        return line


class Line:
    """One open line and what it carries: a job by its name, and each minute the house's own."""

    def __init__(self, app: Flask) -> None:
        self.huey: Huey = _storage(app)

        def perform(name: str, run_id: int) -> None:
            with app.app_context():
                import_module("app.jobs").perform(name, run_id)

        def tend() -> None:
            with app.app_context():
                import_module("app.periodic").tend()

        self._task = self.huey.task(name="perform")(perform)
        # One that waited behind long work for over a minute is dropped: the next one does it all.
        self.huey.periodic_task(crontab(), name="tend", expires=60)(tend)

    def ask(self, name: str, run_id: int) -> None:
        self._task(name, run_id)


def _storage(app: Flask) -> Huey:
    if app.config["JOBS_INLINE"]:
        return MemoryHuey("ronten", immediate=True, results=False)
    url = make_url(app.config["SQLALCHEMY_DATABASE_URI"])
    if url.get_backend_name() == "postgresql":
        dsn = url.set(drivername="postgresql").render_as_string(hide_password=False)
        return PostgresHuey("ronten", dsn=dsn, results=False)
    file = Path(app.config["INSTANCE_DIR"]) / "jobs.db"
    return SqliteHuey("ronten", filename=str(file), results=False, fsync=True)
