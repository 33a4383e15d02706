"""論点: what staff made of drafts, with its evidence and its voices."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    String,
    Text,
    false,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, declared_attr, mapped_column

from surveys.base import Base
from surveys.errors import N_, SurveyError
from surveys.plans import Plan
from surveys.voices import Voice

HORIZONS = {"": "未定", "middle": "中期投資", "long": "長期投資", "base": "基盤（継続）"}
MEASURED = ("indicator", "indicator_away")  # evidence that is not about answers: its n may be 0
GAPS = {
    "section": N_("主管課"),
    "measures": N_("取り組み"),
    "horizon": N_("区分"),
    "voices": N_("承認していない声"),
}
WRITTEN = (
    "desired_state",
    "present_state",
    "gap",
    "measures",
    "section",
    "related_sections",
    "horizon",
    "horizon_reason",
    "field_id",
)


class DesiredStateMissing(SurveyError):
    message = N_("「ありたい姿」を入力してください（例: 誰もが安心して移動できる）")


class IssueChangedMeanwhile(SurveyError):
    message = N_("ほかの人がこの論点を先に保存しました。内容を見比べて、もう一度保存してください")


class PolicyIssue(Base):
    """論点. What people wrote is in its columns; what the numbers say is in `Evidence`.

    The drafts it was made from stand in `issue_drafts`; `priority` and `parts` are their numbers
    at that time, `draft_field` the policy field they fell under, which stands until a field of
    the plan is chosen. `revision` guards against two writers. An issue that was taken out of the
    list, or merged into another, is `gone` and keeps all it had, so that it can come back.
    """

    __tablename__ = "policy_issue"
    __table_args__ = (CheckConstraint("horizon IN ('middle','long','base','')", name="horizon"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    field_id: Mapped[int | None] = mapped_column(
        ForeignKey("policy_field.id", ondelete="SET NULL"), index=True
    )
    position: Mapped[int]
    draft_field: Mapped[str] = mapped_column(String(100), default="")
    topic: Mapped[str] = mapped_column(String(200))
    desired_state: Mapped[str] = mapped_column(String(300))
    present_state: Mapped[str] = mapped_column(Text, default="")
    gap: Mapped[str] = mapped_column(Text, default="")
    measures: Mapped[str] = mapped_column(Text, default="")
    section: Mapped[str] = mapped_column(String(100), default="")
    related_sections: Mapped[str] = mapped_column(String(300), default="")
    horizon: Mapped[str] = mapped_column(String(10), default="")
    horizon_reason: Mapped[str] = mapped_column(Text, default="", server_default="")
    priority: Mapped[float] = mapped_column(default=0.0)
    parts: Mapped[dict[str, float | None]] = mapped_column(JSON, default=dict)
    gone: Mapped[bool] = mapped_column(default=False, server_default=false())
    revision: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 - declared_attr hands in the class
        return {"version_id_col": cls.revision}


class Evidence(Base):
    """根拠: one sentence made from numbers, and where to find them (`source`)."""

    __tablename__ = "evidence"

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(
        ForeignKey("policy_issue.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(40))
    statement: Mapped[str] = mapped_column(Text)
    strength: Mapped[float]
    n: Mapped[int]
    source: Mapped[dict[str, Any]] = mapped_column(JSON)


class IssueVoice(Base):
    """A voice that stands in an issue, for it or beside it as one that sees it otherwise."""

    __tablename__ = "issue_voice"

    issue_id: Mapped[int] = mapped_column(
        ForeignKey("policy_issue.id", ondelete="CASCADE"), primary_key=True
    )
    voice_id: Mapped[int] = mapped_column(
        ForeignKey("voice.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int]
    contrary: Mapped[bool] = mapped_column(default=False, server_default=false())


def of_plan(session: Session, plan: Plan) -> list[PolicyIssue]:
    """List a plan's issues in the order staff gave them."""
    mine = select(PolicyIssue).where(PolicyIssue.plan_id == plan.id, ~PolicyIssue.gone)
    return list(session.scalars(mine.order_by(PolicyIssue.position, PolicyIssue.id)))


def gone(session: Session, plan: Plan) -> list[PolicyIssue]:
    """List the issues that were taken out of the list, the last made first."""
    mine = select(PolicyIssue).where(PolicyIssue.plan_id == plan.id, PolicyIssue.gone)
    return list(session.scalars(mine.order_by(PolicyIssue.id.desc())))


