"""公開前の確認: what an edition would lack, say of too few people, or say of old numbers."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from surveys import editions, issues
from surveys.editions import STAGES, Edition
from surveys.errors import N_, SurveyError
from surveys.issues import PolicyIssue
from surveys.plans import Plan


class StageBackwards(SurveyError):
    message = N_(
        "前の版は「%(last)s」です。「%(stage)s」に戻して公開するときは、"
        "「前の段階に戻して公開する」に印を付けてください"
    )


@dataclass(frozen=True, slots=True)
class Check:
    """An issue as it would be published.

    Attributes:
        missing: keys of `GAPS`.
        small: sentences about fewer people than may be published.
        stale: how many sentences the newest data say otherwise.
    """

    issue: PolicyIssue
    missing: tuple[str, ...]
    small: tuple[str, ...]
    stale: int

    @property
    def ready(self) -> bool:
        return not (self.missing or self.small or self.stale)


def last(session: Session, plan: Plan) -> Edition | None:
    """The newest edition that is public."""
    shown = (each for each in editions.of_plan(session, plan) if each.withdrawn_at is None)
    return next(shown, None)


def require_forward(session: Session, edition: Edition) -> None:
    """Let a stage follow the last one's, or be the same.

    Raises:
        StageBackwards
    """
    before = last(session, session.get_one(Plan, edition.plan_id))
    order = list(STAGES)
    if before is not None and order.index(edition.stage) < order.index(before.stage):
        raise StageBackwards(last=STAGES[before.stage], stage=STAGES[edition.stage])


def checks(session: Session, plan: Plan, stale: Callable[[PolicyIssue], int]) -> list[Check]:
    """Look at every issue of the list; `stale` says how many of its sentences are out of date."""
    return [
        Check(
            issue,
            issues.missing(issue, issues.voices(session, issue)),
            tuple(e.statement for e in issues.evidence(session, issue) if editions.too_few(e)),
            stale(issue),
        )
        for issue in issues.of_plan(session, plan)
    ]
