"""A document becomes a codebook; each batch of responses one columnar partition, made once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.axes import banded
from analysis.codebook import (
    FIRST_LEVEL,
    NOT_ASKED,
    TICK_LEVELS,
    Codebook,
    Factor,
    Measure,
    Role,
    Score,
    Variable,
    answered,
    codes_of,
    column_of,
)
from analysis.factors import with_factors
from analysis.years import by_year
from app.bridge.bringing import PARTS
from surveys import questionnaires, responses, rule_words, translations
from surveys.documents import Document
from surveys.kinds import KINDS, Column, Question
from surveys.questionnaires import NothingAsked, Questionnaire
from surveys.responses import Batch, Partition

IDS = "__response__"
ROLES = {part: role for role, part in PARTS.items()}


@dataclass(frozen=True, slots=True)
class Answers:
    """A questionnaire's responses, ready to be analysed.

    Attributes:
        frame: one row a response, in the order of `ids`.
        codebook: what its columns mean.
        ids: the responses' random ids.
        fingerprint: of all partitions, the texts kept apart and the document: equal answers,
            equal fingerprint.
        translated: the responses with something that was written in another language.
    """

    frame: pd.DataFrame
    codebook: Codebook
    ids: tuple[int, ...]
    fingerprint: str
    translated: frozenset[int] = frozenset()


# ---- a document becomes a codebook ---------------------------------------------------------------


def codebook(asked: Sequence[Question]) -> Codebook:
    """What the columns mean that these questions give."""
    return Codebook(
        tuple(
            _variable(question, column)
            for question in asked
            for column in KINDS[question.kind].columns(question)
        )
    )


def _variable(question: Question, column: Column) -> Variable:
    # A weight or an amount is no axis, but the generation cut from an age is.
    role = Role.ATTRIBUTE if column.bands else ROLES[question.part]
    return Variable(
        name=column.name,
        label=column.label,
        measure=Measure(column.measure),
        levels=TICK_LEVELS if column.measure == "tick" else column.levels,
        role=role,
        group=column.group,
        group_label=question.label if column.group else None,
        exclusive=column.exclusive,
        column=column.source,
        bands=column.bands,
        as_of=question.as_of if column.bands else None,
        labelled=question.labelled,
        reverse=question.reverse,
        off_scale=_off_scale(question, column),
        score=Score(column.score),
        most=column.most,
    )


def _off_scale(question: Question, column: Column) -> tuple[str, ...]:
    """The levels of a scale that are no step of it."""
    if column.bands or column.measure != "ordinal":
        return ()
    listed = (*question.choices, *question.others)
    beside = {(choice.code, choice.label) for choice in listed if choice.beside}
    return tuple(level[0] for level in column.levels if level in beside)


# ---- responses become partitions, partitions a frame ---------------------------------------------


def answers(session: Session, questionnaire: Questionnaire) -> Answers:
    """All responses of a questionnaire, without the words of its free text (see `texts`).

    Its partitions were made when their batches were; they are read from the database once in
    the life of the process. A questionnaire nobody has answered yet has an empty frame.
    """
    book = codebook(asked(session, questionnaire))
    tables = [_columns(session, each) for each in _prints(session, questionnaire)]
    ids = tuple(int(each) for table in tables for each in table[IDS])
    frame, book = by_year(_frame(book, tables, len(ids)), book)
    frame, book = with_factors(frame, book, _factors(session, questionnaire))
    mark = fingerprint(session, questionnaire)
    return Answers(frame, book, ids, mark, translations.of_whom(session, questionnaire))


def fingerprint(session: Session, questionnaire: Questionnaire) -> str:
    """The fingerprint of all responses, without laying them out."""
    said = repr((asked(session, questionnaire), _factors(session, questionnaire)))
    apart = repr(responses.apart(session, questionnaire))
    prints = _prints(session, questionnaire)
    return sha256("".join([*prints, said, apart]).encode()).hexdigest()


def asked(session: Session, questionnaire: Questionnaire) -> tuple[Question, ...]:
    """The questions as they are now; none while a draft has no document yet."""
    document = _document(session, questionnaire)
    return rule_words.in_tables(document).asking if document else ()


def _document(session: Session, questionnaire: Questionnaire) -> Document | None:
    try:
        return questionnaires.current(session, questionnaire)
    except NothingAsked:
        return None


def _factors(session: Session, questionnaire: Questionnaire) -> tuple[Factor, ...]:
    """What the questionnaire says is told together, in the words of the analysis."""
    document = _document(session, questionnaire)
    listed = document.factors if document else ()
    return tuple(Factor(f.code, f.label, f.items, f.reversed, f.source) for f in listed)


def base(found: Answers, question: Question) -> int | None:
    """How many answered a question; None for free text, whose words are not in the frame."""
    variables = [found.codebook.get(each.name) for each in codebook((question,)).variables]
    if all(variable.measure is Measure.TEXT for variable in variables):
        return None
    held = [answered(found.frame, variable) for variable in variables if not variable.bands]
    return int(np.logical_or.reduce(held).sum())


def with_texts(found: Answers, said: Mapping[str, Mapping[int, str]]) -> Answers:
    """The same answers with what was `said` to each free-text question, by response, filled in.

    Texts kept apart from their sheets follow as rows of their own, in which everything else is
    非該当: they are voices, and nobody who responded.
    """
    known = set(found.ids)
    apart = sorted({each for texts in said.values() for each in texts} - known)
    ids = (*found.ids, *apart)
    place = {response_id: row for row, response_id in enumerate(ids)}
    filled = _lengthened(found, len(apart))
    for name, texts in said.items():
        words: list[str | None] = [None] * len(ids)
        for response_id, text in texts.items():
            words[place[response_id]] = text
        filled[name] = pd.Series(words, dtype=object)
    return replace(found, frame=filled, ids=ids)


def _prints(session: Session, questionnaire: Questionnaire) -> list[str]:
    """The fingerprints of its partitions, in the order of the batches."""
    mine = select(Partition.fingerprint).join(Batch, Batch.id == Partition.batch_id)
    mine = mine.where(Batch.questionnaire_id == questionnaire.id)
    return list(session.scalars(mine.order_by(Batch.number)))


def _lengthened(found: Answers, more: int) -> pd.DataFrame:
    """A copy of the frame with rows at its end in which nothing was asked."""
    if not more:
        return found.frame.copy()
    made: dict[str, Any] = {}
    for variable in found.codebook.variables:
        column = found.frame[variable.name]
        if variable.measure is Measure.NUMBER:
            made[variable.name] = np.append(column.to_numpy(dtype=float), np.full(more, -np.inf))
        elif variable.has_levels:
            codes = np.append(codes_of(found.frame, variable), np.zeros(more, dtype=int))
            made[variable.name] = column_of(variable, codes)
        else:
            made[variable.name] = np.append(column.to_numpy(), np.full(more, None, dtype=object))
    return pd.DataFrame(made, index=range(len(found.frame) + more))


def make_partition(session: Session, batch: Batch, document: Document) -> Partition:
    """Write a batch's coded answers as one Parquet file beside it, in the place of an older one."""
    book = codebook(document.questions)
    rows = list(responses.rows(session, batch, document))
    columns: dict[str, pa.Array] = {IDS: pa.array([row.id for row in rows], pa.int64())}
    for variable in book.variables:
        if variable.measure is Measure.TEXT or variable.bands:
            continue
        cells = [row.cells[variable.name] for row in rows]
        columns[variable.name] = _coded(variable, cells)
    out = BytesIO()
    pq.write_table(pa.table(columns), out, compression="zstd")
    data = out.getvalue()
    mark = sha256(data).hexdigest()
    made = session.merge(Partition(batch_id=batch.id, fingerprint=mark, data=data))
    session.flush()
    return made


