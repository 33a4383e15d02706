"""Long work: asked for by name, done with progress, and failing in words people can read."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from analysis.errors import UnknownVariable
from app import jobs
from app.extensions import db, queue
from app.queue import Line
from app.work import Job, Made, Progress
from surveys import runs
from surveys.runs import Run
from tests import make

Ask = Callable[[Job], Run]


@pytest.fixture
def run_id(app: Flask) -> int:
    with app.app_context():
        plan = make.plan()
        db.session.add(plan)
        db.session.flush()
        run = Run(plan_id=plan.id, key="count", fingerprint="f", asked={}, created_at=make.NOON)
        db.session.add(run)
        db.session.commit()
        return run.id


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> dict[str, Job]:
    """The list of jobs, to be added to for one test."""
    listed: dict[str, Job] = {}
    monkeypatch.setattr(jobs, "JOBS", listed)
    return listed


def after(app: Flask, run_id: int) -> Run:
    with app.app_context():
        return db.session.get_one(Run, run_id)


def ask(app: Flask, name: str, run_id: int) -> Run:
    with app.app_context():
        queue.ask(name, run_id)
    return after(app, run_id)


def test_a_job_leaves_its_result_on_its_run(app: Flask, run_id: int, known: dict[str, Job]) -> None:
    def count(_session: Session, run: Run, _progress: Progress) -> Made:
        return Made({"counted": run.id})

    known["count"] = count
    run = ask(app, "count", run_id)

    assert (run.state, run.progress) == (runs.DONE, 1.0)
    with app.app_context():
        assert db.session.get_one(Run, run_id).result == {"counted": run_id}


def test_progress_is_seen_while_the_job_reads_on(
    app: Flask, run_id: int, known: dict[str, Job]
) -> None:
    seen: list[tuple[str, float]] = []

    def look(session: Session, run: Run, progress: Progress) -> Made:
        progress(0.5)
        with Session(session.get_bind()) as other:
            halfway = other.get_one(Run, run.id)
            seen.append((halfway.state, halfway.progress))
        return Made({})

    known["look"] = look
    ask(app, "look", run_id)
    assert seen == [(runs.RUNNING, 0.5)]


def test_a_question_that_makes_no_sense_is_said_in_its_own_words(
    app: Flask, run_id: int, known: dict[str, Job]
) -> None:
    def refuse(_session: Session, _run: Run, _progress: Progress) -> Made:
        raise UnknownVariable(name="q9", known="q1")

    known["refuse"] = refuse
    run = ask(app, "refuse", run_id)
    assert (run.state, run.reason) == (runs.FAILED, "列「q9」はありません。使える列: q1")


def test_a_fault_keeps_its_insides_to_the_log(
    app: Flask, run_id: int, known: dict[str, Job], caplog: pytest.LogCaptureFixture
) -> None:
    def break_down(_session: Session, _run: Run, _progress: Progress) -> Made:
        raise ZeroDivisionError("inside")

    known["break"] = break_down
    run = ask(app, "break", run_id)
    assert run.state == runs.FAILED
    assert "管理者に伝えてください" in run.reason
    assert "inside" not in run.reason
    assert "ZeroDivisionError" in caplog.text


def test_an_unknown_job_fails_in_words(app: Flask, run_id: int, known: dict[str, Job]) -> None:
    assert known == {}
    run = ask(app, "nothing", run_id)
    assert run.state == runs.FAILED
    assert "「nothing」" in run.reason


def test_runs_a_stopped_worker_left_are_given_up(app: Flask, run_id: int) -> None:
    with app.app_context():
        db.session.get_one(Run, run_id).state = runs.RUNNING
        db.session.commit()
        jobs.give_up_interrupted()
    run = after(app, run_id)
    assert run.state == runs.FAILED
    assert "途中で終わりました" in run.reason


def test_a_run_another_worker_is_at_is_left_alone(
    app: Flask, run_id: int, known: dict[str, Job]
) -> None:
    """Several workers need PostgreSQL; there a lock tells the living from the dead."""

    def look(session: Session, _run: Run, _progress: Progress) -> Made:
        if session.get_bind().dialect.name == "postgresql":
            with app.app_context():
                jobs.give_up_interrupted()
                assert db.session.get_one(Run, run_id).state == runs.RUNNING
        return Made({})

    known["look"] = look
    assert ask(app, "look", run_id).state == runs.DONE


def test_a_job_waits_in_line_beside_the_database_until_the_worker_takes_it(
    app: Flask, run_id: int, known: dict[str, Job], tmp_path: Path
) -> None:
    known["count"] = lambda _session, run, _progress: Made({"counted": run.id})
    app.config.update(JOBS_INLINE=False, INSTANCE_DIR=str(tmp_path))
    line = Line(app)
    line.ask("count", run_id)
    assert after(app, run_id).state == runs.WAITING

    task = line.huey.dequeue()
    assert task is not None
    line.huey.execute(task)

    assert after(app, run_id).state == runs.DONE
    line.huey.storage.close()
