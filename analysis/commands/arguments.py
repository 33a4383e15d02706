"""The arguments that commands share: the file, its codebook, and where the JSON goes."""

import argparse
from pathlib import Path


def file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="回答のファイル（CSV・TSV・Excel）")


def answers(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file",
        metavar="FILE",
        type=Path,
        help="回答のファイル（CSV・TSV・Excel）、または符号のParquetファイルかそのフォルダー",
    )


def codebook(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--codebook", metavar="CODEBOOK", type=Path, help="コードブック（YAML）")


def json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--json", metavar="OUT", type=Path, required=True, help="書き出すJSONファイル"
    )
