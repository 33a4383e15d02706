"""調査票のファイル from the command line: is it whole, and the same in another format."""

from pathlib import Path

import click
from flask.cli import AppGroup

from surveys import advice
from surveys.formats import FORMATS
from surveys.formats.base import Brought
from surveys.formats.reading import read_any

FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)

questionnaire = AppGroup("questionnaire", help="調査票のファイル（Excel・YAML）を扱います。")


@questionnaire.command("check")
@click.argument("file", type=FILE)
def check(file: Path) -> None:
    """調査票のファイル FILE に直すところがないか確かめます。"""
    document = _read(file).document
    number = len(document.asking)
    click.echo(f"{document.title}: {number}問、直すところはありません")
    for each in advice.advice(document):
        click.echo(f"助言: {each.sentence}")


@questionnaire.command("convert")
@click.argument("file", type=FILE)
@click.option("--to", "key", type=click.Choice(list(FORMATS)), required=True, help="書き出す形式。")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    required=True,
    help="書き出すファイル。",
)
def convert(file: Path, key: str, out: Path) -> None:
    """調査票のファイル FILE を、同じ内容の別の形式に書き直します。"""
    brought = _read(file)
    out.write_bytes(FORMATS[key].write(brought))
    click.echo(f"{out} に書き出しました")


def _read(file: Path) -> Brought:
    """The questionnaire of a file; what is to mend is told line by line."""
    reading = read_any(file.read_bytes())
    for note in reading.notes:
        click.echo(f"{note.where}: {note.what}。{note.advice}", err=True)
    if reading.brought is None:
        for problem in reading.problems:
            click.echo(f"{problem.where}: {problem.what}。{problem.advice}", err=True)
        n = len(reading.problems)
        raise click.ClickException(f"{file.name} に直すところが{n}か所あります")
    return reading.brought
