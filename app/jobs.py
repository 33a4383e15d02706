"""The long work of the house, each under its name, done by the worker with progress."""

import logging

from sqlalchemy import select, update

from analysis.errors import AnalysisError
from app import commenting, digesting, handing_in, holding, importing, tabulating, thematic
from app.database import begin_reading, begin_writing, beginning
from app.errors import say
from app.extensions import db
from app.work import Job, Made, Progress
from surveys import runs
from surveys.errors import N_, SurveyError
from surveys.runs import Run

log = logging.getLogger(__name__)

# One line a job: its name, and the function that reads, computes and gives back.
JOBS: dict[str, Job] = {
    "import": importing.job,
    "digest": digesting.draft,
    "book": tabulating.write,
    "themes": thematic.find,
    commenting.KEY: commenting.gather,
    handing_in.KEY: handing_in.publish,
}


class UnknownJob(SurveyError):
    message = N_("「%(name)s」という処理はありません")


class JobBroke(SurveyError):
    message = N_(
        "処理の途中で問題が起きました。もう一度実行しても続く場合は、管理者に伝えてください"
    )


class JobInterrupted(SurveyError):
    message = N_("サーバーが止まったため、処理が途中で終わりました。もう一度実行してください")


def perform(name: str, run_id: int) -> None:
    """Do one job and leave its result, or a reason people can read, on its run."""
    if db.session.get(Run, run_id) is None:
        return  # its questionnaire was deleted while the job stood in line
    with holding.held(db.engine, run_id):
        _perform(name, run_id)


def _perform(name: str, run_id: int) -> None:
    _write(run_id, state=runs.RUNNING, progress=0.0)
    begin_reading(db.session())
    try:
        made = _job(name)(db.session(), db.session.get_one(Run, run_id), _progress_of(run_id))
        _finish(run_id, made)
    except (SurveyError, AnalysisError) as error:
        _fail(run_id, say(error))
    except Exception:
        log.exception("job %s failed on run %s", name, run_id)
        _fail(run_id, say(JobBroke()))


def give_up_interrupted() -> None:
    """Say of runs a stopped worker left behind that they were interrupted."""
    begin_writing(db.session())
    running = db.session.scalars(select(Run.id).where(Run.state == runs.RUNNING)).all()
    left = [run_id for run_id in running if holding.is_free(db.session(), run_id)]
    over = update(Run).where(Run.id.in_(left), Run.state == runs.RUNNING)
    db.session.execute(over.values(state=runs.FAILED, reason=say(JobInterrupted())))
    db.session.commit()


def _job(name: str) -> Job:
    if name not in JOBS:
        raise UnknownJob(name=name)
    return JOBS[name]


def _progress_of(run_id: int) -> Progress:
    """Progress goes through a connection of its own: a job's reading is not disturbed by it."""

    def progress(share: float) -> None:
        at = min(max(share, 0.0), 1.0)
        with beginning(to_write=True), db.engine.begin() as writer:
            writer.execute(update(Run).where(Run.id == run_id).values(progress=at))

    return progress


def _write(run_id: int, **values: object) -> None:
    db.session.rollback()
    begin_writing(db.session())
    db.session.execute(update(Run).where(Run.id == run_id).values(**values))
    db.session.commit()


def _finish(run_id: int, made: Made) -> None:
    db.session.rollback()
    begin_writing(db.session())
    if run := db.session.get(Run, run_id):
        if made.store:
            made.store(db.session())
        runs.finish(run, made.result, made.picture)
    db.session.commit()


def _fail(run_id: int, reason: str) -> None:
    db.session.rollback()
    begin_writing(db.session())
    if run := db.session.get(Run, run_id):
        runs.fail(run, reason)
    db.session.commit()
