"""取込: a file of answers somebody already has, on its way to becoming a batch."""

import json
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, LargeBinary, String, select
from sqlalchemy.orm import Mapped, Session, deferred, mapped_column

from surveys.base import Base
from surveys.errors import N_, SurveyError
from surveys.plans import Plan


class FileAlreadyImported(SurveyError):
    message = N_("このファイルはすでに取り込まれています")


class SameAnswersAgain(SurveyError):
    message = N_("同じ内容のファイルは「%(title)s」として取込済みです。二重には取り込めません")


class FileWaiting(SurveyError):
    message = N_("同じ内容のファイルが「%(title)s」として取込の途中です。一覧から続けてください")


class CodebookChangedMeanwhile(SurveyError):
    message = N_(
        "この画面を開いている間に、列の読み方が別の画面で直されました。"
        "列の確認を開き直し、もう一度入力してください"
    )


class AnswerFile(Base):
    """取込ファイル. Its bytes hold answers as they were given, so they go once imported.

    `title`, `audience`, `sampling` and `surveyed_year` are what its questionnaire will be.
    `codebook` is what the planner made of the guess; the next file with the same headings
    (`headings`) starts from it. `columns` tells of each column why it was taken so, with
    examples of answers, and goes with the bytes. `digest` tells the same file brought twice.
    """

    __tablename__ = "answer_file"
    __table_args__ = (
        CheckConstraint("audience IN ('citizen','staff','outside','workshop')", name="audience"),
        CheckConstraint("sampling IN ('random','open','census')", name="sampling"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    questionnaire_id: Mapped[int | None] = mapped_column(
        ForeignKey("questionnaire.id", ondelete="SET NULL"), index=True
    )
    title: Mapped[str] = mapped_column(String(200))
    audience: Mapped[str] = mapped_column(String(10))
    sampling: Mapped[str] = mapped_column(String(10))
    surveyed_year: Mapped[int]
    name: Mapped[str] = mapped_column(String(255))
    sheet: Mapped[str | None] = mapped_column(String(100))
    digest: Mapped[str] = mapped_column(String(64), index=True)
    headings: Mapped[str] = mapped_column(String(64), index=True)
    codebook: Mapped[dict[str, Any]] = mapped_column(JSON)
    columns: Mapped[dict[str, Any] | None] = deferred(mapped_column(JSON(none_as_null=True)))
    data: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    created_at: Mapped[datetime]

    @property
    def imported(self) -> bool:
        return self.questionnaire_id is not None


def fingerprint(*parts: bytes) -> str:
    """Name bytes by what they are."""
    return sha256(b"\x1f".join(parts)).hexdigest()


def receive(session: Session, file: AnswerFile) -> None:
    """Add a file that somebody brought.

    Raises:
        SameAnswersAgain, FileWaiting: the plan has the same bytes already.
    """
    alike = select(AnswerFile).where(
        AnswerFile.plan_id == file.plan_id, AnswerFile.digest == file.digest
    )
    for earlier in session.scalars(alike):
        if earlier.imported:
            raise SameAnswersAgain(title=earlier.title)
        if earlier.columns is not None:
            raise FileWaiting(title=earlier.title)
    session.add(file)
    session.flush()


def remembered(session: Session, file: AnswerFile) -> AnswerFile | None:
    """The file before this one with the same headings, whose codebook a planner went through."""
    alike = select(AnswerFile).where(
        AnswerFile.plan_id == file.plan_id, AnswerFile.headings == file.headings
    )
    if file.id is not None:
        alike = alike.where(AnswerFile.id < file.id)
    return session.scalar(alike.order_by(AnswerFile.id.desc()).limit(1))


def waiting(session: Session, plan: Plan) -> list[AnswerFile]:
    """List the files that were uploaded and not imported yet, newest first."""
    mine = select(AnswerFile).where(AnswerFile.plan_id == plan.id, AnswerFile.columns.is_not(None))
    return list(session.scalars(mine.order_by(AnswerFile.id.desc())))


def must_be_seen(file: AnswerFile, seen: str) -> None:
    """Let through who acts on the codebook as it is now, marked `seen` on their screen.

    Raises:
        CodebookChangedMeanwhile
    """
    if seen != mark(file.codebook):
        raise CodebookChangedMeanwhile


def mark(codebook: dict[str, Any]) -> str:
    """Name a codebook by what it says."""
    return fingerprint(json.dumps(codebook, ensure_ascii=False).encode())


def take(session: Session, file: AnswerFile) -> None:
    """Hold a file while it is corrected or imported, so that two planners cannot both do it.

    Raises:
        FileAlreadyImported
    """
    session.flush()
    session.refresh(file, with_for_update=True)
    if file.columns is None:
        raise FileAlreadyImported


def done(file: AnswerFile, questionnaire_id: int) -> None:
    """Let go of the bytes: from here on the answers live in their batch alone.

    Raises:
        FileAlreadyImported
    """
    if file.imported:
        raise FileAlreadyImported
    file.questionnaire_id, file.data, file.columns = questionnaire_id, None, None
