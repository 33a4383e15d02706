"""下書きの履歴: every change of a draft is a step that whoever made it can take back and do again.

A step keeps only the parts that it changed, so that taking it back leaves alone what others wrote
meanwhile; where they wrote in the same part, it is refused.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column, undefer

from surveys import questionnaires
from surveys.base import Base
from surveys.documents import Document
from surveys.drafting import patches
from surveys.drafting.patches import part_of
from surveys.errors import N_, SurveyError
from surveys.questionnaires import Questionnaire

MOST = 200  # steps of a questionnaire; the oldest are forgotten
PAUSE = timedelta(minutes=1)  # what is typed on without a longer rest is one step
NOTHING: dict[str, Any] = {"questions": [], "sections": []}
LISTS = ("choices", "others", "rows", "aspects")


class NothingToUndo(SurveyError):
    message = N_("取り消せる変更がありません。取り消せるのは、自分がした変更です")


class NothingToRedo(SurveyError):
    message = N_("やり直せる変更がありません")


@dataclass(frozen=True, slots=True)
class Act:
    """A change about to be made.

    Attributes:
        said: what is done, in a sentence; `part`: the part it is about, "" = several.
        who: a member of staff, by id.
        typing: whether it goes on with the step before, where that was the same writing.
    """

    said: str
    who: int | None
    now: datetime
    part: str = ""
    typing: bool = False


class DraftStep(Base):
    """下書きの変更. `patch` holds the parts it changed, as they were before and after.

    Attributes:
        touched: the names of these parts.
        typing: whether it was typed, and may be typed on.
    """

    __tablename__ = "draft_step"
    __table_args__ = (UniqueConstraint("questionnaire_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    questionnaire_id: Mapped[int] = mapped_column(
        ForeignKey("questionnaire.id", ondelete="CASCADE")
    )
    number: Mapped[int]
    who: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    made_at: Mapped[datetime]
    said: Mapped[str] = mapped_column(Text)
    part: Mapped[str] = mapped_column(String(300))
    touched: Mapped[list[Any]]
    typing: Mapped[bool] = mapped_column(default=False)
    undone: Mapped[bool] = mapped_column(default=False)
    patch: Mapped[dict[str, Any]] = mapped_column(JSON, deferred=True)


def hold(session: Session, questionnaire: Questionnaire) -> None:
    """Let whoever else writes in this draft wait until this transaction ends."""
    session.refresh(questionnaire, with_for_update=True)


def change(
    session: Session, questionnaire: Questionnaire, document: Document, act: Act
) -> DraftStep | None:
    """Put a document in the place of a draft's, as a step; None: it says the same already.

    Raises:
        NotADraft
    """
    before = questionnaire.draft or NOTHING
    _put(questionnaire, document)
    made = patches.patch(before, questionnaire.draft or NOTHING)
    if not made:
        return None
    _forget_undone(session, questionnaire, act.who)
    going_on = _going_on(session, questionnaire, act)
    if going_on is not None:
        return _typed_on(session, going_on, made, act)
    step = DraftStep(
        questionnaire_id=questionnaire.id,
        number=newest_number(session, questionnaire) + 1,
        who=act.who,
        made_at=act.now,
        said=act.said,
        part=act.part,
        touched=list(made),
        typing=act.typing,
        patch=made,
    )
    session.add(step)
    session.execute(
        delete(DraftStep).where(_mine(questionnaire), DraftStep.number <= step.number - MOST)
    )
    session.flush()
    return step


def undo(session: Session, questionnaire: Questionnaire, who: int) -> DraftStep:
    """Take one's last step back.

    Raises:
        NotADraft, NothingToUndo, ChangedSince, DoesNotFitAnyMore
    """
    step = last(session, questionnaire, who)
    if step is None:
        raise NothingToUndo
    _take(questionnaire, patches.turned(step.patch))
    step.undone, step.typing = True, False
    session.flush()
    return step


def redo(session: Session, questionnaire: Questionnaire, who: int) -> DraftStep:
    """Do again what one took back last.

    Raises:
        NotADraft, NothingToRedo, ChangedSince, DoesNotFitAnyMore
    """
    step = next_again(session, questionnaire, who)
    if step is None:
        raise NothingToRedo
    _take(questionnaire, step.patch)
    step.undone = False
    session.flush()
    return step


def last(session: Session, questionnaire: Questionnaire, who: int) -> DraftStep | None:
    """One's last step that stands."""
    mine = _steps(questionnaire).where(DraftStep.who == who, ~DraftStep.undone)
    return session.scalars(mine.order_by(DraftStep.number.desc()).limit(1)).first()


