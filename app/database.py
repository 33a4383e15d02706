"""How the house speaks to SQLite: nothing lost, foreign keys kept, writers in line."""

import sqlite3

from flask import Flask, has_request_context, request
from sqlalchemy import Connection, Engine, event
from sqlalchemy.orm import Session

from app.extensions import db
from surveys import (
    access,
    alarms,
    audit,
    editions,
    envelopes,
    imports,
    issues,
    margins,
    openings,
    orientations,
    plans,
    questionnaires,
    responses,
    returns,
    revisions,
    runs,
    sign_ins,
    staff,
    theme_steps,
    translations,
    voices,
    weightings,
)

# Every noun that has tables: with this list the one metadata is whole.
NOUNS = (
    *(plans, questionnaires, imports, responses, voices, issues, editions, runs),
    *(access, envelopes, openings, returns, margins, weightings, orientations),
    *(theme_steps, revisions, translations, alarms),
    *(staff, sign_ins, audit),
)

READING = {"GET", "HEAD", "OPTIONS"}
PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",  # an answer that was acknowledged survives a power cut
    "foreign_keys = ON",
    "busy_timeout = 10000",
    "secure_delete = ON",  # a draft or an envelope that is deleted is written over with zeros
)


def init_app(app: Flask) -> None:
    with app.app_context():
        tend(db.engine)


def tend(engine: Engine) -> None:
    """Hold a SQLite engine to the house's rules; others have them by nature."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)


def begin_writing(session: Session) -> None:
    """Start the next transaction as a writer's, for jobs and commands that read before they write.

    A SQLite reader that turns writer fails when someone else wrote in between, and waiting
    does not help it. End the transaction before (`commit`, `rollback`), or this does nothing.
    """
    session.connection(execution_options={"writes": True})


def begin_reading(session: Session) -> None:
    """Start the next transaction as a reader's, even where a form was sent.

    For a job that is done at once: its progress is written through another connection.
    """
    session.connection(execution_options={"writes": False})


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # the driver's own BEGIN would come too late
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    posted = has_request_context() and request.method not in READING
    writes = connection.get_execution_options().get("writes", posted)
    if writes:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.connection.cursor().execute(
            "BEGIN"
        )  # waits for nobody: there is no error to say
