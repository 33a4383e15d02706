"""取込: a file of answers somebody already has, on its way to becoming a batch."""

from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, String, select
from sqlalchemy.orm import Mapped, Session, deferred, mapped_column

from surveys.base import Base
from surveys.errors import N_, SurveyError
from surveys.plans import Plan


class FileAlreadyImported(SurveyError):
    message = N_("このファイルはすでに取り込まれています")


class SameAnswersAgain(SurveyError):
    message = N_("同じ内容のファイルは「%(title)s」として取込済みです。二重には取り込めません")


class AnswerFile(Base):
    """取込ファイル. Its bytes hold answers as they were given, so they go once imported.

    `codebook` is what the planner made of the guess; the next file with the same headings
    (`headings`) starts from it. `digest` tells the same file brought twice.
    """

    __tablename__ = "answer_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    questionnaire_id: Mapped[int | None] = mapped_column(
        ForeignKey("questionnaire.id", ondelete="SET NULL"), index=True
    )
    name: Mapped[str] = mapped_column(String(255))
    sheet: Mapped[str | None] = mapped_column(String(100))
    digest: Mapped[str] = mapped_column(String(64), index=True)
    headings: Mapped[str] = mapped_column(String(64), index=True)
    codebook: Mapped[dict[str, Any]] = mapped_column(JSON)
    data: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    created_at: Mapped[datetime]

    @property
    def imported(self) -> bool:
        return self.questionnaire_id is not None


def fingerprint(*parts: bytes) -> str:
    """Name bytes by what they are."""
    return sha256(b"\x1f".join(parts)).hexdigest()


def remembered(session: Session, plan: Plan, headings: str) -> dict[str, Any] | None:
    """The codebook that a planner gave the last file with these headings."""
    alike = select(AnswerFile.codebook).where(
        AnswerFile.plan_id == plan.id, AnswerFile.headings == headings
    )
    return session.scalar(alike.order_by(AnswerFile.id.desc()).limit(1))


def waiting(session: Session, plan: Plan) -> list[AnswerFile]:
    """List the files that were uploaded and not imported yet, newest first."""
    mine = select(AnswerFile).where(AnswerFile.plan_id == plan.id, AnswerFile.data.is_not(None))
    return list(session.scalars(mine.order_by(AnswerFile.id.desc())))


def done(file: AnswerFile, questionnaire_id: int) -> None:
    """Let go of the bytes: from here on the answers live in their batch alone.

    Raises:
        FileAlreadyImported
    """
    if file.imported:
        raise FileAlreadyImported
    file.questionnaire_id, file.data = questionnaire_id, None
