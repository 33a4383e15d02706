"""見本 from the command line: an invented city's plan, to look around in."""

from pathlib import Path

import click
from flask.cli import AppGroup

from app.clock import now
from app.database import begin_writing
from app.example import leftovers, loading, to_try
from app.example.asking import Loader
from app.extensions import db
from surveys import staff
from surveys.errors import N_, SurveyError

example = AppGroup("example", help="見本の計画を扱います。")


class NobodyToLoadFor(SurveyError):
    message = N_("職員がまだいません。flask staff add で加えてから、もう一度実行してください")


@example.command("load")
def load() -> None:
    """見本市（実在しない市）の計画、調査、論点集を用意します。何度実行しても1つだけです。"""
    try:
        made = load_once()
    except SurveyError as error:
        raise click.ClickException(str(error)) from error
    click.echo("見本の計画を用意しました" if made else "見本の計画はすでにあります")


@example.command("files")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def files(folder: Path) -> None:
    """見本の回答(CSV)と調査票を FOLDER に書き出します。取り込みなどを試すときに使います。"""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in to_try.files(now()):
        (folder / name).write_bytes(content)
        click.echo(folder / name)


def load_once() -> bool:
    """Load the example unless there is one; say whether it was made now.

    Raises:
        NobodyToLoadFor
    """
    session = db.session()
    begin_writing(session)
    whole = leftovers.finished(session)
    known = [member.id for member in staff.members(session) if member.active]
    session.rollback()
    if whole:
        return False
    if not known:
        raise NobodyToLoadFor
    loading.load(Loader(session, known[0], now()))
    return True
