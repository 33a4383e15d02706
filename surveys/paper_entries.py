"""紙の入力: what a typist types from a sheet, line by line, becomes answers.

A line is a question, a row of a matrix or a line to write in. What stands on paper may be no
answer at all: nothing, something nobody can read, or more marks than were asked for. The first is
無回答; the others are stored as 無回答 too, and counted apart, so that a report can say how many.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from surveys import sheets
from surveys.documents import Document
from surveys.errors import N_, SurveyError
from surveys.kinds import KINDS, Choice, Question, Value, write_in
from surveys.kinds.base import Line
from surveys.kinds.text import TextTooLong

UNREADABLE, SEVERAL, OFF_PATH, ASSISTED = "unreadable", "several", "off_path", "assisted"
# All three stand on the number pad, beside the figures.
SIGNS = {"/": UNREADABLE, "*": SEVERAL}
MARKS = {
    UNREADABLE: N_("判読不能"),
    SEVERAL: N_("規定外（○が多いなど）"),
    OFF_PATH: N_("経路の外に記入"),
    ASSISTED: N_("代筆"),
}
_BETWEEN = re.compile(r"[\s,、，.・+;]+")
SHOWN = 6  # of what was typed, at most so much stands in a sentence
_SHORT = 3  # figures that a number printed before a choice may have


class NotPrinted(SurveyError):
    message = N_("「%(typed)s」という番号の選択肢はありません")


class Unparted(SurveyError):
    message = N_(
        "「%(typed)s」という番号の選択肢はありません。"
        "2桁の番号がある設問です。番号の間に空白か「.」を入れてください"
    )


class OneNumberOnly(SurveyError):
    message = N_("番号は1つだけ入力してください。紙に○が2つ以上あるときは「*」を入力します")


class NotAsAsked(SurveyError):
    message = N_("%(reason)s。紙にそう書いてあるときは「*」を入力します")


@dataclass(frozen=True, slots=True)
class Entry:
    """One sheet as it was typed.

    Attributes:
        answers: as `sheets.read` gives them.
        errors: {line: what is wrong there}; nothing is stored while there is any.
        marks: {line: UNREADABLE, SEVERAL or OFF_PATH}.
    """

    answers: dict[str, Value]
    errors: dict[str, SurveyError]
    marks: dict[str, str]


def numbered(choices: Sequence[Choice]) -> tuple[tuple[str, Choice], ...]:
    """Choices with the numbers that are printed before them.

    These are their codes, where all of them are short whole numbers; else their places, from 1.
    """
    codes = [choice.code for choice in choices]
    if all(_is_number(code) for code in codes):
        return tuple(zip(codes, choices, strict=True))
    return tuple((str(place), choice) for place, choice in enumerate(choices, 1))


def lines(question: Question) -> tuple[Line, ...]:
    """What is typed for a question."""
    name = write_in.name(question)
    beside = Line(name, N_("記入の内容"), "words", _written_in(question))
    listed = KINDS[question.kind].lines(question)
    return tuple(beside if line.name == name and not line.choices else line for line in listed)


def read(document: Document, typed: Mapping[str, str]) -> Entry:
    """Read a sheet as it was typed. On paper nothing is required, and nothing off the path counts.

    `typed` holds a text for each line; a line that is not there is blank.
    """
    said: dict[str, list[str]] = {}
    errors: dict[str, SurveyError] = {}
    marks: dict[str, str] = {}
    for question in document.questions:
        marked = _marks(question, typed)
        marks |= marked
        for line in () if marked and KINDS[question.kind].whole else lines(question):
            plain = _plain(typed.get(line.name, ""), line)
            if plain and plain not in SIGNS:
                try:
                    said[line.name] = _codes(question, line, plain)
                except SurveyError as error:
                    errors[line.name] = error
    sheet = sheets.read(_on_paper(document), said)
    for code, broken in sheet.errors.items():
        cut = isinstance(broken, TextTooLong)  # words that are too long are no fault of the sheet
        at = _line_of(document.question(code), said)
        errors.setdefault(at, broken if cut else NotAsAsked(reason=str(broken)))
    off = _off_path(document, sheet.asked, {*said, *marks, *errors})
    kept = {name: broken for name, broken in errors.items() if name not in off}
    return Entry(sheet.answers, kept, marks | dict.fromkeys(off, OFF_PATH))


def _marks(question: Question, typed: Mapping[str, str]) -> dict[str, str]:
    """{line: what the sign says that was typed in it}."""
    signs = ((line.name, _plain(typed.get(line.name, ""), line)) for line in lines(question))
    return {name: SIGNS[sign] for name, sign in signs if sign in SIGNS}


def _line_of(question: Question, said: Mapping[str, object]) -> str:
    """The line beside which it is told what is wrong with a question: the first that was typed."""
    names = [line.name for line in lines(question)]
    return next((name for name in names if name in said), names[0])


def _on_paper(document: Document) -> Document:
    """The document of which a sheet of paper may leave anything blank."""
    questions = tuple(replace(question, required=False) for question in document.questions)
    return replace(document, questions=questions)


def _off_path(document: Document, asked: frozenset[str], touched: set[str]) -> list[str]:
    return [
        line.name
        for question in document.questions
        if question.code not in asked
        for line in lines(question)
        if line.name in touched
    ]


def _plain(text: str, line: Line) -> str:
    """What was typed, in half-width where it is numbers."""
    stripped = text.strip()
    half = unicodedata.normalize("NFKC", stripped)
    return half if line.typed != "words" or half in SIGNS else stripped


def _codes(question: Question, line: Line, plain: str) -> list[str]:
    """What was typed on one line, as a form of the web would say it.

    Raises:
        NotPrinted, Unparted, OneNumberOnly
    """
    if line.typed == "words":
        return [plain]
    listed = numbered(line.choices or question.choices)
    known = {number: choice.code for number, choice in listed}
    numbers = _numbers(plain, known)
    if line.typed == "one" and len(set(numbers)) > 1:
        raise OneNumberOnly
    return [known[number] for number in numbers]


def _numbers(plain: str, known: Mapping[str, str]) -> list[str]:
    """The numbers in what was typed: 1 3 · 1.3 · 1、3, and 13 while every number has one figure.

    Raises:
        NotPrinted, Unparted
    """
    one_figure = all(len(number) == 1 for number in known)
    found: list[str] = []
    for part in filter(None, _BETWEEN.split(plain)):
        pieces: Sequence[str] = [part] if part in known or not one_figure else part
        for piece in pieces:
            if piece not in known:
                raise (NotPrinted if one_figure or len(part) < 2 else Unparted)(typed=piece[:SHOWN])
            found.append(piece)
    return found


def _written_in(question: Question) -> str:
    return next((number for number, choice in numbered(question.choices) if choice.write_in), "")


def _is_number(code: str) -> bool:
    return code.isascii() and code.isdecimal() and str(int(code)) == code and len(code) <= _SHORT
