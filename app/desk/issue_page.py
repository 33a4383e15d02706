"""What the page of one issue says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from analysis.digest.priorities import PARTS
from app.desk.issue_hints import Hints, hints_of
from app.desk.issue_newest import Newest, Reader
from app.desk.issue_told import Told, ago, told
from app.desk.issue_voices import Offered, Quoted, offered, quoted
from surveys import issue_comments, issue_evidence, issue_steps, issues
from surveys.issue_comments import IssueComment
from surveys.issues import Evidence, PolicyIssue
from surveys.plans import Plan, PolicyField
from surveys.staff import StaffMember

NEWEST = 5  # steps that an issue's own page shows


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment with the names of who made it and who settled it."""

    row: IssueComment
    who: str
    settler: str


@dataclass(frozen=True, slots=True)
class Page:
    """Everything the page says beside what is written in the issue.

    Attributes:
        place: in the list, from 1, of `number`; 0 for an issue that was taken out of it.
        news: how many sentences newer data say otherwise.
        evidence: each with the mark it can be left out by.
        comments: by the part they are about.
        wrote: who changed it last, and how long ago.
    """

    field: str
    place: int
    number: int
    newest: Newest
    news: int
    evidence: Sequence[tuple[str, Evidence]]
    voices: Sequence[Quoted]
    offered: Sequence[Offered]
    missing: Sequence[str]
    hints: Hints
    comments: Mapping[str, Sequence[Comment]]
    steps: Sequence[Told]
    wrote: tuple[str, str] | None

    @property
    def parts(self) -> Mapping[str, str]:
        return PARTS

    @property
    def open(self) -> int:
        """How many comments are not settled."""
        return sum(c.row.settled_at is None for some in self.comments.values() for c in some)


def page_of(
    session: Session, plan: Plan, issue: PolicyIssue, now: datetime, *, choosing: bool
) -> Page:
    """Gather the page; voices to choose from only for who may choose."""
    listed, reader = issues.of_plan(session, plan), Reader(session, plan)
    newest, held = reader.newest(issue), quoted(session, issue)
    field = session.get(PolicyField, issue.field_id) if issue.field_id else None
    steps = told(session, plan, issue_steps.history(session, issue)[:NEWEST])
    return Page(
        field=field.name if field else issue.draft_field,
        place=listed.index(issue) + 1 if issue in listed else 0,
        number=len(listed),
        newest=newest,
        news=len(reader.differences(issue, newest)),
        evidence=[(issue_evidence.mark(e), e) for e in issues.evidence(session, issue)],
        voices=held,
        offered=offered(session, newest, held) if choosing else (),
        missing=issues.missing(issue, [each.voice for each in held]),
        hints=hints_of(issue.desired_state, field.name if field else issue.draft_field),
        comments=_comments(session, issue),
        steps=steps,
        wrote=(steps[0].who, ago(steps[0].at, now)) if steps else None,
    )


def _comments(session: Session, issue: PolicyIssue) -> dict[str, list[Comment]]:
    found: dict[str, list[Comment]] = {}
    for row in issue_comments.of_issue(session, issue):
        said = Comment(row, _name(session, row.who), _name(session, row.settled_by))
        found.setdefault(row.about, []).append(said)
    return found


def _name(session: Session, staff_id: int | None) -> str:
    member = session.get(StaffMember, staff_id) if staff_id is not None else None
    return member.shown_name if member else ""
