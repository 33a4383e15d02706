"""crosstab: one question by one axis, or by two at once, of any file, without the web."""

import argparse
from dataclasses import replace
from typing import TypedDict

import pandas as pd

from analysis import codebook_file, files
from analysis.codebook import Codebook, Measure, Role, Variable
from analysis.commands import arguments
from analysis.commands.output import write_json
from analysis.crosstab import crosstab
from analysis.disclosure import PUBLIC, guard
from analysis.errors import AnalysisError
from analysis.guess import guess
from analysis.layout import lay_out
from analysis.raw import Raw
from analysis.sentences.grammar import Told
from analysis.tabulation import crosstab_as_json, state_as_json, threeway_as_json
from analysis.threeway import guarded, threeway

MOST_AXES = 2


class TooManyAxes(AnalysisError):
    message = "--axis が%(number)d個あります。1つの表でかけ合わせられるのは%(most)dつまでです"


class _Asked(TypedDict):
    question: str
    weight: str | None


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "crosstab", help="設問を集計軸で分けて数え、検定の結果とともにJSONに書き出します"
    )
    arguments.file(parser)
    parser.add_argument(
        "--axis",
        metavar="COL",
        required=True,
        action="append",
        help="集計軸（表側）の列、または複数回答の名前。2度書くと三重クロス（外側、内側の順）",
    )
    parser.add_argument(
        "--question", metavar="COL", required=True, help="設問（表頭）の列、または複数回答の名前"
    )
    parser.add_argument("--weight", metavar="COL", help="重みの列")
    arguments.codebook(parser)
    parser.add_argument(
        "--publish", action="store_true", help="公表用に、少人数のセルと行を伏せます"
    )
    arguments.state(parser)
    arguments.json(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> None:
    """Count, test, write. Without a codebook the levels are the cells as they stand.

    Raises:
        TooManyAxes, SameAxis, TooManyLevels, UnknownVariable, WrongMeasure, WeightUnusable,
        CannotWrite, and what reading raises.
    """
    if len(args.axis) > MOST_AXES:
        raise TooManyAxes(number=len(args.axis), most=MOST_AXES)
    frame, book, (*axes, question) = _laid_out(args)
    asked: _Asked = {"question": question, "weight": args.weight}
    said: Told = {"state": arguments.state_of(args), "representative": not args.open_call}
    if len(axes) == MOST_AXES:
        both = threeway(frame, book, axes=(axes[0], axes[1]), **asked)
        made = threeway_as_json(guarded(both, PUBLIC) if args.publish else both, **said)
    else:
        table = crosstab(frame, book, axis=axes[0], **asked)
        made = crosstab_as_json(guard(table, PUBLIC) if args.publish else table, **said)
    write_json(args.json, {"state": state_as_json(said["state"]), **made})
    arguments.hint(args)


def _laid_out(args: argparse.Namespace) -> tuple[pd.DataFrame, Codebook, list[str]]:
    """The columns that are counted, what they mean, and the names of the axes and the question."""
    raw = files.read(args.file)
    read = codebook_file.read(args.codebook) if args.codebook else guess(raw).codebook
    book, names = read, []
    for name in (*args.axis, args.question):
        known, variable = _found(raw, read, name, as_they_stand=args.codebook is None)
        book = book if variable is None else book.with_variable(variable)
        names.append(known)
    if args.weight:
        book = _weighing(book, raw, args.weight)
    book = _only(book, [*names, args.weight])
    return lay_out(raw, book).frame, book, names


def _only(book: Codebook, names: list[str | None]) -> Codebook:
    """The variables that are counted, so that no other column can keep a row out."""
    return Codebook(tuple(v for v in book.variables if v.name in names or v.group in names))


def _found(
    raw: Raw, book: Codebook, name: str, *, as_they_stand: bool
) -> tuple[str, Variable | None]:
    """The name under which the codebook can count `name`, and what it must mean for that."""
    found = codebook_file.find(book, name)
    if not isinstance(found, Variable) or found.bands or found.separator:
        return found.name, None
    if found.measure is not Measure.TICK and not as_they_stand:
        return found.name, None
    role = found.role if found.role is not Role.IGNORE else Role.QUESTION
    plain = replace(
        found,
        measure=Measure.NOMINAL,
        role=role,
        levels=_levels(raw.cells[found.column or found.name], found),
        group=None,
        group_label=None,
    )
    return found.name, plain


def _levels(cells: pd.Series, variable: Variable) -> tuple[tuple[str, str], ...]:
    """The different cells: numbers in their order, then words as they first appear."""
    blank = {"", *variable.no_answer, *variable.not_asked}
    words = [str(cell) for cell in dict.fromkeys(cells) if str(cell) not in blank]
    ticked = variable.measure is Measure.TICK
    labels = {} if ticked else dict(variable.levels)
    numbers = sorted((word for word in words if _number(word) is not None), key=_order)
    others = [word for word in words if _number(word) is None]
    return tuple((word, labels.get(word, word)) for word in [*numbers, *others])


def _order(word: str) -> tuple[float, str]:
    return _number(word) or 0.0, word


def _number(word: str) -> float | None:
    try:
        return float(word)
    except ValueError:
        return None


def _weighing(book: Codebook, raw: Raw, name: str) -> Codebook:
    """The codebook with `name` as its weight, whatever the guess took it for."""
    found = codebook_file.find(book, name)
    if isinstance(found, Variable):
        plain = Variable(found.name, found.label, Measure.NUMBER, role=Role.WEIGHT)
        return book.with_variable(plain)
    return book
