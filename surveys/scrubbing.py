"""後始末: after an opening, no page of the database may still hold an envelope or its order.

Deleted rows stay readable in a file until they are written over, and every row of PostgreSQL
carries the number of the transaction that made it (`xmin`): a used code and an answer that came
together would share it. So survivors are written anew, in the order of their hashes.
"""

from contextlib import closing
from sqlite3 import OperationalError

from sqlalchemy import Column, Connection, Engine, MetaData, Table, insert, select, text

from surveys.access import AccessCode
from surveys.envelopes import Draft, Envelope
from surveys.errors import N_, SurveyError
from surveys.responses import Response

ANEW = (AccessCode, Envelope, Draft)


class StillRead(SurveyError):
    message = N_("ほかの画面がデータベースを読んでいるため、後始末を続けられません")


def scrub(engine: Engine) -> None:
    """Erase what openings left behind. Done again after a crash, it does no harm.

    Raises:
        StillRead: someone is reading; try again later.
    """
    if engine.dialect.name == "sqlite":
        _sqlite(engine)
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        _postgresql(connection)


def _sqlite(engine: Engine) -> None:
    """Write the whole file anew with freed pages zeroed, and cut the log that held the old ones.

    The driver's own connection is used: VACUUM stands outside every transaction.
    """
    with closing(engine.raw_connection()) as connection, closing(connection.cursor()) as cursor:
        try:
            for statement in ("PRAGMA secure_delete = ON", "VACUUM"):
                cursor.execute(statement)
            busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        except OperationalError as error:
            raise StillRead from error
    if busy:
        raise StillRead


def _postgresql(connection: Connection) -> None:
    """Give each table a new file with its survivors, sorted; the old file goes at the commit."""
    for table in ANEW:
        own = table.metadata.tables[table.__tablename__]
        kept = Table("survivor", MetaData(), *(Column(c.name, c.type) for c in own.columns))
        connection.execute(text("BEGIN"))
        connection.execute(text(f"LOCK TABLE {own.name} IN ACCESS EXCLUSIVE MODE"))
        connection.execute(text(f"CREATE TEMP TABLE survivor (LIKE {own.name}) ON COMMIT DROP"))
        connection.execute(insert(kept).from_select(list(kept.columns.keys()), select(own)))
        connection.execute(text(f"TRUNCATE {own.name}"))
        ordered = select(kept).order_by(*(kept.c[key.name] for key in own.primary_key))
        connection.execute(insert(own).from_select(list(own.columns.keys()), ordered))
        connection.execute(text("COMMIT"))
    connection.execute(text(f"VACUUM {Response.__tablename__}"))
