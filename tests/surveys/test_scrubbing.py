"""Scrubbing: what was deleted can be read in no file, and what is left stands as it did."""

from collections.abc import Iterator
from pathlib import Path
from sqlite3 import Connection as Driver

import pytest
from sqlalchemy import Engine, create_engine, delete, event, func, inspect, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.database import tend
from surveys import envelopes, openings, scrubbing
from surveys.access import AccessCode
from surveys.envelopes import Draft, Envelope
from surveys.responses import Response
from surveys.scrubbing import NotScrubbed
from tests.app.attacker import files_of
from tests.surveys import sealed
from tests.surveys.sealed import NOW, Asked

NOUNS = (AccessCode, Envelope, Draft, Response)


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    """An engine that waits for nobody: a test has no time."""
    made = create_engine(database)
    tend(made)
    if made.dialect.name == "sqlite":
        event.listen(made, "connect", _in_a_hurry)
    yield made
    made.dispose()


def _in_a_hurry(connection: Driver, _record: object) -> None:
    connection.execute("PRAGMA busy_timeout = 50")


@pytest.fixture
def one(engine: Engine, tmp_path: Path) -> Asked:
    """Twenty were opened, five wait, one is being written, five codes are left."""
    with Session(engine, expire_on_commit=False) as session:
        made = sealed.published(session, tmp_path / "keys")
        sealed.many(session, made, 20)
        openings.open_batch(
            session, made.questionnaire, made.private, mask=str, now=NOW, last=False
        )
        sealed.many(session, made, 5, first=20)
        (code, *_) = made.codes(session, 5)
        envelopes.save_draft(session, made.questionnaire, made.keys, (code, "ことば"), {})
        session.commit()
    return made


def _rows(engine: Engine) -> list[list[tuple[object, ...]]]:
    tables = [noun.metadata.tables[noun.__tablename__] for noun in NOUNS]
    listed = [select(table).order_by(*table.primary_key) for table in tables]
    with engine.connect() as connection:
        return [[tuple(row) for row in connection.execute(rows)] for rows in listed]


def test_all_that_is_left_stands_as_it_did_and_doing_it_again_does_no_harm(
    engine: Engine, one: Asked
) -> None:
    before = _rows(engine)
    indexes = _indexes(engine)

    scrubbing.scrub(engine)
    scrubbing.scrub(engine)

    assert _rows(engine) == before
    assert [len(rows) for rows in before] == [30, 25, 1, 20]
    assert _indexes(engine) == indexes
    with Session(engine) as session, session.begin():
        kept = session.scalars(select(Envelope).limit(1)).one()
        with pytest.raises(IntegrityError), session.begin_nested():
            session.add(_twin(kept))


def _indexes(engine: Engine) -> set[str | None]:
    look = inspect(engine)
    found = [look.get_indexes(noun.__tablename__) for noun in NOUNS]
    return {index["name"] for indexes in found for index in indexes}


def _twin(kept: Envelope) -> Envelope:
    return Envelope(
        key_hmac=b"t" * 32,
        questionnaire_id=kept.questionnaire_id,
        receipt_hmac=kept.receipt_hmac,
        idempotency_hmac=b"t" * 32,
    )


def test_connections_that_rest_in_the_pool_keep_nothing(engine: Engine, one: Asked) -> None:
    resting = [engine.connect() for _ in range(4)]
    for each in resting:
        each.execute(select(func.count()).select_from(Envelope))
        each.close()

    scrubbing.scrub(engine)

    if engine.dialect.name == "sqlite":
        assert Path(f"{engine.url.database}-wal").stat().st_size == 0


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_deleted_answer_is_in_no_file_though_an_older_reader_is_about(
    engine: Engine, one: Asked
) -> None:
    mark = "声0007".encode("unicode_escape")
    with engine.connect() as reader, engine.connect() as connection:
        reader.execution_options(isolation_level="REPEATABLE READ")
        reader.execute(text("SELECT 1 FROM plan"))
        assert mark in files_of(connection)
        connection.rollback()
        with Session(engine) as session:
            session.execute(delete(Response))
            session.commit()

        scrubbing.scrub(engine)

        assert mark not in files_of(connection)


def test_scrubbing_waits_for_who_is_reading(
    engine: Engine, one: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scrubbing, "PATIENCE", "50ms")
    with Session(engine) as reader:
        reader.scalars(select(Envelope.key_hmac)).all()
        with pytest.raises(NotScrubbed):
            scrubbing.scrub(engine)
    scrubbing.scrub(engine)
