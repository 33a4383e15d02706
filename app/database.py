"""How the house speaks to its database: nothing lost, SQLite's writers in line, dead lines left."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from select import POLLIN, poll
from typing import Any

from flask import Flask, has_request_context, request
from sqlalchemy import Engine, PoolProxiedConnection, event
from sqlalchemy.exc import DisconnectionError, OperationalError
from sqlalchemy.orm import Session

from app.extensions import db
from surveys import (
    access,
    alarms,
    announcements,
    audit,
    bundles,
    calls,
    comment_files,
    cover_letters,
    departments,
    draft_steps,
    edition_files,
    editions,
    envelopes,
    field_assignments,
    guesses,
    imports,
    inquiries,
    inquiry_answers,
    introductions,
    issue_comments,
    issue_drafts,
    issue_evidence,
    issue_steps,
    issues,
    margins,
    offer_windows,
    offers,
    openings,
    opinion_groups,
    opinion_steps,
    orientations,
    outcomes,
    paper_intakes,
    paper_sheets,
    place_maps,
    plans,
    priority_weights,
    public_comments,
    questionnaires,
    reminders,
    responses,
    returns,
    revisions,
    runs,
    sample_designs,
    sign_ins,
    staff,
    statistics,
    theme_steps,
    translations,
    voice_marks,
    voices,
    weightings,
)
from surveys.workshops import (
    board_steps,
    crossings,
    groups,
    ideas,
    materials,
    participants,
    phases,
    slips,
    tables,
    votes,
    workshops,
)

# Every noun that has tables: with this list the one metadata is whole.
NOUNS = (
    *(plans, questionnaires, imports, responses, voices, issues, editions, edition_files, runs),
    *(
        access,
        envelopes,
        openings,
        returns,
        reminders,
        margins,
        weightings,
        orientations,
        sample_designs,
        place_maps,
    ),
    *(issue_drafts, issue_evidence, issue_steps, issue_comments),
    *(inquiries, inquiry_answers),
    *(outcomes, announcements),
    *(field_assignments, priority_weights),
    *(theme_steps, revisions, translations, alarms, voice_marks, statistics),
    *(public_comments, opinion_groups, opinion_steps, comment_files),
    *(cover_letters, guesses, draft_steps),
    *(offer_windows, offers, calls, introductions),
    *(paper_intakes, paper_sheets, bundles),
    *(workshops, phases, tables, materials, participants, slips, groups, ideas),
    *(board_steps, votes, crossings),
    *(departments, staff, sign_ins, audit),
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
    app.teardown_appcontext(_put_away)


def tend(engine: Engine) -> None:
    """Hold a SQLite engine to the house's rules; others have them by nature."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare)
        # Not on the event "begin": an engine that is listened to is slower at every statement.
        engine.dialect.do_begin = _begin  # type: ignore[assignment, method-assign] # its only hook
    else:
        event.listen(engine, "checkout", _must_be_there)


@contextmanager
def beginning(*, to_write: bool) -> Iterator[None]:
    """Whatever begins in here is a writer's transaction, or a reader's, whatever was sent."""
    token = _to_write.set(to_write)
    try:
        yield
    finally:
        _to_write.reset(token)


def begin_writing(session: Session) -> None:
    """Start the next transaction as a writer's, for jobs and commands that read before they write.

    A SQLite reader that turns writer fails when someone else wrote in between, and waiting
    does not help it. End the transaction before (`commit`, `rollback`), or this does nothing.
    """
    with beginning(to_write=True):
        session.connection()


def begin_reading(session: Session) -> None:
    """Start the next transaction as a reader's, even where a form was sent.

    For a job that is done at once: its progress is written through another connection.
    """
    with beginning(to_write=False):
        session.connection()


def begin_looking(session: Session) -> None:
    """Let each question of a page that was only asked for stand for itself.

    PostgreSQL is then spared BEGIN and ROLLBACK around them: of three messages there and back one
    is left. What is written all the same is kept at once. Where something was asked already, or
    something was sent, nothing changes.
    """
    sent = has_request_context() and request.method not in READING
    if sent or session.in_transaction():
        return
    if session.get_bind().dialect.name == "postgresql":
        session.connection(execution_options={"isolation_level": "AUTOCOMMIT"})


def _put_away(_error: BaseException | None) -> None:
    """End what a page left open.

    Where the database went away after the page's last word, ending it fails; the page is made, and
    need not know.
    """
    try:
        db.session.remove()
    except OperationalError:
        db.session().invalidate()


_to_write: ContextVar[bool | None] = ContextVar("to_write", default=None)


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # the driver's own BEGIN would come too late
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _must_be_there(connection: Any, _record: object, _proxy: object) -> None:
    """Have the pool connect anew where PostgreSQL has hung up: then there is something to read.

    To ask it each time, as `pool_pre_ping` does, costs every page a round trip.

    Raises:
        DisconnectionError: for the pool alone.
    """
    if connection.closed:
        raise DisconnectionError
    line = poll()
    line.register(connection.fileno(), POLLIN)
    if line.poll(0):
        raise DisconnectionError


def _begin(connection: PoolProxiedConnection) -> None:
    writes = _to_write.get()
    if writes is None:
        writes = has_request_context() and request.method not in READING
    connection.cursor().execute("BEGIN IMMEDIATE" if writes else "BEGIN")
