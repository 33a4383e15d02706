"""テーマの操作: what was found and decided about the themes of one question, step by step.

The steps are a line: taking one back leaves it there to be done again, until something else is
decided instead.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys.base import Base
from surveys.errors import N_, SurveyError
from surveys.questionnaires import Questionnaire
from surveys.runs import Run

FOUND = "found"
# What a step is called where people read of it.
KINDS = {
    FOUND: N_("テーマを探した"),
    "renamed": N_("名前を変えた"),
    "merged": N_("まとめた"),
    "parted": N_("分けた"),
    "moved": N_("声を移した"),
    "gathered": N_("声から新しいテーマを作った"),
    "dissolved": N_("テーマを解いた"),
    "joined": N_("新しい声を加えた"),
    "assigned": N_("表計算ソフトの割り当てを取り込んだ"),
}


class NothingToUndo(SurveyError):
    message = N_("取り消せる操作がありません")


class NothingToRedo(SurveyError):
    message = N_("やり直せる操作がありません")


class ThemesChanged(SurveyError):
    message = N_(
        "この画面を開いた後に、テーマが変わりました。"
        "いまのテーマで確かめてから、もう一度決めてください"
    )


class ThemeStep(Base):
    """テーマの操作. A step of kind `found` names its run; every other has the patch it made."""

    __tablename__ = "theme_step"
    __table_args__ = ({"sqlite_autoincrement": True},)  # a page names the step it was made after

    id: Mapped[int] = mapped_column(primary_key=True)
    questionnaire_id: Mapped[int] = mapped_column(
        ForeignKey("questionnaire.id", ondelete="CASCADE"), index=True
    )
    question_code: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20))
    run_id: Mapped[int | None] = mapped_column(ForeignKey("run.id", ondelete="CASCADE"))
    about: Mapped[dict[str, Any]]
    patch: Mapped[dict[str, Any]] = mapped_column(JSON, deferred=True)
    undone: Mapped[bool] = mapped_column(default=False)
    who: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    made_at: Mapped[datetime]


def history(session: Session, questionnaire: Questionnaire, code: str) -> list[ThemeStep]:
    """Every step of a question, the oldest first; those that were taken back stand at the end."""
    mine = select(ThemeStep).where(
        ThemeStep.questionnaire_id == questionnaire.id, ThemeStep.question_code == code
    )
    return list(session.scalars(mine.order_by(ThemeStep.id)))


def last(session: Session, questionnaire_id: int, code: str) -> ThemeStep | None:
    """The last step that stands; None before themes were looked for."""
    mine = (ThemeStep.questionnaire_id == questionnaire_id) & (ThemeStep.question_code == code)
    standing = select(ThemeStep).where(mine, ~ThemeStep.undone)
    found: ThemeStep | None = session.scalar(standing.order_by(ThemeStep.id.desc()).limit(1))
    return found


def hold(session: Session, questionnaire: Questionnaire) -> None:
    """Let whoever else decides about themes wait until this transaction ends."""
    session.refresh(questionnaire, with_for_update=True)


def must_be_last(session: Session, questionnaire: Questionnaire, code: str, seen: int) -> None:
    """Let somebody go on only from the step they saw last.

    Raises:
        ThemesChanged
    """
    standing = last(session, questionnaire.id, code)
    if standing is None or standing.id != seen:
        raise ThemesChanged


def questions(session: Session, questionnaire_id: int) -> set[str]:
    """The questions whose themes were found."""
    mine = select(ThemeStep.question_code).where(ThemeStep.questionnaire_id == questionnaire_id)
    return set(session.scalars(mine))


def keep(session: Session, step: ThemeStep) -> ThemeStep:
    """Add a step after the last that stands; what was taken back before it is forgotten."""
    taken_back = delete(ThemeStep).where(
        ThemeStep.questionnaire_id == step.questionnaire_id,
        ThemeStep.question_code == step.question_code,
        ThemeStep.undone,
    )
    session.execute(taken_back)
    session.add(step)
    session.flush()
    return step


def undo(session: Session, questionnaire: Questionnaire, code: str) -> ThemeStep:
    """Take the last step back; the first search for themes stays.

    Raises:
        NothingToUndo
    """
    standing = [step for step in history(session, questionnaire, code) if not step.undone]
    if len(standing) < 2:
        raise NothingToUndo
    standing[-1].undone = True
    return standing[-1]


def redo(session: Session, questionnaire: Questionnaire, code: str) -> ThemeStep:
    """Do again what was taken back last.

    Raises:
        NothingToRedo
    """
    for step in history(session, questionnaire, code):
        if step.undone:
            step.undone = False
            return step
    raise NothingToRedo


def follow(session: Session, questionnaire_id: int, moved: Mapping[int, int]) -> None:
    """Name responses by their new ids, in what was found and in what was decided."""
    if not moved:
        return
    runs = select(Run).where(Run.questionnaire_id == questionnaire_id, Run.key == "themes")
    for run in session.scalars(runs):
        run.result = _followed(run.result, moved)
    steps = select(ThemeStep).where(ThemeStep.questionnaire_id == questionnaire_id)
    for step in session.scalars(steps):
        step.patch = _followed(step.patch, moved)


def _followed(said: Any, moved: Mapping[int, int]) -> Any:
    """Ids are random numbers of 62 bits: no count in the same place is ever taken for one."""
    if isinstance(said, dict):
        return {name: _followed(each, moved) for name, each in said.items()}
    if isinstance(said, list | tuple):
        return [_followed(each, moved) for each in said]
    return moved.get(said, said) if isinstance(said, int) else said
