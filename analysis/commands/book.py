"""book: all questions by all axes of any file, as an Excel book and as JSON."""

import argparse
import sys
from dataclasses import replace
from functools import reduce
from itertools import pairwise
from pathlib import Path
from time import perf_counter

from analysis import workbook
from analysis.book import counted, tabulated
from analysis.commands import arguments, sources, weighing
from analysis.commands.output import write_bytes, write_json
from analysis.commands.sources import Timed
from analysis.counting import weight_of
from analysis.lookup import find
from analysis.tabulation import book_as_json
from analysis.tallies import THREADS, prepare


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "book", help="すべての設問をすべての集計軸で集計し、ExcelとJSONに書き出します"
    )
    arguments.answers(parser)
    arguments.codebook(parser)
    parser.add_argument("--weight", metavar="COL", help="重みの列（コードブックの重みの代わり）")
    parser.add_argument(
        "--margins", metavar="M", type=Path, help="母集団の表（軸・区分・人数。重みを計算します）"
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
    arguments.state(parser)
    parser.add_argument("--times", action="store_true", help="かかった時間を表示します")
    parser.add_argument(
        "--excel", metavar="OUT", type=Path, required=True, help="書き出すExcelファイル（.xlsx）"
    )
    arguments.json(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> None:
    """Read, weigh, count everything, write both files.

    Raises:
        WeightUnusable, TooManyLevels, CannotWrite, and what reading a file, a codebook or margins
        raises, or weighing by them.
    """
    marks = [perf_counter()]
    source = sources.read(args.file, args.codebook)
    known = reduce(sources.joined, args.joint, source.codebook)
    weight = find(known, args.weight).name if args.weight else weight_of(known)
    parts = [Timed(part) for part in source.partitions]
    fitted = weighing.fit(parts, known, args, weight) if args.margins else None
    if fitted:
        known, weight = fitted.codebook, weight_of(fitted.codebook)
    marks.append(perf_counter())
    prepare(sum(part.rows for part in parts) * len(known.variables))
    marks.append(perf_counter())
    found = counted(fitted.partitions if fitted else parts, known, weight=weight)
    marks.append(perf_counter())
    made = replace(tabulated(found), state=arguments.state_of(args))
    if fitted:
        made = replace(made, weighting=fitted.weighting.tables())
    marks.append(perf_counter())
    title, representative = f"集計表　{args.file.stem}", not args.open_call
    book = workbook.write(made, title=title, representative=representative)
    write_bytes(args.excel, book)
    write_json(args.json, book_as_json(made, representative=representative))
    marks.append(perf_counter())
    if args.times:
        sys.stdout.write(_told(marks, sum(sum(part.seconds) for part in parts)))


def _told(marks: list[float], reading: float) -> str:
    """「開く 0.1秒、…」; columns are read while others are counted, by as many threads."""
    opening, preparing, counting, testing, writing = (b - a for a, b in pairwise(marks))
    columns = f"うち列の読み取り 約{reading / THREADS:.2f}秒"
    steps = [
        f"開く {opening:.2f}秒",
        f"numbaの準備 {preparing:.2f}秒",
        f"数える {counting:.2f}秒（{columns}）",
        f"検定と表 {testing:.2f}秒",
        f"書き出し {writing:.2f}秒",
    ]
    return "、".join(steps) + "\n"
