"""What the newest data say of an issue, whichever drafts it was made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy.orm import Session

from app.desk.draft_reading import Draft, every, evidence_of
from surveys import issue_drafts, issue_evidence
from surveys.issue_evidence import Difference
from surveys.issues import Evidence, PolicyIssue
from surveys.plans import Plan


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest drafts of an issue, and their evidence together."""

    drafts: Sequence[Draft]
    evidence: Sequence[Evidence]

    @property
    def priority(self) -> float:
        return max(float(draft["priority"]) for draft in self.drafts)

    @property
    def parts(self) -> Mapping[str, float | None]:
        """The parts of the draft that weighs most."""
        most: Mapping[str, float | None] = max(self.drafts, key=lambda d: float(d["priority"]))[
            "parts"
        ]
        return most


class Reader:
    """Reads the drafts of a plan for its issues, all of them once."""

    def __init__(self, session: Session, plan: Plan) -> None:
        self.session, self.plan = session, plan

    def newest(self, issue: PolicyIssue) -> Newest:
        keys = issue_drafts.keys_of(self.session, issue)
        drafts = [self._drafts[key] for key in keys if key in self._drafts]
        found = {issue_evidence.mark(e): e for draft in drafts for e in evidence_of(draft)}
        return Newest(drafts, list(found.values()))

    def differences(self, issue: PolicyIssue, newest: Newest | None = None) -> list[Difference]:
        """What has changed since; nothing where no digest speaks of the issue any more."""
        newest = newest or self.newest(issue)
        if not newest.drafts:
            return []
        return issue_evidence.differences(self.session, issue, newest.evidence)

    @cached_property
    def _drafts(self) -> Mapping[str, Draft]:
        return every(self.session, self.plan)
