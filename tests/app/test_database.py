"""What the house asks of SQLite, and what both databases must keep."""

from threading import Thread

import pytest
from flask import Flask, Response
from sqlalchemy import event, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.database import begin_looking, begin_writing
from app.extensions import db
from surveys import staff
from surveys.staff import StaffRole
from tests import make
from tests.conftest import SignIn


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_sqlite_keeps_every_acknowledged_write_and_every_foreign_key(app: Flask) -> None:
    with app.app_context():
        asked = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        kept = [db.session.execute(text(f"PRAGMA {name}")).scalar() for name in asked]
    assert kept == ["wal", 2, 1, 10_000]


def test_a_row_that_points_nowhere_is_refused(session: Session) -> None:
    session.add(StaffRole(staff_id=999, role="planner"))
    with pytest.raises(IntegrityError):
        session.flush()


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_posted_form_writes_from_its_first_word(app: Flask, sign_in: SignIn) -> None:
    said: list[str] = []
    with app.app_context():
        event.listen(db.engine, "checkout", lambda raw, *_: raw.set_trace_callback(said.append))
    client = sign_in("planner")
    said.clear()

    client.get("/desk/")
    assert "BEGIN IMMEDIATE" not in said
    client.post("/desk/account/sessions/revoke")
    assert said.count("BEGIN IMMEDIATE") == 1


def test_twenty_writers_who_read_first_all_get_through(app: Flask) -> None:
    with app.app_context():
        member = make.member(db.session(), "counted", shown_name="0")
        db.session.commit()
        member_id = member.id

    def count() -> None:
        with app.app_context():
            begin_writing(db.session())
            found = db.session.get_one(staff.StaffMember, member_id, with_for_update=True)
            found.shown_name = str(int(found.shown_name) + 1)
            db.session.commit()

    writers = [Thread(target=count) for _ in range(20)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    with app.app_context():
        assert db.session.get_one(staff.StaffMember, member_id).shown_name == "20"


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_database_that_goes_away_after_its_last_word_takes_no_page_along(app: Flask) -> None:
    @app.after_request
    def strike(response: Response) -> Response:
        mine = db.session.scalar(text("SELECT pg_backend_pid()"))
        with db.engine.connect() as other:
            other.execute(text("SELECT pg_terminate_backend(:mine)"), {"mine": mine})
        return response

    assert app.test_client().get("/respond/").status_code == 200


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_what_a_page_that_changes_nothing_asks_stands_alone_and_no_longer(app: Flask) -> None:
    moment = text("SELECT now()")  # of the transaction, not of the statement

    def moments() -> int:
        told = {db.session.execute(moment).scalar_one() for _ in range(2)}
        db.session.remove()
        return len(told)

    with app.app_context():
        begin_looking(db.session())
        assert moments() == 2
        assert moments() == 1  # the same connection, for whoever comes next
