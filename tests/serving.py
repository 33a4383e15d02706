"""A real web server in processes of its own, as `serve` starts it; to be killed in tests."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from flask import Flask

from app.commands.serve import ROOT, web_command
from app.extensions import db
from app.settings import Settings
from tests.respondents import Address


@dataclass(frozen=True, slots=True)
class Server:
    """gunicorn: a master that answers nothing, and its workers."""

    at: Address
    master: "subprocess.Popen[bytes]"

    def workers(self) -> list[int]:
        """The processes that answer."""
        pid = self.master.pid
        listed = Path(f"/proc/{pid}/task/{pid}/children").read_text()
        return [int(child) for child in listed.split()]

    def kill_workers(self) -> None:
        """kill -9, as a machine that runs out of memory does."""
        for pid in self.workers():
            with suppress(ProcessLookupError):  # it ended meanwhile
                os.kill(pid, signal.SIGKILL)


@contextmanager
def serving(app: Flask, **settings: str) -> Iterator[Server]:
    """Serve the answering face on the database and with the keys of an app, by two workers."""
    with app.app_context():
        database = db.engine.url.render_as_string(hide_password=False)
    told = {
        "DATABASE_URL": database,
        "INSTANCE_DIR": app.config["INSTANCE_DIR"],
        "KEYS_DIR": app.config["KEYS_DIR"],
        "FACES": "respond",
        "PORT": str(free_port()),
    } | settings
    asked = Settings.from_environment(told)
    at = Address(asked.HOST, asked.PORT)
    with subprocess.Popen(web_command(asked), cwd=ROOT, env=os.environ | told) as master:  # noqa: S603 - the house's own words
        try:
            _wait_for(at)
            yield Server(at, master)
        finally:
            master.terminate()


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def _wait_for(at: Address, seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while True:
        try:
            socket.create_connection((at.host, at.port), timeout=1).close()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            return