def add(session: Session, issue: PolicyIssue) -> PolicyIssue:
    """Put a new issue at the end of the list.

    Raises:
        DesiredStateMissing
    """
    _require_desired_state(issue.desired_state)
    places = select(PolicyIssue.position).where(PolicyIssue.plan_id == issue.plan_id)
    issue.position = max(session.scalars(places), default=0) + 1
    session.add(issue)
    session.flush()
    return issue


def write(issue: PolicyIssue, revision: int, written: Mapping[str, Any]) -> None:
    """Put what a person wrote into an issue.

    Raises:
        IssueChangedMeanwhile: `revision` is not the one the writer had read.
        DesiredStateMissing
    """
    if revision != issue.revision:
        raise IssueChangedMeanwhile
    _require_desired_state(str(written.get("desired_state", issue.desired_state)))
    for name in WRITTEN:
        if name in written:
            setattr(issue, name, written[name])


def place(session: Session, plan: Plan, issue: PolicyIssue, number: int) -> None:
    """Put an issue in the place `number` (from 1) of its plan's list, or as near as there is.

    The order is no one's writing: it changes beside `revision`, so that nobody who is editing
    an issue is told that it was changed.
    """
    listed = [each for each in of_plan(session, plan) if each is not issue]
    listed.insert(max(number, 1) - 1, issue)
    for position, each in enumerate(listed, 1):
        _set_beside_revision(session, each, position=position)


def missing(issue: PolicyIssue, quoted: Sequence[Voice]) -> tuple[str, ...]:
    """What an issue still lacks before it is published, as keys of `GAPS`."""
    empty = [name for name in ("section", "measures", "horizon") if not getattr(issue, name)]
    waiting = ["voices"] if any(not voice.approved for voice in quoted) else []
    return (*empty, *waiting)


def set_priority(
    session: Session, issue: PolicyIssue, priority: float, parts: Mapping[str, float | None]
) -> None:
    """Let the newest numbers say how urgent an issue is; what people wrote stays as it is."""
    _set_beside_revision(session, issue, priority=priority, parts=dict(parts))


def evidence(session: Session, issue: PolicyIssue) -> list[Evidence]:
    """List an issue's evidence, strongest first as it was made."""
    mine = select(Evidence).where(Evidence.issue_id == issue.id)
    return list(session.scalars(mine.order_by(Evidence.position)))


def set_evidence(session: Session, issue: PolicyIssue, found: Sequence[Evidence]) -> None:
    """Replace an issue's evidence by what the newest data say; nothing written is touched."""
    for old in evidence(session, issue):
        session.delete(old)
    for position, new in enumerate(found, 1):
        new.issue_id, new.position = issue.id, position
        session.add(new)
    session.flush()


def voices(session: Session, issue: PolicyIssue) -> list[Voice]:
    """List an issue's voices in their order."""
    mine = (
        select(Voice)
        .join(IssueVoice, IssueVoice.voice_id == Voice.id)
        .where(IssueVoice.issue_id == issue.id)
    )
    return list(session.scalars(mine.order_by(IssueVoice.position)))


def contrary(session: Session, issue: PolicyIssue) -> set[int]:
    """Ids of those of its voices that see the issue otherwise."""
    mine = select(IssueVoice.voice_id).where(IssueVoice.issue_id == issue.id, IssueVoice.contrary)
    return set(session.scalars(mine))


def add_voice(
    session: Session, issue: PolicyIssue, voice: Voice, *, contrary: bool = False
) -> None:
    """Put a voice at the end of an issue's voices; one that is there stays where it is."""
    held = session.get(IssueVoice, (issue.id, voice.id))
    if held is not None:
        held.contrary = contrary
        return
    places = select(IssueVoice.position).where(IssueVoice.issue_id == issue.id)
    position = max(session.scalars(places), default=0) + 1
    held = IssueVoice(issue_id=issue.id, voice_id=voice.id, position=position)
    held.contrary = contrary
    session.add(held)
    session.flush()


def remove_voice(session: Session, issue: PolicyIssue, voice: Voice) -> None:
    held = session.get(IssueVoice, (issue.id, voice.id))
    if held is not None:
        session.delete(held)
        session.flush()


def _require_desired_state(words: str) -> None:
    if not words.strip():
        raise DesiredStateMissing


def _set_beside_revision(session: Session, issue: PolicyIssue, **values: Any) -> None:
    """Change columns nobody writes by hand, without a new revision."""
    session.execute(update(PolicyIssue).where(PolicyIssue.id == issue.id).values(**values))
    session.refresh(issue)
