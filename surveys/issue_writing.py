"""二人で書く: what two people typed over one issue is brought together, and nothing of it is lost.

A field that only one of them changed takes that change. Where both changed the same field
otherwise, neither wins by itself: the second writer is shown both and decides.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from surveys import issue_steps, issues
from surveys.issues import WRITTEN, PolicyIssue

NAMES = (*WRITTEN, "topic")


@dataclass(frozen=True, slots=True)
class Together:
    """What a writer typed, brought together with what is saved.

    Attributes:
        fields: what to store; where both changed a field, what was typed.
        theirs: names of what somebody else changed meanwhile and the writer left as it was.
        apart: {name: what is saved} of what both changed otherwise.
    """

    fields: dict[str, Any]
    theirs: tuple[str, ...] = ()
    apart: Mapping[str, Any] = field(default_factory=dict)


def together(
    session: Session,
    issue: PolicyIssue,
    revision: int,
    typed: Mapping[str, Any],
    let_stand: Collection[str] = (),
) -> Together:
    """Bring what was typed over a `revision` together with what is saved now.

    `let_stand` names what the writer saw saved at that revision, and let stand for it.
    """
    saved = {name: getattr(issue, name) for name in NAMES if name in typed}
    here = revision == issue.revision
    read = saved if here else issue_steps.at_revision(session, issue, revision)
    mine = {**typed, **{name: (read or saved)[name] for name in let_stand if name in saved}}
    if read is None:  # how it stood is not remembered: whatever differs has to be decided
        return Together(mine, (), {n: saved[n] for n in mine if mine[n] != saved[n]})
    return Together(*each_field(mine, saved, read))


def each_field(
    mine: Mapping[str, Any], saved: Mapping[str, Any], read: Mapping[str, Any]
) -> tuple[dict[str, Any], tuple[str, ...], dict[str, Any]]:
    """Fields, theirs and apart, as `Together` has them, where both had `read` the same."""
    moved = [name for name in mine if saved[name] != read[name]]
    theirs = tuple(name for name in moved if mine[name] == read[name])
    apart = {n: saved[n] for n in moved if n not in theirs and saved[n] != mine[n]}
    return {n: saved[n] if n in theirs else mine[n] for n in mine}, theirs, apart


def write(issue: PolicyIssue, fields: Mapping[str, Any]) -> None:
    """Store what was brought together.

    Raises:
        DesiredStateMissing
    """
    issues.write(issue, issue.revision, fields)
    if fields.get("topic"):
        issue.topic = fields["topic"]
