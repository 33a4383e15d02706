"""版: one published state of the digest, frozen whole with the file it was handed in as."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    String,
    Text,
    UniqueConstraint,
    select,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys import issues, questionnaires, voices
from surveys.base import Base
from surveys.edition_sources import sources
from surveys.errors import N_, SurveyError
from surveys.issues import HORIZONS, MEASURED, Evidence, PolicyIssue
from surveys.plans import Plan, PolicyField
from surveys.questionnaires import Questionnaire
from surveys.voices import Voice

STAGES = {"outline": "骨子", "draft": "素案", "proposal": "案", "final": "成案"}
DOCUMENT_FORMAT = 2  # 2 knows charts, and how each survey was made
LEAST_BASE = 10  # a sentence about fewer people never leaves the desk
MOST_FIGURES = 3
# A share that can stand alone as a figure, and what it is a share of; the first stands first.
FIGURES = {
    "low_rating": "『%(subject)s』に否定的な回答をした人",
    "need": "『%(question)s』で「%(subject)s」を選んだ人",
    "theme": "不満や要望を書いた人のうち、この論点に触れた人",
}


class NothingToPublish(SurveyError):
    message = N_("公開する論点がありません。論点案を採用してから公開してください")


class EvidenceTooSmall(SurveyError):
    message = N_(
        "回答者が%(least)d人に満たない根拠が%(number)d件あるため、公開できません。"
        "論点の「根拠を新しくする」を押すか、その論点を外してください"
    )


class PublishedMeanwhile(SurveyError):
    message = N_(
        "同じ時に別の職員が版を公開しました。「版」の一覧でその版を確かめ、"
        "必要なら、もう一度公開してください"
    )


class AlreadyWithdrawn(SurveyError):
    message = N_("この版はすでに公開を取り下げています")


class Edition(Base):
    """版: the digest of a plan as it was published. `document` never changes."""

    __tablename__ = "edition"
    __table_args__ = (
        UniqueConstraint("plan_id", "number"),
        CheckConstraint("stage IN ('outline','draft','proposal','final')", name="stage"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    number: Mapped[int]
    stage: Mapped[str] = mapped_column(String(10))
    title: Mapped[str] = mapped_column(String(200))
    preface: Mapped[str] = mapped_column(Text, default="")
    document: Mapped[dict[str, Any]] = mapped_column(JSON)
    published_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]

    @property
    def name(self) -> str:
        """E.g. 素案 第2版."""
        return f"{STAGES[self.stage]} 第{self.number}版"


def of_plan(session: Session, plan: Plan) -> list[Edition]:
    """List a plan's editions, newest first, withdrawn ones too."""
    mine = select(Edition).where(Edition.plan_id == plan.id)
    return list(session.scalars(mine.order_by(Edition.number.desc())))


def public(session: Session) -> list[tuple[Plan, Edition]]:
    """Every edition anyone may read with its plan, the newest first."""
    shown = select(Plan, Edition).join(Edition, Edition.plan_id == Plan.id)
    shown = shown.where(Edition.withdrawn_at.is_(None))
    order = (Edition.published_at.desc(), Edition.number.desc())
    return [(plan, edition) for plan, edition in session.execute(shown.order_by(*order))]


def find_public(session: Session, plan_id: int, number: int) -> Edition | None:
    """The edition anyone may read under this number, if there is one."""
    wanted = (Edition.plan_id == plan_id) & (Edition.number == number)
    return session.scalar(select(Edition).where(wanted, Edition.withdrawn_at.is_(None)))


def document(session: Session, plan: Plan) -> dict[str, Any]:
    """The digest as it stands now, in plain words and numbers: what an edition freezes.

    Only approved voices are in it, without the ids of their responses.
    """
    listed = issues.of_plan(session, plan)
    return {
        "format": DOCUMENT_FORMAT,
        "plan": plan.title,
        "municipality": plan.municipality,
        "example": plan.example,
        "sources": sources(session, listed),
        "issues": [_issue(session, number, each) for number, each in enumerate(listed, 1)],
    }


def prepare(
    session: Session, edition: Edition, further: Mapping[str, Any] | None = None
) -> Edition:
    """Make an edition of the plan's digest, with the next number; nothing is stored.

    `further` facts stand in its document too, such as the weights of priority.

    Raises:
        NothingToPublish, EvidenceTooSmall, VoiceNotApproved
    """
    plan = session.get_one(Plan, edition.plan_id)
    listed = issues.of_plan(session, plan)
    require_publishable(session, listed)
    numbers = select(Edition.number).where(Edition.plan_id == plan.id)
    edition.number = max(session.scalars(numbers), default=0) + 1
    edition.document = document(session, plan) | dict(further or {})
    return edition


