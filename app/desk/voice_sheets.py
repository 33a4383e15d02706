"""声の表: voices as rows of a sheet that goes out and comes back, each by a number of its own."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from analysis import files
from surveys.errors import N_, SurveyError

DIGITS = 10


class NumberUnknown(SurveyError):
    message = N_(
        "%(line)d行目の番号は、この設問の声にありません。別の設問のファイルか、番号が書き換わっています"
    )


class NumberTwice(SurveyError):
    message = N_("%(line)d行目の番号は、前の行にもあります。1つの声は1行にしてください")


@dataclass(frozen=True, slots=True)
class Form:
    """How a sheet is laid out: its title, the heads of its columns and how wide they are."""

    title: str
    head: tuple[str, ...]
    widths: tuple[int, ...]


def number_of(letter: str, code: str, response_id: int) -> str:
    """What a voice is known by in a sheet: the same in every file, and no id of anything."""
    mark = sha256(f"{code} {response_id}".encode()).hexdigest()
    return f"{letter}-{mark[:DIGITS].upper()}"


def write(book: Workbook, form: Form, rows: Iterable[Sequence[str]]) -> Worksheet:
    """A row for each voice; nothing in it is read as a formula."""
    head = book.add_format({"bold": True, "bg_color": "#E8F1FE"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet(form.title)
    for column, (name, width) in enumerate(zip(form.head, form.widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, head)
    sheet.freeze_panes(1, 0)
    for line, cells in enumerate(rows, start=1):
        for column, text in enumerate(cells):
            sheet.write_string(line, column, text, wrapped)
    return sheet


def read(
    given: bytes, name: str, wanted: Sequence[str], missing: type[SurveyError]
) -> Iterator[tuple[int, list[str]]]:
    """(line, the wanted cells) of every row below the head that says anything.

    Raises:
        `missing` where no row has all the heads, and what reading a file raises.
    """
    found = files.grid(given, name)
    places: list[int] | None = None
    for line, row in zip(found.lines, found.rows, strict=True):
        cells = [cell.strip() for cell in row]
        if places is None:
            if set(wanted) <= set(cells):
                places = [cells.index(each) for each in wanted]
        elif any(cells):
            yield line, [cells[at] if at < len(cells) else "" for at in places]
    if places is None:
        raise missing


def same(one: str, other: str) -> bool:
    """Whether a spreadsheet could have made one text of the other, turning lines and spaces."""
    return _letters(one) == _letters(other)


def _letters(words: str) -> str:
    return "".join(each for each in words if each.isalnum())
