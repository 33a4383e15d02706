"""themes: what a file's free text is about, without the web."""

import argparse
from collections.abc import Mapping, Sequence

from analysis import files
from analysis.codebook import Codebook, codes_of
from analysis.commands import arguments
from analysis.commands.output import write_json
from analysis.errors import AnalysisError, UnknownVariable
from analysis.guess import guess
from analysis.layout import lay_out
from analysis.lookup import find
from analysis.raw import Raw
from analysis.text.themes import Theme, Themes, themes


class WrongNumber(AnalysisError):
    message = "テーマの数は1以上の整数で指定してください（指定された数: %(number)s）"


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "themes", help="自由記述をテーマに分け、名前・声・属性別の割合をJSONに書き出します"
    )
    arguments.file(parser)
    parser.add_argument("--text", metavar="COL", required=True, help="自由記述の列")
    parser.add_argument(
        "--by",
        metavar="COL",
        action="append",
        default=[],
        help="集計軸の列（繰り返し指定できます）",
    )
    parser.add_argument(
        "--themes", metavar="K", type=int, help="テーマの数（省くと自動で決まります）"
    )
    arguments.json(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> None:
    """Read the file, find its themes, write them.

    Raises:
        UnknownVariable, WrongNumber, CannotWrite, and what reading a file raises.
    """
    if args.themes is not None and args.themes < 1:
        raise WrongNumber(number=args.themes)
    raw = files.read(args.file)
    texts = _column(raw, args.text)
    axes = {name: _axis(raw, name) for name in args.by}
    write_json(args.json, _document(themes(texts, number=args.themes), texts, axes))


def _column(raw: Raw, name: str) -> list[str]:
    if name not in raw.cells.columns:
        raise UnknownVariable(name=name, known="、".join(map(str, raw.cells.columns))[:300])
    return [str(cell) for cell in raw.cells[name]]


def _axis(raw: Raw, name: str) -> list[str]:
    """The level of every row on an axis: the cells of a column, or a generation cut from ages."""
    if name in raw.cells.columns:
        return _column(raw, name)
    book = guess(raw).codebook
    axis = book.categorical(find(book, name).name)
    needed = [v for v in book.variables if v.name in (axis.name, axis.column)]
    laid = lay_out(raw, Codebook(tuple(needed)))
    labels = ["", "", *axis.labels]
    levels = [""] * len(raw.cells)
    for row, code in zip(laid.rows, codes_of(laid.frame, axis), strict=True):
        levels[row] = labels[code]
    return levels


def _document(
    found: Themes, texts: Sequence[str], axes: Mapping[str, Sequence[str]]
) -> dict[str, object]:
    spoke = [bool(text.strip()) for text in texts]
    shares = {name: _shares(found, spoke, levels) for name, levels in axes.items()}
    ids = [theme.id for theme in found.themes]
    return {
        "themes": [
            _theme(theme) | {"by": {name: by[place] for name, by in shares.items()}}
            for place, theme in enumerate(found.themes)
        ],
        "rows": [None if place is None else ids[place] for place in found.theme_of],
        "method": found.method,
        "n": sum(spoke),
        "blank": found.blank,
        "said_nothing": found.said_nothing,
        "unplaced": found.unplaced,
        "copies": found.copies,
    }


def _theme(theme: Theme) -> dict[str, object]:
    return {
        "id": theme.id,
        "name": theme.name,
        "size": theme.size,
        "terms": [term.word for term in theme.terms],
        "voices": list(theme.rows),
        "keywords": list(theme.keywords),
        "clause": theme.clause,
        "clause_row": theme.clause_row,
        "edge": list(theme.edge_rows),
        "copies": theme.copies,
        "intents": {str(intent): number for intent, number in theme.intents},
    }


def _shares(
    found: Themes, spoke: Sequence[bool], levels: Sequence[str]
) -> list[dict[str, dict[str, float | None]]]:
    """For each theme and level: its voices `n`, and their share of those who wrote anything."""
    known = list(dict.fromkeys(level for level in levels if level.strip()))
    base = dict.fromkeys(known, 0)
    for level, said in zip(levels, spoke, strict=True):
        if level in base:
            base[level] += said
    return [
        {
            level: {
                "n": (n := sum(levels[row] == level for row in theme.rows)),
                "base": base[level],
                "share": n / base[level] if base[level] else None,
            }
            for level in known
        }
        for theme in found.themes
    ]