def renew_partitions(session: Session, questionnaire: Questionnaire) -> None:
    """Write every partition by the newest version: a correction may have added choices."""
    document = questionnaires.latest(session, questionnaire).parsed
    for batch in responses.batches(session, questionnaire):
        make_partition(session, batch, document)


def _coded(variable: Variable, cells: Sequence[object]) -> pa.Array:
    if variable.measure is Measure.NUMBER:
        return pa.array([_float(cell) for cell in cells], pa.float64())
    places: dict[object, int] = {None: 1, NOT_ASKED: 0}
    places |= {code: place for place, code in enumerate(variable.codes, FIRST_LEVEL)}
    narrow = pa.uint8() if len(places) <= 256 else pa.uint16()
    return pa.array([places[cell] for cell in cells], narrow)


def _float(cell: object) -> float:
    if cell == NOT_ASKED:
        return float("-inf")
    return float("nan") if cell is None else float(str(cell))


def _columns(session: Session, fingerprint: str) -> Mapping[str, np.ndarray]:
    known = _cache(fingerprint)
    if not known:
        held = select(Partition.data).where(Partition.fingerprint == fingerprint).limit(1)
        table = pq.read_table(BytesIO(session.scalars(held).one()))
        known.update({name: table[name].to_numpy() for name in table.column_names})
    return known


@lru_cache(maxsize=64)
def _cache(_fingerprint: str) -> dict[str, np.ndarray]:
    """The columns of a partition, filled when it is first read; equal bytes, equal columns."""
    return {}


def _frame(book: Codebook, tables: Sequence[Mapping[str, np.ndarray]], n: int) -> pd.DataFrame:
    made: dict[str, Any] = {}
    for variable in book.variables:
        if variable.bands:
            codes = banded(made[variable.column or ""], variable.bands, variable.as_of)
            made[variable.name] = column_of(variable, codes)
        elif variable.measure is Measure.TEXT:
            made[variable.name] = np.full(n, None, dtype=object)
        else:
            blank = np.nan if variable.measure is Measure.NUMBER else 0
            parts = [
                table[variable.name] if variable.name in table else np.full(len(table[IDS]), blank)
                for table in tables
            ]
            values = np.concatenate(parts) if parts else np.zeros(0)
            numeric = variable.measure is Measure.NUMBER
            made[variable.name] = values if numeric else column_of(variable, values)
    return pd.DataFrame(made, index=range(n))
