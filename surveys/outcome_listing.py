"""いただいた声はどうなったか: every issue that was ever public, once, with its newest state."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from surveys import issue_lineage, outcomes
from surveys.editions import Edition
from surveys.outcomes import NOTHING, Course, Outcome
from surveys.plans import Plan


@dataclass(frozen=True, slots=True)
class Heard:
    """An issue as the newest edition with it tells it, and what became of it.

    Attributes:
        since: when an edition with it was first public.
    """

    issue: Mapping[str, Any]
    edition: Edition
    since: datetime
    course: Course

    @property
    def newest(self) -> Outcome | None:
        return self.course.newest

    def comes_from(self, title: str) -> bool:
        """Whether evidence or a voice of it is from the survey of this title."""
        told = [each["questionnaire"] for each in self.issue["evidence"]]
        said = [str(voice.get("origin", "")) for voice in self.issue["voices"]]
        return title in told or any(each.startswith(title) for each in said)


def public_editions(session: Session, plan: Plan) -> list[Edition]:
    """The plan's editions anyone may read, the newest first."""
    mine = select(Edition).where(Edition.plan_id == plan.id, Edition.withdrawn_at.is_(None))
    return list(session.scalars(mine.order_by(Edition.number.desc())))


def names(session: Session, plan: Plan) -> list[Edition]:
    """The same without their documents, for pages that only name them."""
    mine = select(Edition).where(Edition.plan_id == plan.id, Edition.withdrawn_at.is_(None))
    order = Edition.number.desc()
    return list(session.scalars(mine.order_by(order).options(defer(Edition.document))))


def public(session: Session, plan: Plan) -> list[Heard]:
    """Those of the newest edition in its order, then those only older ones have.

    An issue that was merged is told under the one it lives on in, if that is public too.
    """
    return told(public_editions(session, plan), session, plan)


def told(shown: Sequence[Edition], session: Session, plan: Plan) -> list[Heard]:
    """The same, of editions that were read already, the newest first."""
    into = issue_lineage.merged(session, plan)
    courses = outcomes.courses(session, plan)
    known: dict[Any, Heard] = {}
    for edition in shown:
        for issue in edition.document["issues"]:
            uid = issue.get("uid", 0)
            key = issue_lineage.way(into, uid)[-1] or issue["topic"]
            course = courses.get(uid, NOTHING)
            first = known.get(key, Heard(issue, edition, edition.published_at, course))
            known[key] = Heard(first.issue, first.edition, edition.published_at, first.course)
    return list(known.values())
