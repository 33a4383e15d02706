"""The arguments that commands share: the file, its codebook, and where the JSON goes."""

import argparse
from datetime import date
from pathlib import Path

from analysis.results import Stage, State


def path(told: str) -> Path:
    """The path somebody wrote; an empty one would be read as the folder they are in.

    Raises:
        argparse.ArgumentTypeError
    """
    if not told.strip():
        raise argparse.ArgumentTypeError("empty path")
    return Path(told)


def file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=path, help="回答のファイル（CSV・TSV・Excel）")


def answers(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file",
        metavar="FILE",
        type=path,
        help="回答のファイル（CSV・TSV・Excel）、または符号のParquetファイルかそのフォルダー",
    )


def state(parser: argparse.ArgumentParser) -> None:
    """When the answers are from, and how people were reached: what every sentence repeats."""
    parser.add_argument(
        "--stage",
        choices=[str(stage) for stage in Stage],
        default=str(Stage.FINAL),
        help="集計の段階",
    )
    parser.add_argument(
        "--as-of",
        metavar="DATE",
        type=date.fromisoformat,
        help="いつの集計か（例 2026-03-31）。文と表に示します",
    )
    parser.add_argument(
        "--open-call", action="store_true", help="公募の回答です（代表性なし）。文に示します"
    )


def state_of(args: argparse.Namespace) -> State | None:
    """What was said of when; None where no day was."""
    return None if args.as_of is None else State(Stage(args.stage), args.as_of)


def codebook(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--codebook", metavar="CODEBOOK", type=path, help="コードブック（YAML）")


def json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--json", metavar="OUT", type=path, required=True, help="書き出すJSONファイル"
    )
