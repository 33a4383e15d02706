"""The job "edition": the digest is frozen with every file of it, and nobody has to wait for that.

The files are made while others go on writing; the edition is stored in a moment, and only if the
digest still is what they were made from.
"""

from hashlib import sha256

from sqlalchemy.orm import Session

from app.clock import now
from app.exports.digest import every
from app.work import Made, Progress
from surveys import audit, edition_files, editions
from surveys.editions import STAGES, Edition
from surveys.errors import N_, SurveyError
from surveys.plans import Plan
from surveys.runs import Run

KEY = "edition"
SAID = ("stage", "title", "preface")


class DigestChangedMeanwhile(SurveyError):
    message = N_(
        "版をつくっている間に、論点か声が変わりました。公開していません。"
        "内容を確かめて、もう一度公開してください"
    )


def wanted(session: Session, edition: Edition, who: int) -> Run:
    """The run that publishes an edition; pressing twice asks for it once."""
    plan = session.get_one(Plan, edition.plan_id)
    said = {name: getattr(edition, name) for name in SAID}
    number = max((each.number for each in editions.of_plan(session, plan)), default=0) + 1
    mark = sha256(repr((KEY, plan.id, number, sorted(said.items()))).encode()).hexdigest()
    return Run(plan_id=plan.id, key=KEY, fingerprint=mark, asked={**said, "who": who})


def publish(session: Session, run: Run, progress: Progress) -> Made:
    """Make the edition that `run` asks for, with its files."""
    plan = session.get_one(Plan, run.plan_id)
    ready = editions.prepare(session, _edition(run), every.further(session, plan))
    files, asked = every.written(session, ready, progress), dict(run.asked)

    def store(writing: Session) -> None:
        edition = _edition(run)
        edition.published_at = ready.published_at
        editions.publish(writing, edition, every.further(writing, plan))
        if (edition.number, edition.document) != (ready.number, ready.document):
            raise DigestChangedMeanwhile
        edition_files.keep(writing, edition, files)
        told = {"number": edition.number, "stage": STAGES[edition.stage]}
        audit.record(writing, "edition.publish", edition, who=asked["who"], now=now(), details=told)

    return Made({"number": ready.number}, store=store)


def _edition(run: Run) -> Edition:
    said = {name: run.asked[name] for name in SAID}
    return Edition(plan_id=run.plan_id, published_at=now(), **said)
