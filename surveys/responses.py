"""回答票: opened or imported responses, in batches that are never changed again."""

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    UniqueConstraint,
    func,
    insert,
    select,
)
from sqlalchemy.orm import Mapped, Session, deferred, mapped_column

from surveys.base import Base
from surveys.kinds import KINDS, Question, Value
from surveys.questionnaires import Questionnaire, QuestionnaireVersion

NOT_ASKED = "__not_asked__"
ResponseId = BigInteger().with_variant(Integer(), "sqlite")
AT_ONCE = 500


class Batch(Base):
    """開封分: the responses that were opened, or imported, together. It keeps no time."""

    __tablename__ = "batch"
    __table_args__ = (UniqueConstraint("questionnaire_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    questionnaire_id: Mapped[int] = mapped_column(
        ForeignKey("questionnaire.id", ondelete="CASCADE"), index=True
    )
    version_id: Mapped[int] = mapped_column(ForeignKey("questionnaire_version.id"))
    number: Mapped[int]


class Response(Base):
    """回答票: one sheet's answers. Its id is random and its row order says nothing."""

    __tablename__ = "response"

    id: Mapped[int] = mapped_column(ResponseId, primary_key=True, autoincrement=False)
    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id", ondelete="CASCADE"), index=True)
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)


class Partition(Base):
    """A batch as one columnar file (Parquet), kept in the database so that backups cover it.

    Coded answers only; the bytes are made by the web face, which knows the analysis.
    """

    __tablename__ = "partition"

    batch_id: Mapped[int] = mapped_column(
        ForeignKey("batch.id", ondelete="CASCADE"), primary_key=True
    )
    fingerprint: Mapped[str] = mapped_column(String(64))
    data: Mapped[bytes] = deferred(mapped_column(LargeBinary))


@dataclass(frozen=True, slots=True)
class Row:
    """One response as the analysis sees it: its id, and {column name: cell}."""

    id: int
    cells: Mapping[str, object]


def add_batch(
    session: Session,
    version: QuestionnaireVersion,
    sheets: Iterable[Mapping[str, Value | None]],
) -> Batch:
    """Store sheets as a new batch, under random ids and sorted by them.

    `sheets` holds {question code: value}; a question without an entry is 無回答, and None says
    非該当 where no rule of the document can: an imported file has no branching to recompute it.
    """
    batches = select(func.max(Batch.number)).where(
        Batch.questionnaire_id == version.questionnaire_id
    )
    batch = Batch(
        questionnaire_id=version.questionnaire_id,
        version_id=version.id,
        number=(session.scalar(batches) or 0) + 1,
    )
    session.add(batch)
    session.flush()
    rows = [
        {"id": secrets.randbits(62), "batch_id": batch.id, "answers": dict(sheet)}
        for sheet in sheets
    ]
    rows.sort(key=lambda row: int(str(row["id"])))
    for start in range(0, len(rows), AT_ONCE):
        session.execute(insert(Response), rows[start : start + AT_ONCE])
    return batch


def number(session: Session, questionnaire: Questionnaire) -> int:
    """Count the responses that can be analysed so far."""
    mine = (
        select(func.count(Response.id))
        .join(Batch, Batch.id == Response.batch_id)
        .where(Batch.questionnaire_id == questionnaire.id)
    )
    return session.scalar(mine) or 0


def batches(session: Session, questionnaire: Questionnaire) -> list[Batch]:
    """List the batches in the order they were opened."""
    mine = select(Batch).where(Batch.questionnaire_id == questionnaire.id)
    return list(session.scalars(mine.order_by(Batch.number)))


def rows(session: Session, batch: Batch, questions: Iterable[Question]) -> Iterator[Row]:
    """Yield a batch's responses as rows of cells, ordered by their random ids."""
    asked = [
        (q.code, KINDS[q.kind], q, [c.name for c in KINDS[q.kind].columns(q) if not c.bands])
        for q in questions
    ]
    mine = select(Response.id, Response.answers).where(Response.batch_id == batch.id)
    for response_id, answers in session.execute(mine.order_by(Response.id)):
        cells: dict[str, object] = {}
        for code, kind, question, columns in asked:
            if code in answers and answers[code] is None:
                cells.update(dict.fromkeys(columns, NOT_ASKED))
            else:
                cells.update(zip(columns, kind.cells(question, answers.get(code)), strict=True))
        yield Row(response_id, cells)


def texts(session: Session, questionnaire: Questionnaire, code: str) -> list[tuple[int, str]]:
    """List (response id, text) of one free-text question, blank ones left out, by id.

    The text is picked here, not by a JSON path: SQLite compares a path with the escaped letters
    of a key, so that a code with Japanese letters or quotes would never be found.
    """
    mine = (
        select(Response.id, Response.answers)
        .join(Batch, Batch.id == Response.batch_id)
        .where(Batch.questionnaire_id == questionnaire.id)
        .order_by(Response.id)
    )
    return [
        (found, text) for found, answers in session.execute(mine) if (text := answers.get(code))
    ]


def words(
    session: Session, questionnaire: Questionnaire, code: str, ids: Sequence[int]
) -> dict[int, str]:
    """The texts of one free-text question in these responses, by response id."""
    found: dict[int, str] = {}
    for start in range(0, len(ids), AT_ONCE):
        mine = (
            select(Response.id, Response.answers)
            .join(Batch, Batch.id == Response.batch_id)
            .where(Batch.questionnaire_id == questionnaire.id)
            .where(Response.id.in_(ids[start : start + AT_ONCE]))
        )
        for each, answers in session.execute(mine):
            if text := answers.get(code):
                found[each] = text
    return found


def text_numbers(
    session: Session, questionnaire: Questionnaire, codes: Sequence[str]
) -> dict[str, int]:
    """How many responses have a text in each of these free-text questions."""
    mine = (
        select(Response.answers)
        .join(Batch, Batch.id == Response.batch_id)
        .where(Batch.questionnaire_id == questionnaire.id)
    )
    counted = dict.fromkeys(codes, 0)
    for answers in session.scalars(mine) if codes else ():
        for code in codes:
            counted[code] += bool(answers.get(code))
    return counted
