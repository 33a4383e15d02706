"""Files to try with: answers as an office keeps them, and the example's questionnaires."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from app.clock import day_of
from app.example import asking, citizens, city, documents, last_year, officials, register
from app.example.fielded import SEED
from app.example.last_year import csv_bytes
from surveys import sheets
from surveys.base import Base
from surveys.documents import Document
from surveys.formats import FORMATS
from surveys.formats.base import Brought
from surveys.kinds import KINDS, Question
from surveys.kinds.base import Column

NOT_ASKED = "非該当"


@dataclass(frozen=True, slots=True)
class Heading:
    """The words above a column, and those of the second header row."""

    above: str
    under: str = ""


def files(now: datetime) -> Iterator[tuple[str, bytes]]:
    """(name, content) of every file; no database is needed."""
    asked = questionnaires(now)
    sample, staff = asked["citizens"].document, asked["officials"].document
    forms = [form for _, form in citizens.everybody(sample, SEED)]
    yield "市民意識調査_見本.csv", as_csv(sample, forms, "utf-8-sig")
    yield "職員アンケート_見本.csv", as_csv(staff, officials.everybody(SEED + 2), "cp932")
    yield register.NAME, register.as_csv()
    yield last_year.NAME, last_year.call(SEED + 1, asking.year_of(day_of(now)) - 1)
    for brought in asked.values():
        name = f"{brought.document.title.removesuffix('（見本）')}_見本"
        yield from ((f"{name}.{one.suffix}", one.write(brought)) for one in FORMATS.values())


def questionnaires(now: datetime) -> dict[str, Brought]:
    """The questionnaires, with the areas of a plan that lives in memory only."""
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        plan = city.plan(session, now)
        made = {name: documents.brought(session, plan, name) for name in documents.NAMES}
    engine.dispose()
    return made


def as_csv(
    document: Document, forms: Iterable[Mapping[str, Sequence[str]]], encoding: str
) -> bytes:
    """Forms as an office's CSV: two header rows, words for choices, 1 and 0 for ticks."""
    headings = [Heading("整理番号"), *(h for q in document.questions for h in _headings(q))]
    above = [heading.above for heading in headings]
    merged = ["" if n and word == above[n - 1] else word for n, word in enumerate(above)]
    rows = [merged, [heading.under for heading in headings]]
    for number, form in enumerate(forms, 1):
        rows.append([f"{number:04d}", *_row(document, form)])
    return csv_bytes(rows, encoding)


def _headings(question: Question) -> Iterator[Heading]:
    columns = _columns(question)
    if question.rows:
        yield from (Heading(question.label, row.label) for row in question.rows)
    else:
        yield from (
            Heading(question.label, column.label) if column.group else Heading(column.label)
            for column in columns
        )


def _row(document: Document, form: Mapping[str, Sequence[str]]) -> Iterator[str]:
    sheet = sheets.read(document, form)
    for question in document.questions:
        columns = _columns(question)
        if question.code not in sheet.asked:
            yield from [NOT_ASKED] * len(columns)
            continue
        cells = KINDS[question.kind].cells(question, sheet.answers)
        yield from (_words(column, cell) for column, cell in zip(columns, cells, strict=True))


def _columns(question: Question) -> list[Column]:
    return [each for each in KINDS[question.kind].columns(question) if not each.bands]


def _words(column: Column, cell: Any) -> str:
    return "" if cell is None else dict(column.levels).get(cell, str(cell))
