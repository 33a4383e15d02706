"""後始末: after an opening, no page of the database may still hold an envelope or its order.

Deleted rows stay readable in a file until they are written over, and every row of PostgreSQL
carries the number of the transaction that made it (`xmin`): a used code and an answer that came
together would share it. So survivors are written anew, in the order of their hashes. Responses
are written anew, too: beside its former self, a batch would show which few sheets it took in last.
"""

from contextlib import closing
from sqlite3 import OperationalError as SQLiteError

from sqlalchemy import Column, Connection, Engine, MetaData, Table, insert, select, text
from sqlalchemy.exc import OperationalError

from surveys.access import AccessCode
from surveys.base import Base
from surveys.envelopes import Draft, Envelope
from surveys.errors import N_, SurveyError
from surveys.introductions import Introduction
from surveys.offers import Offer
from surveys.openings import HeldText
from surveys.paper_sheets import PaperSheet
from surveys.responses import Partition, Response
from surveys.voices import Voice

# An offer is often made right after an answer: neither may tell of the other by its place.
BY_HASH = (AccessCode, Envelope, Draft, Offer, Introduction, PaperSheet)
# Their rows stand in the order of random ids already; with each, a column without an index.
AS_THEY_STAND = (
    (Response, "apart"),
    (Partition, "fingerprint"),
    (HeldText, "words"),
    (Voice, "words"),
)
PATIENCE = "10s"  # how long PostgreSQL waits for readers to finish


class NotScrubbed(SurveyError):
    message = N_(
        "開封の後始末ができませんでした。ほかの画面がデータベースを読んでいるか、"
        "ディスクの空きが足りません。あとで自動でやり直します"
    )


def scrub(engine: Engine) -> None:
    """Erase what openings left behind. Done again after a crash, it does no harm.

    Raises:
        NotScrubbed: someone is reading, or the disk is full; try again later.
    """
    try:
        if engine.dialect.name == "sqlite":
            _sqlite(engine)
        else:
            _postgresql(engine)
    except (SQLiteError, OperationalError) as error:
        raise NotScrubbed from error


def _sqlite(engine: Engine) -> None:
    """Write the whole file anew, and cut the log that held the old one.

    The driver's own connection is used: VACUUM stands outside every transaction.
    """
    with closing(engine.raw_connection()) as connection, closing(connection.cursor()) as cursor:
        cursor.execute("VACUUM")
        (busy, *_) = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise NotScrubbed


def _postgresql(engine: Engine) -> None:
    for table in map(_table, BY_HASH):
        with engine.begin() as connection:
            _sorted_anew(connection, table)
    for noun, column in AS_THEY_STAND:
        with engine.begin() as connection:
            _written_anew(connection, _table(noun), column)


def _sorted_anew(connection: Connection, own: Table) -> None:
    """Give a table a new file with its survivors, sorted; the old file goes at the commit."""
    kept = Table("survivor", MetaData(), *(Column(c.name, c.type) for c in own.columns))
    names = list(kept.columns.keys())
    _lock(connection, own)
    connection.execute(text(f"CREATE TEMP TABLE survivor (LIKE {own.name}) ON COMMIT DROP"))
    connection.execute(insert(kept).from_select(names, select(own)))
    connection.execute(text(f"TRUNCATE {own.name}"))
    ordered = select(kept).order_by(*(kept.c[key.name] for key in own.primary_key))
    connection.execute(insert(own).from_select(names, ordered))


def _written_anew(connection: Connection, own: Table, column: str) -> None:
    """Copy what is left of a table into a new file.

    Not by VACUUM FULL: it takes deleted rows along while any older transaction is about. A column
    that is computed from itself makes PostgreSQL copy living rows alone.
    """
    kind = own.columns[column].type.compile(connection.dialect)
    _lock(connection, own)
    alter = f"ALTER TABLE {own.name} ALTER {column} TYPE {kind} USING coalesce({column}, {column})"
    connection.execute(text(alter))


def _lock(connection: Connection, own: Table) -> None:
    connection.execute(text(f"SET LOCAL lock_timeout = '{PATIENCE}'"))
    connection.execute(text(f"LOCK TABLE {own.name} IN ACCESS EXCLUSIVE MODE"))


def _table(noun: type[Base]) -> Table:
    return noun.metadata.tables[noun.__tablename__]