def publish(
    session: Session, edition: Edition, further: Mapping[str, Any] | None = None
) -> Edition:
    """Freeze the plan's digest as an edition under the next number.

    Raises:
        What `prepare` raises.
        PublishedMeanwhile: someone else took the number at this moment.
    """
    prepare(session, edition, further)
    try:
        with session.begin_nested():
            session.add(edition)
    except IntegrityError as error:
        raise PublishedMeanwhile from error
    return edition


def require_publishable(session: Session, listed: Sequence[PolicyIssue]) -> None:
    """Let out only what someone answers for and enough people are behind.

    Raises:
        NothingToPublish, EvidenceTooSmall, VoiceNotApproved
    """
    if not listed:
        raise NothingToPublish
    told = [e for issue in listed for e in issues.evidence(session, issue)]
    small = [each for each in told if too_few(each)]
    if small:
        raise EvidenceTooSmall(least=LEAST_BASE, number=len(small))
    voices.require_approved([v for issue in listed for v in issues.voices(session, issue)])


def too_few(each: Evidence) -> bool:
    """Whether a sentence is about fewer people than may be published."""
    return each.n < LEAST_BASE and bool(each.n or each.kind not in MEASURED)


def told(edition: Edition) -> dict[str, Any]:
    """Everything an edition says, as its JSON file holds it."""
    return {
        "title": edition.title,
        "stage": STAGES[edition.stage],
        "number": edition.number,
        "published_at": edition.published_at.isoformat(),
        "preface": edition.preface,
    } | edition.document


def withdraw(edition: Edition, now: datetime) -> None:
    """Take an edition off the public pages; it stays at the desk.

    Raises:
        AlreadyWithdrawn
    """
    if edition.withdrawn_at is not None:
        raise AlreadyWithdrawn
    edition.withdrawn_at = now


def _issue(session: Session, number: int, issue: PolicyIssue) -> dict[str, Any]:
    field = session.get(PolicyField, issue.field_id) if issue.field_id else None
    found = issues.evidence(session, issue)
    return {
        "number": number,
        "uid": issue.id,
        "topic": issue.topic,
        "field": field.name if field else issue.draft_field,
        "desired_state": issue.desired_state,
        "present_state": issue.present_state,
        "gap": issue.gap,
        "measures": issue.measures,
        "section": issue.section,
        "related_sections": issue.related_sections,
        "horizon": HORIZONS[issue.horizon] if issue.horizon else "",
        "horizon_reason": issue.horizon_reason,
        "priority": issue.priority,
        "parts": dict(issue.parts),
        "figures": [_figure(session, each) for each in _large(found)],
        "groups": [_evidence(session, each) for each in found if each.source.get("axis")],
        "evidence": [_evidence(session, each) for each in found],
        "voices": [_voice(session, v) for v in issues.voices(session, issue) if v.approved],
    }


def _large(found: Sequence[Evidence]) -> list[Evidence]:
    """What stands large: what everybody was asked before what some wrote of their own accord."""
    kinds = list(FIGURES)
    shares = [each for each in found if each.kind in FIGURES]
    return sorted(shares, key=lambda each: kinds.index(each.kind))[:MOST_FIGURES]


def _figure(session: Session, each: Evidence) -> dict[str, Any]:
    """A share that stands large on the page, with its words and its base."""
    return {
        "share": each.strength,
        "n": each.n,
        "words": FIGURES[each.kind]
        % {"subject": each.source["subject"], "question": _question(session, each)},
        "representative": _evidence(session, each)["representative"],
    }


def _question(session: Session, each: Evidence) -> str:
    """The words of the question that evidence was made from, or its code."""
    code = each.source.get("question")
    asked = session.get(Questionnaire, each.source.get("questionnaire_id"))
    known = questionnaires.latest(session, asked).questions if asked and code else ()
    return next((question.label for question in known if question.code == code), str(code))


def _evidence(session: Session, each: Evidence) -> dict[str, Any]:
    asked = session.get(Questionnaire, each.source.get("questionnaire_id"))
    return {
        "kind": each.kind,
        "statement": each.statement,
        "n": each.n,
        "questionnaire": asked.title if asked else "",
        "representative": asked.representative if asked else False,
        "question": each.source.get("question"),
        "axis": each.source.get("axis"),
        "subject": each.source.get("subject", ""),
        "chart": each.source.get("chart"),
    }


def _voice(session: Session, voice: Voice) -> dict[str, Any]:
    said = {"text": voice.words, "attributes": list(voice.attributes)}
    return {**said, "origin": voices.origin(session, voice)}
