"""An opening on the server: committed first, then scrubbed, the keys destroyed last of all."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from sqlite3 import Connection as Driver

import pytest
from flask import Flask
from sqlalchemy import create_engine, event, select, text

from app import opening
from app.database import begin_writing
from app.extensions import db
from surveys import disposals, envelopes, openings, scrubbing
from surveys.audit import AuditEntry
from surveys.keys import Keys
from surveys.questionnaires import ENDED, PUBLISHED, Questionnaire
from surveys.responses import OPENED, SCRUBBING, Batch, Partition, Response
from tests.surveys import sealed
from tests.surveys.sealed import CLOSES, NOW, sender


@dataclass(frozen=True, slots=True)
class Waiting:
    """A questionnaire with twenty envelopes, and one sheet that somebody is writing."""

    questionnaire_id: int
    keys: Keys
    private: bytes

    def open(self, *, last: bool) -> None:
        begin_writing(db.session())
        found = db.session.get_one(Questionnaire, self.questionnaire_id)
        now = CLOSES if last else NOW
        opening.open_now(found, self.private, last=last, who=None, now=now)

    @property
    def state(self) -> str:
        db.session.rollback()
        return db.session.get_one(Questionnaire, self.questionnaire_id).state

    def batch_states(self) -> list[str]:
        db.session.rollback()
        mine = Batch.questionnaire_id == self.questionnaire_id
        return list(db.session.scalars(select(Batch.state).where(mine)))


@pytest.fixture
def within(app: Flask) -> Iterator[Flask]:
    with app.app_context():
        yield app


def waiting(app: Flask, access: str = "codes", sampling: str = "random") -> Waiting:
    session = db.session()
    folder = Path(app.config["KEYS_DIR"])
    one = sealed.published(session, folder, access=access, sampling=sampling)
    for n in range(20):
        (code,) = one.codes(session, 1) if one.questionnaire.access == "codes" else ("",)
        one.send(session, sender(code), {"q1": "1", "q2": f"電話は090-1234-56{n:02d}です"})
    envelopes.save_draft(session, one.questionnaire, one.keys, ("C", "ことば"), {})
    found = one.questionnaire
    made = Waiting(found.id, one.keys, one.private)
    session.commit()
    return made


OPEN = ("open", "open")


def test_an_interim_opening_is_scrubbed_and_keeps_the_keys(within: Flask) -> None:
    one = waiting(within)
    one.open(last=False)

    assert (one.state, one.batch_states()) == (PUBLISHED, [OPENED])
    assert one.keys.exist()
    assert len(db.session.scalars(select(Partition.batch_id)).all()) == 1
    said = db.session.scalars(select(Response.answers)).all()
    assert {answers["q2"] for answers in said} == {"電話は〔電話番号〕です"}


def test_the_last_opening_destroys_the_keys_and_records_counts_alone(within: Flask) -> None:
    one = waiting(within)
    one.open(last=True)

    assert (one.state, one.batch_states()) == (ENDED, [OPENED])
    assert not one.keys.folder.exists()
    opened, ended = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))
    assert opened.what == "questionnaire.open"
    assert opened.details == {"number": 20, "unreadable": 0, "last": True}
    assert (ended.what, ended.who) == (disposals.KEYS_DESTROYED, None)
    assert ended.details == {"passphrases": 1, "recovery": False}


def test_what_could_not_be_scrubbed_is_scrubbed_later_and_the_keys_wait(
    within: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = waiting(within)
    monkeypatch.setattr(scrubbing, "PATIENCE", "50ms")
    event.listen(db.engine, "connect", _in_a_hurry)
    db.session.remove()
    db.engine.dispose()
    reader = create_engine(db.engine.url).connect()
    if db.engine.dialect.name == "sqlite":
        reader.exec_driver_sql("BEGIN")  # its driver begins nothing for a SELECT
    reader.execute(text("SELECT count(*) FROM envelope"))

    one.open(last=True)
    assert (one.state, one.batch_states()) == (ENDED, [SCRUBBING])
    assert not opening.finish()
    assert one.keys.exist()

    reader.rollback()
    reader.close()
    reader.engine.dispose()
    db.session.rollback()
    assert opening.finish()
    assert one.batch_states() == [OPENED]
    assert not one.keys.folder.exists()
    assert opening.finish()


def _in_a_hurry(connection: Driver, _record: object) -> None:
    if hasattr(connection, "set_trace_callback"):  # SQLite's
        connection.execute("PRAGMA busy_timeout = 50")


def test_several_processes_may_finish_at_once(within: Flask) -> None:
    one = waiting(within)
    db.session.rollback()
    begin_writing(db.session())
    found = db.session.get_one(Questionnaire, one.questionnaire_id)
    openings.open_batch(db.session(), found, one.private, mask=str, now=CLOSES, last=True)
    db.session.commit()

    def finish() -> bool:
        with within.app_context():
            return opening.finish()

    with ThreadPoolExecutor(4) as threads:
        said = [threads.submit(finish) for _ in range(4)]
        assert any(each.result() for each in said)
    assert opening.finish()
    assert one.batch_states() == [OPENED]
    assert not one.keys.folder.exists()


def test_open_links_are_opened_once_their_deadline_has_passed(within: Flask) -> None:
    linked, coded = waiting(within, *OPEN), waiting(within)

    assert opening.due(CLOSES - timedelta(seconds=1)) == 0
    assert opening.due(CLOSES) == 1
    assert opening.due(CLOSES) == 0
    assert (linked.state, coded.state) == (ENDED, PUBLISHED)


def test_an_open_link_without_its_key_keeps_no_other_waiting(within: Flask) -> None:
    lost, linked = waiting(within, *OPEN), waiting(within, *OPEN)
    (lost.keys.folder / "server.key").unlink()

    assert opening.due(CLOSES) == 1
    assert (lost.state, linked.state) == (PUBLISHED, ENDED)
