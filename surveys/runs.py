"""実行: one analysis somebody asked for, how far it is, and what it gave."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, LargeBinary, String, Text, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, deferred, mapped_column

from surveys.base import Base
from surveys.errors import N_, SurveyError

WAITING, RUNNING, DONE, FAILED = "waiting", "running", "done", "failed"


class RunNotDone(SurveyError):
    message = N_("まだ計算が終わっていません。しばらくしてから開き直してください")


class Run(Base):
    """実行. `fingerprint` is of the data and the question asked, so equal runs are made once."""

    __tablename__ = "run"
    __table_args__ = (
        CheckConstraint("progress >= 0 AND progress <= 1", name="progress_is_a_share"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    questionnaire_id: Mapped[int | None] = mapped_column(
        ForeignKey("questionnaire.id", ondelete="CASCADE"), index=True
    )
    key: Mapped[str] = mapped_column(String(40))
    fingerprint: Mapped[str] = mapped_column(String(64), unique=True)
    asked: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(String(10), default=WAITING)
    progress: Mapped[float] = mapped_column(default=0.0)
    reason: Mapped[str] = mapped_column(Text, default="")
    result: Mapped[dict[str, Any] | None] = deferred(mapped_column(JSON))
    picture: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    created_at: Mapped[datetime]


def ask(session: Session, wanted: Run) -> tuple[Run, bool]:
    """Find the run of the same fingerprint, or add this one; say whether it is new.

    A failed run is asked anew under the same row, so that "try again" works.
    """
    found = of_fingerprint(session, wanted.fingerprint)
    if found is None:
        try:
            with session.begin_nested():
                session.add(wanted)
        except IntegrityError:  # someone else asked the same at this moment
            return _found(session, wanted.fingerprint), False
        return wanted, True
    if found.state == FAILED:
        found.state, found.progress, found.reason = WAITING, 0.0, ""
        return found, True
    return found, False


def newest(session: Session, questionnaire_id: int, key: str) -> Run | None:
    """The newest finished run of one analysis of a questionnaire."""
    mine = (Run.questionnaire_id == questionnaire_id) & (Run.key == key) & (Run.state == DONE)
    return session.scalar(select(Run).where(mine).order_by(Run.id.desc()).limit(1))


def of_key(session: Session, questionnaire_id: int, key: str) -> list[Run]:
    """List the runs of one analysis of a questionnaire, the newest first."""
    mine = (Run.questionnaire_id == questionnaire_id) & (Run.key == key)
    return list(session.scalars(select(Run).where(mine).order_by(Run.id.desc())))


def of_fingerprint(session: Session, fingerprint: str) -> Run | None:
    """Find the run of some data and question, if it was ever asked."""
    return session.scalar(select(Run).where(Run.fingerprint == fingerprint))


def _found(session: Session, fingerprint: str) -> Run:
    return session.scalars(select(Run).where(Run.fingerprint == fingerprint)).one()


def under_way(session: Session, questionnaire_id: int, key: str) -> Run | None:
    """A run of one analysis of a questionnaire that waits or is being made."""
    mine = (Run.questionnaire_id == questionnaire_id) & (Run.key == key)
    mine &= Run.state.in_((WAITING, RUNNING))
    return session.scalar(select(Run).where(mine).order_by(Run.id.desc()).limit(1))


def finish(run: Run, result: dict[str, Any], picture: bytes | None = None) -> None:
    run.result, run.picture = result, picture
    run.state, run.progress = DONE, 1.0


def fail(run: Run, reason: str) -> None:
    """Keep a reason that people can read; never a traceback."""
    run.state, run.reason = FAILED, reason


def result(run: Run) -> dict[str, Any]:
    """The result of a finished run.

    Raises:
        RunNotDone
    """
    if run.state != DONE or run.result is None:
        raise RunNotDone
    return run.result
