"""book: all questions by all axes of any file, as an Excel book and as JSON."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import reduce

from analysis import workbook
from analysis.blank_choices import blanked
from analysis.book import Book, counted, tabulated
from analysis.codebook import Codebook
from analysis.commands import arguments, sources, weighing
from analysis.commands.output import write_bytes, write_json
from analysis.commands.timing import Clock, Timed
from analysis.counting import weight_of
from analysis.lookup import find
from analysis.partitions import Partition
from analysis.tabulation import book_as_json
from analysis.tallies import THREADS, Scheme, prepare


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "book", help="すべての設問をすべての集計軸で集計し、ExcelとJSONに書き出します"
    )
    arguments.answers(parser)
    arguments.codebook(parser)
    parser.add_argument("--weight", metavar="COL", help="重みの列（コードブックの重みの代わり）")
    parser.add_argument(
        "--margins",
        metavar="M",
        type=arguments.path,
        help="母集団の表（軸・区分・人数。重みを計算します）",
    )
    parser.add_argument(
        "--limits", metavar="LOW,HIGH", default="", help="重みの下限と上限（平均の倍率。例 0.3,3）"
    )
    parser.add_argument(
        "--joint",
        metavar="AXIS,AXIS",
        action="append",
        default=[],
        help="かけ合わせる集計軸（三重クロス。例 性別,年代。何度でも書けます）",
    )
    parser.add_argument(
        "--no-answer", action="store_true", help="無回答を選択肢の1つとして割合の分母に含めます"
    )
    arguments.state(parser)
    parser.add_argument("--times", action="store_true", help="かかった時間を表示します")
    parser.add_argument(
        "--excel",
        metavar="OUT",
        type=arguments.path,
        required=True,
        help="書き出すExcelファイル（.xlsx）",
    )
    arguments.json(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> None:
    """Read, weigh, count everything, write both files.

    Raises:
        WeightUnusable, TooManyLevels, CannotWrite, and what reading a file, a codebook or margins
        raises, or weighing by them.
    """
    clock = Clock()
    source = sources.read(args.file, args.codebook)
    parts = [Timed(part) for part in source.partitions]
    made = _made(parts, source.codebook, args, clock)
    title, representative = f"集計表　{args.file.stem}", not args.open_call
    write_bytes(args.excel, workbook.write(made, title=title, representative=representative))
    write_json(args.json, book_as_json(made, representative=representative))
    arguments.hint(args)
    clock.ended("書き出し")
    if args.times:
        reading = sum(sum(part.seconds) for part in parts) / THREADS
        sys.stdout.write(f"{clock.told}。列の読み取りは数えながら 約{reading:.2f}秒\n")


def _made(
    parts: Sequence[Timed], codebook: Codebook, args: argparse.Namespace, clock: Clock
) -> Book:
    """Weigh, cross, count and test."""
    weight = find(codebook, args.weight).name if args.weight else weight_of(codebook)
    fitted = weighing.fit(parts, codebook, args, weight) if args.margins else None
    if fitted:
        codebook, weight = fitted.codebook, weight_of(fitted.codebook)
    known = reduce(sources.joined, args.joint, codebook)
    clock.ended("開く")
    prepare(sum(part.rows for part in parts) * Scheme((), known.questions()).columns)
    clock.ended("numbaの準備")
    held: Sequence[Partition] = fitted.partitions if fitted else parts
    if args.no_answer:
        held, known = blanked(held, known)
    found = counted(held, known, weight=weight)
    clock.ended("数える")
    made = replace(tabulated(found), state=arguments.state_of(args))
    clock.ended("検定と表")
    return replace(made, weighting=fitted.weighting.tables()) if fitted else made
