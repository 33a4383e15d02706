"""The arguments that commands share: the file, its codebook, and where the JSON goes."""

import argparse
import sys
from datetime import date
from pathlib import Path

from analysis.results import Stage, State

_UNDATED = (
    "いつの回答かの指定がないため、文と表に「時点の指定なし」と示しました。"
    "--as-of 2026-03-31 --stage 確定 のように指定できます（段階は確定・速報・事中）\n"
)
_UNSTAGED = (
    "段階の指定がないため「確定」として示しました。速報・事中のときは --stage で指定してください\n"
)


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
        help="集計の段階（--as-of だけのときは確定とします）",
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


def state_of(args: argparse.Namespace) -> State:
    """What was said of when; a day without a stage is taken as that of a finished survey."""
    if args.stage is None and args.as_of is not None:
        return State(Stage.FINAL, args.as_of)
    return State(Stage(args.stage) if args.stage else None, args.as_of)


def hint(args: argparse.Namespace) -> None:
    """Say what was taken for granted of when the answers are from."""
    if args.as_of is None:
        sys.stderr.write(_UNDATED)
    elif args.stage is None:
        sys.stderr.write(_UNSTAGED)


def codebook(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--codebook", metavar="CODEBOOK", type=path, help="コードブック（YAML）")


def json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--json", metavar="OUT", type=path, required=True, help="書き出すJSONファイル"
    )