def next_again(session: Session, questionnaire: Questionnaire, who: int) -> DraftStep | None:
    """The step that would be done again: of those one took back, the first."""
    mine = _steps(questionnaire).where(DraftStep.who == who, DraftStep.undone)
    return session.scalars(mine.order_by(DraftStep.number).limit(1)).first()


def history(session: Session, questionnaire: Questionnaire) -> list[DraftStep]:
    """Every step that is remembered, the newest first."""
    mine = select(DraftStep).where(_mine(questionnaire))
    return list(session.scalars(mine.order_by(DraftStep.number.desc())))


def newest_number(session: Session, questionnaire: Questionnaire) -> int:
    """The number of the last step that is remembered, taken back or not; 0 = there is none."""
    newest = select(DraftStep.number).where(_mine(questionnaire))
    return session.scalar(newest.order_by(DraftStep.number.desc()).limit(1)) or 0


def question_codes(session: Session, questionnaire: Questionnaire) -> set[str]:
    """The codes that questions of this draft have or had."""
    touched = session.scalars(select(DraftStep.touched).where(_mine(questionnaire)))
    names = (name.partition("/") for listed in touched for name in listed)
    return {code for kind, _, code in names if kind == "question"}


def listed_codes(session: Session, questionnaire: Questionnaire, code: str) -> set[str]:
    """The codes that choices and lines of a question have or had."""
    name = part_of(code)
    mine = _steps(questionnaire)
    kept = (step.patch[name] for step in session.scalars(mine) if name in step.touched)
    states = (state for pair in kept for state in pair if state)
    return {each["code"] for state in states for part in LISTS for each in state.get(part, ())}


def _put(questionnaire: Questionnaire, document: Document) -> None:
    questionnaires.redraft(questionnaire, document)
    questionnaire.title = document.plain.title or questionnaire.title


def _take(questionnaire: Questionnaire, patch: patches.Patch) -> None:
    questionnaires.must_be_draft(questionnaire)
    _put(questionnaire, patches.applied(questionnaire.draft or NOTHING, patch))


def _going_on(session: Session, questionnaire: Questionnaire, act: Act) -> DraftStep | None:
    """The step that is being typed on: the very last one, of the same part and person."""
    if not act.typing:
        return None
    newest = _steps(questionnaire).order_by(DraftStep.number.desc()).limit(1)
    step = session.scalars(newest).first()
    same = step is not None and step.typing and (step.who, step.part) == (act.who, act.part)
    return step if step and same and act.now - step.made_at <= PAUSE else None


def _typed_on(session: Session, step: DraftStep, made: patches.Patch, act: Act) -> DraftStep | None:
    whole = patches.joined(step.patch, made)
    if not whole:
        session.delete(step)
        session.flush()
        return None
    step.patch, step.touched = whole, list(whole)
    step.made_at, step.said = act.now, act.said
    session.flush()
    return step


def _forget_undone(session: Session, questionnaire: Questionnaire, who: int | None) -> None:
    """Whoever goes on otherwise has nothing left to do again."""
    session.execute(
        delete(DraftStep).where(_mine(questionnaire), DraftStep.who == who, DraftStep.undone)
    )


def _steps(questionnaire: Questionnaire) -> Any:
    return select(DraftStep).where(_mine(questionnaire)).options(undefer(DraftStep.patch))


def _mine(questionnaire: Questionnaire) -> Any:
    return DraftStep.questionnaire_id == questionnaire.id
