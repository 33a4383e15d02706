"""guess: what each column of a file seems to be, as a codebook to correct."""

import argparse
import sys
from collections import Counter

from analysis import codebook_file, files
from analysis.codebook import Codebook, Role
from analysis.commands import arguments
from analysis.commands.output import write_bytes
from analysis.errors import AnalysisError
from analysis.guess import guess
from analysis.layout import Layout, lay_out
from analysis.raw import Raw

_SHOWN = 20
_FIRST_YEAR, _LAST_YEAR = 1950, 2200


class WrongYear(AnalysisError):
    message = "調査した年は西暦4桁で指定してください（指定された年: %(year)s）"


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "guess", help="回答ファイルの各列の意味を推定し、コードブック（YAML）に書き出します"
    )
    arguments.file(parser)
    parser.add_argument(
        "--yaml",
        metavar="OUT",
        type=arguments.path,
        required=True,
        help="書き出すコードブック（.yaml）",
    )
    parser.add_argument("--sheet", metavar="NAME", help="読み取るシート（Excelのとき）")
    parser.add_argument(
        "--as-of", metavar="YEAR", type=int, help="調査した年（生まれ年から年代を作るとき）"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> None:
    """Read, guess, write; say on the screen what was found.

    Raises:
        WrongYear, CannotWrite, and what reading a file raises.
    """
    if args.as_of is not None and not _FIRST_YEAR <= args.as_of <= _LAST_YEAR:
        raise WrongYear(year=args.as_of)
    raw = files.read(args.file, sheet=args.sheet)
    found = guess(raw, as_of=args.as_of)
    laid_out = lay_out(raw, found.codebook)
    write_bytes(args.yaml, codebook_file.dumps(found.codebook, found.reasons).encode())
    sys.stdout.write("\n".join(_summary(raw, found.codebook, laid_out)) + "\n")


def _summary(raw: Raw, book: Codebook, laid_out: Layout) -> list[str]:
    rows, columns = raw.cells.shape
    roles = Counter(variable.role for variable in book.variables)
    questions = [q for q in book.questions() if q.role is Role.QUESTION]
    multiple = sum(question.multiple for question in questions)
    texts = len(book.texts())
    counted = f"選択肢のある設問 {len(questions)}（うち複数回答 {multiple}）"
    others = f"自由記述 {texts}、数値 {len(book.numbers())}、重み {roles[Role.WEIGHT]}"
    lines = [
        f"{rows:,}行・{columns:,}列を読みました（{raw.encoding or raw.sheet}）。",
        f"属性 {len(book.axes())}、{counted}、{others}。",
    ]
    if laid_out.empty:
        lines.append(f"設問がすべて空欄の{laid_out.empty:,}行は除きます。")
    problems = [*raw.problems, *laid_out.problems]
    lines += [f"{p.line}行目 {p.column}: {p.reason}" for p in problems[:_SHOWN]]
    if len(problems) > _SHOWN:
        lines.append(f"ほかに{len(problems) - _SHOWN:,}件あります。")
    return lines
