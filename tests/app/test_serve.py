"""One command runs everything, and one signal, or one death, ends everything."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def served(tmp_path: Path, port: int) -> Iterator["subprocess.Popen[str]"]:
    settings = {"PORT": str(port), "INSTANCE_DIR": str(tmp_path), "WORKERS": "1"}
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "serve"]
    with subprocess.Popen(  # noqa: S603 - our own words
        command, cwd=ROOT, env=os.environ | settings, stdout=subprocess.PIPE, text=True
    ) as running:
        yield running
        running.terminate()


def status(port: int, path: str) -> int:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    finally:
        connection.close()


def wait_for(port: int) -> None:
    for _ in range(150):
        try:
            assert status(port, "/") == 200
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail("the server did not start within 30 seconds")


def family(pid: int) -> dict[int, str]:
    """The living children of a process and theirs, each with its command line."""
    found: dict[int, str] = {}
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        found[int(child)] = Path(f"/proc/{child}/cmdline").read_text()
        found |= family(int(child))
    return found


def all_gone(children: dict[int, str]) -> bool:
    for _ in range(50):
        if not any(Path(f"/proc/{pid}").exists() for pid in children):
            return True
        time.sleep(0.1)
    return False


def test_one_signal_ends_web_and_worker(served: "subprocess.Popen[str]", port: int) -> None:
    wait_for(port)
    assert status(port, "/desk/sign-in") == 200
    children = family(served.pid)
    assert len(children) >= 3

    served.send_signal(signal.SIGINT)

    assert served.wait(20) == 0
    assert all_gone(children)
    said = served.stdout.read() if served.stdout else ""
    assert f"http://localhost:{port}" in said
    assert "planner" in said


def test_when_the_worker_dies_the_web_server_ends_too(
    served: "subprocess.Popen[str]", port: int
) -> None:
    wait_for(port)
    children = family(served.pid)
    (worker,) = [pid for pid, words in children.items() if "app.worker" in words]
    os.kill(worker, signal.SIGKILL)

    assert served.wait(20) != 0
    assert all_gone(children)
