"""What the worker does by itself: once, whatever the clock, the workers and the night do."""

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app import clock, opening, periodic
from app.clock import midnight, today
from app.extensions import db
from app.keyring import keys_of
from app.queue import Line
from surveys.questionnaires import ENDED, PUBLISHED, Questionnaire
from surveys.returns import ReturnCount
from tests.app import fielded


def counts(app: Flask) -> list[tuple[str, int]]:
    with app.app_context():
        found = db.session.scalars(select(ReturnCount).order_by(ReturnCount.day))
        return [(count.day.isoformat(), count.number) for count in found]


def state(app: Flask, questionnaire_id: int) -> str:
    with app.app_context():
        return db.session.get_one(Questionnaire, questionnaire_id).state


def test_an_open_link_is_opened_after_its_deadline_and_no_sooner(app: Flask) -> None:
    over = fielded.published(app, fielded.OPEN_LINK, arrived=21, days=0)
    still = fielded.published(app, fielded.OPEN_LINK, arrived=21, days=1)
    keepers = fielded.published(app, arrived=21, days=0)
    with app.app_context():
        periodic.tend()
    states = [state(app, each.questionnaire) for each in (over, still, keepers)]
    assert states == [ENDED, PUBLISHED, PUBLISHED]


def test_a_night_is_counted_once(app: Flask) -> None:
    fielded.published(app, arrived=21)
    yesterday = (today() - timedelta(days=1)).isoformat()
    with app.app_context():
        for _ in range(3):
            periodic.tend()
    assert counts(app) == [(yesterday, 20)]


def test_a_clock_set_back_an_hour_counts_nothing_twice_and_closes_nothing(app: Flask) -> None:
    """00:20, then back to 23:30, then midnight again: one row a day, each of its own day."""
    here = fielded.published(app, arrived=21)
    night = datetime(2026, 7, 2, 15, 20, tzinfo=UTC)  # 00:20 on the third of July in Japan
    with app.app_context():
        made = [
            periodic.snapshot(night + timedelta(minutes=later)) for later in (0, -50, -20, 0, 60)
        ]
    assert made == [1, 1, 0, 0, 0]
    assert [day for day, _ in counts(app)] == ["2026-07-01", "2026-07-02"]
    assert state(app, here.questionnaire) == PUBLISHED


def test_a_server_that_slept_over_midnight_counts_the_night_when_it_wakes(app: Flask) -> None:
    fielded.published(app, arrived=21)
    with app.app_context():
        periodic.snapshot(midnight(today()) + timedelta(hours=9))
        periodic.snapshot(midnight(today()) + timedelta(days=4, hours=9))
    told = [(today() + timedelta(days=back)).isoformat() for back in (-1, 3)]
    assert [day for day, _ in counts(app)] == told


def test_a_questionnaire_that_cannot_be_opened_keeps_nothing_else_from_being_done(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    lost = fielded.published(app, fielded.OPEN_LINK, arrived=21, days=0)
    with app.app_context():
        keys_of(db.session.get_one(Questionnaire, lost.questionnaire)).destroy()
        periodic.tend()
    assert len(counts(app)) == 1
    assert "KeysGone" in caplog.text


def test_two_at_once_do_the_work_once(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go_on = threading.Event(), threading.Event()
    done: list[str] = []

    def slow(moment: datetime) -> int:
        done.append("due")
        begun.set()
        go_on.wait(10)
        return 0

    monkeypatch.setattr(opening, "due", slow)

    def run() -> None:
        with app.app_context():
            periodic.tend()

    first = threading.Thread(target=run)
    first.start()
    begun.wait(10)
    run()
    go_on.set()
    first.join()
    assert done == ["due"]


# SQLite serves one host, and needs no such manners.
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_another_host_at_work_is_left_alone(app: Flask) -> None:
    fielded.published(app, arrived=21)
    with app.app_context():
        with db.engine.connect() as other:
            other.scalar(periodic.TRY, {"lock": periodic.HOUSEKEEPING})
            other.commit()
            periodic.tend()
            assert counts(app) == []
            other.execute(periodic.LET_GO, {"lock": periodic.HOUSEKEEPING})
        periodic.tend()
    assert len(counts(app)) == 1


def test_the_line_carries_the_minutes_work(app: Flask, tmp_path: Path) -> None:
    fielded.published(app, arrived=21)
    app.config.update(JOBS_INLINE=False, INSTANCE_DIR=str(tmp_path))
    line = Line(app)
    (task,) = line.huey.read_periodic(clock.now().replace(tzinfo=None))
    line.huey.execute(task)
    line.huey.storage.close()
    assert len(counts(app)) == 1
