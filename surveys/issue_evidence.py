"""根拠 and newer data: what changed since an issue was written, to be accepted or declined."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import ForeignKey, String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys import issues
from surveys.base import Base
from surveys.issues import Evidence, PolicyIssue

# What makes a sentence the same sentence when its numbers change.
NAMED = ("questionnaire_id", "kind", "question", "axis", "level", "theme", "other", "subject")
LOST = ""  # what is declined when newer data no longer say a sentence


class EvidenceDeclined(Base):
    """不採用: a sentence of newer data that a person did not want, as it was then (`told`)."""

    __tablename__ = "evidence_declined"

    issue_id: Mapped[int] = mapped_column(
        ForeignKey("policy_issue.id", ondelete="CASCADE"), primary_key=True
    )
    mark: Mapped[str] = mapped_column(String(16), primary_key=True)
    told: Mapped[str] = mapped_column(String(16))


@dataclass(frozen=True, slots=True)
class Difference:
    """One sentence that newer data say otherwise.

    Attributes:
        mark: names the sentence, whatever its numbers.
        held, found: as it stands in the issue, and as the newest data say it; None = not there.
    """

    mark: str
    held: Evidence | None
    found: Evidence | None


def mark(each: Evidence) -> str:
    """Equal for one sentence before and after its numbers change."""
    named = {**each.source, "kind": each.kind}
    return _short([named.get(name) for name in NAMED])


def differences(
    session: Session, issue: PolicyIssue, found: Sequence[Evidence]
) -> list[Difference]:
    """What the newest data say otherwise than the issue, but for what was declined before."""
    held = {mark(each): each for each in issues.evidence(session, issue)}
    newest = {mark(each): each for each in found}
    asked = select(EvidenceDeclined).where(EvidenceDeclined.issue_id == issue.id)
    unwanted = {each.mark: each.told for each in session.scalars(asked)}
    every = [
        Difference(name, held.get(name), newest.get(name))
        for name in dict.fromkeys([*held, *newest])
    ]
    return [each for each in every if _differs(each) and unwanted.get(each.mark) != _told(each)]


def accept(
    session: Session, issue: PolicyIssue, found: Sequence[Evidence], marks: Collection[str]
) -> int:
    """Let the newest data speak for these sentences; say how many changed."""
    wanted = {d.mark: d.found for d in differences(session, issue, found) if d.mark in marks}
    held = issues.evidence(session, issue)
    known = {mark(each) for each in held}
    kept = [wanted.get(mark(each), each) for each in held]
    kept += [newer for name, newer in wanted.items() if name not in known]
    issues.set_evidence(session, issue, [copy(each) for each in kept if each is not None])
    return len(wanted)


def decline(
    session: Session, issue: PolicyIssue, found: Sequence[Evidence], marks: Collection[str]
) -> None:
    """Leave these sentences as they are until newer data say something else again."""
    for each in differences(session, issue, found):
        if each.mark in marks:
            session.merge(EvidenceDeclined(issue_id=issue.id, mark=each.mark, told=_told(each)))
    session.flush()


def leave_out(
    session: Session, issue: PolicyIssue, mark_: str, found: Sequence[Evidence] = ()
) -> None:
    """Take a sentence out of an issue; it is offered again only when its numbers change."""
    newest = {mark(each): each for each in found}
    kept: list[Evidence] = []
    for each in issues.evidence(session, issue):
        if mark(each) == mark_:
            told = _short([newest.get(mark_, each).statement])
            session.merge(EvidenceDeclined(issue_id=issue.id, mark=mark_, told=told))
        else:
            kept.append(copy(each))
    issues.set_evidence(session, issue, kept)


def offer_again(session: Session, issue: PolicyIssue) -> int:
    """Forget what was declined; say how many sentences may be offered again."""
    asked = select(EvidenceDeclined).where(EvidenceDeclined.issue_id == issue.id)
    held = list(session.scalars(asked))
    for each in held:
        session.delete(each)
    session.flush()
    return len(held)


def declined(session: Session, issue: PolicyIssue) -> int:
    """How many sentences of newer data were not wanted."""
    asked = select(func.count()).where(EvidenceDeclined.issue_id == issue.id)
    return session.scalars(asked).one()


def copy(each: Evidence) -> Evidence:
    """The same sentence as a row of its own."""
    return Evidence(
        kind=each.kind,
        statement=each.statement,
        strength=each.strength,
        n=each.n,
        source=dict(each.source),
    )


def _differs(each: Difference) -> bool:
    if each.held is None or each.found is None:
        return True
    return each.held.statement != each.found.statement


def _told(each: Difference) -> str:
    return _short([each.found.statement]) if each.found else LOST


def _short(said: Sequence[object]) -> str:
    return sha256(repr(list(said)).encode()).hexdigest()[:16]
