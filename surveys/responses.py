"""回答票: opened or imported responses, in batches that are never changed again."""

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    UniqueConstraint,
    false,
    func,
    insert,
    select,
)
from sqlalchemy.orm import Mapped, Session, deferred, mapped_column

from surveys.base import Base
from surveys.documents import Document
from surveys.kinds import KINDS, Column, Question, Value
from surveys.questionnaires import Questionnaire, QuestionnaireVersion

NOT_ASKED = "__not_asked__"
SCRUBBING, OPENED = "scrubbing", "opened"
ResponseId = BigInteger().with_variant(Integer(), "sqlite")
AT_ONCE = 500


class Batch(Base):
    """開封分: the responses that were opened, or imported, together. It keeps no time.

    `scrubbing` until the envelopes it came from are erased from the disk, too.
    """

    __tablename__ = "batch"
    __table_args__ = (
        UniqueConstraint("questionnaire_id", "number"),
        CheckConstraint("state IN ('scrubbing','opened')", name="state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    questionnaire_id: Mapped[int] = mapped_column(
        ForeignKey("questionnaire.id", ondelete="CASCADE"), index=True
    )
    number: Mapped[int]
    state: Mapped[str] = mapped_column(String(10), default=OPENED, server_default=OPENED)


class Response(Base):
    """回答票: one sheet's answers. Its id is random and its row order says nothing.

    `apart`: only a text of a member of staff, kept apart from the sheet it was written on; it is
    a voice, and counts in no table.
    """

    __tablename__ = "response"

    id: Mapped[int] = mapped_column(ResponseId, primary_key=True, autoincrement=False)
    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id", ondelete="CASCADE"), index=True)
    version_id: Mapped[int] = mapped_column(
        ForeignKey("questionnaire_version.id", ondelete="CASCADE"), index=True
    )
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)
    apart: Mapped[bool] = mapped_column(default=False, server_default=false())


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
    """Store sheets of one version as a new batch; see `add`."""
    batch = new_batch(session, version.questionnaire_id)
    add(session, batch, ((version.id, sheet) for sheet in sheets))
    return batch


def new_batch(session: Session, questionnaire_id: int, state: str = OPENED) -> Batch:
    """Begin the next batch of a questionnaire."""
    batches = select(func.max(Batch.number)).where(Batch.questionnaire_id == questionnaire_id)
    batch = Batch(
        questionnaire_id=questionnaire_id,
        number=(session.scalar(batches) or 0) + 1,
        state=state,
    )
    session.add(batch)
    session.flush()
    return batch


def add(
    session: Session,
    batch: Batch,
    sheets: Iterable[tuple[int, Mapping[str, Value | None]]],
    *,
    apart: bool = False,
) -> list[int]:
    """Store sheets, each with the id of its version, under random ids and sorted by them.

    Returns:
        the ids, in the order of `sheets`.

    A sheet is {answer's name: value}; without an entry it is 無回答, and None says 非該当 where no
    rule of the document can: an imported file has no branching to recompute it.
    """
    rows = [
        {
            "id": secrets.randbits(62),
            "batch_id": batch.id,
            "version_id": version_id,
            "answers": dict(sheet),
            "apart": apart,
        }
        for version_id, sheet in sheets
    ]
    ids = [int(str(row["id"])) for row in rows]
    rows.sort(key=lambda row: int(str(row["id"])))
    for start in range(0, len(rows), AT_ONCE):
        session.execute(insert(Response), rows[start : start + AT_ONCE])
    return ids


def number(session: Session, questionnaire: Questionnaire) -> int:
    """Count the responses that can be analysed so far."""
    mine = (
        select(func.count(Response.id))
        .join(Batch, Batch.id == Response.batch_id)
        .where(Batch.questionnaire_id == questionnaire.id, ~Response.apart)
    )
    return session.scalar(mine) or 0


def batches(session: Session, questionnaire: Questionnaire) -> list[Batch]:
    """List the batches in the order they were opened."""
    mine = select(Batch).where(Batch.questionnaire_id == questionnaire.id)
    return list(session.scalars(mine.order_by(Batch.number)))


def rows(session: Session, batch: Batch, document: Document) -> Iterator[Row]:
    """Yield a batch's responses as rows of cells of `document`, ordered by their random ids.

    非該当 is recomputed: what a response's own version did not ask or offer, or its rules did not
    lead to.
    """
    laid = [(q, KINDS[q.kind], _uncut(q)) for q in document.questions]
    versions = _versions(session, batch)
    later = {each: _not_offered(document, own) for each, own in versions.items()}
    mine = select(Response.id, Response.version_id, Response.answers)
    mine = mine.where(Response.batch_id == batch.id, ~Response.apart).order_by(Response.id)
    for response_id, version_id, answers in session.execute(mine):
        asked = versions[version_id].asked(answers)
        cells: dict[str, object] = {}
        for question, kind, columns in laid:
            if question.code not in asked or answers.get(question.code, "") is None:
                cells.update(dict.fromkeys(columns, NOT_ASKED))
            else:
                cells.update(zip(columns, kind.cells(question, answers), strict=True))
        yield Row(response_id, cells | later[version_id])


def _uncut(question: Question) -> list[str]:
    """The names of the columns a question gives that are not cut from another."""
    return [each.name for each in KINDS[question.kind].columns(question) if not each.bands]


def _not_offered(document: Document, own: Document) -> dict[str, object]:
    """The columns that a correction added: a choice or a line that `own` did not have yet."""
    had = {column.name for column in _columns(own)}
    added = [column.name for column in _columns(document) if column.name not in had]
    return dict.fromkeys(added, NOT_ASKED)


def _columns(document: Document) -> Iterator[Column]:
    """The columns somebody is asked; what follows from another column is left out."""
    for question in document.questions:
        for column in KINDS[question.kind].columns(question):
            if column.source is None:
                yield column


def _versions(session: Session, batch: Batch) -> dict[int, Document]:
    mine = select(QuestionnaireVersion).where(
        QuestionnaireVersion.questionnaire_id == batch.questionnaire_id
    )
    return {version.id: version.parsed for version in session.scalars(mine)}


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


def written(session: Session, batch: Batch) -> list[tuple[int, Mapping[str, Any]]]:
    """The (response id, answers) of one batch, by id."""
    mine = select(Response.id, Response.answers).where(Response.batch_id == batch.id)
    return [(each, answers) for each, answers in session.execute(mine.order_by(Response.id))]


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


def apart(session: Session, questionnaire: Questionnaire) -> list[int]:
    """The ids of the texts that are kept apart from their sheets."""
    mine = select(Response.id).join(Batch, Batch.id == Response.batch_id)
    mine = mine.where(Batch.questionnaire_id == questionnaire.id, Response.apart)
    return list(session.scalars(mine.order_by(Response.id)))


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
