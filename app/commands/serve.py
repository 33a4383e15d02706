"""Everything with one command: the database brought up to date, the web server and the worker."""

import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade

from app.clock import now
from app.commands.staff import first_sign_ins
from app.example import leftovers
from app.extensions import db
from app.settings import Settings
from surveys import questionnaires, staff
from surveys.questionnaires import PUBLISHED

ROOT = Path(__file__).parents[2]
GRACE = 15.0  # seconds for open requests and a running job to end by themselves


@click.command("serve")
@click.option("--example", is_flag=True, help="新しいデータベースに、見本の計画を用意します。")
@with_appcontext
def serve(*, example: bool) -> None:
    """データベースを最新にし、画面と処理係をまとめて動かします。Ctrl-Cで終わります。"""
    settings = Settings.from_environment()
    Path(current_app.config["KEYS_DIR"]).mkdir(mode=0o700, parents=True, exist_ok=True)
    upgrade(directory=str(ROOT / "migrations"))
    new = not staff.members(db.session()) or bool(leftovers.unfinished(db.session()))
    db.session.rollback()
    sign_ins = first_sign_ins()
    if new and example:
        _load_example()
    _greet(settings, sign_ins)
    sys.exit(Pair(settings).run())


class Pair:
    """The web server and the worker; neither goes on without the other."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.stopping = False

    def run(self) -> int:
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, self._stop)
        children = [self._start(web_command(self.settings)), self._start(worker_command())]
        while not self.stopping and all(child.poll() is None for child in children):
            time.sleep(0.2)
        broken = [child.returncode for child in children if child.poll() is not None]
        _end(children)
        return 0 if self.stopping else (broken[0] or 1)

    def _start(self, command: list[str]) -> subprocess.Popen[bytes]:
        # A session of its own: Ctrl-C reaches only the parent, which ends the children in order.
        return subprocess.Popen(command, cwd=ROOT, start_new_session=True)  # noqa: S603 - fixed words and numbers, no shell

    def _stop(self, _signal: int, _frame: FrameType | None) -> None:
        self.stopping = True


def web_command(settings: Settings) -> list[str]:
    """The web server without an access log: no address and no path is written down."""
    return [
        *(sys.executable, "-m", "gunicorn", "wsgi:app", "--worker-class", "gthread"),
        *("--bind", f"{settings.HOST}:{settings.PORT}"),
        *("--workers", str(settings.WORKERS), "--threads", str(settings.THREADS)),
        *("--graceful-timeout", "10", "--timeout", "60", "--log-level", "warning"),
    ]


def worker_command() -> list[str]:
    return [sys.executable, "-m", "app.worker"]


def _end(children: list[subprocess.Popen[bytes]]) -> None:
    web, worker = children
    web.send_signal(signal.SIGTERM)
    worker.send_signal(signal.SIGINT)  # lets the job in hand finish
    deadline = time.monotonic() + GRACE
    for child in children:
        try:
            child.wait(max(deadline - time.monotonic(), 0.1))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _load_example() -> None:
    """In a process of its own: this one stays light, for it lives as long as the server."""
    click.echo("見本の計画を用意しています(20秒ほど)")
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "example", "load"]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:  # noqa: S603 - fixed words, no shell
        click.echo("見本の計画は用意できませんでした。画面はこのまま使えます", err=True)


def open_addresses(site: str) -> list[tuple[str, str]]:
    """(title, address) of the questionnaires that anyone can answer now."""
    asked = questionnaires.of_state(db.session(), PUBLISHED)
    found = [one for one in asked if one.access == "open" and one.is_open(now())]
    told = [(one.title, f"{site}/respond/{one.id}") for one in found]
    db.session.rollback()
    return told


def _greet(settings: Settings, sign_ins: list[str]) -> None:
    host = "localhost" if settings.HOST in {"127.0.0.1", "0.0.0.0"} else settings.HOST  # noqa: S104 - read, not bound
    site = f"http://{host}:{settings.PORT}"
    click.echo(f"\n  論点 Ronten   {site}\n  職員の画面     {site}/desk/")
    for title, address in open_addresses(settings.ANSWER_URL.rstrip("/") or site):
        click.echo(f"  回答できる調査 {address}  {title}")
    if sign_ins:
        click.echo("\n  最初のログイン名とパスワード(変更するまで表示します)")
    for line in sign_ins:
        name, _, password = line.partition("\t")
        click.echo(f"    {name:<15} {password}")
    click.echo("\n  終わるときは Ctrl-C\n")
