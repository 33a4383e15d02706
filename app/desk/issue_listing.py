"""論点集: the list of issues as a reader asks for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import request
from sqlalchemy.orm import Session

from app.desk.issue_newest import Reader
from surveys import desired_states, issue_comments, issues, plans
from surveys.errors import N_
from surveys.issues import GAPS, HORIZONS, PolicyIssue
from surveys.plans import Plan

NEWS, COMMENTS, MEANS = "news", "comments", "means"
# What an issue may still need; the first are the gaps before it is published.
NEEDS = {
    **GAPS,
    MEANS: N_("手段の言い方"),
    NEWS: N_("新しい集計"),
    COMMENTS: N_("済んでいない意見"),
}
UNDECIDED = "none"  # of a field, a section or a horizon that nobody chose yet


@dataclass(frozen=True, slots=True)
class Row:
    """One issue of the list: its place from 1, and what it still needs."""

    issue: PolicyIssue
    place: int
    field: str
    voices: int
    missing: Sequence[str]
    comments: int
    news: int
    means: bool

    def needs(self) -> set[str]:
        found = {NEWS: self.news, COMMENTS: self.comments, MEANS: self.means}
        return {*self.missing, *(name for name, wanted in found.items() if wanted)}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for; "" = everything."""

    field: str = ""
    section: str = ""
    horizon: str = ""
    need: str = ""

    @property
    def any(self) -> bool:
        return bool(self.field or self.section or self.horizon or self.need)

    def fits(self, row: Row) -> bool:
        issue = row.issue
        values = (
            (self.field, row.field),
            (self.section, issue.section),
            (self.horizon, issue.horizon),
        )
        if any(asked and asked != (value or UNDECIDED) for asked, value in values):
            return False
        return not self.need or self.need in row.needs()


def asked() -> Asked:
    names = ("field", "section", "horizon", "need")
    return Asked(**{name: request.args.get(name, "") for name in names})


def choices(listed: Sequence[Row]) -> dict[str, list[tuple[str, str]]]:
    """What a list can be narrowed to, as (value, label)."""
    fields = dict.fromkeys(row.field for row in listed if row.field)
    sections = dict.fromkeys(row.issue.section for row in listed if row.issue.section)
    horizons = [(key or UNDECIDED, label) for key, label in HORIZONS.items()]
    nobody = (UNDECIDED, HORIZONS[""])
    return {
        "field": [(name, name) for name in fields],
        "section": [*((name, name) for name in sections), nobody],
        "horizon": [*horizons[1:], horizons[0]],
    }


def rows(session: Session, plan: Plan) -> list[Row]:
    """Every issue of the list."""
    named = {field.id: field.name for field in plans.fields(session, plan)}
    reader, comments = Reader(session, plan), issue_comments.open_ones(session, plan)
    return [
        _row(session, place, issue, named, reader, comments)
        for place, issue in enumerate(issues.of_plan(session, plan), 1)
    ]


def _row(
    session: Session,
    place: int,
    issue: PolicyIssue,
    named: Mapping[int, str],
    reader: Reader,
    comments: Mapping[int, int],
) -> Row:
    quoted = issues.voices(session, issue)
    return Row(
        issue=issue,
        place=place,
        field=named.get(issue.field_id or 0, issue.draft_field),
        voices=len(quoted),
        missing=issues.missing(issue, quoted),
        comments=comments.get(issue.id, 0),
        news=len(reader.differences(issue)),
        means=desired_states.names_a_means(issue.desired_state),
    )
