"""book: all questions by all axes of any file, as an Excel book and as JSON."""

import argparse
from pathlib import Path

from analysis import codebook_file, files, workbook
from analysis.book import book
from analysis.commands import arguments
from analysis.commands.output import write_bytes, write_json
from analysis.counting import weight_of
from analysis.guess import guess
from analysis.layout import lay_out
from analysis.tabulation import book_as_json


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "book", help="すべての設問をすべての集計軸で集計し、ExcelとJSONに書き出します"
    )
    arguments.file(parser)
    arguments.codebook(parser)
    parser.add_argument(
        "--excel", metavar="OUT", type=Path, required=True, help="書き出すExcelファイル（.xlsx）"
    )
    arguments.json(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> None:
    """Read, count everything, write both files.

    Raises:
        WeightUnusable, CannotWrite, and what reading a file or a codebook raises.
    """
    raw = files.read(args.file)
    known = codebook_file.read(args.codebook) if args.codebook else guess(raw).codebook
    made = book(lay_out(raw, known).frame, known, weight=weight_of(known))
    write_bytes(args.excel, workbook.write(made, title=f"集計表　{args.file.stem}"))
    write_json(args.json, book_as_json(made))
